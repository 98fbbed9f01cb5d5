"""What is told about a proposal, an exploration abroad, and the result of either; and what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from portal.domain.naskah.enumerations import Tingkat
from portal.domain.tanggal import BEFORE_EARLIEST, EARLIEST
from portal.domain.usulan.usulan import OUTCOMES, PLAIN, TANPA_PENILAIAN, HasilUsulan, JenisUsulan, UsulanContent
from portal.errors import Problem

LONGEST: Mapping[str, int] = {
    "calon_mitra": 300,
    "perihal": 500,
    "ruang_lingkup": 2000,
    "nomor_surat": 200,
    "alasan_mundur": 1000,
    "catatan": 2000,
    "dokumen_nomor": 200,
    "keterangan": 2000,
}
"""Characters of each text."""


@dataclass(frozen=True)
class UsulanFields:
    """A receipt as it is told; days are calendar days of WIB. `isi` names what of Pasal 15 the proposal holds.

    `unit` is the code of the Pemrakarsa, `tingkat` the level of Pasal 14 (proposals only), `sebelumnya` the number of
    the receipt that was sent back to be completed, where this is its return.
    """

    jenis: JenisUsulan
    unit: str
    calon_mitra: str
    perihal: str
    received_on: date
    tingkat: Tingkat | None = None
    ruang_lingkup: str = ""
    isi: tuple[UsulanContent, ...] = ()
    nomor_surat: str = ""
    surat_on: date | None = None
    alasan_mundur: str = ""
    catatan: str = ""
    sebelumnya: str = ""


@dataclass(frozen=True)
class HasilFields:
    """A result as it is told: the day it was reached, and the document it stands in."""

    hasil: HasilUsulan
    on: date
    dokumen_nomor: str = ""
    dokumen_on: date | None = None
    keterangan: str = ""


def check_usulan(fields: UsulanFields, today: date, recorded_on: date) -> tuple[Problem, ...]:
    """What is impossible or missing in a receipt, in the order of the form; `recorded_on`: the day of recording."""
    return (*_check_needed(fields), *_check_received(fields, today, recorded_on), *_too_long(fields))


def check_hasil(fields: HasilFields, jenis: JenisUsulan, received_on: date, today: date) -> tuple[Problem, ...]:
    """What is impossible or missing in a result, in the order of the form."""
    return (*_check_outcome(fields, jenis, received_on, today), *_check_document(fields, received_on, today))


def _check_needed(fields: UsulanFields) -> Iterator[Problem]:
    if not fields.unit:
        yield Problem("unit", "Pilih unit pengusul.")
    if not fields.calon_mitra.strip():
        yield Problem("calon_mitra", "Tulis nama calon mitra.")
    if not fields.perihal.strip():
        yield Problem("perihal", "Tulis perihalnya.")


def _check_received(fields: UsulanFields, today: date, recorded_on: date) -> Iterator[Problem]:
    if fields.received_on > today:
        yield Problem("received_on", "Tanggal diterima tidak boleh setelah hari ini.")
    elif fields.received_on < EARLIEST:
        yield Problem("received_on", f"Tanggal diterima tidak boleh {BEFORE_EARLIEST}.")
    if fields.received_on < recorded_on and not fields.alasan_mundur.strip():
        yield Problem("alasan_mundur", "Tulis mengapa dicatat setelah hari diterimanya.")
    if fields.surat_on is not None and fields.surat_on > fields.received_on:
        yield Problem("surat_on", "Tanggal surat tidak boleh setelah tanggal diterima.")
    elif fields.surat_on is not None and fields.surat_on < EARLIEST:
        yield Problem("surat_on", f"Tanggal surat tidak boleh {BEFORE_EARLIEST}.")


def _check_outcome(fields: HasilFields, jenis: JenisUsulan, received_on: date, today: date) -> Iterator[Problem]:
    if fields.hasil not in OUTCOMES[jenis]:
        yield Problem("hasil", "Hasil itu bukan untuk jenis ini. Pilih dari daftar.")
    if fields.on > today:
        yield Problem("hasil_on", "Tanggal hasil tidak boleh setelah hari ini.")
    elif fields.on < received_on:
        yield Problem("hasil_on", "Tanggal hasil tidak boleh sebelum tanggal diterima.")


def _check_document(fields: HasilFields, received_on: date, today: date) -> Iterator[Problem]:
    is_result = fields.hasil not in TANPA_PENILAIAN
    if is_result and not fields.dokumen_nomor.strip():
        yield Problem("dokumen_nomor", "Tulis nomor dokumen hasilnya.")
    if is_result and fields.dokumen_on is None:
        yield Problem("dokumen_on", "Isi tanggal dokumen hasilnya.")
    if fields.dokumen_on is not None and not received_on <= fields.dokumen_on <= today:
        yield Problem("dokumen_on", "Tanggal dokumen harus antara tanggal diterima dan hari ini.")
    if fields.hasil not in PLAIN and not fields.keterangan.strip():
        words = {
            HasilUsulan.DIKEMBALIKAN: "Tulis apa yang perlu dilengkapi.",
            HasilUsulan.DITARIK: "Tulis bagaimana pengusul menariknya, misalnya nomor suratnya.",
        }
        yield Problem("keterangan", words.get(fields.hasil, "Tulis catatan atau alasannya."))
    yield from _too_long(fields)


def _too_long(fields: UsulanFields | HasilFields) -> Iterator[Problem]:
    for name, most in LONGEST.items():
        if len(getattr(fields, name, "")) > most:
            yield Problem(name, f"Paling panjang {most} karakter.")
