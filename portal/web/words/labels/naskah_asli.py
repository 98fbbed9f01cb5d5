"""Originals: what is handed over, in which state it arrives, and why it is late."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.naskah_asli.penerimaan import LateCause, NaskahAsliState, Penyampaian

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
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
}

HASIL_PENERIMAAN = tuple(
    pair for pair in LABELS[NaskahAsliState].items() if pair[0] != NaskahAsliState.BELUM_DITERIMA.value
)
SEBAB_PENERIMAAN = tuple(LABELS[LateCause].items())
"""Lists to choose from at the counter, in the words people read."""
