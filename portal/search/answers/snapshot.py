"""What an engine tells of one state of its index: where words stand. Everything else is worked out from that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from portal.search.answers.columns import Columns
from portal.search.answers.facts import Numbers

WordField = Literal["kata", "akar", "awal", "judul", "mitra", "nomor"]
"""Fields that words and keys stand in:

kata   surface words of title, parties, numbers, key words, unit and pages, with positions
akar   their roots, with frequencies: what a searched word looks for
awal   their first three and four letters: the prefixes too short to expand word by word
judul, mitra   roots in the title and in the names of the parties, which weigh more, and the words as written
nomor  what is asked for exactly: each number and the kode without spaces, dots and case, the title as a whole
       (`@` and its digest), and the days and months of the naskah (`tanggal:2026-11-13`)
"""

WORD_FIELDS: tuple[WordField, ...] = ("kata", "akar", "awal", "judul", "mitra", "nomor")
PREFIX_LENGTHS = (3, 4)


def as_written(word: str) -> str:
    """A word of a title or a name as it stands there, told apart from the roots beside it."""
    return "=" + word


def beginnings(word: str) -> tuple[str, ...]:
    """What a word stands under in the field `awal`."""
    return tuple(word[:length] for length in PREFIX_LENGTHS if len(word) >= length)


@dataclass(frozen=True)
class Found:
    """Naskah of a word: numbers in the snapshot, ascending, and how often it stands in each."""

    docs: Numbers
    freqs: Numbers


def nowhere() -> Found:
    """What stands in no naskah."""
    return Found(np.empty(0, dtype=np.int32), np.empty(0, dtype=np.uint8))


class Snapshot(Protocol):
    """One state of an index that never changes; naskah are numbered as in its columns.

    What it tells may name naskah that are not alive any more: whoever asks looks at those that may be seen alone.
    """

    @property
    def columns(self) -> Columns:
        """The facts of its naskah."""
        ...

    def find(self, field: WordField, word: str) -> Found:
        """Where a word stands; empty when it is unknown."""
        ...

    def phrase(self, words: Sequence[str]) -> Found:
        """Naskah with the surface words one after the other, and how often where the engine counts that."""
        ...

    def prefixed(self, prefix: str) -> Found:
        """Naskah with a surface word that begins so; prefixes of the lengths of `awal` are asked of that field.

        An engine may leave out the rarest words where more than a thousand begin so.
        """
        ...

    def holds(self, word: str) -> int:
        """In how many naskah a surface word stands, quick for the many words that do not exist.

        Naskah that may not be seen may be counted in: good for leaving words out, not for telling anybody.
        """
        ...

    def beginning(self, prefix: str, most: int) -> Mapping[str, int]:
        """Surface words that begin so with the number of their naskah (as `holds`), in their order.

        About `most` words are looked at.
        """
        ...

    def ask_ahead(self, words: Iterable[tuple[WordField, str]] = (), held: Iterable[str] = ()) -> None:
        """These will be asked for one by one, as `find` or `holds`: a chance to fetch all of them at once."""
        ...
