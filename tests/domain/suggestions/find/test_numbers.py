"""Numbers of parties: which are whole, which have a hole, which look garbled."""

import pytest

from portal.domain.suggestions.find.numbers import flaws, is_ministry_number, is_number, well_formed, with_month
from portal.domain.suggestions.values import Field
from tests.factories.naskah_heads import DAY, NUMBER_BELOW_EACH_PARTY, SANGGAR_BLOCKS, WHOLE
from tests.factories.suggested import first, firsts, suggested, values

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
    assert is_ministry_number(number)


@pytest.mark.parametrize("number", ATTESTED[9:])
def test_a_partners_number_is_not_the_ministrys(number: str) -> None:
    assert not is_ministry_number(number)


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


def test_numbers_that_name_their_party_first_go_to_it() -> None:
    numbers = "Pihak II Nomor : 77/YCPB/II/2024\nPihak I Nomor : W6.PAS.11-PK.01.05.06-88\n"

    found = suggested(WHOLE.replace(DAY, numbers + DAY))

    assert first(found, Field.PIHAK_NOMOR, 1) == "W6.PAS.11-PK.01.05.06-88"
    assert first(found, Field.PIHAK_NOMOR, 2) == "77/YCPB/II/2024"


@pytest.mark.parametrize(
    ("value", "month", "mended"),
    [
        ("05/PKS/1/2022", 1, "05/PKS/I/2022"),
        ("B/02/11/2013", 2, "B/02/II/2013"),
        ("PKS/7/111/2023", 3, "PKS/7/III/2023"),
        ("B/02/11/2013", 11, "B/02/11/2013"),
        ("PKS/7/V/2023", 1, "PKS/7/V/2023"),
        ("W13-UM.01.01-1187", 1, "W13-UM.01.01-1187"),
    ],
)
def test_strokes_are_a_roman_month_only_where_the_day_of_signing_says_so(value: str, month: int, mended: str) -> None:
    assert with_month(value, month) == mended


def test_a_number_below_each_party_belongs_to_it() -> None:
    found = suggested(NUMBER_BELOW_EACH_PARTY)

    assert [(s.pihak, s.nilai) for s in found if s.bidang is Field.PIHAK_NOMOR] == [
        (1, "134/7/KB/2024"),
        (2, "B-1/M.3/Gs/01/2024"),
    ]


AMENDED = """PERUBAHAN KEDUA
ATAS PERJANJIAN KERJA SAMA
ANTARA
RUTAN KELAS IIB PALOPO
DENGAN
SANGGAR TARI KENANGA
NOMOR W23.PAS.PAS9-HH.05.05-11
NOMOR 12/STK/2021
TENTANG
PELATIHAN TARI
NOMOR W23.PAS.PAS9-HH.05.05-77
NOMOR 31/STK/VIII/2025
"""


def test_an_amendment_has_the_numbers_below_its_title() -> None:
    found = suggested(AMENDED + SANGGAR_BLOCKS)

    assert firsts(found, Field.PIHAK_NOMOR) == ["W23.PAS.PAS9-HH.05.05-77", "31/STK/VIII/2025"]


LABELLED = """NOTA KESEPAHAMAN
ANTARA
SEKRETARIAT JENDERAL KEMENTERIAN DALAM NEGERI
DENGAN
LEMBAGA KEBIJAKAN CONTOH PEMERINTAH
TENTANG
TATA KELOLA PENGADAAN
NOMOR KEMENDAGRI : 100.4.7/3310/SJ
NOMOR LKC : WIM.18.IMI.1- /2024
Pada hari ini Selasa tanggal enam belas Mei dua ribu dua puluh tiga di Jakarta, kami
"""


def test_whose_number_it_is_belongs_to_no_number_and_a_hole_makes_none() -> None:
    found = suggested(LABELLED)

    assert values(found, Field.PIHAK_NOMOR) == ["100.4.7/3310/SJ"]


def test_one_number_in_two_languages_is_one_and_a_one_behind_letters_is_doubtful() -> None:
    text = LABELLED.replace("NOMOR KEMENDAGRI : 100.4.7/3310/SJ", "Nomor: 12/UN9/DN/2023 Number: 12/UN9/DN/2023")
    text = text.replace("NOMOR LKC : WIM.18.IMI.1- /2024", "Nomor: 02/KS.01/DJ1/01/2023")

    numbers = [saran for saran in suggested(text) if saran.bidang is Field.PIHAK_NOMOR]

    assert numbers[0].nilai == "12/UN9/DN/2023"
    assert [saran.nilai for saran in numbers].count("12/UN9/DN/2023") == 1
    assert all(not saran.is_sure for saran in numbers if "DJ1" in saran.nilai)


ON_ONE_LINE = """NOTA KESEPAKATAN
ANTARA
SEKRETARIAT JENDERAL KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN
DENGAN
RADIO CONTOH NUSANTARA
{numbers}
TENTANG
PENYIARAN INFORMASI LAYANAN
Pada hari ini Kamis tanggal sembilan belas bulan Maret tahun dua ribu dua puluh enam bertempat di Jakarta, kami
"""


