"""Ending the address of a unit: by hand, or with whoever named it. What waits there is told to nobody any more."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from portal.errors import NotFoundError
from portal.models.unit import Unit
from portal.models.webhook import DeliveryState, Webhook, WebhookDelivery
from portal.services.acts import Act, Subject, record
from portal.services.kunci_akses.ending import ACCOUNT_CLOSED, BY_HAND, RESTORED, may_end


def end(session: Session, webhook_id: int, act: Act) -> None:
    """Tell an address nothing any more. Raises NotFoundError for one that is not the actor's to end."""
    row = session.scalar(select(Webhook).where(Webhook.id == webhook_id).with_for_update())
    unit = session.scalar(select(Unit.kode).where(Unit.id == row.unit_id)) if row is not None else None
    if row is None or unit is None or not may_end(act, unit):
        raise NotFoundError("Alamat itu tidak ditemukan.")
    end_addresses(session, [(row, unit)], act, BY_HAND)


def end_of_maker(session: Session, user_id: int, act: Act, sebab: str = ACCOUNT_CLOSED) -> None:
    """End every address that somebody named whose account is closed, or doubted: it may lead to a machine of theirs."""
    end_addresses(session, _open_ones(session, Webhook.created_by == user_id), act, sebab)


def end_all(session: Session, act: Act) -> None:
    """End every address: a portal that was restored does not know which were ended after its backup."""
    end_addresses(session, _open_ones(session), act, RESTORED)


def _open_ones(session: Session, *conditions: ColumnElement[bool]) -> list[tuple[Webhook, str]]:
    rows = session.execute(
        select(Webhook, Unit.kode)
        .join(Unit, Unit.id == Webhook.unit_id)
        .where(Webhook.ended_at.is_(None), *conditions)
        .order_by(Webhook.id)
        .with_for_update(of=Webhook)
    )
    return [(row.Webhook, row.kode) for row in rows]


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
