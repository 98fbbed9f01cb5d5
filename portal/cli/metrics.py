"""Figures for Prometheus, on an address of their own that no visitor reaches.

Every web process listens at it; whichever answers tells the sum over all, because they count in shared memory. Names
and labels are fixed words: no code, no address, no person.
"""

import contextlib
import math
import os
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

from sqlalchemy.exc import SQLAlchemyError

from portal import clock
from portal.config import Config
from portal.errors import ConfigError
from portal.queries import operation
from portal.queries.operation import OperationState
from portal.search.opening import folder_of
from portal.search.position import IndexFolder
from portal.services.berkas.spooling import spool_use
from portal.web.counting import BOUNDS, Counts
from portal.wiring import Stores

ADDRESS = "/metrics"
KEPT_SECONDS = 2.0
"""Whoever asks more often is told the same: asking must cost the portal nothing."""
PATIENCE = 5.0
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Line = tuple[str, str, str, list[tuple[str, float]]]
"""Name, type, help, and the samples: labels (may be empty) with their value."""


def listen(config: Config) -> socket.socket | None:
    """The socket of the setting, before any process is made; None where it is off. Raises ConfigError if taken."""
    if config.metrics_address is None:
        return None
    host, port = config.metrics_address
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        # While processes are exchanged, the old ones still listen: both may.
        return socket.create_server((host, port), family=family, reuse_port=True)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else "?"
        raise ConfigError(f"PORTAL_METRICS_ADDRESS tidak dapat dipakai ({reason}).") from error


class Figures:
    """The text that is served, made anew at most every two seconds."""

    def __init__(self, stores: Stores, counts: Counts) -> None:
        self._stores = stores
        self._counts = counts
        self._lock = threading.Lock()
        self._kept = ""
        self._until = 0.0

    def text(self) -> str:
        """All figures in the form that Prometheus reads."""
        with self._lock:
            if time.monotonic() >= self._until:
                lines = [*_web(self._counts), *self._stored(), *_places(self._stores)]
                self._kept = "".join(map(_written, lines))
                self._until = time.monotonic() + KEPT_SECONDS
            return self._kept

    def _stored(self) -> Iterator[Line]:
        now = clock.utc_now()
        try:
            with self._stores.database.reading() as session:
                found = operation.load_state(session, now)
        except SQLAlchemyError:
            yield "portal_database_up", "gauge", "Whether the database answers.", [("", 0)]
            return
        yield "portal_database_up", "gauge", "Whether the database answers.", [("", 1)]
        yield from _state(found, now.timestamp())


def serve(listener: socket.socket, stores: Stores, counts: Counts) -> None:
    """Answer at a socket that listens, in a thread of this process, until it ends."""
    figures = Figures(stores, counts)
    handler = type("FiguresHandler", (_Handler,), {"figures": figures})
    server = HTTPServer(listener.getsockname()[:2], handler, bind_and_activate=False)
    server.socket.close()
    server.socket = listener
    threading.Thread(target=server.serve_forever, daemon=True, name="metrics").start()


class _Handler(BaseHTTPRequestHandler):
    """One question; `figures` is set by `serve`."""

    figures: Figures
    timeout = PATIENCE

    def do_GET(self) -> None:
        """The figures, at one address."""
        if self.path != ADDRESS:
            self._answer(404, "")
        else:
            self._answer(200, self.figures.text())

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What cannot be read is answered without a word about what was sent."""
        self._answer(code, "")

    def version_string(self) -> str:
        """Nobody needs to know."""
        return "portal"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: it would be a line every few seconds."""

    def _answer(self, status: int, text: str) -> None:
        self.close_connection = True
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", CONTENT_TYPE)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)


def _web(counts: Counts) -> Iterator[Line]:
    kinds = [kind for kind in counts.read() if kind.statuses]
    yield "portal_web_processes", "gauge", "Web processes that live.", [("", counts.processes)]
    yield "portal_requests_total", "counter", "Answers by kind of page and status.", [
        (f'kind="{kind.name}",status="{status}"', number)
        for kind in kinds
        for status, number in kind.statuses.items()
    ]  # fmt: skip
    buckets: list[tuple[str, float]] = []
    for kind in kinds:
        labels, so_far = f'kind="{kind.name}"', 0
        for bound, number in zip([*map(str, BOUNDS), "+Inf"], kind.below, strict=True):
            so_far += number
            buckets.append((f'_bucket{{{labels},le="{bound}"}}', so_far))
        buckets += [(f"_sum{{{labels}}}", kind.seconds), (f"_count{{{labels}}}", so_far)]
    yield "portal_request_seconds", "histogram", "Seconds until an answer began.", buckets


def _state(found: OperationState, now: float) -> Iterator[Line]:
    waits = max(0.0, now - found.oldest_due_at.timestamp()) if found.oldest_due_at else 0.0
    copies = found.copies
    yield "portal_jobs", "gauge", "Jobs by state.", [(f'state="{name}"', n) for name, n in found.jobs.items()]
    yield "portal_job_oldest_seconds", "gauge", "How long the oldest due job has waited.", [("", waits)]
    yield "portal_workers", "gauge", "Workers heard of lately.", [("", found.workers)]
    yield "portal_holds", "gauge", "Holds on publication without an answer.", [("", found.penahanan)]
    yield "portal_originals", "gauge", "Stored originals.", [("", copies.originals)]
    yield "portal_copies", "gauge", "Copies of originals that are not as they should be.", [
        ('state="waiting"', copies.waiting), ('state="missing"', copies.missing), ('state="altered"', copies.altered),
        ('state="orphan"', copies.orphans)
    ]  # fmt: skip
    if copies.oldest_check is not None:
        age = max(0.0, now - copies.oldest_check.timestamp())
        yield "portal_fixity_oldest_seconds", "gauge", "Since the copy unread for longest was read.", [("", age)]


def _places(stores: Stores) -> Iterator[Line]:
    spool = spool_use(stores.spool_dir)
    yield "portal_spool_bytes", "gauge", "Uploads on their way, as far as they have names.", [("", spool)]
    space = os.statvfs(stores.config.data_dir)
    free = space.f_bavail * space.f_frsize
    yield "portal_data_free_bytes", "gauge", "Room left where the data folder lies.", [("", free)]
    changed = {"public": stores.public_index.written_at(), "internal": stores.internal_index.written_at()}
    ages = [(f'index="{name}"', max(0.0, time.time() - at)) for name, at in changed.items() if at]
    yield "portal_index_age_seconds", "gauge", "Since an index was written last.", ages
    if stores.config.has_own_index:
        behind = IndexFolder(folder_of(stores.config.search_url)).seconds_behind()
        told = "Since the index of this host held all that is listed."
        yield "portal_index_behind_seconds", "gauge", told, [("", math.inf if behind is None else behind)]


def _written(line: Line) -> str:
    name, kind, told, samples = line
    head = f"# HELP {name} {told}\n# TYPE {name} {kind}\n"
    # A histogram has samples of three names, which bring theirs along.
    forms = (f"{name}{label}" if label[:1] in ("", "_") else f"{name}{{{label}}}" for label, _ in samples)
    return head + "".join(f"{form} {value:.10g}\n" for form, (_, value) in zip(forms, samples, strict=True))
