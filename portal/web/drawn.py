"""Pictures made from what is public: the latest ones are kept in memory, and only a few are made at once.

They are derived and never stored: a withdrawal leaves nothing of them on disk, and whoever asks for one has been asked
for by the database first.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import current_app

from portal.storage.budget import Budget

MOST_BYTES = 24 * 1024 * 1024
AT_ONCE, QUEUE, PATIENCE = 1, 8, 4.0
"""Pictures made at once by one process, how many may wait for that, and for how many seconds."""


class Drawn:
    """Pictures by the key of what they show; the oldest make room. Safe for many threads.

    A picture is drawn within what `place` gives, by default a place of a budget that refuses where too many wait.
    """

    def __init__(
        self, most_bytes: int = MOST_BYTES, *, place: Callable[[], AbstractContextManager[object]] | None = None
    ) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        self._place = place or Budget(AT_ONCE, patience=PATIENCE, queue=QUEUE).place

    def picture(self, key: str, draw: Callable[[], bytes]) -> bytes:
        """The picture under this key, drawn where it is not kept. Raises StorageBusyError where too many wait."""
        if (kept := self._found(key)) is not None:
            return kept
        with self._place():
            if (kept := self._found(key)) is not None:
                return kept
            made = draw()
        self._keep(key, made)
        return made

    def _found(self, key: str) -> bytes | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: str, picture: bytes) -> None:
        with self._lock:
            if len(picture) > self._most or key in self._kept:
                return
            self._kept[key] = picture
            self._size += len(picture)
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1])


def drawn() -> Drawn:
    """The pictures of this application."""
    found = current_app.extensions["drawn"]
    assert isinstance(found, Drawn)  # noqa: S101 - tells the type checker what create_app put there
    return found
