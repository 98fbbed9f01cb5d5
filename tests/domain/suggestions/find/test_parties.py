"""Which names are parties, and how many they are."""

import pytest

from portal.domain.suggestions.find.parties import named_in_sentence
from portal.domain.suggestions.values import Field
from tests.factories.naskah_heads import BEHIND_COVER, DAY, WHOLE, YAYASAN
from tests.factories.suggested import parties, suggested, values


def test_institutions_one_below_the_other_are_as_many_parties_as_there_are_numbers() -> None:
    listed = ["PENGADILAN NEGERI CONTOH", "KEJAKSAAN NEGERI CONTOH", "KEPOLISIAN RESOR CONTOH"]
    head = (
        "KESEPAKATAN BERSAMA\nANTARA\n{}\nNOMOR : A/1/2024\nNOMOR : B/2/2024\nNOMOR : C/3/2024\nTENTANG\nPERKARA ANAK\n"
    )

    for apart in ("{}\n{}\nDAN\n{}", "{}\n{}\n{}", "{},\n{},\nDAN\n{}"):
        assert parties(suggested(head.format(apart.format(*listed)) + DAY)) == listed
    unframed = head.replace("ANTARA\n", "").format("{}\n{}\n{}".format(*listed))
    assert parties(suggested(unframed + DAY)) == listed


def test_short_form_in_brackets_is_no_part_of_a_name_but_a_kind_of_company_is() -> None:
    text = WHOLE.replace(YAYASAN, "BADAN NARKOTIKA CONTOH (BNC)", 1)
    company = WHOLE.replace(YAYASAN, "PT BANK CONTOH (PERSERO)", 1)

    assert parties(suggested(text))[1] == "BADAN NARKOTIKA CONTOH"
    assert parties(suggested(company))[1] == "PT BANK CONTOH (PERSERO)"


TRILATERAL = """JOINT DECLARATION
BETWEEN
THE DIRECTORATE GENERAL OF IMMIGRATION OF THE REPUBLIC OF INDONESIA,
THE IMMIGRATION BUREAU OF THE KINGDOM OF THAILAND
AND
THE BUREAU OF IMMIGRATION OF THE REPUBLIC OF THE PHILIPPINES
ON
COOPERATION ON COMBATING PEOPLE SMUGGLING
The Directorate General of Immigration of the Republic of Indonesia, the Immigration Bureau of the Kingdom of Thailand
"""


def test_institutions_of_three_countries_are_three_parties_without_a_number_to_count_them_by() -> None:
    found = suggested(TRILATERAL)

    assert values(found, Field.PIHAK_NEGARA) == ["TH", "PH"]
    assert len(values(found, Field.PIHAK_NAMA)) == 3


def test_a_comma_that_may_part_two_parties_makes_no_name_sure() -> None:
    text = BEHIND_COVER.replace("CONTOH ANDALAN\n", "CONTOH ANDALAN,\nFAKULTAS PERTANIAN\n")

    found = suggested(text)

    names = [saran for saran in found if saran.bidang is Field.PIHAK_NAMA]
    assert len(names) == 2
    assert not any(saran.is_sure for saran in names)


ONLY_BLOCKS = """SURAT PERJANJIAN KERJA SAMA
No. 12/PKS/FT-UCN/III/2019
No. 045.2/SMKN1/III/2019
Yang bertanda tangan di bawah ini :
1. Nama : Dr. Sukandar Contoh, M.T.
Jabatan : Dekan Fakultas Teknik Universitas Contoh Nusantara
Selanjutnya disebut PIHAK PERTAMA
2. Nama : Rohayati Contoh, M.Pd.
Jabatan : Kepala SMK Negeri 1 Contoh Cimahi
Selanjutnya disebut PIHAK KEDUA
"""


def test_parties_that_only_their_blocks_name_are_found_with_their_numbers() -> None:
    found = suggested(ONLY_BLOCKS)

    assert values(found, Field.PIHAK_NAMA) == [
        "Fakultas Teknik Universitas Contoh Nusantara",
        "SMK Negeri 1 Contoh Cimahi",
    ]
    assert values(found, Field.PIHAK_NOMOR) == ["12/PKS/FT-UCN/III/2019", "045.2/SMKN1/III/2019"]


@pytest.mark.parametrize("scrap", ["30-3OG", "20206 ee", "41", "a 7 x"])
def test_what_a_stamp_left_behind_a_name_is_no_part_of_it(scrap: str) -> None:
    assert parties(suggested(WHOLE.replace(YAYASAN, f"{YAYASAN} {scrap}", 1)))[1] == YAYASAN


def test_a_number_that_the_text_says_again_is_part_of_a_name() -> None:
    school = "SEKOLAH DASAR NEGERI CONTOH 41"

    assert parties(suggested(WHOLE.replace(YAYASAN, school)))[1] == school


def test_a_sentence_that_counts_up_institutions_names_the_parties() -> None:
    text = "kami pimpinan Kantor Contoh Satu, Dinas Contoh Dua, dan Balai Contoh Tiga sepakat bekerja sama."

    assert named_in_sentence(text) == ["Kantor Contoh Satu", "Dinas Contoh Dua", "Balai Contoh Tiga"]


def test_two_institutions_that_one_sentence_gives_short_names_are_the_parties() -> None:
    text = "on which the United Nations Office Contoh (UNOC) and the Directorate General of Sample (DGS) will act"

    assert named_in_sentence(text) == ["United Nations Office Contoh", "Directorate General of Sample"]
