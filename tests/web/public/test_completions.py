"""The address the search box asks while somebody types: a promise of its own, never an error, never kept by others."""

import json
from typing import Any

import pytest

from portal.queries.public.completions import NameTable
from portal.web.public import completions
from portal.web.public.completions import HeldNames
from tests.fixtures.public_site import HOSTILE, SECRET, Site

ADDRESS = "/cari/saran.json"


def ask(site: Site, text: str) -> list[dict[str, Any]]:
    response = site.client.get(ADDRESS, query_string={"q": text})
    assert response.status_code == 200
    items: list[dict[str, Any]] = json.loads(response.text)["items"]
    return items


def test_an_answer_has_the_promised_shape(site: Site) -> None:
    response = site.client.get(ADDRESS, query_string={"q": "keimigrasian korea"})

    assert response.mimetype == "application/json"
    assert json.loads(response.text) == {
        "q": "keimigrasian korea",
        "items": [
            {
                "kind": "naskah",
                "text": "Kerja Sama Keimigrasian dengan Korea",
                "detail": "Kementerian Kehakiman Republik Korea · 2026",
                "url": f"/n/{site.kode['foreign']}",
            }
        ],
    }


def test_every_offered_address_leads_to_what_it_says(site: Site) -> None:
    offered = [
        one for text in ("pela", "2026", "contoh", "kantor", "MIP", "keimigrasian pen") for one in ask(site, text)
    ]

    assert {one["kind"] for one in offered} >= {"kata", "naskah", "mitra", "unit", "nomor"}
    for one in offered:
        response = site.client.get(one["url"])
        assert response.status_code == 200
        assert one["kind"] in ("kata", "mitra", "unit") or "0 naskah" not in response.text
        assert "Tidak ada naskah" not in response.text


def test_an_answer_may_be_kept_but_has_to_be_asked_for_again(site: Site) -> None:
    response = site.client.get(ADDRESS, query_string={"q": "kerja"})

    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = site.client.get(ADDRESS, query_string={"q": "kerja"}, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "query",
    ["", "?q=", "?q=k", "?q=%FF%FE", "?q=%00", "?q=" + "a" * 4000, "?q=%25%5F", "?q=ke&q=ja", "?x[]=1", "?hal=-1"],
)
def test_odd_texts_are_answered_and_never_an_error(site: Site, query: str) -> None:
    response = site.client.get(ADDRESS + query)

    assert response.status_code == 200
    assert isinstance(json.loads(response.text)["items"], list)


def test_what_is_not_public_is_not_offered(site: Site) -> None:
    for text in (SECRET, SECRET[:5], "ditarik", "rancangan", site.kode["withdrawn"], site.kode["draft"]):
        assert ask(site, text) == [], text


def test_hostile_names_travel_as_text(site: Site) -> None:
    (one,) = [one for one in ask(site, "onerror") if one["kind"] == "naskah"]

    assert one["text"] == f"Naskah {HOSTILE}"


def test_the_public_box_says_where_to_ask(site: Site) -> None:
    for path in ("/", "/cari", "/tentang", "/cari?lingkup=semua"):
        page = site.client.get(path).text
        assert page.count(f'data-saran="{ADDRESS}"') >= 1, path
        assert "js/completions.js" in page, path


def test_names_are_read_anew_after_a_publication_but_not_with_every_one(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(completions.time, "monotonic", lambda: now[0])
    held = HeldNames()
    with site.office.stores.database.reading() as session:
        first = held.of(session, "1")
        assert held.of(session, "1") is held.of(session, "2") is first
        now[0] += completions.REFRESH_SECONDS + 1
        assert held.of(session, "1") is first
        second = held.of(session, "2")
        assert isinstance(second, NameTable)
        assert second is not first
        now[0] += completions.OLDEST_SECONDS + 1
        third = held.of(session, "2")
        assert third is not second
        now[0] += completions.REFRESH_SECONDS + 1
        with held.lock:
            # While one request reads the names, others go on with those there are.
            assert held.of(session, "3") is third
