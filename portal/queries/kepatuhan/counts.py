"""What the compliance board only counts: legacy records, domestic naskah, and the tracks of treaties.

The access filter stands in `within`, through which every query of this module goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, String, and_, case, cast, func, literal, select, union_all
from sqlalchemy.orm import Session

from portal.domain.kasus.kemlu import KemluState
from portal.domain.kasus.pengesahan import PengesahanState
from portal.domain.naskah.enumerations import Lingkup
from portal.domain.naskah.judul import shown_judul
from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import Penyampaian
from portal.domain.permissions import Actor
from portal.models.kasus import KasusKemlu, KasusPengesahan
from portal.models.naskah import Naskah
from portal.models.naskah_asli import Penerimaan
from portal.models.unit import Unit
from portal.queries.kepatuhan.facts import stands, within

NOT_HANDED_IN = (Status.DRAF, Status.DIKEMBALIKAN)


@dataclass(frozen=True)
class DomesticCounts:
    """Domestic naskah: handed in (Pasal 39 ayat (1)) or not; they have no deadline and are never late."""

    handed_in: int
    not_handed_in: int
    oldest_at: datetime | None = None
    """When the oldest of those not handed in was begun."""


@dataclass(frozen=True)
class DomesticRow:
    """A domestic naskah in a list."""

    kode: str
    judul: str
    unit: str
    created_at: datetime
    submitted_at: datetime | None


@dataclass(frozen=True)
class TrackCounts:
    """The two tracks of treaties: how many stand at each step, and how many have not begun."""

    kemlu: Mapping[KemluState, int]
    kemlu_not_begun: int
    pengesahan: Mapping[PengesahanState, int]


@dataclass(frozen=True)
class BoardCounts:
    """Everything that is counted only: `foreign` naskah, of which `foreign_received` have their original here."""

    dalam_negeri: DomesticCounts
    foreign: int
    foreign_received: int
    jalur: TrackCounts


def load_counts(session: Session, actor: Actor, units: frozenset[str] | None) -> BoardCounts:
    """The counts of the units, in two questions."""
    is_missing = Naskah.status.in_(NOT_HANDED_IN)
    has_not_begun = and_(Naskah.perjanjian_internasional.is_(True), KasusKemlu.id.is_(None))
    query = (
        select(
            Naskah.lingkup,
            func.count(),
            func.coalesce(func.sum(case((is_missing, 1), else_=0)), 0),
            func.min(case((is_missing, Naskah.created_at))),
            func.count(Penerimaan.id),
            func.coalesce(func.sum(case((has_not_begun, 1), else_=0)), 0),
        )
        .select_from(Naskah)
        .join(Unit, Unit.id == Naskah.unit_id)
        .outerjoin(Penerimaan, and_(Penerimaan.naskah_id == Naskah.id, stands(Penyampaian.ASLI)))
        .outerjoin(KasusKemlu, KasusKemlu.naskah_id == Naskah.id)
        .where(Naskah.lingkup.is_not(None), *within(actor, units))
        .group_by(Naskah.lingkup)
    )
    found = {lingkup: counts for lingkup, *counts in session.execute(query)}
    total, missing, oldest, _, _ = found.get(Lingkup.DALAM_NEGERI, (0, 0, None, 0, 0))
    foreign, _, _, received, not_begun = found.get(Lingkup.LUAR_NEGERI, (0, 0, None, 0, 0))
    return BoardCounts(
        DomesticCounts(total - missing, missing, oldest), foreign, received, _tracks(session, actor, units, not_begun)
    )


def list_domestic(
    session: Session, actor: Actor, units: frozenset[str] | None, *, is_handed_in: bool, limit: int, offset: int
) -> tuple[DomesticRow, ...]:
    """Domestic naskah that were handed in (the newest first) or not yet (the oldest first)."""
    is_missing = Naskah.status.in_(NOT_HANDED_IN)
    order = Naskah.submitted_at.desc() if is_handed_in else Naskah.created_at
    query = (
        select(Naskah.kode, Naskah.judul, Unit.kode.label("unit"), Naskah.created_at, Naskah.submitted_at)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(
            Naskah.lingkup == Lingkup.DALAM_NEGERI, *within(actor, units), ~is_missing if is_handed_in else is_missing
        )
        .order_by(order, Naskah.id)
        .limit(limit)
        .offset(offset)
    )
    rows = session.execute(query)
    return tuple(
        DomesticRow(row.kode, shown_judul(row.judul), row.unit, row.created_at, row.submitted_at) for row in rows
    )


def _tracks(session: Session, actor: Actor, units: frozenset[str] | None, not_begun: int) -> TrackCounts:
    both = union_all(_by_state(KasusKemlu, actor, units), _by_state(KasusPengesahan, actor, units))
    kemlu: dict[KemluState, int] = {}
    pengesahan: dict[PengesahanState, int] = {}
    for track, keadaan, count in session.execute(both):
        if track == KasusKemlu.__tablename__:
            kemlu[KemluState(keadaan)] = count
        else:
            pengesahan[PengesahanState(keadaan)] = count
    return TrackCounts(kemlu, not_begun, pengesahan)


def _by_state(
    track: type[KasusKemlu] | type[KasusPengesahan], actor: Actor, units: frozenset[str] | None
) -> Select[str, str, int]:
    return (
        select(literal(track.__tablename__), cast(track.keadaan, String), func.count())
        .join(Naskah, Naskah.id == track.naskah_id)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(*within(actor, units))
        .group_by(track.keadaan)
    )
