"""Command `indexer`: run | once | rebuild | verify."""

import argparse
import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence

from indexer.pipeline import rebuild_indexes
from indexer.worker import drain_lines, run_lines
from migrations import runner
from portal.config import Config
from portal.errors import ConfigError, PortalError
from portal.wiring import Stores, opened_stores

log = logging.getLogger("indexer")

EXIT_OK, EXIT_UNEXPECTED, EXIT_CHECK_FAILED = 0, 1, 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the four verbs; gives back the exit code (0 done, 1 unexpected, 4 a check failed)."""
    parser = argparse.ArgumentParser(prog="indexer", description="Membaca, menerbitkan, dan mengindeks naskah.")
    parser.add_argument("verb", choices=("run", "once", "rebuild", "verify"))
    verb = parser.parse_args(arguments).verb
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        with opened_stores(Config.from_env()) as stores:
            _refuse_old_schema(stores)
            return {"run": _run, "once": _once, "rebuild": _rebuild, "verify": _verify}[verb](stores)
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
    # Whoever waits for a page goes before the work in the background.
    os.nice(10)
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    parent = os.getppid()
    threading.Thread(target=_stop_with_parent, args=(parent, stop), daemon=True).start()
    run_lines(stores, stop)
    return EXIT_OK


def _stop_with_parent(parent: int, stop: threading.Event) -> None:
    # A supervised worker must not outlive a parent that was killed without a word.
    if os.environ.get("INDEXER_SUPERVISED") != "1":
        return
    while not stop.wait(1.0):
        if os.getppid() != parent:
            stop.set()


def _once(stores: Stores) -> int:
    drain_lines(stores)
    return EXIT_OK


def _rebuild(stores: Stores) -> int:
    is_terminal = sys.stderr.isatty()

    def show(count: int) -> None:
        if is_terminal:
            sys.stderr.write(f"\r{count} naskah")
            sys.stderr.flush()

    public, internal = rebuild_indexes(stores, show)
    sys.stderr.write(
        f"{chr(13) if is_terminal else ''}Indeks publik: {public} naskah. Indeks internal: {internal} naskah.\n"
    )
    return EXIT_OK


def _verify(stores: Stores) -> int:
    reports = {"publik": stores.public_index.verify(), "internal": stores.internal_index.verify()}
    for name, report in reports.items():
        state = "baik" if report.is_healthy else "rusak"
        sys.stdout.write(f"Indeks {name}: {state}, {report.documents} naskah. {report.detail}\n")
    return EXIT_OK if all(report.is_healthy for report in reports.values()) else EXIT_CHECK_FAILED


if __name__ == "__main__":
    sys.exit(main())
