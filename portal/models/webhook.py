"""Webhook: the address of a unit's document system, and what is to be told there."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.webhook import WebhookEvent
from portal.models.base import Base, EnumText, UtcDateTime, one_of


class DeliveryState(StrEnum):
    """What became of one message."""

    MENUNGGU = "menunggu"
    TERKIRIM = "terkirim"
    GAGAL = "gagal"
    DILEWATI = "dilewati"
    """Nobody is to be told any more: the address was ended, or the naskah exempted from disclosure."""


class Webhook(Base):
    """An address of one unit. One that was ended stays for the audit; its messages are sent one after the other."""

    __tablename__ = "webhook"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    address: Mapped[str]
    sealed_secret: Mapped[str]
    """Under a key made from the secret of the settings: whoever reads the database alone signs nothing."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int]
    """That failed since it last took a message."""
    not_before: Mapped[datetime | None] = mapped_column(UtcDateTime)
    owner: Mapped[str | None]
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it last took a message."""
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when messages are given up; nothing once it takes one again."""
    error: Mapped[str]


class WebhookDelivery(Base):
    """One message: which event of which naskah, and what became of it. What it says is made when it is sent."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        CheckConstraint(one_of("event", WebhookEvent), name="event"),
        CheckConstraint(one_of("state", DeliveryState), name="state"),
        Index("ix_webhook_delivery_webhook_id_state", "webhook_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhook.id"))
    nomor: Mapped[str] = mapped_column(unique=True)
    """By which a receiver knows that it has had the message before."""
    kode: Mapped[str]
    event: Mapped[WebhookEvent] = mapped_column(EnumText(WebhookEvent))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[DeliveryState] = mapped_column(EnumText(DeliveryState))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
