"""Command `portal backup`: what cannot be made again, kept at another place while the portal runs.

Signed heads and anchors go first, the database next, then the objects that this database names, and the manifest at
the very end: whatever is interrupted before that is no backup, and an object is never missing from one that is.
"""

import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sqlalchemy.orm import Session

from migrations import runner
from portal import clock
from portal.cli.backup import snapshot
from portal.cli.backup.sealing import Opener, Sealer
from portal.cli.backup.target import (
    AUDIT_ANCHORS,
    DATABASES,
    IMAGES,
    LOG_HEADS,
    MANIFESTS,
    OBJECTS,
    Part,
    Target,
    open_target,
)
from portal.cli.context import stores_to_look_at
from portal.cli.lines import EXIT_OK, EXIT_PARTLY, note, say
from portal.domain.backup.keeping import superfluous
from portal.domain.backup.manifest import (
    BackupManifest,
    DatabaseFacts,
    LogFacts,
    PartFacts,
    instant_of,
    part_facts,
    stamp_of,
)
from portal.domain.formats import number
from portal.errors import BadInputError, PortalError, StorageError
from portal.models.audit_entry import AuditHead
from portal.queries.object_copies import expected_objects
from portal.services.public_log import signing
from portal.storage.interface import ObjectStorage
from portal.storage.paired import first_intact
from portal.wiring import Stores

WORKROOM = "backup-"
"""How a folder under the data folder begins in which a copy of the database lies while a backup is made."""
_LEFT_AFTER = timedelta(days=1)
LATE = 2
"""How many turns of a watch may pass without a backup before it is said loudly."""


@dataclass(frozen=True)
class Moment:
    """What the copied database says of itself."""

    counts: dict[str, int]
    expected: list[tuple[str, int]]
    audit_seq: int
    audit_hash: str
    log: LogFacts


@dataclass(frozen=True)
class Made:
    """A backup that is finished; `sent` is the number of objects that were not there before."""

    manifest: BackupManifest
    sent: int
    removed: tuple[str, ...]


@dataclass
class Maker:
    """Makes one backup after the other; what lies at the target already is asked for once."""

    stores: Stores
    target: Target
    sealer: Sealer
    seals_objects: bool = False
    _held: dict[str, set[str]] = field(default_factory=dict)

    def make(self, now: Callable[[], datetime] = clock.utc_now) -> Made:
        """One backup. Raises StorageError, ConfigError; then there is none."""
        stores = self.stores
        sweep(stores.config.data_dir, now())
        with tempfile.TemporaryDirectory(dir=stores.config.data_dir, prefix=WORKROOM) as place:
            folder = Path(place)
            heads, head_count = self._send_all(LOG_HEADS, stores.log_heads, folder)
            anchors, anchor_count = self._send_all(AUDIT_ANCHORS, stores.audit_anchors, folder)
            at = now()
            config = stores.config
            read = partial(_read_moment, origin=config.log_name)
            copy, kind, moment = snapshot.take(stores.database, config.database_url, folder, read)
            missing, count = self._send(OBJECTS, stores.objects, dict(moment.expected), folder)
            images, image_count = self._send_all(IMAGES, stores.derived, folder)
            stamp = stamp_of(at, secrets.token_hex(2))
            name = f"{DATABASES}/{stamp}.{kind}{self.sealer.suffix}"
            kept = self.target.files.put(name, self.sealer.seal(copy, folder / "sealed"))
            manifest = BackupManifest(
                stamp=stamp,
                at=at,
                release=_release(),
                revision=runner.head(),
                database=DatabaseFacts(name, kind, kept.digest, kept.size),
                counts=moment.counts,
                objects=part_facts(set(moment.expected)),
                images=images,
                log_heads=heads,
                audit_anchors=anchors,
                audit_seq=moment.audit_seq,
                audit_hash=moment.audit_hash,
                log=moment.log,
                are_objects_sealed=self.seals_objects,
                missing=missing,
            )
            written = folder / "manifest"
            written.write_text(manifest.to_json(), "utf-8")
            sealed = self.sealer.seal(written, folder / "manifest-sealed")
            self.target.files.put(f"{MANIFESTS}/{stamp}.json{self.sealer.suffix}", sealed)
        return Made(manifest, head_count + anchor_count + count + image_count, prune(self.target, now()))

    def _send_all(self, name: str, source: ObjectStorage, folder: Path) -> tuple[PartFacts, int]:
        lying = {entry.digest: entry.size for entry in source.entries()}
        missing, count = self._send(name, source, lying, folder)
        return part_facts((digest, size) for digest, size in lying.items() if digest not in missing), count

    def _send(
        self, name: str, source: ObjectStorage, wanted: dict[str, int], folder: Path
    ) -> tuple[tuple[str, ...], int]:
        """Send what is not there yet; digests that the source cannot give whole, and how many were sent."""
        part = self._part(name, folder)
        held = self._held.get(name)
        if held is None:
            held = self._held[name] = part.held()
        missing: list[str] = []
        count = 0
        for digest in sorted(wanted.keys() - held):
            if _send_one(part, digest, source):
                held.add(digest)
                count += 1
            else:
                missing.append(digest)
        return tuple(missing), count

    def _part(self, name: str, folder: Path) -> Part:
        if not self.seals_objects:
            return self.target.part(name)
        return self.target.sealed(name, self.sealer, Opener(None), folder)


