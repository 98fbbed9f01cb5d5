"""A naskah cut into words, and the words into numbers, ready to be turned round."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from portal.domain.naskah.nomor import number_key
from portal.search.interface import SearchDocument
from portal.search.whoosh.postings import Numbers
from portal.search.whoosh.schema import facts_of
from portal.search.words import LONGEST_WORD, rejoined, words


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
    """Cut a naskah into words: the title, each party, each number, each key word, the unit, each page."""
    names = [name for _, name in document.mitra]
    texts = [document.judul, *names, *document.nomor, *document.keywords, document.unit_nama, *document.pages]
    cut = [words(text) for text in texts]
    # Words broken at a line's end once more, whole: their parts stand where the page has them.
    cut += [run for page in document.pages for run in rejoined(page)]
    sections = tuple(_numbered(found, vocabulary) for found in cut)
    keys = tuple({key for key in map(number_key, document.nomor) if key})
    length = sum(len(section) for section in sections)
    return Tokens(sections, parties=len(names), keys=keys, fakta=facts_of(document, length))


def _numbered(found: Sequence[str], vocabulary: Vocabulary) -> Numbers:
    return np.fromiter(map(vocabulary.__getitem__, found), dtype=np.uint32, count=len(found))
