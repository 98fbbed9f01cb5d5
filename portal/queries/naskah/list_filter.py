"""What narrows the list of naskah for staff, and what may be chosen for it. Whoever asks adds what may be read."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, extract, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

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
    if wanted.text.strip():
        found.append(holds_text(wanted.text))
    return found


def holds_text(text: str) -> ColumnElement[bool]:
    """Whether the code of a naskah is this text, or its title, a number or the name of a party holds it."""
    is_its_party = NaskahMitra.naskah_id == Naskah.id
    return fits(text, Naskah.kode, Naskah.judul, NaskahMitra.nama, NaskahMitra.nomor_plain, is_its_party)


def fits(
    text: str,
    kode: InstrumentedAttribute[str],
    judul: InstrumentedAttribute[str],
    nama: InstrumentedAttribute[str],
    nomor_plain: InstrumentedAttribute[str],
    is_its_party: ColumnElement[bool],
) -> ColumnElement[bool]:
    """The same for any record of naskah: its code and title, and name and number of a party that is its own."""
    wanted = _plain(text)
    in_parties = [func.lower(nama).contains(wanted, autoescape=True)]
    if plain := plain_nomor(wanted):
        in_parties.append(nomor_plain.contains(plain, autoescape=True))
    return or_(
        kode == wanted,
        func.lower(judul).contains(wanted, autoescape=True),
        exists().where(is_its_party, or_(*in_parties)),
    )


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
