"""How the portal runs: jobs by state, the longest wait, holds and workers, at the cost of four questions."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import delete, select

from portal.domain.publication.penahanan import AlasanPenahanan
from portal.models.job import Job, JobKind, JobState
from portal.models.naskah import Naskah
from portal.models.penahanan import Penahanan
from portal.models.worker import WorkerProcess
from portal.queries.object_copies import CopiesState
from portal.queries.operation import LIVES, OperationState, load_state
from portal.wiring import Stores
from tests.factories.desk import Desk
from tests.queries.conftest import Ask

NOW = datetime(2099, 3, 12, 3, 0, tzinfo=UTC)


def job(state: JobState, not_before: datetime) -> Job:
    return Job(
        kind=JobKind.TANDAI_LOG, subject_id=0, priority=10, giliran=0, state=state, attempts=0, not_before=not_before,
        created_at=NOW, error="", progress=0, progress_total=0,
    )  # fmt: skip


def test_an_empty_portal_has_nothing_to_tell(ask: Ask, cost: Callable[..., int]) -> None:
    assert ask(load_state, NOW) == OperationState(
        jobs={"menunggu": 0, "berjalan": 0, "gagal": 0},
        oldest_due_at=None,
        penahanan=0,
        workers=0,
        copies=CopiesState(originals=0),
    )
    assert cost(load_state, NOW) == 4


def test_what_is_due_held_and_alive_is_counted_and_the_longest_wait_told(stores: Stores, ask: Ask, desk: Desk) -> None:
    kode = desk.draft()
    oldest = NOW - timedelta(hours=2)
    with stores.database.transaction() as session:
        naskah_id = session.scalars(select(Naskah.id).where(Naskah.kode == kode)).one()
        session.execute(delete(Job))  # The one that came with the draft.
        session.add_all([job(JobState.MENUNGGU, oldest), job(JobState.MENUNGGU, NOW + timedelta(hours=1))])
        session.add_all([job(JobState.GAGAL, oldest - timedelta(days=9)), job(JobState.SELESAI, oldest)])
        session.add_all(
            Penahanan(
                naskah_id=naskah_id, alasan=AlasanPenahanan.EMBARGO, opened_at=NOW, tinjau_on=date(2099, 4, 1),
                closed_at=closed, jawaban="", konten="", is_answered=False,
            )
            for closed in (None, NOW)
        )  # fmt: skip
        session.add(WorkerProcess(name="hidup", seen_at=NOW))
        session.add(WorkerProcess(name="mati", seen_at=NOW - LIVES - timedelta(seconds=1)))

    found = ask(load_state, NOW)

    assert found.jobs == {"menunggu": 2, "berjalan": 0, "gagal": 1}
    assert (found.oldest_due_at, found.penahanan, found.workers) == (oldest, 1, 1)
