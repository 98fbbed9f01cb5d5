"""Several web processes behind one listening socket.

The parent opens socket and indexes, forks, and from then on only watches: a process that dies is replaced; TERM lets
everybody finish what is under way; HUP starts the program anew (release, settings, `.env`) in the place of the parent,
while the old processes go on until the new ones answer. The socket stays open all the time, so nobody who connects
is refused.
"""

import atexit
import contextlib
import gc
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from waitress import wasyncore
from waitress.server import BaseWSGIServer

from portal import clock
from portal.app import create_app
from portal.cli import metrics, serving
from portal.cli.context import refuse_old_schema
from portal.cli.lines import EXIT_OK, EXIT_UNEXPECTED, note
from portal.config import Config
from portal.errors import PortalError, SearchUnavailableError
from portal.queries.public.search import gone_since
from portal.search.interface import SearchQuery
from portal.web import caching
from portal.web.counting import Counts
from portal.wiring import Stores, opened_stores, refuse_unlocked, refuse_unsafe_stores

ENDING_SECONDS = 30.0
"""For what is under way when a process is told to end; an upload over a slow line may take so long."""
QUIET_SECONDS = 0.5
RETIRED_QUIET_SECONDS = 5.0
"""A connection that is silent for so long is closed by a process that ends, or that was followed by a new one."""
HANDOVER = "WEB_HANDOVER"
"""How a parent tells the program it starts in its own place: descriptors of the sockets, numbers of the processes."""
CHECK = "check"
_CHECK_SECONDS = 60.0
_TURN = 1.0
_STEP = 0.1
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_LIVED = 10.0
"""Whoever lived shorter than this is replaced after a pause, a longer one each time."""
_END, _RETIRE = signal.SIGTERM, signal.SIGUSR1
_WATCHED = frozenset({signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP})

log = logging.getLogger("portal")


@dataclass
class _Pause:
    """How long to wait before the next process is started in the place of one that died early."""

    seconds: float = 0.0
    until: float = 0.0

    def after(self, lived: float) -> None:
        self.seconds = min(max(2 * self.seconds, _FIRST_PAUSE), _LONGEST_PAUSE) if lived < _LIVED else 0.0
        self.until = time.monotonic() + self.seconds


