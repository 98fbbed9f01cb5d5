"""Agreements with something to be blackened: numbers, an address, names to be signed over. All of it is invented."""

from tests.factories.pdf import text_pdf

NIK = "3171051203900001"
NIP = "198001012005011001"
PHONE = "0812-3456-7890"
SECRET = "TERATAI"
"""A word that stands nowhere else."""

OPENING = f"""CONTOH
PERJANJIAN KERJA SAMA
ANTARA KANTOR IMIGRASI CONTOH DAN PEMERINTAH KABUPATEN CONTOH
NOMOR: M.CTH-12.HM.05.02 TAHUN 2026
NOMOR: 100/KS/2026

Pada hari ini, Kamis tanggal dua belas Maret tahun dua ribu dua puluh enam,
bertempat di Contoh, kami yang bertanda tangan di bawah ini:

Nama : CONTOH ANDINI
NIP : {NIP}
NIK : {NIK}
Alamat : Jalan {SECRET} Nomor 1, Contoh
Telepon : {PHONE}

selanjutnya disebut PIHAK KESATU."""

CLAUSES = "\n".join(
    f"Pasal {number}\nPara pihak melaksanakan pertukaran data perlintasan sesuai ketentuan ke-{number}."
    for number in range(1, 9)
)

SIGNING = """Demikian perjanjian kerja sama ini dibuat dan ditandatangani.

PIHAK KESATU,
KEPALA KANTOR IMIGRASI CONTOH,




ANDINI CONTOH PRATIWI



PIHAK KEDUA,
BUPATI CONTOH,




BUDIMAN CONTOH SANTOSO"""


def pdf_with_numbers() -> bytes:
    """Three pages: an opening full of personal data, clauses, signatures."""
    return text_pdf((OPENING, CLAUSES, SIGNING))
