"""Words of the open data: who publishes, under which terms, and what the files and groups are called."""

REPOSITORY = "Repositori Naskah Kerja Sama"
PUBLISHER = "Kementerian Imigrasi dan Pemasyarakatan Republik Indonesia"
DESCRIPTION = (
    "Naskah kerja sama Kementerian Imigrasi dan Pemasyarakatan yang telah dipublikasikan menurut Pasal 39 Peraturan "
    "Menteri Imigrasi dan Pemasyarakatan Nomor 8 Tahun 2025: keterangan tiap naskah, alamat berkasnya, dan sidik "
    "SHA-256-nya."
)
RIGHTS = (
    "Informasi publik menurut Undang-Undang Nomor 14 Tahun 2008. Sebutkan sumbernya. Lisensi data terbuka belum "
    "ditetapkan."
)
"""What is true: no licence was chosen, and whoever uses public information names where it is from (Pasal 5)."""
KEYWORDS = ("kerja sama", "nota kesepahaman", "perjanjian kerja sama", "imigrasi", "pemasyarakatan")

SETS = {"lingkup": "Lingkup kerja sama", "bentuk": "Bentuk naskah", "unit": "Unit pemrakarsa"}

FILES = {
    "csv": "Tabel CSV semua naskah",
    "jsonl": "JSON Lines semua naskah",
    "perubahan": "Daftar perubahan",
    "api": "Antarmuka JSON dengan pencarian dan saringan",
    "umpan": "Umpan Atom naskah yang terakhir terbit atau berubah",
    "oai": "Penuaian OAI-PMH 2.0 (Dublin Core)",
}
"""Titles of the distributions in the catalogue."""
