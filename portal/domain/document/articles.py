"""The headings of one stretch of a naskah: which lines, how they are called, and the captions that belong to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.document.candidates import Candidate, candidates_of, is_caption
from portal.domain.document.chains import Heading, runs_of
from portal.domain.document.lines import TextLine, widest
from portal.domain.document.model import BlockKind
from portal.domain.document.numerals import to_roman

_NAMES = {
    "pasal": "Pasal",
    "article": "Article",
    "section": "Section",
    "clause": "Clause",
    "klausul": "Klausul",
    "paragraph": "Paragraph",
    "bab": "Bab",
    "chapter": "Chapter",
}
_CHAPTERS = ("bab", "chapter")
_ALONE = 3.0
"""Weight from which on one single heading is believed."""

_MOST_CAPTION = 4
_MOST_PHRASE = 6


@dataclass(frozen=True)
class ArticleHead:
    """A heading over the lines from `first` to `last`; `key` names it in an address.

    `rest_at` is where, on its only line, the text of the article begins; None where the line is heading throughout.
    `number` counts as figures do; `run` tells the first run of its kind from those that begin anew.
    """

    first: int
    last: int
    at: int
    kind: BlockKind
    label: str
    key: str
    number: int
    run: int = 0
    rest_at: int | None = None
    caption_at: int | None = None


def heads_of(lines: Sequence[TextLine]) -> list[ArticleHead]:
    """The headings among these lines, in order."""
    candidates = candidates_of(lines)
    found: dict[int, ArticleHead] = {}
    places = {candidate.at for candidate in candidates}
    for family in _NAMES:
        own = [candidate for candidate in candidates if candidate.family == family]
        runs = [run for run in runs_of(own) if _is_believed(run, family)]
        for number, run in enumerate(runs):
            for heading in run:
                found[heading.candidate.at] = _head(heading, family, number)
        if runs:
            for stray in _strays(own, runs, {place for place, head in found.items() if head.key}):
                found[stray.at] = stray
    ordered = [found[place] for place in sorted(found)]
    return _with_captions(lines, ordered, places)


def _is_believed(run: Sequence[Heading], family: str) -> bool:
    if len(run) >= 2:
        return True
    least = _ALONE if family == "pasal" else _ALONE + 1
    return run[0].number == 1 and run[0].candidate.weight >= least


def _head(heading: Heading, family: str, run: int, *, is_quoted: bool = False) -> ArticleHead:
    number = to_roman(heading.number) if heading.is_roman else str(heading.number)
    written = number + heading.suffix
    at = heading.candidate.at
    kind = BlockKind.BAB if family in _CHAPTERS else BlockKind.KUTIPAN if is_quoted else BlockKind.PASAL
    key = f"{family}-{written.lower()}"
    return ArticleHead(
        at, at, at, kind, f"{_NAMES[family]} {written}", key, heading.number, run, heading.candidate.rest_at
    )


def _strays(own: Sequence[Candidate], runs: Sequence[Sequence[Heading]], taken: set[int]) -> list[ArticleHead]:
    """Plain headings that stand in no run: a number said twice, or a Pasal that an amendment quotes."""
    found = []
    first = runs[0][0].candidate.at
    is_roman = runs[0][0].is_roman
    for candidate in own:
        numeral = candidate.numeral
        is_plain = candidate.is_alone and candidate.weight >= _ALONE and candidate.at > first
        if candidate.at in taken or not is_plain or numeral is None or not numeral.is_sure:
            continue
        number = numeral.arabic or numeral.roman or 0
        heading = Heading(candidate, number, numeral.suffix, numeral.arabic is None)
        is_quoted = candidate.is_quoted or (is_roman and numeral.arabic is not None)
        found.append(_head(heading, candidate.family, 0, is_quoted=is_quoted))
    return found


def _with_captions(lines: Sequence[TextLine], heads: Sequence[ArticleHead], places: set[int]) -> list[ArticleHead]:
    below = [_below(lines, head, places) for head in heads]
    is_above = sum(
        last > head.last or _has_caption_beside(lines, head) for head, last in zip(heads, below, strict=True)
    )
    may_stand_above = is_above * 2 < len(heads)
    found: list[ArticleHead] = []
    floor = 0
    for head, last in zip(heads, below, strict=True):
        caption_at = _caption_beside(lines, head)
        rest_at = None if caption_at is not None else head.rest_at
        first = head.first
        if may_stand_above and last == head.last and caption_at is None:
            first = _above(lines, head, floor)
        found.append(
            ArticleHead(
                first, last, head.at, head.kind, head.label, head.key, head.number, head.run, rest_at, caption_at
            )
        )
        floor = last + 1
    return found


def _caption_beside(lines: Sequence[TextLine], head: ArticleHead) -> int | None:
    """Where on the line of the heading its caption begins."""
    if head.rest_at is None:
        return None
    rest = lines[head.at].part(head.rest_at, len(lines[head.at].text))
    is_heading = is_caption(rest) or (rest.is_capitals and len(rest.text) < 110) or _is_short_phrase(lines, head, rest)
    return head.rest_at if is_heading else None


def _is_short_phrase(lines: Sequence[TextLine], head: ArticleHead, rest: TextLine) -> bool:
    """Whether `Masa berlaku` behind `Pasal 3.` is a title: few words without an end, and a sentence begins below."""
    after = lines[head.at + 1] if head.at + 1 < len(lines) else None
    if after is None or rest.is_terminal or not rest.text[0].isalpha() or len(rest.words) > _MOST_PHRASE:
        return False
    return (
        after.page == rest.page
        and not after.text[0].islower()
        and len(rest.text) < 0.6 * widest(lines[max(0, head.at - 20) : head.at + 20])
    )


def _has_caption_beside(lines: Sequence[TextLine], head: ArticleHead) -> bool:
    return _caption_beside(lines, head) is not None


def _below(lines: Sequence[TextLine], head: ArticleHead, places: set[int]) -> int:
    """The last line of the caption below a heading; its own line where there is none."""
    beside = _caption_beside(lines, head)
    if head.rest_at is not None and (beside is None or not lines[head.at].is_capitals):
        return head.at
    last = head.at
    for at in range(head.at + 1, min(head.at + 1 + _MOST_CAPTION, len(lines))):
        line = lines[at]
        if at in places or line.page != lines[head.at].page or not is_caption(line):
            break
        if line.is_capitals and not line.text.upper().startswith("PIHAK KE"):
            last = at
            continue
        if at == head.at + 1 and beside is None and _is_short_title(lines, at):
            last = at
        break
    return last


def _is_short_title(lines: Sequence[TextLine], at: int) -> bool:
    """Whether a line in small letters is a title over the text that follows, not the beginning of it."""
    line = lines[at]
    after = lines[at + 1] if at + 1 < len(lines) else None
    if after is None or after.page != line.page:
        return False
    around = widest(lines[max(0, at - 20) : at + 20])
    return len(line.text) < 0.7 * around and not after.text[0].islower()


def _above(lines: Sequence[TextLine], head: ArticleHead, floor: int) -> int:
    """The first line of the caption above a heading; its own line where there is none."""
    first = head.first
    for at in range(head.at - 1, max(floor, head.at - 3) - 1, -1):
        line = lines[at]
        before = lines[at - 1] if at > 0 else None
        if line.page != lines[head.at].page or not is_caption(line) or not (line.is_capitals or line.has_gap):
            break
        if before is not None and not before.is_terminal and not (before.is_capitals and line.is_capitals):
            break
        first = at
    # A run of capitals that reaches farther up is no caption but a title.
    if first == head.first - 2 and first > floor and is_caption(lines[first - 1]) and lines[first - 1].is_capitals:
        return head.first
    return first
