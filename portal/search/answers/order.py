"""Which of the matching naskah stand on a page, in which order."""

import numpy as np

from portal.search.answers.columns import Columns
from portal.search.answers.facts import Numbers
from portal.search.answers.matching import Matches
from portal.search.interface import Hit, SearchQuery

_LAST = 10_000_000


def page_of(columns: Columns, matches: Matches, passed: Numbers, query: SearchQuery) -> tuple[Hit, ...]:
    """The hits of the page asked for; equal ones newest first, so the order is the same every time."""
    docs = np.flatnonzero(passed)
    start = (query.page - 1) * query.per_page
    stop = start + query.per_page
    if start >= len(docs):
        return ()
    recency = columns.newest_first[docs]
    keys = (recency, _key(columns, matches, docs, query))
    if stop < len(docs) // 2:
        # Only the best are sorted: those not worse than the last one on the page, equals included.
        limit = np.partition(keys[1], stop - 1)[stop - 1]
        best = keys[1] <= limit
        docs, keys = docs[best], (keys[0][best], keys[1][best])
    ordered = docs[np.lexsort(keys)[start:stop]].tolist()
    return tuple(Hit(columns.facts.kode[doc], round(float(matches.scores[doc]), 4)) for doc in ordered)


def _key(columns: Columns, matches: Matches, docs: Numbers, query: SearchQuery) -> Numbers:
    """One number for each naskah, the smallest first."""
    if query.sort == "relevansi":
        return -matches.scores[docs]
    if query.sort == "terbaru":
        return columns.newest_first[docs]
    if query.sort == "judul":
        return columns.by_title[docs]
    days = columns.facts.signed if query.sort == "terlama" else columns.facts.expires
    if query.sort == "terlama":
        return np.where(days[docs] > 0, days[docs], _LAST)
    return _ending(days[docs], query.today.toordinal())


def _ending(expires: Numbers, today: int) -> Numbers:
    """What ends next comes first, then what has ended (the latest first), then what has no known end."""
    key: Numbers = np.where(expires >= today, expires, _LAST // 2 - expires)
    return np.where(expires > 0, key, _LAST)
