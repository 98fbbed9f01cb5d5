"""The letter that answers a letter: what became of each attached file, to the address of the account and no other."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.domain.tanggal import wib_today
from portal.mail.rendering import LetterParts
from portal.models.unit import Unit
from portal.models.user import User
from portal.services.kiriman.senders import KirimanSender
from portal.services.kiriman.settling import KirimanOutcome, Thing, note_answered
from portal.services.pemberitahuan import keepers, outbox

_FOOT = "Surat ini dikirim Repositori Naskah Kerja Sama karena alamat Anda mengirim berkas ke kotak suratnya."
_NEXT = "Yang diterima menjadi draf unit Anda dan belum terbit: periksa isiannya, lalu kirim."
_UNKNOWN = "Bila bukan Anda yang mengirim, segera hubungi admin."
MOST_SUBJECT = 120


def answer(
    session: Session,
    sender: KirimanSender,
    subject: str,
    outcomes: Sequence[tuple[Thing, KirimanOutcome]],
    address: str,
    now: datetime,
) -> None:
    """Put the answer into the outbox, once for a letter; `address` is that of the portal, `subject` that of the letter.

    Only an account is answered, at the address it has here, whatever the letter says about where to answer.
    """
    user = session.get_one(User, sender.actor.user_id)
    outbox.write_unscheduled(
        session,
        _parts(subject, outcomes, address),
        user.email,
        jenis=ReminderKind.KIRIMAN,
        occasion=f"kiriman|{sender.letter}",
        unit_id=_unit_of(session, sender, user),
        now=now,
    )
    for thing, _ in outcomes:
        note_answered(session, thing.key)


def _parts(subject: str, outcomes: Sequence[tuple[Thing, KirimanOutcome]], address: str) -> LetterParts:
    taken = sum(bool(outcome.kode) for _, outcome in outcomes)
    refused = len(outcomes) - taken
    if not refused:
        headline = f"Kiriman Anda diterima: {taken} berkas"
    elif taken:
        headline = f"Kiriman Anda: {taken} berkas diterima, {refused} ditolak"
    else:
        headline = "Kiriman Anda ditolak"
    told = [("Perihal surel Anda", subject[:MOST_SUBJECT] or "(tanpa perihal)")]
    told += [(thing.nama or "Surel", _said(outcome)) for thing, outcome in outcomes]
    return LetterParts(
        perihal=headline,
        paragraf=(_NEXT, _UNKNOWN) if taken else (_UNKNOWN,),
        fakta=tuple(told),
        tautan=f"{address}/kerja/kiriman",
        tombol="Buka daftar kiriman",
        kaki=_FOOT,
    )


def _said(outcome: KirimanOutcome) -> str:
    return f"diterima sebagai {outcome.kode}" if outcome.kode else f"ditolak. {outcome.reason}"


def _unit_of(session: Session, sender: KirimanSender, user: User) -> int:
    """The unit a letter is about; one of the person's where the letter named none."""
    own = session.scalar(select(Unit.id).where(Unit.kode == sender.unit)) if sender.unit else None
    held = next((row.unit_id for row in user.penugasan_list), None)
    return own or held or session.scalars(select(Unit.id).order_by(Unit.id).limit(1)).one()


def tell_of_standstill(session: Session, way: str, what: str, addresses: Sequence[str], now: datetime) -> int:
    """Tell those who look after the portal, once a day, that nothing can be taken in; how many letters."""
    parts = LetterParts(
        perihal="Kiriman tidak dapat diterima",
        paragraf=(
            "Sejak sedikitnya satu jam repositori tidak dapat mengambil kiriman. Yang menunggu tetap di tempatnya dan"
            " diambil begitu keadaannya pulih.",
        ),
        fakta=(("Jalan", way), ("Sebab", what)),
        tautan="",
        tombol="",
        kaki="Surat ini dikirim Repositori Naskah Kerja Sama kepada yang mengurusnya.",
    )
    occasion = f"kiriman|{way}|{wib_today(now).isoformat()}"
    return keepers.tell(session, ReminderKind.KIRIMAN, occasion, parts, addresses, now)