def test_two_numbers_on_one_line_are_two_with_a_colon_and_without() -> None:
    wanted = ["SEK-05.HM.05.03 TAHUN 2026", "17/RCN/NK/2026"]
    for before, between in (("NOMOR ", "NOMOR "), ("NOMOR: ", "NOMOR : "), ("No. ", "No. ")):
        text = ON_ONE_LINE.format(numbers=f"{before}{wanted[0]} {between}{wanted[1]}")
        assert values(suggested(text), Field.PIHAK_NOMOR) == wanted


def test_a_number_that_says_no_itself_stays_whole() -> None:
    text = ON_ONE_LINE.format(numbers="NOMOR: SEK-05.HM.05.03 TAHUN 2026\nNOMOR: 17/NO.3/RCN/2026")

    assert values(suggested(text), Field.PIHAK_NOMOR) == [
        "SEK-05.HM.05.03 TAHUN 2026",
        "17/NO.3/RCN/2026",
    ]


@pytest.mark.parametrize(
    ("read", "number"), [("LIC/023/X1", "LIC/023/XI"), ("W7-DL.05.03/TTT/1420", "W7-DL.05.03/III/1420")]
)
def test_roman_months_are_mended_at_the_end_of_a_number_too(read: str, number: str) -> None:
    text = f"PERJANJIAN KERJA SAMA\nANTARA\nLAPAS CONTOH\nDENGAN\nYAYASAN CONTOH\nNOMOR : {read}\nNOMOR : 12/YC/2020\n"

    assert first(suggested(text), Field.PIHAK_NOMOR, 1) == number


@pytest.mark.parametrize("serial", ["112.7", ".1127", ".112.7", " 11.27", "1127"])
def test_specks_in_the_serial_of_a_ministry_number_are_no_stops_and_never_sure(serial: str) -> None:
    found = suggested(
        f"NOTA KESEPAHAMAN\nantara\nRUTAN CONTOH\ndengan\nKODIM CONTOH\nNomor : W19-PK.03.05-{serial}\n"
        f"Nomor : 066/A/2009\ntentang\nPEMBINAAN SAMPEL BANGSA\n\n{DAY}\n"
    )

    assert "W19-PK.03.05-1127" in values(found, Field.PIHAK_NOMOR)


@pytest.mark.parametrize("joint", ["dan", "and", "DAN", "&"])
def test_two_numbers_that_a_word_joins_are_two(joint: str) -> None:
    found = suggested(
        f"KONTRAK SWAKELOLA\nantara\nDIREKTORAT CONTOH\ndengan\nUNIVERSITAS CONTOH\n"
        f"NOMOR KONTRAK : AHU.2.PB.02.01-0318 {joint} 41/UN90.PKA/KS.03/2020\ntentang\nPENELITIAN KEPATUHAN CONTOH\n\n"
        f"{DAY}\n"
    )

    assert sorted(firsts(found, Field.PIHAK_NOMOR)) == ["41/UN90.PKA/KS.03/2020", "AHU.2.PB.02.01-0318"]


@pytest.mark.parametrize("whose", ["Partner's ref.", "Partner’s ref.", "Your ref.", "Our reference"])
def test_a_reference_may_say_whose_it_is(whose: str) -> None:
    found = suggested(
        "Partnership Agreement\nBetween\nSample Lanterns Foundation\nand\nSample Regional Office of Papua\n"
        f"Project : Sample Justice in the Highlands\n{whose} : W30-HH.05.05-0720\n\nThis Agreement is made.\n"
    )

    assert values(found, Field.PIHAK_NOMOR) == ["W30-HH.05.05-0720"]


@pytest.mark.parametrize(
    ("worse", "better"),
    [("B-33OI /Kk.13/2019", "B-3301 /Kk.13/2019"), ("W22-PK.01.05-.1.80", "W22-PK.01.05-180"),
     ("02\\/YTG/X/2018", "02/YTG/X/2018"), ("9/YTG//2018", "9/YTG/X/2018")],
)  # fmt: skip
def test_what_was_misread_has_flaws(worse: str, better: str) -> None:
    assert flaws(worse) > flaws(better)


def test_the_number_of_a_budget_is_nobodys() -> None:
    found = suggested(
        "KONTRAK SWAKELOLA\nantara\nDIREKTORAT CONTOH\ndengan\nUNIVERSITAS CONTOH\nNomor : AHU.2.PB.02.01-0318\n"
        f"Nomor : SP DIPA-013.03.1.406102/2020\ntentang\nPENELITIAN KEPATUHAN CONTOH\n\n{DAY}\n"
    )

    assert firsts(found, Field.PIHAK_NOMOR) == ["AHU.2.PB.02.01-0318"]


@pytest.mark.parametrize(("unit", "roman"), [("11.1", "II.1"), ("l1.4", "II.4"), ("1.2", "I.2"), ("XV.2", "XV.2")])
def test_a_unit_in_roman_figures_behind_the_code_is_mended_and_not_sure(unit: str, roman: str) -> None:
    found = suggested(
        f"NOTA KESEPAHAMAN\nantara\nRUTAN CONTOH\ndengan\nRUMAH SAKIT CONTOH\nNomor : W19-PK.03.05-1127\n"
        f"Nomor : HK.06.01/{unit}/5520/2010\ntentang\nPEMBINAAN SAMPEL BANGSA\n\n{DAY}\n"
    )

    assert f"HK.06.01/{roman}/5520/2010" in firsts(found, Field.PIHAK_NOMOR)
