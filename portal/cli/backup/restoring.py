"""Command `portal restore`: a backup into an empty portal, looked through, and left closed to the public."""

import re
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from migrations import runner
from portal import clock
from portal.cli.backup import snapshot
from portal.cli.backup.making import WORKROOM, newest
from portal.cli.backup.sealing import SUFFIX, Opener, Sealer
from portal.cli.backup.target import AUDIT_ANCHORS, IMAGES, LOG_HEADS, MANIFESTS, OBJECTS, Target, open_target
from portal.cli.lines import EXIT_CHECK_FAILED, EXIT_OK, note, say
from portal.closed import MARK, close
from portal.config import Config
from portal.db import Database, make_engine
from portal.domain.backup.ground import LogReach, ground_of
from portal.domain.backup.manifest import BackupManifest, part_facts, read_manifest
from portal.domain.formats import date_time, number
from portal.errors import BadInputError, ObjectNotFoundError, StorageError
from portal.models.audit_entry import AuditEntry
from portal.queries.object_copies import expected_objects
from portal.services import audit, reopening
from portal.services.public_log import signing, verifying
from portal.services.reopening import Evidence, Loss
from portal.storage.interface import ObjectStorage
from portal.storage.paired import PairedStorage, first_of
from portal.wiring import Stores, opened_stores, refuse_open_buckets

_ALLOWED = frozenset({".env", "secret_key", "log_key", "throttle"})
"""What may lie in a data folder that counts as empty: settings, keys, and counts that are nobody's loss."""
END = ("log_size", "audit_seq")
"""Where the mark of a closed portal notes how far its backup goes."""
OUTSIDE = ("outside_log_size", "outside_audit_seq")
"""And how far heads and anchors tell that lay here before it was restored."""

_NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class Restored:
    """What came of it: `problems` in words, nothing when all is as it was."""

    manifest: BackupManifest
    problems: tuple[str, ...]
    loss: Loss
    checked: int
    """Objects that were read and hashed."""
    newer: int
    """Objects of the backup that its database does not name: taken in after it was copied."""
    outside: LogReach
    """How far heads and anchors tell that lay here before."""
    age: timedelta
    took: timedelta


def run(place: str, *, identity: Path | None, at: str | None) -> int:
    """Restore, look through all of it, and leave the portal closed; exit 4 if anything is not as it was."""
    restored = restore(Config.from_env(), place, identity=identity, at=at)
    manifest = restored.manifest
    say(
        f"Dipulihkan dari cadangan {manifest.stamp}: {number(restored.checked)} objek dibaca ulang,"
        f" {number(sum(manifest.counts.values()))} baris, {number(manifest.audit_seq)} catatan audit,"
        f" {number(manifest.log.size)} catatan log publik."
    )
    say(f"RPO: data sampai {date_time(manifest.at)}, {minutes(restored.age)} sebelum pemulihan dimulai.")
    say(f"RTO: pemulihan selesai dalam {minutes(restored.took)}; portal masih tertutup bagi publik.")
    if restored.newer:
        say(f"{number(restored.newer)} objek lebih baru daripada basis datanya; lihat portal storage orphans.")
    for problem in restored.problems:
        note(problem)
    for line in loss_lines(restored.loss):
        note(line)
    if ground_of(LogReach(manifest.log.size, manifest.audit_seq), restored.outside, ()) is None:
        say(
            "Tidak ada jangkar atau pos periksa dari luar cadangan yang sampai ke akhirnya. Siapkan jangkar dari surat"
            " harian terbaru."
        )
    say("Berikutnya: indexer rebuild, lalu portal restore --open. Caranya di docs/operations.md.")
    return EXIT_CHECK_FAILED if restored.problems else EXIT_OK


def restore(config: Config, place: str, *, identity: Path | None = None, at: str | None = None) -> Restored:
    """Fill an empty portal. Raises BadInputError where it is not empty, or there is no such backup."""
    began, started = time.monotonic(), clock.utc_now()
    # What accounts it holds is asked when it is opened.
    refuse_open_buckets(config)
    refuse_filled_folder(config)
    snapshot.refuse_filled(config.database_url)
    target, opener = open_target(place, config, must_exist=True), Opener(identity)
    config.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=config.data_dir, prefix=WORKROOM) as room:
        folder = Path(room)
        manifest = _read_manifest(target, opener, at, folder)
        if not runner.knows(manifest.revision):
            raise BadInputError("Cadangan ini dibuat rilis yang lebih baru. Pasang rilis itu atau yang sesudahnya.")
        facts = {"stamp": manifest.stamp, "at": started.isoformat(), "data": manifest.at.isoformat()}
        facts |= _written(END, LogReach(manifest.log.size, manifest.audit_seq))
        close(config.data_dir, facts)
        _put_in_database(config, target, manifest, opener, folder)
        problems = _counts(config, manifest)
        with opened_stores(config) as stores:
            runner.upgrade(stores.database.engine)
            # Before those of the backup lie among them: these alone tell of the time after it.
            outside = _outside(stores)
            close(config.data_dir, facts | _written(OUTSIDE, outside))
            sent, absent = _put_in_objects(stores, target, manifest, opener, folder)
            problems += _look_through(stores, manifest, absent)
            with stores.database.transaction() as session:
                reopening.end_sessions(session, clock.utc_now())
            loss = find_loss(stores)
            with stores.database.reading() as session:
                expected = {digest for digest, _ in expected_objects(session)}
    return Restored(
        manifest=manifest,
        problems=tuple(problems),
        loss=loss,
        checked=sum(len(held) for held in sent.values()),
        newer=len(sent[OBJECTS] - expected),
        outside=outside,
        age=started - manifest.at,
        took=timedelta(seconds=time.monotonic() - began),
    )


