"""Addresses of units that are told of events, for the page on which they are named and ended; never their secrets."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.permissions import Actor
from portal.models.unit import Unit
from portal.models.user import User
from portal.models.webhook import DeliveryState, Webhook, WebhookDelivery
from portal.queries.kunci_akses import MOST_LISTED, kept_units
from portal.queries.naskah.worklist import current_name


@dataclass(frozen=True)
class WebhookEntry:
    """An address as the page shows it; `waiting` messages, and what keeps them waiting."""

    id: int
    unit_nama: str
    address: str
    created_at: datetime
    created_by: str
    ended_at: datetime | None
    answered_at: datetime | None
    failed_at: datetime | None
    error: str
    waiting: int


def list_webhook(session: Session, actor: Actor) -> tuple[WebhookEntry, ...]:
    """The addresses that the actor may end, and those that ended; what is still told first, then the newest."""
    waiting = (
        select(func.count())
        .where(WebhookDelivery.webhook_id == Webhook.id, WebhookDelivery.state == DeliveryState.MENUNGGU)
        .correlate(Webhook)
        .scalar_subquery()
    )
    query = (
        select(Webhook, Unit.kode, current_name.label("unit_nama"), User.nama.label("maker"), waiting.label("waiting"))
        .join(Unit, Unit.id == Webhook.unit_id)
        .join(User, User.id == Webhook.created_by)
        .where(kept_units(actor))
        .order_by(Webhook.ended_at.is_not(None), Webhook.created_at.desc(), Webhook.id.desc())
        .limit(MOST_LISTED)
    )
    return tuple(
        WebhookEntry(
            id=row.Webhook.id,
            unit_nama=row.unit_nama or row.kode,
            address=row.Webhook.address,
            created_at=row.Webhook.created_at,
            created_by=row.maker,
            ended_at=row.Webhook.ended_at,
            answered_at=row.Webhook.answered_at,
            failed_at=row.Webhook.failed_at,
            error=row.Webhook.error,
            waiting=row.waiting,
        )
        for row in session.execute(query)
    )
