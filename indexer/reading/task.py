"""What a child does in its short life: the steps it was given, each finding reported as soon as it is known.

A step is a dict with a `kind`: `inspect`; `text`, `images`, `codes` or `burn` with `first` and `last`, and `boxes` for
the last; `words` or `scan` with `pages`; `cut`, whose `pages` are first and last page of each part in turn;
`signatures`, with the trust list as a fourth open file; or `confinement`, by which an administrator can see the walls
from inside.
"""

import contextlib
import ctypes
import os
import socket
import struct
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from indexer.burned import BurnedPage
from indexer.reading import burning, codes, cutting, inspect, pages, scans, signatures, text, words
from indexer.reading.document import Document, RefusedError
from indexer.reading.report import OUT_OF_MEMORY, OUTPUT_FULL, STEP_FAILED, Report
from indexer.trust import unpacked
from portal.domain.berkas.reading import PageImage, PageText

SOFT_SHARE = 0.5
"""After this share of its time a child stops between two pages and the next goes on: slow is not taken for hung."""


_WORD_TROUBLE = (
    *(PDFException, PdfminerException, MalformedPDFException, RefusedError),
    *(
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        AssertionError,
        ArithmeticError,
        RecursionError,
        struct.error,
    ),
)
"""What pdfminer has been seen to raise on damaged files; the text of the pages is safe before it is asked."""


class StepFailedError(Exception):
    """A step cannot be done on this file, while others can."""


def run(request: dict[str, Any], files: list[int], walls: dict[str, bool]) -> int:
    """Do the steps of a request and return the exit code."""
    report = Report(files[1], files[2])
    try:
        until = time.monotonic() + request["limits"]["wall_seconds"] * SOFT_SHARE
        document: Document | None = None
        for step in request["steps"]:
            if step["kind"] == "confinement":
                report.write(confinement=_seen_from_inside(walls))
                report.write(done="confinement")
                continue
            document = document or Document(files[0])
            _STEPS[step["kind"]](document, {**step, "until": until, "files": files}, report)
            report.write(done=step["kind"])
    except RefusedError as refusal:
        report.write(refused=refusal.reason)
    except StepFailedError:
        return STEP_FAILED
    except MemoryError:
        return OUT_OF_MEMORY
    except OSError:
        return OUTPUT_FULL
    return 0


def _inspect(document: Document, step: dict[str, Any], report: Report) -> None:
    report.write(inspection=inspect.inspect(document).to_json())
    # Opening the pages now tells at once whether anything can be read.
    report.write(count=len(document.pages))


def _text(document: Document, step: dict[str, Any], report: Report) -> None:
    report.write(count=len(document.pages))
    for page in text.read_pages(document, step["first"], min(step["last"], len(document.pages))):
        if isinstance(page, PageText):
            report.write(page=page.to_json())
        else:
            report.write(unreadable=["text", page])
        if time.monotonic() > step["until"]:
            return


def _images(document: Document, step: dict[str, Any], report: Report) -> None:
    report.write(count=len(document.pages))
    drawn = pages.render_pages(document.pages, step["first"], min(step["last"], len(document.pages)))
    _pictures(drawn, "image", step, report)


def _burn(document: Document, step: dict[str, Any], report: Report) -> None:
    report.write(count=len(document.pages))
    boxes: dict[int, list[list[int]]] = {}
    for number, *edges in step["boxes"]:
        boxes.setdefault(number, []).append(edges)
    drawn = burning.burn_pages(document.pages, step["first"], min(step["last"], len(document.pages)), boxes)
    _pictures(drawn, "burned", step, report)


def _pictures(
    drawn: Iterator[tuple[PageImage | BurnedPage, bytes] | int], name: str, step: dict[str, Any], report: Report
) -> None:
    """Hand over pictures under a name as they are drawn, and the numbers of those that cannot be, while time lasts."""
    for found in drawn:
        if isinstance(found, int):
            report.write(unreadable=[step["kind"], found])
        else:
            page, data = found
            report.write_picture(data)
            report.write(**{name: page.to_json()})
        if time.monotonic() > step["until"]:
            return


