"""Whoosh's external sort with a cheaper way to the disk: parts go there a thousand at a time."""

import marshal
from collections.abc import Iterator
from typing import Any, BinaryIO

from whoosh.writing import PostingPool

from portal.search.whoosh.invert import Item

_CHUNK = 1000
# Memory one item costs beside the bytes of its word and of its part.
_OVERHEAD = 250


class PartPool(PostingPool):  # type: ignore[misc]  # Whoosh ships no types
    """Sorts items within bounded memory; runs are private temporary files of this very process."""

    def add(self, item: Item) -> None:
        """Take an item, writing a sorted run when memory is used up."""
        self.currentsize += len(item[1]) + len(item[4]) + _OVERHEAD
        if self.currentsize > self.limit:
            self.save()
        self.current.append(item)

    def _write_run(self, file: BinaryIO, items: Any) -> None:
        with file:
            chunk = []
            for item in items:
                chunk.append(item)
                if len(chunk) == _CHUNK:
                    marshal.dump(chunk, file)
                    chunk = []
            marshal.dump(chunk, file)

    def _read_run(self, path: str) -> Iterator[Item]:
        with self._open_run(path) as file:
            while True:
                try:
                    chunk: list[Item] = marshal.load(file)  # noqa: S302  # Written by this process a moment ago.
                except EOFError:
                    break
                yield from chunk
        self._remove_run(path)
