"""The redaction of a naskah: the reasons for which a place is blackened, and the states of a plan."""

from dataclasses import dataclass
from enum import StrEnum

from portal.domain.penghitaman.kotak import Kotak
from portal.domain.plain_text import fitting
from portal.errors import BadInputError

LONGEST_REASON = 200
Page = tuple[int, int]
"""A file by its key, and a page of it."""


class AlasanHitam(StrEnum):
    """Why a place is blackened."""

    DATA_PRIBADI = "data_pribadi"
    """Personal data (UU 27/2022; UU 14/2008 Pasal 17 huruf g and h)."""
    RAHASIA = "rahasia"
    """Secret by law or by agreement (UU 14/2008 Pasal 17)."""
    LAIN = "lain"
    """Another one, in words."""


class PenghitamanState(StrEnum):
    """Where the plan of a redaction stands. The open ones hold a publication."""

    DRAF = "draf"
    MENUNGGU = "menunggu"
    """The copies are being made."""
    GAGAL = "gagal"
    """They could not be made; the plan may be changed and tried again."""
    SELESAI = "selesai"
    DIBUANG = "dibuang"


OPEN_STATES = (PenghitamanState.DRAF, PenghitamanState.MENUNGGU, PenghitamanState.GAGAL)
"""A naskah has one plan at most in these."""


@dataclass(frozen=True)
class KotakFields:
    """One box of a plan, with its reason; `keterangan` is for staff and says more where the reason does not."""

    kotak: Kotak
    alasan: AlasanHitam = AlasanHitam.DATA_PRIBADI
    keterangan: str = ""


def checked(kotak: KotakFields) -> KotakFields:
    """The box with its words tidied; raises BadInputError where the reason says nothing by itself."""
    keterangan = fitting(kotak.keterangan, LONGEST_REASON, "keterangan")
    if kotak.alasan is AlasanHitam.LAIN and not keterangan:
        raise BadInputError("Tulis alasannya.", "keterangan")
    return KotakFields(kotak.kotak, kotak.alasan, keterangan)
