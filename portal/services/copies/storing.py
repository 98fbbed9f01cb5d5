"""Storing an original: in the first place always, in the second as long as it answers; both are noted.

A second store that is away keeps nobody from handing a file in. Its copy is made as soon as it is back
(`portal.services.copies.tending`), and until then no receipt speaks of two places.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sqlalchemy.orm import Session

from portal import failpoint
from portal.errors import StorageError
from portal.models.insert import insert_into
from portal.models.object_copy import CopyState, ObjectCopy, Place
from portal.storage.interface import ObjectStorage
from portal.storage.paired import PairedStorage

log = logging.getLogger("portal.storage")


@dataclass(frozen=True)
class Kept:
    """An original as it was stored, and what became of its copy in each place there is."""

    sha256: str
    size: int
    states: tuple[tuple[Place, CopyState], ...]


def keep(objects: ObjectStorage, stream: BinaryIO, *, expected_digest: str | None = None) -> Kept:
    """Store the stream in every place, read back and hashed in each. Raises what the first store raises."""
    stored = objects.put(stream, expected_digest=expected_digest)
    states = [(Place.FIRST, CopyState.WHOLE)]
    if isinstance(objects, PairedStorage):
        states.append((Place.SECOND, _copy(objects, stored.digest)))
    return Kept(stored.digest, stored.size, tuple(states))


def note(session: Session, kept: Kept, now: datetime) -> None:
    """Write down, in the transaction that accepts the original, where its copies lie."""
    for place, state in kept.states:
        row = {"size": kept.size, "state": state, "changed_at": now}
        row["checked_at"] = now if state is CopyState.WHOLE else None
        statement = insert_into(session, ObjectCopy).values(sha256=kept.sha256, place=place, **row)
        if state is CopyState.WHOLE:
            # Equal bytes may have been stored before, and were read again just now.
            session.execute(statement.on_conflict_do_update(index_elements=["sha256", "place"], set_=row))
        else:
            was_orphan = ObjectCopy.state == CopyState.ORPHAN
            session.execute(
                statement.on_conflict_do_update(index_elements=["sha256", "place"], set_=row, where=was_orphan)
            )


def _copy(pair: PairedStorage, digest: str) -> CopyState:
    try:
        with pair.first.open(digest) as source:
            failpoint.reach(failpoint.Step.SECOND_COPY)
            pair.second.put(source, expected_digest=digest)
    except StorageError as error:
        log.warning("the second copy has to wait: %s", type(error).__name__)
        return CopyState.WAITING
    return CopyState.WHOLE
