"""The only public door: what anybody may see, read from the public projection alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    extract,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session, selectinload, undefer

from portal.domain.document.model import OutlineEntry
from portal.domain.document.stored import unpack_outline, unpack_page
from portal.domain.naskah.enumerations import JenisAcara, JenisHubungan, JenisMitra
from portal.domain.naskah.masa_berlaku import SOON_MONTHS, MasaBerlaku, ends_by, last_day_in_force, masa_berlaku
from portal.domain.tanda_tangan.public import PublicSignatures
from portal.domain.tanggal import Tanggal
from portal.errors import NotFoundError, WithdrawnError
from portal.models.base import Base
from portal.models.terbitan import (
    Terbitan,
    TerbitanBerkas,
    TerbitanChange,
    TerbitanDitarik,
    TerbitanHalaman,
    TerbitanHubungan,
    TerbitanNama,
    TerbitanPihak,
    TerbitanRedirect,
    TerbitanVersionHalaman,
)
from portal.queries.batches import batched
from portal.queries.masa_berlaku import has_ended, has_expired
from portal.queries.public.family import load_family
from portal.queries.public.values import (
    BrowseEntry,
    HomeFigures,
    PublicAcara,
    PublicBerkas,
    PublicFamily,
    PublicHalaman,
    PublicHubungan,
    PublicItem,
    PublicMember,
    PublicMitra,
    PublicNaskah,
    PublicPihak,
    PublicVersion,
    Tombstone,
)

ACTS: Mapping[JenisHubungan, JenisAcara] = {
    JenisHubungan.PERPANJANGAN: JenisAcara.DIPERPANJANG,
    JenisHubungan.PERUBAHAN: JenisAcara.DIUBAH,
}
"""What another naskah does to the one it hangs on (Pasal 36; an addendum by practice)."""


def find_naskah(session: Session, kode: str, today: date, *, is_alone: bool = False) -> PublicNaskah | Tombstone:
    """The page of one naskah, or its tombstone. `is_alone`: without its relatives and its acts, for half the questions.

    Raises NotFoundError for an unknown and for an unpublished code alike.
    """
    loads = _ALONE_LOADS if is_alone else _PAGE_LOADS
    pages = select(func.count()).where(TerbitanHalaman.kode == kode).scalar_subquery()
    found = session.execute(select(Terbitan, pages).where(Terbitan.kode == kode).options(*loads)).one_or_none()
    if found is None:
        return tombstone(session, kode)
    row, page_count = found
    if is_alone:
        return _composed(row, today, page_count=page_count, is_alone=True)
    return public_naskah(row, today, page_count=page_count, family=load_family(session, kode, today))


def load_naskah(session: Session, kode_list: Sequence[str], today: date) -> dict[str, PublicNaskah]:
    """Several published naskah with all that is public of them, in a fixed number of questions; others are missing."""
    rows = session.scalars(select(Terbitan).where(Terbitan.kode.in_(kode_list)).options(*_MANY_LOADS)).all()
    hubungan = _relations(session, rows, today)
    counted = session.execute(
        select(TerbitanHalaman.kode, func.count())
        .where(TerbitanHalaman.kode.in_([row.kode for row in rows]))
        .group_by(TerbitanHalaman.kode)
    )
    pages = {kode: count for kode, count in counted}
    return {
        row.kode: _composed(row, today, hubungan=hubungan.get(row.kode, ()), page_count=pages.get(row.kode, 0))
        for row in rows
    }


def all_naskah(session: Session, today: date, *, at_once: int = 200) -> Iterator[PublicNaskah]:
    """Everything published with all that is public of it, by code; a bounded number in memory at a time."""
    codes = session.scalars(select(Terbitan.kode).order_by(Terbitan.kode)).all()
    for some in batched(codes, at_once):
        found = load_naskah(session, some, today)
        session.expunge_all()
        yield from (found[kode] for kode in some)


def public_naskah(
    row: Terbitan,
    today: date,
    *,
    page_count: int = 0,
    family: PublicFamily | None = None,
    version: PublicVersion | None = None,
) -> PublicNaskah:
    """A publication as its page shows it, of today or an earlier one."""
    hubungan = family.hubungan if family is not None else ()
    return _composed(row, today, hubungan=hubungan, page_count=page_count, family=family, version=version)


def _composed(
    row: Terbitan,
    today: date,
    *,
    hubungan: tuple[PublicHubungan, ...] = (),
    page_count: int = 0,
    family: PublicFamily | None = None,
    version: PublicVersion | None = None,
    is_alone: bool = False,
) -> PublicNaskah:
    acts = () if is_alone else row.acara_list
    acara = (PublicAcara(a.jenis, Tanggal(a.on, a.presisi), a.keterangan) for a in acts)
    return PublicNaskah(
        item=_item(row, today),
        kategori=row.kategori,
        tingkat=row.tingkat,
        ruang_lingkup=row.ruang_lingkup,
        pendanaan=row.pendanaan,
        subjek=row.subjek,
        bahasa=row.bahasa,
        perjanjian_internasional=row.perjanjian_internasional,
        pihak=tuple(_pihak(pihak) for pihak in row.pihak_list),
        berkas=tuple(_berkas(berkas, is_full=True) for berkas in row.berkas_list),
        hubungan=hubungan,
        acara=(*acara, *family_acts(hubungan)),
        first_published_at=row.first_published_at,
        nomor_terbit=row.nomor_terbit,
        page_count=page_count,
        outline=_outline(row.berkas_list),
        family=family,
        version=version,
    )


def tombstone(session: Session, kode: str, message: str = "Naskah tidak ditemukan.") -> Tombstone:
    """What is left of a withdrawn naskah; raises NotFoundError for an unknown and for an unpublished code alike."""
    missing = absent(session, kode, message)
    if not isinstance(missing, WithdrawnError):
        raise missing
    return Tombstone(missing.kode, missing.withdrawn_on, missing.alasan)


def absent(session: Session, kode: str, message: str = "Naskah tidak ditemukan.") -> NotFoundError:
    """Why something of a naskah is not there: it was withdrawn, or nobody may know that it ever was."""
    gone = session.get(TerbitanDitarik, kode)
    if gone is None:
        return NotFoundError(message)
    return WithdrawnError(gone.kode, gone.withdrawn_on, gone.alasan)


def find_pages(
    session: Session,
    kode: str,
    *,
    first: int = 1,
    last: int | None = None,
    with_blocks: bool = False,
    with_places: bool = False,
) -> tuple[PublicHalaman, ...]:
    """Public pages of a naskah in order; empty where it shows no text.

    `with_blocks`: and what each is made of; `with_places`: and where its words stand.
    """
    query = select(TerbitanHalaman).where(TerbitanHalaman.kode == kode)
    return pages_of(session, query, first=first, last=last, with_blocks=with_blocks, with_places=with_places)


def pages_of(
    session: Session,
    query: Select[TerbitanHalaman] | Select[TerbitanVersionHalaman],
    *,
    first: int,
    last: int | None,
    with_blocks: bool,
    with_places: bool,
) -> tuple[PublicHalaman, ...]:
    """The pages that `query` selects, of the present publication or of an earlier one, in order."""
    table = query.column_descriptions[0]["entity"]
    query = query.where(table.nomor >= first)
    if last is not None:
        query = query.where(table.nomor <= last)
    if with_blocks:
        query = query.options(undefer(table.structure))
    if with_places:
        query = query.options(undefer(table.places))
    return tuple(
        PublicHalaman(
            h.nomor,
            h.teks,
            h.asal,
            h.image_sha256,
            h.image_width,
            h.image_height,
            h.pengenalan,
            unpack_page(h.structure, h.teks) if with_blocks else None,
            h.places if with_places else None,
        )
        for h in session.scalars(query.order_by(table.nomor))
    )


def find_berkas(session: Session, kode: str, urutan: int = 1) -> PublicBerkas:
    """A public file of a naskah; raises NotFoundError where there is none, WithdrawnError where there was one."""
    row = session.scalar(select(TerbitanBerkas).where(TerbitanBerkas.kode == kode, TerbitanBerkas.urutan == urutan))
    if row is None:
        raise absent(session, kode, "Berkas tidak ditemukan.")
    return _berkas(row)


def load_items(session: Session, kode_list: Sequence[str], today: date) -> dict[str, PublicItem]:
    """Published naskah by code; what is no longer published is simply missing."""
    rows = session.scalars(select(Terbitan).where(Terbitan.kode.in_(kode_list)).options(*_ITEM_LOADS))
    return {row.kode: _item(row, today) for row in rows}


@dataclass(frozen=True)
class Found:
    """A published naskah as a page of results needs it: with the outline of its text and what a search looks into."""

    item: PublicItem
    outline: tuple[OutlineEntry, ...]
    subjek: tuple[str, ...]
    ruang_lingkup: str


def load_found(session: Session, kode_list: Sequence[str], today: date) -> dict[str, Found]:
    """Published naskah by code, for hits whose place in the text is told; what is no longer published is missing.

    By columns and not as objects: every page of results asks this, and objects cost twice as much.
    """
    asked = {"kode_list": list(kode_list)}
    rows = session.execute(_FOUND, asked).all()
    pihak: dict[str, list[Row[Any]]] = {row.kode: [] for row in rows}
    berkas: dict[str, list[Row[Any]]] = {row.kode: [] for row in rows}
    if rows:
        for row in session.execute(_FOUND_PIHAK, asked):
            pihak.setdefault(row.kode, []).append(row)
        for row in session.execute(_FOUND_BERKAS, asked):
            berkas.setdefault(row.kode, []).append(row)
    return {
        row.kode: Found(
            _item_of(row, pihak[row.kode], berkas[row.kode], today),
            _outline(berkas[row.kode]),
            row.subjek,
            row.ruang_lingkup,
        )
        for row in rows
    }


def titles(session: Session, kode_list: Iterable[str]) -> dict[str, str]:
    """Public titles by code; what is not published is missing."""
    found: dict[str, str] = {}
    for chunk in batched(sorted(set(kode_list))):
        rows = session.execute(select(Terbitan.kode, Terbitan.judul).where(Terbitan.kode.in_(chunk)))
        found |= {row.kode: row.judul for row in rows}
    return found


def load_texts(session: Session, kode_list: Sequence[str]) -> dict[str, list[tuple[int, str]]]:
    """Page texts of published naskah, for snippets."""
    rows = session.execute(_FOUND_TEXTS, {"kode_list": list(kode_list)})
    texts: dict[str, list[tuple[int, str]]] = {}
    for kode, nomor, teks in rows:
        texts.setdefault(kode, []).append((nomor, teks))
    return texts


def newest(session: Session, today: date, *, limit: int, offset: int = 0) -> tuple[PublicItem, ...]:
    """The latest published naskah, newest first."""
    rows = session.scalars(
        select(Terbitan)
        .order_by(Terbitan.first_published_at.desc(), Terbitan.kode)
        .limit(limit)
        .offset(offset)
        .options(*_ITEM_LOADS)
    )
    return tuple(_item(row, today) for row in rows)


def withdrawn(session: Session) -> tuple[str, ...]:
    """Codes of which only a tombstone is left."""
    return tuple(session.scalars(select(TerbitanDitarik.kode).order_by(TerbitanDitarik.kode)))


def is_published(session: Session, kode: str) -> bool:
    """Whether everybody may know of this naskah."""
    return session.scalar(select(Terbitan.kode).where(Terbitan.kode == kode)) is not None


def is_published_file(session: Session, kode: str, sha256: str) -> bool:
    """Whether everybody may have these very bytes from the page of this naskah."""
    found = select(TerbitanBerkas.id).where(TerbitanBerkas.kode == kode, TerbitanBerkas.sha256 == sha256)
    return session.scalar(found.limit(1)) is not None


def count_all(session: Session) -> int:
    """Number of published naskah."""
    return session.scalar(select(func.count()).select_from(Terbitan)) or 0


def home_figures(session: Session, today: date) -> HomeFigures:
    """The figures of the front page in one query."""
    in_force = masa_berlaku_sql(today) == MasaBerlaku.BERLAKU.value
    limit = ends_by(SOON_MONTHS, today)
    soon = and_(in_force, or_(Terbitan.expires_on <= limit, Terbitan.ended_on <= limit + timedelta(days=1)))
    row = session.execute(
        select(
            func.count(),
            func.count(case((in_force, 1))),
            func.count(case((soon, 1))),
            func.count(Terbitan.unit_kode.distinct()),
            func.count(Terbitan.bentuk.distinct()),
            select(func.count(TerbitanPihak.mitra_slug.distinct())).scalar_subquery(),
            select(func.count(TerbitanPihak.negara.distinct())).where(_FOREIGN).scalar_subquery(),
        ).select_from(Terbitan)
    ).one()
    total, berlaku, expiring, unit, bentuk, mitra, negara = row
    return HomeFigures(
        total=total, berlaku=berlaku, expiring=expiring, unit=unit, bentuk=bentuk, mitra=mitra, negara=negara
    )


def browse_mitra(session: Session) -> tuple[BrowseEntry, ...]:
    """All partners with something published, by name."""
    return _browse_named(session, TerbitanPihak.mitra_slug, TerbitanPihak.kode, "mitra")


def browse_unit(session: Session) -> tuple[BrowseEntry, ...]:
    """All initiating units with something published, by name."""
    return _browse_named(session, Terbitan.unit_kode, Terbitan.kode, "unit")


def browse_organisasi(session: Session) -> tuple[BrowseEntry, ...]:
    """International organisations (Pasal 4) with something published, by name."""
    kinds = (JenisMitra.ORGANISASI_INTERNASIONAL, JenisMitra.ORGANISASI_INTERNASIONAL_NONPEMERINTAH)
    return _browse_named(session, TerbitanPihak.mitra_slug, TerbitanPihak.kode, "mitra", TerbitanPihak.jenis.in_(kinds))


def browse_negara(session: Session) -> tuple[BrowseEntry, ...]:
    """Countries of foreign partners (ISO 3166-1 alpha-2), the most frequent first; names are the page's work."""
    count = func.count(TerbitanPihak.kode.distinct())
    rows = session.execute(
        select(TerbitanPihak.negara, count)
        .where(_FOREIGN)
        .group_by(TerbitanPihak.negara)
        .order_by(count.desc(), TerbitanPihak.negara)
    )
    return tuple(BrowseEntry(negara, negara, n) for negara, n in rows if negara is not None)


