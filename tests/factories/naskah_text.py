"""Texts of invented naskah as pages, written or recognised, clean or with the dirt of old scans. No real person."""

import re

from portal.domain.berkas.reading import Origin, PageText, WordBox

UTAMA = """NOTA KESEPAHAMAN
ANTARA
KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN
DENGAN
BADAN NARKOTIKA NASIONAL
NOMOR: MIP-14.HH.05.02 Tahun 2025
NOMOR: NK/12/V/BNN/2025
TENTANG
PENCEGAHAN DAN PEMBERANTASAN PENYALAHGUNAAN
NARKOTIKA
Pada hari ini, Kamis, tanggal dua puluh dua bulan Mei tahun dua ribu dua puluh lima (22-05-2025), bertempat
di Jakarta, yang bertanda tangan di bawah ini:
1. CONTOH PEJABAT SATU, selaku Menteri Imigrasi dan Pemasyarakatan, bertindak untuk dan atas nama
Kementerian Imigrasi dan Pemasyarakatan, berkedudukan di Jalan Contoh Nomor 1, Jakarta, selanjutnya disebut
PIHAK KESATU;
2. CONTOH PEJABAT DUA, selaku Kepala Badan Narkotika Nasional, bertindak untuk dan atas nama Badan Narkotika
Nasional, berkedudukan di Jalan Contoh Nomor 2, Jakarta, selanjutnya disebut PIHAK KEDUA;
PASAL 7
Nota Kesepahaman ini berlaku untuk jangka waktu 5 (lima) tahun terhitung sejak tanggal ditandatangani.
PIHAK KEDUA
Kepala Badan Narkotika Nasional,
CONTOH PEJABAT DUA
PIHAK KESATU
Menteri Imigrasi dan Pemasyarakatan,
CONTOH PEJABAT SATU
"""

SURAT = """KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA
DIREKTORAT JENDERAL PEMASYARAKATAN
LEMBAGA PEMASYARAKATAN KELAS IIA CONTOH
Jalan Contoh Nomor 1, telepon (021) 555
Perjanjian Kerja Sama
antara
Lembaga Pemasyarakatan Kelas IIA Contoh
dengan
Dinas Kesehatan Kabupaten Contoh
tentang
Pelayanan Kesehatan Warga Binaan Pemasyarakatan
Nomor: WP.10.PAS.PAS.8-UM.01.01 - 892
Nomor: ......................
Pada hari ini, Kamis, tanggal dua belas bulan Juni tahun dua ribu dua puluh lima (12-06-2025), di Cilacap, kami
yang bertanda tangan di bawah ini:
1. Nama : Contoh Lima, Bc.IP., S.Sos.
NIP : 00000000 000000 0 000
Jabatan : Plt. Kepala Lembaga Pemasyarakatan Kelas IIA Contoh
Alamat : Jalan Contoh
bertindak untuk dan atas nama Lembaga Pemasyarakatan Kelas IIA Contoh, yang selanjutnya disebut PIHAK PERTAMA
2. Nama : dr. Contoh Enam, M.Kes.
Jabatan : Kepala Dinas Kesehatan Kabupaten Contoh
bertindak untuk dan atas nama Dinas Kesehatan Kabupaten Contoh, yang selanjutnya disebut PIHAK KEDUA
Jangka waktu perjanjian ini selama dua tahun dan dapat diperpanjang.
"""

KAMPUS = """UNIVERSITAS CONTOH RAYA
Laman www.contoh.ac.id

PERJANJIAN KERJA SAMA
ANTARA
FAKULTAS HUKUM UNIVERSITAS CONTOH RAYA
DAN
KEJAKSAAN NEGERI KOTA CONTOH
TENTANG
PENYELENGGARAAN PENDIDIKAN, PENELITIAN,
DAN PENGABDIAN KEPADA MASYARAKAT
Nomor : 1234/UN10.F1/KS/2022
Nomor : B-567/M.5.11/Cp.2/03/2022

Pada hari ini Senin tanggal empat belas bulan Maret tahun dua ribu dua puluh dua (14-3-2022), bertempat di Malang,
kami yang bertanda tangan di bawah ini :
1. Dr. Contoh Satu, S.H., M.H. : Dekan Fakultas Hukum Universitas Contoh Raya, berkedudukan di Malang, bertindak
untuk dan atas nama Fakultas Hukum Universitas Contoh Raya, selanjutnya disebut sebagai PIHAK KESATU.
2. Contoh Dua, S.H. : Kepala Kejaksaan Negeri Kota Contoh, berkedudukan di Malang, dalam hal ini bertindak untuk
dan atas nama Kejaksaan Negeri Kota Contoh, selanjutnya disebut PIHAK KEDUA.
Perjanjian Kerja Sama ini berlaku selama 3 (tiga) tahun sejak ditandatangani oleh PARA PIHAK.
"""

SEBARIS = """PERJANJIAN KERJA SAMA ANTARA BPJS KESEHATAN CABANG CONTOH DENGAN RUMAH SAKIT UMUM DAERAH CONTOH
TENTANG PELAYANAN KESEHATAN RUJUKAN TINGKAT LANJUTAN
Nomor : 123/KTR/VI-07/1219
Nomor : 440/321/RSUD/XII/2019
Perjanjian ini dibuat dan ditandatangani di Kediri, pada hari Selasa tanggal tiga puluh satu bulan Desember tahun
dua ribu sembilan belas, oleh dan antara :
I. BPJS KESEHATAN, badan hukum publik, dalam hal ini diwakili oleh CONTOH TIGA selaku Kepala Cabang Contoh, untuk
selanjutnya disebut "PIHAK PERTAMA";
II. RUMAH SAKIT UMUM DAERAH CONTOH, yang diwakili oleh dr. CONTOH EMPAT selaku Direktur, untuk selanjutnya disebut
"PIHAK KEDUA".
berlaku untuk jangka waktu 1 (satu) tahun dan berlaku sejak tanggal 1 Januari 2020 sampai dengan tanggal 31
Desember 2020.
"""

