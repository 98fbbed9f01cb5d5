"""A relay between a client and the real S3 server that spoils chosen requests the way networks and servers do.

A fault belongs to one method; everything else passes unchanged, so that a test shows what the portal makes of one
broken answer in the midst of sound ones.
"""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

Fault = Literal["status", "silence", "reset", "cut", "short", "swap", "lost", "no_range"]


@dataclass
class Plan:
    """What to spoil: `fault` on requests of `method`, the first `times` of them (all when None).

    status: answer `status` without asking the server. silence: never answer. reset: close without an answer. cut:
    end the answer's body early. short: the same with a matching Content-Length. swap: other bytes of equal length.
    lost: let the server act, then lose its answer. no_range: answer 200 to a range.
    """

    method: str
    fault: Fault
    status: int = 503
    times: int | None = None
    seen: list[str] = field(default_factory=list)

    def strikes(self, method: str) -> bool:
        """Whether this request is spoiled; counts it."""
        self.seen.append(method)
        return method == self.method and (self.times is None or self.seen.count(method) <= self.times)


@contextmanager
def fault_proxy(upstream: str, plan: Plan) -> Iterator[str]:
    """The address of a running relay to `upstream` (plain HTTP) that carries out `plan`."""
    target = urlsplit(upstream)
    address = (str(target.hostname), int(target.port or 80))

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            _relay(self, address, plan, closing)

    closing = threading.Event()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            closing.set()
            server.shutdown()
            thread.join()


def _relay(
    handler: socketserver.StreamRequestHandler, address: tuple[str, int], plan: Plan, closing: threading.Event
) -> None:
    """One request, one answer, then the connection closes."""
    head = _head(handler)
    if not head:
        return
    lines = head.decode("latin-1").split("\r\n")
    method = lines[0].split(" ")[0]
    if _header(lines, "expect"):
        handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    body = handler.rfile.read(int(_header(lines, "content-length") or 0))
    struck = plan.strikes(method)
    if struck and plan.fault == "silence":
        closing.wait(30)
    elif struck and plan.fault == "status":
        handler.wfile.write(
            f"HTTP/1.1 {plan.status} Gangguan\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
        )
    elif not (struck and plan.fault == "reset"):
        answer = _ask(address, lines, body)
        if struck:
            answer = _spoil(answer, plan.fault)
        handler.wfile.write(answer)


def _head(handler: socketserver.StreamRequestHandler) -> bytes:
    collected = b""
    while not collected.endswith(b"\r\n\r\n"):
        line = handler.rfile.readline()
        if not line:
            return b""
        collected += line
    return collected[:-4]


def _header(lines: list[str], name: str) -> str:
    return next((line.partition(":")[2].strip() for line in lines[1:] if line.lower().startswith(f"{name}:")), "")


def _ask(address: tuple[str, int], lines: list[str], body: bytes) -> bytes:
    kept = [line for line in lines if not line.lower().startswith(("expect:", "connection:"))]
    with socket.create_connection(address, timeout=20) as server:
        server.sendall("\r\n".join([*kept, "Connection: close", "", ""]).encode("latin-1") + body)
        answer = b""
        while piece := server.recv(65_536):
            answer += piece
    return answer


def _spoil(answer: bytes, fault: Fault) -> bytes:
    head, _, body = answer.partition(b"\r\n\r\n")
    if fault == "cut":
        return head + b"\r\n\r\n" + body[: len(body) // 2]
    if fault == "swap":
        return head + b"\r\n\r\n" + bytes(byte ^ 1 for byte in body)
    if fault == "short":
        half = body[: len(body) // 2]
        kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-length:")]
        return b"\r\n".join([*kept, b"Content-Length: %d" % len(half), b"", b""]) + half
    if fault == "no_range":
        return answer.replace(b" 206 Partial Content", b" 200 OK", 1)
    return b""