def browse_tahun(session: Session) -> tuple[BrowseEntry, ...]:
    """Years of signing, newest first; unknown dates are left out."""
    year = extract("year", Terbitan.signed_on)
    rows = session.execute(
        select(year, func.count()).where(Terbitan.signed_on.is_not(None)).group_by(year).order_by(year.desc())
    )
    return tuple(BrowseEntry(str(int(y)), str(int(y)), n) for y, n in rows)


def names(session: Session, jenis: str, kunci: Iterable[str]) -> dict[str, str]:
    """Public labels of units or mitra by their key; those with nothing published (any more) have none."""
    keys = list(kunci)
    if not keys:
        return {}
    owner = Terbitan.unit_kode if jenis == "unit" else TerbitanPihak.mitra_slug
    is_in_use = exists().where(owner == TerbitanNama.kunci)
    wanted = (TerbitanNama.jenis == jenis, TerbitanNama.kunci.in_(keys), is_in_use)
    return {
        row.kunci: row.nama for row in session.execute(select(TerbitanNama.kunci, TerbitanNama.nama).where(*wanted))
    }


def moved_mitra(session: Session, kunci: Iterable[str]) -> dict[str, str]:
    """For former public keys of partners, the keys that stand now."""
    asked = list(kunci)
    if not asked:
        return {}
    rows = session.execute(select(TerbitanRedirect).where(TerbitanRedirect.kunci.in_(asked))).scalars()
    return {row.kunci: row.target for row in rows}


