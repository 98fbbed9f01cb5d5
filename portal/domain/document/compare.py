"""Two texts side by side: which Pasal went on into which, and the words that were added, removed or changed.

Passages are brought together by their words first, then by heading, by number, and by likeness; so a Pasal that only
moved is known again. The work is bounded: what lies beyond the limits is not compared, and the answer says so.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache

from portal.domain.document.joining import read_out
from portal.domain.document.model import Block, BlockKind, OutlineEntry

MOST_WORDS = 40_000
"""Words of one text that are compared."""
MOST_PASSAGES = 500
_MOST_STEPS = 1_500_000
"""Steps of one word by word comparison; longer passages are compared line by line, or given whole."""
_LIKE, _LIKE_BY_NUMBER = 0.5, 0.3
_NEAR = 40
"""How far a passage without a number is looked for, where there are many."""

_TOKEN = re.compile(r"\n|\w+[^\S\n]*|[^\w\s][^\S\n]*|[^\S\n]+")
_WORD = re.compile(r"\w+")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_HEADS = frozenset({BlockKind.BAB, BlockKind.PASAL, BlockKind.LAMPIRAN})
_ENDS = frozenset({BlockKind.PENUTUP, BlockKind.TANDA_TANGAN})


class Change(Enum):
    """What became of a passage."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class PieceKind(Enum):
    """Whether words stand in both texts, in the first alone, or in the second alone."""

    BOTH = "both"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Passage:
    """A part of a text under its heading, or a paragraph where no headings are known; lines end its paragraphs."""

    kind: BlockKind
    label: str
    heading: str
    text: str


@dataclass(frozen=True)
class Pair:
    """A passage of the first text and the one it became in the second; one of them may be missing.

    `is_moved`: it has another number now, or stands elsewhere among the others. `pieces` is the text of both.
    """

    change: Change
    left: Passage | None
    right: Passage | None
    is_moved: bool
    pieces: tuple[tuple[PieceKind, str], ...]

    @property
    def is_told(self) -> bool:
        """Whether there is anything to be told of it."""
        return self.is_moved or self.change is not Change.SAME


@dataclass(frozen=True)
class Comparison:
    """The pairs in the order of the second text, what was removed after what stood before it."""

    pairs: tuple[Pair, ...]
    has_articles: bool
    is_cut: bool

    def count(self, change: Change) -> int:
        """How many passages this became of."""
        return sum(pair.change is change for pair in self.pairs)

    @property
    def moved(self) -> int:
        """How many passages moved."""
        return sum(pair.is_moved for pair in self.pairs)


@dataclass(frozen=True)
class ComparedPage:
    """A page as it is compared: its text, and what it is made of where that is known."""

    text: str
    blocks: tuple[Block, ...] | None


def passages_of(pages: Iterable[ComparedPage], outline: Iterable[OutlineEntry]) -> tuple[Passage, ...]:
    """The text under its headings; paragraph by paragraph where it has no Pasal."""
    named = {entry.anchor: entry for entry in outline}
    parts: list[tuple[BlockKind, str, str, list[str]]] = [(BlockKind.PEMBUKAAN, "", "", [])]
    for page in pages:
        if page.blocks is None:
            parts[-1][3].extend(" ".join(one.split()) for one in _PARAGRAPHS.split(page.text) if one.strip())
            continue
        for block in page.blocks:
            if block.kind is BlockKind.FURNITURE:
                continue
            text = read_out(page.text, block.spans)
            if block.kind in _HEADS:
                entry = next((named[anchor] for anchor in block.anchors if anchor in named), None)
                label, heading = (entry.label, entry.heading) if entry is not None else (text, "")
                parts.append((block.kind, label, heading, []))
            elif block.kind in _ENDS and parts[-1][0] is not BlockKind.PENUTUP:
                parts.append((BlockKind.PENUTUP, "", "", [text]))
            elif block.is_continued and parts[-1][3]:
                parts[-1][3][-1] += f" {text}"
            else:
                parts[-1][3].append(text)
    if any(kind is BlockKind.PASAL for kind, *_ in parts):
        made = (Passage(kind, label, heading, "\n".join(rows)) for kind, label, heading, rows in parts)
        return tuple(one for one in made if one.label or one.text)
    return tuple(Passage(BlockKind.PARAGRAPH, "", "", row) for *_, rows in parts for row in rows)


@lru_cache(maxsize=16)
def compare(left: tuple[Passage, ...], right: tuple[Passage, ...]) -> Comparison:
    """The second text against the first; the last few answers are remembered."""
    first, second = _within(left), _within(right)
    has_articles = all(any(one.kind is BlockKind.PASAL for one in side) for side in (first, second))
    partner = _partners(first, second)
    steady = _steady([partner[at] for at in range(len(second)) if at in partner])
    pairs: list[Pair] = []
    removed = [at for at in range(len(first)) if at not in set(partner.values())]
    done = 0
    bounds = _bounds([partner.get(at, -1) for at in range(len(second))], steady, len(first))
    for at, passage in enumerate(second):
        while done < len(removed) and removed[done] < bounds[at]:
            pairs.append(_alone(first[removed[done]], Change.REMOVED))
            done += 1
        if at not in partner:
            pairs.append(_alone(passage, Change.ADDED))
            continue
        before = partner[at]
        old = first[before]
        is_moved = before not in steady or bool(old.label and passage.label and old.label != passage.label)
        pieces = differences(_whole(old), _whole(passage))
        is_same = old.text == passage.text and old.heading == passage.heading
        pairs.append(Pair(Change.SAME if is_same else Change.CHANGED, old, passage, is_moved, pieces))
    pairs += [_alone(first[at], Change.REMOVED) for at in removed[done:]]
    return Comparison(tuple(pairs), has_articles, (len(first), len(second)) != (len(left), len(right)))


