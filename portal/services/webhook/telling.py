"""Telling: what happens to a naskah is noted for the address of its unit, in the transaction in which it happens."""

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.tanggal import wib_today
from portal.domain.webhook import WebhookEvent
from portal.models.naskah import Naskah
from portal.models.unit import Unit
from portal.models.webhook import DeliveryState, Webhook, WebhookDelivery


def note(session: Session, kode: str, event: WebhookEvent, now: datetime) -> None:
    """Note an event for the addresses of the unit, while it is open.

    Of what is, or is to be, exempted from disclosure nothing is noted.
    """
    open_ones = (
        select(Webhook.id)
        .join(Naskah, Naskah.unit_id == Webhook.unit_id)
        .join(Unit, Unit.id == Webhook.unit_id)
        .where(
            Unit.open_on(wib_today(now)),
            Naskah.kode == kode,
            Naskah.visibilitas != Visibilitas.DIKECUALIKAN,
            Webhook.ended_at.is_(None),
        )
    )
    for webhook_id in session.scalars(open_ones.order_by(Webhook.id)).all():
        session.add(
            WebhookDelivery(
                webhook_id=webhook_id,
                nomor=f"msg_{secrets.token_hex(16)}",
                kode=kode,
                event=event,
                at=now,
                state=DeliveryState.MENUNGGU,
            )
        )
