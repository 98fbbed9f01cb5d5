"""Consent: a role that opens records is given by two people who do not hold each other's accounts; the Biro is told.

An admin keeps accounts, not records (`domain.permissions`). Whoever could give themselves the role of the Biro would
read them all the same, be it by way of a second account that they made, or whose password they made. So consent comes
from another admin, from the Biro or from the operator of the server, and never from an account of the asker's making,
at however many removes, nor from one that has not stood for a week (`second_person`). Whoever makes a password for an
account holds it too, so its roles that open records wait anew.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.domain.formats import long_date
from portal.domain.naskah.enumerations import JenisUnit
from portal.domain.permissions import Peran, opens_records
from portal.domain.tanggal import wib_today
from portal.errors import ConflictError, NotAllowedError, NotFoundError
from portal.models.unit import Unit
from portal.models.user import FactorReset, PendingPenugasan, Penugasan, User
from portal.services.acts import Act, Subject, record
from portal.services.users import letters, second_person

Request = TypeVar("Request", PendingPenugasan, FactorReset)

NEEDED = "Peran ini membuka naskah yang tidak terbit. Ia berlaku setelah disetujui admin lain atau Biro."


@dataclass(frozen=True)
class Grant:
    """A role in a unit for somebody, from and until given days."""

    user: User
    unit: Unit
    peran: Peran
    starts_on: date
    ends_on: date | None

    def values(self) -> dict[str, object]:
        """What the audit trail says of it."""
        return {"peran": self.peran, "unit": self.unit.kode, "mulai": self.starts_on, "berakhir": self.ends_on}


def must_wait(session: Session, grant: Grant, act: Act) -> bool:
    """Whether this grant waits for somebody else's consent.

    Raises ConflictError for a role that the only admin asks for themselves. The operator of the server is no admin of
    the pages and stands above this.
    """
    is_own = grant.user.id == act.actor.user_id
    # A table of units that is brought in at the same moment waits until this is done, or is waited for: what the unit
    # has below it is then as both see it.
    session.scalar(select(Unit.id).where(Unit.id == grant.unit.id).with_for_update(key_share=True))
    # Towards oneself every role counts: each unit's records are closed to an admin, and units can be taken one by one.
    if act.actor.user_id is None or not (is_own or _opens(session, grant)):
        return False
    if is_own and not _admins(session, wib_today(act.now)) - {act.actor.user_id}:
        raise ConflictError("Peran ini tidak dapat diberikan kepada diri sendiri. Perlu persetujuan admin lain.")
    return True


def ask(session: Session, grant: Grant, act: Act) -> None:
    """Write down what waits for consent. Raises ConflictError where the same waits already."""
    if _waits(session, grant):
        raise ConflictError("Penugasan yang sama sudah menunggu persetujuan.")
    session.add(
        PendingPenugasan(
            user_id=grant.user.id,
            unit_id=grant.unit.id,
            peran=grant.peran,
            starts_on=grant.starts_on,
            ends_on=grant.ends_on,
            asked_at=act.now,
            asked_by=act.actor.user_id,
        )
    )
    session.flush()
    record(session, act, "akun.minta_tugas", Subject("akun", grant.user.email), after=grant.values())
    _tell(session, grant, act, "diminta, menunggu persetujuan admin lain atau Biro")


def _waits(session: Session, grant: Grant) -> bool:
    same = (PendingPenugasan.user_id == grant.user.id, PendingPenugasan.unit_id == grant.unit.id)
    open_one = select(PendingPenugasan.id).where(
        *same, PendingPenugasan.peran == grant.peran, PendingPenugasan.decided_at.is_(None)
    )
    return session.scalar(open_one.limit(1)) is not None


@dataclass(frozen=True)
class RequestWords:
    """What is said to whoever may not decide a request, to whoever names one that is not there, and to the partial."""

    forbidden: str
    missing: str
    partial: str


_WORDS = RequestWords(
    forbidden="Hanya admin dan Biro yang menyetujui penugasan.",
    missing="Permintaan penugasan tidak ditemukan.",
    partial="Permintaan ini disetujui orang lain: bukan peminta, bukan penerima, bukan pembuat akun atau kata sandi"
    " mereka, dan bukan orang yang akun atau kata sandinya dibuat peminta.",
)


def settle(
    session: Session,
    kind: type[Request],
    request_id: int,
    user_id: int,
    act: Act,
    words: RequestWords,
    *,
    is_granted: bool,
) -> Request:
    """Decide a request that waits for somebody else's consent, once; gives it back decided.

    Raises NotFoundError, ConflictError where it was decided, NotAllowedError for whoever asked, is concerned by it, is
    not independent of them, or has not stood long enough. Anybody who may decide may refuse.
    """
    if not act.actor.peran & {Peran.ADMIN, Peran.BIRO}:
        raise NotAllowedError(words.forbidden)
    row = session.scalar(select(kind).where(kind.id == request_id).with_for_update())
    if row is None or row.user_id != user_id:
        raise NotFoundError(words.missing)
    if row.decided_at is not None:
        raise ConflictError("Permintaan ini sudah diputus.")
    user, asker = session.get_one(User, row.user_id), session.get_one(User, row.asked_by)
    if act.actor.user_id == user.id:
        raise NotAllowedError(words.partial)
    if is_granted:
        second_person.require(session, act, (user, asker), words.partial)
    row.decided_at, row.decided_by, row.is_granted = act.now, act.actor.user_id, is_granted
    session.flush()
    return row


def decide(session: Session, user_id: int, pending_id: int, act: Act, *, is_granted: bool) -> Grant:
    """Consent to what an admin asked for, or refuse it; gives back what it is about.

    Raises what `settle` raises.
    """
    row = settle(session, PendingPenugasan, pending_id, user_id, act, _WORDS, is_granted=is_granted)
    user, unit = session.get_one(User, row.user_id), session.get_one(Unit, row.unit_id)
    grant = Grant(user, unit, row.peran, row.starts_on, row.ends_on)
    if not is_granted:
        record(session, act, "akun.tolak_tugas", Subject("akun", grant.user.email), after=grant.values())
    return grant


def _opens(session: Session, grant: Grant) -> bool:
    is_above = session.scalar(select(Unit.id).where(Unit.parent_id == grant.unit.id).limit(1)) is not None
    return opens_records(grant.peran, has_units_below=is_above or grant.unit.jenis is JenisUnit.KEMENTERIAN)


def tell_if_open(session: Session, grant: Grant, act: Act) -> None:
    """Tell the Biro of a grant that opens records, whoever gave it."""
    if _opens(session, grant):
        _tell(session, grant, act, "diberikan")


def _tell(session: Session, grant: Grant, act: Act, what: str) -> None:
    """Put a letter to everybody of the Biro into the outbox."""
    letters.tell_office(
        session,
        grant.user,
        act,
        subject=f"Peran {grant.peran.value} {what}",
        told=f"Peran {grant.peran.value} di {grant.unit.kode} untuk {grant.user.nama} ({grant.user.email}) {what}.",
        more=(("Berlaku sejak", long_date(grant.starts_on)),),
    )


def after_password(session: Session, user: User, act: Act) -> None:
    """Let the roles of an account wait anew that open records, for an admin made its password; tell the Biro first."""
    told = f"Kata sandi akun {user.nama} ({user.email}) disetel ulang oleh {act.actor.nama}."
    _wait_anew(session, user, act, "Kata sandi akun yang membuka naskah disetel ulang", told)


def after_reopening(session: Session, user: User, act: Act) -> None:
    """The same where an admin opened a closed account again: nobody else said that its person is to read again."""
    told = f"Akun {user.nama} ({user.email}) dibuka lagi oleh {act.actor.nama}."
    _wait_anew(session, user, act, "Akun yang membuka naskah dibuka lagi", told)


def _wait_anew(session: Session, user: User, act: Act, subject: str, told: str) -> None:
    today = wib_today(act.now)
    held = []
    for row in user.penugasan_list:
        unit = session.get_one(Unit, row.unit_id)
        grant = Grant(user, unit, row.peran, max(row.starts_on, today), row.ends_on)
        if (row.ends_on is None or row.ends_on >= today) and _opens(session, grant):
            held.append((row, grant))
    if not held or act.actor.user_id in (None, user.id):
        return
    letters.tell_office(session, user, act, subject=subject, told=told)
    for row, grant in held:
        before = {**grant.values(), "mulai": row.starts_on}
        after: dict[str, object] = {}
        if row.starts_on < today:
            row.ends_on = today - timedelta(days=1)
            after = {**before, "berakhir": row.ends_on}
        else:
            user.penugasan_list.remove(row)
        session.flush()
        record(session, act, "akun.akhiri_tugas", Subject("akun", user.email), before=before, after=after)
        if not _waits(session, grant):
            ask(session, grant, act)


def _admins(session: Session, today: date) -> set[int]:
    found = session.scalars(
        select(User.id)
        .join(Penugasan, Penugasan.user_id == User.id)
        .where(
            User.is_active,
            Penugasan.peran == Peran.ADMIN,
            Penugasan.starts_on <= today,
            or_(Penugasan.ends_on.is_(None), Penugasan.ends_on >= today),
        )
    )
    return set(found)
