"""An end to calls that other machines could draw out."""

import socket
import threading
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
