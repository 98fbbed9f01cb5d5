"""What a naskah is and how it stands, in the words of Permenimipas 8/2025 (Pasal 2 to 9, 37)."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.naskah.enumerations import (
    AlasanPengakhiran,
    AlasanTanpaInduk,
    Bentuk,
    JenisAcara,
    Kategori,
    Lingkup,
    Presisi,
    Tingkat,
    Visibilitas,
)
from portal.domain.naskah.kemiripan import AlasanKemiripan
from portal.domain.naskah.masa_berlaku import MasaBerlaku
from portal.domain.naskah.next_step import NextStep
from portal.domain.naskah.status import Action, Status, StatusWord

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    Lingkup: {
        "dalam_negeri": "Kerja Sama dalam negeri",
        "luar_negeri": "Kerja Sama luar negeri",
    },
    Kategori: {
        "utama": "Kerja Sama utama",
        "teknis": "Kerja Sama teknis",
    },
    Tingkat: {
        "kementerian": "Kementerian",
        "eselon1": "Unit Eselon I",
        "kanwil": "Kantor Wilayah",
        "upt": "UPT Kementerian",
    },
    Bentuk: {
        "nota_kesepahaman": "Nota Kesepahaman",
        "perjanjian_kerja_sama": "Perjanjian Kerja Sama",
        "nama_lain": "Nama lain",
    },
    AlasanTanpaInduk: {
        "substansi_teknis": "Hanya mencakup substansi yang bersifat teknis",
        "pertimbangan_pimpinan": "Didasarkan pada pertimbangan pimpinan Unit Eselon I",
    },
    AlasanPengakhiran: {
        "periode_berakhir": "Periode Kerja Sama telah berakhir",
        "pelanggaran": "Pelanggaran terhadap hal yang telah disepakati",
        "bertentangan": "Bertentangan dengan ketentuan peraturan perundang-undangan",
        "kesepakatan": "Para pihak sepakat untuk mengakhiri",
    },
    Visibilitas: {
        "publik": "Publik",
        "metadata": "Metadata saja",
        "dikecualikan": "Dikecualikan",
    },
    Presisi: {
        "hari": "Tanggal lengkap",
        "bulan": "Bulan dan tahun",
        "tahun": "Tahun saja",
        "tidak_diketahui": "Tidak diketahui",
    },
    JenisAcara: {
        "ditandatangani": "Ditandatangani",
        "mulai_berlaku": "Mulai berlaku",
        "disampaikan": "Disampaikan",
        "diterbitkan": "Dipublikasikan",
        "diterbitkan_ulang": "Diperbaiki dan dipublikasikan ulang",
        "ditarik": "Ditarik dari publikasi",
        "diperpanjang": "Diperpanjang",
        "diubah": "Diubah (adendum)",
        "berakhir": "Berakhir",
        "asli_diterima": "Naskah asli diterima Biro",
        "ctc_terbit": "Salinan naskah resmi (CTC) diterbitkan",
        "disahkan": "Disahkan",
    },
    MasaBerlaku: {
        "belum_berlaku": "Belum berlaku",
        "berlaku": "Berlaku",
        "berakhir": "Berakhir",
        "diakhiri": "Diakhiri",
        "diganti": "Diganti",
        "tidak_diketahui": "Masa berlaku tidak diketahui",
    },
    Status: {
        "draf": "Draf",
        "diajukan": "Diajukan",
        "terbit": "Terbit",
        "dikembalikan": "Dikembalikan",
        "ditarik": "Ditarik",
    },
    StatusWord: {
        "status": "Menurut statusnya",
        "tidak_terbit": "Tidak terbit",
        "ditutup": "Ditutup",
        "dibatalkan": "Dibatalkan",
    },
    Action: {
        "edit": "Ubah",
        "discard": "Buang draf",
        "void": "Batalkan karena keliru dicatat",
        "submit": "Kirim naskah",
        "publish": "Publikasikan",
        "return": "Kembalikan",
        "withdraw": "Tarik dari publik",
        "explain_withdrawal": "Lengkapi alasan penarikan",
        "reinstate": "Buka lagi",
        "set_visibility": "Ubah keterbukaan",
        "release_hold": "Jawab penahanan",
        "decide_exemption": "Catat putusan PPID",
    },
    AlasanKemiripan: {
        "nomor": "Nomor sama",
        "pihak_tanggal": "Para pihak dan tanggal sama",
        "teks": "Teks nyaris sama",
        "pendaftaran": "Unit dan tanggal tanda tangan sama, satu belum berberkas",
    },
    NextStep: {
        "lengkapi": "Lengkapi dan kirim",
        "perbaiki": "Perbaiki dan kirim lagi",
        "tentukan": "Tentukan jenis perjanjian",
        "jawab": "Jawab penahanan",
        "tinjau": "Tinjau pengecualian",
        "tunggu": "Tunggu",
        "lihat": "Lihat",
    },
}

SHORT_LINGKUP = {"dalam_negeri": "Dalam negeri", "luar_negeri": "Luar negeri"}
"""Scope where the heading already says what it is the scope of."""

ALASAN_PENARIKAN = {
    "keliru": "Dipublikasikan karena keliru",
    "data_pribadi": "Memuat data pribadi",
    "permintaan_pihak": "Atas permintaan salah satu pihak",
    "putusan": "Berdasarkan putusan atau ketetapan",
    "belum_disebutkan": "Alasan belum disebutkan",
}
"""Class of reason on the tombstone of a withdrawn naskah."""

NEXT_STEPS: Mapping[NextStep, str] = {
    NextStep.LENGKAPI: "Lengkapi dan kirim",
    NextStep.PERBAIKI: "Perbaiki dan kirim lagi",
    NextStep.TENTUKAN: "Tentukan jenisnya",
    NextStep.JAWAB: "Jawab penahanan",
    NextStep.TINJAU: "Tinjau pengecualian",
    NextStep.TUNGGU: "Lihat",
    NextStep.LIHAT: "Lihat",
}
"""The next step as a verb, for a button."""


def label_bentuk(bentuk: Bentuk, nama_bentuk: str | None) -> str:
    """The form of a naskah; a form outside the two of Pasal 5 is called by its own name."""
    return nama_bentuk if bentuk is Bentuk.NAMA_LAIN and nama_bentuk else LABELS[Bentuk][bentuk.value]
