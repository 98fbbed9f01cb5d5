"""Handovers of settled naskah one by one, for the lists behind the figures; the figures themselves only count them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from portal.domain.kepatuhan.penyerahan import Penyerahan, PenyerahanFacts, Period, penyerahan
from portal.domain.permissions import Actor
from portal.domain.tenggat.clocks import Law
from portal.domain.tenggat.state import ClockState
from portal.models.naskah import Naskah
from portal.queries.batches import batched
from portal.queries.kepatuhan.facts import IS_SETTLED, load_facts, load_settled, may_be_old, settled_facts


@dataclass(frozen=True, slots=True)
class ReceivedPenyerahan:
    """A handover that is over, as far as a list needs it to find its place."""

    naskah_id: int
    kode: str
    keadaan: ClockState
    due_on: date | None
    closed_on: date


@dataclass(frozen=True)
class ReceivedScope:
    """Whose naskah are asked for, by which law, on which day (WIB); `units` None stands for all that are readable."""

    actor: Actor
    units: frozenset[str] | None
    law: Law
    today: date


def list_received(
    session: Session, scope: ReceivedScope, period: Period, keadaan: ClockState
) -> tuple[ReceivedPenyerahan, ...]:
    """Settled handovers that ended so and were due within the period, in no order."""
    judged: dict[tuple[object, ...], Penyerahan] = {}
    found = []
    for one in load_settled(session, scope.actor, scope.units, scope.law.effective_on):
        row = judged.get(one.key)
        if row is None:
            facts = PenyerahanFacts(0, "", "", one.unit, settled_facts(*one.key))
            row = judged[one.key] = penyerahan(facts, scope.law, scope.today)[0]
        if row.keadaan is keadaan and row.closed_on is not None and period.holds(row.due_on):
            found.append(ReceivedPenyerahan(one.naskah_id, one.kode, keadaan, row.due_on, row.closed_on))
    return tuple(found)


def load_received(session: Session, scope: ReceivedScope, naskah_ids: Iterable[int]) -> dict[int, Penyerahan]:
    """Settled handovers in full, by the id of their naskah."""
    found: dict[int, Penyerahan] = {}
    for chunk in batched(sorted(naskah_ids)):
        for row in _rows(session, scope, Naskah.id.in_(chunk)):
            found[row.facts.naskah_id] = row
    return found


def all_received(session: Session, scope: ReceivedScope, period: Period) -> tuple[Penyerahan, ...]:
    """All settled handovers that were due within the period, in full."""
    rows = _rows(session, scope)
    return tuple(row for row in rows if row.has_tenggat and period.holds(row.due_on))


def old_rows(session: Session, scope: ReceivedScope) -> tuple[Penyerahan, ...]:
    """Naskah that only a close look shows to be signed before the effective date, the newest first: one row each."""
    if scope.law.effective_on is None:
        return ()
    facts = load_facts(session, scope.actor, scope.units, scope.law.effective_on, may_be_old(scope.law.effective_on))
    rows = [row for one in facts for row in penyerahan(one, scope.law, scope.today)]
    # The first handover of a naskah is its original.
    older = {row.facts.kode: row for row in reversed(rows) if not row.has_tenggat}
    return tuple(older.values())


def _rows(session: Session, scope: ReceivedScope, *more: ColumnElement[bool]) -> list[Penyerahan]:
    facts = load_facts(session, scope.actor, scope.units, scope.law.effective_on, IS_SETTLED, *more)
    return [row for one in facts for row in penyerahan(one, scope.law, scope.today)]
