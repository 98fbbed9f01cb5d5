"""One state of an index as a process remembers it: facts of all naskah, and what was asked for since."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from portal.search.answers.columns import Columns
from portal.search.answers.facts import Facts, Numbers, read_facts
from portal.search.answers.snapshot import Found
from portal.search.postgresql.connections import Connection
from portal.search.postgresql.tables import InUse, Tables

CACHE_BYTES = 64 * 1024 * 1024
MOST_RUNS = 16
"""Runs of naskah put together before all are read anew."""
_MOST_GONE = 64
MOST_HELD = 200_000
"""Words of which it is remembered in how many naskah they stand."""

Key = tuple[str, str]
"""Field and word, or a query for several words and what it was asked as."""


class FoundCache:
    """Where words stand in one state, least recently used out first; bounded in bytes. Safe for many threads."""

    def __init__(self, limit: int = CACHE_BYTES) -> None:
        self._limit = limit
        self._held = 0
        self._lock = threading.Lock()
        self._known: OrderedDict[Key, Found] = OrderedDict()

    def get(self, key: Key) -> Found | None:
        """What is remembered of a word, or None."""
        with self._lock:
            found = self._known.get(key)
            if found is not None:
                self._known.move_to_end(key)
            return found

    def put(self, key: Key, found: Found) -> None:
        """Remember where a word stands, unless that alone would take too much."""
        size = _size(found)
        with self._lock:
            if key in self._known or size > self._limit // 4:
                return
            self._known[key] = found
            self._held += size
            while self._held > self._limit:
                _, old = self._known.popitem(last=False)
                self._held -= _size(old)


def _size(found: Found) -> int:
    return 200 + int(found.docs.nbytes) + int(found.freqs.nbytes)


@dataclass(frozen=True)
class _Run:
    """Naskah that were read together, with their numbers in the tables."""

    ids: Numbers
    facts: Facts


class IndexState:
    """What the tables said under one generation; another commit makes another one."""

    def __init__(self, contents: InUse, tables: Tables, runs: tuple[_Run, ...], alive_ids: Numbers) -> None:
        self.contents = contents
        self.tables = tables
        self.runs = runs
        self.ids: Numbers = np.concatenate([run.ids for run in runs]) if runs else np.empty(0, dtype=np.int32)
        """Numbers in the tables, in the order of the columns."""
        self.columns = Columns([run.facts for run in runs], np.isin(self.ids, alive_ids))
        self.at = np.full(int(self.ids.max(initial=0)) + 1, -1, dtype=np.int32)
        """Number in the columns of each number in the tables, -1 where there is none."""
        self.at[self.ids] = np.arange(len(self.ids), dtype=np.int32)
        self.cache = FoundCache()
        self.held: dict[str, int] = {}

    def remember(self, held: Mapping[str, int]) -> None:
        """In how many naskah words stand."""
        if len(self.held) > MOST_HELD:
            self.held = {}
        self.held.update(held)


def load_state(connection: Connection, contents: InUse, schema: str, before: IndexState | None) -> IndexState:
    """Read the facts of all naskah; where an earlier state is known, of those alone that came since."""
    tables = Tables(schema, contents.name)
    cursor = connection.cursor(binary=True)
    row = cursor.execute(tables.fill("SELECT coalesce(array_agg(id), '{{}}') FROM {naskah}")).fetchone()
    alive_ids: Numbers = row[0] if row is not None else np.empty(0, dtype=np.int32)
    runs = before.runs if before is not None and _goes_on(before, contents, alive_ids) else ()
    # Asked by their numbers: another thread may have remembered a later state than this transaction sees.
    known = np.concatenate([run.ids for run in runs]) if runs else alive_ids[:0]
    missing = np.setdiff1d(alive_ids, known)
    if len(missing):
        if runs:
            some = tables.fill("SELECT id, facts FROM {naskah} WHERE id = ANY(%s) ORDER BY id")
            rows = cursor.execute(some, (missing.tolist(),)).fetchall()
        else:
            rows = cursor.execute(tables.fill("SELECT id, facts FROM {naskah} ORDER BY id")).fetchall()
        ids, facts = zip(*rows, strict=True)
        runs = (*runs, _Run(np.array(ids, dtype=np.int32), read_facts(facts)))
    return IndexState(contents, tables, runs, alive_ids)


def _goes_on(before: IndexState, contents: InUse, alive_ids: Numbers) -> bool:
    """Whether little enough of what is remembered was replaced since."""
    if before.contents.name != contents.name or len(before.runs) >= MOST_RUNS:
        return False
    left = int(np.count_nonzero(np.isin(alive_ids, before.ids)))
    return before.columns.count - left <= _MOST_GONE + left // 4
