"""Changes on their way into the index: gathered in batches, visible all at once."""

from collections.abc import Callable
from typing import Any

from whoosh.index import FileIndex

from portal.search.answers.tokens import Tokens, Vocabulary, tokens_of
from portal.search.interface import Progress, SearchDocument
from portal.search.whoosh.codec import ArraySegment
from portal.search.whoosh.invert import Batch
from portal.search.whoosh.reader import Reader
from portal.search.whoosh.writer import NaskahWriter

BATCH_WORDS = 1_500_000
PATIENCE = 5.0

MergePolicy = Callable[[Any, list[ArraySegment]], list[ArraySegment]]


class WriteSession:
    """Holds the write lock from its making until commit or cancel."""

    def __init__(self, index: FileIndex, reader: Reader | None, progress: Progress | None) -> None:
        """Take the write lock; raises whoosh.index.LockError when another writer keeps it. No reader: a new index."""
        self._writer = NaskahWriter(index, patience=PATIENCE)
        self._progress = progress
        try:
            self._numbers = {} if reader is None else _numbers_of(reader)
        except BaseException:
            self._writer.cancel()
            raise
        self._pending: dict[str, Tokens] = {}
        self._pending_words = 0
        self._vocabulary = Vocabulary()
        self._added: dict[str, int] = {}
        self._taken = 0

    def add(self, document: SearchDocument) -> None:
        """Take a naskah in, in place of the one with the same code."""
        self.remove(document.kode)
        tokens = tokens_of(document, self._vocabulary)
        self._pending[document.kode] = tokens
        self._pending_words += tokens.length
        self._taken += 1
        if self._pending_words >= BATCH_WORDS:
            self._flush()

    def remove(self, kode: str) -> None:
        """Take a naskah out, wherever it is."""
        pending = self._pending.pop(kode, None)
        if pending is not None:
            self._pending_words -= pending.length
        added = self._added.pop(kode, None)
        if added is not None:
            self._writer.forget(added)
        number = self._numbers.pop(kode, None)
        if number is not None:
            self._writer.delete_document(number)

    def commit(self, policy: MergePolicy) -> int:
        """Write everything; gives the number of naskah in the index."""
        self._flush()
        self._writer.commit(mergetype=policy)
        return len(self._numbers) + len(self._added)

    def cancel(self) -> None:
        """Forget everything since the session began."""
        if not self._writer.is_closed:
            self._writer.cancel()

    def _flush(self) -> None:
        if self._pending:
            first = self._writer.add_batch(Batch(list(self._pending.values()), self._vocabulary))
            self._added.update({kode: number for number, kode in enumerate(self._pending, start=first)})
            self._pending, self._vocabulary = {}, Vocabulary()
            self._pending_words = 0
        if self._progress is not None:
            self._progress(self._taken)


def _numbers_of(reader: Reader) -> dict[str, int]:
    """Number of each naskah in the index as it is under the write lock."""
    columns = reader.snapshot().columns
    alive = columns.alive.tolist()
    return {kode: number for number, kode in enumerate(columns.facts.kode) if alive[number]}
