"""Words of the index that complete what is being typed, each with a few naskah in which it stands."""

import heapq
import re
from collections.abc import Iterator, Sequence

import numpy as np

from portal.search.answers.facts import Numbers
from portal.search.answers.snapshot import Snapshot
from portal.search.interface import Completion
from portal.search.words import words

SHORTEST, LONGEST = 3, 100
_LAST_WORD = re.compile(r"\w+$")
_MOST_LOOKED_AT = 2000
"""Words with one beginning that are looked at in a segment."""
_MOST_COUNTED = 48
"""Of these, the commonest, that are counted among the naskah of the words before."""
_WITNESSES = 6
"""Naskah told with each word."""
_COMMON_SHARE = 0.6
_FEW_NASKAH = 20
"""In so few naskah no word is too common to be worth a search."""


def complete(snapshot: Snapshot, text: str, most: int) -> tuple[Completion, ...]:
    """Complete the last word of `text` so that one naskah holds it and every word before it, the commonest first.

    A word that stands almost everywhere tells nothing and is left out.
    """
    last = _LAST_WORD.search(text[: LONGEST + 1])
    if last is None or len(text) > LONGEST:
        return ()
    beginning = "".join(words(last[0]))
    if len(beginning) < SHORTEST:
        return ()
    within = _holding(snapshot, words(text[: last.start()]))
    visible = int(snapshot.columns.alive.sum())
    limit = visible if visible <= _FEW_NASKAH else int(visible * _COMMON_SHARE)
    found: list[tuple[int, str, Numbers]] = []
    for word, docs in _commonest(snapshot, beginning):
        held = docs[within[docs]]
        if held.size and docs.size <= limit:
            found.append((held.size, word, held))
    best = heapq.nsmallest(most, found, key=lambda one: (-one[0], len(one[1]), one[1]))
    kode = snapshot.columns.facts.kode
    return tuple(Completion(word, tuple(kode[at] for at in held[:_WITNESSES].tolist())) for _, word, held in best)


def _holding(snapshot: Snapshot, before: Sequence[str]) -> Numbers:
    """The visible naskah that hold every one of these words."""
    within = snapshot.columns.alive
    for word in before:
        holds = np.zeros(snapshot.columns.count, dtype=bool)
        holds[snapshot.find("kata", word).docs] = True
        within = within & holds
    return within


def _commonest(snapshot: Snapshot, beginning: str) -> Iterator[tuple[str, Numbers]]:
    """The words that begin so and stand in most visible naskah, with these naskah."""
    looked_at = snapshot.beginning(beginning, _MOST_LOOKED_AT)
    known = {word: count for word, count in looked_at.items() if word.isalpha() and word != beginning}
    if not known:
        return
    # What was deleted still counts here, and must not decide which words are offered.
    deleted = int((~snapshot.columns.alive).sum())
    floor = heapq.nlargest(_MOST_COUNTED, known.values())[-1] - deleted
    counted = []
    common = [word for word, count in known.items() if count >= floor]
    snapshot.ask_ahead([("kata", word) for word in common])
    for word in common:
        docs = snapshot.find("kata", word).docs
        counted.append((word, docs[snapshot.columns.alive[docs]]))
    yield from heapq.nlargest(_MOST_COUNTED, counted, key=lambda one: (one[1].size, one[0]))
