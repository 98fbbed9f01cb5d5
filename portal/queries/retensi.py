"""Retention and legal holds as they are read: of one naskah, and the lists of the Biro and of the archive."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, func, not_, select
from sqlalchemy.orm import Session

from portal.domain.naskah.judul import shown_judul
from portal.domain.permissions import Actor
from portal.domain.retensi import FACTS, NasibAkhir, RetensiFields
from portal.models.naskah import Naskah
from portal.models.retensi import Pembekuan, Retensi
from portal.models.unit import Unit
from portal.models.user import User
from portal.queries.naskah.worklist import current_name, readable

PER_PAGE = 50


class RetensiGroup(StrEnum):
    """The lists there are."""

    SERAHKAN = "serahkan"
    """Over, permanent, and not held: what goes to the archive."""
    NILAI = "nilai"
    """Over, and of another fate: somebody decides."""
    DIBEKUKAN = "dibekukan"
    BERJALAN = "berjalan"
    BELUM = "belum"
    """No facts yet."""


@dataclass(frozen=True)
class StaffPembekuan:
    """A hold as it is shown; `lifted_at` None while it stands."""

    id: int
    alasan: str
    dokumen: str
    placed_at: datetime
    placed_by: str
    lifted_at: datetime | None
    alasan_lepas: str


@dataclass(frozen=True)
class StaffRetensi:
    """The facts of one naskah with the version seen (0: none), and its holds, those that stand first."""

    fields: RetensiFields | None
    version: int
    holds: tuple[StaffPembekuan, ...]

    @property
    def is_frozen(self) -> bool:
        """Whether a hold stands."""
        return any(hold.lifted_at is None for hold in self.holds)


@dataclass(frozen=True)
class RetensiItem:
    """A naskah in a list, with its facts where there are any."""

    kode: str
    judul: str
    unit_nama: str
    fields: RetensiFields | None
    is_frozen: bool


@dataclass(frozen=True)
class RetensiPage:
    """Some naskah of a longer list; `page` counts from 1."""

    items: tuple[RetensiItem, ...]
    total: int
    page: int
    per_page: int = PER_PAGE


def retensi_of(session: Session, naskah_id: int) -> StaffRetensi:
    """Facts and holds of a naskah. Whether they may be shown was decided with the naskah."""
    rows = session.execute(
        select(Retensi, Pembekuan, User.nama)
        .select_from(Naskah)
        .outerjoin(Retensi, Retensi.naskah_id == Naskah.id)
        .outerjoin(Pembekuan, Pembekuan.naskah_id == Naskah.id)
        .outerjoin(User, User.id == Pembekuan.placed_by)
        .where(Naskah.id == naskah_id)
        .order_by(Pembekuan.lifted_at.is_not(None), Pembekuan.id.desc())
    ).all()
    row = rows[0][0] if rows else None
    return StaffRetensi(
        None if row is None else _fields(row),
        0 if row is None else row.version,
        tuple(
            StaffPembekuan(
                one.id, one.alasan, one.dokumen, one.placed_at, nama or "Sistem", one.lifted_at, one.alasan_lepas
            )
            for _, one, nama in rows
            if one is not None
        ),
    )


def list_retensi(
    session: Session, actor: Actor, kelompok: RetensiGroup, unit: str, page: int, today: date
) -> RetensiPage:
    """Naskah of one list, those whose retention ended first at the top."""
    conditions = [readable(actor), Naskah.voided_at.is_(None), *_conditions(kelompok, today)]
    if unit:
        conditions.append(Unit.kode == unit)
    query = (
        select(
            Naskah.kode, Naskah.judul, Unit.kode.label("unit_kode"), current_name.label("unit_nama"), Retensi,
            _is_frozen.label("is_frozen"), func.count().over().label("total"),
        )
        .join(Unit, Unit.id == Naskah.unit_id)
        .outerjoin(Retensi, Retensi.naskah_id == Naskah.id)
        .where(*conditions)
        .order_by(Retensi.ends_on.is_(None), Retensi.ends_on, Naskah.id)
    )  # fmt: skip
    rows = session.execute(query.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    any_row = rows[0] if rows else session.execute(query.limit(1)).first() if page > 1 else None
    items = tuple(
        RetensiItem(
            row.kode,
            shown_judul(row.judul),
            row.unit_nama or row.unit_kode,
            None if row.Retensi is None else _fields(row.Retensi),
            row.is_frozen,
        )
        for row in rows
    )
    return RetensiPage(items, any_row.total if any_row is not None else 0, page)


def due_for_archive(session: Session, today: date) -> tuple[list[str], list[str]]:
    """Codes of what goes to the archive, and of what would but for a hold that stands."""
    over = (Retensi.ends_on <= today, Retensi.nasib_akhir == NasibAkhir.PERMANEN, Naskah.voided_at.is_(None))
    query = select(Naskah.kode, _is_frozen).join(Retensi, Retensi.naskah_id == Naskah.id).where(*over)
    found = session.execute(query.order_by(Naskah.kode)).all()
    return [kode for kode, held in found if not held], [kode for kode, held in found if held]


_is_frozen = exists().where(Pembekuan.naskah_id == Naskah.id, Pembekuan.lifted_at.is_(None)).correlate(Naskah)
"""Whether a hold stands on the naskah of the surrounding query."""


def _conditions(kelompok: RetensiGroup, today: date) -> list[ColumnElement[bool]]:
    is_permanent = Retensi.nasib_akhir == NasibAkhir.PERMANEN
    lists: dict[RetensiGroup, list[ColumnElement[bool]]] = {
        RetensiGroup.SERAHKAN: [Retensi.ends_on <= today, is_permanent, not_(_is_frozen)],
        RetensiGroup.NILAI: [Retensi.ends_on <= today, not_(is_permanent), not_(_is_frozen)],
        RetensiGroup.DIBEKUKAN: [_is_frozen],
        RetensiGroup.BERJALAN: [Retensi.ends_on > today],
        RetensiGroup.BELUM: [Retensi.id.is_(None)],
    }
    return lists[kelompok]


def _fields(row: Retensi) -> RetensiFields:
    return RetensiFields(**{name: getattr(row, name) for name in FACTS})
