"""Naskah that may be the same agreement, as far as the actor may know of them.

Of a naskah that the actor may not read only its publication is compared: its public numbers, parties and day, and its
text only while that very file is public. A naskah of another unit that is not public gives nothing at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.domain.kemiripan import AlasanMirip, Pembanding, reasons
from portal.domain.naskah import Presisi
from portal.domain.permissions import Actor
from portal.domain.tanggal import Tanggal, last_signed
from portal.errors import NotFoundError
from portal.models.berkas import Berkas
from portal.models.kemiripan import Kemiripan
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.terbitan import Terbitan, TerbitanBerkas, TerbitanPihak
from portal.models.unit import Unit
from portal.queries.worklist import readable

MOST = 20
"""Candidates looked at for each kind of reason: more would help nobody."""


@dataclass(frozen=True)
class NaskahSerupa:
    """A naskah that may be the same one, with the reasons, strongest first; `skor` is the likeness of the texts.

    `is_readable` tells whether the link leads to the page for staff or to the public one.
    """

    kode: str
    judul: str
    alasan: tuple[AlasanMirip, ...]
    skor: float | None
    is_readable: bool


def similar_naskah(session: Session, naskah_id: int, actor: Actor) -> tuple[NaskahSerupa, ...]:
    """Likely twins of a naskah, strongest reason first. Raises NotFoundError where the actor may not read it."""
    naskah = session.get(Naskah, naskah_id)
    if naskah is None or not actor.can_read(naskah.unit.kode):
        raise NotFoundError("Naskah tidak ditemukan.")
    own = _facts(naskah)
    pairs = _pairs(session, naskah_id)
    dismissed = {other_id for other_id, row in pairs.items() if row.dismissed_at is not None}
    scores = {other_id: row.skor for other_id, row in pairs.items() if other_id not in dismissed}
    found = [
        *_readable(session, naskah, own, scores, dismissed, actor),
        *_public(session, naskah, own, scores, dismissed, actor),
    ]
    order = list(AlasanMirip)
    return tuple(sorted(found, key=lambda item: (order.index(item.alasan[0]), -(item.skor or 0), item.kode))[:MOST])


def _pairs(session: Session, naskah_id: int) -> dict[int, Kemiripan]:
    rows = session.scalars(
        select(Kemiripan)
        .where(or_(Kemiripan.naskah_id == naskah_id, Kemiripan.other_id == naskah_id))
        .order_by(Kemiripan.skor.desc())
    )
    return {row.other_id if row.naskah_id == naskah_id else row.naskah_id: row for row in rows}


def _readable(
    session: Session,
    naskah: Naskah,
    own: Pembanding,
    scores: dict[int, float | None],
    dismissed: set[int],
    actor: Actor,
) -> Iterable[NaskahSerupa]:
    mine = [pihak.mitra_id for pihak in naskah.pihak_list if pihak.mitra_id is not None]
    by_facts = select(NaskahMitra.naskah_id).where(
        or_(
            NaskahMitra.nomor_plain.in_(own.nomor),
            and_(NaskahMitra.mitra_id.in_(mine), NaskahMitra.signed_on == own.signed_on),
        )
    )
    query = (
        select(Naskah)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(or_(Naskah.id.in_(by_facts), Naskah.id.in_(list(scores)[:MOST])), readable(actor))
        .where(Naskah.id != naskah.id, Naskah.id.not_in(dismissed))
        .options(selectinload(Naskah.pihak_list).selectinload(NaskahMitra.mitra))
        .order_by(Naskah.id.desc())
        .limit(3 * MOST)
    )
    for other in session.scalars(query):
        skor = scores.get(other.id)
        if found := reasons(own, _facts(other), skor):
            yield NaskahSerupa(other.kode, other.judul, found, skor, is_readable=True)


def _public(
    session: Session,
    naskah: Naskah,
    own: Pembanding,
    scores: dict[int, float | None],
    dismissed: set[int],
    actor: Actor,
) -> Iterable[NaskahSerupa]:
    by_facts = select(TerbitanPihak.kode).where(
        or_(
            TerbitanPihak.nomor_plain.in_(own.nomor),
            and_(TerbitanPihak.mitra_slug.in_(own.mitra), TerbitanPihak.signed_on == own.signed_on),
        )
    )
    is_public_text = (
        select(TerbitanBerkas.kode)
        .join(Berkas, Berkas.sha256 == TerbitanBerkas.sha256)
        .where(Berkas.naskah_id.in_(list(scores)[:MOST]), Berkas.sidik_teks.is_not(None))
        .where(Berkas.replaced_by_id.is_(None))
    )
    public_texts = frozenset(session.scalars(is_public_text))
    query = (
        select(Terbitan, Naskah.id)
        .join(Naskah, Naskah.kode == Terbitan.kode)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(or_(Terbitan.kode.in_(by_facts), Terbitan.kode.in_(public_texts)), ~readable(actor))
        .where(Naskah.id != naskah.id, Naskah.id.not_in(dismissed))
        .options(selectinload(Terbitan.pihak_list))
        .order_by(Terbitan.published_at.desc())
        .limit(3 * MOST)
    )
    for row, other_id in session.execute(query):
        skor = scores.get(other_id) if row.kode in public_texts else None
        if found := reasons(own, _public_facts(row), skor):
            yield NaskahSerupa(row.kode, row.judul, found, skor, is_readable=False)


def _facts(naskah: Naskah) -> Pembanding:
    return Pembanding(
        nomor=frozenset(pihak.nomor_plain for pihak in naskah.pihak_list if pihak.nomor_plain),
        mitra=frozenset(pihak.mitra.slug for pihak in naskah.pihak_list if pihak.mitra is not None),
        signed_on=_day(Tanggal(pihak.signed_on, pihak.signed_presisi) for pihak in naskah.pihak_list),
        bentuk=naskah.bentuk,
    )


def _public_facts(row: Terbitan) -> Pembanding:
    return Pembanding(
        nomor=frozenset(pihak.nomor_plain for pihak in row.pihak_list if pihak.nomor_plain),
        mitra=frozenset(pihak.mitra_slug for pihak in row.pihak_list if pihak.mitra_slug),
        signed_on=_day(Tanggal(pihak.signed_on, pihak.signed_presisi) for pihak in row.pihak_list),
        bentuk=row.bentuk,
    )


def _day(days: Iterable[Tanggal]) -> date | None:
    signed = last_signed(days)
    return signed.on if signed.presisi is Presisi.HARI else None