def noted(why: Mapping[str, str], what: tuple[str, str]) -> LogReach:
    """How far the end of the backup or the evidence from outside goes, as the mark of a closed portal has it."""
    log_size, audit_seq = (int(text) if _NUMBER.fullmatch(text := why.get(name, "")) else None for name in what)
    return LogReach(log_size, audit_seq)


def _written(what: tuple[str, str], reach: LogReach) -> dict[str, str]:
    values = zip(what, (reach.log_size, reach.audit_seq), strict=True)
    return {name: str(value) for name, value in values if value is not None}


def _outside(stores: Stores) -> LogReach:
    evidence = Evidence(stores.log_heads, stores.audit_anchors, signing.listed(stores.log_heads))
    with stores.database.reading() as session:
        return reopening.reach_of(session, evidence)


def find_loss(stores: Stores, given: Iterable[tuple[int, str]] = ()) -> Loss:
    """What the database of these stores lacks, by all heads and anchors that lie outside of it."""
    config = stores.config
    # A letter is no part of the evidence that stays: what it shows has to be accepted this once.
    named = tuple(("", seq, entry_hash) for seq, entry_hash in given)
    evidence = Evidence(stores.log_heads, stores.audit_anchors, signing.listed(stores.log_heads), named)
    with stores.database.reading() as session:
        return reopening.find_loss(session, evidence, config.log_name)


def loss_lines(loss: Loss) -> list[str]:
    """What is lost, in words."""
    found = []
    if loss.head_size is not None:
        found.append(
            f"Log publik memuat {number(loss.log_size)} catatan, padahal pernah ditandatangani"
            f" {number(loss.head_size)}: penerbitan atau penarikan sesudah cadangan hilang."
        )
    if loss.anchor is not None:
        found.append(
            f"Jejak audit memuat {number(loss.audit_seq)} catatan dan tidak menuju jangkar"
            f" {number(loss.anchor.seq)}: tindakan sesudah cadangan hilang."
        )
    return found


def minutes(span: timedelta) -> str:
    """A length of time as people say it."""
    seconds = span.total_seconds()
    return f"{number(round(seconds))} detik" if seconds < 120 else f"{number(round(seconds / 60))} menit"


def refuse_filled_folder(config: Config) -> None:
    """Raise BadInputError where anything lies in the data folder but keys, settings, and heads that were saved."""
    root = config.data_dir
    if (root / MARK).exists():
        raise BadInputError("Pemulihan sebelumnya terputus di folder data ini. Kosongkan folder itu, lalu ulangi.")
    saved = [
        Path(url.removeprefix("file:")).absolute()
        for url in (config.log_heads_url, config.audit_anchors_url)
        if url.startswith("file:")
    ]
    for path in root.rglob("*") if root.exists() else ():
        is_saved = any(path.is_relative_to(folder) for folder in saved)
        if not is_saved and not path.is_dir() and (path.parent != root or path.name not in _ALLOWED):
            raise BadInputError("Folder data tidak kosong. Pemulihan hanya ke folder data yang kosong.")


def _read_manifest(target: Target, opener: Opener, at: str | None, folder: Path) -> BackupManifest:
    named = {name.rpartition("/")[2].partition(".")[0]: name for name in target.files.names(MANIFESTS)}
    stamp = newest(named) if at is None else at
    if stamp is None or stamp not in named:
        raise BadInputError("Tidak ada cadangan di tempat itu." if at is None else f"Tidak ada cadangan {at}.")
    text = _fetch(target, named[stamp], opener, folder, "manifest").read_text("utf-8", "replace")
    return read_manifest(text, named[stamp])


def _fetch(target: Target, name: str, opener: Opener, folder: Path, as_name: str) -> Path:
    """A file of the backup, opened where it is sealed."""
    fetched = folder / f"{as_name}-fetched"
    target.files.fetch(name, fetched)
    if not name.endswith(SUFFIX):
        return fetched
    opened = folder / as_name
    opener.open(fetched, opened)
    fetched.unlink()
    return opened


