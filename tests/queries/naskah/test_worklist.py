"""Lists for staff: what belongs to whom, how it is narrowed, and what an index in trouble still gives."""

from dataclasses import replace
from pathlib import Path

import pytest

from portal import clock
from portal.domain.naskah.enumerations import JenisHubungan, ReadingState
from portal.domain.naskah.fields import HubunganFields
from portal.domain.naskah.next_step import NextStep
from portal.domain.naskah.status import Status
from portal.domain.permissions import Peran
from portal.domain.publication.penahanan import HoldReason
from portal.errors import NotFoundError
from portal.queries.berkas import files
from portal.queries.naskah import dossier as dossier_queries
from portal.queries.naskah import worklist
from portal.queries.naskah.search import search_internal
from portal.queries.naskah.worklist import ListFilter
from portal.search.interface import SearchQuery
from portal.search.query import parse
from portal.search.whoosh.index import WhooshIndex
from tests.factories.naskah import Office, foreign_fields, sample_fields
from tests.factories.pdf import text_pdf


def test_the_list_is_narrowed_by_text_state_and_unit(office: Office) -> None:
    first = office.upload(sample_fields(judul="Pelatihan Petugas")).kode
    second = office.upload(sample_fields(judul="Bantuan Hukum", unit="LAPAS-B")).kode
    office.submit(second)
    biro = office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")
    cases = [
        (ListFilter(), {first, second}),
        (ListFilter(text="pelatihan"), {first}),
        (ListFilter(text="100 ks 2026"), {first, second}),
        (ListFilter(text="kabupaten contoh"), {first, second}),
        (ListFilter(text=first), {first}),
        (ListFilter(text="pelat%n"), set()),
        (ListFilter(status=Status.DIAJUKAN), {second}),
        (ListFilter(unit="LAPAS-B"), {second}),
        (ListFilter(text="hukum", status=Status.DRAF), set()),
    ]

    with office.stores.database.reading() as session:
        for wanted, expected in cases:
            found = worklist.list_naskah(session, biro, wanted, 1)
            assert {item.kode for item in found.items} == expected, wanted
            assert found.total == len(expected)
        assert worklist.list_naskah(session, biro, ListFilter(), 9).total == 2


def test_a_unit_above_reads_the_units_below_and_no_others(office: Office) -> None:
    office.upload(sample_fields(judul="Milik Kanim"))
    office.upload(sample_fields(judul="Milik Lapas", unit="LAPAS-B"))
    above = office.add_user("imi@contoh.go.id", Peran.PENGELOLA, "IMI")
    nobody = office.add_user("admin@contoh.go.id", Peran.ADMIN, "KEMEN")

    with office.stores.database.reading() as session:
        assert [i.judul for i in worklist.list_naskah(session, above, ListFilter(), 1).items] == ["Milik Kanim"]
        assert worklist.list_naskah(session, nobody, ListFilter(), 1).items == ()
        assert [unit.kode for unit in worklist.units_to_act_for(session, above)] == ["IMI", "KANIM-A"]
        assert [unit.kode for unit in worklist.units_to_read(session, above)] == ["KANIM-A"]


def test_each_group_of_the_first_screen_holds_what_is_whose(office: Office) -> None:
    unit = office.add_user("imi@contoh.go.id", Peran.PENGELOLA, "IMI")
    biro = office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")
    draft = office.upload(foreign_fields(judul="Draf")).kode
    waiting = office.upload(foreign_fields(judul="Menunggu Biro")).kode
    office.submit(waiting)
    done = office.publish(sample_fields(unit="IMI", judul="Selesai"))

    with office.stores.database.reading() as session:
        mine = worklist.home_groups(session, unit, clock.today())
        theirs = worklist.home_groups(session, biro, clock.today())
        assert worklist.load_menu(session, biro).todo == 1

    assert [[i.kode for i in g.items] for g in (mine.todo, mine.waiting, mine.done)] == [[draft], [waiting], [done]]
    assert [[i.kode for i in g.items] for g in (theirs.todo, theirs.waiting, theirs.done)] == [[waiting], [], [done]]
    assert mine.todo.items[0].step is NextStep.LENGKAPI
    assert theirs.todo.items[0].answers is HoldReason.MENUNGGU_BIRO


