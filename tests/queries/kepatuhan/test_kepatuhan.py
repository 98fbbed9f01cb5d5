"""The figures of the board: equal to a slow count of every naskah by itself, and those of the reader's branch alone."""

import random
from collections import Counter
from collections.abc import Callable
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
from portal.domain.naskah.enumerations import JenisUnit, Lingkup, Presisi, Visibilitas
from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import DITERIMA, NaskahAsliState
from portal.domain.permissions import SYSTEM_ACTOR, Actor
from portal.domain.tenggat.clocks import Law
from portal.domain.tenggat.state import DECIDED, RUNNING, ClockState
from portal.errors import NotFoundError
from portal.legal.load import load_kalender, load_rules
from portal.models.naskah import Naskah
from portal.models.unit import Unit
from portal.queries.kepatuhan import kepatuhan
from portal.queries.kepatuhan.received import ReceivedScope, all_received, list_received, old_rows
from portal.queries.naskah.mitra import mitra_of
from portal.queries.naskah_asli import lists
from portal.wiring import Stores
from tests.factories.kepatuhan import Rak
from tests.factories.readers import ABOVE, ADMIN, BIRO, OWN
from tests.queries.conftest import Ask

TODAY = date(2026, 11, 23)
EFFECTIVE = date(2025, 5, 22)
HUKUM = Law(load_rules(), load_kalender(), EFFECTIVE)
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
            facts = PenyerahanFacts(naskah.id, naskah.kode, naskah.judul, unit, clocks)
            judged.append((facts, penyerahan(facts, HUKUM, TODAY)))
    return judged, domestic


