"""The next step names one thing to do, for exactly one side."""

import pytest

from portal.domain.naskah.next_step import NextStep, WorkFacts, next_step, penahanan_owned_by, penahanan_to_answer
from portal.domain.naskah.status import Status
from portal.domain.permissions import Peran
from portal.domain.publication.penahanan import HOLD_OWNERS, AlasanPenahanan

UNIT, BIRO, PPID, HEAD = (frozenset({p}) for p in (Peran.PENGELOLA, Peran.BIRO, Peran.PPID, Peran.PIMPINAN))
R = AlasanPenahanan

CASES = [
    (Status.DRAF, (), UNIT, NextStep.LENGKAPI),
    (Status.DRAF, (), BIRO, NextStep.TUNGGU),
    (Status.DIKEMBALIKAN, (), UNIT, NextStep.PERBAIKI),
    (Status.DIKEMBALIKAN, (), HEAD, NextStep.TUNGGU),
    (Status.DIAJUKAN, (), UNIT, NextStep.TUNGGU),
    (Status.DIAJUKAN, (R.BELUM_TERBACA,), UNIT, NextStep.TUNGGU),
    (Status.DIAJUKAN, (R.DATA_PRIBADI,), UNIT, NextStep.JAWAB),
    (Status.DIAJUKAN, (R.DATA_PRIBADI,), BIRO, NextStep.TUNGGU),
    (Status.DIAJUKAN, (R.MENUNGGU_BIRO,), UNIT, NextStep.TUNGGU),
    (Status.DIAJUKAN, (R.MENUNGGU_BIRO,), BIRO, NextStep.JAWAB),
    (Status.DIAJUKAN, (R.PUTUSAN_PPID,), PPID, NextStep.JAWAB),
    (Status.DIAJUKAN, (R.EMBARGO,), BIRO, NextStep.TUNGGU),
    (Status.TERBIT, (), UNIT, NextStep.LIHAT),
    (Status.DITARIK, (), BIRO, NextStep.LIHAT),
]


@pytest.mark.parametrize(("status", "holds", "peran", "step"), CASES)
def test_the_next_step(
    status: Status, holds: tuple[AlasanPenahanan, ...], peran: frozenset[Peran], step: NextStep
) -> None:
    assert next_step(WorkFacts(status, holds), peran) is step


OPEN = [
    pytest.param(Status.DIAJUKAN, (), BIRO, NextStep.TENTUKAN, id="Pasal 10 ayat (2) handed in"),
    pytest.param(Status.TERBIT, (), BIRO, NextStep.TENTUKAN, id="Pasal 10 ayat (2) published"),
    pytest.param(Status.DIAJUKAN, (R.MENUNGGU_BIRO,), BIRO, NextStep.JAWAB, id="a hold comes first"),
    pytest.param(Status.DIAJUKAN, (), UNIT, NextStep.TUNGGU, id="the unit has nothing to decide"),
    pytest.param(Status.TERBIT, (), UNIT, NextStep.LIHAT, id="the unit has nothing to decide after publication"),
    pytest.param(Status.DRAF, (), BIRO, NextStep.TUNGGU, id="a draft is the unit's"),
]


@pytest.mark.parametrize(("status", "holds", "peran", "step"), OPEN)
def test_an_open_question_of_the_treaty_is_a_task_of_the_biro(
    status: Status, holds: tuple[AlasanPenahanan, ...], peran: frozenset[Peran], step: NextStep
) -> None:
    assert next_step(WorkFacts(status, holds, is_treaty_open=True), peran) is step


@pytest.mark.parametrize("reason", [r for r in AlasanPenahanan if HOLD_OWNERS[r][0] is not Peran.SISTEM])
def test_every_hold_waits_for_exactly_one_side(reason: AlasanPenahanan) -> None:
    asked = [peran for peran in (UNIT, BIRO, PPID, HEAD) if penahanan_to_answer((reason,), peran) is reason]

    assert len(asked) == 1
    assert reason in penahanan_owned_by(asked[0])