def run(place: str, *, recipients: tuple[str, ...], seals_objects: bool, watch: int | None) -> int:
    """One backup, or one every so many minutes until stopped; exit 3 where an original could not be read whole."""
    if seals_objects and not recipients:
        raise BadInputError("--encrypt-objects memerlukan --recipient.", "recipient")
    with stores_to_look_at() as stores:
        maker = Maker(stores, open_target(place, stores.config), Sealer(recipients), seals_objects)
        if watch is None:
            return _tell(maker.make())
        return keep_watch(maker, timedelta(minutes=watch))


def keep_watch(
    maker: Maker, every: timedelta, *, turns: int | None = None, sleep: Callable[[float], None] = time.sleep
) -> int:
    """A backup every so often, for `turns` of them or for ever; one that fails is told, and the next one tried."""
    done = failed = 0
    while True:
        began = time.monotonic()
        try:
            _tell(maker.make())
            failed = 0
        except PortalError as error:
            failed += 1
            note(f"portal: {error.message}")
            if failed >= LATE:
                note(f"portal: {failed} cadangan berturut-turut gagal. Cadangan terakhir makin tua; periksa sekarang.")
        done += 1
        if done == turns:
            return EXIT_OK if not failed else EXIT_PARTLY
        sleep(max(0.0, every.total_seconds() - (time.monotonic() - began)))


def prune(target: Target, now: datetime) -> tuple[str, ...]:
    """Take away backups that need not be kept, and copies of the database that belong to none; the names of the first.

    The manifest goes first: what is interrupted here leaves no manifest without its database.
    """
    manifests = {_stamp(name): name for name in target.files.names(MANIFESTS)}
    going = superfluous(manifests, now)
    for stamp in going:
        target.files.remove(manifests.pop(stamp))
    for name in target.files.names(DATABASES):
        stamp = _stamp(name)
        at = instant_of(stamp)
        # Without a manifest it was interrupted, or another process is making it at this moment.
        if stamp in going or (stamp not in manifests and at is not None and now - at > _LEFT_AFTER):
            target.files.remove(name)
    return going


def sweep(data_dir: Path, now: datetime) -> None:
    """Remove what a backup or restore that was killed left behind: it holds a copy of the database."""
    oldest = (now - _LEFT_AFTER).timestamp()
    for path in data_dir.glob(f"{WORKROOM}*"):
        if path.is_dir() and path.stat().st_mtime < oldest:
            shutil.rmtree(path, ignore_errors=True)


def _send_one(part: Part, digest: str, source: ObjectStorage) -> bool:
    """Whether it was sent; not where no copy of it is whole. Raises StorageError where the target does not take it."""
    try:
        first_intact(source, lambda store: part.send(digest, store))
    except StorageError:
        # A damaged original must not keep everything else from being kept.
        if first_intact(source, lambda store: store.verify(digest)) == "ok":
            raise
        return False
    return True


def _read_moment(session: Session, *, origin: str) -> Moment:
    head = session.get(AuditHead, 1)
    tree = signing.load_log(session, origin).tree
    return Moment(
        counts=snapshot.count_rows(session),
        expected=sorted(set(expected_objects(session))),
        audit_seq=head.seq if head is not None else 0,
        audit_hash=head.entry_hash if head is not None and head.seq else "",
        log=LogFacts(origin, tree.size, tree.root().hex()),
    )


def _tell(made: Made) -> int:
    manifest = made.manifest
    objects = manifest.objects.count - len(manifest.missing)
    say(
        f"Cadangan {manifest.stamp}: {number(objects)} naskah asli dan lampirannya, {number(manifest.images.count)}"
        f" gambar halaman, {number(made.sent)} objek baru, basis data {number(manifest.database.size)} bita."
        + (f" {number(len(made.removed))} cadangan lama dibuang." if made.removed else "")
    )
    for digest in manifest.missing:
        note(f"tidak terbaca utuh di portal, jadi tidak ada dalam cadangan: {digest}")
    return EXIT_PARTLY if manifest.missing else EXIT_OK


def _stamp(name: str) -> str:
    return name.rpartition("/")[2].partition(".")[0]


def _release() -> str:
    try:
        return version("repositori-naskah")
    except PackageNotFoundError:
        return ""


def newest(stamps: Iterable[str]) -> str | None:
    """The newest of these backups."""
    return max((stamp for stamp in stamps if instant_of(stamp) is not None), default=None)
