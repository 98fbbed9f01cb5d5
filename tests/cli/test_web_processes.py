"""`portal serve` with several processes: one port, one limit, and nobody refused while processes come and go."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from portal.cli.metrics import KEPT_SECONDS
from portal.config import Config
from tests.factories.processes import living_children
from tests.fixtures.nginx import free_port
from tests.fixtures.repository import ROOT

ASK = b"GET /tentang HTTP/1.1\r\nHost: localhost\r\nConnection: %s\r\n\r\n"
SIZE = 10_000
UPLOAD = b"POST /masuk HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % SIZE
PATIENCE = 60.0


@dataclass(frozen=True)
class Served:
    """A running `portal serve`: its parent, its port, its `.env`."""

    parent: subprocess.Popen[bytes]
    port: int
    folder: Path
    figures: str = ""

    def processes(self) -> set[int]:
        """Who answers for the parent at this moment."""
        return {number for number in living_children(self.parent.pid) if is_alive(number)}

    def figure(self, name: str) -> float:
        """What Prometheus is told under this name and labels."""
        host, port = self.figures.split(":")
        connection = HTTPConnection(host, int(port), timeout=PATIENCE)
        connection.request("GET", "/metrics")
        told = connection.getresponse().read().decode()
        connection.close()
        return float(next(line.split()[1] for line in told.splitlines() if line.startswith(f"{name} ")))

    def status(self) -> int:
        """Ask for a page over a connection of its own."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            connection.sendall(ASK % b"close")
            return status_of(connection)


def status_of(connection: socket.socket) -> int:
    told = b""
    while piece := connection.recv(65536):
        told += piece
        if b"\r\n" in told:
            break
    return int(told.split()[1])


def is_alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(holds: Callable[[], bool]) -> bool:
    """Wait for something to become true."""
    last = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > last:
            return False
        time.sleep(0.05)
    return True


@contextmanager
def serving(config: Config, folder: Path, **settings: str) -> Iterator[Served]:
    """Two processes in a folder of their own."""
    port = free_port()
    environ = {
        **{name: text for name, text in os.environ.items() if not name.startswith("PORTAL_")},
        "PYTHONPATH": str(ROOT),
        "PORTAL_DATA_DIR": str(config.data_dir),
        "PORTAL_DATABASE_URL": config.database_url,
        "PORTAL_WEB_PROCESSES": "2",
        **settings,
    }
    command = [sys.executable, "-m", "portal", "serve", "--port", str(port)]
    with (folder / "serve.log").open("wb") as log:
        parent = subprocess.Popen(command, cwd=folder, env=environ, stderr=log)
    served = Served(parent, port, folder, settings.get("PORTAL_METRICS_ADDRESS", ""))
    try:
        assert until(lambda: parent.poll() is not None or _answers(served)), (folder / "serve.log").read_text()
        yield served
    finally:
        parent.kill()
        parent.wait(PATIENCE)


def _answers(served: Served) -> bool:
    with contextlib.suppress(OSError):
        return len(served.processes()) == 2 and served.status() == 200
    return False


