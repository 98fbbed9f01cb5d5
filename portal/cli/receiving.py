"""What the server takes in before the application sees it: bodies are judged by the head of their request.

Bodies wait in memory up to a few kilobytes and beyond that in the spool folder. Whatever is too large, comes from
nobody, or finds the room full is answered at once, and the rest of it is read and dropped for a moment, so that the
answer arrives.
"""

import json
import threading
import time
import weakref
from pathlib import Path
from socket import SHUT_WR
from tempfile import TemporaryFile
from typing import Any
from weakref import WeakKeyDictionary

from flask import Flask
from waitress.buffers import OverflowableBuffer, TempfileBasedBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, MultiSocketServer
from waitress.task import ErrorTask

from portal.config import Config
from portal.services.berkas.spooling import FULL, has_room
from portal.web.bodies import FORM, Doorkeeper, limits_of
from portal.web.counting import Counts
from portal.web.errors import TEXT
from portal.web.headers import fixed_headers

KEPT_IN_MEMORY = 65_536
"""Bytes of a body that stay in memory; the rest of it goes to a file."""
FILES_UNDER_WAY = 8
"""So many of the largest files may be under way at once; whoever comes then is asked to come again."""
RETRY_SECONDS = 5
LINGER_SECONDS = 3.0
_REASON = {
    400: "Bad Request",
    401: "Unauthorized",
    413: "Content Too Large",
    431: "Request Header Fields Too Large",
    500: "Internal Server Error",
    501: "Not Implemented",
    503: "Service Unavailable",
    507: "Insufficient Storage",
}
_BUSY = "Sedang banyak berkas yang diunggah. Coba lagi sebentar lagi."


class Refusal:
    """Why a request is answered by the server itself."""

    def __init__(self, code: int, text: str = "") -> None:
        self.code = code
        self.text = text or TEXT.get(code, TEXT[400] if code < 500 else TEXT[500])


