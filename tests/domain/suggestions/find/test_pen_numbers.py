"""A serial written on dots is read without them, in figures; a number printed whole stays letter by letter."""

import pytest

from portal.domain.suggestions.find.pen_numbers import on_dots

WHOLE = "W24.PAS.PAS6-PL.02.04-003"


@pytest.mark.parametrize(
    ("read", "number"),
    [
        (f"{WHOLE}.....", WHOLE),
        (f"{WHOLE} . . . .", WHOLE),
        (f"{WHOLE}……", WHOLE),
        ("W24.PAS.PAS6-PL.02.04-...003...", WHOLE),
        ("W24.PAS.PAS6-PL.02.04-0O3.....", WHOLE),
        ("W8.EC-PK.04.10-$02..", "W8.EC-PK.04.10-502"),
        ("W23.IMI.IMI.7-HH.05-00.33...", "W23.IMI.IMI.7-HH.05-0033"),
        ("T/29.../UN91.5/HK.07.00/2021", "T/29/UN91.5/HK.07.00/2021"),
        ("HK.016/4.4...../XI/2017", "HK.016/44/XI/2017"),
        ("B/7.1.9...../XI/2017", "B/719/XI/2017"),
        ("O1...../NPC/I/2020", "01/NPC/I/2020"),
        ("2218 ....UN30/HK/2019", "2218/UN30/HK/2019"),
        ("445/21...RSUD/2016", "445/21/RSUD/2016"),
        ("O4/NPC/I/2020", "04/NPC/I/2020"),
        ("LPCM.O09.XII", "LPCM.009.XII"),
    ],
)
def test_the_dots_go_and_the_serial_is_in_figures(read: str, number: str) -> None:
    assert on_dots(read) == number


@pytest.mark.parametrize(
    "number",
    [WHOLE, "PKS/PM/VIII", "05/PKS/I/2022", "SEK.1-OT.01.01-353", "W24-PL.02.04-.....", "...../UN88/KS/2017", "",
     "....", "/UN30/HK/2019", "HK.03.01/XXVII.4/1533/2017", "KFAA-2021-G55", "B/0117/ITNCP.WR/HK/2023", "I/II/2020"],
)  # fmt: skip
def test_a_whole_number_and_one_left_open_stay(number: str) -> None:
    assert on_dots(number) == number
