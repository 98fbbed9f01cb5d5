"""Letters to those who look after the portal: the addresses of the setting or, where it names none, its admins."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.domain.permissions import Peran
from portal.domain.tanggal import wib_today
from portal.mail.rendering import LetterParts
from portal.models.unit import Unit
from portal.queries.pemberitahuan import reminders
from portal.services.pemberitahuan import outbox


def tell(
    session: Session, jenis: ReminderKind, occasion: str, parts: LetterParts, addresses: Sequence[str], now: datetime
) -> int:
    """Write these parts to each of them, once for an occasion; how many letters."""
    unit_id = session.scalar(select(Unit.id).where(Unit.parent_id.is_(None)).order_by(Unit.id).limit(1))
    if unit_id is None:
        return 0
    people = reminders.load_people(session, wib_today(now))
    readers = addresses or sorted({one.email for one in people if one.peran is Peran.ADMIN})
    return sum(
        outbox.write_unscheduled(session, parts, reader, jenis=jenis, occasion=occasion, unit_id=unit_id, now=now)
        for reader in readers
    )
