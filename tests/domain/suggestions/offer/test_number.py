"""The numbers that are offered, and when one is doubted."""

import pytest

from portal.domain.suggestions.values import Field
from tests.factories import naskah_text as texts
from tests.factories.naskah_heads import DAY, WHOLE
from tests.factories.suggested import KNOWN, first, saran_of, suggested


@pytest.mark.parametrize("hole", ["", "..............", " ……………", " ____/2025"])
def test_a_number_left_for_the_pen_gives_nothing(hole: str) -> None:
    found = suggested(texts.UTAMA.replace(" MIP-14.HH.05.02 Tahun 2025", hole), KNOWN)

    assert first(found, Field.PIHAK_NOMOR, 1) is None
    assert first(found, Field.PIHAK_NOMOR, 2) == "NK/12/V/BNN/2025"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("NOMOR PIHAK KESATU : MIP-14.HH.05.02 Tahun 2025\nNOMOR PIHAK KEDUA : NK/12/V/BNN/2025", "NK/12/V/BNN/2025"),
        ("NOMOR PIHAK KEDUA : NK/12/V/BNN/2025\nNOMOR PIHAK KESATU : MIP-14.HH.05.02 Tahun 2025", "NK/12/V/BNN/2025"),
        ("NOMOR: NK/12/V/BNN/2025\nNOMOR: MIP-14.HH.05.02 Tahun 2025", "NK/12/V/BNN/2025"),
        ("NOMOR: MIP-14.HH.05.02 Tahun 2025 NOMOR: NK/12/V/BNN/2025", "NK/12/V/BNN/2025"),
        ("NOMOR: MIP-14.HH.05.02\nTahun 2025\nNOMOR: NK/12/V/\nBNN/2025", "NK/12/V/ BNN/2025"),
    ],
)
def test_numbers_find_their_party(printed: str, number: str) -> None:
    stacked = "NOMOR: MIP-14.HH.05.02 Tahun 2025\nNOMOR: NK/12/V/BNN/2025"
    found = suggested(texts.UTAMA.replace(stacked, printed), KNOWN)

    assert first(found, Field.PIHAK_NOMOR, 1) == "MIP-14.HH.05.02 Tahun 2025"
    assert first(found, Field.PIHAK_NOMOR, 2) == number


def test_a_number_of_another_year_is_doubted() -> None:
    number = saran_of(suggested(texts.UTAMA.replace("Tahun 2025\n", "Tahun 2015\n"), KNOWN), Field.PIHAK_NOMOR, 1)

    assert not number.is_sure
    assert "Tahun pada nomor" in number.keterangan


def test_number_with_a_mended_month_is_to_be_checked() -> None:
    numbers = "NOMOR : W6.PAS.11-PK.01.05.06-88\nNOMOR : 77/YCPB/11/2024\n"

    found = suggested(WHOLE.replace(DAY, numbers + DAY))

    number = next(s for s in found if s.bidang is Field.PIHAK_NOMOR and s.pihak == 2)
    assert (number.nilai, number.is_sure) == ("77/YCPB/II/2024", False)


@pytest.mark.parametrize("hole", [" /PKS/2025", " ____/NK/2025", " ...../UN88.F6/KS/2025"])
def test_a_number_whose_serial_is_open_is_kept_as_printed_and_marked(hole: str) -> None:
    found = suggested(texts.UTAMA.replace(" MIP-14.HH.05.02 Tahun 2025", hole), KNOWN)

    saran = saran_of(found, Field.PIHAK_NOMOR, 1)
    assert saran.nilai == hole.strip()
    assert not saran.is_sure
    assert "kosong" in saran.keterangan
