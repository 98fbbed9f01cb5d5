"""What is new for the searches that are followed: a fixed number of questions to the database, whoever follows.

The index is asked once for each different search; whether a naskah is still public is asked again when its letter is
sent.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from portal.domain.langganan import MOST_LISTED
from portal.domain.tanggal import wib_today
from portal.errors import BadInputError
from portal.models.langganan import Langganan, LanggananState, Pelanggan
from portal.queries.batches import batched
from portal.queries.public import terbitan
from portal.queries.public.fresh import first_published
from portal.queries.public.search import gone_since
from portal.queries.vocabulary import load_vocabulary
from portal.search.interface import SearchIndex
from portal.search.meaning import understand
from portal.search.params import Pair, SearchParams, read_saved
from portal.services.langganan.letters import SearchNews, in_words

SETTLED = timedelta(minutes=10)
"""A publication bears the instant at which it began, and others see it when it ends: so long it is left to settle."""
WAIT_FOR_INDEX = timedelta(days=3)
"""What is published but not yet searchable holds the news back so long; then the others go without it."""


@dataclass(frozen=True)
class Followed:
    """One confirmed search whose turn it is."""

    pelanggan_id: int
    langganan_id: int
    search: str
    told_until: datetime


@dataclass(frozen=True)
class News:
    """What the day has: for each reader the searches with something to tell; who has nothing; until when it counts."""

    until: datetime
    letters: Mapping[int, Mapping[int, SearchNews]]
    quiet: tuple[int, ...]


def find_news(session: Session, index: SearchIndex, now: datetime, base_url: str) -> News | None:
    """What is new for everybody whose turn it is; None where it is nobody's. Raises SearchUnavailableError."""
    due = _due(session, now)
    if not due:
        return None
    until = now - SETTLED
    fresh = first_published(session, min(one.told_until for one in due), until)
    if fresh:
        # An entry that says more than is public now is as good as none.
        held = index.held().keys() - gone_since(session, index, wib_today(now))
        awaited = [at for kode, at in fresh.items() if kode not in held and at > now - WAIT_FOR_INDEX]
        if awaited:
            until = min(awaited) - timedelta(microseconds=1)
        fresh = {kode: at for kode, at in fresh.items() if at <= until and kode in held}
    read, broken = _read(session, due)
    found = _found(index, due, read, fresh, wib_today(now))
    names = _names(session, [read[one.search] for one in due if one.langganan_id in found])
    letters: dict[int, dict[int, SearchNews]] = {}
    for one in due:
        news = None
        if one.search in broken:
            news = SearchNews("", f"{base_url}/cari", (), 0, why_ended=broken[one.search])
        elif one.langganan_id in found:
            kode, total = found[one.langganan_id]
            params = read[one.search]
            address = f"{base_url}/cari?{params.saved()}" if params.saved() else f"{base_url}/cari"
            news = SearchNews(in_words(params, names), address, kode, total)
        if news is not None:
            letters.setdefault(one.pelanggan_id, {})[one.langganan_id] = news
    quiet = dict.fromkeys(one.pelanggan_id for one in due if one.pelanggan_id not in letters)
    return News(until, letters, tuple(quiet))


def _due(session: Session, now: datetime) -> list[Followed]:
    rows = session.execute(
        select(Langganan.pelanggan_id, Langganan.id, Langganan.search, Langganan.told_until)
        .join(Pelanggan, Pelanggan.id == Langganan.pelanggan_id)
        .where(Langganan.state == LanggananState.AKTIF, *is_due(now))
        .order_by(Langganan.pelanggan_id, Langganan.id)
    )
    return [Followed(row.pelanggan_id, row.id, row.search, row.told_until) for row in rows]


def is_free(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which nobody is writing to a reader, nor has to wait before trying again."""
    return (
        Pelanggan.not_before <= now,
        or_(Pelanggan.lease_until.is_(None), Pelanggan.lease_until < now),
    )


def is_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The same, for a reader who has not had the turn of the day."""
    return (*is_free(now), or_(Pelanggan.written_on.is_(None), Pelanggan.written_on < wib_today(now)))


def _read(session: Session, due: Sequence[Followed]) -> tuple[dict[str, SearchParams], dict[str, str]]:
    """Every different search as it is to be run today, and why the others cannot be."""
    read: dict[str, SearchParams] = {}
    broken: dict[str, str] = {}
    for search in dict.fromkeys(one.search for one in due):
        try:
            read[search] = read_saved(search)
        except BadInputError as error:
            broken[search] = error.message
    moved: dict[str, str] = {}
    keys = sorted({key for params in read.values() for key in params.filters.mitra})
    for chunk in batched(keys):
        moved |= terbitan.moved_mitra(session, chunk)
    # A partner that was merged into another entry is followed there.
    for search, params in read.items():
        if not moved.keys().isdisjoint(params.filters.mitra):
            read[search] = read_saved(params.with_mitra(moved).saved())
    if not read:
        return read, broken
    # A word is followed with what it means, as the page finds it.
    vocabulary = load_vocabulary(session)
    meant = {
        search: replace(params, parsed=understand(params.parsed, vocabulary)) if params.parsed.groups else params
        for search, params in read.items()
    }
    return meant, broken


def _found(
    index: SearchIndex,
    due: Sequence[Followed],
    read: Mapping[str, SearchParams],
    fresh: Mapping[str, datetime],
    today: date,
) -> dict[int, tuple[tuple[str, ...], int]]:
    """By subscription: the first codes and their number. Equal searches over equal news are run once."""
    answers: dict[tuple[str, frozenset[str]], tuple[tuple[str, ...], int]] = {}
    news: dict[datetime, frozenset[str]] = {}
    found = {}
    for one in due:
        if one.told_until not in news:
            news[one.told_until] = frozenset(kode for kode, at in fresh.items() if at > one.told_until)
        kode = news[one.told_until]
        if not kode or one.search not in read:
            continue
        key = one.search, kode
        if key not in answers:
            answers[key] = _search(index, read[one.search], kode, today)
        if answers[key][1]:
            found[one.langganan_id] = answers[key]
    return found


def _search(index: SearchIndex, params: SearchParams, kode: frozenset[str], today: date) -> tuple[tuple[str, ...], int]:
    query = replace(params.query(today), sort="terbaru", page=1, per_page=MOST_LISTED, kode=kode)
    page = index.search(query)
    # What meets only a part of what was saved, nobody has asked to follow.
    is_close = page.is_partial or params.parsed.is_best
    return ((), 0) if is_close else (tuple(hit.kode for hit in page.hits), page.total)


def _names(session: Session, searches: Iterable[SearchParams]) -> dict[Pair, str]:
    found: dict[Pair, str] = {}
    pairs = {pair for params in searches for pair in params.active if pair[0] in ("unit", "mitra")}
    for kind in ("unit", "mitra"):
        for chunk in batched(sorted(key for name, key in pairs if name == kind)):
            found |= {(kind, key): name for key, name in terbitan.names(session, kind, chunk).items()}
    return found
