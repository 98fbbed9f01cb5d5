"""Lists to choose from, in the words people read."""

from collections.abc import Sequence
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
from portal.domain.permissions import Actor, Peran
from portal.queries.naskah.values import UnitChoice
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


def preset_unit(units: Sequence[UnitChoice], actor: Actor, *peran: Peran) -> str:
    """The unit a form begins with: the person's own where they hold one of these roles, else the only one there is."""
    own = {assignment.unit for assignment in actor.assignments if assignment.peran in peran}
    only = units[0].kode if len(units) == 1 else ""
    return next((unit.kode for unit in units if unit.kode in own), only)


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
