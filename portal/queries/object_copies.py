"""Copies of stored originals, as the administration and the receipt of an upload speak of them."""

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas
from portal.models.kiriman import Kiriman
from portal.models.naskah_asli import Penerimaan
from portal.models.object_copy import CopyState, ObjectCopy, Place
from portal.models.riwayat_asal import RiwayatAsal

STORED, BURNED = "berkas.simpan", "penghitaman.selesai"
"""The acts that bring bytes into the archive, whose entries hold the digests: a file that was sent, and the copies that
were made of originals."""


@dataclass(frozen=True)
class CopiesState:
    """How many copies there are by state, and how long the longest unread one was not read."""

    originals: int
    waiting: int = 0
    """Second copies still to be made."""
    missing: int = 0
    altered: int = 0
    orphans: int = 0
    """Objects that no record names, as of the last night they were looked for."""
    oldest_check: datetime | None = None
    """When the copy that was read the longest ago was read; None while some were never read, or there are none."""

    @property
    def is_damaged(self) -> bool:
        """Whether a copy is lost or changed and could not be put back."""
        return self.missing + self.altered > 0


@dataclass(frozen=True)
class Safety:
    """In how many places each of some originals lies whole, at the least; `is_waiting` while another copy is made."""

    places: int = 0
    is_waiting: bool = False


def load_state(session: Session) -> CopiesState:
    """The state of all copies."""
    rows = session.execute(
        select(
            ObjectCopy.place,
            ObjectCopy.state,
            func.count(),
            func.min(ObjectCopy.checked_at),
            func.count(ObjectCopy.checked_at),
        ).group_by(ObjectCopy.place, ObjectCopy.state)
    ).all()
    by_state = dict.fromkeys(CopyState, 0)
    copies = [row for row in rows if row[1] is not CopyState.ORPHAN]
    for _, state, number, _, _ in rows:
        by_state[state] += number
    made = [row for row in copies if row[1] is not CopyState.WAITING]
    is_all_read = all(number == read for _, _, number, _, read in made)
    return CopiesState(
        originals=sum(row[2] for row in copies if row[0] is Place.FIRST),
        waiting=by_state[CopyState.WAITING],
        missing=by_state[CopyState.MISSING],
        altered=by_state[CopyState.ALTERED],
        orphans=by_state[CopyState.ORPHAN],
        oldest_check=min((row[3] for row in made if row[3] is not None), default=None) if is_all_read else None,
    )


def find_safety(session: Session, digests: Collection[str]) -> Safety:
    """How safe these originals are together: as safe as the least safe of them."""
    rows = session.execute(select(ObjectCopy.sha256, ObjectCopy.state).where(ObjectCopy.sha256.in_(digests))).all()
    whole = Counter(digest for digest, state in rows if state is CopyState.WHOLE)
    return Safety(
        places=min((whole[digest] for digest in digests), default=0),
        is_waiting=any(state is CopyState.WAITING for _, state in rows),
    )


def expected_objects(session: Session) -> list[tuple[str, int]]:
    """Digest and bytes of every original that the database names: files, photos of handovers, stacks as they came."""
    rows = session.execute(select(Berkas.sha256, Berkas.size).distinct())
    photos = select(Penerimaan.foto_sha256, Penerimaan.foto_size).where(Penerimaan.foto_sha256.is_not(None)).distinct()
    stacks = select(Kiriman.stack, Kiriman.stack_size).where(Kiriman.stack != "").distinct()
    return [
        *((digest, size) for digest, size in rows),
        *((digest, size or 0) for digest, size in session.execute(photos) if digest is not None),
        *((digest, size) for digest, size in session.execute(stacks)),
    ]


def load_damaged(session: Session) -> list[tuple[str, Place, CopyState]]:
    """Digest, place and state of every copy that is lost or changed."""
    rows = session.execute(
        select(ObjectCopy.sha256, ObjectCopy.place, ObjectCopy.state)
        .where(ObjectCopy.state.in_((CopyState.MISSING, CopyState.ALTERED)))
        .order_by(ObjectCopy.sha256, ObjectCopy.place)
    )
    return [(digest, place, state) for digest, place, state in rows]


def unrecorded(session: Session) -> list[str]:
    """Digests of files that no act ever stored: somebody changed the row of a file in the database.

    The audit trail says what was stored, and shows when it was itself changed.
    """
    return sorted(set(session.scalars(select(Berkas.sha256).distinct())) - _stored(session))


def unnamed(session: Session) -> list[str]:
    """Digests of files that an act stored and that no record names any more: somebody took the row of a file out of the
    database, or changed it. The portal itself never does."""
    return sorted(_stored(session) - {digest for digest, _ in expected_objects(session)})


def _stored(session: Session) -> set[str]:
    known: set[str] = set()
    for table in (AuditEntry, RiwayatAsal):
        acts = select(table.after).where(table.action.in_((STORED, BURNED)))
        for after in map(json.loads, session.scalars(acts.execution_options(yield_per=1000))):
            known.update((str(after.get("sha256", "")), *map(str, after.get("salinan", ()))))
    return known - {""}
