"""Internal search: the staff index finds within the units the actor may read, the database decides and shows."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.permissions import Actor
from portal.errors import SearchUnavailableError
from portal.models.berkas import Berkas, Halaman
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.unit import Unit
from portal.queries.naskah.list_filter import ListFilter
from portal.queries.naskah.values import StaffHit, StaffResults, WorkItem
from portal.queries.naskah.worklist import list_naskah, load_items, readable
from portal.queries.vocabulary import load_vocabulary
from portal.search.interface import SearchIndex, SearchQuery
from portal.search.meaning import understand
from portal.search.query import ParsedQuery
from portal.search.reasons import FieldMatch, matched_fields, pairs
from portal.search.snippets import mark_text, snippets

SNIPPETS = 2


def search_internal(session: Session, index: SearchIndex, query: SearchQuery, actor: Actor) -> StaffResults:
    """One page of results among what the actor may read, whatever `query.units` says.

    Without a usable index the last changed naskah are listed and `is_degraded` is set.
    """
    parsed = understand(query.parsed, load_vocabulary(session)) if query.parsed.groups else query.parsed
    limited = replace(query, parsed=parsed, units=actor.readable_units())
    try:
        found = index.search(limited)
    except SearchUnavailableError:
        return _degraded(session, query, actor)
    kode_list = [hit.kode for hit in found.hits]
    items = load_items(session, kode_list, actor, query.today)
    texts = _texts(session, list(items), actor) if parsed.terms else {}
    reasons = _reasons(session, items, parsed)
    hits = []
    for kode in kode_list:
        if kode not in items:
            continue
        pieces = snippets(texts.get(kode, []), parsed, SNIPPETS)
        places = tuple((piece.page, piece.parts) for piece in pieces)
        hits.append(StaffHit(items[kode], mark_text(items[kode].judul, parsed), places, reasons.get(kode, ())))
    return StaffResults(
        hits=tuple(hits),
        total=found.total,
        page=query.page,
        per_page=query.per_page,
        is_degraded=False,
        is_partial=found.is_partial,
        included=found.included,
        literal=parsed.literal if found.included else "",
        offers=tuple(offer.text for offer in found.offers),
        facets={
            name: tuple((one.value, one.count) for one in counts) for name, counts in found.facets.items() if counts
        },
    )


def _reasons(
    session: Session, items: Mapping[str, WorkItem], parsed: ParsedQuery
) -> Mapping[str, tuple[FieldMatch, ...]]:
    """Fields that match, by code; `items` are what the actor may read."""
    if not parsed.terms:
        return {}
    words = session.execute(select(Naskah.kode, Naskah.subjek, Naskah.ruang_lingkup).where(Naskah.kode.in_(items)))
    numbers = session.execute(
        select(Naskah.kode, NaskahMitra.nomor)
        .join(NaskahMitra, NaskahMitra.naskah_id == Naskah.id)
        .where(Naskah.kode.in_(items))
        .order_by(NaskahMitra.urutan)
    )
    numbers_of: dict[str, list[str]] = {}
    for kode, nomor in numbers:
        numbers_of.setdefault(kode, []).append(nomor)
    found = {}
    for kode, subjek, ruang_lingkup in words:
        item = items[kode]
        values = pairs(
            item.judul,
            item.unit_nama,
            nomor=numbers_of.get(kode, ()),
            mitra=item.mitra,
            nama_bentuk=(item.nama_bentuk or "",),
            subjek=subjek,
            ruang_lingkup=(ruang_lingkup,),
        )
        found[kode] = matched_fields(values, parsed)
    return found


def _texts(session: Session, kode_list: list[str], actor: Actor) -> dict[str, list[tuple[int, str]]]:
    rows = session.execute(
        select(Naskah.kode, Halaman.nomor, Halaman.teks)
        .join(Berkas, Berkas.id == Halaman.berkas_id)
        .join(Naskah, Naskah.id == Berkas.naskah_id)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(Naskah.kode.in_(kode_list), Berkas.replaced_by_id.is_(None), readable(actor))
        .order_by(Naskah.kode, Berkas.id, Halaman.nomor)
    )
    texts: dict[str, list[tuple[int, str]]] = {}
    for row in rows:
        texts.setdefault(row.kode, []).append((row.nomor, row.teks))
    return texts


def _degraded(session: Session, query: SearchQuery, actor: Actor) -> StaffResults:
    # Plain matching on title, partner and number still answers the most frequent question.
    page = list_naskah(session, actor, ListFilter(text=query.parsed.text[:100]), query.page, query.today)
    return StaffResults(
        hits=tuple(StaffHit(item, ((item.judul, False),), ()) for item in page.items),
        total=page.total,
        page=page.page,
        per_page=page.per_page,
        is_degraded=True,
    )
