"""The public search: what is published and nothing else, whatever the index holds, and without an index too."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete

from portal import clock
from portal.domain.naskah.enumerations import JenisBerkas, Visibilitas
from portal.models.terbitan import TerbitanHalaman
from portal.queries.public.search import search_published
from portal.queries.public.values import FacetValue
from portal.search.interface import Filters, SearchQuery
from portal.search.query import parse
from portal.search.whoosh.index import WhooshIndex
from portal.services.publication import mitra, verbs
from tests.factories.desk import Desk
from tests.factories.naskah import foreign_fields, sample_fields
from tests.factories.public_view import withdraw
from tests.fixtures.null_search import NullSearchIndex
from tests.queries.conftest import Ask


def asked(text: str, **more: Any) -> SearchQuery:
    """What somebody typed, as a question to the index."""
    return SearchQuery(parse(text), today=clock.today(), **more)


def test_an_index_that_holds_nothing_finds_nothing_and_that_is_no_failure(ask: Ask) -> None:
    found = ask(search_published, NullSearchIndex(), asked("pelatihan"))

    assert (found.hits, found.total, found.page_count, found.is_degraded) == ((), 0, 1, False)


def test_only_what_is_published_is_found_and_what_was_withdrawn_since_is_left_out(desk: Desk, ask: Ask) -> None:
    public, gone = (desk.publish(sample_fields(judul=f"Kenari {n}"), ["Pasal kenari"]) for n in "AB")
    desk.attach(desk.draft(sample_fields(judul="Kenari C")), ["Pasal kenari"])
    desk.work()
    index = desk.stores.public_index
    assert {hit.item.kode for hit in ask(search_published, index, asked("kenari")).hits} == {public, gone}

    withdraw(desk, gone)

    found = ask(search_published, index, asked("kenari"))
    (hit,) = found.hits
    assert hit.item.kode == public
    # Its count is gone with it, long before the index hears of it.
    assert (found.total, found.unfiltered, [one.count for one in found.facets["unit"]]) == (1, 1, [1])
    assert ("Kenari", True) in hit.judul_parts
    assert [snippet.page for snippet in hit.snippets] == [1]


def test_words_that_were_taken_out_of_a_naskah_find_it_no_more_however_old_the_index_is(desk: Desk, ask: Ask) -> None:
    closed, redacted, edited = (desk.publish(sample_fields(judul=f"Merpati {n}"), ["Pasal kenari"]) for n in "ABC")
    desk.work()
    index = desk.stores.public_index

    def found(text: str) -> set[str]:
        return {hit.item.kode for hit in ask(search_published, index, asked(text)).hits}

    assert found("kenari") == found("merpati") == {closed, redacted, edited}

    with desk.stores.database.transaction() as session:
        until = clock.today() + timedelta(days=30)
        verbs.set_visibility(
            session, closed, desk.act(), level=Visibilitas.METADATA, dasar="Dasar CONTOH", tinjau_on=until
        )
    assert found("kenari") == {redacted, edited}
    desk.attach(redacted, ["Pasal nuri"], jenis=JenisBerkas.SALINAN_PUBLIK)
    for kode in (redacted, edited):
        desk.office.submit(kode)
        assert desk.advance(kode) == frozenset()
    # What a publication only adds to, or leaves as it was, is found meanwhile.
    assert found("kenari") == found("merpati") == {edited}

    desk.work()
    assert (found("kenari"), found("nuri")) == ({edited}, {redacted})
    assert found("merpati") == {closed, redacted, edited}


def test_a_hit_says_where_it_matched_and_its_filters_are_labelled(
    desk: Desk, ask: Ask, cost: Callable[..., int]
) -> None:
    kode = desk.publish(sample_fields(judul="Pelatihan", subjek=("keimigrasian",)), ["Pasal kenari"] * 5)
    desk.publish(sample_fields(judul="Pelatihan", unit="LAPAS-B"))
    desk.work()
    index, chosen = desk.stores.public_index, Filters(unit=frozenset({"KANIM-A"}))

    (by_field,) = ask(search_published, index, asked("keimigrasian")).hits
    results = ask(search_published, index, asked("pelatihan", filters=chosen))
    (by_text,) = ask(search_published, index, asked("kenari")).hits

    assert ([match.field for match in by_field.matched], by_field.snippets) == (["unit", "subjek"], ())
    assert [hit.item.kode for hit in results.hits] == [kode]
    assert set(results.facets["unit"]) == {
        FacetValue("KANIM-A", "Kantor Imigrasi Kelas I Contoh", 1, is_selected=True),
        FacetValue("LAPAS-B", "Lembaga Pemasyarakatan Kelas IIA Contoh", 1, is_selected=False),
    }
    assert [snippet.page for snippet in by_text.snippets] == [1, 2]
    assert by_text.matched == ()
    # What units and partners are called is known from the question before.
    assert cost(search_published, index, asked("pelatihan")) == 6
    assert cost(search_published, index, asked("")) == 4


def test_what_a_partner_is_called_is_kept_only_until_anything_public_changes(desk: Desk, ask: Ask) -> None:
    desk.publish(sample_fields(judul="Kenari"), ["Pasal kenari"])
    desk.work()
    index = desk.stores.public_index
    before = ask(search_published, index, asked("kenari")).facets["mitra"]

    with desk.stores.database.transaction() as session:
        mitra.put_names(session, "mitra", {before[0].value: "Nama CONTOH yang baru"})

    assert before[0].label != "Nama CONTOH yang baru"
    assert ask(search_published, index, asked("kenari")).facets["mitra"][0].label == "Nama CONTOH yang baru"


def test_a_text_that_was_taken_away_shows_no_snippet(desk: Desk, ask: Ask) -> None:
    desk.publish(sample_fields(), ["Pasal kenari"])
    desk.work()
    with desk.stores.database.transaction() as session:
        session.execute(delete(TerbitanHalaman))

    (hit,) = ask(search_published, desk.stores.public_index, asked("kenari")).hits

    assert hit.snippets == ()


def test_without_an_index_the_newest_are_listed_by_pages(desk: Desk, ask: Ask, tmp_path: Path) -> None:
    made = [desk.publish(foreign_fields(judul=f"Naskah {n}", lingkup=sample_fields().lingkup)) for n in range(3)]
    desk.draft(sample_fields())
    missing = WhooshIndex(tmp_path / "hilang")

    first, second = (ask(search_published, missing, asked("apa pun", page=n, per_page=2)) for n in (1, 2))

    assert (first.is_degraded, first.total, first.facets) == (True, 3, {})
    assert (len(first.hits), len(second.hits), second.page) == (2, 1, 2)
    assert {hit.item.kode for hit in (*first.hits, *second.hits)} == set(made)
    assert first.hits[0].judul_parts == ((first.hits[0].item.judul, False),)
