"""Words in citations and in formats that leave the portal: who publishes, and what stands where nothing is known."""

MINISTRY = "Kementerian Imigrasi dan Pemasyarakatan"
REPOSITORY = "Repositori Naskah Kerja Sama"
UNDATED = "tanpa tanggal"
WITHHELD = "Teks naskah ini tidak dibuka untuk umum."
UNREAD = "Teks naskah ini belum tersedia."
PAGE = "Halaman {nomor}"
FILE = "Naskah (PDF)"
FACTS = {
    "pihak": "Para pihak",
    "nomor": "Nomor naskah",
    "bentuk": "Bentuk",
    "ditandatangani": "Ditandatangani",
    "unit": "Unit pemrakarsa",
}
