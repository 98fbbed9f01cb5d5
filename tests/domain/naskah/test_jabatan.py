"""The level of an office is read from its words; what is not known is not guessed (Pasal 4, 23, 34)."""

import pytest

from portal.domain.naskah.enumerations import Tingkat
from portal.domain.naskah.jabatan import read_jabatan

OFFICES = [
    ("Menteri Imigrasi dan Pemasyarakatan Republik Indonesia", Tingkat.KEMENTERIAN),
    ("SEKRETARIS JENDERAL", Tingkat.ESELON1),
    ("Kepala Badan Pengembangan Sumber Daya Manusia", Tingkat.ESELON1),
    ("Plt.  Direktur Jenderal Imigrasi", Tingkat.ESELON1),
    ("Kepala Kantor Wilayah Direktorat Jenderal Pemasyarakatan Contoh", Tingkat.KANWIL),
    ("Kepala Rumah Tahanan Negara Kelas I Contoh", Tingkat.UPT),
    ("Kalapas Kelas IIA Contoh", Tingkat.UPT),
    ("Direktur Kerja Sama Keimigrasian", None),
    ("Sekretaris Direktorat Jenderal Imigrasi", None),
    ("Wakil Menteri", None),
]


@pytest.mark.parametrize(("words", "tingkat"), OFFICES)
def test_an_office_has_its_level(words: str, tingkat: Tingkat | None) -> None:
    found = read_jabatan(words)

    assert found is not None
    assert found.tingkat is tingkat


@pytest.mark.parametrize("words", ["", "  ", "Bupati Contoh", "a.n. Menteri", "Direktur Jenderal atas nama Menteri"])
def test_an_unknown_office_and_one_held_for_somebody_else_are_not_judged(words: str) -> None:
    assert read_jabatan(words) is None
