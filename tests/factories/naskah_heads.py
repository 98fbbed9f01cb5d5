"""Heads of invented naskah in unusual shapes, and the blocks below them. No real person."""

DAY = "Pada hari ini Kamis tanggal satu bulan Februari tahun dua ribu dua puluh empat, bertempat di Contoh:"

LAPAS = "LEMBAGA PEMASYARAKATAN NARKOTIKA KELAS IIA CONTOH"

YAYASAN = "YAYASAN CONTOH PULIH BERSAMA"

TITLE = "PEMBINAAN KEPRIBADIAN WARGA BINAAN"

BLOCKS = (
    "1. AGUS CONTOH, S.H., Kepala Lembaga Pemasyarakatan Narkotika Kelas IIA Contoh, bertindak untuk dan atas nama "
    "Lembaga Pemasyarakatan Narkotika Kelas IIA Contoh, selanjutnya disebut PIHAK KESATU.\n"
    "2. ANI CONTOH, Ketua Yayasan Contoh Pulih Bersama, bertindak untuk dan atas nama Yayasan Contoh Pulih Bersama, "
    "selanjutnya disebut PIHAK KEDUA."
)

WHOLE = f"PERJANJIAN KERJA SAMA\nANTARA\n{LAPAS}\nDENGAN\n{YAYASAN}\nTENTANG\n{TITLE}\n{DAY}\n{BLOCKS}"

BROKEN_HEADS = {
    "nothing": WHOLE,
    "the form misread": WHOLE.replace("PERJANJIAN KERJA SAMA", "PERJAN\\JIAN KERJ4 S@MA"),
    "the form lost": WHOLE.replace("PERJANJIAN KERJA SAMA", "SALINAN") + "\nPerjanjian Kerja Sama ini dibuat",
    "ANTARA lost": WHOLE.replace("ANTARA\n", ""),
    "DENGAN lost": WHOLE.replace("DENGAN\n", ""),
    "TENTANG lost": WHOLE.replace("TENTANG\n", "aoe\n"),
    "marks beside the lines": WHOLE.replace("DENGAN", "| DENGAN |").replace(TITLE, f"{TITLE} —"),
    "letters spaced out": WHOLE.replace("PEMBINAAN", "P E M B I N A A N").replace("ANTARA", "A N T A R A"),
}

SANGGAR = """PERJANJIAN KERJA SAMA
ANTARA
RUTAN KELAS IIB PALOPO
DENGAN
SANGGAR TARI KENANGA
TENTANG
PELATIHAN TARI BAGI WARGA BINAAN
"""

SANGGAR_BLOCKS = """\
Pada hari ini Senin tanggal empat bulan Agustus tahun dua ribu dua puluh lima, bertempat di Palopo, kami:
1. RADEN WIRYO, S.H., selaku Kepala Rutan Kelas IIB Palopo, bertindak untuk dan atas nama Rutan Kelas IIB Palopo,
selanjutnya disebut PIHAK KESATU;
2. SITI KENANGA, selaku Ketua Sanggar Tari Kenanga, bertindak untuk dan atas nama Sanggar Tari Kenanga,
selanjutnya disebut PIHAK KEDUA.
"""

IN_TWO_LANGUAGES = """MEMORANDUM SALING PENGERTIAN
MEMORANDUM OF UNDERSTANDING
ANTARA
BETWEEN
DIREKTORAT JENDERAL PEMASYARAKATAN
THE DIRECTORATE GENERAL OF CORRECTIONS
DAN
AND
ORGANISASI KESEHATAN DUNIA
THE WORLD HEALTH ORGANIZATION
TENTANG
ON
PENCEGAHAN PENYAKIT DI LEMBAGA PEMASYARAKATAN
PREVENTION OF DISEASES IN PRISONS
Nomor/Number: PAS-0012.HH.04.03 Tahun 2024
Nomor/Number: WHO/MOU/2024/007
Direktorat Jenderal Pemasyarakatan dan Organisasi Kesehatan Dunia, selanjutnya disebut "Para Pihak",
"""

NUMBER_BELOW_EACH_PARTY = """KESEPAKATAN BERSAMA
ANTARA
PEMERINTAH KOTA CONTOH
NOMOR : 134/7/KB/2024
DENGAN
KEJAKSAAN NEGERI CONTOH
NOMOR : B-1/M.3/Gs/01/2024
TENTANG
PENANGANAN MASALAH HUKUM BIDANG PERDATA DAN TATA USAHA NEGARA
"""

TITLE_WITHOUT_TENTANG = """SURAT PERJANJIAN KERJA SAMA
PELAYANAN KESEHATAN BAGI WARGA BINAAN
ANTARA RUTAN KELAS IIB CONTOH
DENGAN
PUSKESMAS CONTOH
NOMOR : 12/PKS/I/2020
"""

TITLE_ABOVE_THE_PARTIES = """PERJANJIAN KERJA SAMA
PENEMPATAN DAN PELATIHAN WARGA BINAAN PEMASYARAKATAN
LEMBAGA PEMASYARAKATAN KELAS IIB CONTOHREJO
DENGAN
YAYASAN BINA INSAN CONTOH
NOMOR : W13.PAS.PAS.22-PK.01.05.01-441
NOMOR : 15/YBIC/VI/2022
Dengan rahmat Tuhan Yang Maha Esa, pada hari ini Senin tanggal enam bulan Juni tahun dua ribu dua puluh dua
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

UNNUMBERED = """PERJANJIAN JASA PENYETORAN PENERIMAAN NEGARA ANTARA DIREKTORAT JENDERAL CONTOH DENGAN PT BANK CONTOH
Nomor: PRJ-7/CTH/2014
Pada hari ini Senin tanggal Tiga bulan Maret tahun Dua Ribu Empat Belas bertempat di Jakarta, kami yang bertanda
tangan di bawah ini:
CONTOH PEJABAT SATU
Direktur Jenderal Contoh, beralamat di Jalan Contoh Nomor 2 Jakarta, dalam jabatannya tersebut bertindak untuk dan
atas nama Menteri Contoh Republik Indonesia, untuk selanjutnya disebut sebagai PIHAK PERTAMA;
CONTOH PEJABAT DUA
Direktur PT Bank Contoh beralamat di Jalan Contoh Kav. 36, berdasarkan Surat Kuasa Direksi tanggal 25
Januari 2010 sah bertindak untuk dan atas nama PT Bank Contoh, untuk selanjutnya disebut PIHAK KEDUA;
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
