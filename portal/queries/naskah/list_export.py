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
from portal.domain.tanggal import Tanggal, last_signed
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.unit import Unit
from portal.queries.batches import batched
from portal.queries.naskah.list_filter import ListFilter, conditions
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
    signed: Tanggal
    """Last signature, as exact as it is known."""
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


_Parties = Mapping[int, list[tuple[str, str, bool, Tanggal]]]


def _rows(actor: Actor, wanted: ListFilter) -> Select[Naskah, str, str]:
    return (
        select(
            Naskah,
            Unit.kode.label("unit_kode"),
            current_name.label("unit_nama"),
        )
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(readable(actor), *conditions(wanted))
        .order_by(Naskah.updated_at.desc(), Naskah.id.desc())
    )


def _parties(session: Session, ids: Iterable[int]) -> _Parties:
    """Name, number, whether it is a partner, and when it signed, of every party."""
    found: dict[int, list[tuple[str, str, bool, Tanggal]]] = {}
    for chunk in batched(sorted(ids)):
        query = (
            select(
                NaskahMitra.naskah_id,
                NaskahMitra.nama,
                NaskahMitra.nomor,
                NaskahMitra.mitra_id,
                NaskahMitra.signed_on,
                NaskahMitra.signed_presisi,
            )
            .where(NaskahMitra.naskah_id.in_(chunk))
            .order_by(NaskahMitra.naskah_id, NaskahMitra.urutan)
        )
        for naskah_id, nama, nomor, mitra_id, on, presisi in session.execute(query):
            found.setdefault(naskah_id, []).append((nama, nomor, mitra_id is not None, Tanggal(on, presisi)))
    return found


def _row(row: Row[Naskah, str, str], parties: _Parties) -> ListRow:
    naskah = row.Naskah
    own = parties.get(naskah.id, [])
    return ListRow(
        kode=naskah.kode,
        judul=shown_judul(naskah.judul),
        bentuk=naskah.bentuk,
        nama_bentuk=naskah.nama_bentuk,
        lingkup=naskah.lingkup,
        mitra=tuple(nama for nama, _, is_partner, _ in own if is_partner),
        nomor=tuple(nomor for _, nomor, _, _ in own if nomor),
        unit_nama=row.unit_nama or row.unit_kode,
        status=naskah.status,
        signed=last_signed(signed for _, _, _, signed in own),
        effective_on=naskah.effective_on,
        expires_on=naskah.expires_on,
        submitted_at=naskah.submitted_at,
        nomor_tanda_terima=naskah.nomor_tanda_terima,
        updated_at=naskah.updated_at,
    )
