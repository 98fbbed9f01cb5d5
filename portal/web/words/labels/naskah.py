"""The one place where stored values get the words people read.

Labels of legal classes are those of Permenimipas 8/2025 (Pasal 2 to 9, 37) with a capital at their start.
"""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.kalender.kalender import JenisLibur, StatusTahun
from portal.domain.naskah.enumerations import (
    AlasanPengakhiran,
    AlasanTanpaInduk,
    Bentuk,
    JenisAcara,
    JenisBerkas,
    JenisHubungan,
    JenisMitra,
    JenisUnit,
    Kategori,
    Lingkup,
    Presisi,
    Tingkat,
    Visibilitas,
)
from portal.domain.naskah.kemiripan import LikenessReason
from portal.domain.naskah.masa_berlaku import MasaBerlaku
from portal.domain.naskah.next_step import NextStep
from portal.domain.naskah.status import Action, Status
from portal.domain.permissions import Peran
from portal.domain.publication.penahanan import HoldReason
from portal.web.words.labels.berkas import LABELS_BACA
from portal.web.words.labels.naskah_asli import LABELS_ASLI
from portal.web.words.labels.pemberitahuan import PENGINGAT
from portal.web.words.labels.usulan import LABELS_USULAN

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    **LABELS_ASLI,
    **LABELS_BACA,
    JenisLibur: {"libur_nasional": "Libur nasional", "cuti_bersama": "Cuti bersama", "khusus": "Libur khusus"},
    StatusTahun: {"ditetapkan": "Ditetapkan", "perkiraan": "Perkiraan"},
    **PENGINGAT,
    **LABELS_USULAN,
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
    JenisMitra: {
        "lembaga_negara": "Lembaga negara",
        "lembaga_pemerintah": "Lembaga pemerintah",
        "lembaga_nonpemerintah": "Lembaga nonpemerintah",
        "pemerintah_daerah": "Pemerintah daerah",
        "lembaga_pemerintah_negara_asing": "Lembaga pemerintah negara asing",
        "organisasi_internasional": "Organisasi internasional",
        "organisasi_internasional_nonpemerintah": "Organisasi internasional nonpemerintah",
        "subjek_hukum_internasional_lainnya": "Subjek hukum internasional lainnya",
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
    JenisHubungan: {
        "induk": "Naskah induk",
        "perpanjangan": "Perpanjangan",
        "perubahan": "Perubahan (adendum)",
        "pengganti": "Pengganti",
        "pelaksana": "Pengaturan pelaksana",
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
    JenisBerkas: {
        "naskah": "Naskah bertanda tangan",
        "lampiran": "Lampiran",
        "terjemahan": "Terjemahan",
        "salinan_publik": "Salinan untuk umum",
        "telaahan": "Telaahan",
    },
    JenisUnit: {
        "kementerian": "Kementerian",
        "eselon1": "Unit Eselon I",
        "biro": "Biro",
        "kanwil_imigrasi": "Kantor Wilayah Direktorat Jenderal Imigrasi",
        "kanwil_pemasyarakatan": "Kantor Wilayah Direktorat Jenderal Pemasyarakatan",
        "upt_kanim": "Kantor Imigrasi",
        "upt_rudenim": "Rumah Detensi Imigrasi",
        "upt_lapas": "Lembaga Pemasyarakatan",
        "upt_rutan": "Rumah Tahanan Negara",
        "upt_bapas": "Balai Pemasyarakatan",
        "upt_lpka": "Lembaga Pembinaan Khusus Anak",
        "upt_rupbasan": "Rumah Penyimpanan Benda Sitaan Negara",
    },
    JenisAcara: {
        "ditandatangani": "Ditandatangani",
        "mulai_berlaku": "Mulai berlaku",
        "disampaikan": "Disampaikan",
        "diterbitkan": "Dipublikasikan",
        "diterbitkan_ulang": "Dipublikasikan ulang",
        "ditarik": "Ditarik dari publikasi",
        "diperpanjang": "Diperpanjang",
        "diubah": "Diubah (adendum)",
        "berakhir": "Berakhir",
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
    Action: {
        "edit": "Ubah",
        "discard": "Hapus draf",
        "submit": "Kirim naskah",
        "publish": "Publikasikan",
        "return": "Kembalikan",
        "withdraw": "Tarik dari publik",
        "explain_withdrawal": "Lengkapi alasan penarikan",
        "reinstate": "Buka lagi",
        "set_visibility": "Ubah keterbukaan",
        "release_hold": "Jawab penahanan",
    },
    Peran: {
        "pengelola": "Pengelola kerja sama",
        "biro": "Biro Hukum dan Kerja Sama",
        "ppid": "PPID",
        "pimpinan": "Pimpinan",
        "admin": "Admin",
        "sistem": "Sistem",
    },
    HoldReason: {
        "belum_terbaca": "Berkas sedang dibaca",
        "baca_gagal": "Berkas gagal dibaca",
        "data_pribadi": "Ada nomor pribadi (NIK atau NIP)",
        "tanpa_teks": "Ada halaman tanpa teks yang terbaca",
        "klausul": "Ada klausul kerahasiaan atau persetujuan publikasi",
        "menunggu_biro": "Menunggu Biro Hukum dan Kerja Sama",
        "putusan_ppid": "Menunggu putusan PPID",
        "embargo": "Ditunda sampai tanggal tertentu",
    },
    LikenessReason: {
        "nomor": "Nomor sama",
        "pihak_tanggal": "Para pihak dan tanggal sama",
        "teks": "Teks nyaris sama",
    },
    NextStep: {
        "lengkapi": "Lengkapi dan kirim",
        "perbaiki": "Perbaiki dan kirim lagi",
        "tentukan": "Tentukan jenis perjanjian",
        "jawab": "Jawab penahanan",
        "tunggu": "Tunggu",
        "lihat": "Lihat",
    },
}

LINGKUP_PENDEK = {"dalam_negeri": "Dalam negeri", "luar_negeri": "Luar negeri"}
"""Scope where the heading already says what it is the scope of."""

HUBUNGAN_KELUAR = {
    "induk": "Naskah induk",
    "perpanjangan": "Naskah yang diperpanjang",
    "perubahan": "Naskah yang diubah",
    "pengganti": "Naskah yang digantikan",
    "pelaksana": "Naskah yang dilaksanakan",
}
"""What the other naskah is to this one, where this one hangs on it."""

HUBUNGAN_MASUK = {
    "induk": "Kerja sama turunan",
    "perpanjangan": "Perpanjangan naskah ini",
    "perubahan": "Perubahan naskah ini",
    "pengganti": "Pengganti naskah ini",
    "pelaksana": "Pelaksana naskah ini",
}
"""What the other naskah is to this one, where it hangs on this one."""

URUTAN = {
    "relevansi": "Paling cocok",
    "terbaru": "Terbaru ditandatangani",
    "terlama": "Terlama ditandatangani",
    "berakhir": "Segera berakhir",
    "judul": "Judul A–Z",
}

ALASAN_PENARIKAN = {
    "keliru": "Dipublikasikan karena keliru",
    "data_pribadi": "Memuat data pribadi",
    "permintaan_pihak": "Atas permintaan salah satu pihak",
    "putusan": "Berdasarkan putusan atau ketetapan",
    "belum_disebutkan": "Alasan belum disebutkan",
}
"""Class of reason on the tombstone of a withdrawn naskah."""

FASET = {
    "lingkup": "Lingkup",
    "bentuk": "Bentuk naskah",
    "status": "Status",
    "tahun": "Tahun ditandatangani",
    "negara": "Negara",
    "unit": "Unit pemrakarsa",
    "mitra": "Mitra",
}
"""Headings of the search facets, in the order they are shown."""

BAHASA = {
    "id": "Indonesia", "en": "Inggris", "ko": "Korea", "ja": "Jepang", "zh": "Tionghoa", "ar": "Arab", "ms": "Melayu",
    "nl": "Belanda", "fr": "Prancis", "de": "Jerman", "es": "Spanyol", "pt": "Portugis", "ru": "Rusia", "th": "Thai",
    "vi": "Vietnam", "it": "Italia", "tr": "Turki", "fa": "Persia", "hi": "Hindi", "ur": "Urdu", "km": "Khmer",
    "lo": "Laos", "my": "Myanmar", "tl": "Filipino", "fil": "Filipino", "tet": "Tetun", "pl": "Polandia",
    "uk": "Ukraina", "el": "Yunani", "sr": "Serbia", "hu": "Hungaria", "cs": "Ceko", "ro": "Rumania", "bn": "Bengali",
    "ta": "Tamil", "uz": "Uzbek", "kk": "Kazakh", "az": "Azerbaijan", "he": "Ibrani", "sw": "Swahili", "sv": "Swedia",
    "no": "Norwegia", "da": "Denmark", "fi": "Finlandia", "bg": "Bulgaria", "hr": "Kroasia", "sk": "Slowakia",
}  # fmt: skip
"""Languages by their ISO 639 code."""

ASAL_TEKS = {
    "digital": "Teks asli dari berkas",
    "embedded_ocr": "Teks hasil pindai bawaan berkas",
    "our_ocr": "Teks hasil pindai otomatis",
    "none": "Tanpa teks",
}
"""Where the text of a page came from."""


def label(member: StrEnum) -> str:
    """The words for a member of one of our enumerations."""
    return LABELS[type(member)][member.value]


def label_bentuk(bentuk: Bentuk, nama_bentuk: str | None) -> str:
    """The form of a naskah; a form outside the two of Pasal 5 is called by its own name."""
    return nama_bentuk if bentuk is Bentuk.NAMA_LAIN and nama_bentuk else label(bentuk)


def label_facet(facet: str, value: str) -> str:
    """The words for a facet value that comes as text; a value without words stands for itself."""
    if facet == "lingkup":
        return LINGKUP_PENDEK.get(value, value)
    kinds: dict[str, type[StrEnum]] = {"bentuk": Bentuk, "status": MasaBerlaku}
    return LABELS[kinds[facet]].get(value, value) if facet in kinds else value


def label_bahasa(kode: str) -> str:
    """The name of a language; an unknown code stands for itself."""
    return BAHASA.get(kode.lower(), kode)