def sitemap(session: Session) -> tuple[tuple[str, datetime], ...]:
    """Codes and instants of the last public change of everything published."""
    rows = session.execute(
        select(Terbitan.kode, TerbitanChange.at)
        .join(TerbitanChange, TerbitanChange.kode == Terbitan.kode)
        .order_by(Terbitan.kode)
    )
    return tuple((kode, at) for kode, at in rows)


def masa_berlaku_sql(today: date) -> ColumnElement[str]:
    """The rule of portal.domain.naskah.masa_berlaku as SQL, for counting without loading; the two are tested equal."""
    now = literal(today, Date)
    starts_on = func.coalesce(Terbitan.effective_on, Terbitan.signed_on)
    return case(
        (and_(Terbitan.end_kind.is_not(None), has_ended(Terbitan, today)), Terbitan.end_kind),
        (has_expired(Terbitan, today), MasaBerlaku.BERAKHIR.value),
        (starts_on.is_(None), MasaBerlaku.TIDAK_DIKETAHUI.value),
        (starts_on > now, MasaBerlaku.BELUM_BERLAKU.value),
        (and_(Terbitan.expires_on.is_(None), Terbitan.is_open_ended.is_(False)), MasaBerlaku.TIDAK_DIKETAHUI.value),
        else_=MasaBerlaku.BERLAKU.value,
    )


