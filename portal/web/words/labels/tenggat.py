"""How a running deadline stands, and the clock of an original."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.tenggat.state import ClockState

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
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
}
