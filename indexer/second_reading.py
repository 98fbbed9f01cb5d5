"""What a job of the second reader does: one page of a stored file, read once more beside the first reading."""

import logging
from pathlib import Path

from indexer import calm
from indexer.child import TOTAL_SECONDS, PdfReader
from indexer.ocr.deskew import read_grey, straighten
from indexer.ocr.engine import OcrFailure
from indexer.ocr.second import PAGE_SECONDS, SecondReader
from indexer.recognition import Recogniser
from indexer.workroom import working_folder
from portal import clock
from portal.domain.berkas.reading import ReadLine, WordBox
from portal.domain.berkas.turning import quarters_of
from portal.services import jobs
from portal.services.berkas import recognising
from portal.services.jobs import Claim
from portal.wiring import Stores

log = logging.getLogger("indexer")

LONGEST_SECONDS = 240.0
"""Less than the lease of its job."""


def read_second(stores: Stores, reader: PdfReader, recogniser: Recogniser | None, held: Claim) -> None:
    """Read one page once more and keep its lines; a page that cannot be read twice stays as it was read once.

    Where the second reader went away meanwhile nobody waits for it.
    """
    with stores.database.reading() as session:
        task = recognising.find_second(session, held.subject_id)
    second = recogniser.second if recogniser is not None else None
    found: tuple[ReadLine, ...] | OcrFailure = OcrFailure.missing
    if task is not None and recogniser is not None and second is not None and second.availability.is_available:
        seconds = min(LONGEST_SECONDS, PAGE_SECONDS * calm.patience(held))
        with recogniser.files.open(task.sha256) as path, working_folder(stores.spool_dir) as folder:
            found = read_lines(reader, second, path, task.number, folder, words=task.words, seconds=seconds)
    with stores.database.transaction() as session:
        now = clock.utc_now()
        if found is OcrFailure.timeout and not held.is_last:
            jobs.try_later(session, held, now=now)
            return
        if task is not None:
            if isinstance(found, OcrFailure):
                log.warning("second reader: page %d of file %d: %s", task.number, task.berkas_id, found.value)
            lines = () if isinstance(found, OcrFailure) else found
            tool = second.said if second is not None else ""
            recognising.store_second(session, task, lines, tool=tool, now=now, priority=held.priority)
        jobs.finish(session, held, now=now)


def read_lines(
    reader: PdfReader,
    second: SecondReader,
    path: Path,
    number: int,
    folder: Path,
    *,
    words: tuple[WordBox, ...],
    seconds: float = PAGE_SECONDS,
) -> tuple[ReadLine, ...] | OcrFailure:
    """The lines of the page `number` (from 1), with places on the page as stored; `words` tell how the page lies.

    Raises StorageError or ConfigError as the reader does, and nothing because of the page.
    """
    drawn = reader.scan(path, folder, page=number, total_seconds=min(seconds, TOTAL_SECONDS))
    if not drawn.scans or drawn.scans[0].number != number:
        return OcrFailure.no_picture
    scan = drawn.scans[0]
    source = folder / scan.filename
    try:
        straight, placement = straighten(read_grey(source, scan), quarters=quarters_of(words))
    finally:
        source.unlink(missing_ok=True)
    found = second.read(straight, seconds=seconds)
    if isinstance(found, OcrFailure):
        return found
    return tuple(_on_page(line, placement.on_page(_as_word(line))) for line in found)


def _as_word(line: ReadLine) -> WordBox:
    return WordBox(line.text, line.x0, line.y0, line.x1, line.y1, line.confidence)


def _on_page(line: ReadLine, place: WordBox) -> ReadLine:
    return ReadLine(line.text, place.x0, place.y0, place.x1, place.y1, line.confidence)
