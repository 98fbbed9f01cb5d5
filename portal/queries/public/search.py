"""Public search: the public index finds, the public projection decides and shows.

What is no longer published is left out of hits, counts and every other word of the index, however old that is. So is
a naskah of which something was taken away, until the index holds what is left of it.
"""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from weakref import WeakKeyDictionary

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from portal.domain.document.model import OutlineEntry
from portal.domain.document.outline import place_of
from portal.errors import SearchUnavailableError
from portal.models.terbitan import Terbitan, TerbitanChange, TerbitanState, TerbitanVersion
from portal.queries.public import terbitan
from portal.queries.public.documents import public_document
from portal.queries.public.values import FacetValue, PublicHit, PublicItem, PublicResults, PublicSnippet
from portal.queries.vocabulary import load_vocabulary
from portal.search.interface import FacetCount, SearchIndex, SearchPage, SearchQuery
from portal.search.meaning import understand
from portal.search.query import ParsedQuery
from portal.search.reasons import matched_fields, pairs
from portal.search.snippets import look_through, mark_text, met_groups
from portal.search.spoken import SpokenTexts

SNIPPETS = 2
_GONE: WeakKeyDictionary[SearchIndex, tuple[tuple[str, int | None], frozenset[str]]] = WeakKeyDictionary()
"""By index: the state of index and projection, and what is in the one and no more in the other."""
_FRESH: WeakKeyDictionary[SearchIndex, tuple[str, dict[str, int | None]]] = WeakKeyDictionary()
"""By index: its folder, and of what was lessened the change that it holds for certain, by code."""
_TEXTS = SpokenTexts()


def read_question(session: Session, parsed: ParsedQuery) -> ParsedQuery:
    """A search text with what its words mean at this moment."""
    return understand(parsed, load_vocabulary(session)) if parsed.groups else parsed


def met_by(item: PublicItem, parsed: ParsedQuery) -> frozenset[int]:
    """Numbers of the groups of a query that a naskah meets by its title, parties or facts, whatever its pages say."""
    texts = (item.judul, item.unit_nama, item.nama_bentuk or "", *item.nomor, *(mitra.nama for mitra in item.mitra))
    return met_groups(texts, _facts(item), parsed)


def gone_since(session: Session, index: SearchIndex, today: date) -> frozenset[str]:
    """Codes whose entry in the index says more than is published. Raises SearchUnavailableError.

    Worked out anew whenever the one or the other has changed; else one question for one row.
    """
    state = index.generation(), session.scalar(select(TerbitanState.nomor))
    known = _GONE.get(index)
    if known is None or known[0] != state:
        held = index.matching(SearchQuery(today=today))
        rows = session.execute(
            select(Terbitan.kode, _IS_LESSENED, TerbitanChange.nomor).outerjoin(
                TerbitanChange, TerbitanChange.kode == Terbitan.kode
            )
        ).all()
        lessened = {kode: nomor for kode, is_lessened, nomor in rows if is_lessened and kode in held}
        gone = held.difference(kode for kode, _, _ in rows) | _saying_more(session, index, state[0], lessened)
        known = _GONE[index] = state, gone
    return known[1]


_IS_LESSENED = or_(
    Terbitan.is_metadata_only,
    and_(
        Terbitan.nomor_terbit > 1,
        ~exists().where(TerbitanVersion.kode == Terbitan.kode, TerbitanVersion.nomor == Terbitan.nomor_terbit - 1),
    ),
)
"""Whether the publication before this one, or the files of this one, may not be read any more."""


def _saying_more(
    session: Session, index: SearchIndex, generation: str, lessened: Mapping[str, int | None]
) -> frozenset[str]:
    """Of these codes, with their latest change, those that the index does not hold as they are now."""
    folder = generation.partition("/")[0]
    known = _FRESH.get(index)
    # An index that was made anew may have begun before a change.
    fresh = known[1] if known is not None and known[0] == folder else {}
    asked = [kode for kode, nomor in lessened.items() if kode not in fresh or fresh[kode] != nomor]
    found = {kode: fresh[kode] for kode in lessened.keys() - set(asked)}
    found |= {kode: lessened[kode] for kode in _as_held(session, index, asked)}
    _FRESH[index] = folder, found
    return frozenset(lessened.keys() - found.keys())


