"""What the administration looks after, written as rows: accounts without passwords, pieces of work in any state."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from portal.domain.permissions import Peran
from portal.models.job import Job, JobKind, JobState
from portal.models.unit import Unit
from portal.models.user import Penugasan, User
from portal.wiring import Stores

NOW = datetime(2026, 6, 15, 3, tzinfo=UTC)


def add_user(
    stores: Stores,
    nama: str,
    *roles: tuple[str, date, date | None],
    is_active: bool = True,
    email: str = "",
    peran: Peran = Peran.PENGELOLA,
) -> int:
    """An account with a role in each unit, from and until these days."""
    with stores.database.transaction() as session:
        units = {unit.kode: unit.id for unit in session.scalars(select(Unit))}
        user = User(
            email=email or f"{nama.lower().replace(' ', '.')}@contoh.example",
            nama=nama, password_hash="-", is_active=is_active, created_at=NOW,
            penugasan_list=[
                Penugasan(unit_id=units[unit], peran=peran, starts_on=first, ends_on=last)
                for unit, first, last in roles
            ],
        )  # fmt: skip
        session.add(user)
        session.flush()
        return user.id


def add_job(stores: Stores, kind: JobKind, subject: int, state: JobState, not_before: datetime = NOW) -> int:
    """One piece of work; gives back its number."""
    with stores.database.transaction() as session:
        job = Job(
            kind=kind, subject_id=subject, priority=1, giliran=0, state=state, attempts=3, not_before=not_before,
            created_at=NOW, error="Rusak.", progress=0, progress_total=0,
        )  # fmt: skip
        session.add(job)
        session.flush()
        return job.id
