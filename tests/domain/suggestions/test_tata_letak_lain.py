"""Heads in other shapes: covers that say all but the numbers, lists of parties, titles that nothing announces."""

from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Bidang, Known, Saran
from tests.factories.naskah_text import page

COVER = """PERJANJIAN KERJA SAMA
UNIVERSITAS CONTOH ANDALAN
DENGAN
PT PERKEBUNAN CONTOH SELATAN
TENTANG
RISET VARIETAS UNGGUL
KELAPA SAWIT
TAHUN 2018
"""
BEHIND_COVER = """PERJANJIAN KERJA SAMA
ANTARA
UNIVERSITAS CONTOH ANDALAN
DENGAN
PT PERKEBUNAN CONTOH SELATAN
NOMOR : 19/UN.16.R/KPT/2018
NOMOR : 06.DIR/SP/11/II/2018
TENTANG
RISET VARIETAS UNGGUL KELAPA SAWIT
Pada hari ini Jumat tanggal 23-02-2018 bertempat di Padang, oleh dan antara :
"""
NO_TENTANG = """PERJANJIAN KERJA SAMA
PENEMPATAN DAN PELATIHAN WARGA BINAAN PEMASYARAKATAN
LEMBAGA PEMASYARAKATAN KELAS IIB CONTOHREJO
DENGAN
YAYASAN BINA INSAN CONTOH
NOMOR : W13.PAS.PAS.22-PK.01.05.01-441
NOMOR : 15/YBIC/VI/2022
Dengan rahmat Tuhan Yang Maha Esa, pada hari ini Senin tanggal enam bulan Juni tahun dua ribu dua puluh dua
"""
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


def values(found: tuple[Saran, ...], bidang: Bidang) -> list[str]:
    return [saran.nilai for saran in found if saran.bidang is bidang]


def test_the_page_behind_a_cover_gives_the_numbers_and_the_cover_no_year_to_the_title() -> None:
    both = suggest([page(COVER), page(BEHIND_COVER, number=2)], Known())
    alone = suggest([page(COVER)], Known())

    assert values(both, Bidang.PIHAK_NOMOR) == ["19/UN.16.R/KPT/2018", "06.DIR/SP/11/II/2018"]
    assert values(both, Bidang.JUDUL) == values(alone, Bidang.JUDUL) == ["RISET VARIETAS UNGGUL KELAPA SAWIT"]


def test_a_title_above_the_parties_that_nothing_announces_is_offered_but_not_sure() -> None:
    found = suggest([page(NO_TENTANG)], Known())

    (judul,) = (saran for saran in found if saran.bidang is Bidang.JUDUL)
    assert judul.nilai == "PENEMPATAN DAN PELATIHAN WARGA BINAAN PEMASYARAKATAN"
    assert not judul.is_sure
    assert values(found, Bidang.PIHAK_NAMA)[0] == "LEMBAGA PEMASYARAKATAN KELAS IIB CONTOHREJO"


def test_institutions_of_three_countries_are_three_parties_without_a_number_to_count_them_by() -> None:
    found = suggest([page(TRILATERAL)], Known())

    assert values(found, Bidang.PIHAK_NEGARA) == ["TH", "PH"]
    assert len(values(found, Bidang.PIHAK_NAMA)) == 3


def test_a_comma_that_may_part_two_parties_makes_no_name_sure() -> None:
    text = BEHIND_COVER.replace("CONTOH ANDALAN\n", "CONTOH ANDALAN,\nFAKULTAS PERTANIAN\n")

    found = suggest([page(text)], Known())

    names = [saran for saran in found if saran.bidang is Bidang.PIHAK_NAMA]
    assert len(names) == 2
    assert not any(saran.is_sure for saran in names)


def test_parties_that_only_their_blocks_name_are_found_with_their_numbers() -> None:
    found = suggest([page(ONLY_BLOCKS)], Known())

    assert values(found, Bidang.PIHAK_NAMA) == [
        "Fakultas Teknik Universitas Contoh Nusantara",
        "SMK Negeri 1 Contoh Cimahi",
    ]
    assert values(found, Bidang.PIHAK_NOMOR) == ["12/PKS/FT-UCN/III/2019", "045.2/SMKN1/III/2019"]


def test_whose_number_it_is_belongs_to_no_number_and_a_hole_makes_none() -> None:
    found = suggest([page(LABELLED)], Known())

    assert values(found, Bidang.PIHAK_NOMOR) == ["100.4.7/3310/SJ"]


def test_one_number_in_two_languages_is_one_and_a_one_behind_letters_is_doubtful() -> None:
    text = LABELLED.replace("NOMOR KEMENDAGRI : 100.4.7/3310/SJ", "Nomor: 12/UN9/DN/2023 Number: 12/UN9/DN/2023")
    text = text.replace("NOMOR LKC : WIM.18.IMI.1- /2024", "Nomor: 02/KS.01/DJ1/01/2023")

    numbers = [saran for saran in suggest([page(text)], Known()) if saran.bidang is Bidang.PIHAK_NOMOR]

    assert numbers[0].nilai == "12/UN9/DN/2023"
    assert [saran.nilai for saran in numbers].count("12/UN9/DN/2023") == 1
    assert all(not saran.is_sure for saran in numbers if "DJ1" in saran.nilai)
