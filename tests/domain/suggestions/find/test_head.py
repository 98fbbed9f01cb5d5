"""Heads in every order and wording, as offices write them and scanners leave them."""

import pytest

from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Field, Known
from tests.factories.naskah_heads import (
    BROKEN_HEADS,
    ENGLISH,
    IN_TWO_LANGUAGES,
    LAPAS,
    NUMBER_BELOW_EACH_PARTY,
    SANGGAR,
    SANGGAR_BLOCKS,
    TITLE,
    TITLE_ABOVE_THE_PARTIES,
    TITLE_WITHOUT_TENTANG,
    UNNUMBERED,
    YAYASAN,
)
from tests.factories.naskah_text import page
from tests.factories.suggested import first, firsts, parties, saran_of, suggested, values


@pytest.mark.parametrize("lost", BROKEN_HEADS)
def test_head_is_read_whatever_single_part_of_it_a_recogniser_broke(lost: str) -> None:
    found = suggest([page(BROKEN_HEADS[lost])], Known())

    assert first(found, Field.BENTUK) == "perjanjian_kerja_sama"
    assert (first(found, Field.JUDUL) or "").upper() == TITLE
    assert parties(found) == [LAPAS, YAYASAN]


@pytest.mark.parametrize(
    ("opener", "title"),
    [
        ("FOR THE SUPPLY OF BORDER EQUIPMENT", "The Supply of Border Equipment"),
        ("ON\nBORDER EQUIPMENT AND TRAINING", "Border Equipment and Training"),
        ("REGARDING BORDER EQUIPMENT", "Border Equipment"),
        ("FOR A\nNATIONAL STUDY OF BORDERS", "A National Study of Borders"),
    ],
)
def test_english_title_begins_with_the_word_that_opens_it(opener: str, title: str) -> None:
    office = "THE UNITED NATIONS OFFICE\nON DRUGS AND CRIME" if "\n" in opener else "THE GOVERNMENT OF AUSTRALIA"
    head = f"AGREEMENT\nBETWEEN\nTHE GOVERNMENT OF THE REPUBLIC OF INDONESIA\nAND\n{office}\n{opener}\n"
    if opener.startswith("FOR A"):
        head = head.replace(office, "THE GOVERNMENT OF CANADA")

    found = suggested(head + "The Parties have agreed as follows:")

    assert first(found, Field.JUDUL) == title
    assert len(parties(found)) == 2
    assert "BORDER" not in parties(found)[1]


TITLE_FIRST = """PERJANJIAN KERJA SAMA
TENTANG
PEMANFAATAN DATA KEPENDUDUKAN
ANTARA
DIREKTORAT JENDERAL KEPENDUDUKAN DAN PENCATATAN SIPIL
KEMENTERIAN DALAM NEGERI
DENGAN
KANTOR IMIGRASI KELAS I TPI MEDAN
Nomor Pihak Pertama : 119/123/DUKCAPIL/2025
Nomor Pihak Kedua : WIM.2.IMI.6.HH.05.05-12
"""


POLRI = """KEPOLISIAN NEGARA REPUBLIK INDONESIA
RESOR CONTOH
PEDOMAN KERJA
ANTARA
KEPOLISIAN RESOR CONTOH
DENGAN
BALAI PEMASYARAKATAN KELAS II CONTOH
NOMOR : B/12/III/2022/RESCONTOH
NOMOR : W11.PAS.PAS12-HH.05.05-33
TENTANG
PENANGANAN ANAK YANG BERKONFLIK DENGAN
HUKUM DAN PEMBIMBINGAN KLIEN ANAK
--------------------------------
1. Rujukan:
"""


BROKEN_NAMES = """NOTA KESEPAHAMAN
ANTARA
KEMENTERIAN IMIGRASI
DAN PEMASYARAKATAN
DENGAN
KEMENTERIAN PEMBERDAYAAN PEREMPUAN
DAN PERLINDUNGAN ANAK
TENTANG
PELINDUNGAN PEREMPUAN DAN ANAK
NOMOR : M.IP-01.HH.05.02 Tahun 2025
NOMOR : 5/KPPPA/D.1/05/2025
"""


