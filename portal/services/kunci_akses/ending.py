"""Ending access keys: one of them by hand, or all of somebody who leaves; and finding what of a unit's is to end."""

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from portal.domain.permissions import Peran
from portal.errors import NotFoundError
from portal.models.kunci_akses import KunciAkses
from portal.models.unit import Unit
from portal.models.webhook import Webhook
from portal.services.acts import Act, Subject, record

T = TypeVar("T", KunciAkses, Webhook)

BY_HAND = "diakhiri"
ACCOUNT_CLOSED = "akun ditutup"
MAKER_RESET = "kata sandi pembuatnya disetel ulang"
RESTORED = "portal dipulihkan dari cadangan"
ROLE_LOST = "pembuatnya tidak lagi bertugas untuk unit ini"


def end(session: Session, key_id: int, act: Act) -> None:
    """Let a key open nothing any more. Raises NotFoundError for one that is not the actor's to end."""
    end_rows(session, [find_own(session, KunciAkses, key_id, act, "Kunci akses tidak ditemukan.")], act, BY_HAND)


def may_end(act: Act, unit: str) -> bool:
    """Whether the actor keeps the naskah of the unit, or the accounts of everybody."""
    return bool(act.actor.peran_for(unit) & {Peran.PENGELOLA, Peran.BIRO} or Peran.ADMIN in act.actor.peran)


def end_of_maker(session: Session, user_id: int, act: Act, sebab: str = ACCOUNT_CLOSED) -> None:
    """End every key that somebody made whose account is closed, or is doubted."""
    end_rows(session, open_ones(session, KunciAkses, KunciAkses.created_by == user_id), act, sebab)


def end_all(session: Session, act: Act) -> None:
    """End every key: a portal that was restored does not know which were ended after its backup."""
    end_rows(session, open_ones(session, KunciAkses), act, RESTORED)


def find_own(session: Session, kind: type[T], number: int, act: Act, missing: str) -> tuple[T, str]:
    """A row that the actor may end, with the code of its unit. Raises NotFoundError, saying what is missing."""
    row = session.scalar(select(kind).where(kind.id == number).with_for_update())
    unit = session.scalar(select(Unit.kode).where(Unit.id == row.unit_id)) if row is not None else None
    if row is None or unit is None or not may_end(act, unit):
        raise NotFoundError(missing)
    return row, unit


def open_ones(session: Session, kind: type[T], *conditions: ColumnElement[bool]) -> list[tuple[T, str]]:
    """Rows that meet the conditions and are not ended yet, each with the code of its unit."""
    rows = session.execute(
        select(kind, Unit.kode)
        .join(Unit, Unit.id == kind.unit_id)
        .where(kind.ended_at.is_(None), *conditions)
        .order_by(kind.id)
        .with_for_update(of=kind)
    )
    return [(row, unit) for row, unit in rows]


def end_rows(session: Session, rows: Iterable[tuple[KunciAkses, str]], act: Act, sebab: str) -> None:
    """End those of the keys that are not ended yet, each with the code of its unit."""
    for row, unit in rows:
        if row.ended_at is None:
            row.ended_at = act.now
            session.flush()
            subject = Subject("kunci_akses", str(row.id), unit)
            record(session, act, "kunci.akhiri", subject, after={"unit": unit, "nama": row.nama, "sebab": sebab})
