"""An anchor of the audit trail: number and hash of an entry, written down outside of the database.

The chain of hashes shows every change within it, but not that its end was cut off or that the whole database was put
back to an earlier day: both leave a chain that fits. Whoever holds an anchor of the time between can tell.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from portal.errors import BadInputError

_HEADER = "repositori-jejak-audit-v1"
_NOTE = re.compile(_HEADER + r"\n([^\s]{1,300})\n([1-9][0-9]{0,17})\n([0-9a-f]{64})\n([0-9T:+-]{25})\n")
_SHORT = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})")


@dataclass(frozen=True)
class AuditAnchor:
    """Entry number `seq` of the trail named `origin` had this hash; written down at `at` (UTC, whole seconds)."""

    origin: str
    seq: int
    entry_hash: str
    at: datetime

    @property
    def short(self) -> str:
        """What a letter carries and `portal audit verify --anchor` takes: `SEQ:HASH`."""
        return f"{self.seq}:{self.entry_hash}"

    def to_note(self) -> str:
        """The five lines that are kept."""
        at = self.at.astimezone(UTC).isoformat(timespec="seconds")
        return f"{_HEADER}\n{self.origin}\n{self.seq}\n{self.entry_hash}\n{at}\n"


def read_note(text: str) -> AuditAnchor | None:
    """The anchor that a note holds, or None where it holds none."""
    found = _NOTE.fullmatch(text)
    if found is None:
        return None
    origin, seq, entry_hash, at = found.groups()
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return AuditAnchor(origin, int(seq), entry_hash, moment.astimezone(UTC))


def read_short(text: str) -> tuple[int, str]:
    """Number and hash from `SEQ:HASH`. Raises BadInputError."""
    found = _SHORT.fullmatch(text.strip())
    if found is None:
        raise BadInputError("Jangkar jejak audit berbentuk NOMOR:SIDIK, dengan sidik 64 digit heksadesimal.", "anchor")
    return int(found.group(1)), found.group(2)
