"""Which naskah match a parsed query, and how well: boolean and floating-point arrays over a whole snapshot.

Ranking is BM25 over the roots of a naskah, with more for a word in the title or in the name of a party. The word as
typed says most, its near forms (`family`) a little less, words that only share the root little: a naskah on *data
pribadi* comes before one on *kepribadian*. A number, a kode, a title or a day that is the naskah's own outranks
everything.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from portal.search.answers.facets import with_values
from portal.search.answers.facts import Numbers
from portal.search.answers.snapshot import PREFIX_LENGTHS, Found, Snapshot, WordField, as_written
from portal.search.query import ParsedQuery, Term
from portal.search.words import family, roots_of

_NAMES: tuple[tuple[WordField, float], ...] = (("judul", 2.0), ("mitra", 1.5))
"""What more a word weighs in the title and in the name of a party."""
_ROOTED: tuple[WordField, ...] = ("akar", *(field for field, _ in _NAMES))
_NAMED = 1.5
_NEAR, _ROOT = np.float32(0.85), np.float32(0.25)
_AS_TYPED = 1.5
_EQUIVALENT, _FACT = np.float32(0.8), np.float32(1.5)
_K1 = 1.2
EXACT_NUMBER = 1000.0
EXACT_TITLE = 900.0
EXACT_DAY = 300.0
_TOGETHER, _MOST_TOGETHER = 0.75, 6
_FULL_DAY = len("tanggal:2026-11-13")

RARE_WORDS = 40
"""Of a long text: the rarest are compared, the others tell naskah apart no better."""
_SHARED, _LEAST = 0.5, 0.2
_PARTLY = 0.6


@dataclass(frozen=True)
class Matches:
    """`mask` says which naskah match, `scores` how well (0 where they do not).

    `named` says in which of them the title or a party matches. `is_partial`: no naskah meets the whole query, these
    are the nearest. `included` are the words found that were added to those typed, in their order.
    """

    mask: Numbers
    scores: Numbers
    named: Numbers
    is_partial: bool = False
    included: tuple[str, ...] = ()


class Matcher:
    """Judges naskah of one snapshot for somebody who may see those of `visible`.

    Hidden naskah count in nothing, also not in how rare a word is.
    """

    def __init__(self, snapshot: Snapshot, visible: Numbers) -> None:
        self._snapshot = snapshot
        self._columns = snapshot.columns
        self._visible = visible
        self._visible_count = int(np.count_nonzero(visible))
        self._weighing = snapshot.columns.weighing(visible)
        self._included: dict[str, None] = {}

    def match(self, parsed: ParsedQuery) -> Matches:
        """Naskah in which every group matches by any of its terms; where there are none, those nearest to it."""
        self._included = {}
        if parsed.is_best:
            return self._most_alike(parsed)
        self._ask_ahead((*parsed.terms, *parsed.excluded))
        groups = [self._any_of(group) for group in parsed.groups]
        mask, scores = self._visible.copy(), self._zeros()
        named = np.full(self._columns.count, bool(groups))
        rarities = 0.0
        for found in groups:
            mask &= found.mask
            scores += found.scores
            named &= found.named
            rarities += self._rarity(found.mask)
        scores[named] += np.float32(_NAMED * rarities)
        for together in _side_by_side(parsed.groups):
            self._add_phrase(scores, mask, together)
        mask |= self._exactly(parsed, scores)
        allowed = self._allowed(parsed)
        mask &= allowed
        if not mask.any() and len(groups) > 1:
            return self._nearest(groups, allowed)
        scores[~mask] = 0
        return Matches(mask, scores, named, included=tuple(self._included))

    def _ask_ahead(self, terms: Sequence[Term]) -> None:
        """Everything that these will need, so that an engine far away is asked once."""
        asked = [word for term in terms if term.kind in ("word", "all") for word in term.words]
        forms = (form for word in asked for form in (word, *family(word)) if self._snapshot.holds(form))
        roots = (root for word in asked for root in roots_of(word))
        self._snapshot.ask_ahead(
            chain(
                ((field, root) for root in roots for field in _ROOTED),
                (pair for form in forms for pair in _as_it_stands(form)),
            ),
            held=(form for word in asked for form in (word, *family(word))),
        )

    def _nearest(self, groups: Sequence[Matches], allowed: Numbers) -> Matches:
        """Naskah that meet the weightiest part of the query; what half of all say is no reason to show one."""
        weights = [self._rarity(found.mask) for found in groups]
        shared, telling = self._zeros(), np.zeros(self._columns.count, dtype=bool)
        scores = self._zeros()
        for found, weight in zip(groups, weights, strict=True):
            shared += np.float32(weight) * found.mask
            scores += found.scores
            if 2 * int(np.count_nonzero(found.mask)) <= max(self._visible_count, 2):
                telling |= found.mask
        shared[~(telling & allowed)] = 0
        best = float(shared.max(initial=0))
        mask = shared >= max(_PARTLY * best, 1e-6)
        # Whatever meets more of the query comes first.
        scores = np.where(mask, scores + 100 * shared, np.float32(0)).astype(np.float32)
        return Matches(mask, scores, np.zeros_like(mask), is_partial=True, included=tuple(self._included))

    def _most_alike(self, parsed: ParsedQuery) -> Matches:
        """Naskah that share most of the rare words of a long text."""
        terms = [group[0] for group in parsed.groups]
        self._snapshot.ask_ahead(("akar", roots_of(term.words[0])[0]) for term in terms if term.kind == "word")
        rare: list[tuple[float, int, Term]] = []
        for at, term in enumerate(terms):
            count = int(np.count_nonzero(self._visible[self._rough(term).docs]))
            if count:
                rare.append((-float(np.log1p((self._visible_count - count + 0.5) / (count + 0.5))), at, term))
        allowed = self._allowed(parsed)
        shared, scores, whole = self._zeros(), self._zeros(), 0.0
        rarest = heapq.nsmallest(RARE_WORDS, rare)
        self._ask_ahead([*(term for _, _, term in rarest), *parsed.excluded])
        for weight, _, term in rarest:
            found = self._term(term)
            shared += np.float32(-weight) * found.mask
            scores += found.scores
            whole -= weight
        share = shared / np.float32(max(whole, 1e-6))
        exact = self._exactly(parsed, scores)
        share[~allowed] = 0
        best = float(share.max(initial=0))
        mask = (share >= max(_SHARED * best, min(_LEAST, best), 1e-6)) | (exact & allowed)
        scores = np.where(mask, scores + 100 * share, np.float32(0)).astype(np.float32)
        return Matches(mask, scores, np.zeros_like(mask), is_partial=not bool((share > 0.999).any()))

    def _rough(self, term: Term) -> Found:
        """Where a word or a number of a long text stands, without judging how well."""
        if term.kind == "word":
            return self._snapshot.find("akar", roots_of(term.words[0])[0])
        return self._phrase(term.words)

    def _allowed(self, parsed: ParsedQuery) -> Numbers:
        allowed = self._visible.copy()
        for term in parsed.excluded:
            allowed &= ~self._term(term).mask
        return allowed

    def _exactly(self, parsed: ParsedQuery, scores: Numbers) -> Numbers:
        """Naskah whose number or title is the whole text; a party that is, is only weighed more."""
        exact = np.zeros(self._columns.count, dtype=bool)
        for key, weight in ((parsed.number_key, EXACT_NUMBER), (parsed.text_key, EXACT_TITLE)):
            if key:
                found = self._keyed(key)
                scores[found] += np.float32(weight)
                exact |= found
        return exact

    def _any_of(self, group: tuple[Term, ...]) -> Matches:
        """What was typed, added up where it is several things, or the best of what stands for it."""
        if len(group) == 1:
            return self._term(group[0])
        each = [self._term(term) for term in group]
        mask = np.logical_or.reduce([found.mask for found in each])
        named = np.logical_or.reduce([found.named for found in each])
        scores, others, rarity = self._zeros(), self._zeros(), self._rarity(mask)
        for term, found in zip(group, each, strict=True):
            if not term.stands_for:
                scores += found.scores
                continue
            # One name may be rarer than all of them together: that makes what it stands for no rarer.
            is_day = term.kind == "tag" and len(term.key) == _FULL_DAY
            share = 1.0 if is_day else min(1.0, rarity / max(self._rarity(found.mask), 1e-6))
            np.maximum(others, found.scores * np.float32(share) * _EQUIVALENT, out=others)
            if term.shown and found.mask.any():
                self._included[term.shown] = None
        return Matches(mask, np.maximum(scores, others), named)

    def _term(self, term: Term) -> Matches:
        if term.kind == "word":
            return self._word(term.words[0])
        if term.kind == "all":
            found = self._all_of([self._word(word) for word in term.words])
            self._add_phrase(found.scores, found.mask, term.words)
            return found
        if term.kind == "tag":
            return self._fact(term.key)
        if term.kind == "prefix":
            return self._weighed(self._prefix(term.words[0]))
        counted = self._weighed(self._phrase(term.words))
        if term.kind == "phrase":
            return self._in_title(counted, term.words)
        exact = self._keyed(term.key) if term.key else np.zeros_like(counted.mask)
        scores = counted.scores + np.where(exact, np.float32(EXACT_NUMBER), np.float32(0))
        return Matches(counted.mask | exact, scores, counted.named | exact)

    def _add_phrase(self, scores: Numbers, mask: Numbers, words: tuple[str, ...]) -> None:
        """More for naskah in which words that were typed side by side stand so."""
        if not mask.any():
            return
        here = np.zeros(self._columns.count, dtype=bool)
        here[self._phrase(words).docs] = True
        here &= mask
        scores[here] += np.float32(_TOGETHER * len(words) * self._rarity(here))

    def _all_of(self, found: Sequence[Matches]) -> Matches:
        mask, named, scores = self._visible.copy(), self._visible.copy(), self._zeros()
        for one in found:
            mask &= one.mask
            named &= one.named
            scores += one.scores
        scores[~mask] = 0
        return Matches(mask, scores, named & mask)

    def _word(self, word: str) -> Matches:
        """By every root of the word (a compound has several), with extra weight where it says more."""
        roots = roots_of(word)
        if len(roots) > 1:
            return self._all_of([self._rooted(root, word) for root in roots])
        return self._rooted(roots[0], word)

    def _rooted(self, root: str, word: str) -> Matches:
        """Naskah with words of a root; the word itself and its near forms count in full."""
        found = self._weighed(self._snapshot.find("akar", root))
        forms = [form for form in family(word) if self._snapshot.holds(form)]
        nearness = self._nearness("kata", word, forms, as_is=True)
        rarity = self._rarity(found.mask)
        # That the word is there as typed says more than how often others of its root are.
        scores = (found.scores + np.float32(_AS_TYPED * rarity)) * nearness
        named = np.zeros(self._columns.count, dtype=bool)
        for field, weight in _NAMES:
            docs = self._snapshot.find(field, root).docs
            if len(docs):
                nearness = self._nearness(field, word, forms, as_is=False)
                scores[docs] += np.float32(weight * rarity) * nearness[docs]
                # Other words of the root in a title do not make it a title on this.
                named[docs] = nearness[docs] > _ROOT
        scores[~found.mask] = 0
        return Matches(found.mask, scores, named & found.mask)

    def _nearness(self, field: WordField, word: str, forms: Sequence[str], *, as_is: bool) -> Numbers:
        """How near to a word the words of its root are, by naskah: 1 for itself, less for its forms and the others."""
        nearness = np.full(self._columns.count, _ROOT, dtype=np.float32)
        for form in forms:
            nearness[self._snapshot.find(field, form if as_is else as_written(form)).docs] = _NEAR
        nearness[self._snapshot.find(field, word if as_is else as_written(word)).docs] = 1
        return nearness

    def _in_title(self, counted: Matches, words: tuple[str, ...]) -> Matches:
        """A phrase is in a title or a name when all its words are."""
        scores, named = counted.scores, counted.named
        rarity = self._rarity(counted.mask)
        for field, weight in _NAMES:
            here = counted.mask.copy()
            for word in words:
                holding = np.zeros(self._columns.count, dtype=bool)
                holding[self._snapshot.find(field, as_written(word)).docs] = True
                here &= holding
                if not here.any():
                    break
            scores[here] += np.float32(weight * rarity)
            named = named | here
        return Matches(counted.mask, scores, named)

    def _fact(self, key: str) -> Matches:
        """Naskah of which something is true that no page need say: a country, a form, a day."""
        name, _, value = key.partition(":")
        if name in ("negara", "bentuk"):
            mask = with_values(self._columns.count, self._columns.facts.labels[name], frozenset({value}))
        elif name == "tahun":
            mask = with_values(self._columns.count, self._columns.years, frozenset({value}))
        else:
            mask = self._keyed(key)
        mask = mask & self._visible
        weight = EXACT_DAY if name == "tanggal" and len(key) == _FULL_DAY else float(_FACT) * self._rarity(mask)
        scores = np.where(mask, np.float32(weight), np.float32(0)).astype(np.float32)
        return Matches(mask, scores, mask.copy())

    def _weighed(self, found: Found) -> Matches:
        """BM25 of one thing looked for."""
        mask = np.zeros(self._columns.count, dtype=bool)
        mask[found.docs] = True
        mask &= self._visible
        scores = self._zeros()
        freqs = found.freqs.astype(np.float32)
        rarity = np.float32(self._rarity(mask) * (_K1 + 1))
        scores[found.docs] = rarity * freqs / (freqs + self._weighing[found.docs])
        scores[~mask] = 0
        return Matches(mask, scores, np.zeros(self._columns.count, dtype=bool))

    def _zeros(self) -> Numbers:
        return np.zeros(self._columns.count, dtype=np.float32)

    def _rarity(self, mask: Numbers) -> float:
        count = int(np.count_nonzero(mask))
        return float(np.log1p((self._visible_count - count + 0.5) / (count + 0.5)))

    def _keyed(self, key: str) -> Numbers:
        mask = np.zeros(self._columns.count, dtype=bool)
        mask[self._snapshot.find("nomor", key).docs] = True
        return mask & self._visible

    def _phrase(self, words: tuple[str, ...]) -> Found:
        if len(words) == 1:
            return self._snapshot.find("kata", words[0])
        return self._snapshot.phrase(words)

    def _prefix(self, prefix: str) -> Found:
        if len(prefix) in PREFIX_LENGTHS:
            return self._snapshot.find("awal", prefix)
        return self._snapshot.prefixed(prefix)


def _as_it_stands(word: str) -> Iterator[tuple[WordField, str]]:
    """Where a word may stand as it was typed."""
    yield "kata", word
    yield from ((field, as_written(word)) for field, _ in _NAMES)


def _side_by_side(groups: Sequence[tuple[Term, ...]]) -> list[tuple[str, ...]]:
    """Runs of words typed one after the other."""
    runs: list[list[str]] = [[]]
    for group in groups:
        if group[0].kind == "word" and (len(group) == 1 or group[1].stands_for):
            runs[-1].append(group[0].words[0])
        elif runs[-1]:
            runs.append([])
    return [tuple(run) for run in runs if 1 < len(run) <= _MOST_TOGETHER]
