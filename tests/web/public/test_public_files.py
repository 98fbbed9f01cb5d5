"""Published files: byte ranges, conditions, names and headers; and gone at once when withdrawn."""

import hashlib

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal import clock
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.naskah import Office
from tests.fixtures.public_site import SECRET, Site


def get(site: Site, suffix: str = "naskah.pdf", name: str = "foreign", **headers: str) -> TestResponse:
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return site.client.get(f"/n/{site.kode[name]}/{suffix}", headers=named)


@pytest.fixture(scope="module")
def whole(site: Site) -> bytes:
    """All bytes of a published file."""
    return get(site).data


def test_the_delivered_bytes_are_those_of_the_original(site: Site, whole: bytes) -> None:
    response = get(site)
    digest = hashlib.sha256(whole).hexdigest()

    assert whole.startswith(b"%PDF-")
    assert response.headers["ETag"] == f'"{digest}"'
    assert response.headers["Content-Length"] == str(len(whole))
    assert response.headers["Accept-Ranges"] == "bytes"
    assert digest in site.client.get(f"/n/{site.kode['foreign']}").text


@pytest.mark.parametrize(
    ("header", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=100-", 100, None),
        ("bytes=-7", -7, None),
        ("bytes=5-9999999", 5, None),
        ("bytes=-99999999", 0, None),
    ],
)
def test_a_range_is_answered_with_that_part(
    site: Site, whole: bytes, header: str, start: int, stop: int | None
) -> None:
    response = get(site, Range=header)

    expected = whole[start:stop]
    first = start if start >= 0 else len(whole) + start
    assert response.status_code == 206
    assert response.data == expected
    assert response.headers["Content-Range"] == f"bytes {first}-{first + len(expected) - 1}/{len(whole)}"
    assert response.headers["Content-Length"] == str(len(expected))


def test_stitched_ranges_give_the_whole_file(site: Site, whole: bytes) -> None:
    parts = [get(site, Range=f"bytes={at}-{at + 499}").data for at in range(0, len(whole), 500)]

    assert b"".join(parts) == whole


@pytest.mark.parametrize(
    "header", ["bytes=0-1,5-6", "bytes=abc", "zeilen=0-1", "bytes=", "bytes=9-2", "bytes=0-1," * 500]
)
def test_a_range_nobody_can_use_gives_the_whole_file(site: Site, whole: bytes, header: str) -> None:
    response = get(site, Range=header)

    assert (response.status_code, response.data) == (200, whole)


@pytest.mark.parametrize("header", ["bytes=99999999-", "bytes=99999999-100000000"])
def test_a_range_beyond_the_end_is_refused_with_the_size(site: Site, whole: bytes, header: str) -> None:
    response = get(site, Range=header)

    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{len(whole)}"


def test_a_copy_that_is_still_good_is_not_sent_again(site: Site) -> None:
    etag = get(site).headers["ETag"]

    response = get(site, If_None_Match=etag)

    assert (response.status_code, response.data) == (304, b"")
    assert response.headers["ETag"] == etag


def test_a_part_of_another_version_is_answered_with_all_of_this_one(site: Site, whole: bytes) -> None:
    good = get(site, Range="bytes=0-3", If_Range=get(site).headers["ETag"])
    stale = get(site, Range="bytes=0-3", If_Range='"0123"')
    dated = get(site, Range="bytes=0-3", If_Range="Wed, 21 Oct 2015 07:28:00 GMT")

    assert good.data == whole[:4]
    assert stale.data == dated.data == whole


def test_a_head_request_tells_the_size_without_the_bytes(site: Site, whole: bytes) -> None:
    response = site.client.head(f"/n/{site.kode['foreign']}/naskah.pdf")

    assert response.headers["Content-Length"] == str(len(whole))
    assert response.data == b""