def test_a_partner_known_from_another_units_draft_is_not_suggested(office: Office) -> None:
    pihak = sample_fields().pihak
    secret = (pihak[0], replace(pihak[1], nama="Mitra Sangat Rahasia"))
    office.upload(sample_fields(unit="LAPAS-B", pihak=secret))
    office.publish(sample_fields(unit="LAPAS-B"))
    ani = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    biro = office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")

    with office.stores.database.reading() as session:
        assert dossier_queries.known_mitra(session, ani) == ("Pemerintah Kabupaten Contoh",)
        assert "Mitra Sangat Rahasia" in dossier_queries.known_mitra(session, biro)


def test_a_relation_shows_no_title_that_the_viewer_may_not_know(office: Office) -> None:
    parent = office.publish(sample_fields(unit="LAPAS-B", judul="Induk Terbit"))
    relation = (HubunganFields(JenisHubungan.INDUK, parent),)
    child = office.upload(sample_fields(hubungan=relation, judul="Anak")).kode
    ani = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    lapas = office.add_user("lapas@contoh.go.id", Peran.PENGELOLA, "LAPAS-B")

    with office.stores.database.reading() as session:
        outgoing = dossier_queries.find_naskah(session, child, ani).hubungan
        incoming = dossier_queries.find_naskah(session, parent, lapas).hubungan

    assert [(h.kode, h.judul, h.is_readable) for h in outgoing] == [(parent, "Induk Terbit", False)]
    assert incoming == ()


def test_findings_speak_of_the_files_that_would_become_public(office: Office) -> None:
    kode = office.upload(sample_fields(), pdf=text_pdf(["NIK 3174012345678901"])).kode
    office.drain()
    ani = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")

    with office.stores.database.reading() as session:
        dossier = dossier_queries.find_dossier(session, kode, ani)
        state = dossier_queries.find_state(session, kode, ani)
        drafts = files.recent_drafts(session, ani, clock.utc_now(), limit=2)

    assert [finding.page for finding in dossier.naskah.berkas[0].findings] == [1]
    assert state.berkas[0].keadaan is ReadingState.TERBACA
    assert drafts == ()


def test_an_unknown_code_is_not_found(office: Office) -> None:
    ani = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")

    with office.stores.database.reading() as session:
        for find in (
            dossier_queries.find_dossier,
            dossier_queries.find_naskah,
            dossier_queries.find_state,
            dossier_queries.find_receipt,
        ):
            with pytest.raises(NotFoundError):
                find(session, "2026-99999", ani)


def test_search_without_an_index_still_finds_by_title_within_my_units(office: Office, tmp_path: Path) -> None:
    mine = office.upload(sample_fields(judul="Pelatihan Petugas")).kode
    office.upload(sample_fields(judul="Pelatihan Sipir", unit="LAPAS-B"))
    ani = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    query = SearchQuery(parse("pelatihan"), today=clock.today())

    with office.stores.database.reading() as session:
        results = search_internal(session, WhooshIndex(tmp_path / "hilang"), query, ani)

    assert results.is_degraded
    assert [hit.item.kode for hit in results.hits] == [mine]


def test_a_hit_by_its_fields_alone_says_which_field_matched(office: Office) -> None:
    office.upload(sample_fields(judul="Pelatihan Petugas", subjek=("keimigrasian",)), pdf=text_pdf(["Pasal 1"]))
    office.drain()
    ani = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    found = {}
    for text in ("100/KS/2026", "keimigrasian", "Pasal"):
        query = SearchQuery(parse(text), today=clock.today())
        with office.stores.database.reading() as session:
            hit = search_internal(session, office.stores.internal_index, query, ani).hits[0]
        found[text] = ([match.field for match in hit.matched], len(hit.snippets))

    assert found == {"100/KS/2026": (["nomor"], 0), "keimigrasian": (["unit", "subjek"], 0), "Pasal": ([], 1)}


def test_search_never_leaves_the_units_of_the_asker_whatever_the_query_says(office: Office) -> None:
    office.upload(sample_fields(judul="Kenari", unit="LAPAS-B"))
    office.drain()
    ani = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    query = SearchQuery(parse("kenari"), today=clock.today(), units=frozenset({"LAPAS-B"}))

    with office.stores.database.reading() as session:
        results = search_internal(session, office.stores.internal_index, query, ani)

    assert (results.total, results.hits) == (0, ())
