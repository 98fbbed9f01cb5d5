"""One segment of the index, opened for reading: its words, its posting lists, and the facts of its naskah."""

import json
import os
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

import numpy as np

from portal.search.whoosh import postings
from portal.search.whoosh.codec import CHECKED, ArraySegment, IndexStorage, extent_of
from portal.search.whoosh.postings import Numbers, Postings
from portal.search.whoosh.schema import FAKTA

SMALL_SEGMENT = 64
FACTS_AT_ONCE = 2_000
OLDER_FACTS = 14
"""Facts of an entry as older releases wrote it, without names of forms and subjects; a version may follow."""

KEPT_FACETS = ("lingkup", "bentuk", "unit", "negara", "mitra", "nama_bentuk", "subjek")
"""Facets whose values are written; the others are computed."""

FileMark = tuple[str, int, int, int]


class DamagedSegmentError(Exception):
    """A file of the segment is not what was written."""


@dataclass(frozen=True)
class Labels:
    """Values of one facet over many naskah: `codes[i]` (an index into `values`) belongs to naskah `docs[i]`."""

    values: tuple[str, ...]
    docs: Numbers
    codes: Numbers

    @cached_property
    def ranks(self) -> Numbers:
        """Place of each value among all of them in the order of their letters."""
        ranks = np.empty(len(self.values), dtype=np.int32)
        ranks[sorted(range(len(self.values)), key=self.values.__getitem__)] = np.arange(len(self.values))
        return ranks


@dataclass(frozen=True)
class Facts:
    """Facts of the naskah of a segment, or of several put together; dates are day ordinals, 0 for none."""

    kode: tuple[str, ...]
    judul: tuple[str, ...]
    version: tuple[str, ...]
    length: Numbers
    signed: Numbers
    effective: Numbers
    expires: Numbers
    ended: Numbers
    end_kind: Numbers
    is_open_ended: Numbers
    labels: dict[str, Labels]


class OpenSegment:
    """A segment that never changes; deletions are kept outside. Safe for many threads."""

    def __init__(self, storage: IndexStorage, segment: ArraySegment) -> None:
        """Open the files; raises when one is missing or damaged."""
        self.name: str = segment.segment_id()
        self.count: int = segment.doc_count_all()
        self.files = _marks(storage, segment)
        codec = segment.codec()
        for extension in CHECKED:
            _check(storage, segment, extension)
        if storage.file_length(segment.make_filename(codec.POSTS_EXT)) != segment.lists_size:
            raise DamagedSegmentError("posting lists have another size")
        self._terms = codec.terms_reader(storage, segment)
        self._posts = segment.open_file(storage, codec.POSTS_EXT)
        self.facts = _read_facts(storage, segment)

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
        named = takewhile(lambda term: term[0] == "kata", self._terms.terms_from("kata", b""))
        return frozenset(word.decode() for _, word in named)

    def beginning_with(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """Words of a field that begin so, in their order, each with its number of naskah (deleted ones included)."""
        start = prefix.encode()
        for (name, word), info in self._terms.items_from(field, start):
            if name != field or not word.startswith(start):
                return
            yield word.decode(), info.doc_frequency()

    def every_list(self) -> Iterator[tuple[str, bytes, Postings]]:
        """Every posting list with its field and word, in order, read from disk."""
        for (field, word), info in self._terms.items():
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
    names = [segment.make_filename(extension) for extension in (*CHECKED, segment.codec().POSTS_EXT)]
    marks = [file_mark(os.path.join(storage.folder, name)) for name in names]  # noqa: PTH118  # See file_mark.
    if any(mark is None for mark in marks):
        raise FileNotFoundError("a file of the segment is missing")
    return tuple(mark for mark in marks if mark is not None)


def _check(storage: IndexStorage, segment: ArraySegment, extension: str) -> None:
    content = Path(storage.folder, segment.make_filename(extension)).read_bytes()
    if zlib.crc32(content) != segment.checksums[extension]:
        raise DamagedSegmentError(f"checksum of {extension} differs")


def raw_facts(storage: IndexStorage, segment: ArraySegment) -> Iterator[bytes]:
    """The column of facts as written, one entry a naskah."""
    name = segment.codec().column_filename(segment, "fakta")
    column = FAKTA.reader(storage.open_file(name), 0, storage.file_length(name), segment.doc_count_all())
    return iter(column)


class _Gathered:
    """Values of one facet, naskah by naskah."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._flat = array("i")
        self._sizes = array("i")

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """The values of the next naskah."""
        codes = self._codes
        self._sizes.extend(map(len, rows))
        self._flat.extend(codes.setdefault(value, len(codes)) for row in rows for value in row)

    def labels(self) -> Labels:
        """All of them."""
        docs = np.repeat(np.arange(len(self._sizes), dtype=np.int32), np.array(self._sizes, dtype=np.int32))
        return Labels(tuple(self._codes), docs, np.array(self._flat, dtype=np.int32))


def _read_facts(storage: IndexStorage, segment: ArraySegment) -> Facts:
    """A part at a time: the facts of 100,000 naskah, as Python objects all at once, stay in the memory of a process."""
    texts: tuple[list[str], ...] = ([], [], [])
    numbers = [array("i") for _ in range(7)]
    facets = {name: _Gathered() for name in KEPT_FACETS}
    raw = raw_facts(storage, segment)
    while part := list(islice(raw, FACTS_AT_ONCE)):
        rows: list[list[Any]] = json.loads(b"[" + b",".join(part) + b"]")
        for row in rows:
            if len(row) <= OLDER_FACTS + 1:
                row[OLDER_FACTS:] = ["", [], *row[OLDER_FACTS:]] if len(row) > OLDER_FACTS else ["", [], ""]
        kode, judul, *columns, lingkup, bentuk, unit, negara, mitra, nama_bentuk, subjek, version = zip(
            *rows, strict=True
        )
        for text, found in zip(texts, (kode, judul, version), strict=True):
            text.extend(found)
        for number, found in zip(numbers, columns, strict=True):
            number.extend(found)
        for name, values in (("lingkup", lingkup), ("bentuk", bentuk), ("unit", unit)):
            facets[name].add([(value,) for value in values])
        facets["nama_bentuk"].add([(value,) if value else () for value in nama_bentuk])
        for name, lists in (("negara", negara), ("mitra", mitra), ("subjek", subjek)):
            facets[name].add(lists)
    kode, judul, version = (tuple(column) for column in texts)
    length, signed, effective, expires, ended, end_kind, is_open = (np.array(one, dtype=np.int32) for one in numbers)
    return Facts(
        kode=kode,
        judul=judul,
        version=version,
        length=length,
        signed=signed,
        effective=effective,
        expires=expires,
        ended=ended,
        end_kind=end_kind.astype(np.int8),
        is_open_ended=is_open.astype(bool),
        labels={name: facet.labels() for name, facet in facets.items()},
    )
