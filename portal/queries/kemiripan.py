"""Naskah that may be the same agreement, as far as the actor may know of them.

Of a naskah that the actor may not read only its publication is compared: its public numbers, parties and day, and its
text only while that very file is public. Of a naskah of another unit that is not public nothing is told but that its
text is nearly the same, which whoever holds this text knows already; its numbers, parties and day tell nothing at all,
for they could be guessed one after the other.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, false, literal, null, or_, select, true, union, union_all
from sqlalchemy.orm import Session, aliased

from portal.domain.naskah.enumerations import Presisi
from portal.domain.naskah.judul import shown_judul
from portal.domain.naskah.kemiripan import ALIKE, Comparable, LikenessReason, reasons
from portal.domain.naskah.status import Status
from portal.domain.permissions import Actor
from portal.domain.tanggal import Tanggal, last_signed
from portal.errors import NotFoundError
from portal.models.berkas import Berkas
from portal.models.kemiripan import Kemiripan
from portal.models.mitra import Mitra
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.terbitan import Terbitan, TerbitanBerkas, TerbitanPihak
from portal.models.unit import Unit
from portal.models.user import User
from portal.queries.naskah.worklist import readable

MOST = 20
"""Twins shown at most: more would help nobody."""
MOST_IN_LIST = 12
"""Naskah of a list that are looked at closely at most: a list may be long, twins are few."""
_LOOKED_AT = 3 * MOST
_OWN, _PUBLIC, _HIDDEN = "dalam", "publik", "tertutup"
_mine = aliased(NaskahMitra)


@dataclass(frozen=True)
class SimilarNaskah:
    """A naskah that may be the same one, with the reasons, strongest first; `skor` is the likeness of the texts.

    `is_readable` tells whether the link leads to the page for staff or to the public one; `status` and `unit_kode` are
    there only where it leads to the page for staff.
    """

    kode: str
    judul: str
    alasan: tuple[LikenessReason, ...]
    skor: float | None
    is_readable: bool
    is_published: bool = False
    status: Status | None = None
    unit_kode: str = ""


@dataclass(frozen=True)
class DismissedTwin:
    """A pair that a person declared to be two agreements; `oleh` is empty where the account is gone."""

    kode: str
    judul: str
    is_readable: bool
    at: datetime
    oleh: str


@dataclass(frozen=True)
class Twin:
    """The likely twins of a naskah, those that were put aside, and whether there is one the actor may not know of."""

    terbuka: tuple[SimilarNaskah, ...] = ()
    dikesampingkan: tuple[DismissedTwin, ...] = ()
    has_hidden: bool = False

    @property
    def published(self) -> tuple[SimilarNaskah, ...]:
        """Open twins that are public already."""
        return tuple(serupa for serupa in self.terbuka if serupa.is_published)


def similar_naskah(session: Session, naskah_id: int, actor: Actor) -> tuple[SimilarNaskah, ...]:
    """Likely twins of a naskah, strongest reason first. Raises NotFoundError where the actor may not read it."""
    return find_twins(session, naskah_id, actor).terbuka


def find_twins(session: Session, naskah_id: int, actor: Actor) -> Twin:
    """Everything about the twins of a naskah in one question. Raises NotFoundError where the actor may not read it."""
    query = union_all(_readable(naskah_id, actor), _public(naskah_id, actor), _hidden(naskah_id, actor))
    found: dict[tuple[str, int], list[Row[*tuple[Any, ...]]]] = {}
    for row in session.execute(query):
        found.setdefault((row.asal, row.id), []).append(row)
    own_rows = found.pop((_OWN, naskah_id), None)
    if own_rows is None:
        raise NotFoundError("Naskah tidak ditemukan.")
    own = _facts(own_rows)
    seen = {key: rows for key, rows in found.items() if key[0] != _HIDDEN}
    twins = [_twin(own, rows) for rows in seen.values() if rows[0].dismissed_at is None]
    aside = [_aside(rows[0]) for rows in seen.values() if rows[0].dismissed_at is not None]
    order = list(LikenessReason)
    shown = sorted(
        (twin for twin in twins if twin is not None),
        key=lambda twin: (order.index(twin.alasan[0]), -(twin.skor or 0), twin.kode),
    )
    # A published naskah whose facts lead to it is named already; that its file has a text is not told beside it.
    known = {naskah_id for _, naskah_id in seen}
    has_hidden = any(source == _HIDDEN and key not in known for source, key in found)
    aside.sort(key=lambda pair: (pair.at, pair.kode), reverse=True)
    return Twin(tuple(shown[:MOST]), tuple(aside[:MOST]), has_hidden)


def with_twins(session: Session, kode_list: Collection[str], actor: Actor) -> frozenset[str]:
    """Codes of those whose text is nearly that of another naskah, as far as the page of the naskah warns of it.

    One question for the whole list; one more for each of the few whose text occurs again, which decides by the same
    rules as that page. Equal numbers, parties and days are told on that page alone: a person has just typed them there.
    """
    if not kode_list:
        return frozenset()
    rows = session.execute(
        select(Naskah.id, Naskah.kode, Naskah.status)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(readable(actor), Naskah.kode.in_(kode_list), _is_alike())
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


def _aside(row: Row[*tuple[Any, ...]]) -> DismissedTwin:
    return DismissedTwin(row.kode, shown_judul(row.judul), row.asal == _OWN, row.dismissed_at, row.oleh or "")


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
    candidates = (
        select(Naskah.id)
        .join(Unit, Unit.id == Naskah.unit_id)
        .outerjoin(Kemiripan, _pair_with(naskah_id))
        .where(Naskah.id.in_(union(by_facts, *_paired(naskah_id))), readable(actor), Naskah.id != naskah_id)
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
    slugs = select(Mitra.slug).join(_mine, _mine.mitra_id == Mitra.id).where(_mine.naskah_id == naskah_id)
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
            TerbitanPihak.mitra_slug,
            TerbitanPihak.signed_on,
            TerbitanPihak.signed_presisi,
        )
        .select_from(Terbitan)
        .join(Naskah, Naskah.kode == Terbitan.kode)
        .join(Unit, Unit.id == Naskah.unit_id)
        .outerjoin(Kemiripan, _pair_with(naskah_id))
        .outerjoin(User, User.id == Kemiripan.dismissed_by)
        .outerjoin(TerbitanPihak, TerbitanPihak.kode == Terbitan.kode)
        .where(Terbitan.kode.in_(candidates), ~readable(actor), Naskah.id != naskah_id)
    )


def _hidden(naskah_id: int, actor: Actor) -> Any:
    nothing = [null() for _ in range(4)]
    return (
        select(literal(_HIDDEN), Naskah.id, literal(""), literal(""), null(), null(), null())
        .add_columns(false(), false(), null(), null(), null(), *nothing)
        .select_from(Naskah)
        .join(Unit, Unit.id == Naskah.unit_id)
        .join(Kemiripan, _pair_with(naskah_id))
        .where(~readable(actor), Kemiripan.dismissed_at.is_(None), Kemiripan.skor >= ALIKE)
    )


def _facts(rows: Sequence[Row[*tuple[Any, ...]]]) -> Comparable:
    return Comparable(
        nomor=frozenset(row.nomor_plain for row in rows if row.nomor_plain),
        mitra=frozenset(row.slug for row in rows if row.slug),
        signed_on=_day(Tanggal(row.signed_on, row.signed_presisi) for row in rows if row.signed_presisi is not None),
        bentuk=rows[0].bentuk,
    )


def _day(days: Iterable[Tanggal]) -> date | None:
    signed = last_signed(days)
    return signed.on if signed.presisi is Presisi.HARI else None


def _is_warned(session: Session, naskah_id: int, status: Status, actor: Actor) -> bool:
    kembar = find_twins(session, naskah_id, actor)
    return bool(kembar.terbuka) or (kembar.has_hidden and status is not Status.TERBIT)


def _is_alike() -> ColumnElement[bool]:
    is_mine = or_(Kemiripan.naskah_id == Naskah.id, Kemiripan.other_id == Naskah.id)
    return exists().where(is_mine, Kemiripan.dismissed_at.is_(None), Kemiripan.skor >= ALIKE).correlate(Naskah)