def _as_held(session: Session, index: SearchIndex, asked: Collection[str]) -> list[str]:
    """Those of which the index holds the very document that the projection makes now."""
    versions = index.versions(asked) if asked else {}
    return [
        kode
        for kode, version in versions.items()
        if (document := public_document(session, kode)) is not None and document.version() == version
    ]


def search_published(session: Session, index: SearchIndex, query: SearchQuery) -> PublicResults:
    """One page of results with facets and snippets.

    Without a usable index the newest naskah are listed and `is_degraded` is set.
    """
    started = time.perf_counter()
    parsed = read_question(session, query.parsed)
    try:
        found = index.search(replace(query, parsed=parsed, gone=gone_since(session, index, query.today)))
    except SearchUnavailableError:
        return _degraded(session, query, started)
    kode_list = [hit.kode for hit in found.hits]
    rows = terbitan.load_found(session, kode_list, query.today)
    items = {kode: item for kode, (item, _) in rows.items()}
    texts = terbitan.load_texts(session, list(items)) if parsed.terms else {}
    values = _values(session, items) if parsed.terms else {}
    return PublicResults(
        hits=tuple(
            _hit(*rows[kode], texts.get(kode, []), values.get(kode, ()), parsed) for kode in kode_list if kode in rows
        ),
        total=found.total,
        page=query.page,
        per_page=query.per_page,
        facets=_facets(session, found, query),
        is_degraded=False,
        took_ms=round((time.perf_counter() - started) * 1000),
        unfiltered=found.unfiltered,
        is_partial=found.is_partial,
        is_best=parsed.is_best,
        included=found.included,
        literal=parsed.literal if found.included else "",
        offers=tuple(offer.text for offer in found.offers),
    )


def _hit(
    item: PublicItem,
    outline: Sequence[OutlineEntry],
    pages: Sequence[tuple[int, str]],
    values: Sequence[tuple[str, str]],
    parsed: ParsedQuery,
) -> PublicHit:
    """A naskah with why it was found: the sentences that answer, every page that is a hit, the fields that match."""
    said = _TEXTS.spoken([text for _, text in pages])
    numbered = [(number, text) for (number, _), text in zip(pages, said, strict=True)]
    met = met_groups([text for _, text in values], _facts(item), parsed)
    looked = look_through(numbered, parsed, SNIPPETS, met)
    shown = tuple(
        PublicSnippet(piece.page, piece.parts, place_of(outline, piece.page, piece.at)) for piece in looked.snippets
    )
    return PublicHit(item, mark_text(item.judul, parsed), shown, matched_fields(values, parsed), looked.pages)


def _facts(item: PublicItem) -> frozenset[str]:
    """What is true of a naskah, as the meanings of words say it."""
    return frozenset((f"bentuk:{item.bentuk.value}", *(f"negara:{mitra.negara}" for mitra in item.mitra)))


def _values(session: Session, items: Mapping[str, PublicItem]) -> Mapping[str, Sequence[tuple[str, str]]]:
    """The fields of naskah that a search looks into besides their pages, by code."""
    rows = session.execute(
        select(Terbitan.kode, Terbitan.subjek, Terbitan.ruang_lingkup).where(Terbitan.kode.in_(items))
    )
    words = {row.kode: (row.subjek, row.ruang_lingkup) for row in rows}
    found = {}
    for kode, item in items.items():
        subjek, ruang_lingkup = words.get(kode, ((), ""))
        found[kode] = pairs(
            item.judul,
            item.unit_nama,
            nomor=item.nomor,
            mitra=[mitra.nama for mitra in item.mitra],
            nama_bentuk=(item.nama_bentuk or "",),
            subjek=subjek,
            ruang_lingkup=(ruang_lingkup,),
        )
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
        is_degraded=True,
        took_ms=round((time.perf_counter() - started) * 1000),
    )