def test_a_file_gets_a_name_of_ours_and_nothing_of_its_own(site: Site) -> None:
    kode = site.kode["hostile"]

    response = get(site, name="hostile")

    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith(f'attachment; filename="{kode}-naskah-img-src-x-')
    assert disposition.isascii()
    assert disposition.count('"') == 2
    assert disposition.endswith('.pdf"')


def test_a_file_may_be_kept_so_briefly_that_a_withdrawal_is_gone_within_a_minute(site: Site) -> None:
    response = site.app.test_client().get(f"/n/{site.kode['foreign']}/naskah.pdf")

    assert response.headers["Cache-Control"] == "public, max-age=20, s-maxage=30, must-revalidate"


def test_a_file_is_walled_in_and_opens_only_when_asked(site: Site) -> None:
    attached, opened = get(site), get(site, "naskah.pdf?buka=1")

    assert attached.headers["Content-Disposition"].startswith("attachment;")
    assert opened.headers["Content-Disposition"].startswith("inline;")
    for response in (attached, opened):
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.mimetype == "application/pdf"


def test_a_page_image_is_a_picture_of_the_stated_size(site: Site) -> None:
    from io import BytesIO

    from PIL import Image

    response = get(site, "hlm/2.webp")

    assert response.mimetype == "image/webp"
    assert hashlib.sha256(response.data).hexdigest() in response.headers["ETag"]
    size = Image.open(BytesIO(response.data)).size
    assert f'width="{size[0]}" height="{size[1]}"' in site.client.get(f"/n/{site.kode['foreign']}").text


@pytest.mark.parametrize(
    "address",
    [
        "/n/{foreign}/hlm/0.webp",
        "/n/{foreign}/hlm/3.webp",
        "/n/{foreign}/hlm/99999999999999999999.webp",
        "/n/{foreign}/hlm/1.png",
        "/n/{foreign}/berkas/2.pdf",
        "/n/{foreign}/berkas/0.pdf",
        "/n/{foreign}/berkas/..%2f1.pdf",
        "/n/{foreign}/naskah.PDF",
        "/n/{draft}/naskah.pdf",
        "/n/{draft}/hlm/1.webp",
        "/n/{withdrawn}/naskah.pdf",
        "/n/{withdrawn}/hlm/1.webp",
        "/n/2026-10000/naskah.pdf",
    ],
)
def test_what_is_not_published_has_no_file(site: Site, address: str) -> None:
    response = site.client.get(address.format(**site.kode))

    assert response.status_code == (410 if "{withdrawn}" in address else 404)
    assert response.headers["Cache-Control"] == "no-store"


def test_the_numbered_address_of_the_main_file_is_the_same_file(site: Site, whole: bytes) -> None:
    assert get(site, "berkas/1.pdf").data == whole


def test_a_withdrawal_takes_page_file_and_image_away_with_the_next_request(office: Office, client: FlaskClient) -> None:
    kode = office.publish(pages=["Segera ditarik"])
    addresses = [f"/n/{kode}", f"/n/{kode}/naskah.pdf", f"/n/{kode}/hlm/1.webp"]
    etags = [client.get(address).headers.get("ETag", "") for address in addresses]

    with office.stores.database.transaction() as session:
        verbs.withdraw(session, kode, office.act(now=clock.utc_now()), alasan=WithdrawalClass.DATA_PRIBADI)

    answers = [
        client.get(address, headers={"If-None-Match": etag}).status_code
        for address, etag in zip(addresses, etags, strict=True)
    ]
    assert set(answers) == {410}
    assert "Segera" not in client.get("/").text


def test_file_and_image_of_a_withdrawn_naskah_answer_with_its_tombstone(site: Site) -> None:
    stones = [get(site, suffix, "withdrawn").text for suffix in ("naskah.pdf", "berkas/2.pdf", "hlm/1.webp")]

    assert all("Naskah ini sudah ditarik" in stone and site.kode["withdrawn"] in stone for stone in stones)
    assert all(SECRET not in stone for stone in stones)
