"""Short pieces of page text around what was searched for, with the page they stand on.

Made from page texts the caller already holds, never from the index. Nothing is escaped here: the parts say which
text is marked, and whoever prints them escapes first.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from portal.search.query import ParsedQuery, Term
from portal.search.words import LONGEST_WORD, fold_in_place, roots_of

WINDOW = 240
_LEAD = 60
_MOST_SPANS = 40
_BLANKS = re.compile(r"\s+")
_BROKEN = re.compile(r"([^\W\d_]+)(-\n[^\S\n]*)([^\W\d_]+)")
_BREAK = "\0"
"""Stands in no text, and is part of no word."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

Part = tuple[str, bool]
Span = tuple[int, int]
Finder = Callable[[str], Iterator[Span]]


@dataclass(frozen=True)
class Snippet:
    """A piece of one page; `parts` are (text, is marked), in their order. `page` counts as the caller does.

    `at` is where the first match in the piece stands in the text of the page.
    """

    page: int
    parts: tuple[Part, ...]
    at: int = 0


def snippets(pages: Sequence[tuple[int, str]], parsed: ParsedQuery, limit: int) -> tuple[Snippet, ...]:
    """At most `limit` snippets, one a page, the pages that match the most terms first.

    `pages` are (page number, text). Pages without a match give none; a query without wanted terms gives none.
    """
    terms = parsed.terms
    if not terms or limit < 1:
        return ()
    folded = [fold_in_place(text) for _, text in pages]
    found = _found(folded, terms, _finders_of(terms))
    ranked = sorted((-len(spans_of), at) for at, spans_of in found.items())
    made = []
    for _, at in ranked[:limit]:
        number, text = pages[at]
        spans = sorted((start, end, term) for term, spans in found[at].items() for start, end in spans)
        parts, first = _window(text, spans)
        made.append(Snippet(number, parts, first))
    return tuple(made)


def mark_spans(text: str, parsed: ParsedQuery) -> list[Span]:
    """Where the matches of a text stand, in order; overlapping ones melt into one."""
    folded = fold_in_place(text)
    melted: list[Span] = []
    for start, end in sorted(span for find in _finders_of(parsed.terms) for span in _spans(find, folded)):
        if melted and start < melted[-1][1]:
            melted[-1] = (melted[-1][0], max(end, melted[-1][1]))
        elif start < end:
            melted.append((start, end))
    return melted


def mark_text(text: str, parsed: ParsedQuery) -> tuple[Part, ...]:
    """A whole short text (a title, a name) with its matches marked."""
    folded = fold_in_place(text)
    spans = sorted(span for find in _finders_of(parsed.terms) for span in _spans(find, folded))
    return _parts(text, 0, len(text), spans)


def _found(folded: list[str], terms: Sequence[Term], finders: Sequence[Finder]) -> dict[int, dict[int, list[Span]]]:
    """Page -> term -> spans. A word found nowhere is looked for once more in the thorough way."""
    found: dict[int, dict[int, list[Span]]] = {}
    for number, (term, find) in enumerate(zip(terms, finders, strict=True)):
        is_found = False
        for at, text in enumerate(folded):
            spans = _first(_spans(find, text))
            if spans:
                is_found = True
                found.setdefault(at, {})[number] = spans
        if not is_found and term.kind == "word":
            wanted = frozenset(roots_of(term.words[0]))
            for at, text in enumerate(folded):
                spans = _thorough(text, wanted)
                if spans:
                    found.setdefault(at, {})[number] = spans
    return found


def _spans(find: Finder, text: str) -> Iterator[Span]:
    """Spans in the text as it stands, and of words that are broken at the end of a line."""
    yield from find(text)
    if "-\n" not in text:
        return
    # The break is moved behind its word, so that the word is whole and everything before and after it keeps its place.
    whole = _BROKEN.sub(lambda match: f"{match[1]}{match[3]}{_BREAK * len(match[2])}", text)
    broken = [match.span() for match in _BROKEN.finditer(text)]
    for start, end in find(whole):
        while end < len(whole) and whole[end] == _BREAK:
            end += 1
        if any(start < stop and begin < end for begin, stop in broken):
            yield start, end


def _first(spans: Iterator[Span]) -> list[Span]:
    return [span for span, _ in zip(spans, range(_MOST_SPANS), strict=False)]


def _finders_of(terms: Sequence[Term]) -> tuple[Finder, ...]:
    return tuple(_finder(term) for term in terms)


@lru_cache(maxsize=512)
def _finder(term: Term) -> Finder:
    if term.kind == "word":
        return _word_finder(term.words[0])
    if term.kind == "prefix":
        return _pattern_finder(re.compile(_spelled(term.words[0])), is_open=True)
    if term.kind == "phrase":
        return _pattern_finder(re.compile(r"[\W_]+".join(_spelled(word) for word in term.words)))
    return _pattern_finder(re.compile(r"[\W_]{0,3}".join(re.escape(letter) for letter in "".join(term.words))))


