"""Reading the ordered list of what the search indexes have to take in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from portal.models.index_change import IndexChange, IndexState


@dataclass(frozen=True)
class IndexLine:
    """The latest change of one naskah."""

    kode: str
    nomor: int
    at: datetime


@dataclass(frozen=True)
class IndexList:
    """How far the list has come: the number given last, and which history of numbers it is."""

    nomor: int
    epoch: str


def read_list(session: Session | Connection) -> IndexList:
    """How far the list has come; one row, cheap enough for every second."""
    return IndexList(*session.execute(select(IndexState.nomor, IndexState.epoch)).one())


def lines_after(session: Session, nomor: int, *, most: int | None = None) -> Sequence[IndexLine]:
    """Lines beyond a number, the lowest first."""
    query = select(IndexChange.kode, IndexChange.nomor, IndexChange.at).where(IndexChange.nomor > nomor)
    return [IndexLine(*row) for row in session.execute(query.order_by(IndexChange.nomor).limit(most))]


def line_of(session: Session, kode: str) -> IndexLine | None:
    """The line of one naskah; None where it never changed."""
    row = session.execute(
        select(IndexChange.kode, IndexChange.nomor, IndexChange.at).where(IndexChange.kode == kode)
    ).one_or_none()
    return IndexLine(*row) if row is not None else None


def newest_line(session: Session) -> IndexLine | None:
    """The line that was written last; None in an empty list."""
    row = session.execute(
        select(IndexChange.kode, IndexChange.nomor, IndexChange.at).order_by(IndexChange.nomor.desc()).limit(1)
    ).one_or_none()
    return IndexLine(*row) if row is not None else None