def _by_code(table: type[Base], names: str, *order: str) -> Select[Any]:
    """These columns of the rows of the naskah in `kode_list`; written out once, for what every page of results asks."""
    columns = table.__table__.c
    asked = select(*(columns[name] for name in names.split()))
    return asked.where(columns.kode.in_(bindparam("kode_list", expanding=True))).order_by(*(columns[o] for o in order))


_FOUND = _by_code(
    Terbitan,
    "kode judul lingkup bentuk nama_bentuk unit_kode unit_nama signed_on signed_presisi effective_on expires_on"
    " is_open_ended ended_on end_kind is_metadata_only published_at subjek ruang_lingkup",
)
_FOUND_PIHAK = _by_code(TerbitanPihak, "kode nama mitra_slug jenis negara nomor", "kode", "urutan")
_FOUND_BERKAS = _by_code(TerbitanBerkas, "kode urutan jenis bahasa sha256 size pages outline", "kode", "urutan")
_FOUND_TEXTS = _by_code(TerbitanHalaman, "kode nomor teks", "kode", "nomor")
_FOREIGN = and_(TerbitanPihak.negara.is_not(None), TerbitanPihak.negara != "ID")
_ITEM_LOADS = (selectinload(Terbitan.pihak_list), selectinload(Terbitan.berkas_list))
_ALONE_LOADS = (
    selectinload(Terbitan.pihak_list),
    selectinload(Terbitan.berkas_list).options(undefer(TerbitanBerkas.tanda_tangan), undefer(TerbitanBerkas.outline)),
)
_PAGE_LOADS = (
    *_ALONE_LOADS,
    selectinload(Terbitan.acara_list),
)
_MANY_LOADS = (*_PAGE_LOADS, selectinload(Terbitan.hubungan_list))