BERTIGA = """NOTA KESEPAHAMAN
ANTARA
KEMENTERIAN DALAM NEGERI REPUBLIK INDONESIA,
KEJAKSAAN REPUBLIK INDONESIA,
DAN
KEPOLISIAN NEGARA REPUBLIK INDONESIA
NOMOR: 100.4.7/437/SJ
NOMOR: KEP-1/A/JA/01/2023
NOMOR: NK/1/I/2023
TENTANG
KOORDINASI APARAT PENGAWASAN INTERNAL PEMERINTAH DAN APARAT PENEGAK HUKUM
Pada hari ini, Rabu tanggal dua puluh lima bulan Januari tahun dua ribu dua puluh tiga (25-01-2023), bertempat di
Jakarta, kami yang bertanda tangan di bawah ini:
"""

PERUBAHAN = """PERUBAHAN KEDUA ATAS PERJANJIAN KERJA SAMA
ANTARA
DIREKTORAT JENDERAL PEMASYARAKATAN KEMENTERIAN HUKUM DAN HAM
DENGAN
PT BANK CONTOH (PERSERO) TBK
NOMOR : PAS-10.HH.05.05 TAHUN 2021
NOMOR : 77/PKS/BC/XI/2021
TENTANG
PEMANFAATAN LAYANAN PERBANKAN
Pada hari ini Jum'at tanggal dua belas bulan Nopember tahun dua ribu dua puluh satu bertempat di Jakarta
"""

PEMDA = """NOTA KESEPAKATAN
ANTARA
PEMERINTAH KABUPATEN CONTOH
DENGAN
DEWAN PERWAKILAN RAKYAT DAERAH KABUPATEN CONTOH
NOMOR : 130/12/KB/2021
NOMOR : 170/45/DPRD/2021
TENTANG
KEBIJAKAN UMUM ANGGARAN PENDAPATAN DAN BELANJA DAERAH
TAHUN ANGGARAN 2022
Yang bertanda tangan di bawah ini:
1. Nama : Contoh Bupati
Jabatan : Bupati Contoh
bertindak selaku dan atas nama Pemerintah Kabupaten Contoh, selanjutnya disebut PIHAK KESATU
Kediri, 9 Agustus 2021
"""

ASING = """MEMORANDUM SALING PENGERTIAN
ANTARA
KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA
DAN
KEMENTERIAN KEHAKIMAN REPUBLIK KOREA
MENGENAI
KERJA SAMA KEIMIGRASIAN
MEMORANDUM OF UNDERSTANDING
BETWEEN
THE MINISTRY OF IMMIGRATION AND CORRECTIONS OF THE REPUBLIC OF INDONESIA
AND
THE MINISTRY OF JUSTICE OF THE REPUBLIC OF KOREA
ON
COOPERATION IN IMMIGRATION
Kementerian Imigrasi dan Pemasyarakatan Republik
The Ministry of Immigration and Corrections of the
Indonesia dan Kementerian Kehakiman Republik Korea,
Republic of Indonesia and the Ministry of Justice of
selanjutnya disebut "Para Pihak";
the Republic of Korea, hereinafter "the Parties";
Memorandum ini mulai berlaku pada tanggal penandatanganan untuk jangka waktu lima (5) tahun.
This Memorandum shall enter into force on the date of its signing for a period of five (5) years.
DONE in duplicate at Seoul on 12 November 2025, in the Indonesian, Korean and English languages, all texts being
equally authentic.
FOR THE MINISTRY OF IMMIGRATION AND CORRECTIONS
OF THE REPUBLIC OF INDONESIA
Minister of Immigration and Corrections,
SAMPLE OFFICIAL ONE
FOR THE MINISTRY OF JUSTICE
OF THE REPUBLIC OF KOREA
Minister of Justice,
SAMPLE OFFICIAL TWO
"""

DIRT = (
    ("ANTARA\n", "ANT ARA\n"),
    ("DENGAN\n", "DENG AN\n"),
    ("TENTANG\n", "TENT ANG\n"),
    ("NOMOR", "N0MOR"),
    ("PASAL 7", "PASAL7"),
    ("dua puluh dua", "dua puluhdua"),
    ("tanggal", "tangga1"),
    ("bulan", "bu1an"),
    ("NOTA KESEPAHAMAN", "N O T A  K E S E P A H A M A N"),
)


def page(text: str, *, number: int = 1, origin: Origin = "digital", confidence: float | None = None) -> PageText:
    """One page; a recognised one (`confidence` 0 to 1) has all its words, each as sure as the page."""
    words: tuple[WordBox, ...] = ()
    if confidence is not None:
        rows = text.splitlines()
        words = tuple(
            WordBox(
                word,
                round(0.1 + 0.04 * at, 4),
                row / len(rows),
                round(0.13 + 0.04 * at, 4),
                (row + 1) / len(rows),
                confidence,
            )
            for row, line in enumerate(rows)
            for at, word in enumerate(line.split()[:20])
        )
    return PageText(number, text, origin, 595, 842, words, confidence=confidence)


def dirty(text: str) -> str:
    """The text as an old scan is recognised: scraps of emblems on top, words broken, joined and mistaken."""
    for clean, spoilt in DIRT:
        text = text.replace(clean, spoilt)
    return "Ga ©\n| ~\n" + re.sub(r"\n", "\n\n", text)
