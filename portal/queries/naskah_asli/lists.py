"""Originals as staff see them: the facts of their clocks, the record of one, and who waits at the counter.

Every query for a person goes through `readable`; another unit's record and an unknown code give the same
NotFoundError. Nothing derived is stored: a clock is judged from these facts by `portal.domain.tenggat.clocks`.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, Row, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from portal.domain.kasus.kemlu import WATCHED, KemluState
from portal.domain.kasus.pengesahan import PengesahanState
from portal.domain.naskah.enumerations import Lingkup
from portal.domain.naskah.judul import shown_judul
from portal.domain.naskah.masa_berlaku import last_day_in_force
from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import DITERIMA, NaskahAsliState, Penyampaian, closes
from portal.domain.permissions import Actor
from portal.domain.tanggal import Tanggal, last_signed
from portal.domain.tenggat.clocks import ClockFacts, Closing
from portal.errors import NotFoundError
from portal.models.berkas import Berkas
from portal.models.kasus import KasusKemlu, KasusPengesahan, LangkahKemlu
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.naskah_asli import NaskahAsli, Penerimaan
from portal.models.unit import Unit
from portal.queries.kepatuhan.facts import needs_dpr
from portal.queries.naskah.list_filter import holds_text
from portal.queries.naskah.mitra import mitra_of
from portal.queries.naskah.worklist import current_name, is_kept, readable
from portal.queries.naskah_asli.values import NaskahAsliCore, NaskahAsliItem, RecentPenerimaan, WatchedKemlu

T = TypeVar("T")
Core = Row[Naskah, str, str]

MOST_CANDIDATES = 20
RECENT = 10


def load_clock_facts(session: Session, naskah_ids: Sequence[int]) -> dict[int, ClockFacts]:
    """What the clocks of these naskah depend on, by id, in four queries whatever their number."""
    if not naskah_ids:
        return {}
    scopes = select(Naskah.id, Naskah.lingkup, Naskah.expires_on, Naskah.ended_on).where(Naskah.id.in_(naskah_ids))
    lingkup, last_day = {}, {}
    for naskah_id, scope, expires_on, ended_on in session.execute(scopes):
        lingkup[naskah_id] = scope
        last_day[naskah_id] = last_day_in_force(expires_on, ended_on)
    signed: dict[int, list[Tanggal]] = {}
    parties = select(NaskahMitra.naskah_id, NaskahMitra.signed_on, NaskahMitra.signed_presisi)
    for naskah_id, on, presisi in session.execute(parties.where(NaskahMitra.naskah_id.in_(naskah_ids))):
        signed.setdefault(naskah_id, []).append(Tanggal(on, presisi))
    receipts: dict[int, list[Penerimaan]] = {}
    standing = select(Penerimaan).where(Penerimaan.naskah_id.in_(naskah_ids), Penerimaan.voided_at.is_(None))
    for row in session.scalars(standing.order_by(Penerimaan.id)):
        receipts.setdefault(row.naskah_id, []).append(row)
    needs = (
        select(Naskah.id)
        .outerjoin(KasusPengesahan, KasusPengesahan.naskah_id == Naskah.id)
        .where(Naskah.id.in_(naskah_ids), needs_dpr)
    )
    for_dpr = set(session.scalars(needs))
    return {
        naskah_id: ClockFacts(
            lingkup=lingkup[naskah_id],
            signed=last_signed(signed.get(naskah_id, ())),
            asli=closing(receipts.get(naskah_id, ()), Penyampaian.ASLI),
            naskah_dpr=closing(receipts.get(naskah_id, ()), Penyampaian.NASKAH_DPR),
            needs_dpr=naskah_id in for_dpr,
            last_day=last_day[naskah_id],
        )
        for naskah_id in lingkup
    }


def find_core(session: Session, kode: str, actor: Actor) -> NaskahAsliCore:
    """The naskah of an original. Raises NotFoundError."""
    core = session.execute(_visible(actor).where(Naskah.kode == kode)).first()
    if core is None:
        raise NotFoundError("Naskah tidak ditemukan.")
    return load_cores(session, [core])[0]


def find_candidates(session: Session, text: str, actor: Actor) -> tuple[NaskahAsliCore, ...]:
    """Naskah that fit what was typed or scanned: a code, a number, words of the title or of a partner's name.

    Domestic ones are left out: their originals are not handed to the Biro by Pasal 39 ayat (4).
    """
    wanted = " ".join(text.split())
    if not wanted:
        return ()
    fits = or_(
        holds_text(wanted),
        Naskah.nomor_tanda_terima == wanted.upper(),
        exists().where(Penerimaan.naskah_id == Naskah.id, Penerimaan.nomor == wanted.upper()),
    )
    query = _visible(actor).where(fits, _may_be_foreign).order_by(Naskah.created_at.desc(), Naskah.id.desc())
    return load_cores(session, session.execute(query.limit(MOST_CANDIDATES)).all())


def announced(session: Session, actor: Actor) -> tuple[NaskahAsliItem, ...]:
    """Originals their unit says it has sent and the Biro has not received, the longest under way first."""
    query = (
        _visible(actor)
        .join(NaskahAsli, NaskahAsli.naskah_id == Naskah.id)
        .where(NaskahAsli.dispatched_on.is_not(None), NaskahAsli.keadaan.not_in(DITERIMA), is_kept)
        .order_by(NaskahAsli.dispatched_on, Naskah.id)
    )
    return load_items(session, session.execute(query.limit(RECENT)).all())


def awaiting_file(session: Session, actor: Actor, units: frozenset[str]) -> tuple[NaskahAsliItem, ...]:
    """Registered signings of these units without any file, the newest first: what is uploaded may be one of them."""
    has_file = exists().where(Berkas.naskah_id == Naskah.id, Berkas.replaced_by_id.is_(None))
    query = (
        _visible(actor)
        .where(_foreign, Unit.kode.in_(units), Naskah.status == Status.DRAF, ~has_file)
        .order_by(Naskah.id.desc())
    )
    return load_items(session, session.execute(query.limit(RECENT)).all())


def recent_penerimaan(session: Session, actor: Actor) -> tuple[RecentPenerimaan, ...]:
    """The newest receipts, voided ones included."""
    query = (
        select(Penerimaan, Naskah.kode, Naskah.judul)
        .join(Naskah, Naskah.id == Penerimaan.naskah_id)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(readable(actor))
        .order_by(Penerimaan.id.desc())
        .limit(RECENT)
    )
    return tuple(
        RecentPenerimaan(
            row.nomor,
            kode,
            shown_judul(judul),
            row.hasil,
            row.arrived_on,
            row.recorded_at,
            is_voided=row.voided_at is not None,
        )
        for row, kode, judul in session.execute(query)
    )


def treaties(session: Session, actor: Actor) -> tuple[NaskahAsliItem, ...]:
    """Every treaty: it is on the track of the foreign ministry from the day it is marked (Pasal 39 ayat (6))."""
    query = _visible(actor).where(Naskah.perjanjian_internasional.is_(True), _foreign)
    return load_items(session, session.execute(query.order_by(Naskah.id)).all())


def undetermined(session: Session, actor: Actor) -> tuple[NaskahAsliItem, ...]:
    """Foreign naskah that were handed in without an answer whether they are treaties: the Biro's to decide."""
    query = _visible(actor).where(
        _foreign, Naskah.perjanjian_internasional.is_(None), Naskah.status.in_([Status.DIAJUKAN, Status.TERBIT])
    )
    return load_items(session, session.execute(query.order_by(Naskah.id)).all())


