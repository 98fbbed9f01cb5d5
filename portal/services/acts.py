"""The kernel of every verb: who acts, may they, what is refused, and the entry of the audit trail.

A verb is written as: find what it is about, require the right to it, refuse what cannot be, change it, record it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from portal.domain.naskah.status import ROLES_THAT_ACT, Action, Status, next_status
from portal.domain.permissions import SYSTEM_ACTOR, Actor
from portal.errors import BadInputError, FieldsRefusedError, NotAllowedError, NotFoundError, Problem, StaleVersionError
from portal.models.audit_entry import AuditEntry
from portal.models.naskah import Naskah
from portal.services import audit


@dataclass(frozen=True)
class Act:
    """Who acts, and when; passed to every verb."""

    actor: Actor
    now: datetime


@dataclass(frozen=True)
class Subject:
    """What an act was about where that is no naskah; `unit` is the code of the unit it belongs to, if to any."""

    kind: str
    key: str
    unit: str | None = None


def system_act(now: datetime) -> Act:
    """What the portal does by itself."""
    return Act(SYSTEM_ACTOR, now)


def find_for(session: Session, kode: str, actor: Actor) -> Naskah:
    """The naskah if the actor may read it, locked for what is done next.

    An unknown and a foreign one give the same NotFoundError.
    """
    naskah = session.scalar(select(Naskah).where(Naskah.kode == kode).with_for_update())
    if naskah is None or not actor.can_read(naskah.unit.kode):
        raise NotFoundError("Naskah tidak ditemukan.")
    return naskah


def find_at_version(session: Session, kode: str, version: int, actor: Actor) -> Naskah:
    """Like `find_for`; raises StaleVersionError when somebody saved it after the actor had read it."""
    naskah = find_for(session, kode, actor)
    if naskah.version != version:
        raise StaleVersionError("Naskah ini baru saja diubah orang lain. Muat ulang, lalu ulangi perubahan Anda.")
    return naskah


def require(naskah: Naskah, action: Action, actor: Actor) -> Status:
    """The state after `action`, if the actor's roles towards this naskah allow it.

    Raises NotAllowedError or TransitionNotAllowedError.
    """
    peran = actor.peran_for(naskah.unit.kode)
    if not peran & ROLES_THAT_ACT:
        raise NotAllowedError("Anda tidak berwenang mengubah naskah ini.")
    return next_status(naskah.status, action, peran)


def require_reason(alasan: str, missing: str, most: int, field: str = "alasan_batal") -> str:
    """Why something is done or taken back. Raises BadInputError, with the sentence `missing` where nothing is said."""
    reason = alasan.strip()
    if not reason:
        raise BadInputError(missing, field)
    if len(reason) > most:
        raise BadInputError(f"Paling panjang {most} karakter.", field)
    return reason


def require_seen(row: object | None, seen: int) -> None:
    """Raises StaleVersionError unless the actor has seen this state; 0 stands for "nothing recorded yet"."""
    version: int = getattr(row, "version", 0)
    if version != seen:
        raise StaleVersionError("Catatan ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi.")


def refuse(problems: Iterable[Problem]) -> None:
    """Raises FieldsRefusedError where there is a problem."""
    if found := tuple(problems):
        raise FieldsRefusedError(found)


def touch(row: object, name: str) -> None:
    """Give the row a new version although none of its own columns changes: something that hangs on it does."""
    flag_modified(row, name)


def flush_versioned(session: Session) -> None:
    """Write what is pending; a record that changed meanwhile raises StaleVersionError."""
    try:
        session.flush()
    except StaleDataError as error:
        raise StaleVersionError("Naskah ini baru saja diubah orang lain. Muat ulang halaman.") from error


def record(
    session: Session,
    act: Act,
    action: str,
    subject: Naskah | Subject,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> AuditEntry:
    """One entry of the audit trail; that of a naskah stands in its history."""
    if isinstance(subject, Naskah):
        subject = Subject("naskah", subject.kode, subject.unit.kode)
    return audit.record(
        session,
        actor=act.actor,
        now=act.now,
        action=action,
        object_kind=subject.kind,
        object_key=subject.key,
        before=before,
        after=after,
        unit=subject.unit,
    )
