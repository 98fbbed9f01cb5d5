"""Worker: claims jobs, runs them, records the outcome, backs off. Any number of workers may run side by side."""

import contextlib
import logging
import os
import secrets
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from indexer import following, penghitaman, pipeline, public_log, second_reading, signing, workroom
from indexer.child import PdfReader
from indexer.filecache import FileCache
from indexer.heartbeat import Heartbeat
from indexer.housekeeping import Housekeeping
from indexer.ocr.engine import OcrEngine
from indexer.ocr.second import SecondReader
from indexer.outage import Outage
from indexer.recognition import Recogniser, note_missing, recognise_page
from indexer.steady import SteadyEngine
from portal import clock, process
from portal.errors import (
    ConfigError,
    LeaseLostError,
    ObjectAlteredError,
    PortalError,
    SearchBusyError,
    SearchUnavailableError,
)
from portal.models.job import JobKind, JobState
from portal.services import jobs, workers
from portal.services.acts import system_act
from portal.services.berkas import reading, recognising
from portal.services.jobs import Claim
from portal.services.penghitaman import burning
from portal.wiring import Stores

log = logging.getLogger("indexer")

IDLE_SECONDS = 0.5
INDEX_BATCH = 200
AWAY = "Indeks pencarian belum dapat ditulis. Dicoba lagi dengan sendirinya."
ENGINE_SECONDS = 5.0
"""How often a missing text recogniser is looked for."""
READING = (JobKind.BACA_BERKAS, JobKind.SARANKAN, JobKind.PERIKSA_TANDA_TANGAN, JobKind.HITAMKAN)
RECOGNISING = (JobKind.KENALI_HALAMAN,)
SECOND = (JobKind.BACA_KEDUA,)
"""One line however many processors: it takes the most memory, and whatever waits for it has been suggested before."""
PUBLISHING = (JobKind.TERBITKAN, JobKind.INDEKS, JobKind.TANDAI_LOG)


