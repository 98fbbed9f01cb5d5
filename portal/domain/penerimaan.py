"""Receipt of originals: outcomes, what they close, what must be told, and how an arrival is judged.

The clock of Pasal 39 ayat (4) stops at the day the original reaches the Biro, whoever writes it down and when; a
dispatch declared by the unit and an uploaded PDF stop nothing. Nothing here reads a clock.
"""

from enum import StrEnum


class Penyampaian(StrEnum):
    """What is handed over: the original (Pasal 39 ayat (4)), or the text for the DPR (Pasal 39 ayat (5))."""

    ASLI = "asli"
    NASKAH_DPR = "naskah_dpr"


class KeadaanAsli(StrEnum):
    """Where the original of a naskah stands; every member but the first is the outcome of a recorded receipt."""

    BELUM_DITERIMA = "belum_diterima"
    DITERIMA_LENGKAP = "diterima_lengkap"
    DITERIMA_DENGAN_CATATAN = "diterima_dengan_catatan"
    DIKEMBALIKAN = "dikembalikan"
    DITAHAN_KEMLU = "ditahan_kemlu"
    DITAHAN_PERWAKILAN = "ditahan_perwakilan"
    HILANG = "hilang"


class SebabTerlambat(StrEnum):
    """Why an original came late. It is recorded and excuses no day."""

    KANTONG_DIPLOMATIK = "kantong_diplomatik"
    TANDA_TANGAN_DI_LUAR_NEGERI = "tanda_tangan_di_luar_negeri"
    LAINNYA = "lainnya"
