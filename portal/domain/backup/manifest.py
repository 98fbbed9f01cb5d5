"""What a backup says of itself: written last, so that a backup without it is none.

It names the copy of the database by its digest and says how much of everything there has to be, so that a restored
portal can be compared with the one that was lost.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from portal.errors import BadInputError

FORMAT = "repositori-cadangan-1"
_STAMP = re.compile(r"(\d{8}T\d{6}Z)-[0-9a-f]{4}")
_UNREADABLE = "Keterangan cadangan ini tidak terbaca atau dibuat oleh rilis lain."


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


def read_manifest(text: str) -> BackupManifest:
    """The manifest that a text holds. Raises BadInputError for any other text."""
    try:
        values = json.loads(text)
        if not isinstance(values, dict) or values.pop("format") != FORMAT:
            raise BadInputError(_UNREADABLE)
        counts = {str(name): int(count) for name, count in values.pop("counts").items()}
        manifest = BackupManifest(
            objects=PartFacts(**values.pop("objects")),
            images=PartFacts(**values.pop("images")),
            log_heads=PartFacts(**values.pop("log_heads")),
            audit_anchors=PartFacts(**values.pop("audit_anchors")),
            at=datetime.fromisoformat(values.pop("at")).astimezone(UTC),
            database=DatabaseFacts(**values.pop("database")),
            log=LogFacts(**values.pop("log")),
            counts=counts,
            missing=tuple(values.pop("missing")),
            **values,
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadInputError(_UNREADABLE) from error
    return manifest


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
