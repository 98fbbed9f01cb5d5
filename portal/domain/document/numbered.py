"""The headings of a text that has no Pasal: numbered ones (`1.`, `I.`, `A.`), else headings in capitals.

A list is no outline: what is numbered must be written as a heading is, stand over text of its own, and go up by one.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from portal.domain.document.articles import ArticleHead
from portal.domain.document.candidates import is_caption
from portal.domain.document.lines import TextLine
from portal.domain.document.model import BlockKind
from portal.domain.document.numerals import numeral_of, to_roman
from portal.domain.document.parts import annex_of, is_closing, is_opening, is_signing
from portal.domain.language.judul import in_reading_case
from portal.domain.language.paragraph import language_of

_NUMBERED = re.compile(
    r"(?:(?i:ke|butir|bagian|part)[\s-]{1,3})?(?P<number>\d{1,2}|[IVXil|]{1,5}|[A-N])\s?[.):]\s*(?P<rest>[^\W\d].*)"
)
_LEAST = 3
"""Headings from which on they are an outline."""

_MOST_WORDS = 12
_MOST_STARTS = 12
_LABELLED = re.compile(r"[^\s:]+\s*:\s*\S")
_DEGREE = re.compile(r"\b(?:[A-Z][A-Za-z]{0,3}\.){2}|\b(?:Dr|Drs|Dra|Ir|Prof|Hj?)\.\s", re.IGNORECASE)
_SPOKEN = 40
"""Lines that tell in which language the paper is."""
_LATIN = " ABCDEFGHIJKLMN"


@dataclass(frozen=True)
class _Numbered:
    """A line with a number and a heading behind it: `rest_at` is where the heading begins."""

    at: int
    written: str
    number: int
    rest_at: int


def numbered_heads(lines: Sequence[TextLine]) -> list[ArticleHead]:
    """The headings among the lines of a naskah that has no Pasal, in order; none where fewer than three are found."""
    begin = next((at + 1 for at, line in enumerate(lines) if is_opening(line)), 0)
    runs = [_run(list(_candidates(lines, begin, style))) for style in (_roman, _letter, _figure)]
    run = max(runs, key=len)
    if len(run) >= _LEAST:
        word = (
            "Section"
            if language_of(" ".join(line.text for line in lines[begin : begin + _SPOKEN])) == "en"
            else "Bagian"
        )
        return [_head(one.at, f"{word} {one.written}", one.written, one.number, one.rest_at) for one in run]
    bare = list(_bare(lines, begin))
    if len(bare) < _LEAST:
        return []
    return [_head(at, _in_case(lines[at].text), str(number), number, None) for number, at in enumerate(bare, 1)]


def _head(at: int, label: str, written: str, number: int, rest_at: int | None) -> ArticleHead:
    key = f"bagian-{written.lower()}"
    return ArticleHead(at, at, at, BlockKind.PASAL, label, key, number, caption_at=rest_at)


def _in_case(text: str) -> str:
    text = text.strip(" .:-–—_")
    return in_reading_case(text) if len(text.split()) > 2 else text.title()


def _roman(written: str) -> int | None:
    return None if written.isdecimal() else numeral_of(written).roman


def _letter(written: str) -> int | None:
    return _LATIN.find(written) if len(written) == 1 and written.isalpha() else None


def _figure(written: str) -> int | None:
    return int(written) if written.isdecimal() else None


def _candidates(lines: Sequence[TextLine], begin: int, style: Callable[[str], int | None]) -> Iterator[_Numbered]:
    for at in range(begin, len(lines)):
        found = _NUMBERED.match(lines[at].text[:200])
        number = style(found["number"]) if found is not None else None
        if found is None or not number or not _heads_text(lines, at, lines[at].part(found.start("rest"), 200)):
            continue
        written = to_roman(number) if style is _roman else found["number"]
        yield _Numbered(at, written, number, found.start("rest"))


def _heads_text(lines: Sequence[TextLine], at: int, rest: TextLine) -> bool:
    """Whether what stands behind a number is written as headings are, and text of its own follows."""
    if not is_caption(rest) or len(rest.words) > _MOST_WORDS or _LABELLED.match(rest.text) or _DEGREE.search(rest.text):
        return False
    after = lines[at + 1] if at + 1 < len(lines) else None
    return after is not None and not after.text[0].islower() and annex_of(lines[at]) is None


def _run(found: Sequence[_Numbered]) -> list[_Numbered]:
    """The longest run that begins with one and goes up by one; a number that was lost may be missing."""
    best: list[_Numbered] = []
    starts = [place for place, one in enumerate(found) if one.number == 1][:_MOST_STARTS]
    for start in starts:
        run = [found[start]]
        for one in found[start + 1 :]:
            if one.number in (run[-1].number + 1, run[-1].number + 2):
                run.append(one)
        best = max(best, run, key=len)
    return best


def _bare(lines: Sequence[TextLine], begin: int) -> Iterator[int]:
    """Lines in capitals over a sentence, behind the end of another."""
    for at in range(begin, len(lines) - 1):
        line, before, after = lines[at], lines[at - 1] if at else None, lines[at + 1]
        if is_closing(line):
            return
        if (is_signing(line) and at > len(lines) // 2) or any(sign.isdigit() for sign in line.text):
            continue
        is_over_text = len(after.words) > 3 and not after.is_capitals
        is_behind_end = before is not None and (before.is_terminal or line.has_gap)
        if line.is_capitals and is_caption(line) and 1 <= len(line.words) <= 8 and is_over_text and is_behind_end:
            yield at
