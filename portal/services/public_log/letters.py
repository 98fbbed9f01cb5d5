"""The daily letter with the signed head of the public log: whoever keeps it can show later that history was changed."""

import base64
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.formats import date_time, number, weekday_date
from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.domain.tanggal import wib_today
from portal.mail.rendering import LetterParts
from portal.models.public_log import PublicLogCheckpoint, PublicLogHead
from portal.services.pemberitahuan import keepers

_TOLD = (
    "Ini pos periksa log publik hari ini. Simpan surat ini di luar portal.",
    "Bila kelak log tidak lagi memuat catatan sebanyak ini dengan akar yang sama, isinya telah diubah atau dipotong."
    " Cara memeriksanya: portal log verify.",
)
_BROKEN = "Catatan di basis data tidak menuju pos periksa yang pernah ditandatangani. Penandatanganan dihentikan."
_FOOT = "Surat ini dikirim oleh Repositori Naskah Kerja Sama satu kali sehari. Surat ini tidak perlu dibalas."


def tell_head(session: Session, origin: str, addresses: Sequence[str], now: datetime) -> int:
    """Write the head of the log to those who look after the portal, once a day; how many letters."""
    newest = session.scalar(
        select(PublicLogCheckpoint)
        .where(PublicLogCheckpoint.origin == origin)
        .order_by(PublicLogCheckpoint.size.desc(), PublicLogCheckpoint.id.desc())
        .limit(1)
    )
    if newest is None:
        return 0
    broken = session.scalar(select(PublicLogHead.broken_size))
    occasion = f"log|{origin}|{wib_today(now).isoformat()}"
    return keepers.tell(session, ReminderKind.LOG, occasion, _parts(newest, broken, now), addresses, now)


def _parts(newest: PublicLogCheckpoint, broken: int | None, now: datetime) -> LetterParts:
    signatures = newest.note.rpartition("\n\n")[2].splitlines()
    told = _TOLD if broken is None else (_BROKEN, *_TOLD)
    state = "" if broken is None else " (TIDAK UTUH)"
    return LetterParts(
        perihal=f"Log publik{state} {weekday_date(wib_today(now))}: {number(newest.size)} catatan",
        paragraf=told,
        fakta=(
            ("Nama log", newest.origin),
            ("Banyaknya catatan", str(newest.size)),
            ("Akar", base64.b64encode(bytes.fromhex(newest.root)).decode()),
            ("Ditandatangani", date_time(newest.signed_at)),
            *(("Tanda tangan", line.split(" ")[-1]) for line in signatures),
            *(("Kunci pemeriksa", line) for line in newest.verifier_keys.splitlines()),
        ),
        tautan="",
        tombol="",
        kaki=_FOOT,
    )
