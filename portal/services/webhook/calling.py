"""Calling the addresses of units with what waits there: one message after the other, each under a lease.

Like the outbox it takes three steps: claim, call, note; a process killed between the last two tells the same message
again under its number. What a message says is made when it is sent, so nothing lies waiting in it. An address that
takes nothing is left alone for longer and longer; after a day its messages are given up and whoever named it is
written to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Protocol

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from portal.db import Database
from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.webhook import GIVE_UP, WebhookEvent, message, pause_after, signed_headers
from portal.errors import WebhookError
from portal.models.naskah import Naskah
from portal.models.unit import Unit
from portal.models.user import User
from portal.models.webhook import DeliveryState, Webhook, WebhookDelivery
from portal.queries.public.terbitan import is_published
from portal.services.acts import record, system_act
from portal.services.users import letters
from portal.services.users.seal import Seal
from portal.services.webhook.ending import subject_of

LEASE = timedelta(minutes=2)
MOST_AT_ONCE = 100
MOST_SECONDS = timedelta(seconds=10)
"""Of one turn: whoever calls has other work too, and no address may keep it from that."""
KEEP = timedelta(days=30)
UNSEALED = "rahasianya tidak dapat dibuka"


class Calls(Protocol):
    """Whatever brings a message to an address."""

    def call(self, address: str, headers: Mapping[str, str], body: bytes) -> None:
        """Raises WebhookError where it was not taken."""


@dataclass(frozen=True)
class WebhookSender:
    """What a turn is made with."""

    database: Database
    caller: Calls
    seal: Seal
    base_url: str
    owner: str
    clock: Callable[[], datetime]


@dataclass(frozen=True)
class WebhookTurn:
    """What became of one turn: messages that were taken, that wait, that were given up."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0


class CallOutcome(Enum):
    """What became of one message."""

    SENT = auto()
    POSTPONED = auto()
    FAILED = auto()


@dataclass(frozen=True)
class _Held:
    webhook_id: int
    delivery_id: int
    address: str
    secret: str | None
    number: str
    body: bytes
    at: datetime
    lease_until: datetime


def deliver_due(sender: WebhookSender) -> WebhookTurn:
    """Send what is due, as far as one turn lasts."""
    began, outcomes = sender.clock(), list[CallOutcome]()
    while len(outcomes) < MOST_AT_ONCE and sender.clock() - began < MOST_SECONDS:
        with sender.database.transaction() as session:
            held = _claim(session, sender)
        if held is None:
            break
        outcomes.append(_send(sender, held))
    sent, postponed, failed = (outcomes.count(one) for one in CallOutcome)
    return WebhookTurn(sent, postponed, failed)


def prune(session: Session, now: datetime) -> None:
    """Forget messages that were dealt with a month ago."""
    is_old = (WebhookDelivery.state != DeliveryState.MENUNGGU, WebhookDelivery.at < now - KEEP)
    session.execute(delete(WebhookDelivery).where(*is_old).execution_options(synchronize_session=False))