class Room:
    """How many bytes of large bodies are under way; what ends without a word is forgotten with its request."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: WeakKeyDictionary[object, int] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def take(self, holder: object, size: int) -> bool:
        """Keep room for a body of this many bytes; False where there is none."""
        with self._lock:
            if self.taken() + size > self.most:
                return False
            self._held[holder] = size
            return True

    def give_back(self, holder: object) -> None:
        """The body is gone."""
        with self._lock:
            self._held.pop(holder, None)

    def taken(self) -> int:
        """Bytes promised to bodies that are under way."""
        return sum(self._held.values())


class _SpooledFile(TempfileBasedBuffer):  # type: ignore[misc]
    """The rest of a body, in a file without a name in the spool folder: `/tmp` may lie in memory."""

    def __init__(self, folder: Path, from_buffer: Any) -> None:
        self.newfile = lambda: TemporaryFile("w+b", dir=folder)  # noqa: SIM115 - the buffer closes it
        super().__init__(from_buffer)
        # A request that the end of the server cut off is closed by nobody.
        weakref.finalize(self, self.file.close)


class _SpooledBuffer(OverflowableBuffer):  # type: ignore[misc]
    """A body: first in memory, then in the spool folder."""

    buf: Any

    def __init__(self, folder: Path) -> None:
        super().__init__(KEPT_IN_MEMORY)
        self._folder = folder

    def _set_large_buffer(self) -> None:
        before = self.buf
        self.buf = _SpooledFile(self._folder, before)
        if before is not None:
            before.close()
        self.overflowed = True


class _Limits:
    """The settings a parser reads, with a limit of one request."""

    def __init__(self, settings: Any, most: int) -> None:
        self.max_request_header_size = settings.max_request_header_size
        self.url_scheme = settings.url_scheme
        self.inbuf_overflow = settings.inbuf_overflow
        # The parser refuses what reaches its limit.
        self.max_request_body_size = most + 1


class Gate:
    """Judges the head of each request."""

    def __init__(self, app: Flask, config: Config, folder: Path) -> None:
        self.folder = folder
        self.most_waiting = config.spool_mb * 1_000_000
        self.doorkeeper = Doorkeeper(app, config.max_upload_mb)
        # Whatever the limit of a file, the largest request finds room when it comes alone.
        largest = max(limits_of(config.max_upload_mb).values())
        together = FILES_UNDER_WAY * config.max_upload_mb * 1_000_000
        self.room = Room(max(together // config.process_count + FORM, largest))
        self.headers = fixed_headers(is_https=config.is_https)
        counts = app.extensions.get("counts")
        self.counts = counts if isinstance(counts, Counts) else None

    def judge(self, request: "Parser") -> Refusal | None:
        """Refuse a body, or set its limit and keep room for it."""
        path = request.path.encode("latin-1", "replace").decode("utf-8", "replace")
        limit = self.doorkeeper.limit(request.command, path)
        # The size of a body in chunks is not told: it may become as large as its address allows.
        size = limit if request.chunked else request.content_length
        if size > limit:
            return Refusal(413)
        if size > FORM:
            cookies, key = (request.headers.get(name, "") for name in ("COOKIE", "AUTHORIZATION"))
            if not self.doorkeeper.may_send(request.command, path, cookies, key):
                return Refusal(401)
            if not has_room(self.folder, size, self.most_waiting):
                return Refusal(507, FULL)
            if not self.room.take(request, size):
                return Refusal(503, _BUSY)
        request.adj = _Limits(request.adj, limit)
        return None


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """One request on its way in; `gate` is set by `install`."""

    gate: Gate
    error: Any
    is_judged = False

    def received(self, data: bytes) -> int:
        """Take the next bytes; once the head is complete, the body is judged before any of it is kept."""
        try:
            consumed: int = super().received(data)
        except ValueError:
            # An address that the parser cannot take apart (`http://[`) would close the connection without a word.
            consumed, self.error = len(data), Refusal(400)
        if self.headers_finished and not self.is_judged and self.body_rcv is not None and self.error is None:
            self.is_judged = True
            # Two ways to say where a body ends are one too many: whoever stands before us may have believed the other.
            is_told_twice = self.chunked and "CONTENT_LENGTH" in self.headers
            self.error = Refusal(400) if is_told_twice else self.gate.judge(self)
            if self.error is None:
                self.body_rcv.buf = _SpooledBuffer(self.gate.folder)
        if self.error is not None:
            # The server would ask for the body of a request that it has refused.
            self.expect_continue = False
            self.completed = True
            return len(data)
        return consumed

    def close(self) -> None:
        """The request has ended, whether answered or cut off."""
        super().close()
        self.gate.room.give_back(self)


class RefusalTask(ErrorTask):  # type: ignore[misc]
    """An answer of the server itself, with the headers of all our answers."""

    def execute(self) -> None:
        """Write it."""
        error = self.request.error
        refusal = error if isinstance(error, Refusal) else Refusal(error.code)
        gate: Gate = self.channel.parser_class.gate
        is_page = "text/html" in self.request.headers.get("ACCEPT", "")
        body, mimetype = _page(refusal) if is_page else _problem(refusal)
        self.status = f"{refusal.code} {_REASON.get(refusal.code, 'Error')}"
        self.response_headers.extend(gate.headers)
        self.response_headers.append(("Content-Type", mimetype))
        if refusal.code == 503:
            self.response_headers.append(("Retry-After", str(RETRY_SECONDS)))
        if gate.counts is not None:
            gate.counts.note("server", refusal.code, 0.0)
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


def _page(refusal: Refusal) -> tuple[bytes, str]:
    return f"{refusal.text}\n".encode(), "text/plain; charset=utf-8"


def _problem(refusal: Refusal) -> tuple[bytes, str]:
    title = TEXT.get(refusal.code, "Kesalahan.")
    body = {"type": "about:blank", "title": title, "status": refusal.code, "detail": refusal.text}
    return json.dumps(body).encode(), "application/problem+json"


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection; one whose request was refused is read for a moment more, or the answer would be lost."""

    error_task_class = RefusalTask
    is_refused = False
    lingers_until = 0.0

    def service(self) -> None:
        """Answer one request."""
        self.is_refused = self.requests[0].error is not None
        if getattr(self.server, "is_ending", False):
            # Said with the answer, so that nobody asks once more over a connection that is about to be closed.
            self.requests[0].headers["CONNECTION"] = "close"
        super().service()

    def readable(self) -> bool:
        """Whether more should be read."""
        return bool(self.lingers_until or super().readable())

    def handle_read(self) -> None:
        """Take what came, or drop it."""
        if not self.lingers_until:
            super().handle_read()
        else:
            # At its end the connection closes by itself.
            self.recv(self.adj.recv_bytes)
            if self.connected and time.monotonic() > self.lingers_until:
                self.handle_close()

    def handle_close(self) -> None:
        """Close, and let go of a request that was cut off."""
        if self.is_refused and self.connected and not self.lingers_until:
            try:
                self.socket.shutdown(SHUT_WR)
            except OSError:
                pass  # Nobody is there any more.
            else:
                self.lingers_until = time.monotonic() + LINGER_SECONDS
                self.will_close = False
                return
        if self.request is not None:
            self.request.close()
        super().handle_close()


def install(server: BaseWSGIServer | MultiSocketServer, app: Flask, config: Config, folder: Path) -> Gate:
    """Let a server that does not run yet take requests in this way."""
    gate = Gate(app, config, folder)
    parser = type("GatedParser", (Parser,), {"gate": gate})
    channel = type("GatedChannel", (Channel,), {"parser_class": parser})
    # A name may stand for several addresses, each with a listener of its own.
    for listener in server.map.values() if isinstance(server, MultiSocketServer) else [server]:
        if isinstance(listener, BaseWSGIServer):
            listener.channel_class = channel
    return gate
