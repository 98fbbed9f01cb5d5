"""Public search: the public index finds, the public projection decides and shows.

A hit that is no longer published has no row any more and is left out, however old the index is.
"""

import time
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.document.outline import place_of
from portal.errors import SearchUnavailableError
from portal.models.terbitan import Terbitan
from portal.queries.public import terbitan
from portal.queries.public.values import FacetValue, PublicHit, PublicItem, PublicResults, PublicSnippet
from portal.search.interface import FacetCount, SearchIndex, SearchPage, SearchQuery
from portal.search.query import ParsedQuery
from portal.search.reasons import FieldMatch, matched_fields, pairs
from portal.search.snippets import mark_text, snippets

SNIPPETS = 2


def search_published(session: Session, index: SearchIndex, query: SearchQuery) -> PublicResults:
    """One page of results with facets and snippets.

    Without a usable index the newest naskah are listed and `is_degraded` is set.
    """
    started = time.perf_counter()
    try:
        found = index.search(query)
    except SearchUnavailableError:
        return _degraded(session, query, started)
    kode_list = [hit.kode for hit in found.hits]
    parsed = found.corrected or query.parsed
    rows = terbitan.load_found(session, kode_list, query.today)
    items = {kode: item for kode, (item, _) in rows.items()}
    texts = terbitan.load_texts(session, list(items)) if parsed.terms else {}
    reasons = _reasons(session, items, parsed)
    hits = []
    for kode in kode_list:
        if kode not in items:
            continue
        pieces = snippets(texts.get(kode, []), parsed, SNIPPETS)
        outline = rows[kode][1]
        shown = tuple(
            PublicSnippet(piece.page, piece.parts, place_of(outline, piece.page, piece.at)) for piece in pieces
        )
        hits.append(PublicHit(items[kode], mark_text(items[kode].judul, parsed), shown, reasons.get(kode, ())))
    return PublicResults(
        hits=tuple(hits),
        total=found.total,
        page=query.page,
        per_page=query.per_page,
        facets=_facets(session, found, query),
        corrected_text=found.corrected_text,
        is_degraded=False,
        took_ms=round((time.perf_counter() - started) * 1000),
    )


def _reasons(
    session: Session, items: Mapping[str, PublicItem], parsed: ParsedQuery
) -> Mapping[str, tuple[FieldMatch, ...]]:
    """Fields that match, by code; none where nothing is searched for."""
    if not parsed.terms:
        return {}
    rows = session.execute(
        select(Terbitan.kode, Terbitan.subjek, Terbitan.ruang_lingkup).where(Terbitan.kode.in_(items))
    )
    words = {row.kode: (row.subjek, row.ruang_lingkup) for row in rows}
    found = {}
    for kode, item in items.items():
        subjek, ruang_lingkup = words.get(kode, ((), ""))
        values = pairs(
            item.judul,
            item.unit_nama,
            nomor=item.nomor,
            mitra=[mitra.nama for mitra in item.mitra],
            nama_bentuk=(item.nama_bentuk or "",),
            subjek=subjek,
            ruang_lingkup=(ruang_lingkup,),
        )
        found[kode] = matched_fields(values, parsed)
    return found


def _facets(session: Session, found: SearchPage, query: SearchQuery) -> Mapping[str, tuple[FacetValue, ...]]:
    labels = {
        name: terbitan.names(session, name, [count.value for count in found.facets.get(name, ())])
        for name in ("unit", "mitra")
    }
    return {
        name: tuple(_facet_value(name, count, labels, query) for count in counts)
        for name, counts in found.facets.items()
    }


def _facet_value(name: str, count: FacetCount, labels: dict[str, dict[str, str]], query: SearchQuery) -> FacetValue:
    label = labels.get(name, {}).get(count.value, count.value)
    is_selected = count.value in getattr(query.filters, name)
    return FacetValue(count.value, label, count.count, is_selected)


def _degraded(session: Session, query: SearchQuery, started: float) -> PublicResults:
    offset = (query.page - 1) * query.per_page
    items: tuple[PublicItem, ...] = terbitan.newest(session, query.today, limit=query.per_page, offset=offset)
    return PublicResults(
        hits=tuple(PublicHit(item, ((item.judul, False),), ()) for item in items),
        total=terbitan.count_all(session),
        page=query.page,
        per_page=query.per_page,
        facets={},
        corrected_text=None,
        is_degraded=True,
        took_ms=round((time.perf_counter() - started) * 1000),
    )
