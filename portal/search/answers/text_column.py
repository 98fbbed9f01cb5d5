"""Many short texts as one run of bytes, made into Python's own texts when they are asked for."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import SupportsIndex, overload

import numpy as np
import numpy.typing as npt


class TextColumn(Sequence[str]):
    """A text for each naskah. It never changes.

    A hundred thousand texts as objects take seven times as long to read, and three times the memory.
    """

    def __init__(self, packed: bytes, ends: npt.NDArray[np.int64]) -> None:
        """`packed` is all of them in UTF-8, one after the other; `ends` where each ends."""
        self.packed = packed
        self.ends = ends

    @classmethod
    def of(cls, texts: Iterable[str]) -> "TextColumn":
        """The same texts as a column."""
        pieces = [text.encode() for text in texts]
        return cls(b"".join(pieces), np.cumsum([len(piece) for piece in pieces], dtype=np.int64))

    @classmethod
    def joined(cls, parts: Sequence["TextColumn"]) -> "TextColumn":
        """Columns one after the other."""
        ends, base = [np.empty(0, dtype=np.int64)], 0
        for part in parts:
            ends.append(part.ends + base)
            base += len(part.packed)
        return cls(b"".join(part.packed for part in parts), np.concatenate(ends))

    def __len__(self) -> int:
        """How many."""
        return len(self.ends)

    @overload
    def __getitem__(self, at: SupportsIndex) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> "TextColumn": ...
    def __getitem__(self, at: SupportsIndex | slice) -> "str | TextColumn":
        """One of them, or some."""
        if isinstance(at, slice):
            return TextColumn.of([self[number] for number in range(*at.indices(len(self)))])
        number = at.__index__()
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        number %= len(self)
        return self.packed[self.ends[number - 1] if number else 0 : self.ends[number]].decode()

    def __iter__(self) -> Iterator[str]:
        """All of them, in their order."""
        for start, end in pairwise([0, *self.ends.tolist()]):
            yield self.packed[start:end].decode()

    def __eq__(self, other: object) -> bool:
        """Whether the texts are the same ones."""
        if not isinstance(other, TextColumn):
            return NotImplemented
        return self.packed == other.packed and np.array_equal(self.ends, other.ends)

    def __hash__(self) -> int:
        """Of the texts."""
        return hash(self.packed)

    def as_bytes(self) -> npt.NDArray[np.bytes_]:
        """An array of them, which numpy compares and sorts in the order of their letters."""
        length = len(self.packed) // len(self) if len(self) else 0
        if length and np.array_equal(self.ends, np.arange(length, len(self.packed) + 1, length)):
            return np.frombuffer(self.packed, dtype=f"S{length}")
        starts = [0, *self.ends.tolist()]
        return np.array([self.packed[start:end] for start, end in pairwise(starts)] or [], dtype=np.bytes_)
