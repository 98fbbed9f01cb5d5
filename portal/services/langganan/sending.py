"""Sending what subscriptions have: letters that ask back at once, news once a day; each reader under a lease.

A letter is composed when it is sent, from what is public at that moment, so nothing that was withdrawn since lies
waiting in it. Like the outbox it takes three steps: claim, hand over, note.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from portal.db import Database
from portal.domain.langganan import MOST_LISTED, MOST_REFUSALS, may_write_news
from portal.domain.tanggal import wib_today
from portal.errors import AddressRefusedError, BadInputError, MailError, MailRefusedError, SearchUnavailableError
from portal.mail.interface import Letter, MailSender
from portal.mail.rendering import LetterParts, render
from portal.models.langganan import Langganan, LanggananState, LanggananToken, Pelanggan
from portal.queries.batches import batched
from portal.queries.public import terbitan
from portal.search.interface import SearchIndex
from portal.services.langganan import letters, tokens
from portal.services.langganan.finding import find_news, is_due, is_free
from portal.services.langganan.following import forget_idle
from portal.services.langganan.letters import SearchNews

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
MOST_AT_ONCE = 100
"""Letters of one turn: whoever sends them has other work too."""


class Outcome(Enum):
    """What became of one letter."""

    SENT = auto()
    POSTPONED = auto()
    """Trying again soon may help."""
    DROPPED = auto()
    """The server will not take this letter, whoever reads it."""
    REFUSED = auto()
    """The server takes nothing for this reader."""


@dataclass(frozen=True)
class LanggananDelivery:
    """What became of one turn: letters that went, that wait, that were refused; nothing of to whom."""

    sent: int = 0
    postponed: int = 0
    refused: int = 0


@dataclass(frozen=True)
class Sender:
    """What a turn is made with."""

    database: Database
    index: SearchIndex
    mail: MailSender
    base_url: str
    owner: str
    clock: Callable[[], datetime]


@dataclass(frozen=True)
class _Held:
    pelanggan_id: int
    lease_until: datetime
    attempts: int
    refusals: int
    letter: Letter
    token: str
    written_on: date | None
    """The last day on which the reader had a turn before this one."""


def deliver_due(sender: Sender) -> LanggananDelivery:
    """Send every letter whose time has come; after one that has to wait, the others wait for the next turn too."""
    outcomes: list[Outcome] = []
    for step in (_ask_back, _tell_news):
        for outcome in step(sender):
            outcomes.append(outcome)
            if outcome is Outcome.POSTPONED or len(outcomes) >= MOST_AT_ONCE:
                return _counted(outcomes)
    return _counted(outcomes)


def _counted(outcomes: Sequence[Outcome]) -> LanggananDelivery:
    refused = outcomes.count(Outcome.REFUSED) + outcomes.count(Outcome.DROPPED)
    return LanggananDelivery(outcomes.count(Outcome.SENT), outcomes.count(Outcome.POSTPONED), refused)


def _ask_back(sender: Sender) -> Iterator[Outcome]:
    with sender.database.reading() as session:
        waiting = session.scalars(
            select(Langganan.id)
            .join(Pelanggan, Pelanggan.id == Langganan.pelanggan_id)
            .where(Langganan.state == LanggananState.DIMINTA, *is_free(sender.clock()))
            .order_by(Langganan.id)
            .limit(MOST_AT_ONCE)
        ).all()
    for langganan_id in waiting:
        now = sender.clock()
        with sender.database.transaction() as session:
            held = _claim_asking(session, sender, langganan_id, now)
        if held is None:
            continue
        outcome = _hand_over(sender, held)
        with sender.database.transaction() as session:
            if not _release(session, sender, held, outcome):
                continue
            if outcome is Outcome.SENT:
                session.execute(
                    update(Langganan)
                    .where(Langganan.id == langganan_id, Langganan.state == LanggananState.DIMINTA)
                    .values(state=LanggananState.DITAWARKAN, asked_at=now)
                )
            elif outcome is Outcome.REFUSED:
                session.execute(delete(Langganan).where(Langganan.id == langganan_id))
                forget_idle(session, held.pelanggan_id)
        yield outcome


def _claim_asking(session: Session, sender: Sender, langganan_id: int, now: datetime) -> _Held | None:
    row = session.execute(
        select(Pelanggan, Langganan.asked_at)
        .join(Langganan, Langganan.pelanggan_id == Pelanggan.id)
        .where(Langganan.id == langganan_id, Langganan.state == LanggananState.DIMINTA, *is_free(now))
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None:
        return None
    token = tokens.offering(session, row.Pelanggan.id, langganan_id, now)
    parts = letters.ask_back(f"{sender.base_url}/langganan/konfirmasi/{token}")
    key = f"langganan:{langganan_id}:{row.asked_at.isoformat()}"
    return _hold(sender, row.Pelanggan, token, parts, key, now)


def _tell_news(sender: Sender) -> Iterator[Outcome]:
    began = sender.clock()
    if not may_write_news(began):
        return
    try:
        with sender.database.reading() as session:
            news = find_news(session, sender.index, began, sender.base_url)
    except SearchUnavailableError:
        log.warning("the news of followed searches wait for the index")
        return
    if news is None:
        return
    with sender.database.transaction() as session:
        for chunk in batched(news.quiet):
            session.execute(update(Pelanggan).where(Pelanggan.id.in_(chunk)).values(written_on=wib_today(began)))
            _note_told(session, chunk, news.until)
    for pelanggan_id, of_reader in news.letters.items():
        with sender.database.transaction() as session:
            held = _claim_news(session, sender, pelanggan_id, of_reader, news.until)
        if held is None:
            continue
        outcome = _hand_over(sender, held)
        with sender.database.transaction() as session:
            if not _release(session, sender, held, outcome):
                continue
            _note_news(session, held, of_reader, outcome, news.until)
        yield outcome


def _claim_news(
    session: Session, sender: Sender, pelanggan_id: int, of_reader: Mapping[int, SearchNews], until: datetime
) -> _Held | None:
    now = sender.clock()
    pelanggan = session.scalar(
        select(Pelanggan).where(Pelanggan.id == pelanggan_id, *is_due(now)).with_for_update(skip_locked=True)
    )
    if pelanggan is None:
        return None
    # What was ended since is not told of, and what was withdrawn since is not there any more.
    alive = session.scalars(
        select(Langganan.id).where(Langganan.id.in_(of_reader), Langganan.state == LanggananState.AKTIF)
    ).all()
    told = [of_reader[one] for one in sorted(alive)]
    today = wib_today(now)
    items = terbitan.load_items(session, sorted({kode for one in told for kode in one.kode}), today)
    if not items and not any(one.why_ended for one in told):
        pelanggan.written_on = today
        _note_told(session, [pelanggan_id], until)
        return None
    token = tokens.managing(session, pelanggan_id, now)
    manage = f"{sender.base_url}/langganan/{token}"
    parts = letters.tell_news(told, items, today, base_url=sender.base_url, manage=manage, most=MOST_LISTED)
    held = _hold(sender, pelanggan, token, parts, f"langganan:{pelanggan_id}:{today.isoformat()}", now)
    # Before the letter goes: whoever is killed with it in hand leaves a day without a letter, never one with two.
    pelanggan.written_on = today
    return held


def _hold(sender: Sender, pelanggan: Pelanggan, token: str, parts: LetterParts, key: str, now: datetime) -> _Held:
    before = pelanggan.written_on
    pelanggan.owner, pelanggan.lease_until = sender.owner, now + LEASE
    text, html = render(parts, letters.READER)
    letter = Letter(key, pelanggan.address, parts.perihal, text, html, now, unsubscribe=parts.akhiri)
    return _Held(pelanggan.id, now + LEASE, pelanggan.attempts, pelanggan.refusals, letter, token, before)


def _hand_over(sender: Sender, held: _Held) -> Outcome:
    try:
        sender.mail.send(held.letter)
    except (BadInputError, AddressRefusedError):
        return Outcome.REFUSED
    except MailRefusedError:
        # The letter, not the reader: another day's letter may pass.
        return Outcome.DROPPED
    except MailError:
        return Outcome.POSTPONED
    return Outcome.SENT


def _release(session: Session, sender: Sender, held: _Held, outcome: Outcome) -> bool:
    """Let go of a reader; False where the lease went to somebody else, or the reader has gone."""
    values: dict[str, object] = {"owner": None, "lease_until": None}
    if outcome is Outcome.SENT:
        values |= {"attempts": 0, "refusals": 0}
    elif outcome is Outcome.REFUSED:
        values |= {"attempts": 0, "refusals": held.refusals + 1}
    elif outcome is Outcome.POSTPONED or outcome is Outcome.DROPPED:
        pause = min(FIRST_PAUSE * 2 ** min(held.attempts, 10), LONGEST_PAUSE)
        values |= {"attempts": held.attempts + 1, "not_before": sender.clock() + pause}
    released = session.execute(
        update(Pelanggan)
        .where(
            Pelanggan.id == held.pelanggan_id,
            Pelanggan.owner == sender.owner,
            Pelanggan.lease_until == held.lease_until,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if outcome is not Outcome.SENT:
        # A letter that did not go has no link.
        session.execute(delete(LanggananToken).where(LanggananToken.digest == tokens.digest_of(held.token)))
    return bool(released.rowcount)  # type: ignore[attr-defined]


def _note_news(
    session: Session, held: _Held, of_reader: Mapping[int, SearchNews], outcome: Outcome, until: datetime
) -> None:
    if outcome is Outcome.POSTPONED:
        session.execute(update(Pelanggan).where(Pelanggan.id == held.pelanggan_id).values(written_on=held.written_on))
        return
    if outcome is Outcome.REFUSED and held.refusals + 1 >= MOST_REFUSALS:
        session.execute(delete(Pelanggan).where(Pelanggan.id == held.pelanggan_id))
        return
    if outcome is Outcome.SENT:
        _note_told(session, [held.pelanggan_id], until)
        ended = [langganan_id for langganan_id, one in of_reader.items() if one.why_ended]
        if ended:
            session.execute(delete(Langganan).where(Langganan.id.in_(ended)))
            forget_idle(session, held.pelanggan_id)


def _note_told(session: Session, readers: Sequence[int], until: datetime) -> None:
    # What was confirmed since begins later than that.
    session.execute(
        update(Langganan)
        .where(
            Langganan.pelanggan_id.in_(readers),
            Langganan.state == LanggananState.AKTIF,
            Langganan.told_until < until,
        )
        .values(told_until=until)
        .execution_options(synchronize_session=False)
    )
