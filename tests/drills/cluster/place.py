"""The machines of the drill: two web hosts, two indexers, PostgreSQL with a replica, a store of five, nginx before all.

Everything listens on loopback. The next release, to which they are upgraded, is this one with a migration more.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from migrations import runner
from portal.config import Config
from portal.domain.permissions import Peran
from portal.queries.public.documents import all_public
from portal.wiring import Stores, opened_stores
from tests.benchmarks.published_corpus import write_corpus
from tests.benchmarks.search_corpus import Corpus
from tests.factories.naskah import Office, sample_fields, set_up_units
from tests.factories.pdf import agreement_pdf, text_pdf
from tests.fixtures.front import Front, front
from tests.fixtures.machines import Machine
from tests.fixtures.postgres_machines import SEARCH_READER, SEARCH_WRITER, Servers, postgres_machines
from tests.fixtures.repository import ROOT
from tests.fixtures.seaweedfs_machines import Store, store_of_machines
from tests.fixtures.web_hosts import WebHost, indexer_host, shared_settings, web_host

SENDERS = tuple(f"pengirim-{number}@contoh.go.id" for number in range(3))
SECRET = "kalimutubiru"
"""A word that stands in nothing public."""
WITH_FILES = 6
NEXT_REVISION = "9999"
_STEP = """
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
    op.create_table("drill", sa.Column("id", sa.Integer(), primary_key=True))
    op.add_column("terbitan", sa.Column("drill", sa.Text(), nullable=False, server_default="CONTOH"))
"""


@dataclass
class Place:
    """All machines and what the drill itself sees of the stores."""

    folder: Path
    settings: dict[str, str]
    servers: Servers
    store: Store
    hosts: list[WebHost]
    indexers: list[Machine]
    front: Front
    stores: Stores
    corpus: Corpus
    next_release: Path
    public: list[str] = field(default_factory=list)
    """Codes that stay public from beginning to end."""
    files: list[str] = field(default_factory=list)
    """Addresses of public files."""
    private: str = ""
    """A code that is never public."""

    @property
    def ours(self) -> list[Machine]:
        """The machines that run the portal."""
        return [*(host.machine for host in self.hosts), *self.indexers]

    def upgraded(self, machine: Machine) -> Machine:
        """The machine, told to run the newest release from its next start on."""
        machine.folder = self.next_release
        machine.environ = {**machine.environ, "PYTHONPATH": str(self.next_release)}
        return machine

    def migrate(self) -> str:
        """`portal migrate` of the next release; the revision it came to."""
        _migrate(self.settings, self.folder, self.next_release)
        return runner.current(self.stores.database.engine) or ""


@contextmanager
def place(folder: Path, naskah: int) -> Iterator[Place]:
    """Everything, filled and running, for the time of the block."""
    with ExitStack() as stack:
        servers = stack.enter_context(postgres_machines())
        servers.new_databases("portal", "cari")
        store = stack.enter_context(store_of_machines(folder / "objek"))
        settings = shared_settings(
            PORTAL_DATABASE_URL=servers.url("portal"),
            PORTAL_REPLICA_URL=servers.url("portal", is_replica=True),
            PORTAL_SEARCH_URL=servers.url("cari", SEARCH_WRITER),
            PORTAL_SEARCH_PUBLIC_URL=servers.url("cari", SEARCH_READER),
            PORTAL_STORAGE_URL=f"s3://{store.new_bucket()}/naskah",
            # Many visitors of the drill are one person with few addresses.
            PORTAL_RATE_LIMIT="50",
            PORTAL_WEB_PROCESSES="2",
            # What is kept in memory is full soon, so that growth is told apart from filling.
            PORTAL_KEPT_MB="4",
            PORTAL_OCR_LANG="ind",
            **store.environ,
        )
        os.environ.update(store.environ)
        config = Config.from_env({**settings, "PORTAL_DATA_DIR": str(folder / "latar"), "PORTAL_REPLICA_URL": ""})
        stores = stack.enter_context(opened_stores(config))
        found = _filled(stores, naskah)
        # Headings of the corpus are found now, so that the upgrade shows what a migration takes.
        _migrate(settings, folder, ROOT)
        hosts = [web_host(f"web-{name}", folder / f"web-{name}", settings) for name in "ab"]
        indexers = [indexer_host(f"indexer-{name}", folder / f"indexer-{name}", settings) for name in "12"]
        built = Place(
            folder=folder, settings=settings, servers=servers, store=store, hosts=hosts, indexers=indexers,
            front=None, stores=stores, next_release=_next_release(folder / "baru"), **found,
        )  # fmt: skip
        for one in built.ours:
            one.begin()
            stack.callback(_end, one)
        for one in built.ours:
            one.wait()
        built.front = stack.enter_context(front("nginx", folder / "depan", *(host.port for host in hosts)))
        yield built


def _migrate(settings: dict[str, str], folder: Path, release: Path) -> None:
    environ = {**os.environ, **settings, "PORTAL_DATA_DIR": str(folder / "latar"), "PYTHONPATH": str(release)}
    subprocess.run(
        [sys.executable, "-m", "portal", "migrate"], cwd=release, env=environ, check=True, capture_output=True
    )


def _end(machine: Machine) -> None:
    machine.thaw()
    machine.kill()


def _filled(stores: Stores, naskah: int) -> dict[str, object]:
    """Units, people, a corpus for readers, some naskah with files, and one that nobody may see."""
    runner.upgrade(stores.database.engine)
    set_up_units(stores.database)
    office, corpus = Office(stores), Corpus(naskah, 200)
    with stores.database.transaction() as session:
        write_corpus(session, corpus)
    with stores.database.reading() as session:
        stores.public_index.rebuild(all_public(session))
    stores.internal_index.rebuild(())
    for email in SENDERS:
        office.add_user(email, Peran.PENGELOLA, "KANIM-A")
    pdfs = [agreement_pdf(900 + number, pages=2) for number in range(WITH_FILES)]
    with_files = [
        office.publish(sample_fields(judul=f"CONTOH berkas {number}"), pdf=pdf) for number, pdf in enumerate(pdfs)
    ]
    private = office.upload(sample_fields(judul=f"CONTOH {SECRET}"), pdf=_secret_pdf()).kode
    office.drain()
    return {
        "corpus": corpus,
        "public": [document.kode for document in corpus] + with_files,
        "files": [f"/n/{kode}/naskah.pdf" for kode in with_files],
        "private": private,
    }


def _secret_pdf() -> bytes:
    return text_pdf([f"CONTOH {SECRET} halaman rahasia"])


def _next_release(folder: Path) -> Path:
    """This release with one more step of the database, as the next one may bring: a table and a filled column."""
    for name in ("portal", "indexer", "migrations"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    step = _STEP.format(revision=NEXT_REVISION, before=runner.head())
    (folder / f"migrations/versions/{NEXT_REVISION}_drill.py").write_text(step)
    (folder / "migrations/HEAD").write_text(NEXT_REVISION)
    return folder
