"""The words for originals, their clocks and the tracks of a treaty."""

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
from portal.domain.naskah_asli.penerimaan import LateCause, NaskahAsliState, Penyampaian
from portal.domain.tenggat.state import ClockState

Pairs = tuple[tuple[str, str], ...]

LABELS_ASLI: Mapping[type[StrEnum], Mapping[str, str]] = {
    Penyampaian: {"asli": "Naskah asli", "naskah_dpr": "Naskah yang dibahas bersama DPR"},
    NaskahAsliState: {
        "belum_diterima": "Belum diterima",
        "diterima_lengkap": "Diterima lengkap",
        "diterima_dengan_catatan": "Diterima dengan catatan",
        "dikembalikan": "Dikembalikan ke unit",
        "ditahan_kemlu": "Ditahan Kementerian Luar Negeri",
        "ditahan_perwakilan": "Ditahan perwakilan RI",
        "hilang": "Hilang",
    },
    LateCause: {
        "kantong_diplomatik": "Menunggu kantong diplomatik",
        "tanda_tangan_di_luar_negeri": "Pihak lain menandatangani di luar negeri",
        "lainnya": "Sebab lain",
    },
    ClockState: {
        "tidak_berlaku": "Tidak terkena tenggat",
        "tanpa_tenggat": "Tanpa tenggat",
        "belum_diketahui": "Tanggal tanda tangan belum diketahui",
        "berjalan": "Dalam waktu",
        "jatuh_tempo_hari_ini": "Jatuh tempo hari ini",
        "terlambat": "Terlambat",
        "tepat_waktu": "Tepat waktu",
        "selesai_terlambat": "Selesai terlambat",
        "selesai_tanpa_tenggat": "Selesai, tanpa tenggat",
        "ditutup_berbukti": "Ditutup dengan bukti",
        "dikembalikan": "Dikembalikan",
        "ditarik": "Ditarik pengusul",
        "dibatalkan": "Dibatalkan",
    },
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


def _pairs(kind: type[StrEnum]) -> Pairs:
    return tuple(LABELS_ASLI[kind].items())


HASIL_PENERIMAAN: Pairs = tuple(pair for pair in _pairs(NaskahAsliState) if pair[0] != NaskahAsliState.BELUM_DITERIMA)
SEBAB_PENERIMAAN, JALUR_PENGESAHAN = _pairs(LateCause), _pairs(JalurPengesahan)
KATEGORI_PENGESAHAN, DOKUMEN_PENGESAHAN = _pairs(KategoriPengesahan), _pairs(DokumenPengesahan)
"""Lists to choose from, in the words people read."""
