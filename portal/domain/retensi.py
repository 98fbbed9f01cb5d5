"""Retention of a naskah as a record: classification, schedule (JRA), what becomes of it, and when its time is over.

UU 43/2009 tentang Kearsipan leaves periods to the schedule of each institution, so every period here is typed by the
Biro and none is assumed. The portal removes nothing, whatever these facts say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import fields as fields_of
from datetime import date
from enum import StrEnum

from portal.domain.tanggal import BEFORE_EARLIEST, EARLIEST
from portal.errors import Problem

LONGEST: Mapping[str, int] = {"klasifikasi": 60, "jra": 200, "keterangan": 1000}
"""Characters of each text."""
LONGEST_REASON = 1000
MOST_YEARS = 200


class NasibAkhir(StrEnum):
    """What becomes of a record when its retention is over."""

    PERMANEN = "permanen"
    MUSNAH = "musnah"
    DINILAI_KEMBALI = "dinilai_kembali"


@dataclass(frozen=True)
class RetensiFields:
    """The facts as the Biro fills them in; the periods are whole years from `mulai_on`, first active, then inactive."""

    klasifikasi: str
    jra: str
    mulai_on: date
    aktif_tahun: int
    inaktif_tahun: int
    nasib_akhir: NasibAkhir
    keterangan: str = ""

    @property
    def active_until(self) -> date:
        """First day on which it is no longer active."""
        return years_after(self.mulai_on, self.aktif_tahun)

    @property
    def ends_on(self) -> date:
        """First day after its retention."""
        return years_after(self.mulai_on, self.aktif_tahun + self.inaktif_tahun)

    def is_over(self, today: date) -> bool:
        """Whether its retention has ended."""
        return self.ends_on <= today


FACTS = tuple(field.name for field in fields_of(RetensiFields))
"""The facts by name, in the order of the form."""


def years_after(day: date, years: int) -> date:
    """The same day that many years later; 29 February falls on 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def check_retensi(fields: RetensiFields, today: date) -> tuple[Problem, ...]:
    """What is impossible or missing, in the order of the form."""
    return tuple(_problems(fields, today))


def _problems(fields: RetensiFields, today: date) -> Iterator[Problem]:
    if not fields.klasifikasi.strip():
        yield Problem("klasifikasi", "Isi kode klasifikasi arsipnya.")
    if not fields.jra.strip():
        yield Problem("jra", "Isi dasar retensinya: nomor JRA dan butirnya.")
    for name, most in LONGEST.items():
        if len(getattr(fields, name)) > most:
            yield Problem(name, f"Paling panjang {most} karakter.")
    if fields.mulai_on < EARLIEST:
        yield Problem("mulai_on", f"Awal retensi tidak boleh {BEFORE_EARLIEST}.")
    elif fields.mulai_on > years_after(today, MOST_YEARS):
        yield Problem("mulai_on", "Awal retensi terlalu jauh di depan.")
    for name, masa in (("aktif_tahun", "aktif"), ("inaktif_tahun", "inaktif")):
        if not 0 <= getattr(fields, name) <= MOST_YEARS:
            yield Problem(name, f"Isi masa {masa} dalam tahun: bilangan bulat 0 sampai {MOST_YEARS}.")
