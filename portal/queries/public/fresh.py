"""What became public lately, for letters to those who follow a search."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.terbitan import Terbitan


def first_published(session: Session, after: datetime, until: datetime) -> dict[str, datetime]:
    """Codes of what is public and was published for the first time in this span (`until` included), with the instant.

    What was withdrawn is missing; what came back keeps the instant of its first publication.
    """
    at = Terbitan.first_published_at
    rows = session.execute(select(Terbitan.kode, at).where(at > after, at <= until))
    return {row.kode: row.first_published_at for row in rows}
