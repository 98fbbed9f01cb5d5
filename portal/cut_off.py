"""An end to calls that other machines could draw out."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def cut_off(held: socket.socket, seconds: float) -> Iterator[None]:
    """End a call from outside when its time is over: a timeout of a socket begins anew with every byte.

    Raises TimeoutError at its end then, also where the block came to one: what came so far may look like the whole,
    as headers that broke off do, or an answer of no given length.
    """
    is_over = threading.Event()
    # The socket may be wrapped in another one, or closed, before; its number is held open by a copy of our own.
    copy = socket.socket(held.family, held.type, fileno=socket.dup(held.fileno()))

    def cut() -> None:
        is_over.set()
        with suppress(OSError):
            copy.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        copy.close()
    if is_over.is_set():
        raise TimeoutError


class Watch:
    """The same for many short calls: one thread looks after all of them, so that each costs next to nothing.

    A call is cut at most a second after its time is over.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._under_way: dict[int, tuple[float, int]] = {}
        self._looking_in = 0

    def begin(self, held: int) -> None:
        """A call over the socket of this number begins; one that was under way there is over."""
        copy = os.dup(held)
        with self._lock:
            before = self._under_way.pop(held, None)
            self._under_way[held] = time.monotonic() + self._seconds, copy
            # A process that was forked has the object, and no thread.
            if self._looking_in != os.getpid():
                self._looking_in = os.getpid()
                threading.Thread(target=self._look, daemon=True, name="cut-off").start()
        if before is not None:
            os.close(before[1])

    def end(self, held: int) -> None:
        """The call over the socket of this number is over."""
        with self._lock:
            found = self._under_way.pop(held, None)
        if found is not None:
            os.close(found[1])

    def _look(self) -> None:
        while True:
            time.sleep(0.5)
            now = time.monotonic()
            with self._lock:
                over = [held for held, (until, _) in self._under_way.items() if until < now]
                copies = [self._under_way.pop(held)[1] for held in over]
            for copy in copies:
                with suppress(OSError), socket.socket(fileno=copy) as held:
                    held.shutdown(socket.SHUT_RDWR)