class Worker:
    """One line of work. Reading, recognising and publishing run in lines of their own, so none holds up another.

    `kinds` None means everything; without a `recogniser` pages that need one are left for somebody who has it.
    """

    def __init__(
        self,
        stores: Stores,
        reader: PdfReader,
        *,
        kinds: Sequence[JobKind] | None = None,
        recogniser: Recogniser | None = None,
        name: str = "",
    ) -> None:
        self.stores = stores
        self.reader = reader
        self.kinds = tuple(JobKind) if kinds is None else tuple(kinds)
        self.recogniser = recogniser
        self.owner = f"{process.this_process()}:{name}:{secrets.token_hex(4)}"
        self.housekeeping = Housekeeping(stores) if kinds == PUBLISHING else None
        self.outage = Outage()
        self._consumers: dict[JobKind, Callable[[Claim], None]] = {
            JobKind.BACA_BERKAS: lambda held: pipeline.read_berkas(self.stores, self.reader, held),
            JobKind.KENALI_HALAMAN: self._recognise,
            JobKind.BACA_KEDUA: lambda held: second_reading.read_second(
                self.stores, self.reader, self.recogniser, held
            ),
            JobKind.SARANKAN: lambda held: pipeline.suggest_fields(self.stores, held),
            JobKind.PERIKSA_TANDA_TANGAN: lambda held: signing.check_signatures(self.stores, self.reader, held),
            JobKind.TERBITKAN: lambda held: pipeline.publish_naskah(self.stores, held),
            JobKind.INDEKS: self._index,
            JobKind.HITAMKAN: lambda held: penghitaman.burn_naskah(self.stores, self.reader, held),
            JobKind.TANDAI_LOG: lambda held: public_log.sign(self.stores, held),
        }

    def turn(self) -> bool:
        """Do one piece of work; False when there is none due that this line can do."""
        if not (kinds := self.able_kinds()):
            return False
        with self.stores.database.transaction() as session:
            now = clock.utc_now()
            workers.take_over(session, now=now)
            for kind, subject_id, priority in jobs.give_up(session, now=now):
                _note_end(session, kind, subject_id, jobs.WORN_OUT, now, priority)
            claims = jobs.claim(session, owner=self.owner, now=now, kinds=kinds)
        for held in claims:
            self._run(held)
        return bool(claims)

    def able_kinds(self) -> tuple[JobKind, ...]:
        """What this line can do now. Without an engine pages wait, and publication is told not to wait for them."""
        if JobKind.KENALI_HALAMAN not in self.kinds:
            return self.kinds
        if self.recogniser is not None and self.recogniser.engine.is_available:
            return self.kinds
        if self.recogniser is not None:
            note_missing(self.stores)
        return tuple(kind for kind in self.kinds if kind is not JobKind.KENALI_HALAMAN)

    def drain(self, progress: Callable[[], None] | None = None) -> None:
        """Work until nothing is due."""
        while self.turn():
            if progress is not None:
                progress()

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop; a turn that fails outside any job (database away) is tried again."""
        while not stop.is_set():
            try:
                is_busy = self.turn()
            except Exception:
                log.exception("turn failed")
                is_busy = False
            if not is_busy:
                self.rest(stop)

    def rest(self, stop: threading.Event) -> None:
        """Nothing is due: sweep if it is time, else wait a moment."""
        if self.kinds == RECOGNISING and self.recogniser is not None and not self.recogniser.engine.is_available:
            stop.wait(ENGINE_SECONDS)
        elif self.housekeeping is None or not self.housekeeping.sweep_if_due(clock.utc_now()):
            stop.wait(IDLE_SECONDS)

    def _recognise(self, held: Claim) -> None:
        if self.recogniser is None:
            raise ConfigError("Jalur ini tidak mengenali teks.")
        recognise_page(self.stores, self.reader, self.recogniser, held)

    def _index(self, held: Claim) -> None:
        with self.stores.database.transaction() as session:
            more = jobs.claim(
                session, owner=self.owner, now=clock.utc_now(), kinds=(JobKind.INDEKS,), limit=INDEX_BATCH - 1
            )
        batch = [held, *more]
        if self.stores.config.has_own_index:
            self._list(batch)
            return
        if self.outage.lasts(clock.utc_now()):
            self._wait_for_index(batch, self.outage.until)
            return
        try:
            self._index_or_heal(batch)
            self.outage.end()
        except LeaseLostError:
            raise
        except SearchBusyError:
            self._wait_for_index(batch)
        except Exception:
            if not pipeline.is_index_writable(self.stores):
                # Nobody's job is at fault: all of them wait, however long it takes, and go on by themselves.
                log.exception("search index cannot be written; trying again later")
                self._wait_for_index(batch, self.outage.begin(clock.utc_now()))
                return
            if not more:
                raise
            # One naskah can spoil a whole batch: each is tried by itself, so that none fails for another's sake.
            log.exception("a batch for the index failed; trying one at a time")
            for claim in batch:
                self._do_alone(pipeline.index_naskah, claim)

    def _list(self, batch: list[Claim]) -> None:
        try:
            pipeline.list_changes(self.stores, batch)
        except Exception:
            log.exception("a batch for the list of changes failed; trying one at a time")
            for claim in batch:
                self._do_alone(pipeline.list_changes, claim)

    def _do_alone(self, do: Callable[[Stores, list[Claim]], None], claim: Claim) -> None:
        try:
            do(self.stores, [claim])
        except LeaseLostError:
            log.warning("job %d: lease lost, result dropped", claim.id)
        except SearchBusyError:
            self._wait_for_index([claim])
        except Exception as error:
            log.exception("job %d (%s) failed", claim.id, claim.kind.value)
            self._fail(claim, error)

    def _wait_for_index(self, batch: list[Claim], until: datetime | None = None) -> None:
        log.info("search index is away or being written by another process; waiting")
        with self.stores.database.transaction() as session:
            for claim in batch:
                jobs.postpone(session, claim, now=clock.utc_now(), until=until, reason=AWAY if until else "")

    def _index_or_heal(self, batch: list[Claim]) -> None:
        try:
            pipeline.index_naskah(self.stores, batch)
        except SearchBusyError:
            raise
        except SearchUnavailableError:
            # The index is derived: a missing or broken one is made anew, then the batch is done again.
            log.warning("search index is broken or missing; rebuilding")
            pipeline.rebuild_indexes(self.stores, held=batch)
            pipeline.index_naskah(self.stores, batch)

    def _run(self, held: Claim) -> None:
        try:
            self._consumers[held.kind](held)
        except LeaseLostError:
            log.warning("job %d: lease lost, result dropped", held.id)
        except Exception as error:
            log.exception("job %d (%s) failed", held.id, held.kind.value)
            self._fail(held, error)

    def _fail(self, held: Claim, error: Exception) -> None:
        message = (
            error.message if isinstance(error, PortalError) else f"Kesalahan tak terduga ({type(error).__name__})."
        )
        try:
            with self.stores.database.transaction() as session:
                now = clock.utc_now()
                is_final = isinstance(error, ObjectAlteredError)
                state = jobs.fail(session, held, now=now, error=message, is_final=is_final)
                if state is JobState.GAGAL:
                    _note_end(session, held.kind, held.subject_id, message, now, held.priority)
        except LeaseLostError:
            log.warning("job %d: lease lost before its failure could be noted", held.id)


def _note_end(session: Session, kind: JobKind, subject_id: int, why: str, now: datetime, priority: int) -> None:
    """A job is given up for good: whoever waits for its file or page is told, instead of waiting for ever."""
    if kind is JobKind.BACA_BERKAS:
        reading.store_failure(session, subject_id, why, now=now, priority=priority)
    elif kind is JobKind.KENALI_HALAMAN:
        recognising.store_failure(session, subject_id, why, now=now, priority=priority)
    elif kind is JobKind.HITAMKAN:
        burning.store_failure(session, subject_id, why, system_act(now))


def run_lines(stores: Stores, stop: threading.Event) -> None:
    """Run the reading lines and one publishing line until `stop` is set."""
    # What a killed process left on the disk goes before anything new is laid beside it.
    workroom.sweep(stores.spool_dir)
    if not stores.config.has_own_index:
        _ensure_indexes(stores)
    try:
        # A database that was put back to an earlier day is told apart before anything more is signed.
        public_log.sign(stores)
    except (PortalError, OSError):
        log.exception("the public log cannot be compared yet")
    with following.beside(stores, stop):
        _in_lines(stores, lambda line: line.run(stop))


def _ensure_indexes(stores: Stores) -> None:
    try:
        pipeline.ensure_indexes(stores)
    except (PortalError, OSError):
        # Reading and publishing go on without an index; the first job for it tries again.
        log.exception("search indexes cannot be made yet")


def drain_lines(stores: Stores) -> None:
    """Work in the same lines until nothing is due."""
    has_own_index = stores.config.has_own_index
    if not has_own_index:
        pipeline.ensure_indexes(stores)
    while _is_due(stores):
        _in_lines(stores, Worker.drain)
    if has_own_index:
        following.catch_up(stores)


def reading_lines() -> int:
    """Files read at the same time: one a processor, at most four."""
    return min(4, os.cpu_count() or 1)


def _in_lines(stores: Stores, work: Callable[[Worker], object]) -> None:
    engine = SteadyEngine(stores.config.ocr_lang)
    with (
        contextlib.ExitStack() as stack,
        SecondReader(is_wanted=stores.config.ocr_second == "auto") as second,
        Heartbeat(stores.database, lambda: second.said),
        FileCache(stores.objects, stores.spool_dir) as files,
    ):
        recogniser = Recogniser(engine, files, second)
        # Each line has a reader of its own: a reader serves one file at a time.
        kinds = [READING, RECOGNISING] * reading_lines() + [SECOND, PUBLISHING]
        lines = [
            Worker(stores, stack.enter_context(PdfReader()), kinds=kind, recogniser=recogniser, name=str(n))
            for n, kind in enumerate(kinds)
        ]
        threads = [threading.Thread(target=work, args=(line,)) for line in lines]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def _is_due(stores: Stores) -> bool:
    with stores.database.transaction() as session:
        workers.take_over(session, now=clock.utc_now())
    can_recognise = OcrEngine(stores.config.ocr_lang).is_available
    kinds = [kind for kind in JobKind if can_recognise or kind is not JobKind.KENALI_HALAMAN]
    with stores.database.reading() as session:
        return jobs.has_due(session, now=clock.utc_now(), kinds=kinds)
