"""Papers in two languages: cells of two columns that stand on one line are set apart."""

import re
from collections.abc import Iterator, Sequence

from portal.domain.document.candidates import candidates_of
from portal.domain.document.lines import LONGEST_LINE, TextLine
from portal.domain.language.paragraph import language_of

_SENTENCE_END = re.compile(r"(?<=[.:;])\s+(?=[A-Z\"“(])")
_MOST_PLACES = 8


def is_bilingual(pages: Sequence[Sequence[TextLine]]) -> bool:
    """Whether headings of both languages stand in these pages, two of each at least."""
    families = [candidate.family for page in pages for candidate in candidates_of(page)]
    return families.count("pasal") >= 2 and families.count("article") >= 2


def split_languages(line: TextLine) -> Iterator[TextLine]:
    """A line on which one language ends and the other begins, as two."""
    text = line.text
    if len(text) <= LONGEST_LINE:
        for place, _ in zip(_SENTENCE_END.finditer(text), range(_MOST_PLACES), strict=False):
            here, there = language_of(text[: place.start()]), language_of(text[place.end() :])
            if here is not None and there is not None and here != there:
                yield line.part(0, place.start())
                yield line.part(place.end(), len(text))
                return
    yield line
