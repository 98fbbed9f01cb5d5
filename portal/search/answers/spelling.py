"""Other spellings to try when nothing matches what was typed, and ways to complete a word.

Every candidate is a word of the index that was asked, and one is offered only when it leads to a naskah the asker
may see: a word that stands only in hidden or deleted naskah is never spoken of.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, pairwise

import numpy as np

from portal.domain.language.roots import is_indonesian
from portal.search.answers.facts import Numbers
from portal.search.answers.snapshot import Snapshot, WordField
from portal.search.query import ParsedQuery, Term, replaced
from portal.search.words import LONGEST_WORD, roots_of

SHORTEST_CORRECTED = 4
MOST_CANDIDATES = 3
MOST_ATTEMPTS = 12
MOST_SUGGESTIONS = 8
_MOST_COMPLETIONS = 3000
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
# What a reader of scanned pages takes for what, in both directions.
_CONFUSED = (
    ("i", "l"),
    ("i", "1"),
    ("l", "1"),
    ("o", "0"),
    ("m", "rn"),
    ("s", "5"),
    ("b", "8"),
    ("z", "2"),
    ("g", "9"),
    ("d", "cl"),
    ("w", "vv"),
    ("u", "ii"),
)


@dataclass(frozen=True)
class Sight:
    """The words of a snapshot as somebody knows them who may see the naskah of `visible`.

    How often a word stands in hidden or deleted naskah must not even decide which correction is tried first.
    """

    snapshot: Snapshot
    visible: Numbers

    def count(self, field: WordField, word: str) -> int:
        """In how many visible naskah a word stands."""
        return int(np.count_nonzero(self.visible[self.snapshot.find(field, word).docs]))

    def holds(self, word: str) -> int:
        """The same for a surface word, quick for the many words that do not exist."""
        return self.count("kata", word) if self.snapshot.holds(word) else 0


def other_readings(sight: Sight, parsed: ParsedQuery) -> Iterator[ParsedQuery]:
    """Queries to try in turn, the likeliest first, at most MOST_ATTEMPTS.

    Only a word that neither the index nor the language knows may be a typing error: *hamil* is never read as *hasil*.
    """
    return islice(chain(_joins(sight, parsed), _exchanges(sight, parsed)), MOST_ATTEMPTS)


def _exchanges(sight: Sight, parsed: ParsedQuery) -> Iterator[ParsedQuery]:
    # A word with a digit is read as a number, but may be a word that scanning spoilt.
    # What the vocabulary gave other words is a word it knows.
    typed = [term for group in parsed.groups if not any(term.stands_for for term in group) for term in group]
    wanted = [term for term in typed if term.kind == "word" or (term.kind == "number" and len(term.words) == 1)]
    unknown = [term for term in wanted if not _is_known(sight, term.words[0])]
    base = parsed
    for term in unknown[:-1]:
        options = _options(sight, term)
        if not options:
            return
        base = replaced(base, term, options[0])
    for term in unknown[-1:]:
        for choice in _options(sight, term):
            yield replaced(base, term, choice)


def _is_known(sight: Sight, word: str) -> bool:
    if sight.holds(word) or is_indonesian(word):
        return True
    return all(sight.count("akar", root) for root in roots_of(word))


def _options(sight: Sight, term: Term) -> list[tuple[Term, ...]]:
    """What may have been meant by a word: known neighbours, the most frequent first, then the word in two."""
    word = term.words[0]
    if not SHORTEST_CORRECTED <= len(word) <= LONGEST_WORD:
        return []
    alike = [near for near in set(_neighbours(word)) - {word} if _is_alike(word, near)]
    halves = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    sight.snapshot.ask_ahead(held=chain(alike, chain.from_iterable(halves)))
    known = {near: sight.holds(near) for near in alike}
    best = heapq.nlargest(
        MOST_CANDIDATES, (near for near in known if known[near]), key=lambda near: (known[near], near)
    )
    options: list[tuple[Term, ...]] = [(Term("word", (near,)),) for near in best]
    whole = [pair for pair in halves if all(sight.holds(half) for half in pair)]
    common = heapq.nlargest(1, whole, key=lambda pair: min(sight.holds(half) for half in pair))
    options.extend((Term("phrase", pair),) for pair in common)
    return options


def _is_alike(word: str, other: str) -> bool:
    """Hardly anybody mistypes the first letter of a word; what begins otherwise is another word (Rusia, usia)."""
    if word[0] == other[0] or word[:2] == other[1::-1]:
        return True
    return any({word[0], other[0]} == {one[0], more[0]} for one, more in _CONFUSED)


def _neighbours(word: str) -> Iterator[str]:
    """One letter less, more, other or exchanged with the next, and what scanning makes of letters."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in _LETTERS)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        yield from (before + letter + after for letter in _LETTERS)
    for one, other in _CONFUSED:
        if one in word:
            yield word.replace(one, other)
        if other in word:
            yield word.replace(other, one)


def _joins(sight: Sight, parsed: ParsedQuery) -> Iterator[ParsedQuery]:
    """Two neighbouring words written as one, where the index knows that one."""
    singles = [group[0] if len(group) == 1 and group[0].kind == "word" else None for group in parsed.groups]
    for first, second in pairwise(singles):
        if first is None or second is None:
            continue
        if all(_is_known(sight, term.words[0]) for term in (first, second)):
            continue
        joined = first.words[0] + second.words[0]
        if len(joined) <= LONGEST_WORD and sight.holds(joined):
            without = tuple(group for group in parsed.groups if group != (second,))
            yield replaced(ParsedQuery(without, parsed.excluded), first, (Term("word", (joined,)),))


def completions(snapshot: Snapshot, visible: Numbers, beginning: str) -> tuple[str, ...]:
    """Words that begin so and stand in a visible naskah, the most frequent first."""
    looked_at = snapshot.beginning(beginning, _MOST_COMPLETIONS)
    known = {word: count for word, count in looked_at.items() if word.isalpha() and word != beginning}
    sight = Sight(snapshot, visible)
    seen: dict[str, int] = {}
    for word in sorted(known, key=known.__getitem__, reverse=True):
        # Not even with its hidden naskah could this word, or any after it, be among the most frequent.
        if len(seen) >= MOST_SUGGESTIONS and known[word] < heapq.nlargest(MOST_SUGGESTIONS, seen.values())[-1]:
            break
        if found := sight.count("kata", word):
            seen[word] = found
    return tuple(heapq.nlargest(MOST_SUGGESTIONS, seen, key=lambda word: (seen[word], -len(word), word)))
