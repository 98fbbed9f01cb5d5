"""Serving: waitress in front of the application, with the indexer beside it as a supervised child where asked.

`processes` runs several of what stands here.
"""

import errno
import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from portal.app import create_app
from portal.cli import metrics, receiving
from portal.cli.lines import note
from portal.config import Config
from portal.errors import ConfigError
from portal.web import counting
from portal.web.counting import Counts
from portal.wiring import Stores

THREADS = 8
MOST_HEADERS = 32_768
"""Bytes of request line and headers together: many times what a browser sends."""
MOST_CONNECTIONS = 512
"""A slow sender holds a connection, never a thread; a few dozen of them must not keep everybody else out."""
BACKLOG = 1024
IDLE_SECONDS = 30
CLEANUP_SECONDS = 10
_RESTART_SECONDS = 2.0
_STOP_SECONDS = 20.0


def run_server(
    config: Config, stores: Stores, *, host: str, port: int, ready: Callable[[int], None] | None = None
) -> None:
    """Serve until interrupted; `ready` is told the port once the socket listens.

    Raises ConfigError for a port that is taken.
    """
    sockets = listen(host, port)
    figures = metrics.listen(config)
    app = create_app(config, stores)
    if figures is not None:
        count(app, Counts(1), figures).processes = 1
    server = server_over(sockets, app, config)
    if ready is not None:
        ready(sockets[0].getsockname()[1])
    try:
        server.run()
    finally:
        server.close()


def count(app: Flask, counts: Counts, figures: socket.socket) -> Counts:
    """Let an application that has answered nothing yet count its answers, and tell them at a socket of its own."""
    counting.install(app, counts)
    metrics.serve(figures, app.extensions["portal"], counts)
    return counts


def listen(host: str, port: int) -> list[socket.socket]:
    """Sockets that listen at every address of a name. Raises ConfigError for a port that is taken."""
    sockets: list[socket.socket] = []
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, address in dict.fromkeys((one[0], one[4]) for one in found):
            sockets.append(socket.create_server(address, family=family, backlog=BACKLOG))
    except OSError as error:
        for one in sockets:
            one.close()
        raise _taken(host, port, error) from error
    return sockets


def make_server(app: Flask, config: Config, *, host: str, port: int) -> BaseWSGIServer | MultiSocketServer:
    """A server that listens but does not run yet. Raises ConfigError for a port that is taken."""
    return server_over(listen(host, port), app, config)


def server_over(sockets: Sequence[socket.socket], app: Flask, config: Config) -> BaseWSGIServer | MultiSocketServer:
    """A server over sockets that listen; it does not run yet."""
    # It would write a line for each request that waits for a thread, most of them when there is least time for it.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server: BaseWSGIServer | MultiSocketServer = create_server(
        app,
        map={},
        sockets=list(sockets),
        threads=THREADS,
        ident=None,
        # With proxies in front the application reads what they say, as many of them as there are; see `create_app`.
        clear_untrusted_proxy_headers=not config.proxy_hops,
        max_request_header_size=MOST_HEADERS,
        # Larger than any body of ours: each address has a limit of its own, see `receiving`.
        max_request_body_size=sys.maxsize,
        backlog=BACKLOG,
        connection_limit=MOST_CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=CLEANUP_SECONDS,
        asyncore_use_poll=True,
    )
    receiving.install(server, app, config, config.data_dir / "spool")
    return server


def channels_of(server: BaseWSGIServer | MultiSocketServer) -> dict[int, Any]:
    """Listeners and connections of a server by their descriptors."""
    found: dict[int, Any] = server.map if isinstance(server, MultiSocketServer) else server._map
    return found


def require_free_port(host: str, port: int) -> None:
    """Raise ConfigError for a port that another program holds, before anything is changed for its sake."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        # Whatever else is wrong with the address, the server itself says when it opens it.
        if error.errno == errno.EADDRINUSE:
            raise _taken(host, port, error) from error


def _taken(host: str, port: int, error: OSError) -> ConfigError:
    reason = os.strerror(error.errno) if error.errno else "?"
    return ConfigError(f"Alamat {host}:{port} tidak dapat dipakai ({reason}). Pilih --port lain.")


class SupervisedIndexer:
    """The indexer as a child process: started again when it dies, ended with its parent."""

    def __init__(self, environ: dict[str, str]) -> None:
        self._environ = {**os.environ, **environ, "INDEXER_SUPERVISED": "1"}
        self._stopping = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, daemon=True, name="indexer")

    def start(self) -> None:
        """Start the child and watch over it."""
        self._start_child()
        self._thread.start()

    def stop(self) -> None:
        """End the child; it finishes nothing new, and what it held is taken up at the next start."""
        self._stopping.set()
        child = self._child
        if child is not None and child.poll() is None:
            child.terminate()
            try:
                child.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def _start_child(self) -> None:
        command = [sys.executable, "-m", "indexer", "run"]
        self._child = subprocess.Popen(command, env=self._environ, start_new_session=True)  # noqa: S603 - our own module

    def _watch(self) -> None:
        while not self._stopping.is_set():
            child = self._child
            if child is not None:
                child.wait()
            if self._stopping.wait(_RESTART_SECONDS):
                return
            note("Pengindeks berhenti; dimulai lagi.")
            self._start_child()
