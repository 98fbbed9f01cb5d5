"""Short pieces of page text around what was searched for, with the page they stand on.

Made from page texts the caller already holds, never from the index. Nothing is escaped here: the parts say which
text is marked, and whoever prints them escapes first.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, islice

from portal.search.query import ParsedQuery, Term
from portal.search.words import LONGEST_WORD, MayHold, fold_in_place, roots_of

WINDOW = 240
_LEAD = 60
_FURTHEST_START = 150
_SHORT = 80
_MOST_EXACT = 3
_MOST_TOLD = 4
_MOST_WINDOWS = 24
"""Pages of a naskah in which the best piece is looked for."""

_MOST_SPANS = 40
_BLANKS = re.compile(r"\s+")
# The end of a sentence: a stop before a capital or a figure in brackets, an empty line, a heading of its own line.
_SENTENCE = re.compile(r"[.;!?]\s+(?=[A-Z(\"“])|\n\s*\n\s*|\n\s*(?=Pasal \d|\(\d)|(?<=\n)\s*Pasal \d+\s*\n\s*")
_HEADING = re.compile(r"(?:pasal|article|bab|chapter)\s+[\divxlc]+\.?", re.IGNORECASE)
_BROKEN = re.compile(r"([^\W\d_]+)(-\n[^\S\n]*)([^\W\d_]+)")
_BREAK = "\0"
"""Stands in no text, and is part of no word."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_REST = re.compile(r"(?:[^\W_]|')+")

Part = tuple[str, bool]
Span = tuple[int, int]
Told = tuple[int, int, int, int]
"""A match: where it stands, and the words of its group that it tells, from the first to before the last."""

Said = tuple[tuple[int, int], ...]
Finder = Callable[[str, int], list[Span]]
"""Gives the matches in a folded text, at most so many."""


@dataclass(frozen=True)
class Snippet:
    """A piece of one page; `parts` are (text, is marked), in their order. `page` counts as the caller does.

    `at` is where the first match in the piece stands in the text of the page.
    """

    page: int
    parts: tuple[Part, ...]
    at: int = 0


def snippets(pages: Sequence[tuple[int, str]], parsed: ParsedQuery, limit: int) -> tuple[Snippet, ...]:
    """At most `limit` snippets, one a page, the pages that match most of the query first.

    `pages` are (page number, text). Pages without a match give none; a query without wanted terms gives none.
    """
    return look_through(pages, parsed, limit).snippets


@dataclass(frozen=True)
class Looked:
    """What was found in the pages of a naskah: the best pieces, and the number of every page that is a hit."""

    snippets: tuple[Snippet, ...] = ()
    pages: tuple[int, ...] = ()


def look_through(
    pages: Sequence[tuple[int, str]],
    parsed: ParsedQuery,
    limit: int,
    met: frozenset[int] | Callable[[], frozenset[int]] = frozenset(),
) -> Looked:
    """Pieces of the pages and which pages satisfy the query.

    A page does when every group of the query matches on it. Where none does, those count that have every group the
    naskah itself does not meet elsewhere; `met` are the numbers of the groups its title, parties or facts meet, or
    tells them when asked: where pages satisfy the query alone nobody asks. A text compared as a whole makes no page a
    hit.
    """
    groups = parsed.groups
    if not parsed.terms or limit < 1:
        return Looked()
    folded = [fold_in_place(text) for _, text in pages]
    found = _found(folded, groups)
    whole = frozenset(range(len(groups)))
    hits: list[int] = []
    if not parsed.is_best:
        hits = _holding(found, whole)
        if not hits and (left := whole - (met() if callable(met) else met)):
            hits = _holding(found, left)
    most = max(map(len, found.values()), default=0)
    likely = [at for at in hits or sorted(found) if len(found[at]) == most or hits][:_MOST_WINDOWS]
    others = [at for at in sorted(found, key=lambda at: (-len(found[at]), at)) if at not in likely]
    windows = {at: _window(pages[at][1], folded[at], _spans_of(found[at]), parsed) for at in likely}
    ranked = sorted(windows, key=lambda at: (windows[at][0], at))
    made = [_snippet(pages[at], windows[at]) for at in ranked[:limit]]
    if not hits:
        for at in others[: limit - len(made)]:
            made.append(_snippet(pages[at], _window(pages[at][1], folded[at], _spans_of(found[at]), parsed)))
    return Looked(tuple(made), tuple(pages[at][0] for at in hits))


def met_groups(texts: Sequence[str], facts: frozenset[str], parsed: ParsedQuery) -> frozenset[int]:
    """Numbers of the groups that texts or facts of a naskah meet."""
    found = _found([fold_in_place(text) for text in texts], parsed.groups)
    by_text = {group for groups in found.values() for group in groups}
    by_fact = {
        number
        for number, group in enumerate(parsed.groups)
        if any(term.kind == "tag" and term.key in facts for term in group)
    }
    return frozenset(by_text | by_fact)


class Sieve:
    """Tells of a short text, a title or a name, whether anything of the query might stand in it; a no is certain.

    Most naskah are found by their pages, and looking closely into every title and name for nothing costs more.
    """

    def __init__(self, parsed: ParsedQuery) -> None:
        self._is_open = any(term.kind not in ("word", "tag") for term in parsed.terms)
        self._wanted = frozenset(
            root for term in parsed.terms if term.kind == "word" for root in roots_of(term.words[0])
        )
        self._may_hold = MayHold(self._wanted)
        self._known: dict[str, bool] = {}

    def lets(self, text: str) -> bool:
        """Whether it is worth looking."""
        folded = fold_in_place(text)
        if self._is_open or "-\n" in folded or "''" in folded:
            # Words that are broken, or that end in the middle for one way of reading and not for the other.
            return True
        if not self._may_hold(folded):
            return False
        known = self._known
        for word in _WORD.findall(folded):
            is_same = known.get(word)
            if is_same is None:
                is_same = known[word] = _is_same(word, self._wanted)
            if is_same:
                return True
        return False


def _holding(found: Mapping[int, Mapping[int, list[Told]]], wanted: frozenset[int]) -> list[int]:
    return [at for at in sorted(found) if wanted.issubset(found[at])]


def _spans_of(found: Mapping[int, list[Told]]) -> list[tuple[int, int, Said]]:
    """All matches of a page in their order, each with the parts of the query it tells: group and word of it."""
    return sorted(
        (start, end, tuple((group, word) for word in range(first, last)))
        for group, told in found.items()
        for start, end, first, last in told
    )


def mark_spans(text: str, parsed: ParsedQuery) -> list[Span]:
    """Where the matches of a text stand, in order; overlapping ones melt into one."""
    melted: list[Span] = []
    for start, end in _every_span(text, parsed):
        if melted and start < melted[-1][1]:
            melted[-1] = (melted[-1][0], max(end, melted[-1][1]))
        elif start < end:
            melted.append((start, end))
    return melted


def mark_text(text: str, parsed: ParsedQuery) -> tuple[Part, ...]:
    """A whole short text (a title, a name) with its matches marked."""
    return _parts(text, 0, len(text), _every_span(text, parsed))


def _every_span(text: str, parsed: ParsedQuery) -> list[Span]:
    """Every match of a text, in order."""
    folded = fold_in_place(text)
    return sorted(span for find in _finders_of(parsed.terms) for span in _spans(find, folded, len(folded)))


def _found(folded: list[str], groups: Sequence[Sequence[Term]]) -> dict[int, dict[int, list[Told]]]:
    """Page -> group -> matches. A word found nowhere is looked for once more in the thorough way."""
    found: dict[int, dict[int, list[Told]]] = {}
    for number, group in enumerate(groups):
        for term in group:
            for at, spans in _term_spans(folded, term).items():
                held = found.setdefault(at, {}).setdefault(number, [])
                held += spans
    return found


def _term_spans(folded: list[str], term: Term, word: int = 0) -> dict[int, list[Told]]:
    """Page -> matches of a term that is the `word`th of its group; one of several words tells them all."""
    if term.kind == "tag":
        return {}
    if term.kind == "all":
        # Several words that stand for one thing: a page has it when it has them all.
        every = [_term_spans(folded, Term("word", (one,)), at) for at, one in enumerate(term.words)]
        both = set(every[0]).intersection(*every[1:])
        return {at: [told for one in every for told in one[at]] for at in both}
    find = _finder(term)
    found = {at: spans for at, text in enumerate(folded) if (spans := _spans(find, text, _MOST_SPANS))}
    if not found and term.kind == "word" and not term.stands_for:
        found = _thorough(folded, frozenset(roots_of(term.words[0])))
    last = word + min(len(term.words), _MOST_TOLD)
    return {at: [(start, end, word, last) for start, end in spans] for at, spans in found.items()}


def _spans(find: Finder, text: str, most: int) -> list[Span]:
    """At most so many spans in the text as it stands, and of words that are broken at the end of a line."""
    spans = find(text, most)
    if "-\n" not in text or len(spans) >= most:
        return spans
    # The break is moved behind its word, so that the word is whole and everything before and after it keeps its place.
    whole = _BROKEN.sub(lambda match: f"{match[1]}{match[3]}{_BREAK * len(match[2])}", text)
    broken = [match.span() for match in _BROKEN.finditer(text)]
    for start, end in find(whole, len(whole)):
        while end < len(whole) and whole[end] == _BREAK:
            end += 1
        if any(start < stop and begin < end for begin, stop in broken):
            spans.append((start, end))
            if len(spans) == most:
                break
    return spans


def _finders_of(terms: Sequence[Term]) -> tuple[Finder, ...]:
    plain = [one for term in terms for one in _plain(term)]
    return tuple(_finder(term) for term in dict.fromkeys(plain))


def _plain(term: Term) -> tuple[Term, ...]:
    """The terms whose matches are to be marked; a fact of a naskah stands nowhere in its text."""
    if term.kind == "tag":
        return ()
    return tuple(Term("word", (word,)) for word in term.words) if term.kind == "all" else (term,)


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

    def find(text: str, most: int) -> list[Span]:
        spans: list[Span] = []
        for match in pattern.finditer(text):
            start, end = match.span()
            if start > 0 and text[start - 1].isalnum():
                continue
            if is_open:
                end = _word_end(text, end)
            elif end < len(text) and text[end].isalnum():
                continue
            spans.append((start, end))
            if len(spans) == most:
                break
        return spans

    return find


def _word_finder(word: str) -> Finder:
    """Words of the same root, found by the letters that all their forms share."""
    wanted = frozenset(roots_of(word))
    # A nasal prefix swallows the first letter of a root (tukar, menukar), so the search is for the rest of it.
    cores = {root[1:] if len(root) > 4 and root.isalpha() else root for root in wanted}
    pattern = re.compile("|".join(_spelled(core) for core in sorted(cores)))
    same: dict[str, bool] = {}

    def find(text: str, most: int) -> list[Span]:
        spans: list[Span] = []
        at = 0
        while len(spans) < most and (match := pattern.search(text, at)) is not None:
            start, at = match.span()
            start, end = _word_start(text, start), _word_end(text, at)
            at = max(end, at)
            found = text[start:end]
            is_same = same.get(found)
            if is_same is None:
                is_same = _is_same(found, wanted)
                if len(same) < 2000:
                    same[found] = is_same
            if is_same:
                spans.append((start, end))
        return spans

    return find


@lru_cache(maxsize=32_768)
def _is_same(found: str, wanted: frozenset[str]) -> bool:
    return not wanted.isdisjoint(roots_of(found.replace("'", "")[:LONGEST_WORD]))


def _thorough(folded: list[str], wanted: frozenset[str]) -> dict[int, list[Span]]:
    """Page -> spans of words whose form hides the letters of the root; every different word is looked at once."""
    may_hold = MayHold(wanted)
    likely = {at: text for at, text in enumerate(folded) if may_hold(text)}
    words = set(chain.from_iterable(map(_WORD.findall, likely.values())))
    same = {word for word in words if _is_same(word, wanted)}
    if not same:
        return {}
    found = {}
    for at, text in likely.items():
        spans = (match.span() for match in _WORD.finditer(text) if match[0] in same)
        if some := list(islice(spans, _MOST_SPANS)):
            found[at] = some
    return found


def _word_start(text: str, at: int) -> int:
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] == "'"):
        at -= 1
    while text[at] == "'":
        at += 1
    return at


