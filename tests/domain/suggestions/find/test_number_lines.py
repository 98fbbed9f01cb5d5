"""Numbers whose label was misread or lost, and what only looks like one."""

import pytest

from portal.domain.suggestions.find.number_lines import in_brackets, is_strong, side_by_side, unlabelled


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Newer : 1290/UN88/KS/2015", "1290/UN88/KS/2015"),
        ("W23.IMI.IMI.6.GR.03.02-1187", "W23.IMI.IMI.6.GR.03.02-1187"),
        ("077/13.05-C/2014", "077/13.05-C/2014"),
        ("Agreement No. NRF/IDN/2019-044", "NRF/IDN/2019-044"),
        ("Document No. (NRF): NRF/IDN/2019-045", "NRF/IDN/2019-045"),
        ("512/88/BLK/1998 (BLK)", "512/88/BLK/1998"),
        ("2. B/11/II/2021", "B/11/II/2021"),
        ("/PL8/DT/2010", "/PL8/DT/2010"),
        ("LT.UM.01.01-210", "LT.UM.01.01-210"),
    ],
)
def test_a_number_needs_no_label_that_was_read(text: str, number: str) -> None:
    assert unlabelled(text) == number


@pytest.mark.parametrize(
    "text",
    ["Tanggal : 12/03/2019", "Telp. 0341-555/556", "12-03-2019", "PENELITIAN DAN/ATAU PENGABDIAN", "Jalan Contoh No. 5",
     "Keputusan Nomor: 12/A/2020",
     "dan/atau", "A/B/C"],
)  # fmt: skip
def test_days_telephones_and_words_are_no_numbers(text: str) -> None:
    assert unlabelled(text) is None
    assert not is_strong(text)


def test_two_numbers_in_one_pair_of_brackets_are_two() -> None:
    assert in_brackets("(IMI.7-KU.01.02-0388: KFAA-2021-G55)") == ["IMI.7-KU.01.02-0388", "KFAA-2021-G55"]
    assert unlabelled("(IMI.7-KU.01.02-0388: KFAA-2021-G55)") == "IMI.7-KU.01.02-0388 ; KFAA-2021-G55"
    assert in_brackets("(MoU)") == in_brackets("12 (dua belas): bulan") == []


@pytest.mark.parametrize(
    "code",
    ["K.TEL.94/HK.810/UTA-00/2009", "PAS-88.HH.04.05 TAHUN 2022", "415.4/088/2022", "119/8112/Dukcapil",
     "W20.Ea.PK.02.04-97", "34 TAHUN 2017"],
)  # fmt: skip
def test_a_code_alone_on_its_line_is_a_number(code: str) -> None:
    assert unlabelled(code) == code


@pytest.mark.parametrize("text", ["12.500.000", "0341-555-666", "3 Mei 2017"])
def test_sums_telephones_and_days_are_no_codes(text: str) -> None:
    assert unlabelled(text) is None


def test_two_numbers_beside_each_other_are_told_apart_and_words_are_none() -> None:
    pair = "PAS-04.HM.05.02 TAHUN 2012 001/PERACI-DPN/MOU/II/2012"

    assert side_by_side(pair) == ["PAS-04.HM.05.02 TAHUN 2012", "001/PERACI-DPN/MOU/II/2012"]
    assert side_by_side("PERJANJIAN KERJA SAMA") == side_by_side("12/A/VI/2019") == []


def test_two_numbers_that_a_dash_joins_are_two() -> None:
    assert side_by_side("31/KTR/VI-04/0120 - W13.PAS.PAS41-HH.04.02-99") == [
        "31/KTR/VI-04/0120",
        "W13.PAS.PAS41-HH.04.02-99",
    ]
    assert side_by_side("W13.PAS.PAS41-HH.04.02 - 99") == []
