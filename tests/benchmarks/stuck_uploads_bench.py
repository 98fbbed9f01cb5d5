"""Searching while the object store is silent and twenty uploads hang on it: `portal serve` over a real S3 server.

    python -m tests.benchmarks.stuck_uploads_bench [--documents 2000] [--seconds 15]

Eight visitors search without pause, every text another one, first with nobody else there, then while twenty senders
whose store swallows each request and never answers send again as soon as they are answered. Wanted: the slowest
twentieth takes less than twice as long, every search is answered, and no upload is answered as taken.
"""

import argparse
import asyncio
import contextlib
import re
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from portal import clock
from portal.app import create_app
from portal.config import Config
from portal.domain.permissions import Peran
from portal.services.users import accounts
from portal.wiring import open_stores
from tests.benchmarks.search_corpus import Corpus
from tests.benchmarks.visitors_bench import HEAD, Pages, build, served, without_pause
from tests.factories.desk import pdf_bytes
from tests.factories.naskah import Office, set_up_units
from tests.fixtures.fault_proxy import Plan, fault_proxy
from tests.fixtures.seaweedfs import new_prefix, seaweedfs

SENDERS = 20
VISITORS = 8
LIMIT = 2.0


def main() -> None:
    """Build, serve, search alone and beside the senders, print; ends with 1 where a bound is not kept."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--words", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=15.0)
    chosen = parser.parse_args()
    corpus, server = Corpus(chosen.documents, chosen.words), seaweedfs()
    pages = Pages(corpus, [document.kode for document in corpus])
    with tempfile.TemporaryDirectory() as name, fault_proxy(server.http_url, Plan("PUT", "silence")) as endpoint:
        folder = Path(name)
        build(folder, corpus)
        session = _enter(folder)
        environ = {
            "PORTAL_STORAGE_URL": f"s3://{server.bucket()}/{new_prefix()}", "PORTAL_S3_ENDPOINT_URL": endpoint,
            "AWS_ACCESS_KEY_ID": server.access_key, "AWS_SECRET_ACCESS_KEY": server.secret_key,
        }  # fmt: skip
        with served(folder, 1, environ) as (port, _):
            asyncio.run(without_pause(port, pages.search, VISITORS, 3))
            print(HEAD)
            alone = asyncio.run(without_pause(port, pages.search, VISITORS, chosen.seconds))
            print(f"{'searches alone':<28}{alone.told(chosen.seconds)}")
            with _sending(port, session) as answers:
                time.sleep(1)
                beside = asyncio.run(without_pause(port, pages.search, VISITORS, chosen.seconds))
            print(f"{f'beside {SENDERS} uploads':<28}{beside.told(chosen.seconds)}")
    ratio = float(np.percentile(beside.times, 95) / np.percentile(alone.times, 95))
    print(f"slowest twentieth: {ratio:.2f} times as long; uploads answered: {dict(answers)}")
    is_kept = ratio < LIMIT and alone.errors + beside.errors == 0 and answers and answers.keys() <= {0, 503}
    sys.exit(0 if is_kept else 1)


def _enter(folder: Path) -> str:
    """The session of somebody who may upload, as the browser would send it."""
    config = Config.from_env({"PORTAL_DATA_DIR": str(folder)})
    stores = open_stores(config)
    app = create_app(config, stores)
    set_up_units(stores.database)
    office = Office(stores)
    actor = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    with stores.database.transaction() as session:
        token = accounts.start_session(session, actor.user_id or 0, device="uji", now=clock.utc_now())
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    app.extensions["pdf_reader"].close()
    stores.database.close()
    return f"sesi={signer.dumps({'_user_id': token, '_fresh': True})}"


@contextmanager
def _sending(port: int, session: str) -> Iterator[Counter[int]]:
    """Twenty who send a file each, again and again; how each was answered (0: not within the time)."""
    answers: Counter[int] = Counter()
    ended = threading.Event()
    page = _ask(port, f"GET /kerja/unggah HTTP/1.1\r\nHost: localhost\r\nCookie: {session}\r\n".encode(), b"")
    cookie = re.search(rb"[Ss]et-[Cc]ookie: (sesi=[^;]+)", page)
    token = re.search(rb'name="csrf_token" value="([^"]+)"', page)
    if token is None:
        raise SystemExit(f"the page that uploads was not shown: {page[:300]!r}")
    session = cookie[1].decode() if cookie else session

    def send(number: int) -> None:
        turn = 0
        while not ended.is_set():
            turn += 1
            parts = {"csrf_token": token[1].decode(), "unit": "KANIM-A", "key": f"{number:04}{turn:08}", "urutan": "0"}
            body = b"".join(
                f'--batas\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
                for name, value in parts.items()
            )
            body += b'--batas\r\nContent-Disposition: form-data; name="berkas"; filename="a.pdf"\r\n\r\n'
            body += pdf_bytes(f"CONTOH {number} {turn}") + b"\r\n--batas--\r\n"
            head = (
                f"POST /kerja/unggah/berkas HTTP/1.1\r\nHost: localhost\r\nCookie: {session}\r\n"
                "Content-Type: multipart/form-data; boundary=batas\r\n"
            )
            told = _ask(port, head.encode(), body)
            answers[int(told.split()[1]) if told else 0] += 1

    threads = [threading.Thread(target=send, args=(number,)) for number in range(SENDERS)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def _ask(port: int, head: bytes, body: bytes) -> bytes:
    told = b""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=40) as connection:
        connection.sendall(head + f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
        while piece := connection.recv(65536):
            told += piece
    return told


if __name__ == "__main__":
    main()
