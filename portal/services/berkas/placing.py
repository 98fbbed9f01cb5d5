"""Places of words for pages that were read before places were kept."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.models.berkas import Halaman
from portal.services.berkas.words import pack_places, unpack_words

AT_ONCE = 200
"""Pages of one transaction: others save in between."""


def place_some(session: Session) -> int:
    """Give the next pages that have word boxes and no places theirs, and say how many those were."""
    rows = session.execute(
        select(Halaman.id, Halaman.teks, Halaman.words)
        .where(Halaman.places.is_(None), Halaman.words.is_not(None))
        .order_by(Halaman.id)
        .limit(AT_ONCE)
    ).all()
    found = [{"id": row.id, "places": pack_places(row.teks, unpack_words(row.words))} for row in rows]
    if found:
        session.execute(update(Halaman), found)
    return len(found)
