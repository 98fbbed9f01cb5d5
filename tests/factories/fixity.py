"""Many small objects in two places with damage planted in the first, and what the passes over them find."""

import hashlib
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from sqlalchemy import func, insert, select, update

from portal import clock
from portal.config import Config
from portal.domain.naskah.enumerations import JenisBerkas, ReadingState
from portal.domain.permissions import OPERATOR
from portal.models.berkas import Berkas
from portal.models.object_copy import CopyState, ObjectCopy, Place
from portal.queries import object_copies
from portal.queries.object_copies import expected_objects
from portal.services import audit
from portal.services.copies.tending import Keeper
from portal.storage.keys import object_key
from portal.storage.paired import PairedStorage
from portal.storage.sweep import FixityReport, fixity
from portal.wiring import Stores, opened_stores
from tests.factories.desk import Desk
from tests.factories.lost_portal import environment
from tests.factories.naskah import Office
from tests.fixtures.repository import ROOT

T = TypeVar("T")
LONG = timedelta(hours=1)


@dataclass(frozen=True)
class Planted:
    """What was done, by digest."""

    altered: frozenset[str]
    """Bits flipped, contents swapped, one cut short."""
    missing: frozenset[str]
    """Deleted, and the digest that the database names instead of a right one."""
    orphans: frozenset[str]
    """Objects nobody names, and the one whose row was changed."""
    unrecorded: str
    unnamed: str
    """What the row that was changed named before."""


@dataclass
class FixityDrill:
    """What came of it; `faults` is empty where all was found and nothing else."""

    objects: int
    seconds: dict[str, float] = field(default_factory=dict)
    before_kill: int = 0
    after_kill: int = 0
    mended: int = 0
    faults: list[str] = field(default_factory=list)