def _browse_named(
    session: Session, key: ColumnElement[str] | object, kode: object, jenis: str, *only: ColumnElement[bool]
) -> tuple[BrowseEntry, ...]:
    count = func.count(kode.distinct())  # type: ignore[attr-defined]
    query = (
        select(TerbitanNama.kunci, TerbitanNama.nama, count)
        .join(TerbitanNama, and_(TerbitanNama.jenis == jenis, TerbitanNama.kunci == key))
        .where(*only)
        .group_by(TerbitanNama.kunci, TerbitanNama.nama)
        .order_by(func.lower(TerbitanNama.nama))
    )
    return tuple(BrowseEntry(kunci, nama, n) for kunci, nama, n in session.execute(query))


def _relations(session: Session, rows: Sequence[Terbitan], today: date) -> dict[str, tuple[PublicHubungan, ...]]:
    """Relations to other published naskah, by code: those it names first, then those that name it."""
    codes = [row.kode for row in rows]
    incoming = session.execute(
        select(TerbitanHubungan.target_kode, TerbitanHubungan.kode, TerbitanHubungan.jenis)
        .where(TerbitanHubungan.target_kode.in_(codes))
        .order_by(TerbitanHubungan.id)
    ).all()
    pairs = [(row.kode, one.target_kode, one.jenis, True) for row in rows for one in row.hubungan_list]
    pairs += [(kode, other, jenis, False) for kode, other, jenis in incoming]
    if not pairs:
        return {}
    items = load_items(session, sorted({other for _, other, _, _ in pairs}), today)
    found: dict[str, list[PublicHubungan]] = {}
    for kode, other, jenis, is_outgoing in pairs:
        if other in items:
            found.setdefault(kode, []).append(PublicHubungan(jenis, is_outgoing, _as_member(items[other])))
    return {kode: tuple(listed) for kode, listed in found.items()}


