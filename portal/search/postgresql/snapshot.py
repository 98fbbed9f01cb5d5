"""Where words stand, asked of the indexes of the tables within one transaction."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from portal.search.answers.columns import Columns
from portal.search.answers.facts import Numbers
from portal.search.answers.snapshot import Found, WordField, nowhere
from portal.search.postgresql.connections import Connection
from portal.search.postgresql.state import IndexState, Key
from portal.search.postgresql.vectors import CLASS_FREQUENCY, LETTERS, classed

FEW = 20
"""Naskah that are looked into by themselves for a phrase, each at some dozens of microseconds."""
_MANY = 2_000
"""Entries that are asked for at once."""
_UNKNOWN = -1
_BEYOND = "\U0010ffff"


def quoted(text: str) -> str:
    """A word as a query for vectors spells it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


class TableSnapshot:
    """One state for the time of one question. See `portal.search.answers.snapshot.Snapshot`."""

    def __init__(self, connection: Connection, state: IndexState) -> None:
        self._cursor = connection.cursor(binary=True)
        self._state = state
        self._held: dict[str, int] = {}

    @property
    def columns(self) -> Columns:
        """The facts of the naskah."""
        return self._state.columns

    def find(self, field: WordField, word: str) -> Found:
        """Where a word stands; roots with the class of how often, everything else once."""
        found = self._state.cache.get((field, word))
        return found if found is not None else self._fetch([(field, word)])[field, word]

    def phrase(self, words: Sequence[str]) -> Found:
        """Naskah with the words one after the other; how often is not counted."""
        self.ask_ahead(held=words)
        rarest = min(words, key=self.holds)
        if not self.holds(rarest):
            return nowhere()
        return self._matched(" <-> ".join(map(quoted, words)), rarest if self.holds(rarest) <= FEW else "")

    def prefixed(self, prefix: str) -> Found:
        """Naskah of any word that begins so."""
        return self._matched(f"{quoted(prefix)}:*")

    def holds(self, word: str) -> int:
        """In how many naskah a surface word stands."""
        if word not in self._held:
            self.ask_ahead(held=(word,))
        return self._held[word]

    def beginning(self, prefix: str, most: int) -> Mapping[str, int]:
        """The first `most` surface words that begin so, with the number of their naskah."""
        statement = self._state.tables.fill(
            "SELECT word, naskah FROM {words} WHERE word >= %s AND word < %s ORDER BY word LIMIT %s"
        )
        return dict(self._cursor.execute(statement, (prefix, prefix + _BEYOND, most)).fetchall())

    def ask_ahead(self, words: Iterable[tuple[WordField, str]] = (), held: Iterable[str] = ()) -> None:
        """Fetch what is not remembered, all at once."""
        known = self._state.held
        for word in held:
            self._held[word] = known.get(word, _UNKNOWN)
        unknown = [word for word, count in self._held.items() if count == _UNKNOWN]
        if unknown:
            statement = self._state.tables.fill("SELECT word, naskah FROM {words} WHERE word = ANY(%s)")
            rows = self._cursor.execute(statement, (unknown,)).fetchall()
            found = dict.fromkeys(unknown, 0) | dict(rows)
            self._held.update(found)
            self._state.remember(found)
        cache = self._state.cache
        asked = [key for key in dict.fromkeys(words) if cache.get(key) is None]
        for at in range(0, len(asked), _MANY):
            self._fetch(asked[at : at + _MANY])

    def _fetch(self, keys: Sequence[Key]) -> dict[Key, Found]:
        """Ask both indexes for the entries of these words."""
        surface = [key for key in keys if key[0] == "kata"]
        traits = [(key, at, entry) for key in keys if key[0] != "kata" for at, entry in _entries(key)]
        statement = self._state.tables.fill(
            "SELECT 0, asked.at, array_agg(part.naskah) FROM unnest(%s::text[]) WITH ORDINALITY AS asked (entry, at)"
            " JOIN {parts} AS part ON part.words @@ asked.entry::tsquery GROUP BY asked.at"
            " UNION ALL"
            " SELECT 1, asked.at, array_agg(part.naskah) FROM unnest(%s::text[]) WITH ORDINALITY AS asked (entry, at)"
            " JOIN {parts} AS part ON part.traits @@ asked.entry::tsquery GROUP BY asked.at"
        )
        entries = [quoted(word) for _, word in surface], [quoted(entry) for _, _, entry in traits]
        pieces: dict[Key, list[tuple[int, Numbers]]] = {key: [] for key in keys}
        for is_trait, at, ids in self._cursor.execute(statement, entries).fetchall():
            key, level = traits[at - 1][:2] if is_trait else (surface[at - 1], 0)
            pieces[key].append((level, self._numbered(ids)))
        found = {key: _united(of_key) for key, of_key in pieces.items()}
        for key, one in found.items():
            self._state.cache.put(key, one)
        return found

    def _matched(self, query: str, rare: str = "") -> Found:
        found = self._state.cache.get(("frasa", query))
        if found is None:
            found = self._ask_words(query, rare)
            self._state.cache.put(("frasa", query), found)
        return found

    def _ask_words(self, query: str, rare: str) -> Found:
        tables = self._state.tables
        if rare:
            # The few naskah of a rare word are looked into one by one: RUM would walk through the places of every word.
            few = self._state.ids[self.find("kata", rare).docs].tolist()
            statement = tables.fill(
                "SELECT array_agg(naskah) FROM"
                " (SELECT naskah, words FROM {parts} WHERE naskah = ANY(%s) OFFSET 0) AS few WHERE words @@ %s::tsquery"
            )
            row = self._cursor.execute(statement, (few, query)).fetchone()
        else:
            statement = tables.fill("SELECT array_agg(naskah) FROM {parts} WHERE words @@ %s::tsquery")
            row = self._cursor.execute(statement, (query,)).fetchone()
        if row is None or row[0] is None:
            return nowhere()
        docs = np.unique(self._numbered(row[0]))
        return Found(docs, np.ones(len(docs), dtype=np.uint8))

    def _numbered(self, ids: Numbers) -> Numbers:
        """Numbers in the columns; a number that the state does not know is of no naskah."""
        at: Numbers = self._state.at[ids[ids < len(self._state.at)]]
        return at[at >= 0]


def _entries(key: Key) -> Iterable[tuple[int, str]]:
    """The entries of a word in the vector of traits, with their class."""
    field, word = key
    if field == "akar":
        return enumerate(classed(word, at) for at in range(len(CLASS_FREQUENCY)))
    return [(0, LETTERS[field] + word)]


def _united(pieces: Sequence[tuple[int, Numbers]]) -> Found:
    if not pieces:
        return nowhere()
    docs = np.concatenate([docs for _, docs in pieces])
    freqs = np.repeat(CLASS_FREQUENCY[[level for level, _ in pieces]], [len(docs) for _, docs in pieces])
    # A word of a long naskah may stand in several of its parts; a root has one class in a naskah.
    docs, at = np.unique(docs, return_index=True)
    return Found(docs, freqs[at])
