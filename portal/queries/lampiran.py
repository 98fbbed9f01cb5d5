"""The registers of the Lampiran as staff read them: one list, one row, the sheets of an export, both ends of a link.

The access filter stands in `_readable`, through which every query of a register goes: a pengelola and a pimpinan see
their units with all below, the Biro sees all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, RowMapping, Select, exists, func, select, true
from sqlalchemy.orm import Session, aliased

from portal.domain.lampiran.columns import PENJAJAKAN, PERENCANAAN, Lampiran
from portal.domain.lampiran.write_workbook import RegisterSheet
from portal.domain.naskah.judul import shown_judul
from portal.domain.permissions import Actor, Peran
from portal.domain.tanggal import wib_today
from portal.errors import BadInputError, NotFoundError
from portal.models.lampiran import Penjajakan, Perencanaan
from portal.models.naskah import Naskah
from portal.models.unit import Unit
from portal.models.user import User
from portal.queries.naskah.values import UnitChoice
from portal.queries.naskah.worklist import current_name

PER_PAGE = 25
MODELS: Mapping[str, type[Perencanaan] | type[Penjajakan]] = {
    PERENCANAAN.nama: Perencanaan,
    PENJAJAKAN.nama: Penjajakan,
}
KEEPERS = frozenset({Peran.PENGELOLA, Peran.BIRO, Peran.SISTEM})
"""Who adds, corrects and takes out the rows of a unit."""
OPERATOR_NAME = "Perintah operator"
"""Who it was where no account did it."""


@dataclass(frozen=True)
class LampiranFilter:
    """What narrows a register: a unit by code, a year; `is_removed` shows those that were taken out instead."""

    unit: str = ""
    tahun: int | None = None
    is_removed: bool = False


@dataclass(frozen=True)
class NaskahLink:
    """The naskah a plan became; both are empty where the viewer may not read it."""

    kode: str
    judul: str


@dataclass(frozen=True)
class PerencanaanLink:
    """The plan a naskah came from."""

    id: int
    tahun: int
    unit_nama: str


@dataclass(frozen=True)
class RegisterRow:
    """A row of a register; `nomor` is its place in the register of its unit and year, 0 where it was not counted."""

    id: int
    nomor: int
    unit_kode: str
    unit_nama: str
    tahun: int
    values: Mapping[str, str]
    version: int
    updated_at: datetime
    updated_by: str
    removed_at: datetime | None
    removed_by: str
    may_edit: bool
    naskah: NaskahLink | None

    @property
    def updated_on(self) -> date:
        """The day of the last change in Jakarta."""
        return wib_today(self.updated_at)


@dataclass(frozen=True)
class RegisterPage:
    """Some rows of a register; `page` counts from 1. `removed` counts those taken out, with the same filter."""

    items: tuple[RegisterRow, ...]
    total: int
    page: int
    per_page: int
    years: tuple[int, ...]
    removed: int


def list_rows(session: Session, lampiran: Lampiran, actor: Actor, wanted: LampiranFilter, page: int) -> RegisterPage:
    """The rows the actor may read, unit by unit, newest year first, in the order in which they came in."""
    model = MODELS[lampiran.nama]
    query = _rows(lampiran, actor, wanted)
    rows = session.execute(query.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    total = rows[0].n if rows else 0
    if not rows and page > 1:
        # The window that counts is empty beyond the last page.
        total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    counted = session.execute(
        select(model.tahun, func.count(model.removed_at).label("removed"))
        .join(Unit, Unit.id == model.unit_id)
        .where(_readable(actor), *_conditions(lampiran, LampiranFilter(wanted.unit)))
        .group_by(model.tahun)
        .order_by(model.tahun.desc())
    ).all()
    removed = sum(row.removed for row in counted if wanted.tahun in (None, row.tahun))
    items = tuple(_item(lampiran, row, actor) for row in rows)
    return RegisterPage(items, total, page, PER_PAGE, tuple(row.tahun for row in counted), removed)


def find_row(session: Session, lampiran: Lampiran, baris_id: int, actor: Actor) -> RegisterRow:
    """One row, also one that was taken out. Raises NotFoundError."""
    model = MODELS[lampiran.nama]
    row = session.execute(_select(lampiran, actor).where(model.id == baris_id)).first()
    if row is None:
        raise NotFoundError("Baris tidak ditemukan.")
    return _item(lampiran, row, actor)


def load_sheets(
    session: Session, lampiran: Lampiran, actor: Actor, wanted: LampiranFilter
) -> tuple[RegisterSheet, ...]:
    """The filtered register as sheets: huruf A has no column for the unit, so there every unit has a sheet a year.

    Raises BadInputError for a unit that is not there, or not for the actor.
    """
    if wanted.unit and session.scalar(select(Unit.id).where(Unit.kode == wanted.unit, _readable(actor))) is None:
        raise BadInputError(f"Unit {wanted.unit} tidak terdaftar.", "unit")
    sheets: dict[str, list[tuple[str, ...]]] = {}
    for row in session.execute(_rows(lampiran, actor, wanted)):
        item = _item(lampiran, row, actor)
        texts = tuple(item.values[field] for field in lampiran.fields)
        name = str(item.tahun) if lampiran.has_unit else f"{item.unit_kode} {item.tahun}"
        sheets.setdefault(name, []).append((item.unit_nama, *texts) if lampiran.has_unit else texts)
    return tuple(RegisterSheet(name, rows) for name, rows in sheets.items())


def units_to_read(session: Session, lampiran: Lampiran, actor: Actor) -> tuple[UnitChoice, ...]:
    """Units with rows the actor may read, by their names; for the filter of the list."""
    owns = exists().where(MODELS[lampiran.nama].unit_id == Unit.id)
    rows = session.execute(select(Unit.kode, current_name.label("nama"), Unit.jenis).where(_readable(actor), owns))
    choices = [UnitChoice(kode, nama or kode, jenis) for kode, nama, jenis in rows]
    return tuple(sorted(choices, key=lambda unit: unit.nama.lower()))


def plan_of(session: Session, naskah_kode: str, actor: Actor) -> PerencanaanLink | None:
    """The plan a naskah came from, if there is one and the actor may read it."""
    row = session.execute(
        select(Perencanaan.id, Perencanaan.tahun, Unit.kode, current_name.label("nama"))
        .join(Unit, Unit.id == Perencanaan.unit_id)
        .join(Naskah, Naskah.id == Perencanaan.naskah_id)
        .where(Naskah.kode == naskah_kode, Perencanaan.removed_at.is_(None), _readable(actor))
    ).first()
    return PerencanaanLink(row.id, row.tahun, row.nama or row.kode) if row is not None else None


def _readable(actor: Actor) -> ColumnElement[bool]:
    if actor.peran & {Peran.BIRO, Peran.SISTEM}:
        return true()
    return Unit.kode.in_(actor.units_as(Peran.PENGELOLA, Peran.PIMPINAN))


def _conditions(lampiran: Lampiran, wanted: LampiranFilter) -> list[ColumnElement[bool]]:
    model = MODELS[lampiran.nama]
    conditions: list[ColumnElement[bool]] = []
    if wanted.unit:
        conditions.append(Unit.kode == wanted.unit)
    if wanted.tahun is not None:
        conditions.append(model.tahun == wanted.tahun)
    return conditions


def _rows(lampiran: Lampiran, actor: Actor, wanted: LampiranFilter) -> Select[*tuple[object, ...]]:
    model = MODELS[lampiran.nama]
    stands = model.removed_at.is_not(None) if wanted.is_removed else model.removed_at.is_(None)
    return (
        _select(lampiran, actor)
        # Filters take in or leave out whole registers, so every register is numbered from its first row.
        .add_columns(
            func.row_number().over(partition_by=(model.unit_id, model.tahun), order_by=model.id).label("nomor")
        )
        .where(stands, *_conditions(lampiran, wanted))
        .order_by(model.tahun.desc(), "unit_nama", Unit.kode, model.id)
    )


def _select(lampiran: Lampiran, actor: Actor) -> Select[*tuple[object, ...]]:
    model = MODELS[lampiran.nama]
    changer, remover = aliased(User), aliased(User)
    query = (
        select(
            model,
            Unit.kode.label("unit_kode"),
            current_name.label("unit_nama"),
            changer.nama.label("updated_by_nama"),
            remover.nama.label("removed_by_nama"),
            func.count().over().label("n"),
        )
        .join(Unit, Unit.id == model.unit_id)
        .outerjoin(changer, changer.id == model.updated_by)
        .outerjoin(remover, remover.id == model.removed_by)
        .where(_readable(actor))
    )
    if model is Perencanaan:
        owner = aliased(Unit)
        query = (
            query.add_columns(
                Naskah.kode.label("naskah_kode"), Naskah.judul.label("naskah_judul"), owner.kode.label("naskah_unit")
            )
            .outerjoin(Naskah, Naskah.id == Perencanaan.naskah_id)
            .outerjoin(owner, owner.id == Naskah.unit_id)
        )
    return query


def _item(lampiran: Lampiran, row: Row[*tuple[object, ...]], actor: Actor) -> RegisterRow:
    baris, found = row[0], row._mapping
    assert isinstance(baris, (Perencanaan, Penjajakan))  # noqa: S101 - tells the type checker what was selected
    return RegisterRow(
        id=baris.id,
        nomor=found.get("nomor", 0) if baris.removed_at is None else 0,
        unit_kode=found["unit_kode"],
        unit_nama=found["unit_nama"] or found["unit_kode"],
        tahun=baris.tahun,
        values={field: getattr(baris, field) for field in lampiran.fields},
        version=baris.version,
        updated_at=baris.updated_at,
        updated_by=found["updated_by_nama"] or OPERATOR_NAME,
        removed_at=baris.removed_at,
        removed_by=found["removed_by_nama"] or OPERATOR_NAME,
        may_edit=bool(actor.peran_for(found["unit_kode"]) & KEEPERS),
        naskah=_link(found, actor),
    )


def _link(found: RowMapping, actor: Actor) -> NaskahLink | None:
    if found.get("naskah_kode") is None:
        return None
    if not actor.can_read(found["naskah_unit"]):
        return NaskahLink("", "")
    return NaskahLink(found["naskah_kode"], shown_judul(found["naskah_judul"]))