@pytest.mark.parametrize("seed", range(3))
def test_counted_in_groups_or_one_by_one_the_figures_are_the_same(stores: Stores, seed: int) -> None:
    fill(stores, seed)
    judged, domestic = slowly(stores)
    rows = [row for _, found in judged for row in found if row.has_tenggat]
    old = [facts for facts, found in judged if not found[0].has_tenggat]
    with stores.database.reading() as session:
        fast = kepatuhan.load(
            session, SYSTEM_ACTOR, kalender=HUKUM.kalender, today=TODAY, effective_on=EFFECTIVE
        )  # fmt: skip

    assert len(judged) + domestic.total() == 330
    assert (fast.legacy, fast.legacy_received) == (
        len(old), sum(one.tenggat.asli is not None and one.tenggat.asli.hasil in DITERIMA for one in old),
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
            own = Counter(row.keadaan for row in kept if row.facts.unit == unit.kode)
            assert unit.running == sum(own[state] for state in RUNNING)
            assert unit.decided == sum(own[state] for state in DECIDED)
            assert unit.on_time == own[ClockState.TEPAT_WAKTU]
        assert angka.units == {row.facts.unit for row in kept}
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

    without = {facts.kode for facts, found in judged if not found[0].has_tenggat}
    young = {facts.kode for facts, _ in judged if facts.signed.on is None or facts.signed.on.year >= EFFECTIVE.year}
    over = {facts.kode for facts, _ in judged if (facts.tenggat.last_day or TODAY) < EFFECTIVE}
    assert old == without & young - over


def _key(row: Penyerahan) -> tuple[object, ...]:
    return (row.kode, row.jenis.value, row.keadaan.value, row.due_on, row.days, row.age)


def load(ask: Ask, actor: Actor = BIRO, **more: object) -> kepatuhan.Kepatuhan:
    found = ask(kepatuhan.load, actor, **{"kalender": HUKUM.kalender, "today": TODAY, "effective_on": EFFECTIVE} | more)
    assert isinstance(found, kepatuhan.Kepatuhan)
    return found


def test_an_empty_archive_has_a_board_without_figures(ask: Ask, cost: Callable[..., int]) -> None:
    found = load(ask)

    assert (found.figures.board, found.legacy, found.legacy_received) == ((), 0, 0)
    assert found.kalender is HUKUM.kalender
    assert cost(kepatuhan.load, BIRO, kalender=HUKUM.kalender, today=TODAY, effective_on=EFFECTIVE) == 5
    assert not ask(mitra_of, [])


def test_the_board_is_that_of_the_branch_and_another_unit_is_not_found(stores: Stores, ask: Ask) -> None:
    rak = Rak(stores)
    codes = {unit: rak.add(signed=TODAY, unit=unit) for unit in ("KANIM-A", "IMI", "LAPAS-B")}
    for unit in codes:
        rak.add(signed=date(2019, 1, 1), unit=unit, asli_on=TODAY)
    when = {"kalender": HUKUM.kalender, "today": TODAY, "effective_on": EFFECTIVE}

    def board(actor: Actor, unit: str = "") -> set[str]:
        found = load(ask, actor, unit=unit)
        assert found.legacy == found.legacy_received == len(found.figures.board)
        return {row.kode for row in found.figures.board}

    assert board(OWN) == board(BIRO, "KANIM-A") == {codes["KANIM-A"]}
    assert board(ABOVE) == board(BIRO, "IMI") == {codes["KANIM-A"], codes["IMI"]}
    assert board(BIRO) == set(codes.values())
    assert board(ADMIN) == set()
    for actor, unit in ((OWN, "IMI"), (ABOVE, "LAPAS-B"), (ADMIN, "IMI"), (BIRO, "TIDAK-ADA")):
        with pytest.raises(NotFoundError):
            load(ask, actor, unit=unit)
    assert {row.kode for row in ask(kepatuhan.open_rows, ABOVE, **when)} == {codes["KANIM-A"], codes["IMI"]}
    assert [row.kode for row in ask(kepatuhan.open_rows, BIRO, **when, kode=codes["IMI"])] == [codes["IMI"]]
    assert set(ask(kepatuhan.clocks_of, OWN, list(codes.values()), HUKUM, TODAY)) == {codes["KANIM-A"]}


def test_groups_stand_just_below_the_root_of_whoever_asks(ask: Ask) -> None:
    whole, branch, leaf = load(ask), load(ask, ABOVE), load(ask, OWN)

    assert (whole.root, branch.root, leaf.root) == (None, "IMI", "KANIM-A")
    assert load(ask, BIRO, unit="PAS").root == "PAS"
    assert {kode: whole.group_of()[kode] for kode in ("KANIM-A", "LAPAS-B", "BIRO", "KEMEN")} == {
        "KANIM-A": "IMI", "LAPAS-B": "PAS", "BIRO": "SETJEN", "KEMEN": "KEMEN",
    }  # fmt: skip
    assert (branch.group_of()["KANIM-A"], branch.group_of()["IMI"]) == ("KANIM-A", "IMI")
    assert set(whole.always_listed()) == {"SETJEN", "IMI", "PAS"}
    assert branch.always_listed() == ()
    assert (whole.name_of("IMI"), whole.name_of("LAMA")) == ("Direktorat Jenderal Imigrasi", "LAMA")


def test_a_branch_is_a_unit_with_all_below_it(ask: Ask, cost: Callable[..., int]) -> None:
    tree = ask(kepatuhan.unit_tree)

    assert kepatuhan.branch(tree, "IMI") == {"IMI", "KANIM-A"}
    assert kepatuhan.branch(tree, "LAPAS-B") == {"LAPAS-B"}
    assert kepatuhan.branch(tree, "KEMEN") == set(tree)
    assert tree["KANIM-A"] == kepatuhan.UnitInTree(
        "KANIM-A", "Kantor Imigrasi Kelas I Contoh", JenisUnit.UPT_KANIM, "IMI"
    )
    assert cost(kepatuhan.unit_tree) == 1


def test_the_most_urgent_clock_comes_first(stores: Stores, ask: Ask) -> None:
    rak = Rak(stores)
    young, late, unknown = rak.add(signed=TODAY), rak.add(signed=date(2026, 3, 2)), rak.add(signed=None)
    rak.add(signed=TODAY, asli_on=TODAY)
    rak.add(signed=TODAY, lingkup=Lingkup.DALAM_NEGERI)

    rows = ask(kepatuhan.open_rows, BIRO, kalender=HUKUM.kalender, today=TODAY, effective_on=EFFECTIVE)

    assert [row.kode for row in rows] == [late, young]
    facts = [clock.facts for found in ask(
        kepatuhan.clocks_of, BIRO, [young, late, unknown], HUKUM, TODAY).values() for clock in found]  # fmt: skip
    assert kepatuhan.still_open(facts, HUKUM, TODAY) == rows


def test_partners_and_secrets_are_those_of_the_naskah_asked_for_however_many(
    stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    rak = Rak(stores)
    rak.add()
    rak.add(visibilitas=Visibilitas.DIKECUALIKAN)
    rak.add(visibilitas=Visibilitas.METADATA)
    rak.add(visibilitas=Visibilitas.DIKECUALIKAN)
    ids = ask(lambda session: list(session.scalars(select(Naskah.id).order_by(Naskah.id))))

    assert ask(mitra_of, ids[:2]) == dict.fromkeys(ids[:2], ("Mitra Contoh",))
    many = [*range(10_000, 10_500), ids[3]]
    assert set(ask(mitra_of, many)) == {ids[3]}
    assert cost(mitra_of, many) == 2
