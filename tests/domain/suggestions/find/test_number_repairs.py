"""Numbers that a pen spoilt, repaired by their form; sound ones stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.suggestions.find.number_repairs import repaired


@pytest.mark.parametrize(
    ("read", "month", "meant"),
    [
        ("W15-UM.01.01-412Y", 7, "W15-UM.01.01-4127"),
        ("W6.PAS.PAS14-PK.05.04-O9 17", 7, "W6.PAS.PAS14-PK.05.04-0917"),
        ("W511.PAS.PAS41-PK.05.10-1355", 5, "W11.PAS.PAS41-PK.05.10-1355"),
        ("Wll.E2.PK.01.06-219", 6, "W11.E2.PK.01.06-219"),
        ("WI4,PAS PASI-PK,04.10-1933", 4, "W14.PAS.PAS1-PK.04.10-1933"),
        ("460/|722 /VIII/2020", 8, "460/1722 /VIII/2020"),
        ("01 4 /PPRS-C/I/2024", 1, "014 /PPRS-C/I/2024"),
        ("W1 3.PAS.PAS53-PK.01.05.13-405", 8, "W13.PAS.PAS53-PK.01.05.13-405"),
        ("445/109 3 /I/2021", 3, "445/1093 /III/2021"),
        ("88/UCMS.R/E/IN/2017", 3, "88/UCMS.R/E/III/2017"),
        ("44/LSP-CM/XII 2016", 12, "44/LSP-CM/XII/2016"),
        ("B-1093/Kk.10.06/BA.0305/2019", 5, "B-1093/Kk.10.06/BA.03/05/2019"),
        ("8-672 /R.4.24/Gph.1/03/2017", 3, "B-672 /R.4.24/Gph.1/03/2017"),
        ("4701/388 /DUKCAPIL/2025", 6, "470/1388 /DUKCAPIL/2025"),
        ("440/2/95 /Yankes/2012", 6, "440/2195 /Yankes/2012"),
        ("Kp.04.11 7 HM.01/880/2015", 8, "Kp.04.11/7/HM.01/880/2015"),
        ("B-88/K.2 Es.3/04 2011", 4, "B-88/K.2/Es.3/04/2011"),
        ("Obb /18-A/2009", 2, "066 /18-A/2009"),
    ],
)
def test_a_number_no_form_allows_becomes_the_one_that_was_meant(read: str, month: int, meant: str) -> None:
    assert repaired(read, month) == meant


SOUND = (
    "411/Divre I/PKS/XII/2015",
    "W13.PAS.PAS12-PK.01.07.01-0482",
    "WP.4.PAS.5.PK.03-24/0912",
    "W2.E17.PK.01.04-I/22",
    "05/PKS/I/2022",
    "PKS 41/DIVRE2/JUAL/0718",
    "B/PKS/9/X/2016/Sat Brimob",
    "MIM/2015/09 EB",
    "421/1166/DISDIKPORA/2018",
    "B-3301/Kk.13.12/5/PP.00.7/12/2019",
    "IMI-0088.GR.02.02 TAHUN 2022",
    "HK.06.01/II.1/5520/2010",
    "134.4/38/KS-MTR/2022",
    "LSP/012/XI/2016",
    "16/YCBKK/VI/2007",
)


@pytest.mark.parametrize("number", SOUND)
@pytest.mark.parametrize("month", [None, 1, 3, 11])
def test_a_sound_number_stays_as_it_is(number: str, month: int | None) -> None:
    assert repaired(number, month) == number


def test_a_district_is_not_chosen_where_two_are_possible() -> None:
    assert repaired("W313.PAS.PAS4-PK.05.10-13", 5) == "W313.PAS.PAS4-PK.05.10-13"


@given(st.text(alphabet="WPASIMKBXV0123456789OIl./- +Y", max_size=40), st.none() | st.integers(1, 12))
def test_a_repair_invents_no_more_than_a_stroke_and_a_month(read: str, month: int | None) -> None:
    once = repaired(read, month)

    assert bool(once.strip()) >= bool(read.strip())
    assert len(once) <= len(read) + 4
