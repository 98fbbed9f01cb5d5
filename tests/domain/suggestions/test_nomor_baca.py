"""Numbers of parties: which are whole, which have a hole, which look garbled."""

import pytest

from portal.domain.suggestions.nomor_baca import is_number, is_ours, well_formed

ATTESTED = [
    "PAS-10.HH.05.05 Tahun 2021",
    "013/PKS-DITJENPAS/IV/2021",
    "M.IP-01.OT.01.01 Tahun 2025",
    "IMI-0603.GR.01.01 TAHUN 2022",
    "PAS-15.PR.01.01 TAHUN 2019",
    "SEK.1-OT.01.01-353",
    "WP.10.PAS.PAS.8-UM.01.01 - 892",
    "WIM.20.IMI.3.UM.02.07-350",
    "W24.PAS.PAS17-PK.08.01.503",
    "B/4/II/2012",
    "001/PERADI-DPN/MOU/II/2012",
    "HK.201/2/15/BPSDMP-2015",
    "27/KB/KPU/TAHUN 2015",
]


@pytest.mark.parametrize("number", ATTESTED)
def test_an_attested_number_is_one(number: str) -> None:
    assert is_number(number)
    assert well_formed(number) >= 0.75


@pytest.mark.parametrize("number", ATTESTED[:1] + ATTESTED[2:9])
def test_the_ministrys_own_numbers_are_known_by_their_beginning(number: str) -> None:
    assert is_ours(number)


@pytest.mark.parametrize("number", ATTESTED[9:])
def test_a_partners_number_is_not_the_ministrys(number: str) -> None:
    assert not is_ours(number)


@pytest.mark.parametrize(
    "text",
    ["", "..........", "…………", "____", "/PKS/2025", "    /PKS/IV/2025", "W.10.PAS.PAS.8-UM.01.01-", "12/…/2025",
     "12//2025", "12/ /2025", "xxx/PKS/2025", "-", "ABC", "PKS/DITJENPAS", "12", "./2025",
     "kata yang panjang sekali dan bukan nomor sama sekali tetapi memuat 1 angka"],
)  # fmt: skip
def test_a_hole_left_for_the_pen_is_no_number(text: str) -> None:
    assert not is_number(text)


@pytest.mark.parametrize(
    "number",
    ["MIP-1O.HH.05.02 Tahun 2025", "PAS-l0.HH.05.05 Tahun 2021", "W32.PAS.PAS I-HH.05.05-18", "315/POLR~III/2017",
     "O13/PKS/IV/2021", "I2/KB/IV/2021", "1S/KB/IV/2021", "12/KB|IV/2021"],
)  # fmt: skip
def test_a_garbled_number_is_never_sure(number: str) -> None:
    assert well_formed(number) < 0.85
