"""Settled handovers one by one: how they ended, within which period, and to whom they are listed."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from portal.domain.kepatuhan.penyerahan import Period
from portal.domain.naskah.enumerations import Presisi
from portal.domain.permissions import Actor
from portal.domain.tenggat.clocks import Law
from portal.domain.tenggat.state import ClockState
from portal.legal.load import load_kalender, load_rules
from portal.models.naskah import Naskah
from portal.queries.kepatuhan import received
from portal.queries.kepatuhan.received import ReceivedScope
from portal.wiring import Stores
from tests.factories.kepatuhan import Rak
from tests.factories.readers import ABOVE, ADMIN, BESIDE, BIRO, OWN
from tests.queries.conftest import Ask

HUKUM = Law(load_rules(), load_kalender(), date(2025, 5, 22))
TODAY = date(2026, 11, 23)
SIGNED, DUE = date(2026, 5, 4), date(2026, 5, 25)
LATE = date(2026, 7, 1)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def scope(actor: Actor = BIRO, *units: str, law: Law = HUKUM) -> ReceivedScope:
    """Whose naskah are asked for."""
    return ReceivedScope(actor, frozenset(units) if units else None, law, TODAY)


def ids_of(stores: Stores) -> dict[str, int]:
    with stores.database.reading() as session:
        return {kode: naskah_id for kode, naskah_id in session.execute(select(Naskah.kode, Naskah.id))}


def test_an_empty_archive_has_no_handovers(ask: Ask) -> None:
    for state in ClockState:
        assert ask(received.list_received, scope(), YEAR, state) == ()
    assert ask(received.load_received, scope(), []) == {}
    assert ask(received.all_received, scope(), YEAR) == ask(received.old_rows, scope()) == ()


def test_handovers_are_listed_by_how_they_ended_and_when_they_were_due(
    stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    rak = Rak(stores)
    on_time = rak.add(signed=SIGNED, asli_on=SIGNED, asli_due_on=DUE)
    late = rak.add(signed=SIGNED, asli_on=LATE, asli_due_on=DUE)
    rak.add(signed=SIGNED)
    for number in range(3):
        rak.add(signed=SIGNED, needs_dpr=number == 0, asli_on=SIGNED if number == 0 else None)

    def listed(state: ClockState, period: Period = YEAR) -> list[tuple[str, date | None, date]]:
        return [(one.kode, one.due_on, one.closed_on) for one in ask(received.list_received, scope(), period, state)]

    assert listed(ClockState.TEPAT_WAKTU) == [(on_time, DUE, SIGNED)]
    assert listed(ClockState.SELESAI_TERLAMBAT) == [(late, DUE, LATE)]
    assert listed(ClockState.TEPAT_WAKTU, Period(DUE, DUE)) == [(on_time, DUE, SIGNED)]
    assert listed(ClockState.TEPAT_WAKTU, Period(date(2026, 5, 26), LATE)) == []
    assert [one.kode for one in ask(received.all_received, scope(), Period(DUE, DUE))] == [on_time, late]
    assert ask(received.all_received, scope(), Period(date(2026, 5, 26), LATE)) == ()
    assert cost(received.list_received, scope(), YEAR, ClockState.TEPAT_WAKTU) == 1
    assert cost(received.all_received, scope(), YEAR) == 1


def test_handovers_in_full_are_found_by_naskah_as_long_as_they_are_settled(
    stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    rak = Rak(stores)
    done, running = rak.add(signed=SIGNED, asli_on=SIGNED), rak.add(signed=SIGNED)
    ids = ids_of(stores)

    found = ask(received.load_received, scope(), ids.values())

    assert {naskah_id: row.kode for naskah_id, row in found.items()} == {ids[done]: done}
    assert ask(received.load_received, scope(), [ids[running]]) == {}
    assert cost(received.load_received, scope(), ids.values()) == 1
    assert cost(received.load_received, scope(), range(1, 502)) == 2
    assert cost(received.load_received, scope(), []) == 0


def test_what_a_close_look_shows_to_be_older_is_listed_once_the_newest_first(
    stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    rak = Rak(stores)
    old = [rak.add(signed=date(2025, 2, 3), needs_dpr=True), rak.add(signed=date(2025, 2, 4), asli_on=LATE)]
    rak.add(signed=SIGNED)
    rak.add(signed=date(2026, 1, 1), presisi=Presisi.TAHUN)
    without_law = Law(HUKUM.aturan, HUKUM.kalender, None)

    assert [row.kode for row in ask(received.old_rows, scope())] == old[::-1]
    assert ask(received.old_rows, scope(law=without_law)) == ()
    assert cost(received.old_rows, scope()) == 1
    assert cost(received.old_rows, scope(law=without_law)) == 0


def test_nobody_is_told_of_other_branches(stores: Stores, ask: Ask) -> None:
    rak = Rak(stores)
    units = ("KANIM-A", "IMI", "LAPAS-B")
    codes = {unit: rak.add(signed=SIGNED, asli_on=SIGNED, unit=unit) for unit in units}
    older = {unit: rak.add(signed=date(2025, 2, 3), unit=unit) for unit in units}
    ids = ids_of(stores)

    for asked, seen in (
        (scope(OWN), units[:1]), (scope(ABOVE), units[:2]), (scope(BESIDE), units[2:]), (scope(BIRO), units),
        (scope(ADMIN), ()), (scope(ABOVE, "IMI", "LAPAS-B"), units[1:2]),
    ):  # fmt: skip
        expected = {codes[unit] for unit in seen}
        thin = ask(received.list_received, asked, YEAR, ClockState.TEPAT_WAKTU)
        assert {one.kode for one in thin} == {one.kode for one in ask(received.all_received, asked, YEAR)} == expected
        assert {row.kode for row in ask(received.load_received, asked, ids.values()).values()} == expected
        assert {row.kode for row in ask(received.old_rows, asked)} == {older[unit] for unit in seen}
