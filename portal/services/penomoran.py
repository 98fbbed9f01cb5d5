"""Numbering: receipts are numbered within their year, without a gap and without a number given twice."""

from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.models.penomoran import Penomoran


def next_number(session: Session, prefix: str, year: int, *, counter: str) -> str:
    """The next number of `counter` in a year, such as `TT-2026-00001`; its row stays locked until the commit."""
    nama = f"{counter}_{year}"
    query = select(Penomoran).where(Penomoran.nama == nama).with_for_update()
    row = session.scalar(query)
    if row is None:
        # Of the first two receipts of a year at the same moment one waits here for the other.
        with suppress(IntegrityError), session.begin_nested():
            session.add(Penomoran(nama=nama, last=0))
        row = session.scalars(query).one()
    row.last += 1
    session.flush()
    return f"{prefix}-{year}-{row.last:05d}"
