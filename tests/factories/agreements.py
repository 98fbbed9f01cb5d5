"""Texts of agreements of one template in tests, and the same texts as a worse scan gives them."""

import random

BODY = (
    "PARA PIHAK sepakat melaksanakan kerja sama berdasarkan prinsip saling menghormati dan saling menguntungkan dengan"
    " ketentuan sebagai berikut. Maksud perjanjian ini adalah sebagai landasan pelaksanaan kegiatan bersama. Biaya yang"
    " timbul dibebankan pada anggaran masing-masing pihak sesuai dengan ketentuan peraturan perundang-undangan. "
)
SIBLINGS = [
    ("Universitas Contoh Melati", "PELATIHAN PETUGAS PELAYANAN", "PKS-11.HH.05 Tahun 2025", "Kepala Pusat Pelatihan",
     "menyelenggarakan pelatihan bahasa, pertukaran pengajar, dan penilaian hasil belajar petugas loket pelayanan"),
    ("Dinas Kesehatan Kabupaten Contoh", "LAYANAN KESEHATAN WARGA BINAAN", "440/27/DINKES/2026", "Kepala Dinas",
     "memeriksa kesehatan warga binaan setiap bulan, merujuk pasien, dan menyediakan obat serta tenaga medis"),
    ("Bank Contoh Sejahtera", "PENERIMAAN NEGARA BUKAN PAJAK", "B.71/DIR/PKS/2024", "Direktur Jaringan",
     "menerima setoran penerimaan negara melalui loket dan saluran elektronik serta melaporkan rekening setiap hari"),
]  # fmt: skip


def agreement(which: int) -> str:
    mitra, subject, number, office, work = SIBLINGS[which]
    return (
        f"PERJANJIAN KERJA SAMA ANTARA KANTOR CONTOH DENGAN {mitra} TENTANG {subject} NOMOR {number} Pada hari ini"
        f" {mitra} diwakili {office} bersama Kantor Contoh. {BODY} Ruang lingkup meliputi {work}. PIHAK KEDUA wajib"
        f" {work}, dan {office} {mitra} melaporkan hasilnya. {BODY * 2}"
    )


def noisy(text: str, share: float, seed: int = 7) -> str:
    dice = random.Random(seed)  # noqa: S311 - invented errors of a recogniser
    return "".join(
        dice.choice(["", "l", "1", "e", "rn", " ", "."]) if dice.random() < share else letter for letter in text
    )