@dataclass
class Crew:
    """The processes of a parent. `former` are those of the program before, until the new ones answer."""

    config: Config
    stores: Stores
    sockets: Sequence[socket.socket]
    former: set[int] = field(default_factory=set)
    begun: dict[int, float] = field(default_factory=dict)
    pause: _Pause = field(default_factory=_Pause)
    is_new: bool = True
    """Whether the processes have not all answered yet."""
    figures: socket.socket | None = None
    """Where the figures for Prometheus are asked for."""
    rows: dict[int, int] = field(default_factory=dict)
    """Where each process counts; whoever takes another's place counts on in its row."""

    def __post_init__(self) -> None:
        self.counts = Counts(self.config.process_count)

    def run(self) -> int:
        """Serve until told to end; gives the exit code."""
        # Held back over an `exec` and to the end: a second HUP must find somebody who knows what to do with it.
        signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
        self._ready_in, self._ready_out = os.pipe()
        os.set_blocking(self._ready_in, False)
        self._answering: set[int] = set()
        try:
            return self._watch()
        finally:
            self._end_all()
            os.close(self._ready_in)
            os.close(self._ready_out)

    def _watch(self) -> int:
        while True:
            if time.monotonic() >= self.pause.until:
                while len(self.begun) < self.config.process_count:
                    self._start()
            told = signal.sigtimedwait(_WATCHED, _STEP if self.is_new or self.pause.seconds else _TURN)
            if not self._reap():
                return EXIT_UNEXPECTED
            self._hear()
            # Whoever was stopped and goes on, as with its whole machine, may be told a signal here that nobody sent.
            number = told.si_signo if told is not None else 0
            if number == signal.SIGHUP:
                self._reload()
            elif number in (signal.SIGTERM, signal.SIGINT):
                return EXIT_OK

    def _start(self) -> None:
        parent = os.getpid()
        row = min(set(range(self.counts.rows)) - set(self.rows.values()))
        number = os.fork()
        if number == 0:
            code = EXIT_UNEXPECTED
            try:
                os.close(self._ready_in)
                self.counts.row = row
                code = _work(self, parent, self._ready_out)
            except Exception:  # Whatever it was, the parent sees that it is gone and why is in the log.
                log.exception("a web process ended")
            finally:
                # Never back into the frames of the parent. What was registered for the end belongs to this process.
                atexit._run_exitfuncs()
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        self.begun[number] = time.monotonic()
        self.rows[number] = row
        self.counts.processes = len(self.begun)

    def _reap(self) -> bool:
        """Fetch who has ended; False where the processes of a first start end before they answer."""
        with contextlib.suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                number, status = ended
                self.former.discard(number)
                began = self.begun.pop(number, None)
                if began is None:
                    continue
                self.rows.pop(number, None)
                self.counts.processes = len(self.begun)
                self._hear()
                if number not in self._answering and self.is_new and not self.former:
                    return False
                self._answering.discard(number)
                self.pause.after(time.monotonic() - began)
                note(f"Proses web {number} berhenti ({_how(status)}); diganti yang baru.")
        return True

    def _hear(self) -> None:
        """Learn who answers by now; once all do, the processes of the program before may go."""
        with contextlib.suppress(BlockingIOError):
            for line in os.read(self._ready_in, 4096).split():
                self._answering.add(int(line))
        if self.is_new and self.begun and set(self.begun) <= self._answering:
            self.is_new = False
            for number in self.former:
                _send(number, _RETIRE)

    def _reload(self) -> None:
        """Start the program anew in the place of this one, if it would start."""
        command = [sys.executable, *sys.orig_argv[1:]]
        try:
            checked = subprocess.run(  # noqa: S603 - our own command line
                command, env={**os.environ, HANDOVER: CHECK}, timeout=_CHECK_SECONDS, check=False
            ).returncode
        except subprocess.TimeoutExpired:
            checked = EXIT_UNEXPECTED
        if checked != EXIT_OK:
            note("Muat ulang dibatalkan; proses yang ada tetap melayani.")
            return
        for one in self.sockets:
            one.set_inheritable(True)
        sockets = ",".join(str(one.fileno()) for one in self.sockets)
        numbers = ",".join(map(str, (*self.begun, *self.former)))
        os.execve(sys.executable, command, {**os.environ, HANDOVER: f"{sockets}:{numbers}"})  # noqa: S606

    def _end_all(self) -> None:
        left = {*self.begun, *self.former}
        for number in left:
            _send(number, _END)
        last = time.monotonic() + ENDING_SECONDS + _TURN
        while left:
            with contextlib.suppress(ChildProcessError):
                while (number := os.waitpid(-1, os.WNOHANG)[0]) != 0:
                    left.discard(number)
            if time.monotonic() > last:
                for number in left:
                    note(f"Proses web {number} tidak selesai pada waktunya; dihentikan paksa.")
                    _send(number, signal.SIGKILL)
            signal.sigtimedwait({signal.SIGCHLD}, _STEP)
            left = {number for number in left if _lives(number)}


def serve(*, host: str, port: int) -> int:
    """Serve the web pages with as many processes as the settings say; an indexer runs elsewhere.

    Raises ConfigError for a port that is taken.
    """
    config = Config.from_env()
    with opened_stores(config) as stores:
        refuse_old_schema(stores)
        refuse_unsafe_stores(stores)
        refuse_unlocked(stores)
        if config.process_count > 1 or HANDOVER in os.environ:
            return _serve_many(config, stores, host=host, port=port)
        serving.run_server(config, stores, host=host, port=port)
        return EXIT_OK


