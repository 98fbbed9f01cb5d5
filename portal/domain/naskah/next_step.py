"""Langkah: the one next step for a naskah, and whose it is. Every list of work asks this page and no other."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.naskah.enumerations import ReadingState
from portal.domain.naskah.status import Status
from portal.domain.permissions import Peran
from portal.domain.publication.penahanan import HOLD_OWNERS, AlasanPenahanan


class NextStep(StrEnum):
    """The next step, named by what somebody does."""

    LENGKAPI = "lengkapi"
    """Fill in and hand in a draft."""
    PERBAIKI = "perbaiki"
    """Mend what the Biro asked for and hand in again."""
    TENTUKAN = "tentukan"
    """Decide whether a foreign naskah is a treaty, where the unit left it open (Pasal 10 ayat (2))."""
    JAWAB = "jawab"
    """Answer a hold."""
    TUNGGU = "tunggu"
    """Wait for somebody else, or for the system."""
    LIHAT = "lihat"
    """Nothing to do."""


@dataclass(frozen=True)
class WorkFacts:
    """What decides the next step: state, open holds, and how the reading of the current files stands."""

    status: Status
    holds: Collection[AlasanPenahanan] = ()
    reading: Collection[ReadingState] = ()
    is_treaty_open: bool = False
    """It is foreign, and nobody has said whether it is a treaty."""


def next_step(facts: WorkFacts, peran: frozenset[Peran]) -> NextStep:
    """The next step for somebody with these roles towards the naskah."""
    is_unit = bool(peran & {Peran.PENGELOLA})
    if facts.status is Status.DRAF:
        return NextStep.LENGKAPI if is_unit else NextStep.TUNGGU
    if facts.status is Status.DIKEMBALIKAN:
        return NextStep.PERBAIKI if is_unit else NextStep.TUNGGU
    if facts.status is Status.DIAJUKAN:
        if penahanan_to_answer(facts.holds, peran) is not None:
            return NextStep.JAWAB
        return NextStep.TENTUKAN if facts.is_treaty_open and Peran.BIRO in peran else NextStep.TUNGGU
    if facts.status is Status.TERBIT and penahanan_to_answer(facts.holds, peran) is not None:
        return NextStep.JAWAB
    if facts.status is Status.TERBIT and facts.is_treaty_open and Peran.BIRO in peran:
        return NextStep.TENTUKAN
    return NextStep.LIHAT


def penahanan_to_answer(holds: Collection[AlasanPenahanan], peran: frozenset[Peran]) -> AlasanPenahanan | None:
    """The first open hold that waits for somebody with these roles; None where others are asked first.

    Several roles may answer a hold, but only its owner is told to: otherwise everybody waits for everybody.
    """
    return next((reason for reason in AlasanPenahanan if reason in holds and HOLD_OWNERS[reason][0] in peran), None)


def penahanan_owned_by(peran: frozenset[Peran]) -> frozenset[AlasanPenahanan]:
    """The holds that wait for one of these roles first."""
    return frozenset(reason for reason, owners in HOLD_OWNERS.items() if owners[0] in peran)
