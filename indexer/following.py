"""Following: the indexes of this host take in what the database lists, wherever the naskah was published.

One process follows for a folder. A turn takes the next lines, writes what the database now says of their naskah into
both indexes and only then keeps how far they are; lines that are done twice change nothing. Without an index, or where
nothing is certain, both are made anew from the database while the old ones go on answering. At night what they hold is
compared with the database, a portion at a time, and mended.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from indexer import pipeline
from indexer.housekeeping import QUIET_HOURS
from indexer.outage import Outage
from portal import clock, failpoint
from portal.domain.tanggal import WIB
from portal.errors import PortalError, SearchBusyError, SearchUnavailableError
from portal.models.naskah import Naskah
from portal.queries import index_changes
from portal.queries.index_changes import IndexList
from portal.search.interface import Progress, SearchIndex
from portal.search.opening import folder_of
from portal.search.position import IndexFolder, Position
from portal.services import indexing
from portal.services.indexing import Differences
from portal.wiring import Stores

log = logging.getLogger("indexer")

EVERY_SECONDS = 1.0
"""How often the list is looked at; one row is read."""
LATER_SECONDS = 10.0
PATIENCE_SECONDS, RETRY_SECONDS = 10.0, 0.1
BATCH = 200
PORTION = 200
"""Naskah compared between two looks at the list, so that what is published at night is found as soon as by day."""


_ANOTHERS = (SearchBusyError, SQLAlchemyError, OSError, MemoryError)
"""What says nothing about a naskah: all of them wait."""


class _EndedError(PortalError):
    """The process ends in the middle of making indexes anew."""


class Follower:
    """Keeps the indexes of one folder as the database is."""

    def __init__(self, stores: Stores, stop: threading.Event | None = None) -> None:
        self.folder = IndexFolder(folder_of(stores.config.search_url))
        self._stores = stores
        self._stop = stop or threading.Event()
        self._outage = Outage()
        self._is_new = True
        self._compared_on: date | None = None
        self._to_compare: list[Sequence[str]] = []

    def run(self) -> None:
        """Follow until told to stop; where another process follows, stand by for its end."""
        while not self._stop.is_set():
            try:
                with self.folder.following():
                    while not self._stop.is_set():
                        self._stop.wait(self._try())
            except SearchBusyError:
                self._stop.wait(EVERY_SECONDS)
            except OSError:
                log.exception("the folder of the indexes cannot be used; trying again later")
                self._stop.wait(LATER_SECONDS)

    def _try(self) -> float:
        """One turn whatever comes of it; gives the seconds until the next one."""
        try:
            is_busy = self.turn()
        except SearchBusyError:
            return EVERY_SECONDS
        except _EndedError:
            return 0.0
        except Exception:
            # The database or the disk is away: nothing is lost, the list waits.
            log.exception("the index cannot follow; trying again later")
            now = clock.utc_now()
            return (self._outage.begin(now) - now).total_seconds()
        self._outage.end()
        return 0.0 if is_busy else EVERY_SECONDS

    def turn(self) -> bool:
        """Take in what is next; False when nothing is left for now. Raises SearchBusyError while another one writes."""
        with pipeline.one_writer(self._stores):
            position = self.folder.position()
            with self._stores.database.glancing() as connection:
                listed = index_changes.read_list(connection)
            why = "nobody knows how far they are" if position is None else self._why_anew(position, listed)
            if position is None or why:
                log.warning("search indexes are made anew: %s", why)
                self.make_anew()
                return True
            try:
                if listed.nomor > position.nomor:
                    self._take_in(position)
                    return True
                self.folder.note_complete(clock.utc_now())
                return self._compare(position, clock.utc_now())
            except SearchBusyError:
                raise
            except SearchUnavailableError:
                if all(index.verify().is_healthy for index in self._indexes):
                    raise
                log.exception("search indexes are broken and are made anew")
                self.make_anew()
                return True

    def make_anew(self, progress: Progress | None = None) -> tuple[int, int]:
        """Make both indexes anew; the caller is the one writer. Gives how many naskah each holds."""

        def go_on(count: int) -> None:
            if self._stop.is_set():
                raise _EndedError("Pembuatan ulang indeks dihentikan.")
            if progress is not None:
                progress(count)

        # Read before anything else: what changes from here on is done once more.
        with self._stores.database.reading() as session:
            position = _position_at(session, index_changes.read_list(session))
        self.folder.forget()
        made = pipeline.make_anew(self._stores, go_on)
        failpoint.reach(failpoint.Step.FOLLOW_ANEW)
        self.folder.keep(position)
        self._to_compare = []
        return made

    @property
    def _indexes(self) -> tuple[SearchIndex, SearchIndex]:
        return self._stores.public_index, self._stores.internal_index

    def _why_anew(self, position: Position, listed: IndexList) -> str:
        """Why nothing that the indexes hold can be relied upon; empty where it can."""
        if not all(index.generation() for index in self._indexes):
            return "there is none"
        if self._is_new and any(index.is_outdated() for index in self._indexes):
            return "an older release made them"
        self._is_new = False
        if listed.epoch != position.epoch:
            return "the database has another history"
        if listed.nomor < position.nomor:
            return "they are ahead of the database"
        return ""

    def _take_in(self, position: Position) -> None:
        """Write the next lines."""
        with self._stores.database.reading() as session:
            if not _leads_to(session, position):
                log.warning("the list does not lead on from what the search indexes hold")
                self.folder.forget()
                return
            lines = index_changes.lines_after(session, position.nomor, most=BATCH)
            entries = pipeline.read_entries(session, [line.kode for line in lines])
        self._write(entries)
        failpoint.reach(failpoint.Step.FOLLOW_COMMIT)
        last = lines[-1]
        self.folder.keep(Position(position.epoch, last.nomor, last.kode, last.at.isoformat()))
        self.folder.note_complete(last.at)

    def _write(self, entries: pipeline.Entries) -> None:
        try:
            pipeline.write_entries(self._stores, entries)
        except _ANOTHERS:
            raise
        except Exception:
            # Broken indexes and full disks are another's matter; else one naskah spoils the batch, and only that one
            # is left out. The comparison of the night misses it and says so again.
            if not self._is_sound():
                raise
            log.exception("entries of the index failed; trying one at a time")
            failed = [kode for kode in entries.public if not self._write_one(entries, kode)]
            if failed and len(failed) == len(entries.public) > 1:
                raise
            log.error("%d entries cannot be written into the index", len(failed))

    def _write_one(self, entries: pipeline.Entries, kode: str) -> bool:
        one = pipeline.Entries({kode: entries.public[kode]}, {kode: entries.internal[kode]})
        try:
            pipeline.write_entries(self._stores, one)
        except _ANOTHERS:
            raise
        except Exception:
            log.exception("an entry of the index failed")
            return False
        return True

    def _is_sound(self) -> bool:
        is_healthy = all(index.verify().is_healthy for index in self._indexes)
        return is_healthy and pipeline.take_change(self._stores)

    def _compare(self, position: Position, now: datetime) -> bool:
        """At night compare the next portion with the database; whether there was any."""
        night = now.astimezone(WIB)
        if night.hour in QUIET_HOURS and self._compared_on != night.date():
            self._compared_on = night.date()
            self.begin_comparing()
        if not self._to_compare:
            return False
        found = self._mend(self._to_compare.pop(), position)
        if found:
            log.error("%d entries of the index were not as the database: mended", found)
        if not self._to_compare:
            for index in self._indexes:
                index.optimize()
            # What was merged lies in other files.
            self.folder.keep(position)
        return True

    def begin_comparing(self) -> None:
        """Compare everything in the next turns. Raises SearchUnavailableError for an index that cannot be read."""
        for index in self._indexes:
            report = index.verify()
            if not report.is_healthy:
                raise SearchUnavailableError(report.detail)
        with self._stores.database.reading() as session:
            stored = set(session.scalars(select(Naskah.kode)))
        codes = sorted(stored.union(*(index.held() for index in self._indexes)))
        self._to_compare = [codes[start : start + PORTION] for start in range(0, len(codes), PORTION)]

    def _mend(self, codes: Sequence[str], position: Position) -> int:
        """How many of these naskah an index held otherwise than the database; they are written anew."""
        started = clock.utc_now()
        public, internal = (index.versions(codes) for index in self._indexes)
        with self._stores.database.reading() as session:
            underway = underway_beyond(session, position, started)
            entries = pipeline.read_entries(session, [kode for kode in codes if kode not in underway])
        wrong: set[str] = set()
        for held, wanted in ((public, entries.public), (internal, entries.internal)):
            made = (document for document in wanted.values() if document is not None)
            wrong |= _named(indexing.differences(held, made, underway=underway))
        if wrong:
            self._write(
                pipeline.Entries(
                    {kode: entries.public[kode] for kode in wrong}, {kode: entries.internal[kode] for kode in wrong}
                )
            )
        return len(wrong)


def underway_beyond(session: Session, position: Position | None, since: datetime) -> frozenset[str]:
    """Codes of naskah whose entry an index that follows cannot have yet: their job waits, or their line comes next."""
    listed = index_changes.lines_after(session, position.nomor if position is not None else 0)
    return indexing.underway(session, since) | frozenset(line.kode for line in listed)


def catch_up(stores: Stores) -> None:
    """Follow until nothing is left; where another process does so by itself, it is left to that one."""
    follower = Follower(stores)
    with contextlib.suppress(SearchBusyError), follower.folder.following():
        while follower.turn():
            pass


def make_here(stores: Stores, progress: Progress | None = None) -> tuple[int, int]:
    """Make the indexes of this host anew, whoever follows meanwhile waits. Raises SearchBusyError while one writes."""
    last = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with pipeline.one_writer(stores):
                return Follower(stores).make_anew(progress)
        except SearchBusyError:
            # A turn of the one that follows takes a moment; another making of indexes takes longer than anybody waits.
            if time.monotonic() > last:
                raise
            time.sleep(RETRY_SECONDS)


@contextlib.contextmanager
def beside(stores: Stores, stop: threading.Event) -> Iterator[None]:
    """Follow in a thread of its own for as long as the block lasts, where each host has its own index."""
    if not stores.config.has_own_index:
        yield
        return
    thread = threading.Thread(target=Follower(stores, stop).run, name="follower")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _position_at(session: Session, listed: IndexList) -> Position:
    newest = index_changes.newest_line(session)
    if newest is None:
        return Position(listed.epoch, listed.nomor)
    return Position(listed.epoch, listed.nomor, newest.kode, newest.at.isoformat())


def _leads_to(session: Session, position: Position) -> bool:
    """Whether the list still has the line of a position, or a later one of the same naskah.

    A database that was put back has lost it, even where other lines have come to the same numbers since.
    """
    if not position.kode:
        return True
    line = index_changes.line_of(session, position.kode)
    if line is None or line.nomor < position.nomor:
        return False
    return line.nomor > position.nomor or line.at.isoformat() == position.at


def _named(found: Differences) -> set[str]:
    return {*found.missing, *found.surplus, *found.stale}
