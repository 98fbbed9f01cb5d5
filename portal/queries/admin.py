"""What the administration pages show: people, units, the queue. Nothing here reads a naskah's content."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Row, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from portal.domain.naskah.enumerations import JenisUnit
from portal.domain.permissions import Actor, HeldPenugasan, Peran
from portal.errors import NotFoundError
from portal.models.berkas import Berkas, Halaman
from portal.models.job import Job, JobKind, JobState
from portal.models.naskah import Naskah
from portal.models.unit import Unit
from portal.models.user import LoginSession, PendingPenugasan, Penugasan, User
from portal.models.worker import WorkerProcess
from portal.queries.naskah.values import UnitChoice
from portal.queries.naskah.worklist import current_name

PER_PAGE = 50
MOST_JOBS = 100
_LIVES = timedelta(minutes=1)
"""A worker that was not heard of for longer says nothing about today."""

_OF_PAGE = (JobKind.KENALI_HALAMAN, JobKind.BACA_KEDUA)
_OF_FILE = (JobKind.BACA_BERKAS, JobKind.SARANKAN, JobKind.PERIKSA_TANDA_TANGAN)
"""Of all other jobs the subject is the naskah itself."""


@dataclass(frozen=True)
class PenugasanEntry:
    """An assignment of a person: role, unit, first and last day (None: until further notice)."""

    id: int
    peran: Peran
    unit_kode: str
    unit_nama: str
    starts_on: date
    ends_on: date | None

    def is_current(self, today: date) -> bool:
        """Whether it holds on `today`."""
        return HeldPenugasan(self.unit_kode, self.peran, self.starts_on, self.ends_on).is_current(today)


@dataclass(frozen=True)
class PendingEntry:
    """An assignment that waits for the consent of another admin or the Biro."""

    id: int
    user_id: int
    nama: str
    email: str
    peran: Peran
    unit_nama: str
    starts_on: date
    asked_by: int
    asker: str


@dataclass(frozen=True)
class UserEntry:
    """An account with its assignments; `sessions` counts the ones not ended."""

    id: int
    email: str
    nama: str
    is_active: bool
    created_at: datetime
    penugasan: tuple[PenugasanEntry, ...]
    sessions: int = 0
    last_seen_at: datetime | None = None
    pending: tuple[PendingEntry, ...] = ()
    """Assignments that wait for the consent of somebody else."""


@dataclass(frozen=True)
class UserPage:
    """Some accounts of a longer list; `page` counts from 1."""

    users: tuple[UserEntry, ...]
    total: int
    page: int
    per_page: int = PER_PAGE


@dataclass(frozen=True)
class UnitEntry:
    """A unit in the tree, `depth` levels below the top; with the number of its naskah and of its people today."""

    kode: str
    nama: str
    jenis: JenisUnit
    depth: int
    naskah: int
    people: int


@dataclass(frozen=True)
class JobEntry:
    """A piece of work; `kode` names its naskah where the viewer may know it."""

    id: int
    kind: JobKind
    state: JobState
    kode: str
    attempts: int
    error: str
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True)
class Queue:
    """Counts by state, the failed jobs (newest first), and how long the oldest due job waits."""

    waiting: int
    running: int
    failed: int
    oldest_due_at: datetime | None
    failed_jobs: tuple[JobEntry, ...]
    second_readers: tuple[str, ...] = ()
    """What the workers that live say of their second readers, each saying once."""


def list_users(session: Session, text: str, page: int) -> UserPage:
    """Accounts by name; `text` narrows to a part of name or address."""
    query = select(User, func.count().over().label("n"))
    if wanted := " ".join(text.lower().split()):
        query = query.where(
            or_(func.lower(User.nama).contains(wanted, autoescape=True), User.email.contains(wanted, autoescape=True))
        )
    query = query.order_by(User.is_active.desc(), func.lower(User.nama), User.id)
    rows = session.execute(query.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    assignments = _assignments(session, [row.User.id for row in rows])
    users = tuple(_user(row.User, assignments) for row in rows)
    return UserPage(users, rows[0].n if rows else 0, page)


def find_user(session: Session, user_id: int) -> UserEntry:
    """One account. Raises NotFoundError."""
    user = session.get(User, user_id)
    if user is None:
        raise NotFoundError("Akun tidak ditemukan.")
    sessions, seen_at = session.execute(
        select(func.count(), func.max(LoginSession.seen_at)).where(
            LoginSession.user_id == user_id, LoginSession.ended_at.is_(None)
        )
    ).one()
    found = _user(user, _assignments(session, [user_id]), sessions, seen_at)
    return replace(found, pending=_pending(session, PendingPenugasan.user_id == user_id))


def all_units(session: Session) -> tuple[UnitChoice, ...]:
    """Every unit by name, to assign people to."""
    rows = session.execute(select(Unit.kode, current_name.label("nama"), Unit.jenis))
    return tuple(sorted((UnitChoice(k, n or k, j) for k, n, j in rows), key=lambda unit: unit.nama.lower()))


def unit_tree(session: Session, today: date) -> tuple[UnitEntry, ...]:
    """All units, each after the one above it."""
    naskah = select(func.count()).where(Naskah.unit_id == Unit.id).correlate(Unit).scalar_subquery()
    is_current = and_(
        Penugasan.starts_on <= today, or_(Penugasan.ends_on.is_(None), Penugasan.ends_on >= today), User.is_active
    )
    people = (
        select(func.count(Penugasan.user_id.distinct()))
        .join(User, User.id == Penugasan.user_id)
        .where(Penugasan.unit_id == Unit.id, is_current)
        .correlate(Unit)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Unit.id,
            Unit.parent_id,
            Unit.kode,
            Unit.jenis,
            current_name.label("nama"),
            naskah.label("naskah"),
            people.label("people"),
        )
    ).all()
    children: dict[int | None, list[Row[int, int | None, str, JenisUnit, str, int, int]]] = {}
    for row in sorted(rows, key=lambda row: (row.nama or row.kode).lower()):
        children.setdefault(row.parent_id, []).append(row)
    return tuple(_walk(children, None, 0))


def _walk(
    children: dict[int | None, list[Row[int, int | None, str, JenisUnit, str, int, int]]],
    parent: int | None,
    depth: int,
) -> list[UnitEntry]:
    found = []
    for row in children.get(parent, ()):
        found.append(UnitEntry(row.kode, row.nama or row.kode, row.jenis, depth, row.naskah, row.people))
        found += _walk(children, row.id, depth + 1)
    return found


def load_queue(session: Session, actor: Actor, now: datetime) -> Queue:
    """How much work waits, runs and failed; failed work with the code of its naskah for those who may read it."""
    is_waiting, is_failed = Job.state == JobState.MENUNGGU, Job.state == JobState.GAGAL
    counts = session.execute(
        select(
            func.count(case((is_waiting, 1))),
            func.count(case((Job.state == JobState.BERJALAN, 1))),
            func.count(case((is_failed, 1))),
            func.min(case((and_(is_waiting, Job.not_before <= now), Job.not_before))),
        )
    ).one()
    is_of_page, is_of_file = Job.kind.in_(_OF_PAGE), Job.kind.in_((*_OF_PAGE, *_OF_FILE))
    rows = session.execute(
        select(Job, Naskah.kode, Unit.kode.label("unit_kode"))
        .outerjoin(Halaman, and_(is_of_page, Halaman.id == Job.subject_id))
        .outerjoin(Berkas, and_(is_of_file, Berkas.id == case((is_of_page, Halaman.berkas_id), else_=Job.subject_id)))
        .outerjoin(Naskah, Naskah.id == case((is_of_file, Berkas.naskah_id), else_=Job.subject_id))
        .outerjoin(Unit, Unit.id == Naskah.unit_id)
        .where(is_failed)
        .order_by(Job.id.desc())
        .limit(MOST_JOBS)
    )
    failed = tuple(
        JobEntry(
            id=job.id,
            kind=job.kind,
            state=job.state,
            kode=kode if kode and actor.can_read(unit_kode) else "",
            attempts=job.attempts,
            error=job.error,
            created_at=job.created_at,
            finished_at=job.finished_at,
        )
        for job, kode, unit_kode in rows
    )
    said = select(WorkerProcess.second_reader).where(
        WorkerProcess.second_reader != "", WorkerProcess.seen_at >= now - _LIVES
    )
    readers = session.scalars(said.distinct().order_by(WorkerProcess.second_reader)).all()
    return Queue(counts[0], counts[1], counts[2], counts[3], failed, tuple(readers))


def waiting_for_consent(session: Session) -> tuple[tuple[int, str], ...]:
    """Accounts with an assignment that waits, by name: number and name."""
    query = (
        select(User.id, User.nama)
        .join(PendingPenugasan, PendingPenugasan.user_id == User.id)
        .where(PendingPenugasan.decided_at.is_(None))
        .distinct()
        .order_by(User.nama, User.id)
    )
    return tuple((row.id, row.nama) for row in session.execute(query))


def all_pending(session: Session) -> tuple[PendingEntry, ...]:
    """Everything that waits for consent, the oldest first; for the Biro."""
    return _pending(session)


def _pending(session: Session, *more: ColumnElement[bool]) -> tuple[PendingEntry, ...]:
    asker = aliased(User)
    rows = session.execute(
        select(PendingPenugasan, current_name.label("unit_nama"), User.nama, User.email, asker.nama)
        .join(Unit, Unit.id == PendingPenugasan.unit_id)
        .join(User, User.id == PendingPenugasan.user_id)
        .join(asker, asker.id == PendingPenugasan.asked_by)
        .where(PendingPenugasan.decided_at.is_(None), *more)
        .order_by(PendingPenugasan.id)
    )
    return tuple(
        PendingEntry(
            row.id, row.user_id, nama, email, row.peran, unit_nama or "", row.starts_on, row.asked_by, asked_by
        )
        for row, unit_nama, nama, email, asked_by in rows
    )


def _assignments(session: Session, user_ids: list[int]) -> dict[int, list[PenugasanEntry]]:
    rows = session.execute(
        select(Penugasan, Unit.kode, current_name.label("nama"))
        .join(Unit, Unit.id == Penugasan.unit_id)
        .where(Penugasan.user_id.in_(user_ids))
        .order_by(Penugasan.starts_on.desc(), Penugasan.id.desc())
    )
    found: dict[int, list[PenugasanEntry]] = {}
    for row, kode, nama in rows:
        entry = PenugasanEntry(row.id, row.peran, kode, nama or kode, row.starts_on, row.ends_on)
        found.setdefault(row.user_id, []).append(entry)
    return found


def _user(
    user: User,
    assignments: dict[int, list[PenugasanEntry]],
    sessions: int = 0,
    last_seen_at: datetime | None = None,
) -> UserEntry:
    return UserEntry(
        id=user.id,
        email=user.email,
        nama=user.nama,
        is_active=user.is_active,
        created_at=user.created_at,
        penugasan=tuple(assignments.get(user.id, ())),
        sessions=sessions,
        last_seen_at=last_seen_at,
    )
