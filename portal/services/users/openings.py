"""Units that a change of the tree opens to people: an act of the same weight as giving them a role there (`consent`).

Whatever a unit owns now, whoever stands above it will read all that it comes to own. An admin has no such change
carried out: the roles end first and are given again, then with consent, or the operator of the server carries it out
and the Biro is told.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.domain.permissions import READS_BELOW
from portal.domain.unit_tree import ParentOf, newly_below
from portal.models.unit import Unit
from portal.models.user import PendingPenugasan, Penugasan, User
from portal.services.acts import Act
from portal.services.users import letters

LISTED = 20
"""Units that a letter names; the audit trail has all of them."""
_WAY_OUT = (
    "Akhiri penugasan itu dulu, impor tabelnya, lalu berikan lagi: penugasan itu menunggu persetujuan orang kedua. Atau"
    " minta operator memakai portal units import."
)
_TOLD = (
    "Susunan unit diubah. Unit di bawah ini, dengan semua yang ada di bawahnya, kini terbuka bagi orang yang berperan"
    " di unit atasnya yang baru: mereka membaca naskah yang tidak terbit di sana, yang ada sekarang dan yang menyusul."
)


@dataclass(frozen=True)
class UnitOpening:
    """A unit and the people, in words, to whom a change opens it."""

    unit: str
    people: tuple[str, ...]

    def refusal(self) -> str:
        """What an admin is told who asked for it."""
        return f"Unit {self.unit}: tempat barunya membukanya bagi {', '.join(self.people)}. {_WAY_OUT}"


def find(session: Session, before: ParentOf, after: ParentOf, wide: Collection[str], today: date) -> list[UnitOpening]:
    """What a change of the tree opens, and to whom (see `newly_below`).

    A role counts that holds or is still to hold, one that waits for consent, and one of a closed account: each opens
    the unit some day without anybody asking again.
    """
    changed = newly_below(before, after, wide)
    if not changed:
        return []
    held = _held(session, today)
    found = []
    for kode, gained in changed.items():
        people = [one for unit in sorted(gained) for one in held.get(unit, ())]
        if people:
            found.append(UnitOpening(kode, tuple(people)))
    return found


def tell(session: Session, found: Collection[UnitOpening], act: Act) -> None:
    """Put a letter about them to everybody of the Biro into the outbox."""
    if not found:
        return
    facts = [(one.unit, "; ".join(one.people)) for one in found]
    more = [("Selain itu", f"{len(facts) - LISTED} unit lain")] if len(facts) > LISTED else []
    letters.tell_of_units(
        session, act, subject="Susunan unit membuka naskah bagi orang lain", told=_TOLD, more=(*facts[:LISTED], *more)
    )


def _held(session: Session, today: date) -> dict[str, list[str]]:
    given = (
        select(Unit.kode, User.nama, User.email, Penugasan.peran)
        .join(Penugasan, Penugasan.unit_id == Unit.id)
        .join(User, User.id == Penugasan.user_id)
        .where(Penugasan.peran.in_(READS_BELOW), or_(Penugasan.ends_on.is_(None), Penugasan.ends_on >= today))
        .order_by(Penugasan.id)
    )
    waiting = (
        select(Unit.kode, User.nama, User.email, PendingPenugasan.peran)
        .join(PendingPenugasan, PendingPenugasan.unit_id == Unit.id)
        .join(User, User.id == PendingPenugasan.user_id)
        .where(PendingPenugasan.peran.in_(READS_BELOW), PendingPenugasan.decided_at.is_(None))
        .order_by(PendingPenugasan.id)
    )
    found: dict[str, list[str]] = {}
    for query, state in ((given, ""), (waiting, ", menunggu persetujuan")):
        for kode, nama, email, peran in session.execute(query):
            found.setdefault(kode, []).append(f"{nama} ({email}, {peran.value} di {kode}{state})")
    return found
