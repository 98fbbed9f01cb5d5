"""The second reader: reads the pages that carry the metadata once more, so that two readings can be compared.

It is an addition. A machine that lacks its packages, or where it is switched off, works with the first reader alone.
Each page is read in a disposable child like that of the PDF reader, behind the same walls and with limits of its own.
"""

import importlib.metadata
import importlib.util
import json
import logging
import os
import threading
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

import numpy as np
from PIL import Image

from indexer.confinement import Limits
from indexer.forkserver import ChildEnd, ForkServer, ZygoteLostError
from indexer.ocr.deskew import Grey
from indexer.ocr.engine import Availability, OcrFailure
from indexer.outcome import Outcome, outcome_of
from portal.domain.berkas.reading import ReadLine
from portal.errors import ConfigError

log = logging.getLogger("indexer")

PACKAGES = ("rapidocr", "onnxruntime", "cv2")
MODEL = "PP-OCRv6 small"
PAGE_SECONDS = 90.0
"""By the clock; nobody waits for it, and it goes behind everything else."""

LIMITS = Limits(
    # Of this address space the libraries alone map 450 MiB; a page of A4 takes 0.8 GiB of memory at most.
    memory_bytes=2048 * 1024 * 1024,
    # A dense page takes four seconds of a free processor.
    cpu_seconds=40,
    wall_seconds=PAGE_SECONDS,
    output_bytes=4 * 1024 * 1024,
)
LONGEST_EDGE = 2400
"""A larger picture is made smaller before it is handed over."""

MOST_LINES = 2000
OFF = "Pembaca kedua dimatikan (PORTAL_OCR_SECOND)."
MISSING = "Pembaca kedua tidak terpasang: paket rapidocr dan onnxruntime. Halaman dibaca Tesseract saja."
BROKEN = "Pembaca kedua terpasang tetapi tidak dapat dijalankan. Halaman dibaca Tesseract saja."

_FAILURES = {Outcome.timeout: OcrFailure.timeout, Outcome.limit: OcrFailure.limit}


class SecondReader:
    """Reads pictures through a process that has the models loaded, started at first use; one page at a time.

    Close it, or use it in a `with` block. Safe to share between threads: they take turns.
    """

    def __init__(self, *, is_wanted: bool = True, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self.server = ForkServer("lines")
        self._turn = threading.Lock()
        self._found = _look() if is_wanted else Availability(False, "", OFF)
        if is_wanted and not self._found.is_available:
            log.info("second reader: %s", self._found.reason)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process with the models; the reader may still be used and then starts a new one."""
        self.server.close()

    @property
    def said(self) -> str:
        """What there is to say about it on the page of the system's work."""
        return self._found.version or self._found.reason

    @property
    def availability(self) -> Availability:
        """Whether pages are read twice here; known for good only once the first page was read."""
        return self._found

    def read(self, grey: Grey, *, seconds: float = PAGE_SECONDS) -> tuple[ReadLine, ...] | OcrFailure:
        """The lines of an upright grey picture, with places as fractions of it. Raises nothing."""
        with self._turn:
            if not self._found.is_available:
                return OcrFailure.missing
            small = _bounded(grey)
            picture, answer = os.memfd_create("picture"), os.memfd_create("lines")
            try:
                os.truncate(picture, small.size)
                os.pwrite(picture, small.tobytes(), 0)
                limits = replace(self.limits, wall_seconds=seconds)
                end = self._ask({"limits": limits.to_json(), **_size(small)}, [picture, answer])
                return end if isinstance(end, OcrFailure) else _answer(end, limits, answer)
            finally:
                os.close(picture)
                os.close(answer)

    def _ask(self, request: dict[str, Any], files: list[int]) -> ChildEnd | OcrFailure:
        # A process that was lost between two pages is replaced once; then the page is blamed.
        for _ in range(2):
            try:
                return self.server.run(request, files)
            except ZygoteLostError:
                continue
            except ConfigError as error:
                self._found = Availability(False, "", BROKEN)
                log.warning("second reader: %s", error.message)
                return OcrFailure.missing
        return OcrFailure.crashed


def _look() -> Availability:
    """Whether the packages are here, without loading them: that is for the process they are shut in with."""
    if any(importlib.util.find_spec(name) is None for name in PACKAGES):
        return Availability(False, "", MISSING)
    versions = (f"{name} {importlib.metadata.version(name)}" for name in PACKAGES[:2])
    return Availability(True, f"{MODEL}, {', '.join(versions)}")


def _bounded(grey: Grey) -> Grey:
    height, width = grey.shape
    step = LONGEST_EDGE / max(height, width)
    if step >= 1:
        return np.ascontiguousarray(grey)
    size = (max(1, round(width * step)), max(1, round(height * step)))
    return np.asarray(Image.fromarray(grey).resize(size, Image.Resampling.BOX))


def _size(grey: Grey) -> dict[str, int]:
    return {"height": grey.shape[0], "width": grey.shape[1]}


def _answer(end: ChildEnd, limits: Limits, answer: int) -> tuple[ReadLine, ...] | OcrFailure:
    """What a child wrote, believed only where it has the right form, or how it failed."""
    outcome = outcome_of(end, limits)
    if outcome is not Outcome.done:
        return _FAILURES.get(outcome, OcrFailure.crashed)
    try:
        told = [json.loads(line) for line in os.pread(answer, limits.output_bytes, 0).decode().splitlines()]
        *lines, last = told
        if last != {"done": "lines"} or len(lines) > MOST_LINES:
            return OcrFailure.garbled
        return tuple(ReadLine.from_json(line["line"]) for line in lines)
    except (ValueError, TypeError, KeyError, RecursionError):
        return OcrFailure.garbled
