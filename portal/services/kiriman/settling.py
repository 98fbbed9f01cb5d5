"""What became of something that was sent in: noted once for each thing, entered in the audit trail, and told."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, select, update
from sqlalchemy.orm import Session

from portal.domain.permissions import NOBODY
from portal.models.kiriman import Kiriman, KirimanState, Way
from portal.models.naskah import Naskah
from portal.models.unit import Unit
from portal.services.acts import Act, Subject, record
from portal.services.kiriman.senders import KirimanSender

KEEP_STRANGERS = timedelta(days=90)
"""How long it is kept who, of no account here, sent something that was refused."""
LONGEST_SENDER = 254


@dataclass(frozen=True)
class Thing:
    """What was sent: a file, or a letter as a whole (without name and digest). `key` tells it from all others."""

    key: str
    nama: str
    sha256: str
    size: int
    stack: str = ""
    """SHA-256 of the stack it was cut from, where it was."""
    stack_size: int = 0


@dataclass(frozen=True)
class KirimanOutcome:
    """What became of it: the code of its naskah, or why it was refused."""

    kode: str = ""
    reason: str = ""


def key_of(*parts: str) -> str:
    """A key of fixed length for whatever tells one thing from another."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(data: bytes) -> str:
    """SHA-256 of bytes."""
    return hashlib.sha256(data).hexdigest()


def settle(session: Session, sender: KirimanSender, thing: Thing, outcome: KirimanOutcome, now: datetime) -> Kiriman:
    """Note what became of it; met once more, the same row is noted anew.

    What strangers send is not entered in the audit trail, which nobody could shorten again; the row tells of it.
    """
    row = session.scalar(select(Kiriman).where(Kiriman.kunci == thing.key).with_for_update())
    naskah = session.scalar(select(Naskah).where(Naskah.kode == outcome.kode)) if outcome.kode else None
    unit = session.scalar(select(Unit).where(Unit.kode == sender.unit)) if sender.unit else None
    state = KirimanState.DITERIMA if naskah is not None else KirimanState.DITOLAK
    if row is None:
        row = Kiriman(kunci=thing.key, received_at=now)
    elif (row.state, row.naskah, row.reason) == (state, naskah, outcome.reason):
        return row
    row.way, row.sender, row.letter = sender.way, sender.name[:LONGEST_SENDER], sender.letter
    row.sent_by, row.unit = sender.actor.user_id, unit
    row.nama, row.sha256, row.size = thing.nama, thing.sha256, thing.size
    row.stack, row.stack_size = (thing.stack, thing.stack_size) if outcome.kode else ("", 0)
    row.settled_at, row.state, row.naskah, row.reason = now, state, naskah, outcome.reason
    row.is_answered = False
    session.add(row)
    session.flush()
    if sender.actor is not NOBODY:
        _record(session, sender, thing, outcome, now)
    return row


def _record(session: Session, sender: KirimanSender, thing: Thing, outcome: KirimanOutcome, now: datetime) -> None:
    told = {"kode": outcome.kode} if outcome.kode else {"alasan": outcome.reason}
    what: dict[str, object] = {"jalan": sender.way, "nama": thing.nama, "sha256": thing.sha256, "size": thing.size}
    if thing.stack:
        what["tumpukan"] = thing.stack
    action = "kiriman.terima" if outcome.kode else "kiriman.tolak"
    subject = Subject("kiriman", sender.name, sender.unit or None)
    record(session, Act(sender.actor, now), action, subject, after=what | told)


def earlier(session: Session, letter: str) -> Sequence[Kiriman]:
    """What somebody's letter that was dealt with before came to, a row for each of its attachments.

    One that was refused as a stranger's is looked at again: what was missing may have been set right.
    """
    query = select(Kiriman).where(Kiriman.letter == letter, Kiriman.sent_by.is_not(None))
    return session.scalars(query.order_by(Kiriman.id)).all()


def note_answered(session: Session, key: str) -> None:
    """Note that the sender of this thing was told what became of it."""
    session.execute(update(Kiriman).where(Kiriman.kunci == key).values(is_answered=True))


def prune(session: Session, now: datetime) -> None:
    """Forget letters that were refused and belong to no unit, mostly those of strangers, once nobody asks any more."""
    is_old = Kiriman.settled_at < now - KEEP_STRANGERS
    is_of_nobody = and_(Kiriman.way == Way.MAIL, Kiriman.state == KirimanState.DITOLAK, Kiriman.unit_id.is_(None))
    session.execute(delete(Kiriman).where(is_old, is_of_nobody).execution_options(synchronize_session=False))
