"""The plan of a naskah: its stretches (the naskah itself, each annex), their headings, and the part of each line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from portal.domain.document.articles import ArticleHead, heads_of
from portal.domain.document.candidates import is_caption
from portal.domain.document.lines import TextLine, widest
from portal.domain.document.model import BlockKind
from portal.domain.document.numbered import numbered_heads
from portal.domain.document.parts import Annex, annex_of, is_closing, is_opening, is_signing

_NEAR_TOP = 4
_MOST_HEAD = 60
"""Lines among which the running text of a naskah begins."""

_MOST_SIGNING = 80


@dataclass(frozen=True)
class Stretch:
    """Lines from `first` up to `stop`: the naskah itself (`annex` None) or one annex.

    The parts begin where `opening`, `closing` and `signing` say; a part that is missing begins where the next one does.
    """

    first: int
    stop: int
    annex: ArticleHead | None
    heads: tuple[ArticleHead, ...]
    opening: int
    closing: int
    signing: int

    def part_of(self, at: int) -> BlockKind:
        """What a line is by its place alone."""
        if at >= self.signing:
            return BlockKind.TANDA_TANGAN
        if at >= self.closing:
            return BlockKind.PENUTUP
        if self.annex is None and at < self.opening:
            return BlockKind.JUDUL
        if self.annex is None and (not self.heads or at < self.heads[0].first) and at < self.closing:
            return BlockKind.PEMBUKAAN
        return BlockKind.PARAGRAPH


def stretches_of(lines: Sequence[TextLine]) -> list[Stretch]:
    """The stretches of a naskah in order."""
    annexes = _annexes(lines)
    bounds = [0, *(annex.first for annex in annexes), len(lines)]
    found = []
    for number, (first, stop) in enumerate(pairwise(bounds)):
        annex = annexes[number - 1] if number else None
        begin = annex.last + 1 if annex is not None else first
        own = lines[begin:stop]
        found_heads = heads_of(own) or (numbered_heads(own) if annex is None else [])
        heads = [_moved(head, begin) for head in found_heads]
        cut = _second_text(lines, heads, stop) if annex is None else None
        if cut is not None:
            found.append(_stretch(lines, first, cut, None, [head for head in heads if head.first < cut]))
            first, heads = cut, [head for head in heads if head.first >= cut]
        found.append(_stretch(lines, first, stop, annex, heads))
    return found


def _second_text(lines: Sequence[TextLine], heads: Sequence[ArticleHead], stop: int) -> int | None:
    """Where the same naskah begins again in the other language, its articles after those of the first."""
    families = [head.key.split("-")[0] for head in heads if head.kind is BlockKind.PASAL]
    if not families or families[0] == families[-1]:
        return None
    turn = families.index(families[-1])
    if any(family != families[-1] for family in families[turn:]) or turn < 2:
        return None
    own = [head for head in heads if head.kind is BlockKind.PASAL]
    tops = [at for at in _tops(lines).values() if own[turn - 1].last < at <= own[turn].first and at < stop]
    return next((at for at in tops if lines[at].is_capitals), tops[-1] if tops else None)


def _moved(head: ArticleHead, by: int) -> ArticleHead:
    return replace(head, first=head.first + by, last=head.last + by, at=head.at + by)


def _annexes(lines: Sequence[TextLine]) -> list[ArticleHead]:
    """The headings of the annexes; one that is repeated at the top of the next page is no new one."""
    found: list[ArticleHead] = []
    last_label = ""
    tops = _tops(lines)
    for at, line in enumerate(lines):
        annex = annex_of(line)
        if annex is None or annex.label == last_label or not _may_begin(lines, at, tops):
            continue
        last_label = annex.label
        last = at
        while last + 1 < len(lines) and last - at < 4 and lines[last + 1].page == line.page:
            after = lines[last + 1]
            if not (is_caption(after) and after.is_capitals) or annex_of(after) is not None:
                break
            last += 1
        found.append(
            ArticleHead(at, last, at, BlockKind.LAMPIRAN, annex.label, annex.key, 0, caption_at=_rest(line, annex))
        )
    return found


def _rest(line: TextLine, annex: Annex) -> int | None:
    return annex.rest_at if annex.rest_at is not None and annex.rest_at < len(line.text) else None


def _tops(lines: Sequence[TextLine]) -> dict[int, int]:
    """Where each page begins among the lines."""
    tops: dict[int, int] = {}
    for at, line in enumerate(lines):
        tops.setdefault(line.page, at)
    return tops


def _may_begin(lines: Sequence[TextLine], at: int, tops: dict[int, int]) -> bool:
    """Whether an annex may begin here: at the top of a page that is not the first, or behind an end in capitals."""
    line = lines[at]
    if line.page == lines[0].page and at < _NEAR_TOP:
        return False
    if at - tops[line.page] < _NEAR_TOP:
        return True
    before = lines[at - 1]
    return line.is_capitals and len(line.text) < 60 and (before.is_terminal or line.has_gap)


def _stretch(
    lines: Sequence[TextLine], first: int, stop: int, annex: ArticleHead | None, heads: list[ArticleHead]
) -> Stretch:
    begin = annex.last + 1 if annex is not None else first
    body = heads[0].first if heads else stop
    opening = begin if annex is not None else _opening(lines, first, min(body, first + _MOST_HEAD, stop))
    last = max((head.last for head in heads if head.kind is BlockKind.PASAL), default=None)
    closing = _closing(lines, opening if last is None else last + 1, stop, has_heads=bool(heads))
    signing = _signing(lines, closing, last, stop) if annex is None or closing < stop else stop
    return Stretch(first, stop, annex, tuple(heads), opening, min(closing, signing), signing)


def _opening(lines: Sequence[TextLine], first: int, stop: int) -> int:
    """Where the running text begins: at its usual words, else with the first full sentence in small letters."""
    for at in range(first, stop):
        if is_opening(lines[at]):
            return _sentence_start(lines, first, at)
    width = widest(lines[first:stop])
    for at in range(first, stop):
        line = lines[at]
        if not line.is_capitals and len(line.words) >= 7 and len(line.text) > 0.7 * width:
            return at
    return stop


def _sentence_start(lines: Sequence[TextLine], first: int, at: int) -> int:
    """The line on which the sentence of this one begins, a few lines up at most."""
    floor = max(first, at - 3)
    while at > floor:
        before = lines[at - 1]
        if before.is_capitals or before.is_terminal or lines[at].has_gap or len(before.words) < 5:
            break
        at -= 1
    return at


def _closing(lines: Sequence[TextLine], first: int, stop: int, *, has_heads: bool) -> int:
    """Where the closing formula begins; `stop` where there is none."""
    found = [at for at in range(first, stop) if is_closing(lines[at]) and (at == first or _ends(lines[at - 1]))]
    if not found:
        return stop
    return found[0] if has_heads else found[-1]


def _ends(line: TextLine) -> bool:
    return line.is_terminal or line.is_capitals


def _signing(lines: Sequence[TextLine], closing: int, last: int | None, stop: int) -> int:
    """Where the signatures begin: the first short line behind the end of the closing formula that heads one."""
    begin = closing + 1 if closing < stop else (last + 1 if last is not None else stop)
    width = widest(lines[max(0, begin - 40) : begin + 5])
    for at in range(begin, min(stop, begin + _MOST_SIGNING)):
        line, before = lines[at], lines[at - 1]
        is_short = len(line.text) < 0.8 * width
        has_ended = before.is_terminal or line.has_gap
        if (
            is_short
            and has_ended
            and not line.text[0].islower()
            and (is_signing(line) or _is_name(line, closing < stop))
        ):
            return at
    return stop


def _is_name(line: TextLine, is_closed: bool) -> bool:
    return is_closed and line.is_capitals and not line.is_terminal
