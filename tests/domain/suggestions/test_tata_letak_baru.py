"""Parties that only the running text names, numbers side by side, English openings, partners that may be abroad."""

from portal.domain.berkas.reading import WordBox
from portal.domain.suggestions.nama_kolom import names_in_columns
from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Bidang, Known, Saran
from tests.factories.naskah_text import page

REPRESENTED = """PERJANJIAN KERJA SAMA
MENGENAI
LAYANAN PEMBAYARAN BAGI PEMOHON
No. W.31.IMI.IMI.2-HM.05.02-0101
No. 071/DIR/PKS-BCP/V/2025
Pada hari ini, Selasa, tanggal 20 (dua puluh) bulan Mei tahun 2025 (dua ribu dua puluh lima), di Kupang, oleh dan
antara:
KANTOR IMIGRASI KELAS | TPI KUPANG, dalam hal ini diwakili oleh RONALD CONTOH selaku Kepala Kantor Imigrasi Kelas I
TPI Kupang, berkedudukan di Jalan Contoh Nomor 3 (selanjutnya disebut "PIHAK PERTAMA").
PT. BANK CONTOH PESISIR, suatu perseroan terbatas, dalam hal ini diwakili oleh MELATI CONTOH selaku Direktur
Operasional, berkedudukan di Jalan Contoh Nomor 8 (selanjutnya disebut "PIHAK KEDUA").
PASAL 1
"""
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
ARRANGEMENT = """IMPLEMENTING ARRANGEMENT
BETWEEN
THE DIRECTORATE GENERAL OF CORRECTIONS OF THE REPUBLIC OF INDONESIA
AND
THE EXAMPLE FOUNDATION FOR REFORM
REGARDING
REHABILITATION PROGRAMMES
Recalling the Memorandum signed on 5 May 2020 in Bandung between the Parties;
This Implementing Arrangement is entered into on Thursday, July 24, 2025, in Jakarta, by and between:
1. The Directorate General of Corrections
"""
TWO_TONGUES = """NOTA KESEPAHAMAN
ANTARA
DIREKTORAT JENDERAL IMIGRASI KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA
DAN
{partner}
TENTANG
PENELITIAN BERSAMA
Direktorat Jenderal Imigrasi dan {partner}, selanjutnya disebut Para Pihak;
{closing}
"""
BOTH = "DIBUAT dalam rangkap dua di Contohvik pada tanggal 9 Oktober 2025 dalam bahasa Indonesia dan bahasa Inggris."
ONE = "DIBUAT dalam rangkap dua di Jakarta pada tanggal 9 Oktober 2025 dan ditandatangani oleh para pihak."


OFFICE_FIRST = """NOTA KESEPAKATAN
ANTARA
SEKRETARIAT JENDERAL KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN
DENGAN
RADIO CONTOH NUSANTARA
TENTANG
PENYIARAN INFORMASI LAYANAN
Yang bertanda tangan di bawah ini:
1. Plt. Sekretaris Jenderal, IRAWAN CONTOH WIJAYA, S.H., dalam hal ini bertindak untuk dan atas nama Sekretariat
Jenderal Kementerian Imigrasi dan Pemasyarakatan, selanjutnya disebut PIHAK KESATU.
2. Direktur Utama, YOHANA CONTOH, dalam hal ini bertindak untuk dan atas nama Radio Contoh Nusantara, selanjutnya
disebut PIHAK KEDUA.
Pasal 1
"""
LABELS_WITH_COMMAS = """NOTA KESEPAKATAN
ANTARA
SEKRETARIAT JENDERAL KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN
DENGAN
RADIO CONTOH NUSANTARA
TENTANG
PENYIARAN INFORMASI LAYANAN
Pasal 1
PIHAK KEDUA,
Direktur Utama,
YOHANA CONTOH
PIHAK KESATU,
Plt. Sekretaris Jenderal,
IRAWAN CONTOH WIJAYA
"""


def values(found: tuple[Saran, ...], bidang: Bidang) -> list[str]:
    return [saran.nilai for saran in found if saran.bidang is bidang]


def sure(found: tuple[Saran, ...]) -> set[Bidang]:
    return {saran.bidang for saran in found if saran.is_sure}


def test_parties_that_are_represented_by_somebody_are_named_by_the_text_and_keep_their_numbers() -> None:
    found = suggest([page(REPRESENTED)], Known())

    assert values(found, Bidang.PIHAK_NAMA) == ["KANTOR IMIGRASI KELAS I TPI KUPANG", "PT. BANK CONTOH PESISIR"]
    assert values(found, Bidang.PIHAK_NOMOR) == ["W.31.IMI.IMI.2-HM.05.02-0101", "071/DIR/PKS-BCP/V/2025"]
    assert values(found, Bidang.PENANDA_TANGAN) == ["RONALD CONTOH", "MELATI CONTOH"]


def test_two_numbers_on_one_line_are_two_with_a_colon_and_without() -> None:
    wanted = ["SEK-05.HM.05.03 TAHUN 2026", "17/RCN/NK/2026"]
    for first, second in (("NOMOR ", "NOMOR "), ("NOMOR: ", "NOMOR : "), ("No. ", "No. ")):
        text = ON_ONE_LINE.format(numbers=f"{first}{wanted[0]} {second}{wanted[1]}")
        assert values(suggest([page(text)], Known()), Bidang.PIHAK_NOMOR) == wanted


