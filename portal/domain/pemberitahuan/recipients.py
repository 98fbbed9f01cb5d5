"""Who gets a notice about a naskah: its unit first, then up the tree, at last the Biro and the Sekretaris Jenderal.

A notice nobody would get helps nobody: where a unit has no pengelola it goes to the nearest unit above that has one,
and to the Biro where there is none at all. What the Biro itself owes is asked of the Biro.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.naskah.enumerations import JenisUnit
from portal.domain.pemberitahuan.reminders import EscalationLevel
from portal.domain.permissions import Peran


@dataclass(frozen=True)
class UnitNode:
    """A unit in the tree."""

    id: int
    parent_id: int | None
    jenis: JenisUnit


@dataclass(frozen=True)
class Officer:
    """Somebody with an account that is open today, in one of their roles."""

    email: str
    nama: str
    unit_id: int
    peran: Peran


class Circle(StrEnum):
    """Groups of readers, as a letter names them."""

    PENGELOLA = "pengelola"
    PIMPINAN = "pimpinan"
    ATASAN = "atasan"
    BIRO = "biro"
    KEPALA_BIRO = "kepala_biro"
    SESJEN = "sesjen"
    PPID = "ppid"


def recipients(
    unit_id: int, jenjang: EscalationLevel, units: Mapping[int, UnitNode], people: Sequence[Officer]
) -> tuple[Officer, ...]:
    """Those who get a notice of this level about a naskah of the unit, each address once, the nearest first."""
    chosen = list(_keepers(unit_id, units, people))
    if jenjang >= EscalationLevel.ATASAN:
        chosen += _in(people, unit_id, Peran.PIMPINAN)
        chosen += _superiors(unit_id, units, people)
    if jenjang >= EscalationLevel.BIRO:
        chosen += _biro(people)
        chosen += _sesjen(units, people)
    return tuple({person.email: person for person in reversed(chosen)}.values())[::-1]


def answerable(
    jenjang: EscalationLevel, units: Mapping[int, UnitNode], people: Sequence[Officer]
) -> tuple[Officer, ...]:
    """Those who get a notice about a result the Biro owes: the Biro, then its head and the Sekretaris Jenderal.

    The unit that proposed has done its part (Pasal 16 ayat (1), Pasal 28 ayat (1)). Where the Biro has no account the
    Sekretaris Jenderal is told at once.
    """
    chosen = _biro(people)
    if jenjang >= EscalationLevel.ATASAN or not chosen:
        heads = [unit.id for unit in units.values() if unit.jenis is JenisUnit.BIRO]
        chosen += [person for unit_id in sorted(heads) for person in _in(people, unit_id, Peran.PIMPINAN)]
        chosen += _sesjen(units, people)
    return tuple({person.email: person for person in reversed(chosen)}.values())[::-1]


def deciders(people: Sequence[Officer]) -> tuple[Officer, ...]:
    """Those who are asked about an exemption that is over: the PPID, or the Biro where nobody has that role."""
    chosen = [person for person in people if person.peran is Peran.PPID] or _biro(people)
    return tuple({person.email: person for person in reversed(chosen)}.values())[::-1]


def circle_of(person: Officer, unit_id: int, units: Mapping[int, UnitNode]) -> Circle:
    """What a reader is to the unit a notice is about."""
    if person.peran in (Peran.BIRO, Peran.PPID):
        return Circle.BIRO if person.peran is Peran.BIRO else Circle.PPID
    node = units.get(person.unit_id)
    if person.peran is Peran.PIMPINAN:
        if person.unit_id in _heads_of_biro(units):
            return Circle.SESJEN
        if node is not None and node.jenis is JenisUnit.BIRO:
            return Circle.KEPALA_BIRO
    if person.unit_id == unit_id:
        return Circle.PIMPINAN if person.peran is Peran.PIMPINAN else Circle.PENGELOLA
    return Circle.ATASAN


def also_told(
    person: Officer, readers: Sequence[Officer], unit_id: int, units: Mapping[int, UnitNode]
) -> tuple[Circle, ...]:
    """Who else gets the same notice, as it may be said to one of its readers: only those it is really written to."""
    others = {circle_of(one, unit_id, units) for one in readers if one.email != person.email}
    return tuple(circle for circle in Circle if circle in others - {circle_of(person, unit_id, units)})


def has_receiver(unit_id: int, people: Sequence[Officer]) -> bool:
    """Whether notices about a unit reach somebody who keeps its agreements, not only a unit above or the Biro."""
    return bool(_in(people, unit_id, Peran.PENGELOLA))


def may_know(person: Officer, unit_id: int, units: Mapping[int, UnitNode]) -> bool:
    """Whether the person may read records of the unit that are not public: as Biro, or from it or above it.

    The PPID may too, and is written to of nothing but what waits for their decision.
    """
    if person.peran is Peran.BIRO:
        return True
    is_branch = person.unit_id == unit_id or person.unit_id in _above(unit_id, units)
    return is_branch and person.peran in (Peran.PENGELOLA, Peran.PIMPINAN)


def _keepers(unit_id: int, units: Mapping[int, UnitNode], people: Sequence[Officer]) -> Sequence[Officer]:
    for at in (unit_id, *_above(unit_id, units)):
        if found := _in(people, at, Peran.PENGELOLA):
            return found
    return _biro(people)


def _superiors(unit_id: int, units: Mapping[int, UnitNode], people: Sequence[Officer]) -> Sequence[Officer]:
    for at in _above(unit_id, units):
        if found := _in(people, at, Peran.PIMPINAN, Peran.PENGELOLA):
            return found
    return ()


def _biro(people: Sequence[Officer]) -> list[Officer]:
    return [person for person in people if person.peran is Peran.BIRO]


def _sesjen(units: Mapping[int, UnitNode], people: Sequence[Officer]) -> list[Officer]:
    """Whoever heads the unit above the Biro: that is the Sekretariat Jenderal."""
    above = sorted(_heads_of_biro(units))
    return [person for unit_id in above for person in _in(people, unit_id, Peran.PIMPINAN)]


def _heads_of_biro(units: Mapping[int, UnitNode]) -> frozenset[int]:
    above = (unit.parent_id for unit in units.values() if unit.jenis is JenisUnit.BIRO)
    return frozenset(parent_id for parent_id in above if parent_id is not None)


def _in(people: Sequence[Officer], unit_id: int, *peran: Peran) -> list[Officer]:
    return [person for person in people if person.unit_id == unit_id and person.peran in peran]


def _above(unit_id: int, units: Mapping[int, UnitNode]) -> Iterator[int]:
    seen = {unit_id}
    current = units.get(unit_id)
    while current is not None and current.parent_id is not None and current.parent_id not in seen:
        seen.add(current.parent_id)
        yield current.parent_id
        current = units.get(current.parent_id)
