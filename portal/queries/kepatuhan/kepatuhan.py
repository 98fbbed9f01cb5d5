"""The one source of all figures about Pasal 39 ayat (4) and (5): facts from the database, judged by the domain.

Every page, export and feed asks here. What was signed before the effective date is only counted, so that thousands of
legacy records cost one row of an answer.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from portal.domain.kalender.kalender import Kalender
from portal.domain.kepatuhan.figures import Golongan, KepatuhanFigures
from portal.domain.kepatuhan.penyerahan import Penyerahan, PenyerahanFacts, penyerahan
from portal.domain.naskah.enumerations import JenisUnit
from portal.domain.naskah_asli.penerimaan import DITERIMA
from portal.domain.permissions import Actor
from portal.domain.tenggat.clocks import Law
from portal.domain.tenggat.tenggat import AturanVersions
from portal.errors import NotFoundError
from portal.legal.load import load_rules
from portal.models.naskah import Naskah
from portal.models.unit import Unit
from portal.queries.kepatuhan.counts import DomesticCounts, TrackCounts, load_counts
from portal.queries.kepatuhan.facts import IS_SETTLED, load_facts, load_facts_of, load_settled, settled_facts
from portal.queries.naskah.worklist import current_name

_parent = aliased(Unit)


@dataclass(frozen=True)
class UnitInTree:
    """A unit in the tree, by codes."""

    kode: str
    nama: str
    jenis: JenisUnit
    induk: str | None


@dataclass(frozen=True)
class Kepatuhan:
    """Everything the board shows, of the units asked for and readable to whoever asked.

    `figures` hold all handovers that have a deadline or should have one: one by one, but for those of naskah that are
    settled. Naskah signed before the effective date are counted in `legacy` (`legacy_received`: the original is here).
    """

    figures: KepatuhanFigures
    legacy: int
    legacy_received: int
    dalam_negeri: DomesticCounts
    jalur: TrackCounts
    tree: Mapping[str, UnitInTree]
    root: str | None
    """Code of the unit under which the groups are formed; None stands for the whole ministry."""
    law: Law

    @property
    def kalender(self) -> Kalender:
        """The calendar all of it was counted by."""
        return self.law.kalender

    def group_of(self) -> dict[str, str]:
        """For every unit the code of the group it is counted in: the unit just below the root, or the root itself."""
        return {kode: self._group(kode) for kode in self.tree}

    def always_listed(self) -> tuple[str, ...]:
        """Groups that are listed even without anything open: the Unit Eselon I of the whole ministry."""
        if self.root is not None:
            return ()
        return tuple(unit.kode for unit in self.tree.values() if unit.jenis is JenisUnit.ESELON1)

    def name_of(self, kode: str) -> str:
        """Name of a unit."""
        return self.tree[kode].nama if kode in self.tree else kode

    def _group(self, kode: str) -> str:
        tops = {k for k, unit in self.tree.items() if unit.induk is None} if self.root is None else {self.root}
        current, above = kode, self.tree[kode].induk
        while above is not None and current not in tops and above not in tops:
            current, above = above, self.tree[above].induk
        return current


def load(
    session: Session,
    actor: Actor,
    *,
    kalender: Kalender,
    today: date,
    effective_on: date | None,
    unit: str = "",
) -> Kepatuhan:
    """All of it, for the units the actor may read; `unit` narrows to one unit and those below it.

    Raises NotFoundError for a unit that is not there or not the actor's to read.
    """
    tree = unit_tree(session)
    readable_units = actor.readable_units()
    is_hidden = readable_units is not None and unit not in readable_units
    if unit and (unit not in tree or is_hidden):
        raise NotFoundError("Unit tidak ditemukan.")
    within = branch(tree, unit) if unit else None
    law = Law(rules(), kalender, effective_on)
    judged = _judge(session, actor, within, law, today)
    counts = load_counts(session, actor, within)
    return Kepatuhan(
        judged.figures,
        counts.foreign - judged.dated,
        counts.foreign_received - judged.dated_received,
        counts.dalam_negeri,
        counts.jalur,
        tree,
        unit or _own_root(tree, readable_units),
        law,
    )


@dataclass(frozen=True)
class _Judged:
    """The handovers with a deadline, and of how many naskah they are (`dated_received`: with the original here)."""

    figures: KepatuhanFigures
    dated: int
    dated_received: int


def _judge(session: Session, actor: Actor, within: frozenset[str] | None, law: Law, today: date) -> _Judged:
    facts = load_facts(session, actor, within, law.effective_on, ~IS_SETTLED)
    rows = [row for one in facts for row in penyerahan(one, law, today)]
    without = {row.facts.naskah_id for row in rows if not row.has_tenggat}
    dated = len(facts) - len(without)
    received = sum(_is_here(one) for one in facts if one.naskah_id not in without)
    groups: dict[Golongan, int] = {}
    settled = Counter((one.unit, one.key) for one in load_settled(session, actor, within, law.effective_on))
    for (unit, known), count in settled.items():
        (row,) = penyerahan(PenyerahanFacts(0, "", "", unit, settled_facts(*known)), law, today)
        if row.has_tenggat:
            key = (row.keadaan, unit, row.due_on)
            groups[key] = groups.get(key, 0) + count
            dated, received = dated + count, received + count
    kept = tuple(row for row in rows if row.has_tenggat)
    return _Judged(KepatuhanFigures(kept, today, groups), dated, received)


def _is_here(facts: PenyerahanFacts) -> bool:
    return facts.tenggat.asli is not None and facts.tenggat.asli.hasil in DITERIMA


def open_rows(
    session: Session,
    actor: Actor,
    *,
    kalender: Kalender,
    today: date,
    effective_on: date | None,
    kode: str | None = None,
) -> tuple[Penyerahan, ...]:
    """Handovers whose clock runs, most urgent first, of all naskah or of one."""
    law = Law(rules(), kalender, effective_on)
    more = () if kode is None else (Naskah.kode == kode,)
    facts = load_facts(session, actor, None, effective_on, ~IS_SETTLED, *more)
    return KepatuhanFigures(tuple(row for one in facts for row in penyerahan(one, law, today)), today).board


def clocks_of(
    session: Session, actor: Actor, kode_list: Collection[str], law: Law, today: date
) -> dict[str, tuple[Penyerahan, ...]]:
    """The handovers of these naskah by their code, judged as the board judges them; domestic ones have none."""
    return {one.kode: penyerahan(one, law, today) for one in load_facts_of(session, actor, kode_list)}


def still_open(facts: Iterable[PenyerahanFacts], law: Law, today: date) -> tuple[Penyerahan, ...]:
    """Those handovers of these facts whose clock runs, most urgent first, as the board lists them."""
    return KepatuhanFigures(tuple(row for one in facts for row in penyerahan(one, law, today)), today).board


@cache
def rules() -> Mapping[str, AturanVersions]:
    """The rules of the law by their kode, read once."""
    return load_rules()


def unit_tree(session: Session) -> dict[str, UnitInTree]:
    """All units by code."""
    query = (
        select(Unit.kode, current_name.label("nama"), Unit.jenis, _parent.kode)
        .outerjoin(_parent, _parent.id == Unit.parent_id)
        .order_by(Unit.id)
    )
    return {kode: UnitInTree(kode, nama or kode, jenis, induk) for kode, nama, jenis, induk in session.execute(query)}


def branch(tree: Mapping[str, UnitInTree], root: str) -> frozenset[str]:
    """Codes of a unit and of all below it."""
    children: dict[str | None, list[str]] = {}
    for unit in tree.values():
        children.setdefault(unit.induk, []).append(unit.kode)
    found, waiting = set(), [root]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += children.get(current, [])
    return frozenset(found)


def _own_root(tree: Mapping[str, UnitInTree], readable_units: frozenset[str] | None) -> str | None:
    """The topmost of the units somebody may read, where there is just one; None for the whole ministry."""
    if readable_units is None:
        return None
    tops = [kode for kode in readable_units if kode in tree and tree[kode].induk not in readable_units]
    return tops[0] if len(tops) == 1 else None