ONE_LINE = """PERJANJIAN KERJA SAMA ANTARA
BALAI BESAR PENGAWAS OBAT DAN MAKANAN DI CONTOH DAN DINAS KESEHATAN KOTA CONTOH TENTANG PENGAWASAN OBAT
"""


@pytest.mark.parametrize(
    ("text", "judul", "pihak", "ours"),
    [
        (TITLE_FIRST, "pemanfaatan data kependudukan",
         ["direktorat jenderal kependudukan dan pencatatan sipil kementerian dalam negeri",
          "kantor imigrasi kelas i tpi medan"], [2]),
        (TITLE_WITHOUT_TENTANG, "pelayanan kesehatan bagi warga binaan",
         ["rutan kelas iib contoh", "puskesmas contoh"], [1]),
        (ENGLISH, "visa exemption for holders of diplomatic and service passports",
         ["government of the republic of indonesia", "government of the kingdom of morocco"], []),
        (POLRI, "penanganan anak yang berkonflik dengan hukum dan pembimbingan klien anak",
         ["kepolisian resor contoh", "balai pemasyarakatan kelas ii contoh"], [2]),
        (BROKEN_NAMES, "pelindungan perempuan dan anak",
         ["kementerian imigrasi dan pemasyarakatan", "kementerian pemberdayaan perempuan dan perlindungan anak"], [1]),
        (ONE_LINE, "pengawasan obat",
         ["balai besar pengawas obat dan makanan di contoh", "dinas kesehatan kota contoh"], []),
        (NUMBER_BELOW_EACH_PARTY, "penanganan masalah hukum bidang perdata dan tata usaha negara",
         ["pemerintah kota contoh", "kejaksaan negeri contoh"], []),
    ],
    ids=["judul dahulu", "tanpa tentang", "inggris", "polri", "nama terpenggal", "satu baris", "nomor di bawah pihak"],
)  # fmt: skip
def test_heads_of_other_orders_are_read(text: str, judul: str, pihak: list[str], ours: list[int]) -> None:
    found = suggested(text)

    assert [s.nilai.lower() for s in found if s.bidang is Field.JUDUL] == [judul]
    assert [s.nilai.lower() for s in found if s.bidang is Field.PIHAK_NAMA] == pihak
    assert [s.pihak for s in found if s.bidang is Field.PIHAK_KEMENTERIAN] == ours


def test_a_head_that_says_all_twice_is_read_once() -> None:
    found = suggested(IN_TWO_LANGUAGES)

    assert [name.lower() for name in firsts(found, Field.PIHAK_NAMA)] == [
        "direktorat jenderal pemasyarakatan", "organisasi kesehatan dunia",
    ]  # fmt: skip
    assert firsts(found, Field.JUDUL) == ["Pencegahan Penyakit di Lembaga Pemasyarakatan"]
    assert firsts(found, Field.PIHAK_NOMOR) == ["PAS-0012.HH.04.03 Tahun 2024", "WHO/MOU/2024/007"]


def test_parties_are_found_without_antara() -> None:
    found = suggested(SANGGAR.replace("ANTARA\n", "") + SANGGAR_BLOCKS)

    assert [name.lower() for name in firsts(found, Field.PIHAK_NAMA)] == [
        "rutan kelas iib palopo", "sanggar tari kenanga",
    ]  # fmt: skip


def test_a_title_that_ran_into_a_party_is_taken_out_and_is_not_sure() -> None:
    found = suggested(SANGGAR.replace("TENTANG\n", "") + SANGGAR_BLOCKS)

    assert firsts(found, Field.PIHAK_NAMA)[1] == "Sanggar Tari Kenanga"
    judul = next(one for one in found if one.bidang is Field.JUDUL)
    assert judul.nilai == "Pelatihan Tari bagi Warga Binaan"
    assert not judul.is_sure


