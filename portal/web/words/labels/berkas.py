"""Files of a naskah: what each is, and how it was read."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.naskah.enumerations import JenisBerkas, ReadingState, RecognitionState

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    JenisBerkas: {
        "naskah": "Naskah bertanda tangan",
        "lampiran": "Lampiran",
        "terjemahan": "Terjemahan",
        "salinan_publik": "Salinan untuk umum",
        "telaahan": "Telaahan",
        "ctc": "Salinan naskah resmi (CTC)",
    },
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
}