def _word_end(text: str, at: int) -> int:
    match = _REST.match(text, at)
    end = at if match is None else match.end()
    while text[end - 1] == "'":
        end -= 1
    return end


Window = tuple[tuple[int, int, int], int, int, list[tuple[int, int, Said]]]
"""How good a stretch is (the smaller the better), where it begins, how far it has to reach, and all matches."""


def _window(text: str, folded: str, spans: list[tuple[int, int, Said]], parsed: ParsedQuery) -> Window:
    """The stretch of WINDOW letters that answers best: most of the query, no capitals, as typed, close together."""
    typed = {term.words[0] for term in parsed.terms if len(term.words) == 1}
    beginnings = tuple(term.words[0] for term in parsed.terms if term.kind == "prefix")
    exact = [
        0,
        *accumulate(
            len(told) > 1 or folded[start:end] in typed or folded.startswith(beginnings, start)
            for start, end, told in spans
        ),
    ]
    perfect = -2 * len({part for _, _, told in spans for part in told}), -_MOST_EXACT, 0
    best, reach, rank, last = 0, 0, (1, 0, 0), 0
    inside: Counter[tuple[int, int]] = Counter()
    for at, (start, end, told) in enumerate(spans):
        while last < len(spans) and (last <= at or spans[last][1] <= start + WINDOW - _LEAD):
            inside.update(spans[last][2])
            last += 1
        most, as_typed = -2 * len(inside), -min(exact[last] - exact[at], _MOST_EXACT)
        if (most, as_typed) <= rank[:2]:
            stop = _covering(spans[at:last], len(inside))
            here = most, as_typed, max(0, stop - start - _SHORT)
            # A title in capitals says less than a sentence with half of it.
            if here < rank and _is_shouted(text[max(0, start - _LEAD) : end + _LEAD]):
                here = most // 2, as_typed, here[2]
            if here < rank:
                best, reach, rank = start, stop, here
                if rank <= perfect:
                    break
        inside.subtract(told)
        for part in told:
            if inside[part] <= 0:
                del inside[part]
    return rank, best, reach, spans