@contextmanager
def visitors(served: Served) -> Iterator[list[str]]:
    """Three visitors who ask all the time, one of them over one connection as long as that lasts; what went wrong."""
    wrong: list[str] = []
    done = threading.Event()

    def ask_anew() -> None:
        while not done.is_set():
            try:
                if (status := served.status()) != 200:
                    wrong.append(str(status))
            except OSError as error:
                wrong.append(repr(error))

    threads = [threading.Thread(target=ask_anew) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        yield wrong
    finally:
        done.set()
        for thread in threads:
            thread.join()


def test_processes_come_and_go_and_nobody_is_refused(config: Config, tmp_path: Path) -> None:
    with serving(config, tmp_path, PORTAL_METRICS_ADDRESS=f"127.0.0.1:{free_port()}") as served:
        first = served.processes()
        assert served.figure("portal_web_processes") == 2

        # One dies in the midst of everything: another takes its place. Only whom it was answering may notice.
        os.kill(min(first), signal.SIGKILL)
        assert until(lambda: len(served.processes()) == 2 and min(first) not in served.processes())
        second = served.processes()

        with visitors(served) as wrong:
            # A release or setting that would not start changes nothing.
            (tmp_path / ".env").write_text("PORTAL_MAX_UPLOAD_MB=banyak\n")
            served.parent.send_signal(signal.SIGHUP)
            assert until(lambda: "dibatalkan" in (tmp_path / "serve.log").read_text())
            assert served.processes() >= second

            # One that would is taken up by new processes; the old ones answer what they have and go.
            (tmp_path / ".env").unlink()
            with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as slow:
                slow.sendall(UPLOAD)
                served.parent.send_signal(signal.SIGHUP)
                sent = 0

                def are_new() -> bool:
                    nonlocal sent
                    sent += slow.send(b"a")
                    return len(served.processes() - second) == 2

                assert until(are_new)
                slow.sendall(b"a" * (SIZE - sent))
                assert status_of(slow) == 400
            assert until(lambda: not served.processes() & second)
        assert wrong == []
        assert served.parent.poll() is None
        assert served.figure("portal_web_processes") == 2

        third = served.processes()
        served.parent.send_signal(signal.SIGTERM)
        assert served.parent.wait(PATIENCE) == 0
        assert not [number for number in third if is_alive(number)]
        assert "paksa" not in (tmp_path / "serve.log").read_text()


def test_whoever_was_stopped_with_the_whole_machine_serves_on(config: Config, tmp_path: Path) -> None:
    with serving(config, tmp_path) as served:
        before = served.processes()
        for number in (served.parent.pid, *before):
            os.kill(number, signal.SIGSTOP)
        # Longer than a turn of the parent: it comes back to a wait that is over, for which no signal came.
        time.sleep(1.5)
        for number in (served.parent.pid, *before):
            os.kill(number, signal.SIGCONT)
        time.sleep(0.5)

        assert served.parent.poll() is None
        assert served.status() == 200
        assert served.processes() == before


def test_thirty_slow_uploads_hold_nobody_up(config: Config, tmp_path: Path) -> None:
    with serving(config, tmp_path) as served, contextlib.ExitStack() as held:
        for _ in range(30):
            connection = held.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE))
            connection.sendall(UPLOAD)

        assert [served.status() for _ in range(8)] == [200] * 8


def test_processes_count_a_scraper_together_and_end_with_their_parent(config: Config, tmp_path: Path) -> None:
    figures = f"127.0.0.1:{free_port()}"
    with serving(config, tmp_path, PORTAL_RATE_LIMIT="1", PORTAL_METRICS_ADDRESS=figures) as served:
        before = served.figure('portal_request_seconds_count{kind="page"}')
        began = time.monotonic()
        answers = [served.status() for _ in range(30)]
        passed = answers.count(200)

        # Ten at once and one a second; each process by itself would let twice as many pass.
        assert passed <= 10 + time.monotonic() - began
        assert set(answers) == {200, 429}
        time.sleep(KEPT_SECONDS)
        # Whichever process answers knows what all have done.
        assert [served.figure('portal_request_seconds_count{kind="page"}') for _ in range(4)] == [before + 30] * 4

        left = served.processes()
        served.parent.kill()
        assert until(lambda: not [number for number in left if is_alive(number)])


@pytest.mark.parametrize(
    "settings", [{"PORTAL_WEB_PROCESSES": "65"}, {"PORTAL_WEB_PROCESSES": "banyak"}], ids=["65", "banyak"]
)
def test_a_number_of_processes_that_is_none_is_named(config: Config, tmp_path: Path, settings: dict[str, str]) -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PORTAL_DATA_DIR": str(config.data_dir), **settings}
    command = [sys.executable, "-m", "portal", "serve", "--port", "0"]
    ended = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=60, check=False)

    assert ended.returncode == 1
    assert "PORTAL_WEB_PROCESSES" in ended.stderr
