"""The search engine of the portal: a Whoosh index behind `portal.search.interface.SearchIndex`."""

import logging
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
from whoosh.index import FileIndex, LockError

from portal.errors import PortalError, SearchBusyError, SearchUnavailableError
from portal.search.answers.answering import all_matching, answer, check_paging, suggested, unfinished_word
from portal.search.answers.completing import complete
from portal.search.interface import (
    BUSY,
    UNAVAILABLE,
    Completion,
    IndexReport,
    Progress,
    SearchDocument,
    SearchPage,
    SearchQuery,
)
from portal.search.whoosh.codec import IndexStorage
from portal.search.whoosh.generations import FORMAT, Generations
from portal.search.whoosh.reader import INDEX_NAME, Reader
from portal.search.whoosh.schema import make_schema
from portal.search.whoosh.session import WriteSession
from portal.search.whoosh.snapshot import SegmentSnapshot
from portal.search.whoosh.writer import merge_crumbs, merge_quietly
from portal.search.writing import OpenChange

_log = logging.getLogger(__name__)


class WhooshIndex:
    """An index in a folder. Any number of threads and processes search; one process writes."""

    def __init__(self, path: Path) -> None:
        self._generations = Generations(path)
        self._reader = Reader(self._generations)
        self._change = OpenChange(self._open_session, _guarded)

    # Reading

    def search(self, query: SearchQuery) -> SearchPage:
        """Answer a question; see `SearchIndex.search`."""
        began = time.perf_counter()
        check_paging(query)
        with _guarded():
            return answer(self._reader.snapshot(), query, began)

    def matching(self, query: SearchQuery) -> frozenset[str]:
        """Everything that meets a question; see `SearchIndex.matching`."""
        with _guarded():
            return all_matching(self._reader.snapshot(), query)

    def suggest(self, text: str, *, units: frozenset[str] | None = None) -> tuple[str, ...]:
        """Complete the last word; see `SearchIndex.suggest`."""
        before, beginning = unfinished_word(text)
        if not beginning:
            return ()
        with _guarded():
            return suggested(self._reader.snapshot(), before, beginning, units)

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
        documents = int(snapshot.columns.alive.sum())
        detail = f"{documents} naskah, {lists} kata terindeks, {len(snapshot.segments)} segmen; semua terbaca."
        return IndexReport(is_healthy=True, documents=documents, detail=detail)

    def held(self) -> Mapping[str, str]:
        """What is in it, in which version; see `SearchIndex.held`."""
        with _guarded():
            snapshot = self._reader.fresh()
            facts, alive = snapshot.columns.facts, snapshot.columns.alive.tolist()
            pairs = zip(facts.kode, facts.version, alive, strict=True)
            return {kode: version for kode, version, is_alive in pairs if is_alive}

    def versions(self, kode: Collection[str]) -> Mapping[str, str]:
        """In which version these are found; see `SearchIndex.versions`."""
        wanted = frozenset(kode)
        with _guarded():
            snapshot = self._reader.snapshot()
            columns = snapshot.columns
            numbers = np.flatnonzero(columns.with_kode(wanted) & columns.alive)
            return {columns.facts.kode[number]: columns.facts.version[number] for number in numbers}

    def generation(self) -> str:
        """Name of the newest state; see `SearchIndex.generation`."""
        return self._reader.name()

    def is_outdated(self) -> bool:
        """Whether another release made it; see `SearchIndex.is_outdated`."""
        name = self._generations.current()
        return name is not None and self._generations.format_of(name) != FORMAT

    def written_at(self) -> float | None:
        """When a file of it changed last; see `SearchIndex.written_at`."""
        return max(_changes(self._generations.path), default=None)

    # Writing

    def add(self, documents: Iterable[SearchDocument]) -> None:
        """Add or replace; see `SearchIndex.add`."""
        self._change.add(documents)

    def remove(self, kode: Iterable[str]) -> None:
        """Take out; see `SearchIndex.remove`."""
        self._change.remove(kode)

    def commit(self) -> None:
        """Make the changes visible; see `SearchIndex.commit`."""
        if (session := self._change.take()) is not None:
            with _guarded():
                session.commit(merge_crumbs)

    def optimize(self) -> None:
        """Merge everything to one segment; changes not yet committed become visible with it."""
        with self._change.begun() as session, _guarded():
            self._change.take()
            session.commit(merge_quietly)

    def close(self) -> None:
        """Nothing that could not be shared is held open but an unfinished change, which is dropped."""
        self._change.drop()

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress | None = None) -> int:
        """Make a new generation and swap; changes not yet committed are dropped with the old one."""
        self._change.drop()
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

    def _open_session(self) -> WriteSession:
        snapshot = self._reader.snapshot()
        folder = self._generations.folder(snapshot.contents.name.partition("/")[0])
        return WriteSession(FileIndex(IndexStorage(str(folder)), indexname=INDEX_NAME), self._reader, None)


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


def _changes(folder: Path) -> Iterator[float]:
    """When each file below a folder changed last; what goes away meanwhile is left out."""
    for path in folder.rglob("*") if folder.is_dir() else ():
        with suppress(OSError):
            if path.is_file():
                yield path.stat().st_mtime


def _count_lists(snapshot: SegmentSnapshot) -> Iterator[int]:
    for segment in snapshot.segments:
        for _, _, found in segment.every_list():
            if int(found.docs[-1]) >= segment.count:
                raise SearchUnavailableError(UNAVAILABLE)
            yield 1
