"""Indexes of hosts that follow the list of changes, beside one index in a database that all hosts read.

`python -m tests.benchmarks.follow_bench [--naskah 3000] [--words 300] [--published 20] [--missed 2000] [--idle 30]`
prints: seconds from the commit of handing in until two hosts find it, what catching up takes, what waiting costs.
"""

import argparse
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from indexer import following
from indexer.following import Follower
from indexer.pipeline import rebuild_indexes
from indexer.worker import PUBLISHING, Worker
from portal import clock
from portal.errors import SearchBusyError
from portal.models.all_models import Base
from portal.models.berkas import Berkas, Halaman
from portal.models.naskah import Naskah
from portal.search.query import parse
from portal.services import index_changes
from portal.wiring import Stores, open_stores
from tests.benchmarks.published_corpus import write_corpus
from tests.benchmarks.search_corpus import Corpus
from tests.factories.desk import Desk
from tests.factories.hosts import Host, a_host
from tests.factories.naskah import Office, sample_fields
from tests.factories.shared import reader
from tests.fixtures.databases import fresh_postgresql
from tests.fixtures.search_tables import search_database

LONGEST_SECONDS = 120.0
LOOK_SECONDS = 0.02
BEGINNING_SECONDS = 5.0
"""What a process takes to open what it has to, once it has the folder."""


def main() -> None:
    """Measure both ways over a database of their own each."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("naskah", 3_000), ("words", 300), ("published", 20), ("missed", 2_000), ("idle", 30)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    options = parser.parse_args()
    corpus = Corpus(options.naskah, options.words)
    _say(f"{options.naskah} naskah of {options.words} words")
    for measure in (_own, _shared):
        with tempfile.TemporaryDirectory() as name, fresh_postgresql() as url:
            measure(Path(name), url, corpus, options)


def _own(folder: Path, url: str, corpus: Corpus, options: argparse.Namespace) -> None:
    with a_host(folder, "satu", url) as first, a_host(folder, "dua", url) as second:
        ids = _fill(first.stores, corpus)
        for host in (first, second):
            _amount("own: made anew", len(ids), host.follow)
        stop = threading.Event()
        with following.beside(first.stores, stop), second.following() as process:
            _await_following(second)
            _idle(process.pid, options.idle)
            with _working(first.stores):
                _found("own", first, [first.stores, second.stores], options.published)
        second.follow()
        with first.stores.database.transaction() as session:
            index_changes.note(session, ids[: options.missed], clock.utc_now())
        _amount("own: caught up", options.missed, second.follow)
        times = [1000 * _timed(second.follower.turn) for _ in range(200)]
        _say(f"own: one look at the list {statistics.median(times):8.2f} ms")


def _shared(folder: Path, url: str, corpus: Corpus, options: argparse.Namespace) -> None:
    with a_host(folder, "satu", url) as first:
        config = replace(first.stores.config, search_url=search_database(), index_place="shared")
        hosts = [open_stores(config), open_stores(config)]
        ids = _fill(hosts[0], corpus)
        _amount("tables: made anew", len(ids), lambda: rebuild_indexes(hosts[0]))
        with _working(hosts[0]):
            _found("tables", Host(hosts[0], Follower(first.stores), {}), hosts, options.published)
        for stores in hosts:
            for index in (stores.public_index, stores.internal_index):
                index.close()
            stores.database.close()


def _fill(stores: Stores, corpus: Corpus) -> list[int]:
    """The corpus as naskah with a file each, published; gives their numbers."""
    desk = Desk(Office(stores))
    kode = desk.draft()
    desk.attach(kode, ("CONTOH",))
    with stores.database.transaction() as session:
        write_corpus(session, corpus)
        naskah = _row(session, Naskah, Naskah.kode == kode)
        berkas = _row(session, Berkas, Berkas.naskah_id == naskah["id"])
        page = _row(session, Halaman, Halaman.berkas_id == berkas["id"])
        ids = []
        for number, document in enumerate(corpus, start=1_000):
            ids.append(number)
            named = {"kode": document.kode, "judul": document.judul, "nomor_tanda_terima": None}
            session.execute(insert(Naskah), [{**naskah, "id": number, **named}])
            session.execute(insert(Berkas), [{**berkas, "id": number, "naskah_id": number}])
            texts = enumerate(document.pages, 1)
            pages = [{**page, "berkas_id": number, "nomor": at, "teks": text} for at, text in texts]
            session.execute(insert(Halaman), [{**one, "id": 100 * number + one["nomor"]} for one in pages])
    return ids


def _row(session: Session, table: type[Base], where: Any) -> Mapping[str, Any]:
    return session.execute(select(table.__table__).where(where)).mappings().one()


def _found(name: str, worker: Host, hosts: list[Stores], times: int) -> None:
    """Hand in one after the other; seconds from that commit until it is published and each host finds it."""
    desk, taken = Desk(Office(worker.stores)), []
    for number in range(times):
        word = f"contohkata{''.join('abcdefghij'[int(digit)] for digit in str(number))}qx"
        kode = desk.draft(sample_fields(judul=f"CONTOH {word}"))
        desk.attach(kode, ("Pasal 1",))
        desk.office.submit(kode)
        began = time.perf_counter()
        missing = [replace(worker, stores=stores) for stores in hosts]
        while missing:
            missing = [host for host in missing if host.found(word) != [kode]]
            if time.perf_counter() - began > LONGEST_SECONDS:
                raise SystemExit(f"not found within {LONGEST_SECONDS:.0f} s: {parse(word).text}")
            time.sleep(LOOK_SECONDS)
        taken.append(time.perf_counter() - began)
    p95 = statistics.quantiles(taken, n=20)[-1]
    _say(f"{name}: found on both hosts  p50 {statistics.median(taken):.2f}, p95 {p95:.2f}, most {max(taken):.2f} s")


@contextmanager
def _working(stores: Stores) -> Iterator[None]:
    """The publishing line of the worker, as `indexer run` has it."""
    stop = threading.Event()
    line = threading.Thread(target=Worker(stores, reader(), kinds=PUBLISHING).run, args=(stop,))
    line.start()
    try:
        yield
    finally:
        stop.set()
        line.join()


def _await_following(host: Host) -> None:
    with suppress(SearchBusyError):
        while True:
            with host.follower.folder.following():
                time.sleep(LOOK_SECONDS)
            time.sleep(1)
    time.sleep(BEGINNING_SECONDS)


def _idle(process: int, seconds: int) -> None:
    """What a follower with nothing to do takes."""
    before = _processor(process)
    time.sleep(seconds)
    used = (_processor(process) - before) / seconds
    held = int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    _say(f"own: nothing to do        {1000 * used:8.1f} ms of a processor a second, {held:.0f} MB")


def _processor(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _timed(do: Any) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def _amount(name: str, count: int, do: Any) -> None:
    """Say how many naskah a second something does, and what each takes of a processor, however busy others are."""
    used = time.process_time()
    took = _timed(do)
    used = time.process_time() - used
    _say(
        f"{name:<26}{count / took:8.0f} naskah a second, {took:.1f} s; {1000 * used / count:.1f} ms of a processor each"
    )


def _say(line: str) -> None:
    print(f"{line:<70} load {os.getloadavg()[0]:.0f}", flush=True)


if __name__ == "__main__":
    main()
