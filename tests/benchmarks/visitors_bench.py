"""Many visitors at once: `portal serve` at 10,000 naskah beside nginx and `/healthz`, all on this machine.

    python -m tests.benchmarks.visitors_bench [--documents 10000] [--words 1000] [--seconds 20] [--folder KEEP]

"with pauses": 50 visitors look at front page, results, a naskah, a list, the text of a naskah, and wait about a second
in between; below that, connections that ask again at once. Every text searched for is another one, so no page of
results was ever made before; "repeated" asks for the same few pages. nginx serves a file as large as the front page.
The load comes from a process of its own on the same processors, and costs them too: compare within one run only.
"""

import argparse
import asyncio
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote_plus

import numpy as np

from migrations import runner
from portal.config import Config
from portal.queries.public.documents import all_public
from portal.wiring import open_stores
from tests.benchmarks.published_corpus import write_corpus
from tests.benchmarks.search_corpus import SEED, Corpus
from tests.factories.processes import living_children
from tests.fixtures.nginx import free_port

VISITORS = 50
PAUSE = 1.0
_NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; {user}
events {{ worker_connections 512; }}
http {{
  access_log off; keepalive_requests 1000000;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


@dataclass
class Measured:
    """Milliseconds of the answers of one kind, and how many were no answers."""

    times: list[float] = field(default_factory=list)
    errors: int = 0

    def told(self, seconds: float) -> str:
        """A line of the table."""
        p50, p95, p99 = np.percentile(self.times or [0.0], [50, 95, 99])
        return f"{len(self.times) / seconds:>9.1f}{p50:>9.1f}{p95:>9.1f}{p99:>9.1f}{self.errors:>8}"


HEAD = f"{'':<28}{'a second':>9}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'errors':>8}"


class Visitor:
    """One connection that is kept open."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, measured: Measured) -> None:
        """Ask for a page and note how long the whole answer took; a kept connection may have been closed meanwhile."""
        began = time.perf_counter()
        was_kept = self._streams is not None
        try:
            status = await asyncio.wait_for(self._answer(path), 30)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            status, self._streams = 0, None
            if was_kept and not isinstance(error, TimeoutError):
                # As browsers do.
                await self.ask(path, measured)
                return
        if status == 200:
            measured.times.append(1000 * (time.perf_counter() - began))
        else:
            measured.errors += 1

    async def _answer(self, path: str) -> int:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        await reader.readexactly(int(head.split(b"content-length:")[1].split(b"\r\n")[0]))
        if b"connection: close" in head:
            self.close()
        return int(head.split()[1])

    def close(self) -> None:
        """Give the connection back."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


class Pages:
    """Draws addresses; the same seed gives the same ones."""

    def __init__(self, corpus: Corpus, kode: Sequence[str]) -> None:
        self._random = np.random.default_rng(SEED + 3)
        self._corpus, self._kode = corpus, kode
        self._asked: set[str] = set()

    def home(self) -> str:
        """The front page."""
        return "/"

    def search(self) -> str:
        """Results for two words that nobody has searched for together."""
        while True:
            at = self._random.exponential(400, 2).clip(0, 50_000).astype(int)
            text = " ".join(self._corpus.vocabulary[one] for one in at)
            if text not in self._asked:
                self._asked.add(text)
                return f"/cari?q={quote_plus(text)}"

    def record(self) -> str:
        """A naskah; some are looked at more than others."""
        return f"/n/{self._one()}"

    def text(self) -> str:
        """The text of a naskah, at one of its pages."""
        return f"/n/{self._one()}?tampil=teks&hlm={int(self._random.integers(1, 10))}"

    def browse(self) -> str:
        """A list."""
        return ("/mitra", "/unit", "/negara", "/tahun", "/bentuk")[int(self._random.integers(0, 5))]

    def repeated(self) -> str:
        """One of the same few pages."""
        return ("/", "/mitra", "/cari", f"/n/{self._kode[0]}", "/tahun")[int(self._random.integers(0, 5))]

    def _one(self) -> str:
        return self._kode[int(self._random.exponential(len(self._kode) / 8)) % len(self._kode)]


async def with_pauses(port: int, pages: Pages, seconds: float) -> dict[str, Measured]:
    """VISITORS who read; what each kind of page took."""
    kinds = {
        "front page": pages.home, "results, never made": pages.search, "naskah": pages.record,
        "text of a naskah": pages.text, "list": pages.browse,
    }  # fmt: skip
    return await crowd(port, {name: (1, draw) for name, draw in kinds.items()}, seconds)


async def crowd(
    port: int,
    kinds: Mapping[str, tuple[float, Callable[[], str]]],
    seconds: float,
    *,
    visitors: int = VISITORS,
    pause: float = PAUSE,
) -> dict[str, Measured]:
    """Visitors who ask for pages of kinds, each as often as its share says, and wait for about `pause` seconds between;
    what each kind took."""
    measured = {name: Measured() for name in kinds}
    shares = np.array([share for share, _ in kinds.values()], dtype=float)
    random = np.random.default_rng(SEED + 4)
    last = time.monotonic() + seconds

    async def visit() -> None:
        visitor = Visitor(port)
        await asyncio.sleep(float(random.random()) * pause)
        while time.monotonic() < last:
            name = list(kinds)[int(random.choice(len(kinds), p=shares / shares.sum()))]
            await visitor.ask(kinds[name][1](), measured[name])
            await asyncio.sleep(pause * float(0.5 + random.random()))
        visitor.close()

    await asyncio.gather(*(visit() for _ in range(visitors)))
    return measured


def totals(answered: Mapping[str, Measured]) -> tuple[int, int]:
    """How many questions of all kinds were answered, and how many were not."""
    return sum(len(one.times) for one in answered.values()), sum(one.errors for one in answered.values())


async def without_pause(port: int, draw: Callable[[], str], connections: int, seconds: float) -> Measured:
    """So many connections that ask again at once."""
    measured = Measured()
    last = time.monotonic() + seconds

    async def ask() -> None:
        visitor = Visitor(port)
        while time.monotonic() < last:
            await visitor.ask(draw(), measured)
        visitor.close()

    await asyncio.gather(*(ask() for _ in range(connections)))
    return measured


def build(folder: Path, corpus: Corpus) -> None:
    """A portal with the corpus published and indexed."""
    stores = open_stores(Config.from_env({"PORTAL_DATA_DIR": str(folder)}))
    runner.upgrade(stores.database.engine)
    with stores.database.transaction() as session:
        write_corpus(session, corpus)
    with stores.database.reading() as session:
        stores.public_index.rebuild(all_public(session))
    stores.internal_index.rebuild(())
    stores.database.close()


@contextmanager
def served(
    folder: Path, processes: int, environ: Mapping[str, str] | None = None
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """`portal serve` over the folder, with these settings besides: its port and its parent."""
    port = free_port()
    settings = {"PORTAL_DATA_DIR": str(folder), "PORTAL_WEB_PROCESSES": str(processes), **(environ or {})}
    command = [sys.executable, "-m", "portal", "serve", "--port", str(port)]
    parent = subprocess.Popen(command, env={**os.environ, **settings})
    try:
        _wait_for(port)
        yield port, parent
    finally:
        parent.terminate()
        parent.wait(60)


@contextmanager
def nginx(content: bytes) -> Iterator[int]:
    """nginx with one file of this content at `/halaman.html`."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        raise SystemExit("nginx is missing: apt-get install nginx-light")
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        (folder / "halaman.html").write_bytes(content)
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, port=port, user=user))
        running = subprocess.Popen([program, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"])
        try:
            _wait_for(port)
            yield port
        finally:
            running.terminate()
            running.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        time.sleep(0.1)
    raise SystemExit(f"nobody listens on {port}")


def memory(parent: int) -> str:
    """What the processes of a portal hold, in a line."""
    lines = []
    for number in (parent, *living_children(parent)):
        sizes = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="ascii")
        resident, share = (int(sizes.split(f"{name}:")[1].split()[0]) // 1024 for name in ("Rss", "Pss"))
        lines.append(f"{resident} MB resident ({share} MB by share)")
    return f"parent {lines[0]}; processes {', '.join(lines[1:]) or 'none beside it'}"


def _front_page(port: int) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n")
        told = b""
        while piece := connection.recv(65536):
            told += piece
    return told.partition(b"\r\n\r\n")[2]


def main() -> None:
    """Build where needed, serve, ask, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, os.cpu_count() or 1])
    parser.add_argument("--folder", type=Path, help="keep the portal here and use it again")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        corpus = Corpus(chosen.documents, chosen.words)
        if not (folder / "portal.sqlite").exists():
            build(folder, corpus)
        kode = [document.kode for document in corpus]
        print(f"{chosen.documents} naskah x {chosen.words} words, {os.cpu_count()} processors")
        for processes in dict.fromkeys(chosen.processes):
            _measure(folder, Pages(corpus, kode), processes, chosen.seconds)


def _measure(folder: Path, pages: Pages, processes: int, seconds: float) -> None:
    with served(folder, processes) as (port, parent):
        asyncio.run(without_pause(port, pages.repeated, 8, 5))
        asyncio.run(without_pause(port, pages.search, 8, 5))
        print(f"\n{processes} web processes; load of the machine before: {os.getloadavg()[0]:.1f}\n{HEAD}")
        for name, found in asyncio.run(with_pauses(port, pages, seconds)).items():
            print(f"{f'with pauses: {name}':<28.28}{found.told(seconds)}")
        few = seconds / 2
        with nginx(_front_page(port)) as other:
            lines: list[tuple[str, int, Callable[[], str], int]] = [
                ("nginx, 50 connections", other, lambda: "/halaman.html", VISITORS),
                ("/healthz, 50", port, lambda: "/healthz", VISITORS),
                ("repeated pages, 50", port, pages.repeated, VISITORS),
                ("repeated pages, 1", port, pages.repeated, 1),
                ("results, never made, 50", port, pages.search, VISITORS),
                ("results, never made, 1", port, pages.search, 1),
            ]
            for name, where, draw, connections in lines:
                print(f"{name:<28}{asyncio.run(without_pause(where, draw, connections, few)).told(few)}")
        print(memory(parent.pid))


if __name__ == "__main__":
    main()
