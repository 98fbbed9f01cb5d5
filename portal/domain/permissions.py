"""How far a role reaches and what it may read: the table `peran.csv` over plain values.

What may be done in which state stands in `naskah/status.csv`, who reaches which route in `portal/web/policy.csv`.
A pengelola belongs to units and may also act for the units below them (audited as acting for that unit).
Drafts belong to the unit, not to the person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from portal.domain.policy_table import packaged, read_lines
from portal.errors import ConfigError


class Peran(StrEnum):
    """Role of a person in a unit; `SISTEM` is the worker and the command line."""

    PENGELOLA = "pengelola"
    BIRO = "biro"
    PPID = "ppid"
    PIMPINAN = "pimpinan"
    ADMIN = "admin"
    SISTEM = "sistem"


_COLUMNS = ("peran", "seluruh_kementerian", "membaca", "perlu_persetujuan", "perlu_langkah_kedua")


def read_peran(text: str) -> dict[str, frozenset[Peran]]:
    """The roles that each column of the table allows. Raises ConfigError for a table that is wrong or not whole."""
    lines = {line.choice("peran", Peran): line for line in read_lines(text, "peran.csv", _COLUMNS)}
    if missing := [peran.value for peran in Peran if peran not in lines]:
        raise ConfigError(f"peran.csv: tidak ada baris untuk peran {', '.join(missing)}.")
    return {column: frozenset(peran for peran in Peran if lines[peran].is_yes(column)) for column in _COLUMNS[1:]}


_PERAN = read_peran(packaged("portal.domain", "peran.csv"))
MINISTRY_WIDE = _PERAN["seluruh_kementerian"]
"""Roles that look over the whole ministry, whatever unit they are written against."""
NEED_FACTOR = _PERAN["perlu_langkah_kedua"]
"""Roles that reach beyond the records of a unit, or over accounts: a password is not enough for them."""
_NEED_CONSENT = _PERAN["perlu_persetujuan"]
# Roles that may read records that are not public. An admin keeps accounts and units, not records.
_READS = _PERAN["membaca"]
READS_BELOW = _READS - MINISTRY_WIDE
"""Roles that read as far as the tree of units goes down from theirs: what is put there is opened to them."""


def opens_records(peran: Peran, *, has_units_below: bool) -> bool:
    """Whether giving somebody this role needs a second admin: it opens records beyond a unit, or makes an admin.

    An admin counts, for who makes admins makes their consent too.
    """
    return peran in _NEED_CONSENT or has_units_below


@dataclass(frozen=True)
class HeldPenugasan:
    """A role in a unit (by code), from and until given days; no end means until further notice."""

    unit: str
    peran: Peran
    starts_on: date
    ends_on: date | None = None

    def is_current(self, today: date) -> bool:
        """Whether the assignment holds on `today`; both its days count."""
        return self.starts_on <= today and (self.ends_on is None or today <= self.ends_on)


@dataclass(frozen=True)
class Actor:
    """Whoever acts: a person with the assignments current today, or the system itself."""

    user_id: int | None
    email: str
    nama: str
    assignments: tuple[HeldPenugasan, ...]
    reach: Mapping[str, frozenset[str]]
    """For every assigned unit, the codes of the units below it, itself included."""

    @property
    def peran(self) -> frozenset[Peran]:
        """All roles held anywhere."""
        return frozenset(assignment.peran for assignment in self.assignments)

    def units_as(self, *peran: Peran) -> frozenset[str]:
        """Codes of the units in which the actor holds one of these roles, with all below them."""
        codes: set[str] = set()
        for assignment in self.assignments:
            if assignment.peran in peran:
                codes |= self.reach.get(assignment.unit, frozenset({assignment.unit}))
        return frozenset(codes)

    def limited_to(self, unit: str, since: date) -> "Actor":
        """The same one with the right of a pengelola of this unit alone, whatever else they may."""
        held = HeldPenugasan(unit, Peran.PENGELOLA, since)
        return replace(self, assignments=(held,), reach={unit: frozenset({unit})})

    def peran_for(self, unit: str) -> frozenset[Peran]:
        """Roles the actor holds towards a record of `unit`."""
        return frozenset(
            assignment.peran
            for assignment in self.assignments
            if assignment.peran in MINISTRY_WIDE
            or unit in self.reach.get(assignment.unit, frozenset({assignment.unit}))
        )

    def can_read(self, unit: str) -> bool:
        """Whether a non-public record of `unit` may be shown to the actor."""
        return bool(self.peran_for(unit) & _READS)

    def readable_units(self) -> frozenset[str] | None:
        """Units whose non-public records the actor may read; None stands for all of them."""
        if self.peran & _READS & MINISTRY_WIDE:
            return None
        return self.units_as(*_READS)

    def acts_for(self, unit: str) -> bool:
        """Whether acting on `unit` means acting from a unit above it (recorded in the audit entry)."""
        return all(assignment.unit != unit for assignment in self.assignments)


SYSTEM_ACTOR = Actor(
    user_id=None,
    email="sistem",
    nama="Sistem",
    assignments=(HeldPenugasan("*", Peran.SISTEM, date.min),),
    reach={},
)

OPERATOR = Actor(
    user_id=None,
    email="perintah",
    nama="Perintah operator",
    assignments=(HeldPenugasan("*", Peran.BIRO, date.min), HeldPenugasan("*", Peran.ADMIN, date.min)),
    reach={},
)
"""Whoever runs commands on the server: may do what the Biro and the admin may, and is named so in the audit trail."""

NOBODY = Actor(user_id=None, email="", nama="", assignments=(), reach={})
"""Somebody at the door who has not shown who they are."""
