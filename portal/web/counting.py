"""Counts answers by kind of page and status, and how long they took, in memory that all web processes share.

Nothing of a request is kept: no address, no code, no name. Each process writes into a row of its own, so none waits for
another; whoever reads adds the rows up.
"""

import mmap
import threading
import time
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, Response, g, request

from portal.web.spool import PDF_ENDPOINTS
from portal.web.throttle import FILES

SEARCHES = frozenset({"public.search", "public.completions", "api.search"})
IMAGES = frozenset(
    {
        "public.page_image",
        "public.small_image",
        "public.version_image",
        "public.version_small_image",
        "public.iiif_image",
        "public.card",
    }
)
UPLOADS = PDF_ENDPOINTS | {"work.resume_begin", "work.resume_state", "work.resume_part"}
HEALTH = frozenset({"api.health", "api.live"})
BY_ENDPOINT = {
    **dict.fromkeys(SEARCHES, "search"),
    **dict.fromkeys(FILES, "file"),
    **dict.fromkeys(IMAGES, "image"),
    **dict.fromkeys(UPLOADS, "upload"),
    **dict.fromkeys(HEALTH, "health"),
}
BY_PREFIX = {"static": "static", "assets": "static", "public": "page", "langganan": "page", "umpan": "page",
             "api": "api", "gateway": "api", "auth": "door"}  # fmt: skip
KINDS = ("page", "search", "file", "image", "api", "door", "work", "upload", "static", "health", "unknown", "server")
"""Kinds of pages; `unknown` is no address of ours, `server` what the server refused before the application saw it."""
STATUSES = (
    *(200, 206, 301, 302, 303, 304, 308, 400, 401, 403, 404, 405, 409, 410, 412, 413, 416, 422, 429, 431),
    *(500, 501, 503, 507),
)
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds; a reader of the figures draws its percentiles from them."""
_WIDTH = len(STATUSES) + 1 + len(BOUNDS) + 1 + 1
"""Of one kind: each status and all others, each bound and what is beyond, the sum of seconds."""
_ROW = len(KINDS) * _WIDTH


@dataclass(frozen=True)
class Kind:
    """What was counted of one kind of page; `below` belongs to BOUNDS, and its last to whatever took longer."""

    name: str
    statuses: dict[str, int]
    below: tuple[int, ...]
    seconds: float


class Counts:
    """The shared memory; made before the processes are, and handed to each with the number of its row."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self._memory = mmap.mmap(-1, (rows * _ROW + 1) * 8)
        self._cells = memoryview(self._memory).cast("d")
        self._lock = threading.Lock()
        self.row = 0

    @property
    def processes(self) -> int:
        """How many web processes live, as the parent wrote it last."""
        return int(self._cells[self.rows * _ROW])

    @processes.setter
    def processes(self, number: int) -> None:
        self._cells[self.rows * _ROW] = number

    def note(self, kind: str, status: int, seconds: float) -> None:
        """Count one answer of this process."""
        start = self.row * _ROW + KINDS.index(kind) * _WIDTH
        at_status = STATUSES.index(status) if status in STATUSES else len(STATUSES)
        at_bound = len(STATUSES) + 1 + bisect_left(BOUNDS, seconds)
        with self._lock:
            self._cells[start + at_status] += 1
            self._cells[start + at_bound] += 1
            self._cells[start + _WIDTH - 1] += seconds

    def read(self) -> Iterator[Kind]:
        """What all processes have counted together."""
        for number, name in enumerate(KINDS):
            start = number * _WIDTH
            cells = [sum(self._cells[row * _ROW + start + at] for row in range(self.rows)) for at in range(_WIDTH)]
            labels = [*map(str, STATUSES), "other"]
            counted = {label: int(cell) for label, cell in zip(labels, cells, strict=False) if cell}
            yield Kind(name, counted, tuple(map(int, cells[len(labels) : -1])), cells[-1])


def kind_of(endpoint: str | None) -> str:
    """Which kind of page an endpoint is."""
    if endpoint is None:
        return "unknown"
    return BY_ENDPOINT.get(endpoint) or BY_PREFIX.get(endpoint.partition(".")[0], "work")


def install(app: Flask, counts: Counts) -> None:
    """Count every answer of the application, errors and kept ones included."""

    app.extensions["counts"] = counts

    def begin() -> None:
        g.begun = time.perf_counter()

    def end(response: Response) -> Response:
        counts.note(
            kind_of(request.endpoint), response.status_code, time.perf_counter() - g.get("begun", time.perf_counter())
        )
        return response

    app.before_request_funcs.setdefault(None, []).insert(0, begin)
    # The first in the list is the last to be called: what the others do to an answer takes time too.
    app.after_request_funcs.setdefault(None, []).insert(0, end)
