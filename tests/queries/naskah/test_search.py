"""The internal search: within the units of whoever asks, whatever the index holds, and without an index too."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from portal import clock
from portal.domain.permissions import Peran
from portal.models.naskah import Naskah
from portal.queries.naskah.search import search_internal
from portal.queries.naskah.values import StaffResults
from portal.search.interface import SearchQuery
from portal.search.query import parse
from portal.search.whoosh.index import WhooshIndex
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.readers import ABOVE, ADMIN, BESIDE, BIRO, OWN
from tests.fixtures.null_search import NullSearchIndex
from tests.queries.conftest import Ask


def asked(text: str, **more: Any) -> SearchQuery:
    """What somebody typed, as a question to the index."""
    return SearchQuery(parse(text), today=clock.today(), **more)


def test_an_index_that_holds_nothing_finds_nothing_and_that_is_no_failure(ask: Ask) -> None:
    found = ask(search_internal, NullSearchIndex(), asked("pelatihan"), BIRO)

    assert found == StaffResults((), 0, 1, 10, is_degraded=False)


def test_each_reader_finds_what_they_may_read(desk: Desk, ask: Ask, cost: Callable[..., int]) -> None:
    own = desk.draft(sample_fields(judul="Kenari Merah"))
    above = desk.draft(sample_fields(judul="Kenari Biru", unit="IMI"))
    beside = desk.draft(sample_fields(judul="Kenari Hijau", unit="LAPAS-B"))
    index = desk.stores.internal_index
    for kode in (own, above, beside):
        desk.attach(kode, ["Pasal kenari"])
    desk.work()

    def found(actor: object, text: str = "kenari") -> set[str]:
        results = ask(search_internal, index, asked(text), actor)
        assert results.total == len(results.hits)
        return {hit.item.kode for hit in results.hits}

    assert found(OWN) == {own}
    assert found(ABOVE) == {own, above}
    assert found(BESIDE) == {beside}
    assert found(BIRO) == {own, above, beside}
    assert found(ADMIN) == found(OWN, "hijau") == set()
    assert cost(search_internal, index, asked("kenari"), BIRO) == cost(search_internal, index, asked("merah"), OWN) == 8
    assert cost(search_internal, index, asked(""), BIRO) == 4


def test_what_the_index_still_holds_of_another_unit_is_left_out(desk: Desk, ask: Ask) -> None:
    kode = desk.draft(sample_fields(judul="Kenari"))
    desk.attach(kode, ["Pasal kenari"])
    desk.work()
    ids = desk.naskah(kode).id, desk.naskah(desk.draft(sample_fields(unit="LAPAS-B"))).unit_id
    with desk.stores.database.transaction() as session:
        session.get_one(Naskah, ids[0]).unit_id = ids[1]

    assert ask(search_internal, desk.stores.internal_index, asked("kenari"), OWN).hits == ()


def test_snippets_come_from_the_current_file_and_are_few(desk: Desk, ask: Ask) -> None:
    kode = desk.draft(sample_fields())
    old = desk.attach(kode, ["Kenari lama"]).berkas_id
    desk.attach(kode, [f"Kenari baru {n}" for n in range(4)], replaces=old)
    desk.work()

    (hit,) = ask(search_internal, desk.stores.internal_index, asked("kenari"), OWN).hits

    shown = ["".join(text for text, _ in pieces) for _, pieces in hit.snippets]
    assert len(shown) == 2
    assert all("baru" in text for text in shown)


def test_search_without_an_index_still_finds_by_title_within_my_units(desk: Desk, tmp_path: Path) -> None:
    mine = desk.draft(sample_fields(judul="Pelatihan Petugas"))
    desk.draft(sample_fields(judul="Pelatihan Sipir", unit="LAPAS-B"))
    ani = desk.office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    query = asked("pelatihan")

    with desk.stores.database.reading() as session:
        results = search_internal(session, WhooshIndex(tmp_path / "hilang"), query, ani)

    assert results.is_degraded
    assert [hit.item.kode for hit in results.hits] == [mine]


def test_a_hit_by_its_fields_alone_says_which_field_matched(desk: Desk) -> None:
    desk.attach(desk.draft(sample_fields(judul="Pelatihan Petugas", subjek=("keimigrasian",))), ["Pasal 1"])
    desk.work()
    ani = desk.office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    found = {}
    for text in ("100/KS/2026", "keimigrasian", "Pasal"):
        query = asked(text)
        with desk.stores.database.reading() as session:
            hit = search_internal(session, desk.stores.internal_index, query, ani).hits[0]
        found[text] = ([match.field for match in hit.matched], len(hit.snippets))

    assert found == {"100/KS/2026": (["nomor"], 0), "keimigrasian": (["unit", "subjek"], 0), "Pasal": ([], 1)}


def test_search_never_leaves_the_units_of_the_asker_whatever_the_query_says(desk: Desk) -> None:
    desk.attach(desk.draft(sample_fields(judul="Kenari", unit="LAPAS-B")), ["Pasal 1"])
    desk.work()
    ani = desk.office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    query = asked("kenari", units=frozenset({"LAPAS-B"}))

    with desk.stores.database.reading() as session:
        results = search_internal(session, desk.stores.internal_index, query, ani)

    assert (results.total, results.hits) == (0, ())
