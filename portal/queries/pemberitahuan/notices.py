"""Notices as staff see them: those about one naskah, and what the Biro asked of my units by hand."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from portal.domain.naskah.judul import shown_judul
from portal.domain.naskah.status import Status
from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.domain.permissions import Actor
from portal.models.naskah import Naskah
from portal.models.naskah_asli import NaskahAsli
from portal.models.pemberitahuan import LetterState, Pemberitahuan
from portal.models.unit import Unit
from portal.models.user import User
from portal.queries.naskah.worklist import current_name, readable
from portal.queries.pemberitahuan.reminders import STILL_OUT

MOST_LETTERS = 200
SHOWN_FOR = timedelta(days=30)
MOST_ASKED = 10
BY_HAND = (ReminderKind.INGATKAN, ReminderKind.TEGUR)


@dataclass(frozen=True)
class Notice:
    """One occasion: what it was about, who sent it (empty: the schedule), to whom, and how far the letters are."""

    jenis: ReminderKind
    at: datetime
    acuan_on: date
    oleh: str
    pesan: str
    readers: tuple[str, ...]
    states: Mapping[LetterState, int]


@dataclass(frozen=True)
class AskedByHand:
    """What the Biro asked by hand, while the original is still out."""

    kode: str
    judul: str
    unit_nama: str
    jenis: ReminderKind
    at: datetime
    acuan_on: date
    pesan: str


def notices_of(session: Session, naskah_id: int) -> tuple[Notice, ...]:
    """The notices about a naskah the caller has been let to, newest first; what was passed over is left out."""
    rows = session.execute(
        select(Pemberitahuan, User.nama)
        .outerjoin(User, User.id == Pemberitahuan.created_by)
        .where(Pemberitahuan.naskah_id == naskah_id, Pemberitahuan.recipient != "")
        .order_by(Pemberitahuan.created_at.desc(), Pemberitahuan.id)
        .limit(MOST_LETTERS)
    ).all()
    grouped: dict[str, list[tuple[Pemberitahuan, str]]] = {}
    for row, nama in rows:
        grouped.setdefault(row.kejadian, []).append((row, nama or ""))
    return tuple(_kabar(letters) for letters in grouped.values())


def asked_by_hand(session: Session, actor: Actor, now: datetime) -> tuple[AskedByHand, ...]:
    """What the Biro asked of this very person in the last month, the newest for each naskah still waited for."""
    newest = (
        select(func.max(Pemberitahuan.id).label("id"))
        .where(
            Pemberitahuan.jenis.in_(BY_HAND),
            Pemberitahuan.created_at >= now - SHOWN_FOR,
            Pemberitahuan.recipient == actor.email,
        )
        .group_by(Pemberitahuan.naskah_id)
        .subquery()
    )
    rows = session.execute(
        select(Pemberitahuan, Naskah.kode, Naskah.judul, current_name.label("unit_nama"))
        .join(newest, newest.c.id == Pemberitahuan.id)
        .join(Naskah, Naskah.id == Pemberitahuan.naskah_id)
        .join(Unit, Unit.id == Naskah.unit_id)
        .outerjoin(NaskahAsli, NaskahAsli.naskah_id == Naskah.id)
        .where(
            readable(actor),
            Naskah.status != Status.DITARIK,
            or_(NaskahAsli.id.is_(None), NaskahAsli.keadaan.in_(STILL_OUT)),
        )
        .order_by(Pemberitahuan.acuan_on, Pemberitahuan.id)
        .limit(MOST_ASKED)
    )
    return tuple(
        AskedByHand(kode, shown_judul(judul), unit_nama or "", row.jenis, row.created_at, row.acuan_on, row.pesan)
        for row, kode, judul, unit_nama in rows
    )


def _kabar(letters: list[tuple[Pemberitahuan, str]]) -> Notice:
    first, oleh = letters[0]
    return Notice(
        jenis=first.jenis,
        at=first.created_at,
        acuan_on=first.acuan_on,
        oleh=oleh,
        pesan=first.pesan,
        readers=tuple(row.recipient for row, _ in letters),
        states=Counter(row.state for row, _ in letters),
    )