def _scan(document: Document, step: dict[str, Any], report: Report) -> None:
    report.write(count=len(document.pages))
    for number in step["pages"]:
        try:
            scan, grey = scans.draw_scan(document.pages, number, document.structure, is_rest=step["is_rest"])
        except (pypdfium2.PdfiumError, ValueError, IndexError):
            report.write(unreadable=["scan", number])
            continue
        report.write_picture(grey)
        report.write(scan=scan.to_json())


def _codes(document: Document, step: dict[str, Any], report: Report) -> None:
    report.write(count=len(document.pages))
    for found in codes.read_codes(document.pages, step["first"], min(step["last"], len(document.pages))):
        if isinstance(found, int):
            report.write(unreadable=["codes", found])
        else:
            report.write(codes={"number": found[0], "texts": found[1]})
        if time.monotonic() > step["until"]:
            return


def _cut(document: Document, step: dict[str, Any], report: Report) -> None:
    structure = document.structure
    if structure is None:
        raise StepFailedError
    report.write(count=len(structure.pages))
    wanted = list(zip(step["pages"][::2], step["pages"][1::2], strict=True))
    try:
        for number, part in enumerate(cutting.cut(structure, wanted), 1):
            report.write_picture(part)
            report.write(part={"number": number, "size": len(part)})
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise StepFailedError from error


def _words(document: Document, step: dict[str, Any], report: Report) -> None:
    left = list(step["pages"])
    # pdfminer is less forgiving than the others; what it cannot read as stored it can often read rebuilt.
    for data in (document.readable_bytes, document.rebuilt_bytes):
        with contextlib.suppress(*_WORD_TROUBLE):
            _words_of(data(), left, report)
    if left:
        raise StepFailedError


def _words_of(data: bytes, left: list[int], report: Report) -> None:
    """Report the words and tables of the pages `left`, and take each page off that list."""
    with words.opened_pages(data, tuple(left)) as opened:
        for page in opened:
            number = page.page_number
            boxes = words.find_words(page)
            found = words.find_tables(page, number)
            report.write(words={"number": number, "words": [box.to_json() for box in boxes]})
            for table in found:
                report.write(table=table.to_json())
            left.remove(number)


def _signatures(document: Document, step: dict[str, Any], report: Report) -> None:
    data = document.stored_bytes()
    if not signatures.SIGN.search(data):
        report.write(signature_count=0)
        return
    packed = step["files"][3]
    roots = unpacked(os.pread(packed, os.fstat(packed).st_size, 0))
    try:
        for number, found in signatures.read_signatures(
            data, roots, datetime.now(UTC), counted=lambda count: report.write(signature_count=count)
        ):
            report.write(signature={"number": number, "facts": found.to_json()})
    except signatures.FileNotCheckableError as error:
        report.write(signatures_not_checkable=error.reason)


_STEPS: dict[str, Callable[[Document, dict[str, Any], Report], None]] = {
    "inspect": _inspect,
    "text": _text,
    "images": _images,
    "burn": _burn,
    "scan": _scan,
    "codes": _codes,
    "cut": _cut,
    "words": _words,
    "signatures": _signatures,
}


def _seen_from_inside(walls: dict[str, bool]) -> dict[str, Any]:
    """What this child can reach, found out by trying."""
    return {
        "walls": walls,
        "environment": sorted(os.environ),
        "open_files": sorted(_target(name) for name in _listed("/proc/self/fd")),
        "folder": _listed("."),
        "can_open_socket": _succeeds(lambda: socket.socket().close()),
        # The same without Python, as machine code planted by a file would try it.
        "can_open_socket_natively": ctypes.CDLL(None).socket(socket.AF_INET, socket.SOCK_STREAM, 0) >= 0,
        "can_start_process": _succeeds(lambda: os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)),
        "can_write_file": _succeeds(lambda: Path("/tmp", f"probe-{os.getpid()}").touch()),  # noqa: S108
        "can_read_other_files": _succeeds(lambda: Path("/etc/passwd").read_bytes()),
    }


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - Path would ask for the working folder, which is gone.
    except OSError:
        return []


def _target(descriptor: str) -> str:
    try:
        return str(Path("/proc/self/fd", descriptor).readlink())
    except OSError:
        return ""


def _succeeds(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (OSError, AttributeError):
        return False
    return True
