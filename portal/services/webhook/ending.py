"""Ending the address of a unit: by hand, or with whoever named it. What waits there is told to nobody any more."""

from collections.abc import Iterable

from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.models.webhook import DeliveryState, Webhook, WebhookDelivery
from portal.services.acts import Act, Subject, record
from portal.services.kunci_akses.ending import ACCOUNT_CLOSED, BY_HAND, RESTORED, find_own, open_ones


def end(session: Session, webhook_id: int, act: Act) -> None:
    """Tell an address nothing any more. Raises NotFoundError for one that is not the actor's to end."""
    end_addresses(session, [find_own(session, Webhook, webhook_id, act, "Alamat itu tidak ditemukan.")], act, BY_HAND)


def end_of_maker(session: Session, user_id: int, act: Act, sebab: str = ACCOUNT_CLOSED) -> None:
    """End every address that somebody named whose account is closed, or doubted: it may lead to a machine of theirs."""
    end_addresses(session, open_ones(session, Webhook, Webhook.created_by == user_id), act, sebab)


def end_all(session: Session, act: Act) -> None:
    """End every address: a portal that was restored does not know which were ended after its backup."""
    end_addresses(session, open_ones(session, Webhook), act, RESTORED)


def end_addresses(session: Session, rows: Iterable[tuple[Webhook, str]], act: Act, sebab: str) -> None:
    """End those of the addresses that are not ended yet, each with the code of its unit, and drop what waits there."""
    for row, unit in rows:
        if row.ended_at is None:
            row.ended_at = act.now
            session.execute(
                update(WebhookDelivery)
                .where(WebhookDelivery.webhook_id == row.id, WebhookDelivery.state == DeliveryState.MENUNGGU)
                .values(state=DeliveryState.DILEWATI)
                .execution_options(synchronize_session="fetch")
            )
            session.flush()
            after = {"unit": unit, "alamat": row.address, "sebab": sebab}
            record(session, act, "webhook.akhiri", subject_of(row, unit), after=after)


def subject_of(row: Webhook, unit: str) -> Subject:
    """The address as the trail names it."""
    return Subject("webhook", str(row.id), unit)
