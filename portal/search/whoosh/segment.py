"""One segment of the index, opened for reading: its words, its posting lists, and the facts of its naskah."""

import os
import zlib
from collections.abc import Iterator
from functools import cached_property
from itertools import takewhile
from pathlib import Path

from portal.search.answers.facts import Facts, read_facts
from portal.search.whoosh import postings
from portal.search.whoosh.codec import FACTS, WORDS, ArraySegment, IndexStorage, WordsFile, extent_of
from portal.search.whoosh.facts_file import pack_facts, unpack_facts
from portal.search.whoosh.postings import Postings
from portal.search.whoosh.schema import FAKTA

SMALL_SEGMENT = 64
FileMark = tuple[str, int, int, int]


class DamagedSegmentError(Exception):
    """A file of the segment is not what was written."""


class OpenSegment:
    """A segment that never changes; deletions are kept outside. Safe for many threads."""

    def __init__(self, storage: IndexStorage, segment: ArraySegment) -> None:
        """Open the files; raises when one is missing or damaged."""
        self.name: str = segment.segment_id()
        self.count: int = segment.doc_count_all()
        self.files = _marks(storage, segment)
        codec = segment.codec()
        self._words = WordsFile(os.path.join(storage.folder, segment.make_filename(WORDS)))  # noqa: PTH118
        if self._words.checksum() != segment.checksums[WORDS]:
            raise DamagedSegmentError(f"checksum of {WORDS} differs")
        read = {name: _checked(storage, segment, name) for name in segment.checksums if name != WORDS}
        if storage.file_length(segment.make_filename(codec.POSTS_EXT)) != segment.lists_size:
            raise DamagedSegmentError("posting lists have another size")
        self._posts = segment.open_file(storage, codec.POSTS_EXT)
        self._terms = self._words.opened(codec, self._posts)
        # A release before had the lines alone.
        self.facts: Facts = unpack_facts(read[FACTS]) if FACTS in read else read_facts(raw_facts(storage, segment))

    def is_unchanged(self) -> bool:
        """Whether its files still lie on disk as they were when opened."""
        return all(file_mark(mark[0]) == mark for mark in self.files)

    def frequency(self, field: str, word: str) -> int:
        """In how many naskah (deleted ones included) the word stands; 0 when it is unknown."""
        key = (field, word.encode())
        return int(self._terms.doc_frequency(*key)) if key in self._terms else 0

    def read(self, field: str, word: str, *, with_positions: bool) -> Postings | None:
        """The posting list of a word, or None."""
        key = (field, word.encode())
        if key not in self._terms:
            return None
        offset, length = extent_of(self._terms.term_info(*key))
        return postings.read(self._posts.get, offset, length, with_positions=with_positions)

    def may_hold(self, word: str) -> bool:
        """Whether it is worth looking for a surface word here; a small segment answers from memory, at once."""
        return self.count >= SMALL_SEGMENT or word in self._surface_words

    @cached_property
    def _surface_words(self) -> frozenset[str]:
        terms = self._words.in_order(self._terms)
        named = takewhile(lambda term: term[0] == "kata", terms.terms_from("kata", b""))
        return frozenset(word.decode() for _, word in named)

    def beginning_with(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """Words of a field that begin so, in their order, each with its number of naskah (deleted ones included)."""
        start = prefix.encode()
        for (name, word), info in self._words.in_order(self._terms).items_from(field, start):
            if name != field or not word.startswith(start):
                return
            yield word.decode(), info.doc_frequency()

    def every_list(self) -> Iterator[tuple[str, bytes, Postings]]:
        """Every posting list with its field and word, in order, read from disk."""
        for (field, word), info in self._words.in_order(self._terms).items():
            offset, length = extent_of(info)
            yield field, word, postings.read(self._posts.get, offset, length, with_positions=True)


def file_mark(path: str) -> FileMark | None:
    """What tells a file from a changed one, or None when it is gone."""
    try:
        status = os.stat(path)  # noqa: PTH116  # Called for every file at every search: Path.stat costs three times as much.
    except OSError:
        return None
    return path, status.st_size, status.st_mtime_ns, status.st_ino


def _marks(storage: IndexStorage, segment: ArraySegment) -> tuple[FileMark, ...]:
    names = [segment.make_filename(extension) for extension in (*segment.checksums, segment.codec().POSTS_EXT)]
    marks = [file_mark(os.path.join(storage.folder, name)) for name in names]  # noqa: PTH118  # See file_mark.
    if any(mark is None for mark in marks):
        raise FileNotFoundError("a file of the segment is missing")
    return tuple(mark for mark in marks if mark is not None)


def _checked(storage: IndexStorage, segment: ArraySegment, extension: str) -> bytes:
    content = Path(storage.folder, segment.make_filename(extension)).read_bytes()
    if zlib.crc32(content) != segment.checksums[extension]:
        raise DamagedSegmentError(f"checksum of {extension} differs")
    return content


def write_facts(storage: IndexStorage, segment: ArraySegment) -> None:
    """Write the facts of a finished segment once more, as what is opened in one go."""
    content = pack_facts(read_facts(raw_facts(storage, segment)))
    Path(storage.folder, segment.make_filename(FACTS)).write_bytes(content)


def raw_facts(storage: IndexStorage, segment: ArraySegment) -> Iterator[bytes]:
    """The column of facts as written, one entry a naskah."""
    name = segment.codec().column_filename(segment, "fakta")
    column = FAKTA.reader(storage.open_file(name), 0, storage.file_length(name), segment.doc_count_all())
    return iter(column)
