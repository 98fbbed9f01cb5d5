"""A naskah cut into words, and the words into numbers, ready to be turned round."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from portal.domain.naskah.enumerations import Presisi
from portal.domain.naskah.nomor import number_key
from portal.search.answers.facts import Numbers, facts_of
from portal.search.interface import SearchDocument
from portal.search.query import text_key
from portal.search.spoken import spoken
from portal.search.words import LONGEST_WORD, rejoined, roots_of, words

SECTION_GAP = 10
"""Positions between two runs of words that no phrase crosses."""

_MONTH = len("2026-11")
_MOST_REMEMBERED = 300_000


class Vocabulary(dict[str, int]):
    """Numbers for words, in the order met; a word beyond the longest shares the number of its beginning."""

    def __missing__(self, word: str) -> int:
        if len(word) > LONGEST_WORD:
            # Not kept: it would take a place, and every word met after it would bear the wrong number.
            return self[word[:LONGEST_WORD]]
        self[word] = number = len(self)
        return number

    def names(self) -> list[str]:
        """Words by their number."""
        return list(self)


class RootMemory(dict[str, tuple[str, ...]]):
    """Roots of the words of one writing session: the same words come again in every batch."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[word] = found = roots_of(word)
        return found


@dataclass(frozen=True)
class Tokens:
    """The words of a naskah as numbers of a vocabulary.

    `sections` are runs of words no phrase crosses: the title, then the names of `parties` parties, then the rest.
    """

    sections: tuple[Numbers, ...]
    parties: int
    keys: tuple[str, ...]
    fakta: bytes

    @property
    def length(self) -> int:
        """Number of words."""
        return sum(len(section) for section in self.sections)


def tokens_of(document: SearchDocument, vocabulary: Vocabulary) -> Tokens:
    """Cut a naskah into words: the title, each party, each number, each key word, the unit, each page.

    Of the pages only what is said on them: running heads and feet, page numbers and e-mail addresses are no text.
    """
    pages = spoken(document.pages)
    names = [name for _, name in document.mitra]
    texts = [document.judul, *names, *document.nomor, *document.keywords, document.unit_nama, *pages]
    cut = [words(text) for text in texts]
    # Words broken at a line's end once more, whole: their parts stand where the page has them.
    cut += [run for page in pages for run in rejoined(page)]
    sections = tuple(_numbered(found, vocabulary) for found in cut)
    numbers = {number_key(number) for number in (*document.nomor, document.kode)}
    keys = tuple(sorted({*numbers, text_key(document.judul), *_days(document)} - {""}))
    length = sum(len(section) for section in sections)
    return Tokens(sections, parties=len(names), keys=keys, fakta=facts_of(document, length))


def _days(document: SearchDocument) -> set[str]:
    """Days and months of the naskah, as far as they are known."""
    found = {day.isoformat() for day in (document.effective_on, document.expires_on, document.ended_on) if day}
    if document.signed_on is not None and document.signed_presisi is Presisi.HARI:
        found.add(document.signed_on.isoformat())
    months = {day[:_MONTH] for day in found}
    if document.signed_on is not None and document.signed_presisi is Presisi.BULAN:
        months.add(document.signed_on.isoformat()[:_MONTH])
    return {f"tanggal:{value}" for value in (*found, *months)}


def _numbered(found: Sequence[str], vocabulary: Vocabulary) -> Numbers:
    return np.fromiter(map(vocabulary.__getitem__, found), dtype=np.uint32, count=len(found))
