"""Hosts of one portal, each with a folder and indexes of its own over one database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from indexer.following import Follower
from portal import clock
from portal.config import Config
from portal.queries.public import documents
from portal.queries.public.search import search_published
from portal.search.interface import SearchQuery
from portal.search.query import parse
from portal.services import indexing
from portal.wiring import Stores, opened_stores
from tests.fixtures.repository import ROOT


@dataclass(frozen=True)
class Host:
    """One machine of a portal."""

    stores: Stores
    follower: Follower
    environ: dict[str, str]

    def follow(self) -> None:
        """Take in everything that is listed."""
        while self.follower.turn():
            pass

    def found(self, text: str) -> list[str]:
        """What the public finds on this host."""
        with self.stores.database.reading() as session:
            query = SearchQuery(parse(text), today=clock.today())
            return [hit.item.kode for hit in search_published(session, self.stores.public_index, query).hits]

    def differences(self) -> list[indexing.Differences]:
        """In what its two indexes are not as the database; damage counts."""
        indexes = self.stores.public_index, self.stores.internal_index
        assert all(index.verify().is_healthy for index in indexes)
        with self.stores.database.reading() as session:
            made = list(documents.all_public(session)), list(indexing.all_internal(session))
        pairs = zip(indexes, made, strict=True)
        found = [indexing.differences(index.held(), docs, underway=frozenset()) for index, docs in pairs]
        return [one for one in found if one]

    @property
    def nomor(self) -> int | None:
        """The number of the list up to which both indexes are kept to hold all."""
        position = self.follower.folder.position()
        return position.nomor if position is not None else None

    @contextmanager
    def following(self) -> Iterator[subprocess.Popen[bytes]]:
        """`indexer follow` on this host, as a process of its own."""
        command = [sys.executable, "-m", "indexer", "follow"]
        with subprocess.Popen(
            command, env=self.environ, cwd=self.stores.config.data_dir, stderr=subprocess.DEVNULL
        ) as process:
            try:
                yield process
            finally:
                process.kill()


@contextmanager
def a_host(folder: Path, name: str, database_url: str) -> Iterator[Host]:
    """A host of the portal whose originals lie in `folder`."""
    settings = {
        "PORTAL_DATA_DIR": str(folder / name),
        "PORTAL_DATABASE_URL": database_url,
        "PORTAL_STORAGE_URL": f"file:{folder / 'objects'}",
        "PORTAL_SECRET_KEY": "kunci-uji" * 8,
        "PORTAL_INDEX_PLACE": "each",
    }
    with opened_stores(Config.from_env(settings)) as stores:
        yield Host(stores, Follower(stores), {**os.environ, **settings, "PYTHONPATH": str(ROOT)})
