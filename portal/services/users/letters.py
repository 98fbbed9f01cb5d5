"""Letters about an account: to the person it belongs to, and to the Biro."""

import secrets
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.pemberitahuan.reminders import EscalationLevel, ReminderKind
from portal.domain.permissions import Peran
from portal.domain.tanggal import wib_today
from portal.mail.rendering import LetterParts
from portal.models.account_link import LinkPurpose
from portal.models.unit import Unit
from portal.models.user import User
from portal.queries.pemberitahuan import reminders
from portal.services.acts import Act
from portal.services.pemberitahuan import outbox

_OPENS = "Surat ini dikirim Repositori Naskah Kerja Sama karena peran itu membuka naskah yang tidak terbit."
_TREE = (
    "Surat ini dikirim Repositori Naskah Kerja Sama karena susunan unit menentukan siapa membaca naskah yang tidak"
    " terbit."
)
_OWN = "Surat ini dikirim Repositori Naskah Kerja Sama karena menyangkut cara Anda masuk."
_UNKNOWN = "Bila ini tidak Anda kenal, hubungi admin dan periksa jejak audit."
_TIME = "Tautan itu berlaku 30 menit sejak surat ini dikirim, satu kali. Sesudahnya halamannya menawarkan tautan baru."
_LINKS = {
    LinkPurpose.INVITE: (
        "Akun Anda di Repositori Naskah Kerja Sama",
        ("Akun untuk Anda sudah dibuat. Pilih kata sandi Anda sendiri lewat tautan di bawah, lalu masuk.", _TIME),
        "Pilih kata sandi",
    ),
    LinkPurpose.RESET: (
        "Atur ulang kata sandi",
        (
            "Seseorang meminta kata sandi akun ini diatur ulang. Bila itu Anda, pilih kata sandi baru lewat tautan di"
            " bawah. Langkah kedua tetap ditanyakan ketika Anda masuk.",
            _TIME,
            "Bila bukan Anda, abaikan surat ini: kata sandi Anda tidak berubah. Bila surat seperti ini berulang,"
            " beri tahu admin.",
        ),
        "Pilih kata sandi baru",
    ),
}


def tell_office(
    session: Session, user: User, act: Act, *, subject: str, told: str, more: tuple[tuple[str, str], ...] = ()
) -> None:
    """Put a letter about an account to everybody of the Biro into the outbox."""
    _write(session, f"akun|{user.id}", act, _office(session, act), _parts(act, subject, (told, _UNKNOWN), more, _OPENS))


def tell_of_units(
    session: Session, act: Act, *, subject: str, told: str, more: tuple[tuple[str, str], ...] = ()
) -> None:
    """Put a letter about the tree of units to everybody of the Biro into the outbox."""
    _write(session, "unit", act, _office(session, act), _parts(act, subject, (told, _UNKNOWN), more, _TREE))


def tell_person(session: Session, user: User, act: Act, *, subject: str, told: str) -> None:
    """Put a letter to the person into the outbox."""
    known = "Bila bukan Anda yang melakukannya, ganti kata sandi Anda dan segera hubungi admin."
    parts = _parts(act, subject, (told, known), (), _OWN)
    _write(session, f"akun|{user.id}", act, {user.email: _unit_of(session, user)}, parts)


def send_link(session: Session, user: User, act: Act, purpose: LinkPurpose, address: str) -> str:
    """Put a letter with a link into the outbox, which adds the secret behind `address` when it is sent; its key."""
    subject, told, button = _LINKS[purpose]
    parts = LetterParts(
        perihal=subject, paragraf=told, fakta=(("Akun", user.email),), tautan=address, tombol=button, kaki=_OWN
    )
    occasion = f"tautan|{user.id}|{secrets.token_hex(8)}"
    outbox.write_unscheduled(
        session,
        parts,
        user.email,
        jenis=ReminderKind.AKUN,
        occasion=occasion,
        unit_id=_unit_of(session, user),
        now=act.now,
        jenjang=EscalationLevel.BIRO,
    )
    return outbox.key_of(occasion, user.email)


def _office(session: Session, act: Act) -> dict[str, int]:
    people = reminders.load_people(session, wib_today(act.now))
    return {one.email: one.unit_id for one in people if one.peran is Peran.BIRO}


def _unit_of(session: Session, user: User) -> int:
    held = next((row.unit_id for row in user.penugasan_list), None)
    return held or session.scalars(select(Unit.id).order_by(Unit.id).limit(1)).one()


def _parts(act: Act, subject: str, told: tuple[str, ...], more: tuple[tuple[str, str], ...], foot: str) -> LetterParts:
    return LetterParts(
        perihal=subject,
        paragraf=told,
        fakta=(("Oleh", act.actor.nama or act.actor.email), *more),
        tautan="",
        tombol="",
        kaki=foot,
    )


def _write(session: Session, about: str, act: Act, readers: Mapping[str, int], parts: LetterParts) -> None:
    occasion = f"{about}|{act.now.isoformat()}|{parts.perihal}"
    for email, unit_id in readers.items():
        outbox.write_unscheduled(
            session,
            parts,
            email,
            jenis=ReminderKind.AKUN,
            occasion=occasion,
            unit_id=unit_id,
            now=act.now,
            jenjang=EscalationLevel.BIRO,
        )
