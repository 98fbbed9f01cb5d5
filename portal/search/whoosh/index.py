"""The search engine of the portal: a Whoosh index behind `portal.search.interface.SearchIndex`."""

import logging
import re
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from whoosh.index import FileIndex, LockError

from portal.errors import BadInputError, PortalError, SearchBusyError, SearchUnavailableError
from portal.search.interface import (
    FORMAT,
    LARGEST_PAGE,
    Completion,
    IndexReport,
    Progress,
    SearchDocument,
    SearchPage,
    SearchQuery,
)
from portal.search.query import LONGEST_TEXT, ParsedQuery, render
from portal.search.whoosh import facets
from portal.search.whoosh.codec import IndexStorage
from portal.search.whoosh.completing import complete
from portal.search.whoosh.generations import BUSY, Generations
from portal.search.whoosh.matching import Matcher, Matches
from portal.search.whoosh.order import page_of
from portal.search.whoosh.postings import Numbers
from portal.search.whoosh.reader import INDEX_NAME, UNAVAILABLE, Reader
from portal.search.whoosh.schema import make_schema
from portal.search.whoosh.session import WriteSession
from portal.search.whoosh.snapshot import Snapshot
from portal.search.whoosh.spelling import Sight, completions, other_readings
from portal.search.whoosh.writer import merge_crumbs, merge_quietly
from portal.search.words import words

_log = logging.getLogger(__name__)
_LAST_WORD = re.compile(r"\w+$")
_SHORTEST_BEGINNING = 3
MOST_OFFERS = 3


