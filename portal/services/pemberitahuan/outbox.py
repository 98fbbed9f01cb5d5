"""The outbox: letters are written once, whoever tries; handed over under a lease; tried again while that may help.

Writing is part of the caller's transaction. Sending is not: a mail server takes its time, so each letter is claimed,
handed over, and noted, in three steps. A process killed between the last two sends it again with the same Message-ID.
What the schedule has for one reader goes out as one letter, and so does what one act of the Biro reminds a reader of.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from portal import failpoint
from portal.db import Database
from portal.domain.pemberitahuan.reminders import EscalationLevel, ReminderKind
from portal.domain.tanggal import wib_today
from portal.errors import BadInputError, MailError, MailRefusedError
from portal.mail.interface import Letter, MailSender
from portal.mail.rendering import LetterParts, digest, render
from portal.models.insert import insert_into
from portal.models.pemberitahuan import LetterState, Pemberitahuan
from portal.models.user import User
from portal.services.pemberitahuan import link_tokens

LEASE = timedelta(minutes=5)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
MAX_ATTEMPTS = 24
"""With pauses that double up to six hours: a server may be away for five days."""
MOST_IN_ONE = 200
"""Notices in one letter; what is left over goes in the next."""
_MANUAL = tuple(jenis for jenis in ReminderKind if jenis.is_manual)
_OF_ONE_ACT = (ReminderKind.INGATKAN, ReminderKind.TEGUR)
"""Sent by hand, of several naskah at once where the Biro chose several: their rows share the instant of the act."""
_ALONE = tuple(jenis for jenis in _MANUAL if jenis not in _OF_ONE_ACT)
GONE = "Alasannya sudah tidak ada ketika surat akan dikirim."


@dataclass(frozen=True)
class Delivery:
    """What became of the letters that were due."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0


@dataclass(frozen=True)
class _Claim:
    """What one sender hands over: a notice that goes alone, or all that belongs into one letter to its reader."""

    ids: tuple[int, ...]
    attempt: int
    lease_until: datetime
    letter: Letter


def write_once(session: Session, values: dict[str, Any]) -> bool:
    """Put a letter into the outbox; False if one with this key is there already, whoever wrote it."""
    statement = insert_into(session, Pemberitahuan).values(**values).on_conflict_do_nothing(index_elements=["kunci"])
    return session.execute(statement.returning(Pemberitahuan.id)).first() is not None


def key_of(occasion: str, recipient: str) -> str:
    """Key of the letter that one reader gets for one occasion."""
    return f"{occasion}|{recipient}"


def write_unscheduled(
    session: Session,
    parts: LetterParts,
    recipient: str,
    *,
    jenis: ReminderKind,
    occasion: str,
    unit_id: int,
    now: datetime,
    jenjang: EscalationLevel = EscalationLevel.UNIT,
) -> bool:
    """Put a letter about no record into the outbox, due at once; False if this reader has it for this occasion."""
    return write_once(
        session,
        {
            "kunci": key_of(occasion, recipient),
            "kejadian": occasion,
            "jenis": jenis,
            "jenjang": jenjang.value,
            "naskah_id": None,
            "usulan_id": None,
            "unit_id": unit_id,
            "acuan_on": wib_today(now),
            "recipient": recipient,
            "subject": parts.perihal,
            "isi": parts.as_json(),
            "pesan": "",
            "state": LetterState.MENUNGGU,
            "created_at": now,
            "created_by": None,
            "not_before": now,
            "attempts": 0,
            "error": "",
        },
    )


def drop_waiting(session: Session, ids: Sequence[int], reason: str) -> int:
    """Take letters back that nobody is sending yet; how many."""
    return sum(
        _drop(session, Pemberitahuan.id.in_(ids[start : start + 500]), reason) for start in range(0, len(ids), 500)
    )


def drop_letters(session: Session, keys: Sequence[str], reason: str) -> None:
    """Take letters of these keys back, where nobody is sending them yet."""
    _drop(session, Pemberitahuan.kunci.in_(keys), reason)


def drop_of_reader(session: Session, recipient: str, reason: str) -> None:
    """Take back whatever waits for this reader."""
    _drop(session, Pemberitahuan.recipient == recipient, reason)


def _drop(session: Session, condition: ColumnElement[bool], reason: str) -> int:
    return session.execute(  # type: ignore[attr-defined,no-any-return]
        update(Pemberitahuan)
        .where(condition, Pemberitahuan.state.in_([LetterState.MENUNGGU, LetterState.GAGAL]))
        .values(state=LetterState.DILEWATI, error=reason)
        .execution_options(synchronize_session=False)
    ).rowcount


def deliver_due(database: Database, mail: MailSender, *, owner: str, clock: Callable[[], datetime]) -> Delivery:
    """Hand over everything that is due; every letter in transactions of its own."""
    _drop_unwanted(database, clock())
    sent = postponed = failed = 0
    while (held := _claim(database, owner, clock())) is not None:
        outcome = _send(database, mail, held, owner, clock)
        sent += outcome is LetterState.TERKIRIM
        postponed += outcome is LetterState.MENUNGGU
        failed += outcome is LetterState.GAGAL
    return Delivery(sent, postponed, failed)


def _drop_unwanted(database: Database, now: datetime) -> None:
    is_left = and_(Pemberitahuan.state == LetterState.DIKIRIM, Pemberitahuan.lease_until < now)
    is_held_by_nobody = or_(Pemberitahuan.state == LetterState.MENUNGGU, is_left)
    with database.transaction() as session:
        session.execute(
            update(Pemberitahuan)
            .where(is_held_by_nobody, link_tokens.is_unwanted(now))
            .values(state=LetterState.DILEWATI, owner=None, lease_until=None, error=GONE)
            .execution_options(synchronize_session=False)
        )


