"""How the portal runs, in numbers alone: what waits, what is held, when the originals were last read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from portal.models.job import Job, JobState
from portal.models.penahanan import Penahanan
from portal.models.worker import WorkerProcess
from portal.queries import object_copies
from portal.queries.object_copies import CopiesState

LIVES = timedelta(seconds=35)
"""After so long without a word a worker counts as gone."""


@dataclass(frozen=True)
class OperationState:
    """One moment of the portal."""

    jobs: dict[str, int]
    """How many jobs wait, run and failed."""
    oldest_due_at: datetime | None
    """Since when the longest waiting job could have been done; None where none waits."""
    penahanan: int
    """Holds on publication that nobody has answered."""
    workers: int
    copies: CopiesState


def load_state(session: Session, now: datetime) -> OperationState:
    """Count; a fixed number of questions, however much there is."""
    is_due = and_(Job.state == JobState.MENUNGGU, Job.not_before <= now)
    open_states = (JobState.MENUNGGU, JobState.BERJALAN, JobState.GAGAL)
    rows = session.execute(
        select(Job.state, func.count(), func.min(case((is_due, Job.not_before))))
        .where(Job.state.in_(open_states))
        .group_by(Job.state)
    ).all()
    jobs = {state.value: 0 for state in open_states} | {state.value: number for state, number, _ in rows}
    held = select(func.count()).select_from(Penahanan).where(Penahanan.closed_at.is_(None))
    alive = select(func.count()).select_from(WorkerProcess).where(WorkerProcess.seen_at >= now - LIVES)
    return OperationState(
        jobs=jobs,
        oldest_due_at=min((due for _, _, due in rows if due is not None), default=None),
        penahanan=session.scalar(held) or 0,
        workers=session.scalar(alive) or 0,
        copies=object_copies.load_state(session),
    )
