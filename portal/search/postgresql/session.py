"""Changes on their way into the tables: one transaction, visible all at once when it is committed."""

import struct
from collections import Counter
from collections.abc import Iterable
from typing import LiteralString

from portal.search.answers.tokens import RootMemory, Tokens, Vocabulary, tokens_of
from portal.search.interface import Progress, SearchDocument
from portal.search.postgresql.connections import Connection
from portal.search.postgresql.tables import Tables
from portal.search.postgresql.vectors import Encoder

BATCH_WORDS = 300_000
MOST_COUNTED = 400_000
"""Different words whose numbers are gathered before they go into their table."""
_CHUNK = 20_000
_HEAD = b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0)
_TAIL = struct.pack(">h", -1)
_LENGTH = struct.Struct(">i")


class TableWriter:
    """Puts naskah into the tables of one generation and takes them out, in a transaction that belongs to the caller."""

    def __init__(self, connection: Connection, tables: Tables, next_id: int, progress: Progress | None = None) -> None:
        self._connection = connection
        self._tables = tables
        self.next_id = next_id
        self._progress = progress
        self._pending: dict[str, tuple[Tokens, str]] = {}
        self._pending_words = 0
        self._vocabulary = Vocabulary()
        self._memory = RootMemory()
        self._gone: set[str] = set()
        self._counts: Counter[str] = Counter()
        self._taken = 0
        self.is_changed = False

    def add(self, document: SearchDocument) -> None:
        """Take a naskah in, in place of the one with the same code."""
        self.remove(document.kode)
        tokens = tokens_of(document, self._vocabulary)
        self._pending[document.kode] = tokens, document.version()
        self._pending_words += tokens.length
        self._taken += 1
        if self._pending_words >= BATCH_WORDS:
            self._write()

    def remove(self, kode: str) -> None:
        """Take a naskah out, wherever it is."""
        pending = self._pending.pop(kode, None)
        if pending is not None:
            self._pending_words -= pending[0].length
        self._gone.add(kode)

    def finish(self) -> None:
        """Write everything that waits."""
        self._write()
        self._write_counts()

    def _write(self) -> None:
        self._take_out()
        if self._pending:
            self.is_changed = True
            names = self._vocabulary.names()
            encoder = Encoder(names, self._memory)
            numbers = dict(zip(self._pending, range(self.next_id, self.next_id + len(self._pending)), strict=True))
            self.next_id += len(self._pending)
            self._copy(
                "COPY {naskah} (id, kode, version, facts) FROM STDIN (FORMAT BINARY)",
                (
                    (_LENGTH.pack(numbers[kode]), kode.encode(), version.encode(), tokens.fakta)
                    for kode, (tokens, version) in self._pending.items()
                ),
            )
            self._copy(
                "COPY {parts} (naskah, words, traits) FROM STDIN (FORMAT BINARY)",
                (
                    (_LENGTH.pack(numbers[kode]), part.words, part.traits)
                    for kode, (tokens, _) in self._pending.items()
                    for part in encoder.parts(tokens)
                ),
            )
            self._counts.update(encoder.counts())
            self._pending, self._vocabulary, self._pending_words = {}, Vocabulary(), 0
            if len(self._counts) >= MOST_COUNTED:
                self._write_counts()
        if self._progress is not None:
            self._progress(self._taken)

    def _copy(self, statement: LiteralString, rows: Iterable[tuple[bytes, ...]]) -> None:
        with self._connection.cursor().copy(self._tables.fill(statement)) as copy:
            copy.write(_HEAD)
            for row in rows:
                cells = b"".join([piece for cell in row for piece in (_LENGTH.pack(len(cell)), cell)])
                copy.write(struct.pack(">h", len(row)) + cells)
            copy.write(_TAIL)

    def _take_out(self) -> None:
        gone, self._gone = sorted(self._gone), set()
        for at in range(0, len(gone), _CHUNK):
            rows = self._connection.execute(
                self._tables.fill("DELETE FROM {naskah} WHERE kode = ANY(%s) RETURNING id"), (gone[at : at + _CHUNK],)
            ).fetchall()
            numbers = [number for (number,) in rows]
            if not numbers:
                continue
            self.is_changed = True
            lowered = self._connection.execute(
                self._tables.fill(
                    "SELECT word, count(DISTINCT naskah)::integer"
                    " FROM {parts}, unnest(tsvector_to_array(words)) AS word WHERE naskah = ANY(%s) GROUP BY word"
                ),
                (numbers,),
            )
            self._counts.subtract(dict(lowered.fetchall()))
            self._connection.execute(self._tables.fill("DELETE FROM {parts} WHERE naskah = ANY(%s)"), (numbers,))

    def _write_counts(self) -> None:
        """Bring the numbers of naskah of each word up to date; a word without any goes."""
        changed = sorted((word, count) for word, count in self._counts.items() if count)
        self._counts = Counter()
        for at in range(0, len(changed), _CHUNK):
            words, counts = zip(*changed[at : at + _CHUNK], strict=True)
            self._connection.execute(
                self._tables.fill(
                    "INSERT INTO {words} AS known SELECT * FROM unnest(%s::text[], %s::integer[])"
                    " ON CONFLICT (word) DO UPDATE SET naskah = known.naskah + excluded.naskah"
                ),
                (list(words), list(counts)),
            )
            lowered = [word for word, count in zip(words, counts, strict=True) if count < 0]
            if lowered:
                self._connection.execute(
                    self._tables.fill("DELETE FROM {words} WHERE word = ANY(%s) AND naskah <= 0"), (lowered,)
                )