def waiting(session: Session) -> int:
    """Letters that are still to be sent."""
    open_states = (LetterState.MENUNGGU, LetterState.DIKIRIM)
    return session.scalar(select(func.count()).where(Pemberitahuan.state.in_(open_states))) or 0


def _claim(database: Database, owner: str, now: datetime) -> _Claim | None:
    is_due = and_(Pemberitahuan.state == LetterState.MENUNGGU, Pemberitahuan.not_before <= now)
    is_left = and_(Pemberitahuan.state == LetterState.DIKIRIM, Pemberitahuan.lease_until < now)
    # Of what goes to a reader as one letter only the first row is looked for: whoever holds it holds all of it.
    other = aliased(Pemberitahuan)
    is_of_schedule = and_(other.jenis.not_in(_MANUAL), Pemberitahuan.jenis.not_in(_MANUAL))
    is_of_one_act = and_(
        other.jenis.in_(_OF_ONE_ACT),
        Pemberitahuan.jenis.in_(_OF_ONE_ACT),
        other.created_at == Pemberitahuan.created_at,
        other.created_by == Pemberitahuan.created_by,
    )
    first = select(func.min(other.id)).where(
        other.recipient == Pemberitahuan.recipient,
        other.state == LetterState.MENUNGGU,
        other.not_before <= now,
        or_(is_of_schedule, is_of_one_act),
    )
    is_first = or_(Pemberitahuan.jenis.in_(_ALONE), Pemberitahuan.id == first.scalar_subquery())
    # Looked at again for each letter: a link may become void while others are sent.
    is_to_send = and_(or_(and_(is_due, is_first), is_left), ~link_tokens.is_unwanted(now))
    query = select(Pemberitahuan).where(is_to_send).order_by(Pemberitahuan.id).limit(1)
    with database.transaction() as session:
        row = session.scalar(query.with_for_update(skip_locked=True))
        if row is None:
            return None
        rows = [row] if row.jenis in _ALONE else _with_those_of_its_reader(session, row, now)
        for one in rows:
            one.state, one.owner, one.lease_until = LetterState.DIKIRIM, owner, now + LEASE
            one.attempts += 1
        nama = session.scalar(select(User.nama).where(User.email == row.recipient)) or row.recipient
        parts = digest([LetterParts.from_json(one.isi) for one in sorted(rows, key=lambda one: (one.acuan_on, one.id))])
        if secret := link_tokens.draw(session, row.kunci, now):
            parts = replace(parts, tautan=f"{parts.tautan}{secret}")
        text, html = render(parts, nama)
        letter = Letter(row.kunci, row.recipient, parts.perihal, text, html, row.created_at)
        return _Claim(tuple(one.id for one in rows), max(one.attempts for one in rows), now + LEASE, letter)


def _with_those_of_its_reader(session: Session, row: Pemberitahuan, now: datetime) -> Sequence[Pemberitahuan]:
    """All that goes out as one letter; of one that was left behind just what it held, so that it is the same letter."""
    query = select(Pemberitahuan).where(
        Pemberitahuan.recipient == row.recipient,
        Pemberitahuan.state == row.state,
    )
    if row.jenis in _OF_ONE_ACT:
        is_of_act = and_(Pemberitahuan.created_at == row.created_at, Pemberitahuan.created_by == row.created_by)
        query = query.where(Pemberitahuan.jenis.in_(_OF_ONE_ACT), is_of_act)
    else:
        query = query.where(Pemberitahuan.jenis.not_in(_MANUAL))
    if row.state is LetterState.MENUNGGU:
        query = query.where(Pemberitahuan.not_before <= now)
    else:
        query = query.where(Pemberitahuan.owner == row.owner, Pemberitahuan.lease_until == row.lease_until)
    return session.scalars(query.order_by(Pemberitahuan.id).limit(MOST_IN_ONE).with_for_update()).all()


def _send(
    database: Database, mail: MailSender, held: _Claim, owner: str, clock: Callable[[], datetime]
) -> LetterState | None:
    try:
        mail.send(held.letter)
    except (BadInputError, MailRefusedError) as error:
        return _note(database, held, owner, state=LetterState.GAGAL, error=error.message)
    except MailError as error:
        if held.attempt >= MAX_ATTEMPTS:
            return _note(database, held, owner, state=LetterState.GAGAL, error=error.message)
        later = clock() + min(FIRST_PAUSE * 2 ** (held.attempt - 1), LONGEST_PAUSE)
        return _note(database, held, owner, state=LetterState.MENUNGGU, error=error.message, not_before=later)
    failpoint.reach(failpoint.Step.OUTBOX)
    return _note(database, held, owner, state=LetterState.TERKIRIM, error="", sent_at=clock())


def _note(
    database: Database, held: _Claim, owner: str, *, state: LetterState, error: str, **more: datetime
) -> LetterState | None:
    """Write down the outcome, unless the lease went to somebody else in the meantime (then None)."""
    with database.transaction() as session:
        noted = session.execute(
            update(Pemberitahuan)
            .where(
                Pemberitahuan.id.in_(held.ids),
                Pemberitahuan.state == LetterState.DIKIRIM,
                Pemberitahuan.owner == owner,
                Pemberitahuan.lease_until == held.lease_until,
            )
            .values(state=state, owner=None, lease_until=None, error=error, **more)
            .execution_options(synchronize_session=False)
        )
        return state if noted.rowcount else None  # type: ignore[attr-defined]
