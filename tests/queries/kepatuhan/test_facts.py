"""The facts of the board: which naskah may have a clock, what closed it, and who may read of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from portal.domain.naskah.enumerations import Lingkup, Presisi
from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import NaskahAsliState, Penyampaian
from portal.domain.permissions import Actor
from portal.domain.tanggal import UNKNOWN, Tanggal
from portal.models.berkas import Berkas
from portal.models.naskah import Naskah
from portal.models.naskah_asli import Penerimaan
from portal.queries.kepatuhan import facts
from portal.wiring import Stores
from tests.factories.kepatuhan import Rak
from tests.factories.readers import ABOVE, ADMIN, BESIDE, BIRO, OWN
from tests.queries.conftest import Ask

EFFECTIVE = date(2025, 5, 22)
SIGNED = date(2026, 5, 4)
ARRIVED = date(2026, 5, 20)


def settled(session: Any, actor: Actor, units: frozenset[str] | None, effective_on: date | None) -> list[str]:
    return sorted(one.kode for one in facts.load_settled(session, actor, units, effective_on))


def test_nothing_is_known_of_an_empty_archive_and_nothing_runs_without_an_effective_date(
    stores: Stores, ask: Ask
) -> None:
    assert ask(facts.load_facts, BIRO, None, EFFECTIVE) == ask(facts.load_facts_of, BIRO, ["2026-10000"]) == ()
    kode = Rak(stores).add(signed=SIGNED, asli_on=ARRIVED)

    assert ask(facts.load_facts, BIRO, None, None) == ()
    assert ask(settled, BIRO, None, None) == []
    assert ask(settled, BIRO, None, EFFECTIVE) == [kode]
    assert [one.kode for one in ask(facts.list_legacy, BIRO, None, None, limit=9, offset=0)] == [kode]


@pytest.mark.parametrize(
    ("told", "may_have_clock"),
    [
        ({"signed": SIGNED}, True),
        ({"signed": None}, True),
        ({"signed": date(2025, 1, 1), "presisi": Presisi.TAHUN}, True),
        ({"signed": date(2024, 12, 31)}, False),
        ({"signed": SIGNED, "signed_first": date(2019, 1, 1)}, True),
        ({"signed": date(2025, 1, 2), "expires_on": EFFECTIVE}, True),
        ({"signed": date(2025, 1, 2), "expires_on": EFFECTIVE - timedelta(days=1)}, False),
    ],
)
def test_whatever_may_have_a_clock_is_among_the_facts_and_all_else_is_legacy(
    stores: Stores, ask: Ask, told: dict[str, Any], may_have_clock: bool
) -> None:
    open_, done = Rak(stores).add(**told), Rak(stores, number=1).add(**told, asli_on=ARRIVED)
    Rak(stores, number=2).add(signed=SIGNED, lingkup=Lingkup.DALAM_NEGERI)

    found = [one.kode for one in ask(facts.load_facts, BIRO, None, EFFECTIVE)]
    legacy = [one.kode for one in ask(facts.list_legacy, BIRO, None, EFFECTIVE, limit=9, offset=0)]

    assert (found, legacy) == (([open_, done], []) if may_have_clock else ([], [done, open_]))
    assert ask(settled, BIRO, None, EFFECTIVE) == ([done] if may_have_clock else [])


def test_each_fact_is_told_as_it_is_stored(stores: Stores, ask: Ask, cost: Callable[..., int]) -> None:
    due = date(2026, 5, 25)
    kode = Rak(stores).add(
        signed=SIGNED, judul="Contoh", asli_on=ARRIVED, asli_due_on=due, needs_dpr=True, dpr_on=ARRIVED,
        dispatched_on=SIGNED, expires_on=date(2030, 1, 1),
    )  # fmt: skip

    (one,) = ask(facts.load_facts_of, BIRO, [kode])

    assert (one.judul, one.unit, one.has_file, one.dispatched_on) == ("Contoh", "IMI", True, SIGNED)
    assert one.keadaan_asli is NaskahAsliState.DITERIMA_LENGKAP
    assert one.signed == Tanggal(SIGNED, Presisi.HARI)
    assert one.tenggat.asli is not None
    assert (one.tenggat.asli.arrived_on, one.tenggat.asli.due_on) == (ARRIVED, due)
    assert one.tenggat.naskah_dpr is not None
    assert (one.tenggat.needs_dpr, one.tenggat.last_day) == (True, date(2030, 1, 1))
    assert (one,) == ask(facts.load_facts, BIRO, None, EFFECTIVE)
    assert cost(facts.load_facts, BIRO, None, EFFECTIVE) == cost(facts.load_facts_of, BIRO, [kode]) == 1
    assert cost(facts.load_facts_of, BIRO, []) == 0


@pytest.mark.parametrize(
    ("told", "closed_by"),
    [
        ({}, None),
        ({"asli_on": ARRIVED, "is_voided": True}, None),
        ({"asli_on": ARRIVED, "hasil": NaskahAsliState.DIKEMBALIKAN}, None),
        ({"asli_on": ARRIVED, "hasil": NaskahAsliState.HILANG}, NaskahAsliState.HILANG),
        ({"asli_on": ARRIVED}, NaskahAsliState.DITERIMA_LENGKAP),
    ],
)
def test_a_clock_is_closed_by_what_was_taken_in_or_proven_lost(
    stores: Stores, ask: Ask, told: dict[str, Any], closed_by: NaskahAsliState | None
) -> None:
    Rak(stores).add(signed=SIGNED, has_file=False, **told)

    (one,) = ask(facts.load_facts, BIRO, None, EFFECTIVE)
    is_settled = ask(facts.load_facts, BIRO, None, EFFECTIVE, facts.IS_SETTLED)

    assert (one.tenggat.asli and one.tenggat.asli.hasil) == closed_by
    assert one.has_file is False
    assert bool(is_settled) is (closed_by is NaskahAsliState.DITERIMA_LENGKAP)


def test_a_receipt_outweighs_an_earlier_proof_of_loss(stores: Stores, ask: Ask) -> None:
    rak = Rak(stores)
    kode = rak.add(signed=SIGNED, asli_on=ARRIVED, hasil=NaskahAsliState.HILANG)
    with stores.database.transaction() as session:
        naskah_id = session.scalars(select(Naskah.id).where(Naskah.kode == kode)).one()
        later, hasil = ARRIVED + timedelta(days=9), NaskahAsliState.DITERIMA_DENGAN_CATATAN
        row = {"naskah_id": naskah_id, "jenis": Penyampaian.ASLI, "on": later, "due_on": None, "hasil": hasil}
        session.execute(update(Penerimaan).values(nomor="TTA-0"))
        rak._receipt(session, **row)

    (one,) = ask(facts.load_facts, BIRO, None, EFFECTIVE)

    assert one.tenggat.asli is not None
    assert (one.tenggat.asli.hasil, one.tenggat.asli.arrived_on) == (hasil, later)


def test_where_the_dpr_has_a_say_nothing_is_settled_by_the_original_alone(stores: Stores, ask: Ask) -> None:
    rak = Rak(stores)
    kode = rak.add(signed=SIGNED, asli_on=ARRIVED)
    for more in ({"needs_dpr": True}, {"dpr_on": ARRIVED}):
        rak.add(signed=SIGNED, asli_on=ARRIVED, **more)
    asked = rak.add(signed=SIGNED, asli_on=ARRIVED)
    with stores.database.transaction() as session:
        session.execute(update(Naskah).where(Naskah.kode == asked).values(persetujuan_dpr=True))

    assert ask(settled, BIRO, None, EFFECTIVE) == [kode]
    assert [one.kode for one in ask(facts.load_facts, BIRO, None, EFFECTIVE, facts.IS_SETTLED)] == [kode]
    (one,) = ask(facts.load_facts_of, BIRO, [asked])
    assert one.tenggat.needs_dpr


def test_a_settled_naskah_is_judged_by_the_last_signature_and_its_receipt(stores: Stores, ask: Ask) -> None:
    due = date(2026, 5, 25)
    for number, told in enumerate(({"asli_due_on": due}, {"presisi": Presisi.BULAN}, {"signed": None})):
        Rak(stores, number=number).add(**{"signed": SIGNED, "asli_on": ARRIVED, "signed_first": None} | told)

    found = ask(lambda s: sorted(facts.load_settled(s, BIRO, None, EFFECTIVE), key=lambda one: one.kode))
    judged = [facts.settled_facts(*one.key) for one in found]

    assert [one.signed for one in judged] == [
        Tanggal(SIGNED, Presisi.HARI), Tanggal(SIGNED, Presisi.BULAN), UNKNOWN,
    ]  # fmt: skip
    assert [(one.asli.arrived_on, one.asli.due_on) for one in judged if one.asli] == [
        (ARRIVED, due), (ARRIVED, None), (ARRIVED, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("signed", "presisi", "may_be_old"),
    [
        (SIGNED, Presisi.HARI, False), (EFFECTIVE, Presisi.HARI, False),
        (EFFECTIVE - timedelta(days=1), Presisi.HARI, True), (SIGNED, Presisi.BULAN, True), (None, Presisi.HARI, True),
    ],
)  # fmt: skip
def test_only_a_close_look_tells_what_may_be_older_than_the_effective_date(
    stores: Stores, ask: Ask, signed: date | None, presisi: Presisi, may_be_old: bool
) -> None:
    Rak(stores).add(signed=signed, presisi=presisi)

    assert bool(ask(facts.load_facts, BIRO, None, EFFECTIVE, facts.may_be_old(EFFECTIVE))) is may_be_old


def test_every_question_stays_within_the_branch_and_the_units_asked_for(
    stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    rak = Rak(stores)
    units = ("KANIM-A", "IMI", "LAPAS-B")
    codes = {unit: rak.add(signed=SIGNED, asli_on=ARRIVED, unit=unit) for unit in units}
    old = {unit: rak.add(signed=date(2019, 1, 1), unit=unit) for unit in units}
    merged = rak.add(signed=SIGNED, asli_on=ARRIVED, status=Status.DITARIK)
    with stores.database.transaction() as session:
        session.execute(update(Naskah).where(Naskah.kode == merged).values(submitted_at=None))

    for actor, readable in ((OWN, units[:1]), (ABOVE, units[:2]), (BESIDE, units[2:]), (BIRO, units), (ADMIN, ())):
        expected = [codes[unit] for unit in readable]
        assert [one.kode for one in ask(facts.load_facts, actor, None, EFFECTIVE)] == expected
        assert ask(settled, actor, None, EFFECTIVE) == expected
        assert [one.kode for one in ask(facts.load_facts_of, actor, [*codes.values(), merged])] == expected
        legacy = ask(facts.list_legacy, actor, None, EFFECTIVE, limit=9, offset=0)
        assert [one.kode for one in legacy] == [old[unit] for unit in readable][::-1]
    narrowed = frozenset({"IMI", "LAPAS-B"})
    assert ask(settled, ABOVE, narrowed, EFFECTIVE) == [codes["IMI"]]
    assert [one.kode for one in ask(facts.load_facts, ABOVE, narrowed, EFFECTIVE)] == [codes["IMI"]]
    page = ask(facts.list_legacy, BIRO, None, EFFECTIVE, limit=1, offset=1)
    assert [one.kode for one in page] == [old["IMI"]]
    assert cost(settled, BIRO, None, EFFECTIVE) == 1
    assert cost(facts.list_legacy, BIRO, None, EFFECTIVE, limit=9, offset=0) == 1


def test_a_replaced_file_is_no_file(stores: Stores, ask: Ask) -> None:
    Rak(stores).add(signed=SIGNED)
    with stores.database.transaction() as session:
        session.execute(update(Berkas).values(replaced_by_id=Berkas.id))

    (one,) = ask(facts.load_facts, BIRO, None, EFFECTIVE)

    assert one.has_file is False
