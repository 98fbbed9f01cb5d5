"""The letter that says which stored files were found damaged or lost, and whether they were put back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.formats import date_time, number
from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.mail.rendering import LetterParts
from portal.models.berkas import Berkas
from portal.models.naskah import Naskah
from portal.models.object_copy import CopyState, Place
from portal.services.pemberitahuan import keepers

MOST = 20
"""Files named in one letter; the others are counted."""
_PLACES = {Place.FIRST: "penyimpanan utama", Place.SECOND: "salinan kedua"}
_STATES = {CopyState.MISSING: "hilang", CopyState.ALTERED: "berubah"}
_FOOT = "Surat ini dikirim oleh Repositori Naskah Kerja Sama begitu kerusakan ditemukan. Surat ini tidak perlu dibalas."


@dataclass(frozen=True)
class Damage:
    """A copy that was found missing or altered, and whether its bytes were put back from the other place."""

    sha256: str
    place: Place
    state: CopyState
    is_mended: bool


def tell(session: Session, damage: Sequence[Damage], addresses: Sequence[str], now: datetime) -> int:
    """Write to those who look after the portal; how many letters."""
    first = damage[0]
    occasion = f"rusak|{now.isoformat()}|{first.place}|{first.sha256}"
    return keepers.tell(session, ReminderKind.RUSAK, occasion, _parts(session, damage, now), addresses, now)


def _parts(session: Session, damage: Sequence[Damage], now: datetime) -> LetterParts:
    lost = [one for one in damage if not one.is_mended]
    kept = len(damage) - len(lost)
    told = []
    if lost:
        told.append(
            f"{number(len(lost))} berkas rusak atau hilang dan tidak dapat dipulihkan sendiri, karena tidak ada salinan"
            " utuh di tempat lain. Pulihkan dari cadangan; jangan menghapus apa pun. Perintah: portal storage verify."
        )
    if kept:
        told.append(
            f"{number(kept)} berkas ditemukan rusak atau hilang di satu tempat dan sudah dipulihkan dari tempat lain."
            " Isi yang rusak disimpan tersendiri. Periksa media penyimpanannya."
        )
    listed = sorted(damage, key=lambda one: one.is_mended)[:MOST]
    if len(damage) > MOST:
        told.append(f"Di bawah ini {number(MOST)} yang pertama dari {number(len(damage))}.")
    codes = _codes(session, [one.sha256 for one in listed])
    return LetterParts(
        perihal=(
            f"{number(len(lost))} berkas rusak atau hilang" if lost else f"{number(kept)} berkas rusak sudah dipulihkan"
        ),
        paragraf=tuple(told),
        fakta=(
            ("Ditemukan", date_time(now)),
            *(
                (
                    codes.get(one.sha256, "Foto serah terima"),
                    f"{_STATES[one.state]} di {_PLACES[one.place]},"
                    f" {'sudah dipulihkan' if one.is_mended else 'belum pulih'}; SHA-256 {one.sha256}",
                )
                for one in listed
            ),
        ),
        tautan="",
        tombol="",
        kaki=_FOOT,
    )


def _codes(session: Session, digests: Sequence[str]) -> dict[str, str]:
    rows = session.execute(
        select(Berkas.sha256, Naskah.kode).join(Naskah, Naskah.id == Berkas.naskah_id).where(Berkas.sha256.in_(digests))
    )
    return {digest: kode for digest, kode in rows}
