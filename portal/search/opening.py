"""Opens the search index that a setting names: a folder, or a schema of PostgreSQL."""

from pathlib import Path

from portal.errors import ConfigError
from portal.search.interface import SearchIndex

SCHEMAS = {"public": "search_public", "internal": "search_internal"}
"""Where each of the two indexes lies in a database."""
REFUSED = "PORTAL_SEARCH_URL harus whoosh:FOLDER atau postgresql://…"


def is_on_postgresql(url: str) -> bool:
    """Whether an address names a database and not a folder."""
    return url.startswith(("postgresql:", "postgresql+psycopg:"))


def folder_of(url: str) -> Path:
    """The folder in which both indexes of an address `whoosh:FOLDER` lie."""
    return Path(url.partition(":")[2])


def open_index(url: str, name: str, *, reader_url: str = "") -> SearchIndex:
    """The public or the internal index; raises ConfigError for an address that nobody here can open.

    `reader_url` enters as the role that may only read it.
    """
    if is_on_postgresql(url):
        # Imported here: neither engine is of use to a portal with the other.
        from portal.search.postgresql.connections import has_good_url
        from portal.search.postgresql.index import PostgresIndex

        if not all(map(has_good_url, filter(None, (url, reader_url)))):
            raise ConfigError(REFUSED)
        return PostgresIndex(url, SCHEMAS[name], reader_url=reader_url)
    from portal.search.whoosh.index import WhooshIndex

    scheme, _, path = url.partition(":")
    if scheme != "whoosh" or not path:
        raise ConfigError(REFUSED)
    return WhooshIndex(folder_of(url) / name)


def public_role_reaches(url: str) -> tuple[str, ...]:
    """What the role of `url` may reach beside the public index; see `reached_beyond`."""
    from portal.search.postgresql.roles import reached_beyond

    return reached_beyond(url, SCHEMAS["public"])
