"""What a job of recognition does: one page, from the stored file to text that is handed on."""

from dataclasses import dataclass

from indexer import calm
from indexer.child import PdfReader
from indexer.filecache import FileCache
from indexer.ocr.engine import SENTENCE, OcrEngine, OcrFailure
from indexer.ocr.page import PAGE_SECONDS, read_page
from indexer.ocr.second import SecondReader
from indexer.workroom import working_folder
from portal import clock
from portal.services import jobs
from portal.services.berkas import recognising
from portal.services.berkas.recognising import PageTask, Recognised
from portal.services.jobs import Claim
from portal.wiring import Stores


@dataclass(frozen=True)
class Recogniser:
    """The engine, and the files whose pages it is reading; shared by all lines that recognise.

    `second` reads the pages that carry the metadata once more; without it they are read once.
    """

    engine: OcrEngine
    files: FileCache
    second: SecondReader | None = None

    @property
    def is_read_twice(self) -> bool:
        """Whether a second reader is here to be asked."""
        return self.second is not None and self.second.availability.is_available


def recognise_page(stores: Stores, reader: PdfReader, recogniser: Recogniser, held: Claim) -> None:
    """Read one page with the engine and keep what is better than the text it had.

    A page that ran out of time is read again later, with more of it, before it counts as failed.
    """
    if calm.is_put_off(stores, held):
        return
    with stores.database.reading() as session:
        task = recognising.find_task(session, held.subject_id)
    found = None if task is None else _read(stores, reader, recogniser, task, calm.patience(held))
    with stores.database.transaction() as session:
        now = clock.utc_now()
        if found is None:
            # The engine went away under our hands: the page waits for it, and the attempt does not count.
            if task is not None:
                jobs.postpone(session, held, now=now)
                return
        elif task is not None and found.ran_out and not held.is_last:
            jobs.try_later(session, held, now=now)
            return
        elif task is not None:
            twice = recogniser.is_read_twice
            recognising.store_page(session, task, found, now=now, priority=held.priority, is_read_twice=twice)
        jobs.finish(session, held, now=now)


def _read(
    stores: Stores, reader: PdfReader, recogniser: Recogniser, task: PageTask, patience: float
) -> Recognised | None:
    engine = recogniser.engine
    with recogniser.files.open(task.sha256) as path, working_folder(stores.spool_dir) as folder:
        found = read_page(
            reader, engine, path, task.present.number, folder, is_rest=task.is_rest, seconds=PAGE_SECONDS * patience
        )
    if found.failure is OcrFailure.missing:
        return None
    failure = SENTENCE[found.failure] if found.failure is not None else ""
    return Recognised(
        found.page, f"{engine.version}, {engine.lang}", found.is_blank, failure, found.failure is OcrFailure.timeout
    )


def note_missing(stores: Stores) -> None:
    """Without an engine nobody waits for pages: publication asks a person instead."""
    with stores.database.reading() as session:
        if not recognising.is_any_waiting(session):
            return
    with stores.database.transaction() as session:
        recognising.note_missing_engine(session, now=clock.utc_now())