def _covering(spans: Sequence[tuple[int, int, Said]], wanted: int) -> int:
    """Where the match ends with which every part of the query in the stretch has been told once."""
    seen: set[tuple[int, int]] = set()
    for _, end, told in spans:
        seen.update(told)
        if len(seen) == wanted:
            return end
    return spans[-1][1]


def _is_shouted(text: str) -> bool:
    """Whether most of it is in capitals, as titles and the names of parties are."""
    capitals = sum(map(str.isupper, text))
    return capitals > sum(map(str.islower, text))


def _snippet(page: tuple[int, str], window: Window) -> Snippet:
    number, text = page
    _, best, reach, spans = window
    start = _past_headings(text, _sentence_start(text, best), best)
    end = _sentence_end(text, reach, start)
    parts = _parts(text, start, end, [(begin, stop) for begin, stop, _ in spans])
    if start > 0 and text[start - 1] != "\n" and not _SENTENCE.match(text, max(0, start - 2), start + 1):
        parts = (("… ", False), *parts)
    if end < len(text) and text[end - 1] not in ".;!?":
        parts = (*parts, (" …", False))
    return Snippet(number, parts, best)


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence of a place begins, if that is near; else a word a little before it."""
    earliest = max(0, at - _FURTHEST_START)
    ends = [match.end() for match in _SENTENCE.finditer(text, earliest, at + 1) if match.end() <= at]
    if ends:
        return ends[-1]
    return 0 if earliest == 0 else _blank_before(text, max(0, at - _LEAD))


def _past_headings(text: str, start: int, at: int) -> int:
    """Behind lines in capitals and headings of their own line that stand before the match."""
    while (end := text.find("\n", start, at)) >= 0:
        line = text[start:end].strip()
        if line and not _is_shouted(line) and _HEADING.fullmatch(line) is None:
            break
        start = end + 1
    return start


def _sentence_end(text: str, at: int, start: int) -> int:
    """Where the sentence of a place ends, if that is near; else a word about WINDOW letters on."""
    latest = max(start + WINDOW, at + _LEAD)
    match = _SENTENCE.search(text, at, latest + _LEAD)
    while match is not None and match.end() < start + _SHORT:
        match = _SENTENCE.search(text, match.end(), latest + _LEAD)
    if match is not None:
        return len(text[: match.end()].rstrip())
    return _blank_after(text, min(len(text), latest))


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
        if begin == at and parts and parts[-1][1]:
            parts[-1] = (parts[-1][0] + text[begin:stop], True)
        else:
            parts.append((text[begin:stop], True))
        at = stop
    if at < end:
        parts.append((text[at:end], False))
    return tuple((_BLANKS.sub(" ", piece), is_marked) for piece, is_marked in parts)
