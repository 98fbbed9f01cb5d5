"""Words of the compliance board: states of a handover, and what is handed over."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.kepatuhan.penyerahan import PenyerahanState

KEPATUHAN: Mapping[type[StrEnum], Mapping[str, str]] = {
    PenyerahanState: {
        "terlambat": "Terlambat",
        "segera": "Segera jatuh tempo",
        "dalam_waktu": "Masih dalam waktu",
        "tepat_waktu": "Diterima tepat waktu",
        "diterima_terlambat": "Diterima terlambat",
        "ditutup_berbukti": "Ditutup dengan bukti",
        "tanpa_tenggat": "Tanpa tenggat",
        "tanggal_belum_jelas": "Tanggal tanda tangan belum jelas",
    },
}
PENYERAHAN = {"asli": "Naskah asli", "naskah_dpr": "Naskah untuk DPR"}
"""What has to be handed over: Pasal 39 ayat (4), and ayat (5)."""
