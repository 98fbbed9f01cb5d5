"""Naskah that may be the same agreement, as far as the actor may know of them.

Of a naskah that the actor may not read only its publication is compared: its public numbers, parties and day, and its
text only while that very file is public. Of a naskah of another unit that is not public nothing is told but that its
text is nearly the same, which whoever holds this text knows already; its numbers, parties and day tell nothing at all,
for they could be guessed one after the other.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    String,
    and_,
    cast,
    exists,
    false,
    literal,
    null,
    or_,
    select,
    true,
    union,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from portal.domain.naskah.enumerations import Lingkup, Presisi
from portal.domain.naskah.judul import shown_judul
from portal.domain.naskah.kemiripan import ALIKE, AlasanKemiripan, Comparable, is_registration_of, reasons
from portal.domain.naskah.status import Status
from portal.domain.permissions import Actor
from portal.domain.suggestions.values import Field
from portal.domain.tanggal import Tanggal, last_signed
from portal.errors import NotFoundError
from portal.models.berkas import Berkas
from portal.models.kemiripan import Kemiripan
from portal.models.mitra import Mitra
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.saran import Saran
from portal.models.terbitan import Terbitan, TerbitanBerkas, TerbitanPihak
from portal.models.unit import Unit
from portal.models.user import User
from portal.queries.batches import batched
from portal.queries.naskah.worklist import is_kept, readable

MOST = 20
"""Twins shown at most: more would help nobody."""
MOST_IN_LIST = 12
"""Naskah of a list that are looked at closely at most: a list may be long, twins are few."""
_LOOKED_AT = 3 * MOST
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_OWN, _PUBLIC, _HIDDEN = "dalam", "publik", "tertutup"
_mine = aliased(NaskahMitra)
_has_file = exists().where(Berkas.naskah_id == Naskah.id, Berkas.replaced_by_id.is_(None)).correlate(Naskah)


@dataclass(frozen=True)
class SimilarNaskah:
    """A naskah that may be the same one, with the reasons, strongest first; `skor` is the likeness of the texts.

    `is_readable` tells whether the link leads to the page for staff or to the public one; `status` and `unit_kode` are
    there only where it leads to the page for staff.
    """

    kode: str
    judul: str
    alasan: tuple[AlasanKemiripan, ...]
    skor: float | None
    is_readable: bool
    is_published: bool = False
    status: Status | None = None
    unit_kode: str = ""


@dataclass(frozen=True)
class DismissedKemiripan:
    """A pair that a person declared to be two agreements; `oleh` is empty where the account is gone."""

    kode: str
    judul: str
    is_readable: bool
    at: datetime
    oleh: str


@dataclass(frozen=True)
class KemiripanFound:
    """The likely twins of a naskah, those that were put aside, and whether there is one the actor may not know of."""

    terbuka: tuple[SimilarNaskah, ...] = ()
    dikesampingkan: tuple[DismissedKemiripan, ...] = ()
    has_hidden: bool = False

    @property
    def published(self) -> tuple[SimilarNaskah, ...]:
        """Open twins that are public already."""
        return tuple(serupa for serupa in self.terbuka if serupa.is_published)


def find_kemiripan(session: Session, naskah_id: int, actor: Actor) -> KemiripanFound:
    """Everything about the twins of a naskah in one question. Raises NotFoundError where the actor may not read it."""
    query = union_all(_readable(naskah_id, actor), _public(naskah_id, actor), _hidden(naskah_id, actor))
    found: dict[tuple[str, int], list[Row[*tuple[Any, ...]]]] = {}
    for row in session.execute(query):
        found.setdefault((row.asal, row.id), []).append(row)
    own_rows = found.pop((_OWN, naskah_id), None)
    if own_rows is None:
        raise NotFoundError("Naskah tidak ditemukan.")
    own = _facts(own_rows)
    if own.signed_on is None and own.has_file:
        # What was read and not typed yet: a file is compared with what was registered as soon as it can be.
        own = replace(own, signed_on=_suggested_day(session, naskah_id))
    seen = {key: rows for key, rows in found.items() if key[0] != _HIDDEN}
    twins = [_twin(own, rows) for rows in seen.values() if rows[0].dismissed_at is None]
    aside = [_aside(rows[0]) for rows in seen.values() if rows[0].dismissed_at is not None]
    order = list(AlasanKemiripan)
    shown = sorted(
        (twin for twin in twins if twin is not None),
        key=lambda twin: (order.index(twin.alasan[0]), -(twin.skor or 0), twin.kode),
    )
    # A published naskah whose facts lead to it is named already; that its file has a text is not told beside it.
    known = {naskah_id for _, naskah_id in seen}
    has_hidden = any(source == _HIDDEN and key not in known for source, key in found)
    aside.sort(key=lambda pair: (pair.at, pair.kode), reverse=True)
    return KemiripanFound(tuple(shown[:MOST]), tuple(aside[:MOST]), has_hidden)


@dataclass(frozen=True)
class SigningPlace:
    """Where and when a naskah was signed, as the board knows it; `signed_on` only where it is known to the day."""

    naskah_id: int
    kode: str
    unit: str
    signed_on: date | None
    has_file: bool


def registered_twice(session: Session, places: Iterable[SigningPlace]) -> Mapping[str, str]:
    """For naskah on the board the code of another that may be the same one, registered and uploaded apart.

    Counted twice, a handover would be late twice. Pairs that a person put aside are left out; the caller may read them
    all.
    """
    known = [place for place in places if place.signed_on is not None]
    if not known:
        return {}
    found: dict[tuple[str, date], list[Any]] = {}
    days = sorted({place.signed_on for place in known if place.signed_on is not None})
    wanted = {(place.unit, place.signed_on) for place in known}
    for chunk in batched(days):
        for row in session.execute(_signed_on_days(chunk)):
            if (row.unit_kode, row.signed_on) in wanted:
                found.setdefault((row.unit_kode, row.signed_on), []).append(row)
    pairs: dict[str, str] = {}
    for place in known:
        if place.signed_on is None:
            continue
        rows: dict[int, list[Any]] = {}
        for row in found.get((place.unit, place.signed_on), ()):
            rows.setdefault(row.id, []).append(row)
        own = rows.pop(place.naskah_id, None)
        if own is None:
            continue
        mine = _facts(own)
        twin = next((one[0] for one in rows.values() if is_registration_of(mine, _facts(one))), None)
        if twin is not None:
            pairs[place.kode] = twin.kode
    return _without_dismissed(session, pairs)


def _signed_on_days(days: Sequence[date]) -> Any:
    """Foreign naskah signed on these days, one row for each of their parties."""
    at = aliased(NaskahMitra)
    signed = select(at.naskah_id).where(at.signed_on.in_(days), at.signed_presisi == Presisi.HARI)
    return (
        select(
            Naskah.id, Naskah.kode, Naskah.bentuk, Unit.kode.label("unit_kode"), _has_file.label("has_file"),
            NaskahMitra.nomor_plain, Mitra.slug, NaskahMitra.negara, NaskahMitra.signed_on, NaskahMitra.signed_presisi,
        )
        .join(Unit, Unit.id == Naskah.unit_id)
        .join(NaskahMitra, NaskahMitra.naskah_id == Naskah.id)
        .outerjoin(Mitra, Mitra.id == NaskahMitra.mitra_id)
        .where(Naskah.id.in_(signed), Naskah.lingkup == Lingkup.LUAR_NEGERI, is_kept)
        .order_by(Naskah.id, NaskahMitra.urutan)
    )  # fmt: skip


def _without_dismissed(session: Session, pairs: Mapping[str, str]) -> Mapping[str, str]:
    one, other = aliased(Naskah), aliased(Naskah)
    query = (
        select(one.kode, other.kode)
        .join(Kemiripan, Kemiripan.naskah_id == one.id)
        .join(other, other.id == Kemiripan.other_id)
        .where(Kemiripan.dismissed_at.is_not(None), one.lingkup == Lingkup.LUAR_NEGERI)
    )
    aside = {frozenset(pair) for pair in session.execute(query)}
    return {kode: twin for kode, twin in pairs.items() if frozenset((kode, twin)) not in aside}


def with_kemiripan(session: Session, kode_list: Collection[str], actor: Actor) -> frozenset[str]:
    """Codes of those whose text is nearly that of another naskah, as far as the page of the naskah warns of it.

    One question for the whole list; one more for each of the few whose text occurs again, which decides by the same
    rules as that page. Equal numbers, parties and days are told on that page alone: a person has just typed them there.
    """
    if not kode_list:
        return frozenset()
    rows = session.execute(
        select(Naskah.id, Naskah.kode, Naskah.status)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(readable(actor), Naskah.kode.in_(kode_list), or_(_is_alike(), _may_be_registered()))
        .order_by(Naskah.id.desc())
        .limit(MOST_IN_LIST)
    ).all()
    return frozenset(kode for naskah_id, kode, status in rows if _is_warned(session, naskah_id, status, actor))


def _twin(own: Comparable, rows: Sequence[Row[*tuple[Any, ...]]]) -> SimilarNaskah | None:
    first = rows[0]
    skor = first.skor if first.may_tell_text else None
    found = reasons(own, _facts(rows), skor)
    if not found:
        return None
    return SimilarNaskah(
        kode=first.kode,
        judul=shown_judul(first.judul),
        alasan=found,
        skor=skor,
        is_readable=first.asal == _OWN,
        is_published=first.is_published,
        status=first.status,
        unit_kode=first.unit_kode or "",
    )


def _aside(row: Row[*tuple[Any, ...]]) -> DismissedKemiripan:
    return DismissedKemiripan(row.kode, shown_judul(row.judul), row.asal == _OWN, row.dismissed_at, row.oleh or "")


def _pair_with(naskah_id: int) -> ColumnElement[bool]:
    return or_(
        and_(Kemiripan.naskah_id == naskah_id, Kemiripan.other_id == Naskah.id),
        and_(Kemiripan.other_id == naskah_id, Kemiripan.naskah_id == Naskah.id),
    )


def _paired(naskah_id: int) -> tuple[Any, Any]:
    one = select(Kemiripan.other_id).where(Kemiripan.naskah_id == naskah_id)
    return one, select(Kemiripan.naskah_id).where(Kemiripan.other_id == naskah_id)


def _own(naskah_id: int, column: Any) -> Any:
    return select(column).where(_mine.naskah_id == naskah_id)


def _fits(naskah_id: int, table: Any, partner: ColumnElement[bool]) -> ColumnElement[bool]:
    numbers = _own(naskah_id, _mine.nomor_plain).where(_mine.nomor_plain != "")
    days = _own(naskah_id, _mine.signed_on).where(_mine.signed_on.is_not(None))
    return or_(table.nomor_plain.in_(numbers), and_(partner, table.signed_on.in_(days)))


def _readable(naskah_id: int, actor: Actor) -> Any:
    partners = _own(naskah_id, _mine.mitra_id).where(_mine.mitra_id.is_not(None))
    by_facts = select(NaskahMitra.naskah_id).where(_fits(naskah_id, NaskahMitra, NaskahMitra.mitra_id.in_(partners)))
    own_unit = select(Naskah.unit_id).where(Naskah.id == naskah_id).scalar_subquery()
    of_unit = aliased(Naskah)
    same_day = (
        select(NaskahMitra.naskah_id)
        .join(of_unit, of_unit.id == NaskahMitra.naskah_id)
        .where(of_unit.unit_id == own_unit, cast(NaskahMitra.signed_on, String).in_(_days_of(naskah_id)))
    )
    candidates = (
        select(Naskah.id)
        .join(Unit, Unit.id == Naskah.unit_id)
        .outerjoin(Kemiripan, _pair_with(naskah_id))
        .where(
            Naskah.id.in_(union(by_facts, same_day, *_paired(naskah_id))),
            readable(actor),
            Naskah.id != naskah_id,
            is_kept,
        )
        .order_by(Kemiripan.skor.desc().nulls_last(), Naskah.id.desc())
        .limit(_LOOKED_AT)
    )
    return (
        select(
            literal(_OWN).label("asal"),
            Naskah.id,
            Naskah.kode,
            Naskah.judul,
            Naskah.bentuk,
            Naskah.status,
            Unit.kode.label("unit_kode"),
            Terbitan.kode.is_not(None).label("is_published"),
            true().label("may_tell_text"),
            Kemiripan.skor,
            Kemiripan.dismissed_at,
            User.nama.label("oleh"),
            NaskahMitra.nomor_plain,
            Mitra.slug,
            NaskahMitra.signed_on,
            NaskahMitra.signed_presisi,
            NaskahMitra.negara,
            _has_file.label("has_file"),
        )
        .select_from(Naskah)
        .join(Unit, Unit.id == Naskah.unit_id)
        .outerjoin(Kemiripan, _pair_with(naskah_id))
        .outerjoin(User, User.id == Kemiripan.dismissed_by)
        .outerjoin(Terbitan, Terbitan.kode == Naskah.kode)
        .outerjoin(NaskahMitra, NaskahMitra.naskah_id == Naskah.id)
        .outerjoin(Mitra, Mitra.id == NaskahMitra.mitra_id)
        .where(or_(Naskah.id == naskah_id, Naskah.id.in_(candidates)), readable(actor))
    )


def _public(naskah_id: int, actor: Actor) -> Any:
    slugs = select(Mitra.public_slug).join(_mine, _mine.mitra_id == Mitra.id).where(_mine.naskah_id == naskah_id)
    by_facts = select(TerbitanPihak.kode).where(_fits(naskah_id, TerbitanPihak, TerbitanPihak.mitra_slug.in_(slugs)))
    public_texts = (
        select(TerbitanBerkas.kode)
        .join(Berkas, Berkas.sha256 == TerbitanBerkas.sha256)
        .where(Berkas.naskah_id.in_(union(*_paired(naskah_id))), Berkas.sidik_teks.is_not(None))
        .where(Berkas.replaced_by_id.is_(None))
    )
    candidates = (
        select(Terbitan.kode)
        .where(or_(Terbitan.kode.in_(by_facts), Terbitan.kode.in_(public_texts)))
        .order_by(Terbitan.published_at.desc())
        .limit(_LOOKED_AT)
    )
    return (
        select(
            literal(_PUBLIC),
            Naskah.id,
            Terbitan.kode,
            Terbitan.judul,
            Terbitan.bentuk,
            null(),
            null(),
            true(),
            Terbitan.kode.in_(public_texts),
            Kemiripan.skor,
            Kemiripan.dismissed_at,
            User.nama,
            TerbitanPihak.nomor_plain,
            Mitra.slug,
            TerbitanPihak.signed_on,
            TerbitanPihak.signed_presisi,
            null(),
            true(),
        )
        .select_from(Terbitan)
        .join(Naskah, Naskah.kode == Terbitan.kode)
        .join(Unit, Unit.id == Naskah.unit_id)
        .outerjoin(Kemiripan, _pair_with(naskah_id))
        .outerjoin(User, User.id == Kemiripan.dismissed_by)
        .outerjoin(TerbitanPihak, TerbitanPihak.kode == Terbitan.kode)
        .outerjoin(Mitra, Mitra.public_slug == TerbitanPihak.mitra_slug)
        .where(Terbitan.kode.in_(candidates), ~readable(actor), Naskah.id != naskah_id)
    )


def _hidden(naskah_id: int, actor: Actor) -> Any:
    nothing = [null() for _ in range(4)]
    return (
        select(literal(_HIDDEN), Naskah.id, literal(""), literal(""), null(), null(), null())
        .add_columns(false(), false(), null(), null(), null(), *nothing, null(), true())
        .select_from(Naskah)
        .join(Unit, Unit.id == Naskah.unit_id)
        .join(Kemiripan, _pair_with(naskah_id))
        .where(~readable(actor), is_kept, Kemiripan.dismissed_at.is_(None), Kemiripan.skor >= ALIKE)
    )


def _facts(rows: Sequence[Row[*tuple[Any, ...]]]) -> Comparable:
    return Comparable(
        nomor=frozenset(row.nomor_plain for row in rows if row.nomor_plain),
        mitra=frozenset(row.slug for row in rows if row.slug),
        signed_on=_day(Tanggal(row.signed_on, row.signed_presisi) for row in rows if row.signed_presisi is not None),
        bentuk=rows[0].bentuk,
        unit=rows[0].unit_kode or "",
        has_file=bool(rows[0].has_file),
        negara=frozenset(row.negara for row in rows if row.negara),
    )


def _day(days: Iterable[Tanggal]) -> date | None:
    signed = last_signed(days)
    return signed.on if signed.presisi is Presisi.HARI else None


def _days_of(naskah_id: Any) -> Any:
    """Days of signing of a naskah as text, as typed or, of its files, as read."""
    typed = select(cast(_mine.signed_on, String)).where(_mine.naskah_id == naskah_id, _mine.signed_on.is_not(None))
    return union_all(typed, _suggested_days(naskah_id).with_only_columns(Saran.nilai))


def _suggested_days(naskah_id: Any) -> Any:
    file = aliased(Berkas)
    return (
        select(Saran.nilai)
        .join(file, file.id == Saran.berkas_id)
        .where(file.naskah_id == naskah_id, file.replaced_by_id.is_(None))
        .where(Saran.bidang == Field.SIGNED_ON, Saran.peringkat == 1)
    )


def _suggested_day(session: Session, naskah_id: int) -> date | None:
    days = session.scalars(_suggested_days(naskah_id))
    return max((date.fromisoformat(text) for text in days if _ISO_DAY.fullmatch(text)), default=None)


def _may_be_registered() -> ColumnElement[bool]:
    """Whether another naskah of the unit was signed on a day of this one, and one of the two has no file."""
    other, party, file = aliased(Naskah), aliased(NaskahMitra), aliased(Berkas)
    typed = select(cast(_mine.signed_on, String)).where(_mine.naskah_id == Naskah.id).correlate(Naskah)
    read = (
        select(Saran.nilai)
        .join(file, file.id == Saran.berkas_id)
        .where(file.naskah_id == Naskah.id, Saran.bidang == Field.SIGNED_ON, Saran.peringkat == 1)
        .correlate(Naskah)
    )
    day = cast(party.signed_on, String)
    return (
        exists()
        .where(other.unit_id == Naskah.unit_id, other.id != Naskah.id, party.naskah_id == other.id)
        .where(or_(day.in_(typed), day.in_(read)))
        .where(~exists().where(Berkas.naskah_id == other.id, Berkas.replaced_by_id.is_(None)).correlate(other))
        .correlate(Naskah)
    )


def _is_warned(session: Session, naskah_id: int, status: Status, actor: Actor) -> bool:
    kembar = find_kemiripan(session, naskah_id, actor)
    return bool(kembar.terbuka) or (kembar.has_hidden and status is not Status.TERBIT)


def _is_alike() -> ColumnElement[bool]:
    is_mine = or_(Kemiripan.naskah_id == Naskah.id, Kemiripan.other_id == Naskah.id)
    return exists().where(is_mine, Kemiripan.dismissed_at.is_(None), Kemiripan.skor >= ALIKE).correlate(Naskah)
