"""Jobs: claimed from the database under a lease, fenced, tried a bounded number of times.

A worker that hangs loses its lease; the next one takes the job, and whatever the first one says later about it is
refused, because owner and attempt no longer match. One whose process is gone loses it at once (`services.workers`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from portal.errors import ConflictError, LeaseLostError, NotFoundError
from portal.models.job import Job, JobKind, JobState
from portal.services.acts import Act, Subject, record

MAX_ATTEMPTS = 3
MOST_LOSSES = 50
"""A process may be killed for many reasons; a job whose process dies this often is taken for the cause."""
_UNSUSPECTED = 5
_LONGEST_REST = timedelta(seconds=4)
"""What has lost its worker more often than that rests a little before it is tried again, and lets others go first."""
LEASE = timedelta(minutes=5)
BACK_OFF = timedelta(seconds=10)
POSTPONED = timedelta(seconds=2)
CALMER = timedelta(minutes=1)
"""What ran out of time is tried again after this, and then after four times as long."""
TIMED_OUT = "Melampaui batas waktu. Dicoba lagi sendiri saat mesin lebih longgar."
KILLED = "Dihentikan dari luar berulang kali. Dicoba lagi dengan sendirinya."
WORN_OUT = "Pekerja berhenti di tengah jalan pada setiap percobaan."

PRIORITY_NOW = 0
"""What takes something out of the public eye."""
PRIORITY_PERSON = 10
"""Somebody is waiting for it."""
PRIORITY_BULK = 50
"""Imports and repairs."""


_PORTION = 500
_UNTRIED = {"attempts": 0, "losses": 0, "error": "", "progress": 0, "progress_total": 0}


@dataclass(frozen=True)
class Claim:
    """A job held by a worker; `attempt` is the fence. `ran_out` tells that the last attempt ran out of time."""

    id: int
    kind: JobKind
    subject_id: int
    priority: int
    owner: str
    attempt: int
    ran_out: bool = False
    created_at: datetime | None = None

    @property
    def is_last(self) -> bool:
        """Whether nothing is tried after this attempt."""
        return self.attempt >= MAX_ATTEMPTS


def enqueue(
    session: Session,
    kind: JobKind,
    subject_id: int,
    *,
    now: datetime,
    priority: int = PRIORITY_PERSON,
    giliran: int = 0,
    not_before: datetime | None = None,
) -> None:
    """Ask for work in the caller's transaction; among equals in `priority` the lower `giliran` goes first.

    A waiting job for the same subject is moved up, not doubled; what is asked for anew has all its tries before it.
    """
    wanted_at = not_before or now
    waiting = session.scalar(
        select(Job)
        .where(Job.kind == kind, Job.subject_id == subject_id, Job.state == JobState.MENUNGGU)
        .limit(1)
        # Held until the caller's change is committed: a worker that took it now would not see that change. One that
        # a worker is taking at this moment does not count as waiting.
        .with_for_update(skip_locked=True)
    )
    if waiting is not None:
        waiting.priority = min(waiting.priority, priority)
        waiting.not_before = min(waiting.not_before, wanted_at)
        waiting.attempts = waiting.losses = 0
        return
    session.add(
        Job(
            kind=kind,
            subject_id=subject_id,
            priority=priority,
            giliran=giliran,
            state=JobState.MENUNGGU,
            attempts=0,
            losses=0,
            not_before=wanted_at,
            created_at=now,
            error="",
            progress=0,
            progress_total=0,
        )
    )


def enqueue_many(
    session: Session, kind: JobKind, wanted: Mapping[int, int], *, now: datetime, priority: int = PRIORITY_PERSON
) -> None:
    """Ask for a job for each subject in `wanted`, with its turn among equals; the same as many times `enqueue`."""
    subjects = list(wanted)
    waiting: set[int] = set()
    for start in range(0, len(subjects), _PORTION):
        some = subjects[start : start + _PORTION]
        query = select(Job.subject_id).where(Job.kind == kind, Job.subject_id.in_(some), Job.state == JobState.MENUNGGU)
        waiting.update(session.scalars(query))
    for subject_id in waiting:
        enqueue(session, kind, subject_id, now=now, priority=priority, giliran=wanted[subject_id])
    common = {"kind": kind, "priority": priority, "state": JobState.MENUNGGU, "not_before": now, "created_at": now}
    rows = [
        {**common, "subject_id": subject, "giliran": turn, **_UNTRIED}
        for subject, turn in wanted.items()
        if subject not in waiting
    ]
    if rows:
        session.execute(insert(Job), rows)


def claim(
    session: Session, *, owner: str, now: datetime, kinds: Sequence[JobKind] | None = None, limit: int = 1
) -> list[Claim]:
    """Take up to `limit` due jobs, those of people first; jobs with an expired lease count as waiting again."""
    is_expired = and_(Job.state == JobState.BERJALAN, Job.lease_until < now, Job.attempts < MAX_ATTEMPTS)
    due = or_(and_(Job.state == JobState.MENUNGGU, Job.not_before <= now), is_expired)
    query = (
        select(Job)
        .where(due)
        .order_by(Job.priority, Job.giliran, Job.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    if kinds is not None:
        query = query.where(Job.kind.in_(kinds))
    claims = []
    for job in session.scalars(query):
        job.state = JobState.BERJALAN
        job.owner = owner
        job.attempts += 1
        job.lease_until = now + LEASE
        ran_out = job.error == TIMED_OUT
        claims.append(
            Claim(job.id, job.kind, job.subject_id, job.priority, owner, job.attempts, ran_out, job.created_at)
        )
    return claims


def has_due(session: Session, *, now: datetime, kinds: Sequence[JobKind] = tuple(JobKind)) -> bool:
    """Whether anything of these kinds could be claimed now."""
    due = and_(Job.state == JobState.MENUNGGU, Job.not_before <= now)
    is_expired = and_(Job.state == JobState.BERJALAN, Job.lease_until < now)
    return session.scalar(select(Job.id).where(or_(due, is_expired), Job.kind.in_(kinds)).limit(1)) is not None


def give_up(session: Session, *, now: datetime) -> list[tuple[JobKind, int, int]]:
    """Close what nobody lived through: the lease of the last attempt ended without a word.

    Gives back kind, subject and priority of each, so that the caller can tell those who wait for it.
    """
    worn_out = (Job.state == JobState.BERJALAN, Job.lease_until < now, Job.attempts >= MAX_ATTEMPTS)
    closed = []
    for job in session.scalars(select(Job).where(*worn_out).with_for_update(skip_locked=True)):
        job.state, job.finished_at, job.error, job.owner, job.lease_until = JobState.GAGAL, now, WORN_OUT, None, None
        closed.append((job.kind, job.subject_id, job.priority))
    return closed


def hold_lease(session: Session, held: Claim, *, now: datetime, progress: int = 0, total: int = 0) -> None:
    """Prolong the lease of a long job and say how far it is; raises LeaseLostError."""
    _fenced_update(session, held, lease_until=now + LEASE, progress=progress, progress_total=total)


def finish(session: Session, held: Claim, *, now: datetime) -> None:
    """The job is done; call it in the transaction that stores its result. Raises LeaseLostError."""
    _fenced_update(session, held, state=JobState.SELESAI, finished_at=now, owner=None, lease_until=None, error="")


def postpone(session: Session, held: Claim, *, now: datetime, until: datetime | None = None, reason: str = "") -> None:
    """Give a job back untried: something it needs is in use or away. It costs no attempt. Raises LeaseLostError."""
    _give_back(session, held, until or now + POSTPONED, reason, attempts=held.attempt - 1)


def release(session: Session, owners: Sequence[str], *, now: datetime) -> int:
    """Give back what these owners hold, because they are gone; gives back how many jobs.

    It costs no attempt, unless a job has lost its worker so often that it is taken for the cause of it.
    """
    held = select(Job).where(Job.state == JobState.BERJALAN, Job.owner.in_(owners)).with_for_update(skip_locked=True)
    found = session.scalars(held).all()
    for job in found:
        job.losses += 1
        job.lease_until = now - timedelta(seconds=1)
        if job.losses >= MOST_LOSSES:
            job.attempts = MAX_ATTEMPTS
            continue
        rest = min(_LONGEST_REST, timedelta(seconds=1) * max(0, job.losses - _UNSUSPECTED))
        job.state, job.owner, job.lease_until, job.not_before = JobState.MENUNGGU, None, None, now + rest
        job.attempts = max(0, job.attempts - 1)
    session.flush()
    return len(found)


def try_later(session: Session, held: Claim, *, now: datetime) -> None:
    """It ran out of time: try again when the machine may be calmer, with more patience. Raises LeaseLostError."""
    _give_back(session, held, now + CALMER * 4 ** (held.attempt - 1), TIMED_OUT)


def try_again(session: Session, held: Claim, *, now: datetime) -> None:
    """Somebody else ended what it worked with: that attempt says nothing, the next may. Raises LeaseLostError."""
    _give_back(session, held, now + POSTPONED * 5 ** (held.attempt - 1), KILLED)


def fail(session: Session, held: Claim, *, now: datetime, error: str, is_final: bool = False) -> JobState:
    """The job went wrong: try again later, or leave it `gagal` for staff to see. Raises LeaseLostError."""
    is_last = is_final or held.attempt >= MAX_ATTEMPTS
    state = JobState.GAGAL if is_last else JobState.MENUNGGU
    finished_at = now if is_last else None
    _give_back(session, held, now + BACK_OFF * held.attempt, error[:500], state=state, finished_at=finished_at)
    return state


def prune(session: Session, *, before: datetime) -> None:
    """Forget jobs that were done before an instant; failed ones stay until somebody has dealt with them."""
    session.execute(delete(Job).where(Job.state == JobState.SELESAI, Job.finished_at < before))


def indexed_since(session: Session, instant: datetime, *, but: Collection[int] = ()) -> Sequence[int]:
    """Naskah whose index entry was written, or is being written, since an instant; not by the jobs of `but`."""
    is_done = and_(Job.state == JobState.SELESAI, Job.finished_at >= instant)
    is_recent = and_(or_(is_done, Job.state == JobState.BERJALAN), Job.id.not_in(but))
    return session.scalars(select(Job.subject_id).where(Job.kind == JobKind.INDEKS, is_recent).distinct()).all()


def retry_job(session: Session, job_id: int, act: Act) -> None:
    """A person gives a failed job new attempts. Raises NotFoundError or ConflictError."""
    job = session.get(Job, job_id)
    if job is None:
        raise NotFoundError("Pekerjaan tidak ditemukan.")
    if job.state is not JobState.GAGAL:
        raise ConflictError("Pekerjaan ini tidak sedang gagal.")
    job.state, job.attempts, job.losses, job.not_before, job.finished_at = JobState.MENUNGGU, 0, 0, act.now, None
    after = {"jenis": job.kind, "objek": job.subject_id}
    record(session, act, "pekerjaan.ulangi", Subject("pekerjaan", str(job.id)), after=after)


def _give_back(
    session: Session,
    held: Claim,
    not_before: datetime,
    error: str,
    *,
    state: JobState = JobState.MENUNGGU,
    **more: object,
) -> None:
    """Let go of a job: it waits again until an instant, unless another state is given."""
    values = {"state": state, "not_before": not_before, "error": error, **more}
    _fenced_update(session, held, owner=None, lease_until=None, **values)


def _fenced_update(session: Session, held: Claim, **values: object) -> None:
    done = session.execute(
        update(Job)
        .where(
            Job.id == held.id,
            Job.owner == held.owner,
            Job.attempts == held.attempt,
            Job.state == JobState.BERJALAN,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if done.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE always gives a CursorResult
        raise LeaseLostError("Pekerjaan ini sudah diambil pekerja lain.")
