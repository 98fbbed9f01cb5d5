"""Anchors of the audit trail outside of the database: in an object store, in letters, sealed in the public log.

The object store takes new objects only, so an anchor stays what it was when a database is put back to an earlier day.
No new anchor is written while the trail does not lead to an old one: the store would otherwise come to hold two
histories, and the second would look as good as the first.
"""

import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.domain.audit_anchor import SALT_BYTES, AuditAnchor, read_note
from portal.domain.formats import date_time, number, weekday_date
from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.domain.public_log.entry import ANCHOR_ACT, LogAnchor
from portal.domain.tanggal import wib_today
from portal.mail.rendering import LetterParts
from portal.models.audit_entry import AuditEntry, AuditHead
from portal.models.job import JobKind
from portal.models.public_log import PublicLogEntry
from portal.services import jobs
from portal.services.pemberitahuan import keepers
from portal.services.public_log.appending import append, locked_head
from portal.storage.interface import ObjectStorage

LARGEST_NOTE = 2000
NO_RECORD = 0
"""The subject of the job that signs the public log."""
_TOLD = (
    "Ini jangkar jejak audit hari ini. Simpan surat ini di luar portal.",
    "Bila kelak jejak audit tidak lagi memuat catatan ini, ekornya telah dipotong atau basis datanya dikembalikan ke"
    " keadaan lama. Cara memeriksanya: portal audit verify --anchor dengan jangkar di bawah ini.",
)
_IN_LOG = (
    "Segel jangkar ini juga tercatat dalam log publik, jadi siapa pun dapat menyimpan log itu sebagai saksi. Segel ="
    " SHA-256(garam, lalu teks NOMOR:SIDIK); garam ialah bagian ketiga jangkar."
)
_BROKEN = (
    "Jejak audit tidak menuju jangkar {seq} yang pernah disimpan di luar basis data. Jangkar baru tidak disimpan sampai"
    " sebabnya jelas; periksa dengan portal audit verify."
)
_FOOT = "Surat ini dikirim oleh Repositori Naskah Kerja Sama satu kali sehari. Surat ini tidak perlu dibalas."


@dataclass(frozen=True)
class UnmetAnchor:
    """An anchor that the trail does not lead to: it ends before it (`is_cut`), or has another entry there."""

    seq: int
    is_cut: bool


def head_anchor(session: Session, origin: str, now: datetime) -> AuditAnchor | None:
    """The anchor of the newest entry; None while there is no entry."""
    head = session.get(AuditHead, 1)
    if head is None or head.seq == 0:
        return None
    return AuditAnchor(origin, head.seq, head.entry_hash, now.replace(microsecond=0))


def keep(store: ObjectStorage, anchor: AuditAnchor) -> None:
    """Write an anchor to the store. Raises StorageError."""
    store.put(BytesIO(anchor.to_note().encode()))


def kept(store: ObjectStorage, origin: str | None) -> Iterator[AuditAnchor]:
    """Every anchor of this trail in the store, or (None) of all that ever had a name here. Raises StorageError."""
    for entry in store.entries():
        if entry.size > LARGEST_NOTE:
            continue
        with store.open(entry.digest) as stream:
            data = stream.read()
        anchor = read_note(data.decode("ascii", "replace"))
        if anchor is not None and origin in (None, anchor.origin):
            yield anchor


def unmet(session: Session, anchors: Collection[tuple[int, str]]) -> UnmetAnchor | None:
    """The highest anchor (number, hash) that the trail does not lead to, or None if it leads to all."""
    head = session.get(AuditHead, 1)
    last = head.seq if head is not None else 0
    for seq, entry_hash in sorted(set(anchors), reverse=True):
        found = session.scalar(select(AuditEntry.entry_hash).where(AuditEntry.seq == seq))
        if found != entry_hash:
            return UnmetAnchor(seq, is_cut=seq > last)
    return None


def write_down(session: Session, found: UnmetAnchor | None) -> None:
    """Note whether the trail leads to its newest anchor, for the status page."""
    head = session.get(AuditHead, 1)
    broken = None if found is None else found.seq
    if head is not None and head.broken_seq != broken:
        head.broken_seq = broken


def anchor_of_today(session: Session, origin: str, now: datetime) -> AuditAnchor | None:
    """The anchor that the public log is still to be told of today, with its salt; None where there is nothing to tell.

    It is to be kept before it is told (`tell_log`): a seal in the log that nobody can open would show a loss.
    """
    head = session.get(AuditHead, 1)
    if head is None or head.broken_seq is not None or head.told_on == wib_today(now):
        return None
    anchor = head_anchor(session, origin, now)
    return None if anchor is None else replace(anchor, salt=secrets.token_hex(SALT_BYTES))


def tell_log(session: Session, anchor: AuditAnchor | None, now: datetime) -> bool:
    """Append the seal of the anchor of today to the public log, once a day; whether it was appended by this call."""
    if anchor is None or (seal := anchor.seal) is None:
        return False
    today = wib_today(now)
    jobs.enqueue(session, JobKind.TANDAI_LOG, NO_RECORD, now=now)
    # The head of the log first, as every publication does: whoever waits here for another sees below what that did.
    locked_head(session)
    is_untold = (AuditHead.told_on.is_(None)) | (AuditHead.told_on != today)
    told = session.execute(
        update(AuditHead)
        .where(AuditHead.id == 1, is_untold)
        .values(told_on=today)
        .execution_options(synchronize_session=False)
        .returning(AuditHead.id)
    ).all()
    if told:
        append(session, [LogAnchor(today, seal)])
    return bool(told)


def told_to_log(session: Session) -> dict[str, date]:
    """Every seal that the public log holds, with its day."""
    bodies = session.scalars(
        select(PublicLogEntry.body)
        .where(PublicLogEntry.body.contains(f'"tindakan":"{ANCHOR_ACT}"'))
        .order_by(PublicLogEntry.position)
    )
    entries = (LogAnchor.from_bytes(body.encode()) for body in bodies)
    return {entry.seal: entry.day for entry in entries}


def tell(
    session: Session, origin: str, addresses: Sequence[str], now: datetime, in_log: AuditAnchor | None = None
) -> int:
    """Write the anchor of today to those who look after the portal, once a day; how many letters.

    `in_log` is the one whose seal the public log was told now; without it the newest is written.
    """
    anchor = in_log or head_anchor(session, origin, now)
    if anchor is None:
        return 0
    broken = session.get_one(AuditHead, 1).broken_seq
    occasion = f"audit|{origin}|{wib_today(now).isoformat()}"
    return keepers.tell(session, ReminderKind.LOG, occasion, _parts(anchor, broken), addresses, now)


def _parts(anchor: AuditAnchor, broken: int | None) -> LetterParts:
    state = "" if broken is None else " (TIDAK UTUH)"
    told = (*_TOLD, _IN_LOG) if anchor.salt else _TOLD
    return LetterParts(
        perihal=f"Jejak audit{state} {weekday_date(wib_today(anchor.at))}: {number(anchor.seq)} catatan",
        paragraf=told if broken is None else (_BROKEN.format(seq=number(broken)), *told),
        fakta=(("Jangkar", anchor.short), ("Nama", anchor.origin), ("Ditulis", date_time(anchor.at))),
        tautan="",
        tombol="",
        kaki=_FOOT,
    )
