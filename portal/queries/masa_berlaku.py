"""When a naskah is over, as SQL: the rule of `portal.domain.naskah.masa_berlaku`, for a naskah and for its publication.

A term names its last day with effect, an ending the first day without. The two rules are tested equal.
"""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_

from portal.models.naskah import Naskah
from portal.models.terbitan import Terbitan


def is_over_before(table: type[Naskah] | type[Terbitan], day: date) -> ColumnElement[bool]:
    """Whether the last day in force lies before `day`; never unknown, so it may be negated."""
    return or_(has_ended(table, day), has_expired(table, day))


def has_ended(table: type[Naskah] | type[Terbitan], today: date) -> ColumnElement[bool]:
    """Whether an ending (Pasal 37) or a successor has taken effect."""
    return and_(table.ended_on.is_not(None), table.ended_on <= today)


def has_expired(table: type[Naskah] | type[Terbitan], today: date) -> ColumnElement[bool]:
    """Whether the term is over."""
    return and_(table.expires_on.is_not(None), table.expires_on < today)
