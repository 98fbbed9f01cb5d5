"""Notes on monitoring and evaluation (Pasal 42): those of one naskah, and which naskah have none yet.

No interval is written in the regulation, so nothing here is due: the list shows the day of the last note, no more.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, func, not_, select
from sqlalchemy.orm import Session, aliased

from portal.domain.naskah.judul import shown_judul
from portal.domain.naskah.masa_berlaku import last_day_in_force
from portal.domain.naskah.status import Status
from portal.domain.permissions import Actor
from portal.errors import NotFoundError
from portal.models.evaluasi import Evaluasi
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.unit import Unit
from portal.models.user import User
from portal.queries.masa_berlaku import is_over_before
from portal.queries.naskah.worklist import current_name, readable

PER_PAGE = 50


class EvaluasiGroup(StrEnum):
    """The lists there are."""

    SEMUA = "semua"
    BELUM = "belum"
    SUDAH = "sudah"
    BERAKHIR = "berakhir"
    """No longer in force: shown apart, since what is over needs no further evaluation."""


@dataclass(frozen=True)
class EvaluasiNote:
    """One note as it is shown; voided ones are in the history of the naskah alone."""

    id: int
    version: int
    period_from: date
    period_to: date
    evaluated_on: date
    ringkasan: str
    rekomendasi: str
    is_with_biro: bool
    dokumen_nomor: str
    dokumen_on: date | None
    delivered_on: date | None
    delivered_nomor: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class EvaluasiItem:
    """A naskah with the last of its evaluations (None: it has none), and whether that one was delivered."""

    kode: str
    judul: str
    unit_nama: str
    mitra: str
    count: int
    last_on: date | None
    delivered_on: date | None
    last_day: date | None
    """Last day in force, None where none is known; it may lie ahead."""


@dataclass(frozen=True)
class EvaluasiPage:
    """Some naskah of a longer list; `page` counts from 1."""

    items: tuple[EvaluasiItem, ...]
    total: int
    page: int
    per_page: int = PER_PAGE


def notes_of(session: Session, naskah_id: int) -> tuple[EvaluasiNote, ...]:
    """The notes of a naskah, newest first. Whether they may be shown was decided with the naskah."""
    query = (
        select(Evaluasi, User.nama)
        .outerjoin(User, User.id == Evaluasi.recorded_by)
        .where(Evaluasi.naskah_id == naskah_id, Evaluasi.voided_at.is_(None))
        .order_by(Evaluasi.evaluated_on.desc(), Evaluasi.id.desc())
    )
    return tuple(_note(row, nama) for row, nama in session.execute(query))


def find_note(session: Session, naskah_id: int, evaluasi_id: int) -> EvaluasiNote:
    """One of them. Raises NotFoundError."""
    found = next((note for note in notes_of(session, naskah_id) if note.id == evaluasi_id), None)
    if found is None:
        raise NotFoundError("Catatan evaluasi tidak ditemukan.")
    return found


def list_evaluasi(
    session: Session, actor: Actor, kelompok: EvaluasiGroup, unit: str, page: int, today: date
) -> EvaluasiPage:
    """Naskah that were handed in: those without an evaluation first, then by the day of their last one.

    What is no longer in force on `today` is in a list of its own (with the day it ended) and in no other.
    """
    standing = select(Evaluasi).where(Evaluasi.naskah_id == Naskah.id, Evaluasi.voided_at.is_(None)).correlate(Naskah)
    newest = standing.with_only_columns(Evaluasi.id).order_by(Evaluasi.evaluated_on.desc(), Evaluasi.id.desc())
    last = aliased(Evaluasi)
    conditions: list[ColumnElement[bool]] = [readable(actor), Naskah.status.in_((Status.DIAJUKAN, Status.TERBIT))]
    is_over = is_over_before(Naskah, today)
    conditions.append(is_over if kelompok is EvaluasiGroup.BERAKHIR else not_(is_over))
    if kelompok in (EvaluasiGroup.BELUM, EvaluasiGroup.SUDAH):
        conditions.append(last.id.is_not(None) if kelompok is EvaluasiGroup.SUDAH else last.id.is_(None))
    if unit:
        conditions.append(Unit.kode == unit)
    query = (
        select(
            Naskah.kode, Naskah.judul, Unit.kode.label("unit_kode"), current_name.label("unit_nama"),
            _partner.label("mitra"), Naskah.expires_on, Naskah.ended_on, last.evaluated_on, last.delivered_on,
            standing.with_only_columns(func.count(Evaluasi.id)).scalar_subquery().label("n"),
            func.count().over().label("total"),
        )
        .join(Unit, Unit.id == Naskah.unit_id)
        .outerjoin(last, last.id == newest.limit(1).scalar_subquery())
        .where(*conditions)
        .order_by(last.id.is_not(None), last.evaluated_on, Naskah.submitted_at, Naskah.id)
    )  # fmt: skip
    rows = session.execute(query.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    # The window that counts is empty beyond the last page.
    any_row = rows[0] if rows else session.execute(query.limit(1)).first() if page > 1 else None
    items = tuple(
        EvaluasiItem(
            row.kode, shown_judul(row.judul), row.unit_nama or row.unit_kode, row.mitra or "", row.n, row.evaluated_on,
            row.delivered_on, last_day_in_force(row.expires_on, row.ended_on),
        )
        for row in rows
    )  # fmt: skip
    return EvaluasiPage(items, any_row.total if any_row is not None else 0, page)


_partner = (
    select(NaskahMitra.nama)
    .where(NaskahMitra.naskah_id == Naskah.id, NaskahMitra.mitra_id.is_not(None))
    .order_by(NaskahMitra.urutan)
    .limit(1)
    .correlate(Naskah)
    .scalar_subquery()
)
"""The first partner of the naskah in the surrounding query."""


def _note(row: Evaluasi, nama: str | None) -> EvaluasiNote:
    return EvaluasiNote(
        id=row.id,
        version=row.version,
        period_from=row.period_from,
        period_to=row.period_to,
        evaluated_on=row.evaluated_on,
        ringkasan=row.ringkasan,
        rekomendasi=row.rekomendasi,
        is_with_biro=row.is_with_biro,
        dokumen_nomor=row.dokumen_nomor,
        dokumen_on=row.dokumen_on,
        delivered_on=row.delivered_on,
        delivered_nomor=row.delivered_nomor,
        recorded_at=row.recorded_at,
        recorded_by=nama or "Sistem",
    )