def _claim(session: Session, sender: WebhookSender) -> _Held | None:
    now = sender.clock()
    _drop_exempted(session)
    waits = select(WebhookDelivery.webhook_id).where(WebhookDelivery.state == DeliveryState.MENUNGGU)
    free = (
        select(Webhook)
        .where(
            Webhook.ended_at.is_(None),
            Webhook.id.in_(waits),
            or_(Webhook.not_before.is_(None), Webhook.not_before <= now),
            or_(Webhook.lease_until.is_(None), Webhook.lease_until < now),
        )
        # Whoever was not tried lately comes first: one that takes much keeps no other waiting.
        .order_by(Webhook.not_before.is_not(None), Webhook.answered_at, Webhook.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = session.scalar(free)
    if row is None:
        return None
    first = (
        select(WebhookDelivery)
        .where(WebhookDelivery.webhook_id == row.id, WebhookDelivery.state == DeliveryState.MENUNGGU)
        .order_by(WebhookDelivery.id)
        .limit(1)
    )
    one = session.scalars(first).one()
    row.owner, row.lease_until = sender.owner, now + LEASE
    is_public = one.event is WebhookEvent.TERBIT and is_published(session, one.kode)
    url = f"{sender.base_url}/n/{one.kode}" if is_public else None
    body = message(one.nomor, one.event, one.kode, one.at, url)
    secret = sender.seal.open(row.id, row.sealed_secret)
    return _Held(row.id, one.id, row.address, secret, one.nomor, body, one.at, now + LEASE)


def _drop_exempted(session: Session) -> None:
    """What was noted before its naskah was to be exempted from disclosure is told to nobody."""
    exempted = select(Naskah.kode).where(Naskah.visibilitas == Visibilitas.DIKECUALIKAN)
    session.execute(
        update(WebhookDelivery)
        .where(WebhookDelivery.state == DeliveryState.MENUNGGU, WebhookDelivery.kode.in_(exempted))
        .values(state=DeliveryState.DILEWATI)
        .execution_options(synchronize_session=False)
    )


def _send(sender: WebhookSender, held: _Held) -> CallOutcome:
    try:
        if held.secret is None:
            raise WebhookError(UNSEALED)
        headers = signed_headers(held.secret, held.number, sender.clock(), held.body)
        sender.caller.call(held.address, headers, held.body)
    except WebhookError as error:
        with sender.database.transaction() as session:
            return _note_failure(session, sender, held, error.message)
    with sender.database.transaction() as session:
        return _note_success(session, sender, held)


def _held_row(session: Session, sender: WebhookSender, held: _Held) -> Webhook | None:
    """The address, unless its lease went to somebody else in the meantime."""
    row = session.scalar(select(Webhook).where(Webhook.id == held.webhook_id).with_for_update())
    if row is None or (row.owner, row.lease_until) != (sender.owner, held.lease_until):
        return None
    row.owner, row.lease_until = None, None
    return row


def _note_success(session: Session, sender: WebhookSender, held: _Held) -> CallOutcome:
    now = sender.clock()
    one = session.get(WebhookDelivery, held.delivery_id)
    if one is not None:
        one.state, one.sent_at = DeliveryState.TERKIRIM, now
    if (row := _held_row(session, sender, held)) is not None:
        row.attempts, row.not_before, row.failed_at, row.error, row.answered_at = 0, None, None, "", now
        # So that a secret of the settings can be changed and the old one be forgotten.
        row.sealed_secret = sender.seal.renewed(row.sealed_secret)
    return CallOutcome.SENT


def _note_failure(session: Session, sender: WebhookSender, held: _Held, error: str) -> CallOutcome:
    now = sender.clock()
    row = _held_row(session, sender, held)
    if row is None:
        return CallOutcome.POSTPONED
    row.attempts += 1
    row.not_before, row.error = now + pause_after(row.attempts), error
    one = session.get(WebhookDelivery, held.delivery_id)
    if one is None or one.state is not DeliveryState.MENUNGGU or now - held.at < GIVE_UP:
        return CallOutcome.POSTPONED
    one.state = DeliveryState.GAGAL
    if row.failed_at is None:
        row.failed_at = now
        _tell_staff(session, row, error, now)
    return CallOutcome.FAILED


def _tell_staff(session: Session, row: Webhook, error: str, now: datetime) -> None:
    act, unit = system_act(now), session.get_one(Unit, row.unit_id).kode
    after = {"unit": unit, "alamat": row.address, "sebab": error}
    record(session, act, "webhook.gagal", subject_of(row, unit), after=after)
    maker = session.get_one(User, row.created_by)
    letters.tell_person(
        session,
        maker,
        act,
        subject="Sistem unit tidak menerima pemberitahuan",
        told=f"Selama sehari alamat sistem unit {unit} tidak menerima pemberitahuan dari portal ({error})."
        " Periksa sistemnya, atau ganti alamatnya di halaman Kunci akses. Yang gagal tidak dikirim lagi;"
        " yang baru tetap dicoba.",
    )
