"""The tracks of a treaty: the Ministry of Foreign Affairs, and ratification."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.kasus.kemlu import KemluState
from portal.domain.kasus.pengesahan import (
    DokumenPengesahan,
    JalurPengesahan,
    KategoriPengesahan,
    PengesahanAct,
    PengesahanState,
)

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    KemluState: {
        "belum_dikirim": "Belum dikirim ke Kemlu",
        "dikirim": "Dikirim ke Kemlu",
        "kurang_lengkap": "Kurang lengkap",
        "lengkap_tercatat": "Lengkap dan tercatat di Buku Agenda",
        "ctc_terbit": "Salinan naskah resmi terbit",
        "tanda_terima_dikirim": "Tanda terima dikirim ke Kemlu",
    },
    JalurPengesahan: {
        "tidak_perlu": "Tidak perlu pengesahan",
        "uu_dpr": "Undang-undang, dengan persetujuan DPR",
        "perpres": "Peraturan Presiden",
    },
    KategoriPengesahan: {
        "politik_pertahanan": "Politik, perdamaian, pertahanan, dan keamanan negara",
        "wilayah": "Perubahan wilayah atau penetapan batas wilayah",
        "kedaulatan": "Kedaulatan atau hak berdaulat negara",
        "ham_lingkungan": "Hak asasi manusia dan lingkungan hidup",
        "kaidah_hukum_baru": "Pembentukan kaidah hukum baru",
        "pinjaman_hibah": "Pinjaman atau hibah luar negeri",
        "lainnya": "Materi lain (Putusan MK 13/PUU-XVI/2018)",
    },
    DokumenPengesahan: {
        "salinan_naskah": "Salinan naskah",
        "terjemahan": "Terjemahan ke dalam bahasa Indonesia",
        "rancangan": "Rancangan undang-undang atau Peraturan Presiden",
        "dokumen_lain": "Dokumen pendukung lain",
    },
    PengesahanState: {
        "belum_ditentukan": "Belum ditentukan",
        "tidak_perlu": "Tidak perlu pengesahan",
        "menyiapkan": "Menyiapkan dokumen",
        "disampaikan": "Disampaikan",
        "dibahas": "Dibahas DPR",
        "selesai": "Disahkan",
    },
    PengesahanAct: {
        "tentukan": "Tentukan jalur",
        "dokumen": "Catat dokumen",
        "sampaikan": "Sampaikan melalui Menteri Luar Negeri",
        "bahas": "Mulai dibahas DPR",
        "sahkan": "Disahkan",
    },
}

JALUR_PENGESAHAN = tuple(LABELS[JalurPengesahan].items())
KATEGORI_PENGESAHAN = tuple(LABELS[KategoriPengesahan].items())
DOKUMEN_PENGESAHAN = tuple(LABELS[DokumenPengesahan].items())
"""Lists to choose from, in the words people read."""
