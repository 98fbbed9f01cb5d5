"""Counting of fetched files: so many more of a naskah on a day, by however many processes at once."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from portal.models.insert import insert_into
from portal.models.unduhan import Unduhan


def add(session: Session, counts: Mapping[tuple[str, date], int]) -> None:
    """Add to what is counted, by (code, day)."""
    if not counts:
        return
    # Always in one order, so that two who count the same naskah never wait for each other.
    rows = [{"kode": kode, "on": on, "jumlah": jumlah} for (kode, on), jumlah in sorted(counts.items())]
    statement = insert_into(session, Unduhan).values(rows)
    more = {"jumlah": Unduhan.jumlah + statement.excluded.jumlah}
    session.execute(statement.on_conflict_do_update(index_elements=["kode", "on"], set_=more))
