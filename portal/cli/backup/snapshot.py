"""One moment of the database as a file, while others write; and the way back into an empty database.

SQLite writes the copy itself (`VACUUM INTO`, which leaves behind what was deleted); PostgreSQL has `pg_dump` for it,
which looks at the same moment as the figures that are read beside it.
"""

import gzip
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from sqlalchemy import func, inspect, select, table, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session

from portal.db import BUSY_TIMEOUT_MS, Database, make_engine
from portal.domain.foreign_data import refusing
from portal.errors import BadInputError, ConfigError, StorageError

T = TypeVar("T")
SQLITE, POSTGRES = "sqlite", "pgdump"
DAMAGED = "Salinan basis data {} di dalam cadangan {}. Pilih cadangan lain dengan --at."
_BROKEN = "rusak"
_LEVEL = 1
"""Of gzip: a copy every quarter of an hour must not keep a processor busy."""


def take(database: Database, url: str, folder: Path, read: Callable[[Session], T]) -> tuple[Path, str, T]:
    """A copy in `folder`, its kind, and what `read` makes of the same moment. Raises StorageError, ConfigError."""
    if database.engine.dialect.name == "sqlite":
        return _take_sqlite(url, folder, read)
    return _take_postgres(database, url, folder, read)


def put_in(url: str, copy: Path, kind: str, folder: Path, name: str) -> None:
    """Fill the empty database of this address from a copy, which is called `name` where it is damaged.

    Raises BadInputError, StorageError, ConfigError.
    """
    parsed = make_url(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    if is_sqlite != (kind == SQLITE):
        raise BadInputError("Cadangan ini dari jenis basis data lain daripada PORTAL_DATABASE_URL.")
    if is_sqlite:
        _put_in_sqlite(Path(str(parsed.database)), copy, folder, name)
    else:
        program = _program("pg_restore")
        _refuse_no_dump(program, copy, name)
        options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        _run([program, *options, f"--dbname={_address(parsed)}", str(copy)], parsed, "pg_restore")


def refuse_filled(url: str) -> None:
    """Raise BadInputError where the database holds anything: nothing is ever restored over something."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        path = Path(str(parsed.database))
        is_filled = path.exists() and path.stat().st_size > 0
    else:
        engine = make_engine(url)
        with engine.connect() as connection:
            is_filled = bool(inspect(connection).get_table_names())
            others = text(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            )
            is_watched = bool(connection.scalar(others))
        engine.dispose()
        if is_watched:
            raise BadInputError("Basis data sedang dipakai. Hentikan dulu web dan pengindeks di semua mesin.")
    if is_filled:
        raise BadInputError("Basis data tujuan sudah berisi. Pemulihan hanya ke basis data yang kosong.")


def count_rows(session: Session) -> dict[str, int]:
    """Rows of every table there is, also of those that this release does not know."""
    names = inspect(session.connection()).get_table_names()
    return {name: session.scalar(select(func.count()).select_from(table(name))) or 0 for name in sorted(names)}


def _take_sqlite(url: str, folder: Path, read: Callable[[Session], T]) -> tuple[Path, str, T]:
    path = Path(str(make_url(url).database))
    copy, packed = folder / "copy.sqlite", folder / "copy.sqlite.gz"
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
        copy.chmod(0o600)
        engine = make_engine(f"sqlite:///{copy}")
        with Database(engine).reading() as session:
            found = read(session)
        engine.dispose()
        with copy.open("rb") as given, gzip.open(packed, "wb", compresslevel=_LEVEL) as written:
            shutil.copyfileobj(given, written, 1024 * 1024)
        copy.unlink()
    except (sqlite3.Error, OSError) as error:
        raise StorageError("Salinan basis data tidak dapat dibuat; periksa ruang di folder data.") from error
    return packed, SQLITE, found


def _put_in_sqlite(path: Path, copy: Path, folder: Path, name: str) -> None:
    fresh = folder / "fresh.sqlite"
    damaged = DAMAGED.format(name, _BROKEN)
    try:
        fresh.touch(mode=0o600)
        with refusing(damaged), gzip.open(copy, "rb") as given, fresh.open("wb") as written:
            shutil.copyfileobj(given, written, 1024 * 1024)
            written.flush()
            os.fsync(written.fileno())
        with closing(sqlite3.connect(fresh)) as connection:
            told = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if told != "ok":
            raise BadInputError(damaged)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(fresh, path)
    except gzip.BadGzipFile as error:
        raise BadInputError(damaged) from error
    except (OSError, sqlite3.OperationalError) as error:
        raise StorageError("Basis data tidak dapat dipulihkan; periksa ruang dan izin di folder data.") from error
    except sqlite3.DatabaseError as error:
        raise BadInputError(damaged) from error


def _refuse_no_dump(program: str, copy: Path, name: str) -> None:
    """Raise BadInputError for what this program cannot list, before the server is asked."""
    # The program was looked up, and its arguments are ours.
    ended = subprocess.run([program, "--list", str(copy)], capture_output=True, check=False)  # noqa: S603
    if ended.returncode and not _is_other_version(ended.stderr):
        raise BadInputError(DAMAGED.format(name, _BROKEN))


def _take_postgres(database: Database, url: str, folder: Path, read: Callable[[Session], T]) -> tuple[Path, str, T]:
    program, parsed, copy = _program("pg_dump"), make_url(url), folder / "copy.pgdump"
    copy.touch(mode=0o600)
    with database.reading() as session:
        # The dump and the figures see the same moment, for as long as this session stands.
        moment = session.scalar(text("SELECT pg_export_snapshot()"))
        found = read(session)
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}", f"--file={copy}")
        _run([program, *options, f"--dbname={_address(parsed)}"], parsed, "pg_dump")
    return copy, POSTGRES, found


def _program(name: str) -> str:
    if (found := shutil.which(name)) is None:
        raise ConfigError(f"Program {name} tidak ditemukan. Pasang klien PostgreSQL di mesin ini (postgresql-client).")
    return found


def _address(parsed: URL) -> str:
    """The address as these programs read it; the password goes by the environment, where no list of processes is."""
    return parsed.set(drivername="postgresql", password=None).render_as_string(hide_password=False)


def _run(command: list[str], parsed: URL, name: str) -> None:
    environ = {**os.environ, "LC_MESSAGES": "C"}
    if parsed.password is not None:
        environ["PGPASSWORD"] = str(parsed.password)
    # The program was looked up, and its arguments are ours.
    ended = subprocess.run(command, env=environ, capture_output=True, check=False)  # noqa: S603
    if ended.returncode:
        is_other = _is_other_version(ended.stderr)
        why = "versinya lebih lama daripada servernya" if is_other else "basis data menolak atau terputus"
        raise StorageError(f"{name} gagal: {why}.")


def _is_other_version(said: bytes) -> bool:
    return b"version mismatch" in said or b"unsupported version" in said