class WhooshIndex:
    """An index in a folder. Any number of threads and processes search; one process writes."""

    def __init__(self, path: Path) -> None:
        self._generations = Generations(path)
        self._reader = Reader(self._generations)
        self._session: WriteSession | None = None

    # Reading

    def search(self, query: SearchQuery) -> SearchPage:
        """Answer a question; see `SearchIndex.search`."""
        began = time.perf_counter()
        _check_paging(query)
        with _guarded():
            snapshot = self._reader.snapshot()
            visible = _visible(snapshot, query.units, query.gone)
            matches, offers = _matched(snapshot, visible, query.parsed)
            masks = facets.chosen(snapshot, query.filters, query.today)
            passed = facets.filtered(matches.mask, masks) & _allowed(snapshot, query.kode)
            return SearchPage(
                hits=page_of(snapshot, matches, passed, query),
                total=int(passed.sum()),
                facets=facets.counted(snapshot, matches.mask, masks, query.today),
                took_ms=round((time.perf_counter() - began) * 1000),
                unfiltered=int(np.count_nonzero(matches.mask)),
                is_partial=matches.is_partial and bool(matches.mask.any()),
                included=_briefly(matches.included),
                offers=offers,
            )

    def matching(self, query: SearchQuery) -> frozenset[str]:
        """Everything that meets a question; see `SearchIndex.matching`."""
        with _guarded():
            snapshot = self._reader.snapshot()
            matches = Matcher(snapshot, _visible(snapshot, query.units, query.gone)).match(query.parsed)
            if matches.is_partial:
                return frozenset()
            masks = facets.chosen(snapshot, query.filters, query.today)
            passed = facets.filtered(matches.mask, masks) & _allowed(snapshot, query.kode)
            return frozenset(snapshot.facts.kode[number] for number in np.flatnonzero(passed))

    def suggest(self, text: str, *, units: frozenset[str] | None = None) -> tuple[str, ...]:
        """Complete the last word; see `SearchIndex.suggest`. A text too long to search has no completion."""
        last = _LAST_WORD.search(text[: LONGEST_TEXT + 1])
        if last is None or len(text) > LONGEST_TEXT:
            return ()
        beginning = "".join(words(last[0]))
        if len(beginning) < _SHORTEST_BEGINNING:
            return ()
        with _guarded():
            snapshot = self._reader.snapshot()
            found = completions(snapshot, _visible(snapshot, units), beginning)
        return tuple(text[: last.start()] + word for word in found)

    def complete(self, text: str, most: int) -> tuple[Completion, ...]:
        """Words that complete the last one, with naskah that hold them; see `SearchIndex.complete`."""
        with _guarded():
            return complete(self._reader.snapshot(), text, most)

    def verify(self) -> IndexReport:
        """Read everything from disk; see `SearchIndex.verify`."""
        try:
            snapshot = self._reader.fresh()
            lists = sum(_count_lists(snapshot))
        except Exception as error:  # Whatever a damaged file makes of its reader, it is reported.
            reason = error.message if isinstance(error, PortalError) else UNAVAILABLE
            return IndexReport(is_healthy=False, documents=0, detail=reason)
        documents = int(snapshot.alive.sum())
        detail = f"{documents} naskah, {lists} kata terindeks, {len(snapshot.segments)} segmen; semua terbaca."
        return IndexReport(is_healthy=True, documents=documents, detail=detail)

    def held(self) -> Mapping[str, str]:
        """What is in it, in which version; see `SearchIndex.held`."""
        with _guarded():
            snapshot = self._reader.fresh()
            facts, alive = snapshot.facts, snapshot.alive.tolist()
            pairs = zip(facts.kode, facts.version, alive, strict=True)
            return {kode: version for kode, version, is_alive in pairs if is_alive}

    def versions(self, kode: Collection[str]) -> Mapping[str, str]:
        """In which version these are found; see `SearchIndex.versions`."""
        wanted = frozenset(kode)
        with _guarded():
            snapshot = self._reader.snapshot()
            numbers = np.flatnonzero(_with(snapshot, wanted) & snapshot.alive)
            return {snapshot.facts.kode[number]: snapshot.facts.version[number] for number in numbers}

    def generation(self) -> str:
        """Name of the newest state; see `SearchIndex.generation`."""
        return self._reader.name()

    def is_outdated(self) -> bool:
        """Whether another release made it; see `SearchIndex.is_outdated`."""
        name = self._generations.current()
        return name is not None and self._generations.format_of(name) != str(FORMAT)

    # Writing

    def add(self, documents: Iterable[SearchDocument]) -> None:
        """Add or replace; see `SearchIndex.add`."""
        with self._writing() as session:
            for document in documents:
                with _guarded():
                    session.add(document)

    def remove(self, kode: Iterable[str]) -> None:
        """Take out; see `SearchIndex.remove`."""
        with self._writing() as session:
            for one in kode:
                with _guarded():
                    session.remove(one)

    def commit(self) -> None:
        """Make the changes visible; see `SearchIndex.commit`."""
        session, self._session = self._session, None
        if session is not None:
            with _guarded():
                session.commit(merge_crumbs)

    def optimize(self) -> None:
        """Merge everything to one segment; changes not yet committed become visible with it."""
        with self._writing() as session, _guarded():
            self._session = None
            session.commit(merge_quietly)

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress | None = None) -> int:
        """Make a new generation and swap; changes not yet committed are dropped with the old one."""
        self._drop_session()
        with self._generations.making():
            name = self._generations.begin()
            try:
                held = self._fill(name, documents, progress)
            except BaseException:
                self._generations.abandon(name)
                raise
            self._generations.finish(name)
        return held

    def _fill(self, name: str, documents: Iterable[SearchDocument], progress: Progress | None) -> int:
        storage = IndexStorage(str(self._generations.folder(name)))
        session = WriteSession(FileIndex.create(storage, make_schema(), INDEX_NAME), None, progress)
        try:
            for document in documents:
                with _guarded():
                    session.add(document)
            with _guarded():
                return session.commit(merge_quietly)
        except BaseException:
            session.cancel()
            raise

    @contextmanager
    def _writing(self) -> Iterator[WriteSession]:
        """The open session, or a new one; a failure in it drops everything since the last commit."""
        try:
            if self._session is None:
                with _guarded():
                    self._session = self._open_session()
            yield self._session
        except BaseException:
            self._drop_session()
            raise

    def _open_session(self) -> WriteSession:
        snapshot = self._reader.snapshot()
        folder = self._generations.folder(snapshot.contents.name.partition("/")[0])
        return WriteSession(FileIndex(IndexStorage(str(folder)), indexname=INDEX_NAME), self._reader, None)

    def _drop_session(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.cancel()


@contextmanager
def _guarded() -> Iterator[None]:
    """Whatever a damaged index makes of its readers becomes SearchUnavailableError."""
    try:
        yield
    except (PortalError, MemoryError):
        raise
    except LockError as error:
        raise SearchBusyError(BUSY) from error
    except Exception as error:  # Decoding damaged bytes can fail in any way.
        _log.exception("search index cannot be used")
        raise SearchUnavailableError(UNAVAILABLE) from error


def _check_paging(query: SearchQuery) -> None:
    if query.page < 1:
        raise BadInputError("Nomor halaman hasil dimulai dari 1.", field="page")
    if not 1 <= query.per_page <= LARGEST_PAGE:
        raise BadInputError(f"Jumlah hasil per halaman antara 1 dan {LARGEST_PAGE}.", field="per_page")


def _visible(snapshot: Snapshot, units: frozenset[str] | None, gone: frozenset[str] = frozenset()) -> Numbers:
    alive = snapshot.alive & ~_with(snapshot, gone) if gone else snapshot.alive
    if units is None:
        return alive
    return alive & facets.with_values(snapshot.count, snapshot.facts.labels["unit"], units)


def _allowed(snapshot: Snapshot, kode: frozenset[str] | None) -> Numbers:
    """All, or the naskah with these codes."""
    if kode is None:
        return snapshot.alive
    return _with(snapshot, kode) & snapshot.alive


def _with(snapshot: Snapshot, kode: frozenset[str]) -> Numbers:
    return np.fromiter((one in kode for one in snapshot.facts.kode), dtype=bool, count=snapshot.count)


def _matched(snapshot: Snapshot, visible: Numbers, parsed: ParsedQuery) -> tuple[Matches, tuple[ParsedQuery, ...]]:
    """Matches of the query; when none meets all of it, also other readings that do find something."""
    matcher = Matcher(snapshot, visible)
    matches = matcher.match(parsed)
    if parsed.is_best or not parsed.groups or (matches.mask.any() and not matches.is_partial):
        return matches, ()
    offers = []
    for other in other_readings(Sight(snapshot, visible), parsed):
        found = matcher.match(other)
        if found.mask.any() and not found.is_partial:
            offers.append(replace(other, text=render(other)))
        if len(offers) == MOST_OFFERS:
            break
    return matches, tuple(offers)


def _briefly(included: tuple[str, ...]) -> tuple[str, ...]:
    """Without what says no more than another: *Kerajaan Belanda* beside *Belanda*."""
    known = {text: f" {' '.join(words(text))} " for text in included}
    return tuple(
        text for text in included if not any(other != text and known[other] in known[text] for other in included)
    )


def _count_lists(snapshot: Snapshot) -> Iterator[int]:
    for segment in snapshot.segments:
        for _, _, found in segment.every_list():
            if int(found.docs[-1]) >= segment.count:
                raise SearchUnavailableError(UNAVAILABLE)
            yield 1
