"""What a backup says of itself: written last, so that a backup without it is none.

It names the copy of the database by its digest and says how much of everything there has to be, so that a restored
portal can be compared with the one that was lost.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from portal.domain.foreign_data import parse_json, refusing

V = TypeVar("V")

FORMAT = "repositori-cadangan-1"
_STAMP = re.compile(r"(\d{8}T\d{6}Z)-[0-9a-f]{4}")
_UNREADABLE = "Keterangan cadangan {} rusak atau dibuat oleh rilis lain. Pilih cadangan lain dengan --at."
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DATABASE_NAME = re.compile(r"database/\d{8}T\d{6}Z-[0-9a-f]{4}(?:\.[a-z]+)+")
_LONGEST = 200
"""Characters of a name within a manifest."""
_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""No backup was made before, and none will be after."""


@dataclass(frozen=True)
class PartFacts:
    """How many objects a part has, their bytes, and one digest over the sorted digests of all of them."""

    count: int = 0
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True)
class DatabaseFacts:
    """The copy of the database as it lies in the backup: its name there, its kind, its digest and bytes."""

    name: str
    kind: str
    sha256: str
    size: int


@dataclass(frozen=True)
class LogFacts:
    """The public log: its name, the number of its entries and its root in hexadecimal digits."""

    origin: str
    size: int
    root: str


@dataclass(frozen=True)
class BackupManifest:
    """One backup; `at` (UTC) is the moment its database shows."""

    stamp: str
    at: datetime
    release: str
    revision: str
    database: DatabaseFacts
    counts: Mapping[str, int]
    """Rows of each table."""
    objects: PartFacts
    images: PartFacts
    log_heads: PartFacts
    audit_anchors: PartFacts
    audit_seq: int
    audit_hash: str
    """Number and hash of the newest entry of the audit trail; 0 and empty where there is none."""
    log: LogFacts
    are_objects_sealed: bool = False
    missing: tuple[str, ...] = field(default=())
    """Digests of originals that the portal itself could not give whole when the backup was made."""

    def to_json(self) -> str:
        """The text that is kept."""
        values = asdict(self) | {"format": FORMAT, "at": self.at.astimezone(UTC).isoformat(timespec="seconds")}
        return json.dumps(values, indent=1, sort_keys=True) + "\n"


def read_manifest(text: str, name: str = "ini") -> BackupManifest:
    """The manifest that a text holds. Raises BadInputError, naming it by its `name`, for any other text."""
    with refusing(_UNREADABLE.format(name)):
        return _manifest(_Facts(parse_json(text)))


class _Facts:
    """What a manifest says, each fact taken once and held to what it must be. Every method raises ValueError."""

    def __init__(self, values: Any) -> None:
        if type(values) is not dict:
            raise ValueError("facts were expected")
        self._values = dict(values)

    def take(self, name: str, kind: type[V], default: V | None = None) -> V:
        """A value of exactly this type."""
        found = self._values.pop(name, default)
        if type(found) is not kind:
            raise ValueError(name)
        return found

    def count(self, name: str) -> int:
        """A whole number from zero on, as large as a database keeps."""
        if not 0 <= (found := self.take(name, int)) < 2**63:
            raise ValueError(name)
        return found

    def text(self, name: str) -> str:
        """A short text that can be said on one line."""
        found = self.take(name, str)
        if len(found) > _LONGEST or not found.isprintable():
            raise ValueError(name)
        return found

    def digest(self, name: str, *, may_be_empty: bool = False) -> str:
        """A SHA-256 in hexadecimal digits."""
        return _digest(self.take(name, str), may_be_empty=may_be_empty)

    def within(self, name: str) -> "_Facts":
        """The facts that lie under a name."""
        return _Facts(self.take(name, dict))

    def end(self) -> None:
        """There is nothing more."""
        if self._values:
            raise ValueError("unknown facts")


def _manifest(facts: _Facts) -> BackupManifest:
    if facts.take("format", str) != FORMAT:
        raise ValueError("another format")
    database, log, counts = facts.within("database"), facts.within("log"), facts.take("counts", dict)
    listed = _Facts(counts)
    found = BackupManifest(
        stamp=facts.text("stamp"),
        at=datetime.fromisoformat(facts.text("at")),
        release=facts.text("release"),
        revision=facts.text("revision"),
        database=DatabaseFacts(
            database.text("name"), database.text("kind"), database.digest("sha256"), database.count("size")
        ),
        counts={name: listed.count(name) for name in counts},
        objects=_part(facts.within("objects")),
        images=_part(facts.within("images")),
        log_heads=_part(facts.within("log_heads")),
        audit_anchors=_part(facts.within("audit_anchors")),
        audit_seq=facts.count("audit_seq"),
        audit_hash=facts.digest("audit_hash", may_be_empty=True),
        log=LogFacts(log.text("origin"), log.count("size"), log.digest("root")),
        are_objects_sealed=facts.take("are_objects_sealed", bool, False),
        missing=tuple(map(_digest, facts.take("missing", list))),
    )
    for each in (facts, database, log):
        each.end()
    is_named = instant_of(found.stamp) is not None and _DATABASE_NAME.fullmatch(found.database.name) is not None
    if not is_named or not all(name.isprintable() for name in counts):
        raise ValueError("names were expected")
    if found.at.tzinfo is None or not _EARLIEST <= found.at < _LATEST:
        raise ValueError("an instant was expected")
    return replace(found, at=found.at.astimezone(UTC))


def _part(facts: _Facts) -> PartFacts:
    found = PartFacts(facts.count("count"), facts.count("size"), facts.digest("sha256", may_be_empty=True))
    facts.end()
    return found


def _digest(text: str, *, may_be_empty: bool = False) -> str:
    if not (may_be_empty and text == "") and _DIGEST.fullmatch(text) is None:
        raise ValueError("a digest was expected")
    return text


def part_facts(held: Iterable[tuple[str, int]]) -> PartFacts:
    """What is said of objects, given as digest and bytes in any order, each once."""
    count = total = 0
    sha256 = hashlib.sha256()
    for digest, size in sorted(held):
        sha256.update(f"{digest} {size}\n".encode())
        count, total = count + 1, total + size
    return PartFacts(count, total, sha256.hexdigest())


def stamp_of(at: datetime, mark: str) -> str:
    """The name of a backup: its instant, and four hexadecimal digits that tell two of one second apart."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{mark}"


def instant_of(stamp: str) -> datetime | None:
    """The instant in the name of a backup; None for a name of something else."""
    found = _STAMP.fullmatch(stamp)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
