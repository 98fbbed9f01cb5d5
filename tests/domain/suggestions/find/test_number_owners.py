"""A number goes to the party whose code it bears, whatever the order."""

import pytest

from portal.domain.suggestions.find.number_owners import affinity, owners
from portal.domain.suggestions.find.parties import Party


def _party(nama: str, short: tuple[str, ...] = ()) -> Party:
    return Party(nama, 1, nama, 0.9, True, 0.0, None, short)


PEMKOT = _party("Pemerintah Kota Contoh")
PAJAK = _party("Kantor Wilayah Direktorat Jenderal Pajak Contoh")
UNIVERSITAS = _party("Universitas Bahari Contoh")
YAYASAN = _party("Yayasan Hijau Contoh")
MITRA = _party("Blue Sample Programme", ("BSP",))


@pytest.mark.parametrize(
    ("number", "party"),
    [
        ("973/45/PKS/2021", PEMKOT), ("PRJ-12/WPJ.12/2021", PAJAK), ("88/UN77/KS/2013", UNIVERSITAS),
        ("17/YHC/VIII/2020", YAYASAN), ("BSP/GA/031/2020", MITRA),
    ],
)  # fmt: skip
def test_the_code_in_a_number_speaks_for_its_party(number: str, party: Party) -> None:
    everybody = [PEMKOT, PAJAK, UNIVERSITAS, YAYASAN, MITRA]

    assert max(everybody, key=lambda one: affinity(number, one)) is party


def test_numbers_in_another_order_find_their_parties() -> None:
    numbers = [("PRJ-12/WPJ.12/2021", 0, 0), ("973/45/PKS/2021", 0, 0)]

    assert owners(numbers, [PEMKOT, PAJAK], None, [False, False]) == [2, 1]


def test_numbers_that_say_nothing_stay_in_order_and_labels_win() -> None:
    silent = [("1/A/2020", 0, 0), ("2/B/2020", 0, 0)]

    assert owners(silent, [PEMKOT, PAJAK], None, [False, False]) == [1, 2]
    assert owners([("1/A/2020", 2, 0), ("2/B/2020", 1, 0)], [PEMKOT, PAJAK], None, [False, False]) == [2, 1]


def test_the_ministrys_kind_of_number_goes_to_the_ministry() -> None:
    numbers = [("12/ABC/2020", 0, 0), ("W8.PAS.PAS2-PK.01.05.06-417", 0, 0)]

    assert owners(numbers, [_party("Lapas Contoh"), YAYASAN], 1, [False, True]) == [2, 1]


def test_many_numbers_in_the_order_of_the_parties_stay_in_it() -> None:
    parties = [PEMKOT, _party("Kepolisian Resor Contoh"), _party("Komando Distrik Militer Contoh"), YAYASAN]
    numbers = [("HK.016/44/XI/2017", 0, 0), ("B/719/XI/2017", 0, 0), ("B/402/XI/2017", 0, 0), ("114/KA/XI/2017", 0, 0)]

    assert owners(numbers, parties, None, [False] * 4) == [1, 2, 3, 4]
