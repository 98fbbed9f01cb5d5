"""Originals in lists: found by what is typed, waiting at the counter, on their tracks; each branch its own."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from portal.domain.kasus.kemlu import KemluState
from portal.domain.kasus.pengesahan import JalurPengesahan, PengesahanState
from portal.domain.naskah.enumerations import Lingkup
from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import NaskahAsliState, Penyampaian
from portal.domain.permissions import OPERATOR
from portal.errors import NotFoundError
from portal.models.kasus import KasusKemlu
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.naskah_asli import Penerimaan
from portal.queries.naskah_asli import lists
from portal.queries.object_copies import expected_objects
from portal.wiring import Stores
from tests.factories.counter import receive
from tests.factories.desk import Desk
from tests.factories.kepatuhan import INSTANT, Rak
from tests.factories.naskah import foreign_fields, sample_fields
from tests.factories.readers import ABOVE, ADMIN, BESIDE, BIRO, OWN
from tests.queries.conftest import Ask

DAY = date(2026, 5, 4)
UNITS = ("KANIM-A", "IMI", "LAPAS-B")
READERS = ((OWN, UNITS[:1]), (ABOVE, UNITS[:2]), (BESIDE, UNITS[2:]), (BIRO, UNITS), (ADMIN, ()))
LISTS = (lists.treaties, lists.undetermined, lists.pengesahan_questions, lists.announced)


def change(stores: Stores, kode: str, **values: Any) -> int:
    """Change the row of a naskah; gives back its id."""
    with stores.database.transaction() as session:
        session.execute(update(Naskah).where(Naskah.kode == kode).values(kode=kode, **values))
        return session.scalars(select(Naskah.id).where(Naskah.kode == kode)).one()


def codes(found: tuple[Any, ...]) -> list[str]:
    return [one.naskah.kode for one in found]


def test_an_empty_archive_lists_nothing(ask: Ask) -> None:
    for query in (*LISTS, lists.recent_penerimaan):
        assert ask(query, BIRO) == ()
    assert ask(lists.find_candidates, "naskah", BIRO) == ask(lists.find_candidates, "  ", BIRO) == ()
    assert ask(lists.load_clock_facts, []) == {}
    assert ask(expected_objects) == []


@pytest.mark.parametrize("typed", ["kode", "nomor", "judul", "mitra", "tanda terima", "tanda terima naskah"])
def test_one_field_finds_the_naskah_by_whatever_is_typed_or_scanned(desk: Desk, ask: Ask, typed: str) -> None:
    kode = desk.draft(foreign_fields())
    desk.draft(sample_fields(judul="Kerja Sama Keimigrasian dalam negeri"))
    desk.draft(foreign_fields(judul="Yang lain", pihak=()))
    change(desk.stores, kode, nomor_tanda_terima="TT-7")
    text = {
        "kode": kode, "nomor": "mip-2.hh.05.02 tahun 2026", "judul": "keimigrasian   dengan", "mitra": "Kehakiman",
        "tanda terima": receive(desk, kode).lower(), "tanda terima naskah": "tt-7",
    }[typed]  # fmt: skip

    assert [one.kode for one in ask(lists.find_candidates, text, OPERATOR)] == [kode]
    assert ask(lists.find_candidates, text, BESIDE) == ask(lists.find_candidates, text, ADMIN) == ()


def test_what_has_no_scope_yet_may_be_foreign_and_a_merged_draft_is_not_offered(stores: Stores, ask: Ask) -> None:
    rak = Rak(stores)
    foreign, unknown, domestic, merged, withdrawn = (rak.add(judul=f"Contoh {n}") for n in range(5))
    change(stores, unknown, lingkup=None)
    change(stores, domestic, lingkup=Lingkup.DALAM_NEGERI)
    change(stores, merged, status=Status.DITARIK, submitted_at=None)
    change(stores, withdrawn, status=Status.DITARIK)

    found = [one.kode for one in ask(lists.find_candidates, "CONTOH", BIRO)]

    assert found == [withdrawn, unknown, foreign]
    assert ask(lists.find_candidates, "cont%h", BIRO) == ()


def test_candidates_are_few_the_newest_first_with_as_many_questions(
    stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    rak = Rak(stores)
    made = [rak.add(judul="Contoh")]
    few = cost(lists.find_candidates, "contoh", BIRO)
    made += [rak.add(judul="Contoh") for _ in range(lists.MOST_CANDIDATES)]

    assert [one.kode for one in ask(lists.find_candidates, "contoh", BIRO)] == made[:0:-1]
    assert cost(lists.find_candidates, "contoh", BIRO) == few == 7


def test_the_naskah_of_an_original_is_found_within_the_branch(stores: Stores, ask: Ask) -> None:
    rak = Rak(stores)
    kode = rak.add(unit="KANIM-A", signed=DAY, judul="Contoh")

    found = ask(lists.find_core, kode, OWN)

    assert (found.kode, found.judul, found.mitra, found.has_file) == (kode, "Contoh", ("Mitra Contoh",), True)
    assert (found.unit_kode, found.unit_nama) == ("KANIM-A", "Kantor Imigrasi Kelas I Contoh")
    assert found.facts.signed.on == DAY
    for actor, wrong in ((BESIDE, kode), (ADMIN, kode), (BIRO, "2026-00000")):
        with pytest.raises(NotFoundError, match="Naskah tidak ditemukan"):
            ask(lists.find_core, wrong, actor)


def test_clock_facts_are_those_of_each_naskah_in_four_questions(
    stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    rak = Rak(stores)
    told: tuple[dict[str, Any], ...] = (
        {"asli_on": DAY},
        {"asli_on": DAY, "is_voided": True},
        {"needs_dpr": True, "dpr_on": DAY},
        {"expires_on": DAY, "lingkup": Lingkup.DALAM_NEGERI},
    )
    ids = [change(stores, rak.add(signed=DAY, **one)) for one in told]

    found = ask(lists.load_clock_facts, ids)

    assert [found[one].asli is not None for one in ids] == [True, False, False, False]
    assert [found[one].naskah_dpr is not None for one in ids] == [False, False, True, False]
    assert [found[one].needs_dpr for one in ids] == [False, False, True, False]
    assert [found[one].last_day for one in ids] == [None, None, None, DAY]
    assert found[ids[3]].lingkup is Lingkup.DALAM_NEGERI
    assert {facts.signed.on for facts in found.values()} == {DAY}
    assert set(ask(lists.load_clock_facts, ids[:1])) == {ids[0]}
    assert cost(lists.load_clock_facts, ids) == 4
    assert cost(lists.load_clock_facts, []) == 0


@pytest.mark.parametrize(
    ("outcomes", "closed_by"),
    [
        ((), None),
        ((NaskahAsliState.DIKEMBALIKAN,), None),
        ((NaskahAsliState.HILANG, NaskahAsliState.DITAHAN_KEMLU), NaskahAsliState.HILANG),
        ((NaskahAsliState.HILANG, NaskahAsliState.DITERIMA_LENGKAP), NaskahAsliState.DITERIMA_LENGKAP),
    ],
)
def test_a_receipt_closes_a_clock_before_any_proof_of_loss(
    outcomes: tuple[NaskahAsliState, ...], closed_by: NaskahAsliState | None
) -> None:
    rows = [Penerimaan(jenis=Penyampaian.ASLI, hasil=hasil, arrived_on=DAY, due_on=None) for hasil in outcomes]

    found = lists.closing(rows, Penyampaian.ASLI)

    assert (found and found.hasil) == closed_by
    assert lists.closing(rows, Penyampaian.NASKAH_DPR) is None


def test_what_a_unit_says_it_sent_waits_until_it_is_received(
    stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    rak = Rak(stores)
    new = rak.add(dispatched_on=DAY, signed=DAY)
    old = rak.add(dispatched_on=DAY - timedelta(days=3), signed=DAY)
    returned = rak.add(
        dispatched_on=DAY + timedelta(days=1), asli_on=DAY, hasil=NaskahAsliState.DIKEMBALIKAN, signed=DAY
    )
    rak.add(dispatched_on=DAY, asli_on=DAY, signed=DAY)
    rak.add(asli_on=DAY, hasil=NaskahAsliState.DIKEMBALIKAN, signed=DAY)

    found = ask(lists.announced, BIRO)

    assert codes(found) == [old, new, returned]
    assert [one.dispatched_on for one in found][:2] == [DAY - timedelta(days=3), DAY]
    assert [one.keadaan for one in found][1:] == [NaskahAsliState.BELUM_DITERIMA, NaskahAsliState.DIKEMBALIKAN]
    assert cost(lists.announced, BIRO) == 10
    for number in range(lists.RECENT):
        rak.add(dispatched_on=DAY + timedelta(days=9 + number), signed=DAY)
    assert len(ask(lists.announced, BIRO)) == lists.RECENT
    assert cost(lists.announced, BIRO) == 10


def test_the_newest_receipts_are_shown_voided_ones_too(stores: Stores, ask: Ask, cost: Callable[..., int]) -> None:
    rak = Rak(stores)
    made = [rak.add(asli_on=DAY, is_voided=number == 1, judul=f"Naskah {number}") for number in range(2)]

    found = ask(lists.recent_penerimaan, BIRO)

    assert [(one.kode, one.judul, one.is_voided) for one in found] == [
        (made[1], "Naskah 1", True), (made[0], "Naskah 0", False),
    ]  # fmt: skip
    for _ in range(lists.RECENT):
        rak.add(asli_on=DAY)
    assert len(ask(lists.recent_penerimaan, BIRO)) == lists.RECENT
    assert cost(lists.recent_penerimaan, BIRO) == 1


def test_each_list_of_treaties_holds_what_it_asks_about(stores: Stores, ask: Ask) -> None:
    rak = Rak(stores)
    treaty, plain, dpr, decided = (rak.add(needs_dpr=number == 3) for number in range(4))
    undetermined, published = rak.add(), rak.add(status=Status.TERBIT)
    rak.add(status=Status.DRAF)
    domestic, merged = rak.add(lingkup=Lingkup.DALAM_NEGERI), rak.add(status=Status.DITARIK)
    for kode in (treaty, domestic, merged):
        change(stores, kode, perjanjian_internasional=True)
    change(stores, merged, submitted_at=None)
    for kode in (plain, dpr, decided):
        change(stores, kode, perjanjian_internasional=False, persetujuan_dpr=True if kode == dpr else None)
    with stores.database.transaction() as session:
        naskah_id = session.scalars(select(Naskah.id).where(Naskah.kode == treaty)).one()
        case = {"naskah_id": naskah_id, "version": 1, "keadaan": KemluState.DIKIRIM, "opened_at": INSTANT}
        session.execute(insert(KasusKemlu).values(case))

    treaties, ratifications = ask(lists.treaties, BIRO), ask(lists.pengesahan_questions, BIRO)

    assert codes(treaties) == [treaty]
    assert codes(ask(lists.undetermined, BIRO)) == [undetermined, published]
    assert codes(ratifications) == [treaty, dpr, decided]
    assert (treaties[0].kemlu, treaties[0].pengesahan, treaties[0].jalur) == (
        KemluState.DIKIRIM, PengesahanState.BELUM_DITENTUKAN, None,
    )  # fmt: skip
    assert (ratifications[2].kemlu, ratifications[2].pengesahan, ratifications[2].jalur) == (
        KemluState.BELUM_DIKIRIM, PengesahanState.MENYIAPKAN, JalurPengesahan.UU_DPR,
    )  # fmt: skip


@pytest.mark.parametrize("query", LISTS, ids=lambda query: query.__name__)
def test_each_branch_sees_its_own_originals(
    stores: Stores, ask: Ask, cost: Callable[..., int], query: Callable[..., Any]
) -> None:
    rak = Rak(stores)
    is_treaty = None if query is lists.undetermined else True
    made = {unit: rak.add(unit=unit, dispatched_on=DAY, signed=DAY) for unit in UNITS}
    for kode in made.values():
        change(stores, kode, perjanjian_internasional=is_treaty)

    for actor, units in READERS:
        assert codes(ask(query, actor)) == [made[unit] for unit in units]
    assert cost(query, BIRO) == cost(query, OWN) == 10


def test_each_branch_sees_its_own_receipts_and_partners_without_the_ministry(stores: Stores, ask: Ask) -> None:
    rak = Rak(stores)
    made = {unit: rak.add(unit=unit, asli_on=DAY) for unit in UNITS}
    with stores.database.transaction() as session:
        session.execute(update(NaskahMitra).where(NaskahMitra.mitra_id.is_not(None)).values(nama="Nama di naskah"))

    for actor, units in READERS:
        assert [one.kode for one in ask(lists.recent_penerimaan, actor)] == [made[unit] for unit in units][::-1]
    assert ask(lists.find_core, made["IMI"], BIRO).mitra == ("Nama di naskah",)


def test_each_photo_of_a_handover_is_named_once(stores: Stores, ask: Ask) -> None:
    rak = Rak(stores)
    for _ in range(3):
        rak.add(asli_on=DAY)
    with stores.database.transaction() as session:
        ids = list(session.scalars(select(Penerimaan.id).order_by(Penerimaan.id)))
        photo = {"foto_sha256": "a" * 64, "foto_size": 7}
        session.execute(update(Penerimaan).where(Penerimaan.id.in_(ids[:2])).values(photo))

    assert [one for one in ask(expected_objects) if one[1] == 7] == [("a" * 64, 7)]
