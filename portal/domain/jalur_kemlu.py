"""The track of a treaty original at the foreign ministry up to its certified true copy (Pasal 39 ayat (6))."""

from enum import StrEnum


class KeadaanKemlu(StrEnum):
    """Where the original stands with the foreign ministry (Permenlu 4/2023 Pasal 7, 8 and 12)."""

    BELUM_DIKIRIM = "belum_dikirim"
    DIKIRIM = "dikirim"
    KURANG_LENGKAP = "kurang_lengkap"
    LENGKAP_TERCATAT = "lengkap_tercatat"
    CTC_TERBIT = "ctc_terbit"
    TANDA_TERIMA_DIKIRIM = "tanda_terima_dikirim"
