"""Which naskah match a parsed query, and how well: boolean and floating-point arrays over a whole snapshot.

Ranking is BM25 over the roots of a naskah, with more for a root in the title or in the name of a party, and a
little for the very form that was typed. A number that is the naskah's own outranks everything.
"""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import numpy as np

from portal.search.query import ParsedQuery, Term
from portal.search.whoosh.phrase import phrase_counts
from portal.search.whoosh.postings import Numbers
from portal.search.whoosh.schema import PREFIX_LENGTHS
from portal.search.whoosh.snapshot import Found, Snapshot
from portal.search.words import roots_of

MOST_EXPANSIONS = 1000
MOST_SCANNED = 20_000
_TITLE, _PARTY, _FORM = 2.0, 1.5, 0.3
_K1 = 1.2
EXACT_NUMBER = 1000.0


@dataclass(frozen=True)
class Matches:
    """`mask` says which naskah match, `scores` how well (0 where they do not)."""

    mask: Numbers
    scores: Numbers


class Matcher:
    """Judges naskah of one snapshot for somebody who may see those of `visible`.

    Hidden naskah count in nothing, also not in how rare a word is.
    """

    def __init__(self, snapshot: Snapshot, visible: Numbers) -> None:
        self._snapshot = snapshot
        self._visible = visible
        self._visible_count = int(np.count_nonzero(visible))
        self._weighing = snapshot.weighing(visible)

    def match(self, parsed: ParsedQuery) -> Matches:
        """Every group must match, by any of its terms; excluded terms must not."""
        mask = self._visible.copy()
        scores = np.zeros(self._snapshot.count, dtype=np.float32)
        for group in parsed.groups:
            found = self._any_of(group)
            mask &= found.mask
            scores += found.scores
        if parsed.number_key:
            exact = self._numbered(parsed.number_key)
            mask |= exact
            scores[exact] += EXACT_NUMBER
        for term in parsed.excluded:
            mask &= ~self._term(term).mask
        scores[~mask] = 0
        return Matches(mask, scores)

    def _any_of(self, group: tuple[Term, ...]) -> Matches:
        first, *others = (self._term(term) for term in group)
        for other in others:
            first = Matches(first.mask | other.mask, first.scores + other.scores)
        return first

    def _term(self, term: Term) -> Matches:
        if term.kind == "word":
            return self._word(term.words[0])
        if term.kind == "prefix":
            return self._weighed(self._prefix(term.words[0]))
        counted = self._weighed(self._phrase(term.words))
        if term.kind == "number":
            exact = self._numbered(term.key)
            scores = counted.scores + np.where(exact, np.float32(EXACT_NUMBER), np.float32(0))
            return Matches(counted.mask | exact, scores)
        return counted

    def _word(self, word: str) -> Matches:
        """By every root of the word (a compound has several), with extra weight where it says more."""
        mask = self._visible.copy()
        scores = np.zeros(self._snapshot.count, dtype=np.float32)
        for root in roots_of(word):
            found = self._weighed(self._snapshot.find("akar", root))
            mask &= found.mask
            scores += found.scores
            rarity = self._rarity(found.mask)
            for field, weight in (("judul", _TITLE), ("mitra", _PARTY)):
                scores[self._snapshot.find(field, root).docs] += np.float32(weight * rarity)
        typed = self._snapshot.find("kata", word)
        saturated = typed.freqs / (typed.freqs + np.float32(_K1))
        scores[typed.docs] += np.float32(_FORM * self._rarity(mask)) * saturated
        scores[~mask] = 0
        return Matches(mask, scores)

    def _weighed(self, found: Found) -> Matches:
        """BM25 of one thing looked for."""
        mask = np.zeros(self._snapshot.count, dtype=bool)
        mask[found.docs] = True
        mask &= self._visible
        scores = np.zeros(self._snapshot.count, dtype=np.float32)
        freqs = found.freqs.astype(np.float32)
        rarity = np.float32(self._rarity(mask) * (_K1 + 1))
        scores[found.docs] = rarity * freqs / (freqs + self._weighing[found.docs])
        scores[~mask] = 0
        return Matches(mask, scores)

    def _rarity(self, mask: Numbers) -> float:
        count = int(np.count_nonzero(mask))
        return float(np.log1p((self._visible_count - count + 0.5) / (count + 0.5)))

    def _numbered(self, key: str) -> Numbers:
        mask = np.zeros(self._snapshot.count, dtype=bool)
        mask[self._snapshot.find("nomor", key).docs] = True
        return mask & self._visible

    def _phrase(self, words: tuple[str, ...]) -> Found:
        if len(words) == 1:
            return self._snapshot.find("kata", words[0])
        return phrase_counts(self._snapshot, words)

    def _prefix(self, prefix: str) -> Found:
        if len(prefix) in PREFIX_LENGTHS:
            return self._snapshot.find("awal", prefix)
        return self._united(expansions(self._snapshot, prefix, MOST_EXPANSIONS))

    def _united(self, words: Iterable[str]) -> Found:
        """Naskah of any of the words, frequencies added up."""
        found = [self._snapshot.find("kata", word) for word in words]
        if not found:
            return Found(np.empty(0, dtype=np.int32), np.empty(0, dtype=np.uint8))
        docs = np.concatenate([one.docs for one in found])
        freqs = np.concatenate([one.freqs for one in found])
        summed = np.bincount(docs, weights=freqs, minlength=self._snapshot.count)
        united = np.flatnonzero(summed)
        return Found(united, summed[united])


def expansions(snapshot: Snapshot, prefix: str, limit: int) -> list[str]:
    """Surface words that begin with `prefix`, the most frequent ones where there are more than `limit`."""
    known: dict[str, int] = {}
    for segment in snapshot.segments:
        for word, count in islice(segment.beginning_with("kata", prefix), MOST_SCANNED):
            known[word] = known.get(word, 0) + count
    return list(known) if len(known) <= limit else heapq.nlargest(limit, known, key=known.__getitem__)
