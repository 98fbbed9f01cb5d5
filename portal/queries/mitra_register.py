"""The register of partners as the Biro sees it: every entry, how naskah write it, and what was determined."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, exists, func, select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisMitra
from portal.errors import NotFoundError
from portal.models.mitra import Mitra, MitraNama
from portal.models.naskah import Naskah, NaskahMitra

PER_PAGE = 50
MOST_SPELLINGS = 50
MOST_NAMES = 500


@dataclass(frozen=True)
class RegisteredMitra:
    """One entry: its name, how many naskah have it, how many ways it is written; `successor` is where it went."""

    id: int
    nama: str
    jenis: JenisMitra | None
    negara: str | None
    is_determined: bool
    naskah: int
    spellings: int
    public_slug: str | None
    successor_id: int | None
    successor: str


@dataclass(frozen=True)
class MitraPage:
    """Some entries of a longer list; `page` counts from 1."""

    items: tuple[RegisteredMitra, ...]
    total: int
    page: int
    per_page: int = PER_PAGE


@dataclass(frozen=True)
class Spelling:
    """One way in which naskah name the partner, with class and country there, and the code of the newest of them."""

    nama: str
    jenis: JenisMitra | None
    negara: str | None
    count: int
    kode: str


@dataclass(frozen=True)
class MitraRecord:
    """Everything about one entry; `merged` are those that were merged into it."""

    partner: RegisteredMitra
    names: tuple[str, ...]
    spellings: tuple[Spelling, ...]
    merged: tuple[RegisteredMitra, ...]
    key: str
    """Under which its acts stand in the audit trail."""


def list_mitra(session: Session, text: str, page: int) -> MitraPage:
    """Entries by name; `text` narrows to a part of any of their names."""
    query = select(Mitra, _newest_name.label("nama"), func.count().over().label("n"))
    if wanted := " ".join(text.lower().split()):
        named = exists().where(
            MitraNama.mitra_id == Mitra.id, func.lower(MitraNama.nama).contains(wanted, autoescape=True)
        )
        query = query.where(named)
    query = query.order_by(func.lower(func.coalesce(Mitra.determined_nama, _newest_name)), Mitra.id)
    rows = session.execute(query.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    items = _entries(session, [row.Mitra for row in rows])
    return MitraPage(items, rows[0].n if rows else 0, page)


def find_entry(session: Session, mitra_id: int) -> MitraRecord:
    """One entry. Raises NotFoundError."""
    row = session.get(Mitra, mitra_id)
    if row is None:
        raise NotFoundError("Mitra tidak ditemukan.")
    merged = session.scalars(select(Mitra).where(Mitra.successor_id == mitra_id).order_by(Mitra.id)).all()
    spellings = session.execute(
        select(
            NaskahMitra.nama,
            NaskahMitra.jenis,
            NaskahMitra.negara,
            func.count().label("times"),
            func.max(Naskah.kode).label("kode"),
        )
        .join(Naskah, Naskah.id == NaskahMitra.naskah_id)
        .where(NaskahMitra.mitra_id == mitra_id)
        .group_by(NaskahMitra.nama, NaskahMitra.jenis, NaskahMitra.negara)
        .order_by(func.count().desc(), NaskahMitra.nama)
        .limit(MOST_SPELLINGS)
    )
    return MitraRecord(
        partner=_entries(session, [row])[0],
        names=tuple(name.nama for name in row.nama_list),
        spellings=tuple(Spelling(s.nama, s.jenis, s.negara, s.times, s.kode) for s in spellings),
        merged=_entries(session, merged),
        key=row.slug,
    )


def standing_names(session: Session) -> tuple[str, ...]:
    """Names of entries that stand, for a field that completes what is typed."""
    query = select(func.coalesce(Mitra.determined_nama, _newest_name).label("nama")).where(Mitra.successor_id.is_(None))
    return tuple(session.scalars(query.order_by("nama").limit(MOST_NAMES)))


_newest_name: ScalarSelect[Any] = (
    select(MitraNama.nama)
    .where(MitraNama.mitra_id == Mitra.id)
    .order_by(MitraNama.starts_on.desc(), MitraNama.id.desc())
    .limit(1)
    .correlate(Mitra)
    .scalar_subquery()
)


def _entries(session: Session, rows: Sequence[Mitra]) -> tuple[RegisteredMitra, ...]:
    ids = [row.id for row in rows]
    counts = {
        found.mitra_id: found
        for found in session.execute(
            select(
                NaskahMitra.mitra_id,
                func.count(NaskahMitra.naskah_id.distinct()).label("naskah"),
                func.count(NaskahMitra.nama.distinct()).label("spellings"),
                func.min(NaskahMitra.jenis).label("jenis"),
                func.max(NaskahMitra.jenis).label("other_jenis"),
                func.min(NaskahMitra.negara).label("negara"),
                func.max(NaskahMitra.negara).label("other_negara"),
            )
            .where(NaskahMitra.mitra_id.in_(ids))
            .group_by(NaskahMitra.mitra_id)
        )
    }
    led_to = [row.successor_id for row in rows if row.successor_id is not None]
    successors = {row.id: row for row in session.scalars(select(Mitra).where(Mitra.id.in_(led_to)))}
    return tuple(_entry(row, counts.get(row.id), successors) for row in rows)


def _entry(row: Mitra, counted: Any, successors: dict[int, Mitra]) -> RegisteredMitra:
    """Class and country are shown where all naskah agree; where they do not, somebody should determine them."""
    jenis, negara = row.determined_jenis, row.determined_negara
    if jenis is None and counted is not None:
        jenis = JenisMitra(counted.jenis) if counted.jenis and counted.jenis == counted.other_jenis else None
        negara = counted.negara if counted.negara == counted.other_negara else None
    successor = successors.get(row.successor_id) if row.successor_id is not None else None
    return RegisteredMitra(
        id=row.id,
        nama=_name(row),
        jenis=jenis,
        negara=negara,
        is_determined=row.determined_jenis is not None,
        naskah=counted.naskah if counted is not None else 0,
        spellings=counted.spellings if counted is not None else 0,
        public_slug=row.public_slug,
        successor_id=row.successor_id,
        successor=_name(successor) if successor is not None else "",
    )


def _name(row: Mitra) -> str:
    return row.determined_nama or row.nama_list[-1].nama
