"""The facts of all naskah of one state of an index, as columns."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

import numpy as np

from portal.search.answers.facts import Facts, Labels, Numbers, join_facts
from portal.search.answers.validity import STATUSES, validity_codes

_K1 = 1.2
_B = 0.6
_EPOCH_YEAR = 1970
_EPOCH = date(_EPOCH_YEAR, 1, 1).toordinal()


class Columns:
    """Runs of naskah put together, numbered through; those that are not `alive` were taken out since.

    It never changes and is safe for many threads: another state of the index has other columns.
    """

    def __init__(self, parts: Sequence[Facts], alive: Numbers) -> None:
        bases = [0]
        for part in parts:
            bases.append(bases[-1] + len(part.kode))
        self.count = bases.pop()
        self.alive = alive
        self.facts = join_facts(parts, bases)
        self._validity: tuple[date, Labels] | None = None

    def weighing(self, visible: Numbers) -> Numbers:
        """What the length of each naskah does to its score (the denominator of BM25 without the frequency).

        What is long is measured by the naskah that may be seen: hidden ones must not move the order of the others.
        """
        lengths = self.facts.length.astype(np.float32)
        average = float(lengths[visible].mean()) if visible.any() else 1.0
        weighing: Numbers = _K1 * (1 - _B + _B * lengths / max(average, 1.0))
        return weighing

    @cached_property
    def years(self) -> Labels:
        """Year of signing; naskah without a date carry none."""
        docs = np.flatnonzero(self.facts.signed > 0)
        days = (self.facts.signed[docs].astype(np.int64) - _EPOCH).astype("datetime64[D]")
        years = days.astype("datetime64[Y]").astype(np.int64) + _EPOCH_YEAR
        values, codes = np.unique(years, return_inverse=True)
        return Labels(tuple(map(str, values.tolist())), docs, codes)

    @cached_property
    def newest_first(self) -> Numbers:
        """Rank of each naskah by date of signing, newest first; equal dates by code, the highest first."""
        order = np.lexsort((self._kode, self.facts.signed))[::-1]
        return _ranks(order)

    @cached_property
    def by_title(self) -> Numbers:
        """Rank of each naskah by title."""
        titles = list(self.facts.judul)
        return _ranks(np.array(sorted(range(self.count), key=titles.__getitem__), dtype=np.int64))

    def validity(self, today: date) -> Labels:
        """Masa berlaku of each naskah on `today`; remembered for one day at a time."""
        held = self._validity
        if held is None or held[0] != today:
            codes = validity_codes(self.facts, today)
            held = (today, Labels(STATUSES, np.arange(self.count, dtype=np.int32), codes))
            self._validity = held
        return held[1]

    def with_kode(self, kode: frozenset[str]) -> Numbers:
        """Which naskah bear one of these codes."""
        mask = np.zeros(self.count, dtype=bool)
        if not kode or not self.count:
            return mask
        order = self._by_kode
        wanted = np.array([one.encode() for one in kode])
        starts = np.searchsorted(self._kode, wanted, "left", sorter=order).tolist()
        stops = np.searchsorted(self._kode, wanted, "right", sorter=order).tolist()
        for start, stop in zip(starts, stops, strict=True):
            mask[order[start:stop]] = True
        return mask

    @cached_property
    def _kode(self) -> Numbers:
        return self.facts.kode.as_bytes()

    @cached_property
    def _by_kode(self) -> Numbers:
        return np.argsort(self._kode, kind="stable").astype(np.int32)


def _ranks(order: Numbers) -> Numbers:
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return ranks
