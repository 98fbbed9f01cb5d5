"""One state of the index: its segments side by side, never changing, safe for many threads.

A commit or a rebuild makes another snapshot; searches that began on the old one end on it.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from portal.search.whoosh import postings
from portal.search.whoosh.postings import Numbers, Postings
from portal.search.whoosh.segment import KEPT_FACETS, Facts, FileMark, Labels, OpenSegment, file_mark
from portal.search.whoosh.validity import STATUSES, validity_codes

_K1 = 1.2
_B = 0.6

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
class Found:
    """Naskah of a word: numbers in the snapshot, ascending, and how often it stands in each."""

    docs: Numbers
    freqs: Numbers


@dataclass(frozen=True)
class Contents:
    """What the table of contents said: name of the state, the table's own file, and what is deleted, by segment."""

    name: str
    file: FileMark | None
    deleted: tuple[tuple[int, ...], ...]


class Snapshot:
    """Segments put together; naskah are numbered through."""

    def __init__(
        self,
        contents: Contents,
        segments: Sequence[OpenSegment],
        cache: PostingCache,
    ) -> None:
        self.contents = contents
        self.segments = tuple(segments)
        self._cache = cache
        self._validity: tuple[date, Labels] | None = None
        self.bases = [0]
        for segment in segments:
            self.bases.append(self.bases[-1] + segment.count)
        self.count = self.bases.pop()
        self.alive = np.ones(self.count, dtype=bool)
        for base, gone in zip(self.bases, contents.deleted, strict=True):
            self.alive[[base + number for number in gone]] = False
        self.facts = _joined([segment.facts for segment in segments], self.bases)

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
            return Found(np.empty(0, dtype=np.int32), np.empty(0, dtype=np.uint8))
        return Found(np.concatenate(docs), np.concatenate(freqs)) if len(docs) > 1 else Found(docs[0], freqs[0])

    def places(self, segment: OpenSegment, word: str) -> Postings | None:
        """The list of a surface word in one segment, with positions."""
        return self._cache.read(segment, "kata", word, with_positions=True)

    def holds(self, word: str) -> int:
        """The frequency of a surface word, quick for the many words that do not exist.

        Hidden and deleted naskah are counted in: good for leaving words out, not for telling anybody.
        """
        return sum(segment.frequency("kata", word) for segment in self.segments if segment.may_hold(word))

    def weighing(self, visible: Numbers) -> Numbers:
        """What the length of each naskah does to its score (the denominator of BM25 without the frequency).

        What is long is measured by the naskah that may be seen: hidden ones must not move the order of the others.
        """
        lengths = self.facts.length.astype(np.float32)
        average = float(lengths[visible].mean()) if visible.any() else 1.0
        weighing: Numbers = _K1 * (1 - _B + _B * lengths / max(average, 1.0))
        return weighing

    @cached_property
    def years(self) -> Labels:
        """Year of signing; naskah without a date carry none."""
        docs = np.flatnonzero(self.facts.signed > 0)
        years = np.array([date.fromordinal(day).year for day in self.facts.signed[docs].tolist()], dtype=np.int32)
        values, codes = np.unique(years, return_inverse=True)
        return Labels(tuple(map(str, values.tolist())), docs, codes)

    @cached_property
    def newest_first(self) -> Numbers:
        """Rank of each naskah by date of signing, newest first; equal dates by code, the highest first."""
        codes = np.array(self.facts.kode)
        order = np.lexsort((codes, self.facts.signed))[::-1]
        return _ranks(order)

    @cached_property
    def by_title(self) -> Numbers:
        """Rank of each naskah by title."""
        return _ranks(np.array(sorted(range(self.count), key=self.facts.judul.__getitem__), dtype=np.int64))

    def validity(self, today: date) -> Labels:
        """Masa berlaku of each naskah on `today`; remembered for one day at a time."""
        held = self._validity
        if held is None or held[0] != today:
            codes = validity_codes(self.facts, today)
            held = (today, Labels(STATUSES, np.arange(self.count, dtype=np.int32), codes))
            self._validity = held
        return held[1]


def _ranks(order: Numbers) -> Numbers:
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


def _joined(parts: Sequence[Facts], bases: Sequence[int]) -> Facts:
    if len(parts) == 1:
        return parts[0]

    def column(name: str) -> Numbers:
        return np.concatenate([getattr(part, name) for part in parts]) if parts else np.empty(0, dtype=np.int32)

    return Facts(
        kode=tuple(kode for part in parts for kode in part.kode),
        judul=tuple(judul for part in parts for judul in part.judul),
        version=tuple(version for part in parts for version in part.version),
        length=column("length"),
        signed=column("signed"),
        effective=column("effective"),
        expires=column("expires"),
        ended=column("ended"),
        end_kind=column("end_kind"),
        is_open_ended=column("is_open_ended").astype(bool),
        labels={name: _joined_labels([part.labels[name] for part in parts], bases) for name in KEPT_FACETS},
    )


def _joined_labels(parts: Sequence[Labels], bases: Sequence[int]) -> Labels:
    known: dict[str, int] = {}
    docs: list[Numbers] = [np.empty(0, dtype=np.int32)]
    codes: list[Numbers] = [np.empty(0, dtype=np.int32)]
    for part, base in zip(parts, bases, strict=True):
        renumbered = np.array([known.setdefault(value, len(known)) for value in part.values], dtype=np.int32)
        docs.append(part.docs + base)
        codes.append(renumbered[part.codes])
    return Labels(tuple(known), np.concatenate(docs), np.concatenate(codes))
