"""Words for how a file was read and what was found in its text."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.naskah.enumerations import ReadingState, RecognitionState
from portal.domain.publication.personal_data import FindingKind

LABELS_BACA: Mapping[type[StrEnum], Mapping[str, str]] = {
    RecognitionState: {
        "tidak_perlu": "Teks ada di berkas",
        "menunggu": "Menunggu dikenali",
        "tanpa_mesin": "Belum terbaca: mesin pengenal teks belum terpasang",
        "selesai": "Teks dikenali mesin",
        "kosong": "Halaman kosong",
        "gagal": "Tidak dapat dibaca mesin",
    },
    ReadingState: {
        "menunggu": "Menunggu dibaca",
        "dibaca": "Sedang dibaca",
        "terbaca": "Terbaca",
        "gagal": "Gagal dibaca",
    },
    FindingKind: {
        "nik": "NIK",
        "nip": "NIP",
        "paspor": "Nomor paspor",
        "kontak": "Kontak atau alamat pribadi",
        "klausul": "Klausul kerahasiaan atau persetujuan publikasi",
    },
}