def _put_in_database(config: Config, target: Target, manifest: BackupManifest, opener: Opener, folder: Path) -> None:
    facts = manifest.database
    fetched = folder / "database-fetched"
    try:
        found = target.files.fetch(facts.name, fetched)
    except ObjectNotFoundError as error:
        raise BadInputError(snapshot.DAMAGED.format(facts.name, "tidak ada di tempat cadangan")) from error
    if (found.digest, found.size) != (facts.sha256, facts.size):
        raise BadInputError(snapshot.DAMAGED.format(facts.name, "bukan yang dicatat keterangannya"))
    copy = fetched
    if facts.name.endswith(SUFFIX):
        copy = folder / "database"
        opener.open(fetched, copy)
        fetched.unlink()
    snapshot.put_in(config.database_url, copy, facts.kind, folder, facts.name)
    engine = make_engine(config.database_url)
    try:
        # What stands at another revision is another database: what it is brought up to would be no known state.
        if runner.current(engine) != manifest.revision:
            raise BadInputError(snapshot.DAMAGED.format(facts.name, "bukan pada revisi yang dicatat keterangannya"))
    finally:
        engine.dispose()


def _counts(config: Config, manifest: BackupManifest) -> list[str]:
    """Tables whose rows are not as many as they were."""
    database = Database(make_engine(config.database_url))
    try:
        with database.reading() as session:
            found = snapshot.count_rows(session)
    finally:
        database.close()
    names = sorted(found.keys() | manifest.counts.keys())
    return [
        f"Tabel {name}: {found.get(name, 0)} baris, padahal dicadangkan {manifest.counts.get(name, 0)}."
        for name in names
        if found.get(name) != manifest.counts.get(name)
    ]


def _put_in_objects(
    stores: Stores, target: Target, manifest: BackupManifest, opener: Opener, folder: Path
) -> tuple[dict[str, set[str]], list[str]]:
    """Every object of every part, hashed on its way in; what was put in, and those that the backup lacks or damaged."""
    places: dict[str, ObjectStorage] = {
        OBJECTS: first_of(stores.objects),
        IMAGES: stores.derived,
        LOG_HEADS: stores.log_heads,
        AUDIT_ANCHORS: stores.audit_anchors,
    }
    sent: dict[str, set[str]] = {}
    absent: list[str] = []
    for name, place in places.items():
        part = target.sealed(name, Sealer(()), opener, folder) if manifest.are_objects_sealed else target.part(name)
        sent[name] = set()
        for digest in sorted(part.held()):
            try:
                part.take(digest, place)
            except StorageError:
                # Nothing else may be lost for the sake of one object; it is named at the end.
                absent.append(digest)
            else:
                sent[name].add(digest)
    return sent, absent


def _look_through(stores: Stores, manifest: BackupManifest, absent: list[str]) -> list[str]:
    """What is not as the manifest says, in words."""
    problems: list[str] = []
    with stores.database.reading() as session:
        expected = sorted(set(expected_objects(session)))
        if part_facts(expected) != manifest.objects:
            problems.append("Berkas yang dicatat basis data bukan yang dicadangkan.")
        broken = audit.first_broken(session)
        entry = session.get(AuditEntry, manifest.audit_seq) if manifest.audit_seq else None
        log_problems = list(verifying.problems(session, stores.log_heads, manifest.log.origin, frozenset()))
        tree = signing.load_log(session, manifest.log.origin).tree
    if broken is not None:
        problems.append(f"Rantai jejak audit putus pada entri {broken}.")
    if (entry.entry_hash if entry is not None else "") != manifest.audit_hash:
        problems.append("Jejak audit tidak berakhir pada catatan yang dicadangkan.")
    problems += log_problems
    if (tree.size, tree.root().hex()) != (manifest.log.size, manifest.log.root):
        problems.append("Log publik tidak berakar pada catatan yang dicadangkan.")
    for digest, size in expected:
        if not _is_whole(stores, digest, size):
            known = " (sudah hilang saat dicadangkan)" if digest in manifest.missing else ""
            problems.append(f"hilang: {digest}{known}")
    problems += [f"rusak di dalam cadangan: {digest}" for digest in absent]
    return problems


def _is_whole(stores: Stores, digest: str, size: int) -> bool:
    """Whether the portal has this original; what only the second place has is put back from there."""
    first = first_of(stores.objects)
    with suppress(StorageError):
        if first.exists(digest):
            return first.size(digest) == size
        if isinstance(stores.objects, PairedStorage):
            with stores.objects.second.open(digest) as stream:
                return first.put(stream, expected_digest=digest).size == size
    return False
