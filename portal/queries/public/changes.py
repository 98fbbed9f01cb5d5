"""The version of the public projection, and what changed after a number of it; for caches, feeds and mirrors."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.terbitan import TerbitanChange, TerbitanVersion
from portal.queries.public.values import PublicChangeEntry, PublicVersion


def current(session: Session) -> PublicVersion:
    """How often anything public has changed, and when last. One row by its key, for every request."""
    row = session.execute(select(TerbitanVersion.nomor, TerbitanVersion.at, TerbitanVersion.reset_nomor)).one()
    return PublicVersion(row.nomor, row.at, row.reset_nomor)


def changed_after(session: Session, nomor: int, *, limit: int) -> tuple[PublicChangeEntry, ...]:
    """The codes whose latest change has a higher number, in the order of their changes."""
    query = select(TerbitanChange).where(TerbitanChange.nomor > nomor).order_by(TerbitanChange.nomor).limit(limit)
    return tuple(PublicChangeEntry(row.nomor, row.kode, row.tindakan, row.at) for row in session.scalars(query))
