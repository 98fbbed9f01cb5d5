"""What was published last, narrowed by the filters of the search page; for the feed, which needs no index for that."""

from collections.abc import Collection
from datetime import date, datetime
from itertools import islice

from sqlalchemy import ColumnElement, and_, exists, extract, func, select
from sqlalchemy.orm import Session

from portal.models.terbitan import Terbitan, TerbitanChange, TerbitanPihak
from portal.queries.public import terbitan
from portal.queries.public.values import PublicItem
from portal.search.interface import Filters

Dated = tuple[PublicItem, datetime, datetime]
"""A naskah, the instant it was first published, and that of its latest public change."""


def latest(
    session: Session, filters: Filters, today: date, *, limit: int, offset: int, among: Collection[str] | None = None
) -> tuple[Dated, ...]:
    """Published naskah by their latest public change, newest first; `among` leaves only these codes."""
    query = (
        select(Terbitan.kode, Terbitan.first_published_at, TerbitanChange.at)
        .join(TerbitanChange, TerbitanChange.kode == Terbitan.kode)
        .where(*_conditions(filters, today))
        .order_by(TerbitanChange.nomor.desc())
    )
    if among is None:
        rows = session.execute(query.limit(limit).offset(offset)).all()
    else:
        # More codes than one question to the database can carry; where an old naskah stands among them, the day it was
        # signed does not tell.
        found = (row for row in session.execute(query) if row.kode in among)
        rows = list(islice(found, offset, offset + limit))
    items = terbitan.load_items(session, [row.kode for row in rows], today)
    return tuple((items[row.kode], row.first_published_at, row.at) for row in rows)


def count(session: Session, filters: Filters, today: date, among: Collection[str] | None = None) -> int:
    """How many naskah the filters leave."""
    if among is not None:
        left = session.scalars(select(Terbitan.kode).where(*_conditions(filters, today)))
        return sum(kode in among for kode in left)
    return session.scalar(select(func.count()).select_from(Terbitan).where(*_conditions(filters, today))) or 0


def _conditions(filters: Filters, today: date) -> list[ColumnElement[bool]]:
    year = extract("year", Terbitan.signed_on)
    has_partner = and_(TerbitanPihak.kode == Terbitan.kode, TerbitanPihak.mitra_slug.in_(filters.mitra))
    is_from = and_(TerbitanPihak.kode == Terbitan.kode, TerbitanPihak.negara.in_(filters.negara))
    wanted: list[tuple[bool, ColumnElement[bool]]] = [
        (bool(filters.lingkup), Terbitan.lingkup.in_(filters.lingkup)),
        (bool(filters.bentuk), Terbitan.bentuk.in_(filters.bentuk)),
        (bool(filters.status), terbitan.masa_berlaku_sql(today).in_(filters.status)),
        (bool(filters.tahun), year.in_([int(one) for one in filters.tahun])),
        (bool(filters.unit), Terbitan.unit_kode.in_(filters.unit)),
        (bool(filters.mitra), exists().where(has_partner)),
        (bool(filters.negara), exists().where(is_from)),
        (filters.year_from is not None, year >= (filters.year_from or 0)),
        (filters.year_to is not None, year <= (filters.year_to or 0)),
    ]
    return [condition for is_asked, condition in wanted if is_asked]