def test_a_number_that_says_no_itself_stays_whole() -> None:
    text = ON_ONE_LINE.format(numbers="NOMOR: SEK-05.HM.05.03 TAHUN 2026\nNOMOR: 17/NO.3/RCN/2026")

    assert values(suggest([page(text)], Known()), Bidang.PIHAK_NOMOR) == [
        "SEK-05.HM.05.03 TAHUN 2026",
        "17/NO.3/RCN/2026",
    ]


def test_an_arrangement_is_entered_into_on_its_own_day_and_not_on_that_of_an_earlier_one() -> None:
    found = suggest([page(ARRANGEMENT)], Known())

    assert values(found, Bidang.SIGNED_ON)[0] == "2025-07-24"
    assert values(found, Bidang.TEMPAT)[0] == "Jakarta"


def test_a_partner_of_a_naskah_in_two_tongues_is_at_home_only_where_its_name_says_so() -> None:
    abroad = suggest([page(TWO_TONGUES.format(partner="INSTITUT MIGRASI CONTOHDANIA", closing=BOTH))], Known())
    home = suggest([page(TWO_TONGUES.format(partner="UNIVERSITAS CONTOH INDONESIA", closing=BOTH))], Known())
    single = suggest([page(TWO_TONGUES.format(partner="INSTITUT MIGRASI CONTOHDANIA", closing=ONE))], Known())

    assert sure(abroad).isdisjoint({Bidang.LINGKUP, Bidang.PIHAK_NEGARA, Bidang.PIHAK_JENIS})
    (lingkup,) = (saran for saran in abroad if saran.bidang is Bidang.LINGKUP)
    assert "berbahasa asing" in lingkup.keterangan
    assert {Bidang.LINGKUP, Bidang.PIHAK_NEGARA} <= sure(home)
    assert Bidang.LINGKUP in sure(single)


def test_running_text_below_a_name_is_no_part_of_it() -> None:
    def line(y: float, *words: str) -> list[WordBox]:
        return [WordBox(word, 0.12 + 0.07 * at, y, 0.18 + 0.07 * at, y + 0.01) for at, word in enumerate(words)]

    colon = WordBox(":", 0.47, 0.3, 0.475, 0.31)
    office = WordBox("Kepala", 0.5, 0.3, 0.6, 0.31)
    name = line(0.3, "MARTINUS", "CONTOH")
    prose = line(0.32, "dalam", "hal", "ini", "bertindak")
    rest = line(0.32, "PUTRA", "WIJAYA,", "S.H.")

    assert names_in_columns([*name, colon, office, *prose]) == ()
    assert names_in_columns([*name, colon, office, *rest]) == ("MARTINUS CONTOH PUTRA WIJAYA, S.H.",)


def test_an_office_before_its_holder_is_told_from_the_name() -> None:
    found = suggest([page(OFFICE_FIRST)], Known())

    assert values(found, Bidang.JABATAN) == ["Plt. Sekretaris Jenderal", "Direktur Utama"]
    assert values(found, Bidang.PENANDA_TANGAN) == ["IRAWAN CONTOH WIJAYA, S.H.", "YOHANA CONTOH"]


def test_signatures_below_labels_with_commas_go_to_their_own_parties() -> None:
    found = suggest([page(LABELS_WITH_COMMAS)], Known())

    assert values(found, Bidang.PENANDA_TANGAN) == ["IRAWAN CONTOH WIJAYA", "YOHANA CONTOH"]


def test_an_end_is_read_where_no_beginning_stands_before_it() -> None:
    for term, end in (
        ("Perjanjian Kerja Sama ini berlaku sampai dengan tanggal 31 Desember 2026.", "2026-12-31"),
        ("This Arrangement shall remain valid until 30 June 2027.", "2027-06-30"),
    ):
        found = suggest([page(LABELS_WITH_COMMAS.replace("Pasal 1\n", f"Pasal 1\n{term}\n"))], Known())
        assert values(found, Bidang.EXPIRES_ON) == [end]


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

    assert values(suggest([page(text)], Known()), Bidang.PIHAK_NAMA) == [
        "Directorate General of Immigration of the Republic of Indonesia",
        "Immigration Office of Exemplaria",
    ]


def test_a_ministry_of_a_state_that_no_list_names_is_foreign_and_to_be_checked() -> None:
    partner = "KEMENTERIAN DALAM NEGERI KERAJAAN CONTOHLANDIA"
    found = suggest([page(TWO_TONGUES.format(partner=partner, closing=ONE))], Known())

    (lingkup,) = (saran for saran in found if saran.bidang is Bidang.LINGKUP)
    assert (lingkup.nilai, lingkup.is_sure) == ("luar_negeri", False)
    assert values(found, Bidang.PIHAK_JENIS) == ["lembaga_pemerintah_negara_asing"]
    assert values(found, Bidang.PIHAK_NEGARA) == []
