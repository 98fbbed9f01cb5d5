"""What the compliance board only counts: legacy records, domestic naskah, and the tracks of treaties.

The access filter stands in `within`, through which every query of this module goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, exists, func, select
from sqlalchemy.orm import Session

from portal.domain.jalur_kemlu import KeadaanKemlu
from portal.domain.jalur_pengesahan import KeadaanPengesahan
from portal.domain.naskah import Lingkup
from portal.domain.penerimaan import Penyampaian
from portal.domain.permissions import Actor
from portal.domain.status import Status
from portal.models.kasus import KasusKemlu, KasusPengesahan
from portal.models.naskah import Naskah
from portal.models.naskah_asli import Penerimaan
from portal.models.unit import Unit
from portal.queries.compliance_facts import stands, within

NOT_HANDED_IN = (Status.DRAF, Status.DIKEMBALIKAN)


@dataclass(frozen=True)
class DalamNegeri:
    """Domestic naskah: handed in (Pasal 39 ayat (1)) or not; they have no deadline and are never late."""

    sudah: int
    belum: int
    oldest_at: datetime | None = None
    """When the oldest of those not handed in was begun."""


@dataclass(frozen=True)
class BarisDalamNegeri:
    """A domestic naskah in a list."""

    kode: str
    judul: str
    unit: str
    created_at: datetime
    submitted_at: datetime | None


def count_foreign(session: Session, actor: Actor, units: frozenset[str] | None) -> tuple[int, int]:
    """How many foreign naskah there are, and of how many of them the original is here."""
    query = (
        select(func.count(), func.count(Penerimaan.id))
        .select_from(Naskah)
        .join(Unit, Unit.id == Naskah.unit_id)
        .outerjoin(Penerimaan, and_(Penerimaan.naskah_id == Naskah.id, stands(Penyampaian.ASLI)))
        .where(Naskah.lingkup == Lingkup.LUAR_NEGERI, *within(actor, units))
    )
    count, received = session.execute(query).one()
    return count, received


def load_domestic(session: Session, actor: Actor, units: frozenset[str] | None) -> DalamNegeri:
    """Domestic naskah in two counts."""
    is_missing = Naskah.status.in_(NOT_HANDED_IN)
    query = (
        select(
            func.count(),
            func.coalesce(func.sum(case((is_missing, 1), else_=0)), 0),
            func.min(case((is_missing, Naskah.created_at))),
        )
        .select_from(Naskah)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(Naskah.lingkup == Lingkup.DALAM_NEGERI, *within(actor, units))
    )
    total, missing, oldest = session.execute(query).one()
    return DalamNegeri(total - missing, missing, oldest)


@dataclass(frozen=True)
class Jalur:
    """The two tracks of treaties: how many stand at each step, and how many have not begun."""

    kemlu: Mapping[KeadaanKemlu, int]
    kemlu_belum: int
    pengesahan: Mapping[KeadaanPengesahan, int]


def load_tracks(session: Session, actor: Actor, units: frozenset[str] | None) -> Jalur:
    """Counts of the tracks of Pasal 39 ayat (6) and (5)."""
    here = within(actor, units)

    def by_state(track: type[KasusKemlu] | type[KasusPengesahan]) -> dict[Any, int]:
        query = (
            select(track.keadaan, func.count())
            .join(Naskah, Naskah.id == track.naskah_id)
            .join(Unit, Unit.id == Naskah.unit_id)
            .where(*here)
            .group_by(track.keadaan)
        )
        return {keadaan: count for keadaan, count in session.execute(query)}

    not_begun = (
        select(func.count())
        .select_from(Naskah)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(
            Naskah.lingkup == Lingkup.LUAR_NEGERI,
            Naskah.perjanjian_internasional.is_(True),
            ~exists().where(KasusKemlu.naskah_id == Naskah.id),
            *here,
        )
    )
    return Jalur(by_state(KasusKemlu), session.scalar(not_begun) or 0, by_state(KasusPengesahan))


def list_domestic(
    session: Session, actor: Actor, units: frozenset[str] | None, *, is_handed_in: bool, limit: int, offset: int
) -> tuple[BarisDalamNegeri, ...]:
    """Domestic naskah that were handed in (the newest first) or not yet (the oldest first)."""
    is_missing = Naskah.status.in_(NOT_HANDED_IN)
    order = Naskah.submitted_at.desc() if is_handed_in else Naskah.created_at
    query = (
        select(Naskah.kode, Naskah.judul, Unit.kode, Naskah.created_at, Naskah.submitted_at)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(
            Naskah.lingkup == Lingkup.DALAM_NEGERI, *within(actor, units), ~is_missing if is_handed_in else is_missing
        )
        .order_by(order, Naskah.id)
        .limit(limit)
        .offset(offset)
    )
    return tuple(BarisDalamNegeri(*row) for row in session.execute(query))