def drill(folder: Path, database_url: str, objects: int, *, kills: bool) -> FixityDrill:
    """Plant the damage, find it, put it back (in a process that is killed half way, where asked), look again."""
    environ = environment(folder / "var", database_url, PORTAL_SECOND_COPY_URL=f"file:{folder / 'kedua'}")
    found = FixityDrill(objects)
    with opened_stores(Config.from_env(environ)) as stores:
        with _timed(found, "fill"):
            digests = _fill(stores, objects)
        planted = _plant(stores, digests, folder / "var/objects")
        with stores.database.reading() as session:
            expected = expected_objects(session)
            strange = object_copies.unrecorded(session)
            unnamed = object_copies.unnamed(session)
        with _timed(found, "pass"):
            report = fixity(_pair(stores).first, expected)
        _compare(found, report, planted, (strange, unnamed), objects)
        with _timed(found, "repair"):
            if kills:
                found.before_kill = _tend_and_kill(stores, environ, objects // 2)
            turn = Keeper(stores.database, stores.objects, clock.utc_now).tend(at_once=LONG)
            while turn.checked:
                found.after_kill += turn.checked
                found.mended += turn.mended
                turn = Keeper(stores.database, stores.objects, clock.utc_now).tend(at_once=LONG)
        _look_again(found, stores, planted)
    return found


def _fill(stores: Stores, objects: int) -> list[str]:
    """Rows, entries and objects as uploads leave them; the bytes are laid down without waiting for the disk."""
    desk = Desk(Office(stores))
    kode = desk.draft()
    naskah_id, now = desk.naskah(kode).id, clock.utc_now()
    roots = [Path(url.removeprefix("file:")) for url in (stores.config.storage_url, stores.config.second_copy_url)]
    digests = []
    rows = []
    for number in range(objects):
        content = f"%PDF-1.7 CONTOH {number} {'x' * (number % 997)}".encode()
        digest = hashlib.sha256(content).hexdigest()
        digests.append(digest)
        rows.append({"sha256": digest, "size": len(content)})
        for root in roots:
            path = root / object_key(digest)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    common = {
        "naskah_id": naskah_id, "jenis": JenisBerkas.LAMPIRAN, "nama": "CONTOH.pdf", "bahasa": "id", "mewakili": (),
        "uploaded_at": now, "urutan": 1, "keadaan": ReadingState.TERBACA, "keterangan_baca": "", "tool": "",
        "keterangan_tanda_tangan": "", "embedded_names": (),
    }  # fmt: skip
    with stores.database.transaction() as session:
        session.execute(insert(Berkas), [common | row for row in rows])
        copies = [
            row | {"place": place, "state": CopyState.WHOLE, "changed_at": now, "checked_at": None}
            for row in rows
            for place in Place
        ]
        session.execute(insert(ObjectCopy), copies)
        for row in rows:
            audit.record(
                session, actor=OPERATOR, now=now, action=object_copies.STORED, object_kind="naskah", object_key=kode,
                after=row,
            )  # fmt: skip
    return digests


def _plant(stores: Stores, digests: list[str], root: Path) -> Planted:
    """20 flipped, 2 swapped, 1 cut short, 5 deleted, 3 strange, 1 changed in the database; of few objects, fewer."""
    few = max(1, min(20, len(digests) // 20))
    chosen = iter(secrets.SystemRandom().sample(digests, few + 9))
    flipped, (one, other), cut = _take(chosen, few), _take(chosen, 2), next(chosen)
    for digest in flipped:
        content = bytearray(_read(root, digest))
        content[secrets.randbelow(len(content))] ^= 1 << secrets.randbelow(8)
        (root / object_key(digest)).write_bytes(content)
    contents = _read(root, one), _read(root, other)
    (root / object_key(one)).write_bytes(contents[1])
    (root / object_key(other)).write_bytes(contents[0])
    (root / object_key(cut)).write_bytes(_read(root, cut)[:-1])
    deleted = _take(chosen, 5)
    for digest in deleted:
        (root / object_key(digest)).unlink()
    orphans = {_pair(stores).first.put(BytesIO(f"CONTOH yatim {number}".encode())).digest for number in range(3)}
    renamed, false = next(chosen), secrets.token_hex(32)
    with stores.database.transaction() as session:
        session.execute(update(Berkas).where(Berkas.sha256 == renamed).values(sha256=false))
    return Planted(
        frozenset({*flipped, one, other, cut}),
        frozenset({*deleted, false}),
        frozenset({*orphans, renamed}),
        false,
        renamed,
    )


def _compare(
    found: FixityDrill, report: FixityReport, planted: Planted, rows: tuple[list[str], list[str]], objects: int
) -> None:
    pairs = (
        ("altered", set(report.altered), planted.altered),
        ("missing", set(report.missing), planted.missing),
        ("orphans", set(report.orphans), planted.orphans),
        ("changed in the database", set(rows[0]), {planted.unrecorded}),
        ("taken out of the database", set(rows[1]), {planted.unnamed}),
    )
    for name, seen, meant in pairs:
        found.faults += [f"{name}: {len(meant - seen)} not found"] if meant - seen else []
        found.faults += [f"{name}: {len(seen - meant)} false alarms"] if seen - meant else []
    if report.ok != objects - len(planted.altered) - len(planted.missing):
        found.faults.append(f"{report.ok} whole")


def _tend_and_kill(stores: Stores, environ: dict[str, str], enough: int) -> int:
    """A process that reads copies until it is killed; how many it had noted by then."""
    command = (
        "from datetime import timedelta; from portal import clock; from portal.config import Config;"
        " from portal.services.copies.tending import Keeper; from portal.wiring import open_stores;"
        " stores = open_stores(Config.from_env());"
        " keeper = Keeper(stores.database, stores.objects, clock.utc_now);"
        " [keeper.tend(at_once=timedelta(hours=1)) for _ in range(1000)]"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", command], env={**os.environ, **environ}, cwd=ROOT, stderr=subprocess.DEVNULL
    )
    try:
        while _read_so_far(stores) < enough and process.poll() is None:
            time.sleep(0.05)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    return _read_so_far(stores)


def _read_so_far(stores: Stores) -> int:
    with stores.database.reading() as session:
        return session.scalar(select(func.count()).where(ObjectCopy.checked_at.is_not(None))) or 0


def _look_again(found: FixityDrill, stores: Stores, planted: Planted) -> None:
    with stores.database.reading() as session:
        expected = [pair for pair in expected_objects(session) if pair[0] != planted.unrecorded]
        damaged = object_copies.load_damaged(session)
        told = {
            json.loads(after)["keadaan"]
            for after in session.scalars(
                select(audit.AuditEntry.after).where(audit.AuditEntry.action == "berkas.rusak")
            )
        }
    for name, store in (("first", _pair(stores).first), ("second", _pair(stores).second)):
        report = fixity(store, expected)
        if not report.is_intact:
            found.faults.append(f"{name} place: {len(report.altered) + len(report.missing)} not put back")
    if damaged:
        found.faults.append(f"{len(damaged)} copies still called damaged")
    if not told >= {CopyState.ALTERED, CopyState.MISSING}:
        found.faults.append(f"the audit trail tells of {sorted(told)} alone")
    if found.before_kill + found.after_kill < 2 * found.objects:
        found.faults.append(f"{found.before_kill} and {found.after_kill} read of {2 * found.objects}")


def deliver(stores: Stores, naskah: int) -> list[str]:
    """Publish so many naskah, fetch the file of each whole and in ranges, and name what is not as it was stored."""
    # Imported here: the web is needed by this part alone.
    from portal.app import create_app

    desk = Desk(Office(stores))
    codes = [desk.publish() for _ in range(naskah)]
    app = create_app(replace(stores.config, rate_limit=0), stores)
    client, faults = app.test_client(), []
    for kode in codes:
        with stores.database.reading() as session:
            sha256, size = session.execute(
                select(Berkas.sha256, Berkas.size).where(Berkas.naskah_id == desk.naskah(kode).id)
            ).one()
        address = f"/n/{kode}/naskah.pdf"
        whole = client.get(address)
        parts = b""
        for start in range(0, size, 16):
            part = client.get(address, headers={"Range": f"bytes={start}-{start + 15}"})
            parts += part.data
            if part.status_code != 206 or part.headers["ETag"] != f'"{sha256}"':
                faults.append(f"{kode}: a range was answered {part.status_code}")
        told = (whole.headers["ETag"], int(whole.headers["Content-Length"]), hashlib.sha256(whole.data).hexdigest())
        if told != (f'"{sha256}"', size, sha256):
            faults.append(f"{kode}: delivered otherwise than stored")
        if hashlib.sha256(parts).hexdigest() != sha256:
            faults.append(f"{kode}: ranges do not make the file")
        if sha256 not in client.get(f"/n/{kode}").text:
            faults.append(f"{kode}: the page does not show the digest")
    app.extensions["pdf_reader"].close()
    return faults


def _timed(found: FixityDrill, name: str) -> "_Timed":
    return _Timed(found, name)


class _Timed:
    def __init__(self, found: FixityDrill, name: str) -> None:
        self._found, self._name = found, name

    def __enter__(self) -> None:
        self._began = time.monotonic()

    def __exit__(self, *_: object) -> None:
        self._found.seconds[self._name] = time.monotonic() - self._began


def _pair(stores: Stores) -> PairedStorage:
    assert isinstance(stores.objects, PairedStorage)
    return stores.objects


def _read(root: Path, digest: str) -> bytes:
    return (root / object_key(digest)).read_bytes()


def _take(values: Iterator[T], number: int) -> list[T]:
    return [next(values) for _ in range(number)]