def pengesahan_questions(session: Session, actor: Actor) -> tuple[NaskahAsliItem, ...]:
    """Every treaty whose ratification is a question or a task, and whatever else has been decided on."""
    decided = exists().where(KasusPengesahan.naskah_id == Naskah.id)
    is_asked = or_(Naskah.perjanjian_internasional.is_(True), Naskah.persetujuan_dpr.is_(True))
    query = _visible(actor).where(_foreign, or_(is_asked, decided))
    return load_items(session, session.execute(query.order_by(Naskah.id)).all())


def watched_kemlu(session: Session) -> tuple[WatchedKemlu, ...]:
    """Every treaty whose days run at the foreign ministry, by code (Permenlu 4/2023 Pasal 8 and 12)."""
    newest = (
        select(LangkahKemlu.on)
        .where(LangkahKemlu.kasus_id == KasusKemlu.id, LangkahKemlu.voided_at.is_(None))
        .order_by(LangkahKemlu.id.desc())
        .limit(1)
        .correlate(KasusKemlu)
        .scalar_subquery()
    )
    query = (
        select(Naskah.kode, Naskah.judul, Unit.kode, KasusKemlu.keadaan, newest)
        .join(KasusKemlu, KasusKemlu.naskah_id == Naskah.id)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(_foreign, KasusKemlu.keadaan.in_(sorted(WATCHED)))
        .order_by(Naskah.kode)
    )
    return tuple(WatchedKemlu(*row) for row in session.execute(query) if row[-1] is not None)


