"""Command `indexer`: run | once | follow | rebuild | verify."""

import argparse
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy.orm import Session

from indexer import kernel
from indexer.following import Follower, make_here, underway_beyond
from indexer.pipeline import rebuild_indexes, renew_indexes
from indexer.worker import drain_lines, run_lines
from migrations import runner
from portal import clock, log_lines
from portal.closed import is_closed, refuse_closed
from portal.config import Config
from portal.errors import ConfigError, PortalError
from portal.queries.public import documents
from portal.search.interface import SearchDocument, SearchIndex
from portal.search.opening import folder_of
from portal.search.position import IndexFolder
from portal.services import indexing
from portal.wiring import Stores, opened_stores, refuse_unlocked, refuse_unsafe_stores

log = logging.getLogger("indexer")

ORPHANED_SECONDS = 5.0
"""What a worker whose parent is gone may still finish in."""
CLOSED_SECONDS = 1.0
"""How often a closed portal is looked at."""
NAMED = 5
"""Differences named one by one, of each kind."""
EXIT_OK, EXIT_UNEXPECTED, EXIT_CHECK_FAILED = 0, 1, 4


def make_parser() -> argparse.ArgumentParser:
    """What may stand behind `indexer`."""
    parser = argparse.ArgumentParser(prog="indexer", description="Membaca, menerbitkan, dan mengindeks naskah.")
    parser.add_argument("verb", choices=("run", "once", "follow", "rebuild", "verify"))
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the five verbs; gives back the exit code (0 done, 1 unexpected, 4 a check failed)."""
    verb = make_parser().parse_args(arguments).verb
    log_lines.install()
    try:
        with opened_stores(Config.from_env()) as stores:
            _refuse_old_schema(stores)
            refuse_unlocked(stores)
            if verb != "verify":
                refuse_unsafe_stores(stores)
            verbs = {"run": _run, "once": _once, "follow": _follow, "rebuild": _rebuild, "verify": _verify}
            return verbs[verb](stores)
    except PortalError as error:
        sys.stderr.write(f"indexer: {error.message}\n")
        return EXIT_UNEXPECTED
    except Exception as error:
        log.debug("unexpected", exc_info=True)
        sys.stderr.write(f"indexer: Kesalahan tak terduga ({type(error).__name__}). Periksa setelan basis data.\n")
        return EXIT_UNEXPECTED


def _refuse_old_schema(stores: Stores) -> None:
    if runner.current(stores.database.engine) != runner.head():
        raise ConfigError("Basis data belum pada revisi terbaru. Jalankan: portal migrate")


def _run(stores: Stores) -> int:
    stop = _begin(stores)
    _renew(stores)
    run_lines(stores, stop)
    return EXIT_OK


def _follow(stores: Stores) -> int:
    if not stores.config.has_own_index:
        raise ConfigError("indexer follow hanya untuk PORTAL_INDEX_PLACE=each.")
    Follower(stores, _begin(stores)).run()
    return EXIT_OK


def _begin(stores: Stores) -> threading.Event:
    """Wait until there is work to be done; what is given back is set when it has to end."""
    # Whoever waits for a page goes before the work in the background.
    kernel.step_back(10)
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    parent = os.getppid()
    threading.Thread(target=_stop_with_parent, args=(parent, stop), daemon=True).start()
    _wait_until_open(stores, stop)
    return stop


def _wait_until_open(stores: Stores, stop: threading.Event) -> None:
    """A restored portal publishes, signs and writes to nobody before it was looked through and opened."""
    data_dir = stores.config.data_dir
    if is_closed(data_dir):
        log.warning("the portal was restored and is closed: nothing is done until portal restore --open")
    while is_closed(data_dir) and not stop.is_set():
        stop.wait(CLOSED_SECONDS)


def _renew(stores: Stores) -> None:
    # Who follows sees to it, and goes on answering from the old ones meanwhile.
    if not stores.config.has_own_index and renew_indexes(stores):
        log.warning("search indexes of an older release were made anew")


def _stop_with_parent(parent: int, stop: threading.Event) -> None:
    # A supervised worker must not outlive a parent that was killed without a word: what it does not end soon it drops,
    # and the next one takes that over at once, because its holder is gone.
    if os.environ.get("INDEXER_SUPERVISED") != "1":
        return
    while not stop.wait(1.0):
        if os.getppid() != parent:
            stop.set()
            time.sleep(ORPHANED_SECONDS)
            os._exit(EXIT_UNEXPECTED)


def _once(stores: Stores) -> int:
    refuse_closed(stores.config.data_dir)
    _renew(stores)
    drain_lines(stores)
    return EXIT_OK


def _rebuild(stores: Stores) -> int:
    # As with `run`: whoever waits for a page goes first.
    kernel.step_back(10)
    is_terminal = sys.stderr.isatty()

    def show(count: int) -> None:
        if is_terminal:
            sys.stderr.write(f"\r{count} naskah")
            sys.stderr.flush()

    make = make_here if stores.config.has_own_index else rebuild_indexes
    public, internal = make(stores, show)
    sys.stderr.write(
        f"{chr(13) if is_terminal else ''}Indeks publik: {public} naskah. Indeks internal: {internal} naskah.\n"
    )
    return EXIT_OK


def _verify(stores: Stores) -> int:
    checks = (
        _verify_one(stores, "publik", stores.public_index, documents.all_public),
        _verify_one(stores, "internal", stores.internal_index, indexing.all_internal),
    )
    if all(checks):
        return EXIT_OK
    sys.stderr.write("indexer: Pulihkan dengan: indexer rebuild\n")
    return EXIT_CHECK_FAILED


def _verify_one(
    stores: Stores, name: str, index: SearchIndex, documents: Callable[[Session], Iterable[SearchDocument]]
) -> bool:
    # How far it has followed is read first: what is listed beyond is no difference.
    position = IndexFolder(folder_of(stores.config.search_url)).position() if stores.config.has_own_index else None
    report = index.verify()
    state = "baik" if report.is_healthy else "rusak"
    sys.stdout.write(f"Indeks {name}: {state}, {report.documents} naskah. {report.detail}\n")
    if not report.is_healthy:
        return False
    # The index is read first: whatever changes from here on is under way, and known as such.
    started, held = clock.utc_now(), index.held()
    with stores.database.reading() as session:
        # In this order: a session drops what it has loaded while it walks the documents.
        underway = indexing.underway(session, started)
        if stores.config.has_own_index:
            underway = underway_beyond(session, position, started)
        found = indexing.differences(held, documents(session), underway=underway)
    for kind, kode in (("kurang", found.missing), ("berlebih", found.surplus), ("usang", found.stale)):
        if kode:
            more = f" dan {len(kode) - NAMED} lainnya" if len(kode) > NAMED else ""
            sys.stdout.write(f"Indeks {name}: {len(kode)} naskah {kind}: {', '.join(kode[:NAMED])}{more}.\n")
    return not found


if __name__ == "__main__":
    sys.exit(main())