def _serve_many(config: Config, stores: Stores, *, host: str, port: int) -> int:
    told = os.environ.pop(HANDOVER, "")
    if told == CHECK:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _WATCHED)
        create_app(config, stores).extensions["pdf_reader"].close()
        return EXIT_OK
    sockets, _, numbers = told.partition(":")
    inherited = [socket.socket(fileno=int(one)) for one in sockets.split(",") if one]
    for one in inherited:
        one.set_inheritable(False)
    crew = Crew(
        config,
        stores,
        inherited or serving.listen(host, port),
        former={int(number) for number in numbers.split(",") if number},
        figures=metrics.listen(config),
    )
    _warm(stores)
    return crew.run()


def _warm(stores: Stores) -> None:
    """Open what all processes can share; afterwards no connection is left that two of them would speak over."""
    caching.release()
    for index in (stores.public_index, stores.internal_index):
        with contextlib.suppress(SearchUnavailableError):
            index.search(SearchQuery(per_page=1, today=clock.today()))
    with contextlib.suppress(SearchUnavailableError), stores.database.reading() as session:
        gone_since(session, stores.public_index, clock.today())
    stores.public_index.close()
    stores.internal_index.close()
    stores.database.close()
    gc.collect()
    # What stands now stays: the collector need not touch it, and so it stays shared.
    gc.freeze()


def _work(crew: Crew, parent: int, ready: int) -> int:
    """One process, from its fork to its end."""
    # A key pressed in the terminal reaches everybody; only the parent decides.
    for ignored in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    told: list[int] = []
    for wanted in (_END, _RETIRE):
        signal.signal(wanted, lambda number, _frame: told.append(number))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _WATCHED)
    try:
        app = create_app(crew.config, crew.stores)
        if crew.figures is not None:
            serving.count(app, crew.counts, crew.figures)
        server = serving.server_over(crew.sockets, app, crew.config)
    except PortalError as error:
        note(f"portal: {error.message}")
        return EXIT_UNEXPECTED
    channels: dict[int, Any] = serving.channels_of(server)
    waking, wake = socket.socketpair()
    for end in (waking, wake):
        end.setblocking(False)
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    _Waking(waking, map=channels)
    os.write(ready, f"{os.getpid()}\n".encode())
    while not told and os.getppid() == parent:
        wasyncore.loop(timeout=_TURN, use_poll=True, map=channels, count=1)
    _finish(channels, quiet=RETIRED_QUIET_SECONDS if told and told[0] == _RETIRE else QUIET_SECONDS)
    server.task_dispatcher.shutdown()
    return EXIT_OK


class _Waking(wasyncore.dispatcher):  # type: ignore[misc]
    """The end of a pair into which a signal writes, so that nobody waits out a turn."""

    def writable(self) -> bool:
        return False

    def handle_read(self) -> None:
        self.recv(64)


def _finish(channels: dict[int, Any], *, quiet: float) -> None:
    """Take no new connection, answer what was asked, and close what is silent."""
    open_ones: list[Any] = []
    for one in list(channels.values()):
        if isinstance(one, BaseWSGIServer):
            one.is_ending = True
            open_ones.append(one.active_channels)
            wasyncore.dispatcher.close(one)
    last = time.monotonic() + ENDING_SECONDS
    while any(open_ones) and time.monotonic() < last:
        oldest = time.time() - quiet
        for channel in [channel for some in open_ones for channel in some.values()]:
            is_busy = channel.requests or channel.request is not None or channel.total_outbufs_len
            if not is_busy and channel.last_activity < oldest:
                channel.will_close = True
        wasyncore.loop(timeout=_STEP, use_poll=True, map=channels, count=1)


def _send(number: int, what: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(number, what)


def _lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def _how(status: int) -> str:
    return f"sinyal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"kode {os.waitstatus_to_exitcode(status)}"
