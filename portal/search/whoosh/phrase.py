"""Exact phrases: surface words at neighbouring positions, by intersecting sorted arrays."""

from collections.abc import Callable, Sequence

import numpy as np

from portal.search.answers.facts import Numbers
from portal.search.whoosh.postings import Postings, frequencies
from portal.search.whoosh.segment import OpenSegment

_CLEARANCE = 1000


def phrase_places(
    segment: OpenSegment, words: Sequence[str], places: Callable[[OpenSegment, str], Postings | None]
) -> Numbers | None:
    """The naskah of every occurrence, repeated as often; None when a word is unknown."""
    lists = {}
    for word in words:  # Cheap look before any list is read.
        if not segment.frequency("kata", word):
            return None
    for word in words:
        found = places(segment, word)
        if found is None:
            return None
        lists[word] = found
    common = _common(list(lists.values()), segment.count)
    if not common.any():
        return None
    by_size = sorted(range(len(words)), key=lambda at: len(_positions(lists[words[at]])))
    starts = _places(lists[words[by_size[0]]], common) - by_size[0]
    for at in by_size[1:]:
        if not len(starts):
            return None
        starts = _among(starts, _places(lists[words[at]], common) - at)
    return starts >> 32


def _positions(found: Postings) -> Numbers:
    return found.positions if found.positions is not None else np.empty(0, dtype=np.uint8)


def _common(lists: Sequence[Postings], count: int) -> Numbers:
    """Naskah in which all the words stand."""
    common = np.ones(count, dtype=bool)
    for found in lists:
        here = np.zeros(count, dtype=bool)
        here[found.docs] = True
        common &= here
    return common


def _places(found: Postings, common: Numbers) -> Numbers:
    """Positions in the common naskah as sorted numbers: naskah in the upper half, position in the lower.

    Positions start above the number of words of any phrase, so that subtracting the place in the phrase stays
    within the naskah.
    """
    freqs = frequencies(found)
    kept = common[found.docs]
    positions = _positions(found)
    if not kept.all():
        positions = positions[np.repeat(kept, freqs)]
    docs = np.repeat(found.docs[kept].astype(np.int64) << 32, freqs[kept])
    places: Numbers = docs + positions + _CLEARANCE
    return places


def _among(wanted: Numbers, offered: Numbers) -> Numbers:
    """Those of `wanted` that are in `offered`; both ascending."""
    at = np.searchsorted(offered, wanted)
    at[at == len(offered)] = 0
    found: Numbers = wanted[offered[at] == wanted]
    return found