def test_a_title_between_form_and_parties_on_one_line_is_offered_as_doubtful() -> None:
    title = saran_of(suggested(UNNUMBERED), Field.JUDUL)
    assert title is not None
    assert title.nilai == "Jasa Penyetoran Penerimaan Negara"
    assert not title.is_sure


def test_a_title_above_the_parties_that_nothing_announces_is_offered_but_not_sure() -> None:
    found = suggested(TITLE_ABOVE_THE_PARTIES)

    (judul,) = (saran for saran in found if saran.bidang is Field.JUDUL)
    assert judul.nilai == "Penempatan dan Pelatihan Warga Binaan Pemasyarakatan"
    assert not judul.is_sure
    assert values(found, Field.PIHAK_NAMA)[0] == "LEMBAGA PEMASYARAKATAN KELAS IIB CONTOHREJO"


def test_connecting_words_may_carry_the_article() -> None:
    text = """LETTER OF INTENT
between the
Directorate General of Immigration of the Republic of Indonesia
and the
Immigration Office of Exemplaria
on
the Exchange of Information
The Directorate General of Immigration of the Republic of Indonesia and the Immigration Office of Exemplaria,
"""

    assert values(suggested(text), Field.PIHAK_NAMA) == [
        "Directorate General of Immigration of the Republic of Indonesia",
        "Immigration Office of Exemplaria",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "Jalan Contoh Garuda Nomor 8 Contoh, Telepon (0371) 000321",
        "Gedung Contoh Lantai 2, Jalan Contoh, Kode Pos 12345",
    ],
)
def test_the_head_goes_on_behind_an_address_below_a_party(address: str) -> None:
    text = f"""PERJANJIAN KERJA SAMA
ANTARA
LEMBAGA PEMASYARAKATAN KELAS IIB CONTOHREJO
DENGAN
RUMAH SAKIT UMUM DAERAH CONTOHREJO
{address}
TENTANG
PELAYANAN KESEHATAN RUJUKAN
Nomor : W21.PAS.PAS.4.HH.05.02-0318......
Nomor : 445/219/RSUD/2016
Pada hari ini Rabu tanggal Dua bulan Maret tahun Dua Ribu Enam Belas bertempat di Contohrejo,
"""
    found = suggested(text)

    assert first(found, Field.JUDUL) == "Pelayanan Kesehatan Rujukan"
    assert firsts(found, Field.PIHAK_NOMOR) == ["W21.PAS.PAS.4.HH.05.02-0318", "445/219/RSUD/2016"]
    assert not saran_of(found, Field.PIHAK_NOMOR, 1).is_sure


@pytest.mark.parametrize("label", ["No. Pihak {} :", "Nomor Pihak {} :", "NOMOR PIHAK {}:", "No. PIHAK {} ="])
def test_the_label_of_a_party_is_no_part_of_its_number(label: str) -> None:
    text = f"""PERJANJIAN KERJA SAMA
TENTANG
SIARAN BERSAMA
{label.format("Kedua")} TVCR/PROG/2013/IX/044
{label.format("Pertama")} W30-UM.06.02-0755
antara
LEMBAGA PEMASYARAKATAN CONTOHREJO
dan
PT TELEVISI CONTOH RAYA
"""

    found = suggested(text)

    assert first(found, Field.PIHAK_NOMOR, 1) == "W30-UM.06.02-0755"
    assert first(found, Field.PIHAK_NOMOR, 2) == "TVCR/PROG/2013/IX/044"


@pytest.mark.parametrize("tail", ["of the Republic of Indonesia", "for the Eastern Districts", "at the seat of it"])
@pytest.mark.parametrize("joint", ["and", "AND"])
def test_a_party_in_small_letters_goes_on_to_the_word_that_joins_the_next(tail: str, joint: str) -> None:
    found = suggested(
        f"LETTER OF INTENT\n\nbetween\nthe Directorate General of Samples\n{tail}\n{joint}\n"
        "the Embassy of the Republic of Finland in Jakarta\n\non\n\nSAMPLE DOCUMENT SECURITY\n\n"
        "Desiring to build upon the expert meeting held in Helsinki, the two sides state:\n"
    )

    assert [name.split()[0] for name in firsts(found, Field.PIHAK_NAMA)] == ["Directorate", "Embassy"]
    assert first(found, Field.JUDUL) == "Sample Document Security"


