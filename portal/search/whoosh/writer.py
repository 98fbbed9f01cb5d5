"""Writing: batches of naskah into new segments, and segments into larger ones."""

from typing import Any

import numpy as np
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from portal.search.answers.tokens import RootMemory
from portal.search.whoosh.codec import ArrayCodec, ArraySegment
from portal.search.whoosh.invert import Batch, invert
from portal.search.whoosh.pool import PartPool
from portal.search.whoosh.postings import frequencies, part_of
from portal.search.whoosh.schema import FAKTA
from portal.search.whoosh.segment import SMALL_SEGMENT, OpenSegment, raw_facts, write_facts

SORT_MEMORY_MB = 128
# While serving, a commit merges only crumbs, and only when many have gathered: few commits take long.
MOST_CRUMBS = 24
# In quiet hours a segment much larger than all the others together is left alone if nothing in it was deleted.
MUCH_LARGER = 8


class NaskahWriter(SegmentWriter):  # type: ignore[misc]  # Whoosh ships no types
    """Whoosh's writer, fed with batches instead of single documents, and merging lists as arrays."""

    def __init__(self, index: FileIndex, *, patience: float) -> None:
        """Take the write lock, waiting `patience` seconds; raises whoosh.index.LockError when it is held."""
        super().__init__(index, timeout=patience, codec=ArrayCodec(), compound=False, limitmb=SORT_MEMORY_MB)
        self.pool = PartPool(self._tempstorage, self.newsegment, limitmb=SORT_MEMORY_MB)
        self._memory = RootMemory()

    def add_batch(self, batch: Batch) -> int:
        """Add naskah; gives the number of the first one in the new segment."""
        first = int(self.docnum)
        add = self.pool.add
        for item in invert(batch, first, self._memory):
            add(item)
        for tokens in batch.naskah:
            self._add_facts(tokens.fakta)
        return first

    def _add_facts(self, fakta: bytes) -> None:
        self.perdocwriter.start_doc(self.docnum)
        self.perdocwriter.add_column_value("fakta", FAKTA, fakta)
        self.perdocwriter.finish_doc()
        self.docnum += 1
        self._added = True

    def forget(self, number: int) -> None:
        """Take back a naskah added since the writer was opened."""
        self.newsegment.delete_document(number)

    def take_over(self, segment: ArraySegment) -> None:
        """Copy what is left of a segment into the new one."""
        opened = OpenSegment(self.storage, segment)
        numbers = np.full(segment.doc_count_all(), -1, dtype=np.int64)
        for old, fakta in enumerate(raw_facts(self.storage, segment)):
            if not segment.is_deleted(old):
                numbers[old] = self.docnum
                self._add_facts(fakta)
        add = self.pool.add
        for field, word, found in opened.every_list():
            part = part_of(found, numbers)
            if part is not None:
                moved = numbers[found.docs]
                weight = float(frequencies(found)[moved >= 0].sum())
                add((field, word, int(moved.max()), weight, part))

    def _finalize_segment(self) -> ArraySegment:
        segment: ArraySegment = super()._finalize_segment()
        write_facts(self.storage, segment)
        segment.note_files(self.storage)
        return segment


def merge_crumbs(writer: Any, segments: list[ArraySegment]) -> list[ArraySegment]:
    """Merge policy for commits while serving: small segments become one when there are too many of them."""
    crumbs = [segment for segment in segments if segment.doc_count() < SMALL_SEGMENT]
    return _merged(writer, segments, crumbs if len(crumbs) >= MOST_CRUMBS else [])


def merge_quietly(writer: Any, segments: list[ArraySegment]) -> list[ArraySegment]:
    """Merge policy for quiet hours: few segments, and nothing left of deleted naskah."""
    left = [segment.doc_count() for segment in segments]
    merged = [
        segment
        for segment, count in zip(segments, left, strict=True)
        if segment.has_deletions() or count < MUCH_LARGER * (sum(left) - count)
    ]
    return _merged(writer, segments, merged)


def _merged(writer: Any, segments: list[ArraySegment], merged: list[ArraySegment]) -> list[ArraySegment]:
    for segment in merged:
        writer.take_over(segment)
    return [segment for segment in segments if segment not in merged]
