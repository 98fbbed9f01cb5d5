"""A date nobody can read is no condition: neither a fault of ours nor a reason to say that nothing changed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from portal import clock
from tests.fixtures.public_site import Site, public_site

BEYOND = (
    "Sat, 01 Jan 99999999999999 00:00:00 GMT",
    "Fri, 31 Dec 9999 23:59:59 -2359",
    "Mon, 01 Jan 0001 00:00:00 +2359",
    "Thu, 01 Jan 1970 00:00:00 +" + "9" * 40,
    "Thu, 01 Jan 1970 99999999999999999999:00:00 GMT",
    "\xff",
)
LATER = "Fri, 31 Dec 9999 23:59:59 GMT"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A portal that nobody changes."""
    with public_site(tmp_path_factory.mktemp("tanggal")) as made:
        # The state of its index counts from when it was first seen: now, and not by a clock that a test moved.
        made.client.get("/cari").close()
        yield made


@pytest.mark.parametrize("date", BEYOND, ids=range(len(BEYOND)))
@pytest.mark.parametrize(
    "path", ["/", "/n/{foreign}", "/n/{foreign}/naskah.pdf", "/n/{foreign}/iiif/1/info.json", "/data/naskah.csv",
             "/static/icons.svg", "/api/v1/naskah"]
)  # fmt: skip
def test_an_unreadable_date_is_passed_over_on_every_kind_of_address(
    site: Site, path: str, date: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A date is compared only once its second is over.
    now = clock.utc_now() + timedelta(seconds=10)
    monkeypatch.setattr(clock, "utc_now", lambda: now)
    path = path.format(**site.kode)
    for name in ("If-Modified-Since", "If-Unmodified-Since"):
        answer = site.client.get(path, headers={name: date})
        assert answer.status_code == 200, name
        answer.close()


@pytest.mark.parametrize("date", BEYOND[:-1], ids=range(len(BEYOND) - 1))
def test_a_part_under_an_unreadable_date_is_sent_as_the_whole(site: Site, date: str) -> None:
    path = f"/n/{site.kode['foreign']}/naskah.pdf"
    answer = site.client.get(path, headers={"Range": "bytes=0-9", "If-Range": date})

    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("path", "status"),
    [("/n/2026-10000", 404), ("/n/{withdrawn}", 410), ("/n/{withdrawn}.ris", 410), ("/api/v1/naskah/{draft}", 404),
     ("/api/v1/naskah/{withdrawn}", 410), ("/cari?tahun=x", 400), ("/cari?hal=999", 404)],
)  # fmt: skip
def test_what_is_not_there_is_not_unchanged_since_any_day(
    site: Site, path: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A date is compared only once its second is over.
    now = clock.utc_now() + timedelta(seconds=10)
    monkeypatch.setattr(clock, "utc_now", lambda: now)
    answer = site.client.get(path.format(**site.kode), headers={"If-Modified-Since": LATER})
    there = site.client.get("/cari", headers={"If-Modified-Since": LATER})

    assert answer.status_code == status
    assert (there.status_code, there.data) == (304, b"")
