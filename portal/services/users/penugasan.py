"""Assignments: giving a person a role in a unit, and taking it back on a day. A change ends the person's sessions."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.formats import long_date
from portal.domain.permissions import Peran
from portal.errors import BadInputError, ConflictError, NotFoundError
from portal.models.unit import Unit
from portal.models.user import Penugasan, User
from portal.services.acts import Act, Subject, record
from portal.services.kunci_akses import opening
from portal.services.users import accounts, consent
from portal.services.users.consent import Grant


@dataclass(frozen=True)
class NewPenugasan:
    """A role in a unit (by code) from a day on; `ends_on` is its last day, None until further notice."""

    peran: Peran
    unit: str
    starts_on: date
    ends_on: date | None = None


def find_account(session: Session, user_id: int) -> User:
    """The account with this number; raises NotFoundError."""
    user = session.get(User, user_id)
    if user is None:
        raise NotFoundError("Akun tidak ditemukan.")
    return user


def assign(session: Session, user_id: int, new: NewPenugasan, act: Act) -> bool:
    """Give a person a role in a unit; False where it waits for the consent of somebody else.

    Raises NotFoundError, BadInputError or ConflictError.
    """
    user = find_account(session, user_id)
    unit = session.scalar(select(Unit).where(Unit.kode == new.unit))
    if unit is None:
        raise BadInputError(f"Unit {new.unit} tidak terdaftar.", "unit")
    if new.peran is Peran.SISTEM:
        raise BadInputError("Peran ini hanya untuk sistem.", "peran")
    if new.ends_on is not None and new.ends_on < new.starts_on:
        raise BadInputError("Hari terakhir tidak boleh sebelum hari pertama.", "ends_on")
    if any(_overlaps(row, unit.id, new) for row in user.penugasan_list):
        raise ConflictError("Orang ini sudah memegang peran itu di unit yang sama pada hari-hari itu.")
    grant = Grant(user, unit, new.peran, new.starts_on, new.ends_on)
    if consent.must_wait(session, grant, act):
        consent.ask(session, grant, act)
        return False
    _give(session, grant, act)
    return True


def consent_to(session: Session, user_id: int, pending_id: int, act: Act, *, is_granted: bool) -> None:
    """Decide as another admin or as the Biro about an assignment that waits. Raises what `consent.decide` raises."""
    grant = consent.decide(session, user_id, pending_id, act, is_granted=is_granted)
    if not is_granted:
        return
    new = NewPenugasan(grant.peran, grant.unit.kode, grant.starts_on, grant.ends_on)
    if any(_overlaps(row, grant.unit.id, new) for row in grant.user.penugasan_list):
        raise ConflictError("Orang ini sudah memegang peran itu di unit yang sama pada hari-hari itu.")
    _give(session, grant, act)


def _give(session: Session, grant: Grant, act: Act) -> None:
    held = Penugasan(unit_id=grant.unit.id, peran=grant.peran, starts_on=grant.starts_on, ends_on=grant.ends_on)
    grant.user.penugasan_list.append(held)
    session.flush()
    _record(session, grant.user, act, "akun.tugaskan", before={}, after=grant.values())
    consent.tell_if_open(session, grant, act)


def end_penugasan(session: Session, user_id: int, penugasan_id: int, last_day: date, act: Act) -> None:
    """Let an assignment hold until and including `last_day`; one that would never hold is taken away.

    It is shortened only: whoever is to hold it longer is given it anew, with the consent that this needs. Raises
    NotFoundError, BadInputError, or ConflictError for an admin who would lock themselves out.
    """
    user = find_account(session, user_id)
    row = next((row for row in user.penugasan_list if row.id == penugasan_id), None)
    if row is None:
        raise NotFoundError("Penugasan tidak ditemukan.")
    if user.id == act.actor.user_id and row.peran is Peran.ADMIN:
        raise ConflictError("Penugasan admin Anda sendiri hanya dapat diakhiri oleh admin lain.")
    if row.ends_on is not None and last_day > row.ends_on:
        raise BadInputError(
            f"Penugasan ini berakhir {long_date(row.ends_on)} dan tidak dapat diperpanjang. Beri peran itu lagi mulai"
            " hari sesudahnya.",
            "last_day",
        )
    unit = session.get_one(Unit, row.unit_id)
    before = {"peran": row.peran, "unit": unit.kode, "mulai": row.starts_on, "berakhir": row.ends_on}
    if last_day < row.starts_on:
        user.penugasan_list.remove(row)
        after: dict[str, object] = {}
    else:
        row.ends_on = last_day
        after = {**before, "berakhir": last_day}
    session.flush()
    _record(session, user, act, "akun.akhiri_tugas", before=before, after=after)
    opening.end_lost(session, act, user.id)


def disable(session: Session, user_id: int, act: Act) -> None:
    """Close an account. Raises NotFoundError, or ConflictError for one's own."""
    user = find_account(session, user_id)
    if user.id == act.actor.user_id:
        raise ConflictError("Akun Anda sendiri hanya dapat dinonaktifkan oleh admin lain.")
    accounts.disable_user(session, user.email, actor=act.actor, now=act.now)


def enable(session: Session, user_id: int, act: Act) -> None:
    """Open a closed account again. Raises NotFoundError, or ConflictError where it is open."""
    accounts.enable_user(session, find_account(session, user_id).email, actor=act.actor, now=act.now)


def _overlaps(row: Penugasan, unit_id: int, new: NewPenugasan) -> bool:
    is_same = row.unit_id == unit_id and row.peran is new.peran
    starts_before_end = row.ends_on is None or new.starts_on <= row.ends_on
    ends_after_start = new.ends_on is None or row.starts_on <= new.ends_on
    return is_same and starts_before_end and ends_after_start


def _record(
    session: Session, user: User, act: Act, action: str, *, before: dict[str, object], after: dict[str, object]
) -> None:
    accounts.end_sessions_of(session, user.id, now=act.now)
    record(session, act, action, Subject("akun", user.email), before=before, after=after)
