"""Puts data into an old release, upgrades it in place to this one as docs/deploy says, and looks whether all is whole.

`python -m tests.drills.upgrade_place --from COMMIT --naskah 24`; the database is the one `PORTAL_TEST_DATABASE` names.
The old release is taken from the history of this repository and installed from its own lock file, so a package index
has to be reachable. Its own samples are its data: they went through its upload, its reader and its publication.
"""

import argparse
import hashlib
import io
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import MetaData, Table, inspect, select

from portal.db import make_engine
from tests.fixtures.databases import empty_database
from tests.fixtures.nginx import free_port
from tests.fixtures.repository import ROOT
from tests.fixtures.shell_blocks import shell_blocks

FIRST = "7a6d24e8"
"""The first release: main at the end of its first day."""
KEPT = ("naskah", "berkas", "terbitan", "audit_entry", "unit", "mitra", "users")
"""Tables whose rows are compared value by value where both releases have the column."""
CHECKS = (
    ("indexer", "verify"),
    ("portal", "storage", "verify"),
    ("portal", "audit", "verify"),
    ("portal", "log", "verify"),
)
PATIENCE = 120.0

Rows = dict[tuple[object, ...], dict[str, object]]


@dataclass(frozen=True)
class Installed:
    """A release in an environment of its own, over one data folder and database."""

    folder: Path
    url: str

    @property
    def environ(self) -> dict[str, str]:
        """What its commands see: nothing of the portal that runs this."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "PYTHON"))}
        return {
            **kept,
            "PATH": f"{self.folder / 'opt/bin'}:{kept['PATH']}",
            "PORTAL_DATA_DIR": str(self.folder / "var"),
            "PORTAL_DATABASE_URL": self.url,
        }

    def run(self, *command: str, folder: Path | None = None) -> str:
        """A command to its end. Raises SystemExit with what it said where it failed."""
        done = subprocess.run(
            command, cwd=folder or self.folder, env=self.environ, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
        return done.stdout

    def install(self, source: Path) -> float:
        """The lines of the page that install a release, from its sources; gives seconds."""
        began = time.monotonic()
        (lines,) = shell_blocks("upgrade")
        for line in lines.splitlines():
            if line.startswith("/opt/portal/bin/pip "):
                self.run("sh", "-euc", line.replace("/opt/portal", str(self.folder / "opt")), folder=source)
        return time.monotonic() - began


def main() -> int:
    """Install, fill, upgrade, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="old", default=FIRST, help="commit or tag of the old release")
    parser.add_argument("--naskah", type=int, default=24)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, empty_database(Path(name)) as url:
        folder = Path(name)
        portal = Installed(folder, url.replace("postgresql+psycopg:", "postgresql:"))
        subprocess.run([sys.executable, "-m", "venv", folder / "opt"], check=True)
        took = portal.install(_sources(wanted.old, folder / "old"))
        _say(f"{wanted.old} installed in {took:.0f} s")
        portal.run("portal", "demo", "--load-only", "--naskah", str(wanted.naskah))
        before = _held(url)
        revision = _revision(url)
        counted = ", ".join(f"{len(before[name])} {name}" for name in KEPT if name in before)
        _say(f"filled: revision {revision}, {counted}")

        took = portal.install(_sources("HEAD", folder / "new"))
        began = time.monotonic()
        portal.run("portal", "migrate")
        moved = time.monotonic() - began
        portal.run("indexer", "once")
        portal.run("sh", "-euc", "indexer verify || indexer rebuild")
        _say(f"this release installed in {took:.0f} s; {revision} → {_revision(url)} in {moved:.1f} s")
        faults = _differences(before, _held(url))
        for command in CHECKS:
            done = subprocess.run(command, env=portal.environ, cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode:
                faults.append(f"{' '.join(command)}: {done.returncode} {(done.stdout + done.stderr).strip()[-500:]}")
        faults += _unseen(portal, before)
    for fault in faults:
        _say(f"  {fault}")
    _say(f"{len(faults)} faults")
    return 1 if faults else 0


def _sources(commit: str, folder: Path) -> Path:
    """The tree of a commit."""
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def _held(url: str) -> dict[str, Rows]:
    """Every row of every table, by its key."""
    engine = make_engine(url)
    found: dict[str, Rows] = {}
    with engine.connect() as connection:
        for name in inspect(connection).get_table_names():
            table = Table(name, MetaData(), autoload_with=connection)
            keys = [column.name for column in table.primary_key] or [column.name for column in table.columns]
            rows = (dict(row) for row in connection.execute(select(table)).mappings())
            found[name] = {tuple(row[key] for key in keys): row for row in rows}
    engine.dispose()
    return found


def _revision(url: str) -> str:
    (row,) = _held(url)["alembic_version"].values()
    return str(row["version_num"])


def _differences(before: dict[str, Rows], after: dict[str, Rows]) -> list[str]:
    """What was there and is not any more, or is not as it was."""
    faults = []
    for name, rows in before.items():
        if name not in after or name == "alembic_version":
            faults += [] if name == "alembic_version" else [f"table {name} with {len(rows)} rows is gone"] * bool(rows)
            continue
        if gone := rows.keys() - after[name].keys():
            faults.append(f"{name}: {len(gone)} of {len(rows)} rows are gone, {sorted(map(str, gone))[:3]}")
        for key in rows.keys() & after[name].keys() if name in KEPT else ():
            old, new = rows[key], after[name][key]
            other = [column for column in old.keys() & new.keys() if str(old[column]) != str(new[column])]
            faults += [f"{name} {key}: {column} {old[column]!r} → {new[column]!r}" for column in sorted(other)]
    return faults


def _unseen(portal: Installed, before: dict[str, Rows]) -> list[str]:
    """Pages and files that do not come as they were, asked of the upgraded portal itself."""
    faults = []
    with _served(portal) as ask:
        for row in before["terbitan"].values():
            kode = row["kode"]
            status, page = ask(f"/n/{kode}")
            text = page.decode()
            if status != 200 or str(row["judul"]).split()[0] not in text:
                faults.append(f"/n/{kode}: {status}")
            links = set(re.findall(rf'href="(/n/{kode}/[^"?#]*\.pdf)', text))
            given = {hashlib.sha256(ask(link)[1]).hexdigest() for link in links}
            wanted = {one["sha256"] for one in before["terbitan_berkas"].values() if one["kode"] == kode}
            if given != wanted and not row["is_metadata_only"]:
                faults.append(f"/n/{kode}: {len(wanted)} files, of which {len(given & wanted)} come as they were")
        status, page = ask("/cari")
        told = re.search(r"(\d+)\s+naskah", page.decode())
        if status != 200 or told is None or int(told[1]) != len(before["terbitan"]):
            faults.append(f"/cari: {status}, {told and told[0]} of {len(before['terbitan'])}")
    return faults


@contextmanager
def _served(portal: Installed) -> Iterator[Callable[[str], tuple[int, bytes]]]:
    port = free_port()
    server = subprocess.Popen(
        ["portal", "serve", "--port", str(port)], env=portal.environ, cwd=portal.folder, stderr=subprocess.PIPE
    )

    def ask(path: str) -> tuple[int, bytes]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    last = time.monotonic() + PATIENCE
    while True:
        try:
            if ask("/livez")[0] == 200:
                break
        except OSError:
            if time.monotonic() > last or server.poll() is not None:
                raise SystemExit(f"the portal does not answer: {server.stderr and server.stderr.read()!r}") from None
            time.sleep(0.2)
    try:
        yield ask
    finally:
        server.terminate()
        server.wait(60)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