def differences(left: str, right: str) -> tuple[tuple[PieceKind, str], ...]:
    """The pieces of both texts in their order; those of one of them, put together, are that text again."""
    one, other = _TOKEN.findall(left), _TOKEN.findall(right)
    if _steps(one, other) > _MOST_STEPS:
        one, other = left.splitlines(keepends=True), right.splitlines(keepends=True)
    if _steps(one, other) > _MOST_STEPS:
        one, other = [left] if left else [], [right] if right else []
    found: list[tuple[PieceKind, str]] = []
    for tag, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append((PieceKind.BOTH, "".join(one[i:j])))
            continue
        found += [(PieceKind.GONE, "".join(one[i:j])), (PieceKind.NEW, "".join(other[k:m]))]
    return tuple(piece for piece in found if piece[1])


def _steps(one: Sequence[str], other: Sequence[str]) -> int:
    """How often a word of the first meets its like in the second, which is what a comparison costs."""
    there = Counter(other)
    return sum(there[word] for word in one) + len(one) + len(other)


def _whole(passage: Passage) -> str:
    return f"{passage.heading}\n{passage.text}" if passage.heading else passage.text


def _alone(passage: Passage, change: Change) -> Pair:
    kind = PieceKind.NEW if change is Change.ADDED else PieceKind.GONE
    left, right = (None, passage) if change is Change.ADDED else (passage, None)
    text = _whole(passage)
    return Pair(change, left, right, is_moved=False, pieces=((kind, text),) if text else ())


def _within(passages: Sequence[Passage]) -> Sequence[Passage]:
    """As many passages from the first on as are compared."""
    words = 0
    for at, passage in enumerate(passages[:MOST_PASSAGES]):
        words += len(passage.text.split())
        if words > MOST_WORDS:
            return passages[:at]
    return passages[:MOST_PASSAGES]


def _partners(left: Sequence[Passage], right: Sequence[Passage]) -> dict[int, int]:
    """For passages of the second text, by their place, the place in the first of what they were."""
    found: dict[int, int] = {}
    free_left, free_right = dict.fromkeys(range(len(left))), dict.fromkeys(range(len(right)))

    def join(at: int, before: int) -> None:
        found[at] = before
        del free_right[at], free_left[before]

    def by(key: Callable[[Passage], Hashable | None]) -> list[tuple[int, int]]:
        """Free passages of one key that only one on either side has."""
        mine, theirs = _places(left, free_left, key), _places(right, free_right, key)
        return [(theirs[one][0], mine[one][0]) for one in theirs if len(theirs[one]) == len(mine.get(one, ())) == 1]

    for key in (_same_place, _same_words, _same_heading):
        for at, before in by(key):
            join(at, before)
    for at, before in by(lambda one: one.label or (one.kind if one.kind is not BlockKind.PARAGRAPH else None)):
        is_end = right[at].kind in (BlockKind.PEMBUKAAN, BlockKind.PENUTUP)
        if is_end or _likeness(left[before].text, right[at].text) >= _LIKE_BY_NUMBER:
            join(at, before)
    is_near = len(free_left) * len(free_right) > _NEAR * MOST_PASSAGES
    scored = [
        (_likeness(left[before].text, right[at].text), -abs(at - before), at, before)
        for at in free_right
        for before in free_left
        if left[before].kind is right[at].kind and not (is_near and abs(at - before) > _NEAR)
    ]
    for score, _, at, before in sorted(scored, reverse=True):
        if score < _LIKE:
            break
        if at in free_right and before in free_left:
            join(at, before)
    return found


def _places(
    passages: Sequence[Passage], free: Iterable[int], key: Callable[[Passage], Hashable | None]
) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = {}
    for at in free:
        if (name := key(passages[at])) is not None:
            found.setdefault(name, []).append(at)
    return found


def _same_place(one: Passage) -> Hashable | None:
    return (one.kind, one.label, one.heading.casefold(), one.text)


def _same_words(one: Passage) -> Hashable | None:
    return one.text if len(one.text) > 20 else None


def _same_heading(one: Passage) -> Hashable | None:
    return (one.kind, one.heading.casefold()) if one.heading else None


def _likeness(one: str, other: str) -> float:
    """Share of words that two texts have in common, from none (0) to all (1)."""
    mine, theirs = _words(one), _words(other)
    total = mine.total() + theirs.total()
    return 2 * (mine & theirs).total() / total if total else 1.0


@lru_cache(maxsize=2048)
def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def _bounds(places: Sequence[int], steady: frozenset[int], end: int) -> list[int]:
    """For each passage the place of the next that has not moved: what was removed before that stands before it."""
    bounds = []
    for place in reversed(places):
        end = place if place in steady else end
        bounds.append(end)
    return bounds[::-1]


def _steady(places: Sequence[int]) -> frozenset[int]:
    """The most places that follow each other in their order; the others have moved."""
    tails: list[int] = []
    chains: list[tuple[int, ...]] = []
    for place in places:
        at = bisect_left(tails, place)
        chain = (*(chains[at - 1] if at else ()), place)
        tails[at : at + 1], chains[at : at + 1] = [place], [chain]
    return frozenset(chains[-1]) if chains else frozenset()
