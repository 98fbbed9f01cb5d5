"""The figures of the board, counted in groups, are those of a slow count of every naskah by itself."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.domain.kepatuhan.figures import KepatuhanFigures
from portal.domain.kepatuhan.penyerahan import (
    Penyerahan,
    PenyerahanFacts,
    Period,
    penyerahan,
)
from portal.domain.naskah.enumerations import Lingkup, Presisi
from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import DITERIMA, NaskahAsliState
from portal.domain.permissions import SYSTEM_ACTOR
from portal.domain.tenggat.clocks import Law
from portal.domain.tenggat.state import DECIDED, RUNNING, ClockState
from portal.legal.load import load_calendar, load_rules
from portal.models.naskah import Naskah
from portal.models.unit import Unit
from portal.queries.kepatuhan import kepatuhan
from portal.queries.kepatuhan.received import ReceivedScope, all_received, list_received, old_rows
from portal.queries.naskah_asli import lists
from portal.wiring import Stores
from tests.factories.kepatuhan import Rak

TODAY = date(2026, 11, 23)
EFFECTIVE = date(2025, 5, 22)
HUKUM = Law(load_rules(), load_calendar(), EFFECTIVE)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NAMES = {"IMI": "IMI", "PAS": "PAS", "SETJEN": "SETJEN", "KANIM-A": "KANIM-A"}


def fill(stores: Stores, seed: int) -> None:
    """330 naskah: every state at random, and what is rare, around the effective date and with kept due dates."""
    rak, chance = Rak(stores), random.Random(seed)  # noqa: S311 - the same data set every time
    rak.fill(200, TODAY, seed, days_back=420)
    with stores.database.transaction() as session:
        for _ in range(130):
            signed = chance.choice((EFFECTIVE, date(2025, 2, 3), TODAY)) - timedelta(days=chance.randrange(-40, 200))
            arrived = signed + timedelta(days=chance.randrange(45))
            rak.put(
                session,
                signed=min(signed, TODAY),
                presisi=chance.choice((Presisi.HARI, Presisi.HARI, Presisi.BULAN, Presisi.TAHUN)),
                signed_first=min(signed, TODAY) - timedelta(days=chance.randrange(5)),
                unit=chance.choice(tuple(NAMES)),
                asli_on=chance.choice((None, min(arrived, TODAY))),
                asli_due_on=chance.choice((None, signed + timedelta(days=20))) if signed >= EFFECTIVE else None,
                hasil=chance.choice((NaskahAsliState.DITERIMA_LENGKAP, NaskahAsliState.DITERIMA_DENGAN_CATATAN)),
                expires_on=chance.choice(
                    (None, date(2030, 1, 1), EFFECTIVE - timedelta(days=1) if signed < EFFECTIVE else None)
                ),
            )


def slowly(stores: Stores) -> tuple[list[tuple[PenyerahanFacts, tuple[Penyerahan, ...]]], Counter[bool]]:
    """Every foreign naskah with its handovers, and whether the domestic ones were handed in."""
    judged, domestic = [], Counter[bool]()
    with stores.database.reading() as session:
        for naskah, unit in session.execute(select(Naskah, Unit.kode).join(Unit, Unit.id == Naskah.unit_id)):
            if naskah.lingkup is Lingkup.DALAM_NEGERI:
                domestic[naskah.status not in (Status.DRAF, Status.DIKEMBALIKAN)] += 1
                continue
            clocks = lists.load_clock_facts(session, [naskah.id])[naskah.id]
            fakta = PenyerahanFacts(naskah.id, naskah.kode, naskah.judul, unit, clocks)
            judged.append((fakta, penyerahan(fakta, HUKUM, TODAY)))
    return judged, domestic


@pytest.mark.parametrize("seed", range(3))
def test_counted_in_groups_or_one_by_one_the_figures_are_the_same(stores: Stores, seed: int) -> None:
    fill(stores, seed)
    judged, domestic = slowly(stores)
    rows = [row for _, found in judged for row in found if row.has_deadline]
    old = [fakta for fakta, found in judged if not found[0].has_deadline]
    with stores.database.reading() as session:
        fast = kepatuhan.load(
            session, SYSTEM_ACTOR, kalender=HUKUM.kalender, today=TODAY, effective_on=EFFECTIVE
        )  # fmt: skip

    assert len(judged) + domestic.total() == 330
    assert (fast.legacy, fast.legacy_received) == (
        len(old), sum(fakta.tenggat.asli is not None and fakta.tenggat.asli.hasil in DITERIMA for fakta in old),
    )  # fmt: skip
    assert (fast.dalam_negeri.handed_in, fast.dalam_negeri.not_handed_in) == (domestic[True], domestic[False])
    for periode in (
        None,
        Period(date(2026, 1, 1), date(2026, 12, 31)),
        Period(date(2026, 10, 1), date(2026, 10, 31)),
    ):
        angka = fast.figures.within(periode)
        kept = [row for row in rows if periode is None or row.due_on is None or periode.holds(row.due_on)]
        states = Counter(row.keadaan for row in kept)
        assert {state: angka.count(state) for state in ClockState} == {s: states[s] for s in ClockState}
        assert sorted(_key(row) for row in angka.board) == sorted(_key(row) for row in kept if row.is_open)
        for unit in angka.per_unit(NAMES, NAMES):
            own = Counter(row.keadaan for row in kept if row.fakta.unit == unit.kode)
            assert unit.running == sum(own[state] for state in RUNNING)
            assert unit.decided == sum(own[state] for state in DECIDED)
            assert unit.on_time == own[ClockState.TEPAT_WAKTU]
        assert angka.units == {row.fakta.unit for row in kept}
        assert angka.history(24) == KepatuhanFigures(tuple(kept), TODAY).history(24)
    for month in fast.figures.history(24):
        due = [row for row in rows if row.due_on is not None and row.due_on.replace(day=1) == month.month]
        assert (month.on_time, month.decided) == (
            sum(row.keadaan is ClockState.TEPAT_WAKTU for row in due), sum(row.is_decided for row in due),
        )  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_the_lists_behind_the_figures_hold_the_same_naskah(stores: Stores, seed: int) -> None:
    fill(stores, seed)
    judged, _ = slowly(stores)
    scope = ReceivedScope(SYSTEM_ACTOR, None, HUKUM, TODAY)
    rows = [row for _, found in judged for row in found]
    with stores.database.reading() as session:
        counted = kepatuhan.load(
            session, SYSTEM_ACTOR, kalender=HUKUM.kalender, today=TODAY, effective_on=EFFECTIVE
        ).figures.within(YEAR)
        whole = [*counted.rows, *all_received(session, scope, YEAR)]
        for state in (ClockState.TEPAT_WAKTU, ClockState.SELESAI_TERLAMBAT):
            thin = list_received(session, scope, YEAR, state)
            expected = sorted((r.kode, r.due_on) for r in rows if r.keadaan is state and YEAR.holds(r.due_on))
            listed = [*thin, *(row for row in counted.rows if row.keadaan is state)]
            assert sorted((one.kode, one.due_on) for one in listed) == expected
            assert sorted((one.kode, one.due_on) for one in whole if one.keadaan is state) == expected
        old = {row.kode for row in old_rows(session, scope)}

    without = {fakta.kode for fakta, found in judged if not found[0].has_deadline}
    young = {fakta.kode for fakta, _ in judged if fakta.signed.on is None or fakta.signed.on.year >= EFFECTIVE.year}
    over = {fakta.kode for fakta, _ in judged if (fakta.tenggat.last_day or TODAY) < EFFECTIVE}
    assert old == without & young - over


def _key(row: Penyerahan) -> tuple[object, ...]:
    return (row.kode, row.jenis.value, row.keadaan.value, row.due_on, row.days, row.age)
