"""What narrows the list of naskah for staff, and what may be chosen for it. Whoever asks adds what may be read."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, extract, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import Bentuk
from portal.domain.naskah.nomor import plain_nomor
from portal.domain.naskah.status import Status
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.unit import Unit

last_signed_on = (
    select(func.max(NaskahMitra.signed_on))
    .where(NaskahMitra.naskah_id == Naskah.id)
    .correlate(Naskah)
    .scalar_subquery()
)
"""Day of the last signature of the naskah in the surrounding query; the first day of what is known less exactly."""


@dataclass(frozen=True)
class ListFilter:
    """What narrows the list; empty values narrow nothing. `tahun` is the year of the last signature."""

    text: str = ""
    status: Status | None = None
    unit: str = ""
    tahun: int | None = None
    mitra: str = ""
    bentuk: Bentuk | None = None


def conditions(wanted: ListFilter) -> list[ColumnElement[bool]]:
    """Conditions on `Naskah` and `Unit`; they narrow, and never let anything in."""
    found: list[ColumnElement[bool]] = []
    if wanted.status is not None:
        found.append(Naskah.status == wanted.status)
    if wanted.bentuk is not None:
        found.append(Naskah.bentuk == wanted.bentuk)
    if wanted.unit:
        found.append(Unit.kode == wanted.unit)
    if wanted.tahun is not None:
        found.append(last_signed_on.between(date(wanted.tahun, 1, 1), date(wanted.tahun, 12, 31)))
    if mitra := _plain(wanted.mitra):
        found.append(_has_party(_is_named(mitra), NaskahMitra.mitra_id.is_not(None)))
    if text := _plain(wanted.text):
        in_parties = [_is_named(text)]
        if plain := plain_nomor(text):
            in_parties.append(NaskahMitra.nomor_plain.contains(plain, autoescape=True))
        in_title = func.lower(Naskah.judul).contains(text, autoescape=True)
        found.append(or_(in_title, Naskah.kode == text, _has_party(or_(*in_parties))))
    return found


def years_signed(session: Session, may_read: ColumnElement[bool]) -> tuple[int, ...]:
    """Years in which what may be read was signed by anybody, the newest first; `may_read` is a condition on `Unit`."""
    year = extract("year", NaskahMitra.signed_on)
    query = (
        select(year)
        .select_from(NaskahMitra)
        .join(Naskah, Naskah.id == NaskahMitra.naskah_id)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(NaskahMitra.signed_on.is_not(None), may_read)
        .distinct()
    )
    return tuple(sorted((int(one) for one in session.scalars(query)), reverse=True))


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _is_named(text: str) -> ColumnElement[bool]:
    return func.lower(NaskahMitra.nama).contains(text, autoescape=True)


def _has_party(*wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(NaskahMitra.naskah_id == Naskah.id, *wanted)
