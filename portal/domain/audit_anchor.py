"""An anchor of the audit trail: number and hash of an entry, written down outside of the database.

The chain of hashes shows every change within it, but not that its end was cut off or that the whole database was put
back to an earlier day: both leave a chain that fits. Whoever holds an anchor of the time between can tell.

The anchor of a day is told to the public log too, where everybody sees it and nobody may learn from it: neither how
much was done within the house nor, by trying what may have been written, an entry. So what is told is its seal, and the
salt lies where the anchor lies.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from portal.errors import BadInputError

_HEADER = "repositori-jejak-audit-v1"
_NOTE = re.compile(
    _HEADER + r"\n([^\s]{1,300})\n([1-9][0-9]{0,17})\n([0-9a-f]{64})\n([0-9T:+-]{25})\n(?:([0-9a-f]{64})\n)?"
)
_SHORT = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})(?::([0-9a-f]{64}))?")
SALT_BYTES = 32


@dataclass(frozen=True)
class AuditAnchor:
    """Entry number `seq` of the trail named `origin` had this hash; written down at `at` (UTC, whole seconds)."""

    origin: str
    seq: int
    entry_hash: str
    at: datetime
    salt: str = ""
    """What its seal is made with, in hexadecimal digits; empty where the public log was told nothing of it."""

    @property
    def short(self) -> str:
        """What a letter carries and `portal audit verify --anchor` takes: `SEQ:HASH`, with a seal `SEQ:HASH:SALT`."""
        return f"{self.seq}:{self.entry_hash}" + (f":{self.salt}" if self.salt else "")

    @property
    def seal(self) -> str | None:
        """What the public log is told; None where it is told nothing."""
        return seal(self.seq, self.entry_hash, self.salt) if self.salt else None

    def to_note(self) -> str:
        """The lines that are kept, the salt last."""
        at = self.at.astimezone(UTC).isoformat(timespec="seconds")
        salt = f"{self.salt}\n" if self.salt else ""
        return f"{_HEADER}\n{self.origin}\n{self.seq}\n{self.entry_hash}\n{at}\n{salt}"


def seal(seq: int, entry_hash: str, salt: str) -> str:
    """SHA-256 over the bytes of the salt and the text `SEQ:HASH`."""
    return hashlib.sha256(bytes.fromhex(salt) + f"{seq}:{entry_hash}".encode()).hexdigest()


def read_note(text: str) -> AuditAnchor | None:
    """The anchor that a note holds, or None where it holds none."""
    found = _NOTE.fullmatch(text)
    if found is None:
        return None
    origin, seq, entry_hash, at, salt = found.groups()
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return AuditAnchor(origin, int(seq), entry_hash, moment.astimezone(UTC), salt or "")


@dataclass(frozen=True)
class GivenAnchor:
    """An anchor that somebody types from a letter; `seal` is what the public log was told of it, if it was."""

    seq: int
    entry_hash: str
    seal: str | None


def read_short(text: str) -> GivenAnchor:
    """The anchor of `SEQ:HASH` or `SEQ:HASH:SALT`. Raises BadInputError."""
    found = _SHORT.fullmatch(text.strip())
    if found is None:
        raise BadInputError(
            "Jangkar jejak audit berbentuk NOMOR:SIDIK atau NOMOR:SIDIK:GARAM, sidik dan garam masing-masing 64 digit"
            " heksadesimal.",
            "anchor",
        )
    seq, entry_hash, salt = int(found.group(1)), found.group(2), found.group(3)
    return GivenAnchor(seq, entry_hash, seal(seq, entry_hash, salt) if salt else None)
