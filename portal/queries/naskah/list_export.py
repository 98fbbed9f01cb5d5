"""The list of naskah as a table to be kept: every row the filters leave of what the actor may read, no other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import Bentuk, Lingkup
from portal.domain.naskah.judul import shown_judul
from portal.domain.naskah.status import Status
from portal.domain.permissions import Actor
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.unit import Unit
from portal.queries.batches import batched
from portal.queries.naskah.list_filter import ListFilter, conditions, last_signed_on
from portal.queries.naskah.worklist import current_name, readable


@dataclass(frozen=True)
class ListRow:
    """One naskah as a row of the table."""

    kode: str
    judul: str
    bentuk: Bentuk | None
    nama_bentuk: str | None
    lingkup: Lingkup | None
    mitra: tuple[str, ...]
    nomor: tuple[str, ...]
    unit_nama: str
    status: Status
    signed_on: date | None
    """Last signature; the first day of a month or year that is known less exactly."""
    effective_on: date | None
    expires_on: date | None
    submitted_at: datetime | None
    nomor_tanda_terima: str | None
    updated_at: datetime


def count_rows(session: Session, actor: Actor, wanted: ListFilter) -> int:
    """How many rows the table has."""
    query = select(func.count()).select_from(Naskah).join(Unit, Unit.id == Naskah.unit_id)
    return session.scalar(query.where(readable(actor), *conditions(wanted))) or 0


def load_rows(session: Session, actor: Actor, wanted: ListFilter) -> tuple[ListRow, ...]:
    """The rows, last changed first, as the list on the page has them."""
    rows = session.execute(_rows(actor, wanted)).all()
    parties = _parties(session, [row.Naskah.id for row in rows])
    return tuple(_row(row, parties) for row in rows)


_Parties = Mapping[int, list[tuple[str, str, bool]]]


def _rows(actor: Actor, wanted: ListFilter) -> Select[Naskah, str, str, date | None]:
    return (
        select(
            Naskah,
            Unit.kode.label("unit_kode"),
            current_name.label("unit_nama"),
            last_signed_on.label("signed_on"),
        )
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(readable(actor), *conditions(wanted))
        .order_by(Naskah.updated_at.desc(), Naskah.id.desc())
    )


def _parties(session: Session, ids: Iterable[int]) -> _Parties:
    """Name, number and whether it is a partner, of every party."""
    found: dict[int, list[tuple[str, str, bool]]] = {}
    for chunk in batched(sorted(ids)):
        query = (
            select(NaskahMitra.naskah_id, NaskahMitra.nama, NaskahMitra.nomor, NaskahMitra.mitra_id)
            .where(NaskahMitra.naskah_id.in_(chunk))
            .order_by(NaskahMitra.naskah_id, NaskahMitra.urutan)
        )
        for naskah_id, nama, nomor, mitra_id in session.execute(query):
            found.setdefault(naskah_id, []).append((nama, nomor, mitra_id is not None))
    return found


def _row(row: Row[Naskah, str, str, date | None], parties: _Parties) -> ListRow:
    naskah = row.Naskah
    own = parties.get(naskah.id, [])
    return ListRow(
        kode=naskah.kode,
        judul=shown_judul(naskah.judul),
        bentuk=naskah.bentuk,
        nama_bentuk=naskah.nama_bentuk,
        lingkup=naskah.lingkup,
        mitra=tuple(nama for nama, _, is_partner in own if is_partner),
        nomor=tuple(nomor for _, nomor, _ in own if nomor),
        unit_nama=row.unit_nama or row.unit_kode,
        status=naskah.status,
        signed_on=row.signed_on,
        effective_on=naskah.effective_on,
        expires_on=naskah.expires_on,
        submitted_at=naskah.submitted_at,
        nomor_tanda_terima=naskah.nomor_tanda_terima,
        updated_at=naskah.updated_at,
    )
