"""One state of the index: its segments side by side, never changing, safe for many threads.

A commit or a rebuild makes another snapshot; searches that began on the old one end on it.
"""

import heapq
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from portal.search.answers.columns import Columns
from portal.search.answers.snapshot import Found, WordField, nowhere
from portal.search.whoosh import postings
from portal.search.whoosh.phrase import phrase_places
from portal.search.whoosh.postings import Postings
from portal.search.whoosh.segment import FileMark, OpenSegment, file_mark

MOST_EXPANSIONS = 1000
MOST_SCANNED = 20_000

CacheKey = tuple[str, str, str, bool]


class PostingCache:
    """Decoded posting lists, least recently used out first; bounded in bytes. Shared by snapshots."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = 0
        self._lock = threading.Lock()
        self._lists: OrderedDict[CacheKey, Postings | None] = OrderedDict()

    def read(self, segment: OpenSegment, field: str, word: str, *, with_positions: bool) -> Postings | None:
        """The list of a word in a segment, from memory where it is."""
        key = (segment.name, field, word, with_positions)
        with self._lock:
            if key in self._lists:
                self._lists.move_to_end(key)
                return self._lists[key]
        found = segment.read(field, word, with_positions=with_positions)
        size = 100 if found is None else found.nbytes
        with self._lock:
            if key not in self._lists and size <= self._limit // 4:
                self._lists[key] = found
                self._held += size
                while self._held > self._limit:
                    _, old = self._lists.popitem(last=False)
                    self._held -= 100 if old is None else old.nbytes
        return found


@dataclass(frozen=True)
class Contents:
    """What the table of contents said: name of the state, the table's own file, and what is deleted, by segment."""

    name: str
    file: FileMark | None
    deleted: tuple[tuple[int, ...], ...]


class SegmentSnapshot:
    """Segments put together; naskah are numbered through. See `portal.search.answers.snapshot.Snapshot`."""

    def __init__(
        self,
        contents: Contents,
        segments: Sequence[OpenSegment],
        cache: PostingCache,
    ) -> None:
        self.contents = contents
        self.segments = tuple(segments)
        self._cache = cache
        self.bases = [0]
        for segment in segments:
            self.bases.append(self.bases[-1] + segment.count)
        alive = np.ones(self.bases.pop(), dtype=bool)
        for base, gone in zip(self.bases, contents.deleted, strict=True):
            alive[[base + number for number in gone]] = False
        self.columns = Columns([segment.facts for segment in segments], alive)

    def is_unchanged(self) -> bool:
        """Whether every file it was read from still lies on disk as it was."""
        table = self.contents.file
        is_same = table is not None and file_mark(table[0]) == table
        return is_same and all(segment.is_unchanged() for segment in self.segments)

    def find(self, field: str, word: str) -> Found:
        """Where a word stands; empty when it is unknown."""
        docs, freqs = [], []
        for base, segment in zip(self.bases, self.segments, strict=True):
            found = self._cache.read(segment, field, word, with_positions=False)
            if found is not None:
                docs.append(found.docs.astype(np.int32) + base)
                freqs.append(postings.frequencies(found))
        if not docs:
            return nowhere()
        return Found(np.concatenate(docs), np.concatenate(freqs)) if len(docs) > 1 else Found(docs[0], freqs[0])

    def phrase(self, words: Sequence[str]) -> Found:
        """Naskah with the words one after the other, and how often."""
        docs, counts = [np.empty(0, dtype=np.int32)], [np.empty(0, dtype=np.int64)]
        for base, segment in zip(self.bases, self.segments, strict=True):
            found = phrase_places(segment, words, self.places)
            if found is not None:
                here, how_often = np.unique(found, return_counts=True)
                docs.append(here.astype(np.int32) + base)
                counts.append(how_often)
        return Found(np.concatenate(docs), np.concatenate(counts))

    def prefixed(self, prefix: str) -> Found:
        """Naskah of any word that begins so, frequencies added up; of too many words, of the most frequent."""
        known = self.beginning(prefix, MOST_SCANNED)
        counted = len(known) <= MOST_EXPANSIONS
        words = list(known) if counted else heapq.nlargest(MOST_EXPANSIONS, known, key=known.__getitem__)
        found = [self.find("kata", word) for word in words]
        if not found:
            return nowhere()
        docs = np.concatenate([one.docs for one in found])
        freqs = np.concatenate([one.freqs for one in found])
        summed = np.bincount(docs, weights=freqs, minlength=self.columns.count)
        united = np.flatnonzero(summed)
        return Found(united, summed[united])

    def beginning(self, prefix: str, most: int) -> Mapping[str, int]:
        """Surface words that begin so, of each segment the first `most`; hidden and deleted naskah are counted in."""
        known: dict[str, int] = {}
        for segment in self.segments:
            for word, count in islice(segment.beginning_with("kata", prefix), most):
                known[word] = known.get(word, 0) + count
        return known

    def ask_ahead(self, words: Iterable[tuple[WordField, str]] = (), held: Iterable[str] = ()) -> None:
        """Nothing is gained: lists lie in files of this machine."""

    def places(self, segment: OpenSegment, word: str) -> Postings | None:
        """The list of a surface word in one segment, with positions."""
        return self._cache.read(segment, "kata", word, with_positions=True)

    def holds(self, word: str) -> int:
        """The frequency of a surface word, quick for the many words that do not exist.

        Hidden and deleted naskah are counted in: good for leaving words out, not for telling anybody.
        """
        return sum(segment.frequency("kata", word) for segment in self.segments if segment.may_hold(word))
