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

from portal.domain.document.outline import place_of
from portal.errors import SearchUnavailableError
from portal.models.terbitan import Terbitan, TerbitanChange, TerbitanState, TerbitanVersion
from portal.queries.public import terbitan
from portal.queries.public.documents import public_document
from portal.queries.public.values import FacetValue, PublicHit, PublicItem, PublicResults, PublicSnippet
from portal.queries.vocabulary import load_vocabulary
from portal.search.interface import SearchIndex, SearchPage, SearchQuery
from portal.search.meaning import understand
from portal.search.query import ParsedQuery
from portal.search.reasons import matched_fields, pairs
from portal.search.snippets import Sieve, look_through, mark_text, met_groups
from portal.search.spoken import SpokenTexts

SNIPPETS = 2
_GONE: WeakKeyDictionary[SearchIndex, tuple[tuple[str, int | None], frozenset[str]]] = WeakKeyDictionary()
"""By index: the state of index and projection, and what is in the one and no more in the other."""
_FRESH: WeakKeyDictionary[SearchIndex, tuple[str, dict[str, int | None]]] = WeakKeyDictionary()
"""By index: its folder, and of what was lessened the change that it holds for certain, by code."""
_NAMES: WeakKeyDictionary[SearchIndex, tuple[int | None, dict[str, dict[str, str | None]]]] = WeakKeyDictionary()
"""By index: the state of the projection, and what its units and mitra are called in it; None for those without name."""
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
    return _state(session, index, today)[1]


def _state(session: Session, index: SearchIndex, today: date) -> tuple[tuple[str, int | None], frozenset[str]]:
    """The state of index and projection as this session sees it, and what is gone since the index was written."""
    state = index.generation(), session.scalar(_NUMBER)
    known = _GONE.get(index)
    if known is None or known[0] != state:
        held = index.matching(SearchQuery(today=today))
        rows = session.execute(
            select(Terbitan.kode, _IS_LESSENED, TerbitanChange.nomor).outerjoin(
                TerbitanChange, TerbitanChange.kode == Terbitan.kode
            )
        )
        # One after the other: a hundred thousand rows at once stay in the memory of every process.
        lessened: dict[str, int | None] = {}
        unpublished = set(held)
        for kode, is_lessened, nomor in rows:
            unpublished.discard(kode)
            if is_lessened and kode in held:
                lessened[kode] = nomor
        gone = frozenset(unpublished) | _saying_more(session, index, state[0], lessened)
        known = _GONE[index] = state, gone
    return known


_NUMBER = select(TerbitanState.__table__.c.nomor)

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
        (_, nomor), gone = _state(session, index, query.today)
        found = index.search(replace(query, parsed=parsed, gone=gone))
    except SearchUnavailableError:
        return _degraded(session, query, started)
    kode_list = [hit.kode for hit in found.hits]
    rows = terbitan.load_found(session, kode_list, query.today)
    texts = terbitan.load_texts(session, list(rows)) if parsed.terms else {}
    sieve = Sieve(parsed)
    return PublicResults(
        hits=tuple(_hit(rows[kode], texts.get(kode, []), parsed, sieve) for kode in kode_list if kode in rows),
        total=found.total,
        page=query.page,
        per_page=query.per_page,
        facets=_facets(_Names(session, index, nomor), found, query),
        is_degraded=False,
        took_ms=round((time.perf_counter() - started) * 1000),
        unfiltered=found.unfiltered,
        is_partial=found.is_partial,
        is_best=parsed.is_best,
        included=found.included,
        literal=parsed.literal if found.included else "",
        offers=tuple(offer.text for offer in found.offers),
    )


def _hit(found: terbitan.Found, pages: Sequence[tuple[int, str]], parsed: ParsedQuery, sieve: Sieve) -> PublicHit:
    """A naskah with why it was found: the sentences that answer, every page that is a hit, the fields that match."""
    item = found.item
    said = _TEXTS.spoken([text for _, text in pages])
    numbered = [(number, text) for (number, _), text in zip(pages, said, strict=True)]
    values = _values(found) if parsed.terms else ()
    if not parsed.number_key:
        values = tuple(pair for pair in values if sieve.lets(pair[1]))
    looked = look_through(
        numbered, parsed, SNIPPETS, lambda: met_groups([text for _, text in values], _facts(item), parsed)
    )
    shown = tuple(
        PublicSnippet(piece.page, piece.parts, place_of(found.outline, piece.page, piece.at))
        for piece in looked.snippets
    )
    return PublicHit(item, mark_text(item.judul, parsed), shown, matched_fields(values, parsed), looked.pages)


def _facts(item: PublicItem) -> frozenset[str]:
    """What is true of a naskah, as the meanings of words say it."""
    return frozenset((f"bentuk:{item.bentuk.value}", *(f"negara:{mitra.negara}" for mitra in item.mitra)))


def _values(found: terbitan.Found) -> Sequence[tuple[str, str]]:
    """The fields of a naskah that a search looks into besides its pages."""
    item = found.item
    return pairs(
        item.judul,
        item.unit_nama,
        nomor=item.nomor,
        mitra=[mitra.nama for mitra in item.mitra],
        nama_bentuk=(item.nama_bentuk or "",),
        subjek=found.subjek,
        ruang_lingkup=(found.ruang_lingkup,),
    )


def _facets(names: "_Names", found: SearchPage, query: SearchQuery) -> Mapping[str, tuple[FacetValue, ...]]:
    made = {}
    for name, counts in found.facets.items():
        chosen: frozenset[str] = getattr(query.filters, name)
        labels = names.of(name, [one.value for one in counts]) if name in ("unit", "mitra") else {}
        made[name] = tuple(
            [
                FacetValue(one.value, labels.get(one.value) or one.value, one.count, one.value in chosen)
                for one in counts
            ]
        )
    return made


class _Names:
    """What units and mitra are called, looked up once for each state of the projection.

    `nomor` is that state as the session sees it: names may be newer than it, never older, so that what was taken away
    since goes with the next request.
    """

    def __init__(self, session: Session, index: SearchIndex, nomor: int | None) -> None:
        self._session = session
        held = _NAMES.get(index)
        if held is None or nomor is None or held[0] != nomor:
            held = _NAMES[index] = nomor, {}
        self._known = held[1]

    def of(self, jenis: str, keys: Sequence[str]) -> Mapping[str, str | None]:
        """At least the names of these keys; None for a key that has none."""
        known = self._known.setdefault(jenis, {})
        if asked := [key for key in keys if key not in known]:
            named = terbitan.names(self._session, jenis, asked)
            known.update({key: named.get(key) for key in asked})
        return known


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