def _spelled(word: str) -> str:
    """The word, with an apostrophe allowed between letters: `jumat` is also `jum'at`."""
    return "'?".join(re.escape(letter) for letter in word) if len(word) <= LONGEST_WORD else re.escape(word)


def _pattern_finder(pattern: re.Pattern[str], *, is_open: bool = False) -> Finder:
    """Spans of the pattern as whole words; with `is_open` the last word may go on."""

    def find(text: str) -> Iterator[Span]:
        for match in pattern.finditer(text):
            start, end = match.span()
            if start > 0 and text[start - 1].isalnum():
                continue
            if is_open:
                end = _word_end(text, end)
            elif end < len(text) and text[end].isalnum():
                continue
            yield start, end

    return find


def _word_finder(word: str) -> Finder:
    """Words of the same root, found by the letters that all their forms share."""
    wanted = frozenset(roots_of(word))
    # A nasal prefix swallows the first letter of a root (tukar, menukar), so the search is for the rest of it.
    cores = {root[1:] if len(root) > 4 and root.isalpha() else root for root in wanted}
    pattern = re.compile("|".join(_spelled(core) for core in sorted(cores)))
    same: dict[str, bool] = {}

    def find(text: str) -> Iterator[Span]:
        at = 0
        while (match := pattern.search(text, at)) is not None:
            start, end = _word_start(text, match.start()), _word_end(text, match.end())
            at = max(end, match.end())
            found = text[start:end]
            is_same = same.get(found)
            if is_same is None:
                is_same = _is_same(found, wanted)
                if len(same) < 2000:
                    same[found] = is_same
            if is_same:
                yield start, end

    return find


def _is_same(found: str, wanted: frozenset[str]) -> bool:
    return not wanted.isdisjoint(roots_of(found.replace("'", "")[:LONGEST_WORD]))


def _thorough(text: str, wanted: frozenset[str]) -> list[Span]:
    """Spans of words whose form hides the letters of the root; every different word is looked at once."""
    same = {word for word in set(_WORD.findall(text)) if _is_same(word, wanted)}
    if not same:
        return []
    return _first(match.span() for match in _WORD.finditer(text) if match[0] in same)


def _word_start(text: str, at: int) -> int:
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] == "'"):
        at -= 1
    while text[at] == "'":
        at += 1
    return at


def _word_end(text: str, at: int) -> int:
    while at < len(text) and (text[at].isalnum() or text[at] == "'"):
        at += 1
    while text[at - 1] == "'":
        at -= 1
    return at


def _window(text: str, spans: list[tuple[int, int, int]]) -> tuple[tuple[Part, ...], int]:
    """The stretch of WINDOW letters that holds the most different terms, the first of equals, and its first match."""
    best, most, last = 0, 0, 0
    inside: Counter[int] = Counter()
    for at, (start, _, first_term) in enumerate(spans):
        while last < len(spans) and (last <= at or spans[last][1] <= start + WINDOW - _LEAD):
            inside[spans[last][2]] += 1
            last += 1
        if len(inside) > most:
            best, most = start, len(inside)
        inside[first_term] -= 1
        if inside[first_term] <= 0:
            del inside[first_term]
    start = _blank_before(text, max(0, best - _LEAD))
    end = _blank_after(text, min(len(text), start + WINDOW))
    parts = _parts(text, start, end, [(begin, stop) for begin, stop, _ in spans])
    if start > 0:
        parts = (("… ", False), *parts)
    if end < len(text):
        parts = (*parts, (" …", False))
    return parts, best


def _blank_before(text: str, at: int) -> int:
    """The start of a word near `at`, so that a window does not open in the middle of one."""
    if at == 0:
        return 0
    blank = text.find(" ", at, at + 25)
    return at if blank < 0 else blank + 1


def _blank_after(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    blank = text.rfind(" ", max(at - 25, 0), at)
    return at if blank < 0 else blank


def _parts(text: str, start: int, end: int, spans: Sequence[Span]) -> tuple[Part, ...]:
    """`text[start:end]` cut at the spans; overlapping ones melt into one, blanks collapse."""
    parts: list[Part] = []
    at = start
    for begin, stop in spans:
        begin, stop = max(begin, at), min(stop, end)
        if begin >= stop:
            continue
        if begin > at:
            parts.append((text[at:begin], False))
        parts.append((text[begin:stop], True))
        at = stop
    if at < end:
        parts.append((text[at:end], False))
    return tuple((_BLANKS.sub(" ", piece), is_marked) for piece, is_marked in parts)
