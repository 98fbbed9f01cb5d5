"""Who may speak beside somebody: independent of them, and standing long enough (see `domain/second_person.py`).

Asked wherever the portal asks a second person: a role that opens records, the reset of a second factor, the look at a
redacted copy. The audit trail says who made an account or a password for it; it forgets nothing.
"""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.formats import long_date
from portal.domain.permissions import Actor
from portal.domain.second_person import waits_until
from portal.domain.tanggal import wib_today
from portal.errors import NotAllowedError
from portal.models.audit_entry import AuditEntry
from portal.models.user import User
from portal.queries.account_security import key_days
from portal.services.acts import Act


def require(session: Session, act: Act, others: Collection[User], partial: str) -> None:
    """Raises NotAllowedError: `partial` for whoever is one of these people or hangs together with one, else the day.

    The operator of the server stands above this.
    """
    if act.actor.user_id is None:
        return
    if not all(_is_independent(session, act.actor, one) for one in others):
        raise NotAllowedError(partial)
    day = waits_until(key_days(session, act.actor.email), wib_today(act.now))
    if day is not None:
        raise NotAllowedError(
            "Akun Anda belum lama dibuat, dibuka lagi, atau diberi kunci baru oleh admin. Sebagai orang kedua ia"
            f" dihitung mulai {long_date(day)}. Mintalah orang lain."
        )


def _is_independent(session: Session, actor: Actor, other: User) -> bool:
    """Whether neither of the two holds an account whose key the other one made, at however many removes."""
    return (
        actor.user_id != other.id
        and actor.user_id not in _makers(session, other.email)
        and other.id not in _makers(session, actor.email)
    )


def _makers(session: Session, email: str) -> set[int]:
    """Who made this account or a password for it, and who made theirs, and so on."""
    made_key = (AuditEntry.object_kind == "akun", AuditEntry.action.in_(("akun.tambah", "akun.setel_ulang_sandi")))
    found: set[int] = set()
    asked = {email}
    while asked:
        query = select(AuditEntry.actor_id).where(*made_key, AuditEntry.object_key.in_(asked)).distinct()
        fresh = {maker for maker in session.scalars(query) if maker is not None} - found
        found |= fresh
        asked = set(session.scalars(select(User.email).where(User.id.in_(fresh)))) if fresh else set()
    return found
