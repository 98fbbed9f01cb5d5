"""Words of the pages about originals: notices, acts of the audit trail, names of fields."""

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
from portal.domain.naskah.enumerations import AlasanPengakhiran
from portal.domain.naskah_asli.penerimaan import LateCause, NaskahAsliState, Penyampaian

NOTICES: Mapping[str, tuple[str, str]] = {
    "diterima": ("hijau", "Penerimaan tercatat. Tanda terimanya sudah ada."),
    "batal-terima": ("hijau", "Penerimaan dibatalkan. Hitungan tenggat berjalan lagi."),
    "dikirim": ("hijau", "Pengiriman tercatat. Hitungan berhenti setelah Biro menerima naskah asli."),
    "didaftarkan": ("hijau", "Penandatanganan terdaftar. Berkasnya dapat diunggah kemudian."),
    "tempat-asli": ("hijau", "Tempat naskah asli tercatat."),
    "arsip-asli": ("hijau", "Pemindahan ke arsip tercatat."),
    "kemlu": ("hijau", "Langkah di Kementerian Luar Negeri tercatat."),
    "pengesahan": ("hijau", "Langkah pengesahan tercatat."),
    "rekomendasi": ("hijau", "Rekomendasi perpanjangan tercatat."),
    "ganti": ("hijau", "Penggantian tercatat. Bila naskah ini terbit, halaman publiknya sudah berubah."),
    "akhiri": ("hijau", "Pengakhiran tercatat. Bila naskah ini terbit, halaman publiknya sudah berubah."),
    "batal-akhiri": ("hijau", "Pengakhiran dibatalkan. Masa berlakunya kembali seperti semula."),
}
ACTIONS: Mapping[str, str] = {
    "asli.kirim": "Naskah asli dinyatakan dikirim",
    "asli.terima": "Penerimaan naskah asli dicatat",
    "asli.batal": "Penerimaan dibatalkan",
    "asli.pindah": "Naskah asli berpindah tempat",
    "asli.arsip": "Naskah asli dipindahkan ke arsip",
    "kemlu.catat": "Langkah di Kementerian Luar Negeri dicatat",
    "pengesahan.tentukan": "Jalur pengesahan ditentukan",
    "pengesahan.catat": "Langkah pengesahan dicatat",
    "keluarga.rekomendasi": "Rekomendasi perpanjangan dicatat",
    "keluarga.akhiri": "Pengakhiran Kerja Sama dicatat",
    "keluarga.ganti": "Penggantian oleh naskah lain dicatat",
    "keluarga.menggantikan": "Dicatat sebagai pengganti naskah lain",
    "keluarga.batal_akhiri": "Pengakhiran dibatalkan",
}
FIELDS: Mapping[str, str] = {
    "nomor": "Nomor tanda terima",
    "penyampaian": "Yang diserahkan",
    "keadaan_asli": "Keadaan naskah asli",
    "arrived_on": "Tanggal diterima",
    "due_on": "Jatuh tempo",
    "alasan_mundur": "Alasan dicatat kemudian",
    "sebab_terlambat": "Sebab terlambat",
    "keterangan_terlambat": "Penjelasan keterlambatan",
    "penyerah": "Diserahkan oleh",
    "kondisi": "Kondisi",
    "catatan": "Catatan",
    "bukti": "Bukti",
    "alasan_batal": "Alasan pembatalan",
    "dispatched_on": "Tanggal dikirim",
    "keterangan_kirim": "Cara pengiriman",
    "since_on": "Sejak",
    "tempat": "Tempat",
    "pemegang": "Diterima oleh",
    "arsip_on": "Tanggal dipindahkan",
    "arsip_tempat": "Tempat arsip",
    "arsip_nomor": "Berita acara",
    "arsip_klasifikasi": "Kode klasifikasi",
    "keadaan_kemlu": "Keadaan di Kementerian Luar Negeri",
    "jalur": "Jalur pengesahan",
    "keadaan_pengesahan": "Keadaan pengesahan",
    "alasan_jalur": "Alasan jalur",
    "kategori_pengesahan": "Materi",
    "tindakan": "Langkah",
    "jenis_dokumen": "Jenis dokumen",
    "on": "Tanggal",
    "dokumen": "Dokumen",
    "keterangan": "Keterangan",
    "ended_on": "Tidak berlaku sejak",
    "alasan_akhir": "Alasan pengakhiran",
    "catatan_biro": "Keterlibatan Biro",
    "pengganti": "Digantikan oleh",
}
MEMBERS: Mapping[str, type[StrEnum]] = {
    "penyampaian": Penyampaian,
    "keadaan_asli": NaskahAsliState,
    "sebab_terlambat": LateCause,
    "keadaan_kemlu": KemluState,
    "jalur": JalurPengesahan,
    "keadaan_pengesahan": PengesahanState,
    "kategori_pengesahan": KategoriPengesahan,
    "tindakan": PengesahanAct,
    "jenis_dokumen": DokumenPengesahan,
    "alasan_akhir": AlasanPengakhiran,
}
DAYS = frozenset({"arrived_on", "due_on", "dispatched_on", "since_on", "arsip_on", "on", "ended_on"})
