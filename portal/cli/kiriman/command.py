"""`portal receive`: takes in what comes by watched folders and by mail, once or as a service of its own."""

import fcntl
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from indexer.child import PdfReader
from indexer.workroom import working_folder
from portal import clock
from portal.cli.context import ready_stores
from portal.cli.kiriman.folders import FolderWay
from portal.cli.kiriman.letters import LetterWay
from portal.cli.kiriman.taking import Taker, TurnTally
from portal.cli.lines import EXIT_OK, EXIT_PARTLY, note, say
from portal.closed import is_closed, refuse_closed
from portal.config import Config
from portal.errors import ConfigError, ConflictError, PortalError
from portal.mail.mailbox import read_server
from portal.mail.message import parse_sender
from portal.services.kiriman import answering
from portal.wiring import Stores

log = logging.getLogger("portal.receive")

LOCK = "receive.lock"
TELL_AFTER = 3600.0
"""Seconds for which a way may be broken before somebody is told: servers are away for a while now and then."""
Turn = Callable[[], TurnTally]


def run(*, is_once: bool) -> int:
    """Take in what is there, or go on until told to end; the exit code (0, or 3 where something was refused or waits).

    Raises ConfigError where no way is set up, ConflictError where another one runs on this machine, ClosedError.
    """
    config = Config.from_env()
    if not config.has_other_ways:
        raise ConfigError("Setel PORTAL_INBOX_DIR atau PORTAL_IMAP_URL lebih dahulu. Lihat docs/operations.md.")
    with (
        ready_stores(config) as stores,
        _alone(config.data_dir),
        PdfReader() as reader,
        working_folder(stores.spool_dir) as spool,
    ):
        ways = _ways(stores, Taker(stores, reader, spool))
        return _once(stores, ways) if is_once else _on_and_on(stores, ways)


def _ways(stores: Stores, taker: Taker) -> Mapping[str, Turn]:
    config = stores.config
    ways: dict[str, Turn] = {}
    if config.inbox_dir is not None:
        ways["folder"] = FolderWay(config.inbox_dir, taker, quiet=config.inbox_quiet).turn
    if config.imap_url:
        server = read_server(config.imap_url, config.imap_password, config.imap_ca)
        own = frozenset({parse_sender(config.mail_from).addr_spec.lower(), server.user.lower()})
        ways["surel"] = LetterWay(server, taker, authserv=config.imap_authserv, own=own).turn
    return ways


def _once(stores: Stores, ways: Mapping[str, Turn]) -> int:
    refuse_closed(stores.config.data_dir)
    total = TurnTally()
    for turn in ways.values():
        total.add(turn())
    for trouble in total.troubles:
        note(trouble)
    say(f"Masuk: {total.taken}. Ditolak: {total.refused}. Menunggu: {total.waiting}.")
    return EXIT_PARTLY if total.refused or total.waiting or total.troubles else EXIT_OK


def _on_and_on(stores: Stores, ways: Mapping[str, Turn]) -> int:
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    service = Service(stores, ways)
    while not stop.is_set():
        service.go_round(time.monotonic())
        stop.wait(stores.config.receive_every)
    return EXIT_OK


class Service:
    """Uses one way after the other; one that breaks is noted, and told by letter where it stays broken."""

    def __init__(self, stores: Stores, ways: Mapping[str, Turn]) -> None:
        self._stores = stores
        self._ways = ways
        self._broken_since: dict[str, float] = {}

    def go_round(self, moment: float) -> None:
        """One turn of every way, at so many seconds of a clock that only goes on; nothing is raised."""
        # A restored portal takes nothing in before it was looked through and opened.
        if is_closed(self._stores.config.data_dir):
            return
        for way, turn in self._ways.items():
            try:
                tally = turn()
            except Exception as error:
                self._note_broken(way, error, moment)
                continue
            self._broken_since.pop(way, None)
            if tally.taken or tally.refused:
                log.info("by %s: %d taken, %d refused", way, tally.taken, tally.refused)
            for trouble in tally.troubles:
                log.warning("by %s: %s", way, trouble)

    def _note_broken(self, way: str, error: Exception, moment: float) -> None:
        log.error("receiving by %s failed", way, exc_info=error)
        since = self._broken_since.setdefault(way, moment)
        if moment - since < TELL_AFTER:
            return
        what = error.message if isinstance(error, PortalError) else f"Kesalahan tak terduga ({type(error).__name__})."
        try:
            with self._stores.database.transaction() as session:
                addresses = self._stores.config.audit_mail
                answering.tell_of_standstill(session, way, what, addresses, clock.utc_now())
        except Exception:
            log.exception("nobody could be told of it")


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """Hold the place of the only receiver on this machine: two would move each other's files away."""
    lock = os.open(data_dir / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise ConflictError("portal receive sudah berjalan di mesin ini.") from error
    finally:
        os.close(lock)
