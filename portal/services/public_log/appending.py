"""Appending to the public log, in the transaction of what is told: places follow each other without gaps.

Whoever appends holds the one row of the head until the end of the transaction, so this comes last but for the audit
trail.
"""

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.domain.public_log.entry import LogAnchor, LogEntry
from portal.models.public_log import PublicLogEntry, PublicLogHead


def append(session: Session, entries: Sequence[LogEntry | LogAnchor]) -> int:
    """Write entries down at the end of the log; the place of the first."""
    head = locked_head(session)
    first = head.size
    session.add_all(
        PublicLogEntry(position=first + number, body=entry.to_bytes().decode()) for number, entry in enumerate(entries)
    )
    head.size = first + len(entries)
    session.flush()
    return first


def locked_head(session: Session) -> PublicLogHead:
    """The row of the head, held by the caller until its transaction ends."""
    query = select(PublicLogHead).where(PublicLogHead.id == 1).with_for_update()
    if (head := session.scalar(query)) is not None:
        return head
    # Of two very first entries at the same moment one waits here for the other, and then goes behind it.
    with suppress(IntegrityError), session.begin_nested():
        session.add(PublicLogHead(id=1, size=0))
    return session.scalars(query).one()
