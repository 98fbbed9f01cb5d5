"""Orders and wordings of a head that differ from the common one, and any text at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.berkas.reading import Origin
from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Bidang, Known, KnownMitra
from tests.factories.naskah_text import page

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
NO_TENTANG = """SURAT PERJANJIAN KERJA SAMA
PELAYANAN KESEHATAN BAGI WARGA BINAAN
ANTARA RUTAN KELAS IIB CONTOH
DENGAN
PUSKESMAS CONTOH
NOMOR : 12/PKS/I/2020
"""
ENGLISH = """AGREEMENT BETWEEN
THE GOVERNMENT OF THE REPUBLIC OF INDONESIA
AND
THE GOVERNMENT OF THE KINGDOM OF MOROCCO
ON
VISA EXEMPTION FOR HOLDERS OF DIPLOMATIC AND SERVICE PASSPORTS
The Government of the Republic of Indonesia and the Government of the Kingdom of Morocco, hereinafter referred to as
FOR THE GOVERNMENT OF THE REPUBLIC OF INDONESIA
Contoh Pejabat
Minister for Foreign Affairs
FOR THE GOVERNMENT OF THE KINGDOM OF MOROCCO
Contoh Lain
Minister of Foreign Affairs
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
STACKED = """KESEPAKATAN BERSAMA
ANTARA
PEMERINTAH KOTA CONTOH
NOMOR : 134/7/KB/2024
DENGAN
KEJAKSAAN NEGERI CONTOH
NOMOR : B-1/M.3/Gs/01/2024
TENTANG
PENANGANAN MASALAH HUKUM BIDANG PERDATA DAN TATA USAHA NEGARA
"""


@pytest.mark.parametrize(
    ("text", "judul", "pihak", "ours"),
    [
        (TITLE_FIRST, "pemanfaatan data kependudukan",
         ["direktorat jenderal kependudukan dan pencatatan sipil kementerian dalam negeri",
          "kantor imigrasi kelas i tpi medan"], [2]),
        (NO_TENTANG, "pelayanan kesehatan bagi warga binaan", ["rutan kelas iib contoh", "puskesmas contoh"], [1]),
        (ENGLISH, "visa exemption for holders of diplomatic and service passports",
         ["government of the republic of indonesia", "government of the kingdom of morocco"], []),
        (POLRI, "penanganan anak yang berkonflik dengan hukum dan pembimbingan klien anak",
         ["kepolisian resor contoh", "balai pemasyarakatan kelas ii contoh"], [2]),
        (BROKEN_NAMES, "pelindungan perempuan dan anak",
         ["kementerian imigrasi dan pemasyarakatan", "kementerian pemberdayaan perempuan dan perlindungan anak"], [1]),
        (ONE_LINE, "pengawasan obat",
         ["balai besar pengawas obat dan makanan di contoh", "dinas kesehatan kota contoh"], []),
        (STACKED, "penanganan masalah hukum bidang perdata dan tata usaha negara",
         ["pemerintah kota contoh", "kejaksaan negeri contoh"], []),
    ],
    ids=["judul dahulu", "tanpa tentang", "inggris", "polri", "nama terpenggal", "satu baris", "nomor di bawah pihak"],
)  # fmt: skip
def test_heads_of_other_orders_are_read(text: str, judul: str, pihak: list[str], ours: list[int]) -> None:
    found = suggest([page(text)], Known())

    assert [s.nilai.lower() for s in found if s.bidang is Bidang.JUDUL] == [judul]
    assert [s.nilai.lower() for s in found if s.bidang is Bidang.PIHAK_NAMA] == pihak
    assert [s.pihak for s in found if s.bidang is Bidang.PIHAK_KEMENTERIAN] == ours


def test_a_number_below_each_party_belongs_to_it() -> None:
    found = suggest([page(STACKED)], Known())

    assert [(s.pihak, s.nilai) for s in found if s.bidang is Bidang.PIHAK_NOMOR] == [
        (1, "134/7/KB/2024"),
        (2, "B-1/M.3/Gs/01/2024"),
    ]


def test_a_name_above_its_office_signs_too() -> None:
    found = suggest([page(ENGLISH)], Known())

    assert [s.nilai for s in found if s.bidang is Bidang.PENANDA_TANGAN] == ["Contoh Pejabat", "Contoh Lain"]


def test_a_title_without_tentang_is_never_sure() -> None:
    found = suggest([page(NO_TENTANG)], Known())

    assert not next(s for s in found if s.bidang is Bidang.JUDUL).is_sure


def test_a_head_on_a_cover_goes_on_behind_it() -> None:
    cover, rest = STACKED.split("TENTANG\n")
    found = suggest([page(cover), page("TENTANG\n" + rest, number=2)], Known())

    assert [s.halaman for s in found if s.bidang is Bidang.JUDUL] == [2]


PIECES = st.sampled_from(
    [
        "NOTA KESEPAHAMAN",
        "ANTARA",
        "DENGAN",
        "DAN",
        "TENTANG",
        "NOMOR:",
        "\n",
        " ",
        "Pada hari ini",
        "Senin",
        "Mei",
        "2025",
        "dua puluh",
        "PIHAK KESATU",
        "selanjutnya disebut",
        "selaku",
        "jangka waktu",
        "5 (lima) tahun",
        "(",
        ")",
        "DONE at",
        "Jakarta",
        "KEMENTERIAN",
        "untuk dan atas nama",
        "9999",
        "1/A/2025",
        "berlaku sejak tanggal",
        "PIHAK",
        "FOR X",
        ",",
    ]
)


ORIGINS: list[Origin] = ["digital", "our_ocr", "embedded_ocr", "none"]
ODD = Known((KnownMitra("x", ("",)),), ("",))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=60), st.sampled_from(ORIGINS))
def test_no_text_makes_it_fail(pieces: list[str], origin: Origin) -> None:
    text = " ".join(pieces)

    found = suggest([page(text, origin=origin), page(text, number=3)], ODD)

    assert all(0 <= saran.keyakinan <= 1 for saran in found)