def load_cores(session: Session, cores: Iterable[Core]) -> tuple[NaskahAsliCore, ...]:
    """Rows of `_visible` as values, in their order."""
    rows = list(cores)
    ids = [row.Naskah.id for row in rows]
    facts = load_clock_facts(session, ids)
    partners = mitra_of(session, ids)
    with_file = set(session.scalars(select(Berkas.naskah_id).where(Berkas.naskah_id.in_(ids))))
    return tuple(
        NaskahAsliCore(
            id=row.Naskah.id,
            kode=row.Naskah.kode,
            judul=shown_judul(row.Naskah.judul),
            status=row.Naskah.status,
            lingkup=row.Naskah.lingkup,
            unit_kode=row.unit_kode,
            unit_nama=row.unit_nama or row.unit_kode,
            mitra=partners.get(row.Naskah.id, ()),
            is_treaty=row.Naskah.perjanjian_internasional,
            has_file=row.Naskah.id in with_file,
            facts=facts[row.Naskah.id],
        )
        for row in rows
    )


def load_items(session: Session, cores: Iterable[Core]) -> tuple[NaskahAsliItem, ...]:
    """The same with where each stands."""
    naskah_list = load_cores(session, cores)
    ids = [naskah.id for naskah in naskah_list]
    asli = _by_naskah(session.scalars(select(NaskahAsli).where(NaskahAsli.naskah_id.in_(ids))))
    kemlu = _by_naskah(session.scalars(select(KasusKemlu).where(KasusKemlu.naskah_id.in_(ids))))
    pengesahan = _by_naskah(session.scalars(select(KasusPengesahan).where(KasusPengesahan.naskah_id.in_(ids))))
    return tuple(
        NaskahAsliItem(
            naskah=naskah,
            keadaan=asli[naskah.id].keadaan if naskah.id in asli else NaskahAsliState.BELUM_DITERIMA,
            dispatched_on=asli[naskah.id].dispatched_on if naskah.id in asli else None,
            kemlu=kemlu[naskah.id].keadaan if naskah.id in kemlu else KemluState.BELUM_DIKIRIM,
            pengesahan=(pengesahan[naskah.id].keadaan if naskah.id in pengesahan else PengesahanState.BELUM_DITENTUKAN),
            jalur=pengesahan[naskah.id].jalur if naskah.id in pengesahan else None,
        )
        for naskah in naskah_list
    )


_foreign: ColumnElement[bool] = and_(Naskah.lingkup == Lingkup.LUAR_NEGERI, is_kept)
_may_be_foreign: ColumnElement[bool] = or_(and_(Naskah.lingkup.is_(None), is_kept), _foreign)


def _visible(actor: Actor) -> Select[Naskah, str, str]:
    return (
        select(Naskah, Unit.kode.label("unit_kode"), current_name.label("unit_nama"))
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(readable(actor))
    )


def closing(receipts: Iterable[Penerimaan], jenis: Penyampaian) -> Closing | None:
    """What closed the clock: the receipt that took it in, else the first proof that it is held or lost."""
    found = [row for row in receipts if row.jenis is jenis and closes(jenis, row.hasil)]
    row = next((row for row in found if row.hasil in DITERIMA), found[0] if found else None)
    return None if row is None else Closing(row.hasil, row.arrived_on, row.due_on)


def _by_naskah(rows: Iterable[T]) -> dict[int, T]:
    return {row.naskah_id: row for row in rows}  # type: ignore[attr-defined]  # every row of these tables has one
