"""The next step of a naskah, and whose it is: one owner, so that nobody waits for everybody."""

import pytest

from portal.domain.langkah import Langkah, WorkFacts, hold_to_answer, holds_owned_by, next_step
from portal.domain.permissions import Peran
from portal.domain.publication import HoldReason
from portal.domain.status import Status

CASES = [
    (Status.DRAF, (), Peran.PENGELOLA, Langkah.LENGKAPI),
    (Status.DRAF, (), Peran.BIRO, Langkah.TUNGGU),
    (Status.DIKEMBALIKAN, (), Peran.PENGELOLA, Langkah.PERBAIKI),
    (Status.DIKEMBALIKAN, (), Peran.BIRO, Langkah.TUNGGU),
    (Status.DIAJUKAN, (HoldReason.DATA_PRIBADI,), Peran.PENGELOLA, Langkah.JAWAB),
    (Status.DIAJUKAN, (HoldReason.DATA_PRIBADI,), Peran.BIRO, Langkah.TUNGGU),
    (Status.DIAJUKAN, (HoldReason.MENUNGGU_BIRO,), Peran.BIRO, Langkah.JAWAB),
    (Status.DIAJUKAN, (HoldReason.MENUNGGU_BIRO,), Peran.PENGELOLA, Langkah.TUNGGU),
    (Status.DIAJUKAN, (HoldReason.PUTUSAN_PPID,), Peran.PPID, Langkah.JAWAB),
    (Status.DIAJUKAN, (HoldReason.BELUM_TERBACA, HoldReason.EMBARGO), Peran.PENGELOLA, Langkah.TUNGGU),
    (Status.DIAJUKAN, (), Peran.PENGELOLA, Langkah.TUNGGU),
    (Status.TERBIT, (), Peran.PENGELOLA, Langkah.LIHAT),
    (Status.DITARIK, (), Peran.BIRO, Langkah.LIHAT),
]


@pytest.mark.parametrize(("status", "holds", "peran", "expected"), CASES)
def test_the_next_step_depends_on_state_holds_and_role(
    status: Status, holds: tuple[HoldReason, ...], peran: Peran, expected: Langkah
) -> None:
    assert next_step(WorkFacts(status, holds), frozenset({peran})) is expected


@pytest.mark.parametrize("reason", [r for r in HoldReason if r not in (HoldReason.BELUM_TERBACA, HoldReason.EMBARGO)])
def test_every_hold_that_people_answer_is_told_to_exactly_one_role(reason: HoldReason) -> None:
    told = [peran for peran in Peran if hold_to_answer([reason], frozenset({peran})) is reason]

    assert len(told) == 1
    assert reason in holds_owned_by(frozenset(told))
