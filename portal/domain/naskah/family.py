"""Acts on the family of a naskah: an extension the Biro recommended (Pasal 36), an ending (Pasal 37), a replacement.

Only what is impossible or has no proof is refused. That the Biro takes part in an ending is a matter of a warning: an
old ending may have been recorded without it.
"""

from dataclasses import dataclass
from datetime import date

from portal.domain.formats import long_date
from portal.domain.naskah.enumerations import AlasanPengakhiran
from portal.domain.tanggal import Tanggal
from portal.errors import Problem

LONGEST = 1000


@dataclass(frozen=True)
class RekomendasiFields:
    """The Biro's recommendation to extend (Pasal 36 ayat (2)): its day, its number, a remark."""

    on: date
    dokumen: str
    keterangan: str = ""


@dataclass(frozen=True)
class PengakhiranFields:
    """An ending (Pasal 37): `on` is the first day without effect; grounds, document, and how the Biro took part."""

    on: date
    alasan: tuple[AlasanPengakhiran, ...]
    dokumen: str
    catatan_biro: str = ""
    keterangan: str = ""


@dataclass(frozen=True)
class PenggantianFields:
    """A replacement: `on` is the first day on which the naskah `pengganti` (its code) stands in the place of this."""

    on: date
    pengganti: str
    keterangan: str = ""


@dataclass(frozen=True)
class Replacement:
    """What is known of the naskah that replaces: when it was signed, and the first day without effect, if any."""

    signed: Tanggal
    ended_on: date | None


def check_replacement(
    fields: PenggantianFields, *, signed_on: date | None, expires_on: date | None, pengganti: Replacement
) -> tuple[Problem, ...]:
    """Everything wrong with a replacement by a naskah that is there; it may lie ahead."""
    problems = _check_end(fields.on, signed_on=signed_on, expires_on=expires_on)
    if pengganti.signed.on is not None and fields.on < pengganti.signed.on:
        message = f"Penggantinya baru ditandatangani {long_date(pengganti.signed)}. Isi tanggal itu atau sesudahnya."
        problems.append(Problem("on", message))
    if pengganti.ended_on is not None and pengganti.ended_on <= fields.on:
        message = f"Naskah {fields.pengganti} sudah tidak berlaku sejak {pengganti.ended_on:%d-%m-%Y}. Pilih yang lain."
        problems.append(Problem("pengganti", message))
    return (*problems, *_too_long(keterangan=fields.keterangan))


def check_recommendation(fields: RekomendasiFields, *, signed_on: date | None, today: date) -> tuple[Problem, ...]:
    """Everything wrong with a recommendation."""
    problems = []
    if fields.on > today:
        problems.append(Problem("on", "Tanggal rekomendasi tidak boleh setelah hari ini."))
    elif signed_on is not None and fields.on < signed_on:
        problems.append(Problem("on", "Tanggal rekomendasi tidak boleh sebelum naskah ini ditandatangani."))
    if not fields.dokumen.strip():
        problems.append(Problem("dokumen", "Tulis nomor surat rekomendasi."))
    return (*problems, *_too_long(dokumen=fields.dokumen, keterangan=fields.keterangan))


def check_ending(fields: PengakhiranFields, *, signed_on: date | None, expires_on: date | None) -> tuple[Problem, ...]:
    """Everything wrong with an ending; it may lie ahead, but not behind the end that was agreed."""
    problems = _check_end(fields.on, signed_on=signed_on, expires_on=expires_on)
    if not fields.alasan:
        problems.append(Problem("alasan_akhir", "Pilih sedikitnya satu alasan (Pasal 37 ayat (1))."))
    if not fields.dokumen.strip():
        problems.append(Problem("dokumen", "Tulis nomor dan tanggal dokumen pengakhiran."))
    texts = {"dokumen": fields.dokumen, "catatan_biro": fields.catatan_biro, "keterangan": fields.keterangan}
    return (*problems, *_too_long(**texts))


def _check_end(on: date, *, signed_on: date | None, expires_on: date | None) -> list[Problem]:
    problems = []
    if signed_on is not None and on < signed_on:
        problems.append(Problem("on", "Tanggal pengakhiran tidak boleh sebelum penandatanganan."))
    if expires_on is not None and (on - expires_on).days > 1:
        message = (
            f"Masa berlakunya sudah habis {expires_on:%d-%m-%Y}. Tanggal pengakhiran paling lambat sehari sesudahnya."
        )
        problems.append(Problem("on", message))
    return problems


def _too_long(**texts: str) -> tuple[Problem, ...]:
    return tuple(
        Problem(name, f"Paling panjang {LONGEST} karakter.") for name, text in texts.items() if len(text) > LONGEST
    )
