"""Writing the ordered list of what the search indexes have to take in.

The row behind the list is locked last in a transaction and for a moment, so nobody waits in a circle for it, and a
number is seen only when every lower one is.
"""

import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from portal.models.index_change import IndexChange, IndexState
from portal.models.naskah import Naskah


def note(session: Session, naskah_ids: Collection[int], now: datetime) -> None:
    """These naskah changed: each stands at the end of the list. Called last in a transaction."""
    codes = sorted(session.scalars(select(Naskah.kode).where(Naskah.id.in_(naskah_ids))))
    if not codes:
        return
    session.flush()
    state = _locked(session)
    session.execute(delete(IndexChange).where(IndexChange.kode.in_(codes)))
    lines = [{"kode": kode, "nomor": nomor, "at": now} for nomor, kode in enumerate(codes, start=state.nomor + 1)]
    session.execute(insert(IndexChange), lines)
    state.nomor += len(lines)
    session.flush()


def begin_anew(session: Session) -> None:
    """The database is not what indexes have followed: each of them has to be made anew."""
    _locked(session).epoch = secrets.token_hex(8)
    session.flush()


def _locked(session: Session) -> IndexState:
    return session.scalars(select(IndexState).with_for_update().execution_options(populate_existing=True)).one()
