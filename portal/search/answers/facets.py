"""Filters and the counts beside them: each facet is counted under the text and all the other filters."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from portal.domain.naskah.masa_berlaku import MasaBerlaku
from portal.search.answers.columns import Columns
from portal.search.answers.facts import Labels, Numbers
from portal.search.interface import FACETS, FacetCount, Filters

MOST_VALUES = 200


def labels_of(columns: Columns, facet: str, today: date) -> Labels:
    """Values of a facet for every naskah; masa berlaku is computed here, never indexed."""
    if facet == "status":
        return columns.validity(today)
    return columns.years if facet == "tahun" else columns.facts.labels[facet]


def chosen(columns: Columns, filters: Filters, today: date) -> dict[str, Numbers]:
    """For each facet that is filtered, the naskah its filter lets through."""
    masks: dict[str, Numbers] = {}
    for facet in FACETS:
        wanted: frozenset[str] = getattr(filters, facet)
        if wanted:
            masks[facet] = with_values(columns.count, labels_of(columns, facet, today), wanted)
    if filters.year_from is not None or filters.year_to is not None:
        labels = columns.years
        years = np.array([int(value) for value in labels.values], dtype=np.int64)
        lowest = filters.year_from if filters.year_from is not None else 0
        highest = filters.year_to if filters.year_to is not None else 10_000
        within = _spread(columns.count, labels, (years >= lowest) & (years <= highest))
        masks["tahun"] = masks["tahun"] & within if "tahun" in masks else within
    if filters.ends_by is not None:
        expires, ended, limit = columns.facts.expires, columns.facts.ended, filters.ends_by.toordinal()
        in_force = with_values(columns.count, columns.validity(today), frozenset({MasaBerlaku.BERLAKU.value}))
        # An ending names the first day without; a term its last day with effect.
        masks["berakhir"] = in_force & (((expires > 0) & (expires <= limit)) | ((ended > 0) & (ended <= limit + 1)))
    return masks


def with_values(count: int, labels: Labels, wanted: frozenset[str]) -> Numbers:
    """Which of `count` naskah carry one of the values."""
    return _spread(count, labels, np.array([value in wanted for value in labels.values], dtype=bool))


def _spread(count: int, labels: Labels, is_wanted: Numbers) -> Numbers:
    mask = np.zeros(count, dtype=bool)
    if len(labels.codes):
        mask[labels.docs[is_wanted[labels.codes]]] = True
    return mask


def filtered(mask: Numbers, masks: Mapping[str, Numbers], *, but: str = "") -> Numbers:
    """Naskah of `mask` that pass every filter, except the one of the facet `but`."""
    for facet, passed in masks.items():
        if facet != but:
            mask = mask & passed
    return mask


def counted(
    columns: Columns, mask: Numbers, masks: Mapping[str, Numbers], today: date
) -> dict[str, tuple[FacetCount, ...]]:
    """Counts of all facets, most frequent value first, at most MOST_VALUES of each."""
    passed = filtered(mask, masks)
    docs = np.flatnonzero(passed)
    counts = {}
    for facet in FACETS:
        labels = labels_of(columns, facet, today)
        if facet in masks:
            here = filtered(mask, masks, but=facet)
            counts[facet] = _counts(labels, labels.codes[here[labels.docs]])
        else:
            # Where every naskah has one value, those found are looked at, and not all of them.
            is_one_each = len(labels.docs) == columns.count and labels.is_one_each
            counts[facet] = _counts(labels, labels.codes[docs if is_one_each else passed[labels.docs]])
    return counts


def _counts(labels: Labels, codes: Numbers) -> tuple[FacetCount, ...]:
    """The values that stand behind these codes, counted."""
    numbers = np.bincount(codes, minlength=len(labels.values))
    present = np.flatnonzero(numbers)
    if len(present) == 0:
        return ()
    codes = present[np.lexsort((labels.ranks[present], -numbers[present]))[:MOST_VALUES]]
    counts = zip(codes.tolist(), numbers[codes].tolist(), strict=True)
    return tuple(FacetCount(value, count) for code, count in counts if (value := labels.values[code]))