@pytest.mark.parametrize("word", ["of", "OF", "of the", "dari", "by"])
def test_of_alone_below_the_form_opens_the_parties(word: str) -> None:
    found = suggested(
        f"JOINT STATEMENT OF COOPERATION\n\n{word}\nSample Consulate General of Indonesia in Dili\nNo. 122/CG-D/V/09\n"
        "and\nMigration Service of Timor-Leste\nNo. MES/34/2009\n\nregarding\n\nBorder Facilities and Notification\n\n"
        "On Friday, the 22nd of May 2009, in Dili, the Consul General stated as follows:\n"
    )

    assert parties(found) == ["SAMPLE CONSULATE GENERAL OF INDONESIA IN DILI", "MIGRATION SERVICE OF TIMOR-LESTE"]
    assert first(found, Field.JUDUL) == "Border Facilities and Notification"


@pytest.mark.parametrize("work", ["tentang program", "tentang kegiatan", "MENGENAI PEKERJAAN", "tentang"])
def test_the_kind_of_work_may_stand_between_tentang_and_the_title(work: str) -> None:
    found = suggested(
        f'NOTA KESEPAHAMAN\nantara\nRADIO CONTOH LAUT\ndengan\n{LAPAS}\n{work}\n"SIARAN RADIO DAN TANYA JAWAB"\n\n'
        "Nomor Pihak Pertama: 004/RCL/MOU/II/2019\nHari ini, tujuh Februari dua ribu sembilan belas, kami:\n"
    )

    assert first(found, Field.JUDUL) == "Siaran Radio dan Tanya Jawab"
    assert first(found, Field.PIHAK_NOMOR, 1) == "004/RCL/MOU/II/2019"


@pytest.mark.parametrize(
    "title", ["RUMAH SINGGAH BAGI ANAK", "SEKOLAH TERBUKA UNTUK WARGA BINAAN", "BALAI BACA DALAM LAPAS"]
)
def test_a_title_above_the_form_may_begin_as_an_institution_does(title: str) -> None:
    found = suggested(
        f"Yayasan Contoh Geunaseh\nJalan Contoh 5, Banda Aceh\n\n{title}\n\nPERJANJIAN KERJA SAMA\nantara\n{YAYASAN}\n"
        f"dan\n{LAPAS}\n\nPada hari Senin, 8 Oktober 2018, telah disepakati perjanjian oleh:\n"
    )

    assert (first(found, Field.JUDUL) or "").upper() == title


def test_a_letterhead_above_the_form_stays_a_letterhead() -> None:
    found = suggested(
        f"KEMENTERIAN CONTOH\n\nRUMAH SAKIT CONTOH LAWANG\n\nPERJANJIAN KERJA SAMA\nantara\n{YAYASAN}\ndan\n{LAPAS}\n\n"
        "Pada hari Senin, 8 Oktober 2018, telah disepakati perjanjian oleh:\n"
    )

    assert not values(found, Field.JUDUL)


@pytest.mark.parametrize("scrap", ["[AGENDA |", "AGENDA 41", "| 30-3", "ee"])
@pytest.mark.parametrize("joint", ["dengan", "dan"])
def test_a_piece_of_a_stamp_beside_the_joining_word_hides_no_party(joint: str, scrap: str) -> None:
    found = suggested(
        f"PERJANJIAN KERJASAMA\nRUJUKAN PASIEN\n\nantara\n{YAYASAN}\n{joint} {scrap}\n{LAPAS}\n"
        "Yang bertandatangan, Selasa tanggal 28 Maret 2006 di Contoh :\n"
    )

    assert parties(found) == [YAYASAN, LAPAS]
