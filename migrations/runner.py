"""Brings a database to a revision, and tells where it stands; the command line and the tests both call it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect

if TYPE_CHECKING:
    from alembic.config import Config as AlembicConfig

FOLDER = Path(__file__).parent
_STANDS = "alembic_version"
"""The table in which Alembic keeps where a database stands."""


def head() -> str:
    """The newest revision, as the HEAD file says; two branches that both move it meet as a merge conflict."""
    return (FOLDER / "HEAD").read_text(encoding="utf-8").strip()


def knows(revision: str) -> bool:
    """Whether this release has a step of this name."""
    return any(path.name.partition("_")[0] == revision for path in (FOLDER / "versions").glob("*_*.py"))


def current(engine: Engine) -> str | None:
    """The revision the database stands at, or None for an empty one."""
    # Every start asks: by a question of its own, so that none waits for the library that only a migration needs.
    with engine.connect() as connection:
        if not inspect(connection).has_table(_STANDS):
            return None
        revision: str | None = connection.exec_driver_sql(f"SELECT version_num FROM {_STANDS}").scalar()  # noqa: S608
        return revision


def configuration(connection: Connection) -> "AlembicConfig":
    """An Alembic configuration bound to one connection."""
    from alembic.config import Config as AlembicConfig

    config = AlembicConfig()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database up to `revision` in one transaction."""
    from alembic import command

    _run(engine, command.upgrade, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database down to `revision` (`base` for an empty one) in one transaction."""
    from alembic import command

    _run(engine, command.downgrade, revision)


def _run(engine: Engine, step: "Callable[[AlembicConfig, str], None]", revision: str) -> None:
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.execution_options(is_writing=True).connect() as connection:
        if is_sqlite:
            # Batch steps recreate tables: references are checked once at the end instead of row by row.
            _check_references(connection, is_on=False)
        with connection.begin():
            step(configuration(connection), revision)
            if is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
                raise RuntimeError(f"references broken by the migration: {broken[:3]}")
        if is_sqlite:
            _check_references(connection, is_on=True)


def _check_references(connection: Connection, *, is_on: bool) -> None:
    # Has to happen outside any transaction, so it goes to the driver directly.
    raw = connection.connection.driver_connection
    if raw is not None:
        raw.execute(f"PRAGMA foreign_keys={'ON' if is_on else 'OFF'}")
