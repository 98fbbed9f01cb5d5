"""Workers: a process that is gone gives back what it held at once, without waiting for its leases to run out.

On the same machine the kernel is asked. A process elsewhere says every few seconds that it lives; one that has fallen
silent is taken for gone. Where neither is to be had, the lease decides as before.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from portal import process
from portal.models.job import Job, JobState
from portal.models.pemberitahuan import LetterState, Pemberitahuan
from portal.models.worker import WorkerProcess
from portal.services import jobs

BEAT = timedelta(seconds=10)
SILENT = timedelta(seconds=35)
"""A process not heard of for this long is gone; its machine may have gone with it."""
_FORGOTTEN = timedelta(hours=1)


def note_alive(session: Session, name: str, *, now: datetime, second_reader: str = "") -> None:
    """Say that a process lives and what second reader it has, and forget those that have been gone for long."""
    session.execute(delete(WorkerProcess).where(WorkerProcess.seen_at < now - _FORGOTTEN))
    session.merge(WorkerProcess(name=name, seen_at=now, second_reader=second_reader))


def note_ended(session: Session, name: str) -> None:
    """Say that a process ends in good order: it holds nothing any more."""
    session.execute(delete(WorkerProcess).where(WorkerProcess.name == name))


def take_over(session: Session, *, now: datetime) -> int:
    """Let what gone processes held be claimed again; gives back how many jobs."""
    owners = session.scalars(select(Job.owner).where(Job.state == JobState.BERJALAN).distinct()).all()
    gone = [owner for owner in owners if owner is not None and _is_gone(session, owner, now)]
    return jobs.release(session, gone, now=now) if gone else 0


def take_over_letters(session: Session, *, now: datetime) -> None:
    """Let letters be sent again whose sender is gone: what was handed over already bears the same name once more."""
    held = Pemberitahuan.state == LetterState.DIKIRIM
    owners = session.scalars(select(Pemberitahuan.owner).where(held).distinct()).all()
    gone = [owner for owner in owners if owner is not None and _is_gone(session, owner, now)]
    if gone:
        ended = now - timedelta(seconds=1)
        session.execute(update(Pemberitahuan).where(held, Pemberitahuan.owner.in_(gone)).values(lease_until=ended))


def _is_gone(session: Session, owner: str, now: datetime) -> bool:
    if (name := process.name_in(owner)) is None:
        return False
    if (is_gone := process.is_gone(name)) is not None:
        return is_gone
    heard = session.scalar(select(WorkerProcess.seen_at).where(WorkerProcess.name == name))
    return heard is not None and heard < now - SILENT
