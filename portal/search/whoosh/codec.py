"""Whoosh's third codec with posting lists of our own (see `postings`); everything else is Whoosh's.

Whoosh keeps the term dictionary, the external sort, segments, table of contents, deletions and locks.
An item handed to the writer is a *part* of a list: several documents of one word at once.
"""

import copy
import os
import weakref
import zlib
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3Segment, W3TermInfo, W3TermsReader
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.matching import ListMatcher

from portal.search.whoosh import postings

FACTS = ".facts"
CHECKED = (".trm", ".fakta.col", FACTS)
"""Files that are checked when a segment is opened."""
WORDS = W3Codec.TERMS_EXT
_PIECE = 1 << 20
_AHEAD = 1 << 14


class IndexStorage(FileStorage):  # type: ignore[misc]  # Whoosh ships no types
    """A folder whose files are read into memory, except posting lists, which are read where they lie.

    Whoosh would map files into memory: one that is cut short under a map ends the whole process with a bus error.
    """

    def open_file(self, name: str, **kwargs: Any) -> BufferFile:
        """A readable file that needs no closing."""
        if name.endswith(W3Codec.POSTS_EXT):
            return PostingsFile(self._fpath(name))
        return BufferFile(Path(self._fpath(name)).read_bytes(), name=name)


class PostingsFile(BufferFile):  # type: ignore[misc]  # Whoosh ships no types
    """Reads at any place from any thread: one system call, no shared file position."""

    def __init__(self, path: str) -> None:
        self._fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self._closing = weakref.finalize(self, os.close, self._fd)
        self.is_closed = False

    def get(self, position: int, length: int) -> bytes:
        """`length` bytes from `position`, fewer at the end of the file."""
        return os.pread(self._fd, length, position)

    def close(self) -> None:
        """Give the file back; also done when nothing refers to it any more."""
        self.is_closed = True
        self._closing()


class WordsFile(PostingsFile):
    """The dictionary of a segment, looked up where it lies: in memory it would be half of what an index takes there."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._path = path

    def checksum(self) -> int:
        """Checksum of all of it."""
        found = at = 0
        while piece := self.get(at, _PIECE):
            found = zlib.crc32(piece, found)
            at += len(piece)
        return found

    def opened(self, codec: W3Codec, posts: PostingsFile) -> W3TermsReader:
        """Whoosh's reader of it, which reads head and foot from the beginning on and then at places only."""
        with Path(self._path).open("rb") as self.file:
            return W3TermsReader(codec, self, os.fstat(self._fd).st_size, posts)

    def in_order(self, terms: W3TermsReader) -> W3TermsReader:
        """The same reader for going through many words one after the other; for one thread."""
        ordered = copy.copy(terms)
        ordered._tindex = copy.copy(terms._tindex)
        ordered._tindex.dbfile = _ReadAhead(self)
        return ordered


class _ReadAhead(BufferFile):  # type: ignore[misc]  # Whoosh ships no types
    """Reads a piece at once and hands it out."""

    def __init__(self, file: PostingsFile) -> None:
        self._file = file
        self._start, self._held = 0, b""

    def get(self, position: int, length: int) -> bytes:
        """As `PostingsFile.get`."""
        at = position - self._start
        if at < 0 or at + length > len(self._held):
            self._start, self._held, at = position, self._file.get(position, max(length, _AHEAD)), 0
        return self._held[at : at + length]


class ArraySegment(W3Segment):  # type: ignore[misc]  # Whoosh ships no types
    """A segment that remembers the checksums of the files that are read whole, and the size of the lists."""

    checksums: dict[str, int]
    lists_size: int

    def note_files(self, storage: FileStorage) -> None:
        """Read back what was written and remember what it is."""
        self.checksums = {
            extension: zlib.crc32(Path(storage.folder, self.make_filename(extension)).read_bytes())
            for extension in CHECKED
        }
        self.lists_size = storage.file_length(self.make_filename(W3Codec.POSTS_EXT))


class _Block:
    """What Whoosh's term information wants to know of a list."""

    _weights: tuple[float]

    def __init__(self, *, weight: float, documents: int, first: int, last: int) -> None:
        self._weights = (weight,)
        self._documents, self._first, self._last = documents, first, last

    def __len__(self) -> int:
        return self._documents

    def min_length(self) -> int:
        """Lengths of documents are kept in a column of their own."""
        return 0

    max_length = min_length

    def max_weight(self) -> float:
        """Not used for skipping: lists are read whole."""
        return 1.0

    def min_id(self) -> int:
        """First document of the list."""
        return self._first

    def max_id(self) -> int:
        """Last document of the list."""
        return self._last


def extent_of(terminfo: Any) -> tuple[int, int]:
    """Offset and length of a list; Whoosh reads the length back as a tuple of one, and never uses it itself."""
    offset, length = terminfo.extent()
    return offset, length[0] if isinstance(length, tuple) else length


class ArrayPostingsWriter:
    """Gathers the parts of one word and writes them as one list."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._parts: list[bytes] = []
        self._weight = 0.0
        self._terminfo: Any = None

    def start_postings(self, _format: object, terminfo: Any) -> None:
        """Begin the list of a word."""
        self._parts, self._weight, self._terminfo = [], 0.0, terminfo

    def add_posting(self, _docnum: int, weight: float, part: bytes, _length: int | None = None) -> None:
        """Take a part; Whoosh hands them over by ascending document."""
        self._parts.append(part)
        self._weight += weight

    def finish_postings(self) -> Any:
        """Write the list and say where it lies."""
        data, documents, first, last = postings.encode(self._parts)
        offset = self._file.tell()
        self._file.write(data)
        self._terminfo.add_block(_Block(weight=self._weight, documents=documents, first=first, last=last))
        self._terminfo.set_extent(offset, len(data))
        return self._terminfo

    def written(self) -> bool:
        """A list is written in one go, never in the middle."""
        return False


class ArrayCodec(W3Codec):  # type: ignore[misc]  # Whoosh ships no types
    """The codec named in every segment; pickled with it, so it holds no state and stays importable."""

    length_stats = False

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> ArrayPostingsWriter:
        """Writer of lists; `byteids` belongs to term vectors, which this index has none of."""
        return ArrayPostingsWriter(dbfile)

    def postings_reader(
        self, dbfile: Any, terminfo: W3TermInfo, format_: Any, term: Any = None, scorer: Any = None
    ) -> ListMatcher:
        """A list through Whoosh's own matcher, for its tools; the portal reads lists with numpy."""
        found = postings.read(dbfile.get, *extent_of(terminfo), with_positions=False)
        weights = [float(freq) for freq in postings.frequencies(found)]
        return ListMatcher(found.docs.tolist(), weights, format=format_, term=term, terminfo=terminfo, scorer=scorer)

    def new_segment(self, storage: FileStorage, indexname: str) -> ArraySegment:
        """An empty segment of this codec."""
        return ArraySegment(self, indexname)
