"""Lists to choose from, in the words people read."""

from dataclasses import dataclass

from portal.domain.naskah.enumerations import (
    AlasanTanpaInduk,
    Bentuk,
    JenisBerkas,
    JenisHubungan,
    JenisMitra,
    Kategori,
    Tingkat,
)
from portal.domain.naskah.status import Status
from portal.web.words.labels.lookup import label, members
from portal.web.words.labels.peran import ROLES

MINISTRY = "kementerian"
"""Stands among the kinds of partners for the ministry itself."""
MINISTRY_NAME = "Kementerian Imigrasi dan Pemasyarakatan Republik Indonesia"
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Choices:
    """Every list of the forms as (value, words)."""

    bentuk: Pairs
    kategori: Pairs
    tingkat: Pairs
    jenis_mitra: Pairs
    jenis_berkas: Pairs
    hubungan: Pairs
    alasan: Pairs
    status: Pairs
    peran: Pairs
    nama_bentuk: tuple[str, ...]


RELATIONS: Pairs = [
    (JenisHubungan.INDUK.value, "turunan dari naskah induk"),
    (JenisHubungan.PERPANJANGAN.value, "perpanjangan dari"),
    (JenisHubungan.PERUBAHAN.value, "perubahan (adendum) atas"),
    (JenisHubungan.PENGGANTI.value, "pengganti dari"),
    (JenisHubungan.PELAKSANA.value, "pengaturan pelaksana dari"),
]
"""How this naskah hangs on the other, to be read after "naskah ini adalah"."""

CHOICES = Choices(
    bentuk=members(Bentuk),
    kategori=members(Kategori),
    tingkat=members(Tingkat),
    jenis_mitra=members(JenisMitra),
    jenis_berkas=members(JenisBerkas),
    hubungan=RELATIONS,
    alasan=members(AlasanTanpaInduk),
    status=members(Status),
    peran=[(peran.value, label(peran)) for peran in ROLES],
    nama_bentuk=(
        "Nota Kesepakatan",
        "Kesepakatan Bersama",
        "Komitmen Bersama",
        "Adendum",
        "Perjanjian Kerahasiaan",
        "Memorandum Saling Pengertian",
        "Memorandum of Understanding",
        "Pengaturan Pelaksana",
        "Persetujuan",
        "Protokol",
        "Letter of Intent",
    ),
)