def _as_member(item: PublicItem) -> PublicMember:
    return PublicMember(
        item.kode, item.judul, item.bentuk, item.nama_bentuk, item.unit_nama, item.signed, item.masa_berlaku
    )


def _item(row: Terbitan, today: date) -> PublicItem:
    return _item_of(row, row.pihak_list, row.berkas_list, today)


def _item_of(
    row: Terbitan | Row[Any],
    pihak_list: Sequence[TerbitanPihak | Row[Any]],
    berkas_list: Sequence[TerbitanBerkas | Row[Any]],
    today: date,
) -> PublicItem:
    state = masa_berlaku(
        signed_on=row.signed_on,
        effective_on=row.effective_on,
        expires_on=row.expires_on,
        is_open_ended=row.is_open_ended,
        ended_on=row.ended_on,
        end_kind=row.end_kind,  # type: ignore[arg-type]  # held to the two values by a CHECK
        today=today,
    )
    last_day = last_day_in_force(row.expires_on, row.ended_on) if state is MasaBerlaku.BERLAKU else None
    main = next((b for b in berkas_list if b.urutan == 1), None)
    return PublicItem(
        kode=row.kode,
        judul=row.judul,
        lingkup=row.lingkup,
        bentuk=row.bentuk,
        nama_bentuk=row.nama_bentuk,
        nomor=tuple(p.nomor for p in pihak_list if p.nomor),
        mitra=tuple(
            PublicMitra(p.nama, p.mitra_slug, p.jenis, p.negara) for p in pihak_list if p.mitra_slug is not None
        ),
        unit_kode=row.unit_kode,
        unit_nama=row.unit_nama,
        signed=Tanggal(row.signed_on, row.signed_presisi),
        effective_on=row.effective_on,
        expires_on=row.expires_on,
        is_open_ended=row.is_open_ended,
        ended_on=row.ended_on,
        end_kind=row.end_kind,
        masa_berlaku=state,
        days_left=(last_day - today).days if last_day is not None else None,
        berkas=_berkas(main) if main is not None else None,
        is_metadata_only=row.is_metadata_only,
        published_at=row.published_at,
    )


def _outline(berkas_list: Sequence[TerbitanBerkas | Row[Any]]) -> tuple[OutlineEntry, ...]:
    return tuple(entry for berkas in berkas_list for entry in unpack_outline(berkas.outline))


def _pihak(row: TerbitanPihak) -> PublicPihak:
    return PublicPihak(
        nama=row.nama,
        slug=row.mitra_slug,
        jenis=row.jenis,
        negara=row.negara,
        nomor=row.nomor,
        penanda_tangan=row.penanda_tangan,
        jabatan=row.jabatan,
        signed=Tanggal(row.signed_on, row.signed_presisi),
        tempat=row.tempat,
    )


def _berkas(row: TerbitanBerkas | Row[Any], *, is_full: bool = False) -> PublicBerkas:
    found = PublicSignatures.from_text(row.tanda_tangan) if is_full else None
    return PublicBerkas(row.urutan, row.jenis, row.bahasa, row.sha256, row.size, row.pages, found)


def family_acts(hubungan: Iterable[PublicHubungan]) -> tuple[PublicAcara, ...]:
    """One act for every published naskah that extends or changes this one, on the day it was signed."""
    return tuple(
        PublicAcara(
            ACTS[relation.jenis], relation.item.signed, f"dengan naskah {relation.item.kode}", relation.item.kode
        )
        for relation in hubungan
        if not relation.is_outgoing and relation.jenis in ACTS
    )
