"""The text of a page as lines that know where they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from portal.domain.document.model import SourcePage, Span

MOST_LINES = 600
"""Of one page; a page of dense prose has about 60. What follows stays plain text."""

MOST_CHARACTERS = 40_000
LONGEST_LINE = 400
"""Longer ones are no lines of a page but text without line ends."""

_LETTERS = re.compile(r"[^\W\d_]+")
_TERMINAL = re.compile(r"[.:;!?”\"»)]\s*$")
_IN_CAPITALS = 0.75


@dataclass(frozen=True)
class TextLine:
    """A line of a page, or a part of one.

    `at` counts the lines of its page, `has_gap` says that an empty line stands before it.
    """

    page: int
    at: int
    start: int
    end: int
    text: str
    has_gap: bool = False
    is_scan: bool = False
    letters: str = field(default="", compare=False)

    @property
    def span(self) -> Span:
        """Where it stands in the text of its page."""
        return self.start, self.end

    @property
    def is_terminal(self) -> bool:
        """Whether a sentence or a part of an enumeration ends here."""
        return _TERMINAL.search(self.text) is not None

    @property
    def is_capitals(self) -> bool:
        """Whether nearly all of its letters are capitals."""
        return bool(self.letters) and sum(map(str.isupper, self.letters)) >= _IN_CAPITALS * len(self.letters)

    @property
    def words(self) -> list[str]:
        """Its words without figures and marks."""
        return _LETTERS.findall(self.text)

    def part(self, start: int, end: int) -> "TextLine":
        """The part between two places of `text`, without blanks around it."""
        piece = self.text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        return line_of(replace(self, start=self.start + left, has_gap=self.has_gap and start == 0), piece.strip())


def line_of(like: TextLine, text: str) -> TextLine:
    """A line with this text that begins where `like` begins."""
    return replace(like, end=like.start + len(text), text=text, letters="".join(_LETTERS.findall(text)))


def lines_of(page: SourcePage) -> tuple[tuple[TextLine, ...], Span | None]:
    """The lines of a page that hold anything, and the stretch behind them that is too long to be looked at."""
    whole = page.text
    limit = len(whole) if len(whole) <= MOST_CHARACTERS else whole.rfind("\n", 0, MOST_CHARACTERS) + 1
    found: list[TextLine] = []
    at, has_gap = 0, False
    for raw in whole[:limit].split("\n"):
        stripped = raw.strip()
        if stripped and len(found) == MOST_LINES:
            limit = at
            break
        if stripped:
            start = at + len(raw) - len(raw.lstrip())
            bare = TextLine(page.number, len(found), start, 0, "", has_gap, page.is_scan)
            found.append(line_of(bare, stripped))
        has_gap = not stripped
        at += len(raw) + 1
    return tuple(found), (limit, len(whole)) if whole[limit:].strip() else None


def widest(lines: Sequence[TextLine]) -> int:
    """How long a full line of these is."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0
