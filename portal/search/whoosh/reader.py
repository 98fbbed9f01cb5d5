"""The state of the index that searches run on, kept up to date with what the writing process does."""

import os
import re
import threading
import time

from whoosh.index import TOC

from portal.errors import SearchUnavailableError
from portal.search.interface import UNAVAILABLE
from portal.search.whoosh.codec import ArraySegment, IndexStorage
from portal.search.whoosh.generations import Generations
from portal.search.whoosh.segment import OpenSegment, file_mark
from portal.search.whoosh.snapshot import Contents, PostingCache, SegmentSnapshot

INDEX_NAME = "MAIN"
CACHE_BYTES = 64 * 1024 * 1024
_CONTENTS = re.compile(rf"_{INDEX_NAME}_(\d+)\.toc")
_ATTEMPTS = 5
_PAUSE = 0.02


class Reader:
    """Gives the newest snapshot; opens only what is new. Safe for many threads."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._cache = PostingCache(CACHE_BYTES)
        self._lock = threading.Lock()
        self._snapshot: SegmentSnapshot | None = None

    def name(self) -> str:
        """Name of the newest state, or an empty text where there is none."""
        folder = self._generations.current()
        if folder is None:
            return ""
        number = self._contents(folder)
        return "" if number is None else f"{folder}/{number}"

    def snapshot(self) -> SegmentSnapshot:
        """The newest state; raises SearchUnavailableError when it cannot be read."""
        held = self._snapshot
        if held is not None and held.contents.name == self.name() and held.is_unchanged():
            return held
        with self._lock:
            self._snapshot = self._open(self._snapshot)
            return self._snapshot

    def fresh(self) -> SegmentSnapshot:
        """The newest state read from disk alone, nothing remembered."""
        return self._open(None)

    def _contents(self, folder: str) -> int | None:
        """Number of the newest table of contents."""
        try:
            names = os.listdir(self._generations.folder(folder))  # noqa: PTH208 - asked three times by every page
        except OSError:
            return None
        return max((int(match[1]) for name in names if (match := _CONTENTS.fullmatch(name))), default=None)

    def _open(self, held: SegmentSnapshot | None) -> SegmentSnapshot:
        """Try a few times: a commit may remove a file between the look at the contents and its opening."""
        for attempt in range(_ATTEMPTS):
            name = self.name()
            try:
                return self._read(name, held)
            except Exception as error:  # Whatever a damaged file makes of its reader, it is a damaged file.
                if self.name() == name and attempt > 0:
                    raise SearchUnavailableError(UNAVAILABLE) from error
                time.sleep(_PAUSE)
        raise SearchUnavailableError(UNAVAILABLE)

    def _read(self, name: str, held: SegmentSnapshot | None) -> SegmentSnapshot:
        folder, _, number = name.partition("/")
        storage = IndexStorage(str(self._generations.folder(folder)))
        mark = file_mark(str(self._generations.folder(folder) / f"_{INDEX_NAME}_{number}.toc"))
        table = TOC.read(storage, INDEX_NAME, gen=int(number))
        known = {segment.name: segment for segment in held.segments} if held is not None else {}
        opened = [_opened(storage, segment, known) for segment in table.segments]
        deleted = tuple(tuple(sorted(segment.deleted_docs())) for segment in table.segments)
        return SegmentSnapshot(Contents(name, mark, deleted), opened, self._cache)


def _opened(storage: IndexStorage, segment: ArraySegment, known: dict[str, OpenSegment]) -> OpenSegment:
    held = known.get(segment.segment_id())
    return held if held is not None and held.is_unchanged() else OpenSegment(storage, segment)
