"""A portal that is lost, and the empty one that takes its place."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from portal.config import Config
from tests.fixtures.databases import empty_database


def environment(data_dir: Path, database_url: str, **more: str) -> dict[str, str]:
    """The settings of an embedded portal."""
    return {
        "PORTAL_DATA_DIR": str(data_dir),
        "PORTAL_DATABASE_URL": database_url,
        "PORTAL_SECRET_KEY": "kunci-uji" * 8,
        **more,
    }


@contextmanager
def empty_portal(folder: Path, **more: str) -> Iterator[Mapping[str, str]]:
    """The settings of a portal with an empty folder and a database without any table."""
    folder.mkdir()
    with empty_database(folder) as url:
        yield environment(folder / "var", url, **more)


def config_of(environ: Mapping[str, str]) -> Config:
    """Those settings as the portal reads them."""
    return Config.from_env(environ)
