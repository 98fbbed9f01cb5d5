"""An entry of the public log: which code, which act, when, and sealed digests of the files that became public.

An entry can never be taken back, so it holds nothing that a withdrawal has to hide. The digest of a file is sealed with
a salt that lies beside the publication and goes with it: afterwards the entry tells nothing of any file, not even to
somebody who tries every file there is.

Once a day an entry tells the seal of where the audit trail of the house stood (`portal.domain.audit_anchor`).
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from portal.domain.naskah.kode import KODE_PATTERN
from portal.errors import ProofRefusedError

SALT_BYTES = 32
MOST_FILES = 500
"""Files of one entry: the format of the log holds 65,535 bytes an entry."""
_SEALED = re.compile(r"[0-9a-f]{64}")
_KEYS = {"berkas", "kode", "tindakan", "v", "waktu"}
_ANCHOR_KEYS = {"hari", "segel", "tindakan", "v"}
ANCHOR_ACT = "jangkar_audit"
BROKEN = "Catatan log tidak berbentuk seperti yang ditentukan."


class LogAct(StrEnum):
    """What an entry says has happened."""

    TERBIT = "terbit"
    TERBIT_ULANG = "terbit_ulang"
    TARIK = "tarik"
    TUTUP_BERKAS = "tutup_berkas"
    """The page stays, its files are no longer public."""
    SUDAH_TERBIT = "sudah_terbit"
    """It was public already when the log began."""


@dataclass(frozen=True)
class LogEntry:
    """One act on the public pages; `sealed` are the sealed digests of the files that are public since."""

    kode: str
    act: LogAct
    at: datetime
    sealed: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """The one form of this entry: JSON with sorted keys, without blanks, in ASCII."""
        body = {
            "v": 1,
            "kode": self.kode,
            "tindakan": self.act.value,
            "waktu": f"{self.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "berkas": list(self.sealed),
        }
        return json.dumps(body, sort_keys=True, separators=(",", ":")).encode("ascii")

    @classmethod
    def from_bytes(cls, data: bytes) -> "LogEntry":
        """The entry of these bytes. Raises ProofRefusedError for any other form than the one."""
        try:
            body = json.loads(data)
            if not isinstance(body, dict) or set(body) != _KEYS or body["v"] != 1:
                raise ProofRefusedError(BROKEN)
            at = datetime.strptime(body["waktu"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
            found = cls(body["kode"], LogAct(body["tindakan"]), at, tuple(body["berkas"]))
            is_sound = re.fullmatch(KODE_PATTERN, found.kode) and all(_SEALED.fullmatch(one) for one in found.sealed)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise ProofRefusedError(BROKEN) from error
        if not is_sound or found.to_bytes() != data:
            raise ProofRefusedError(BROKEN)
        return found


@dataclass(frozen=True)
class LogAnchor:
    """The seal of the anchor that the audit trail had on a day, by the calendar of Jakarta."""

    day: date
    seal: str

    def to_bytes(self) -> bytes:
        """The one form of this entry."""
        body = {"v": 1, "tindakan": ANCHOR_ACT, "hari": self.day.isoformat(), "segel": self.seal}
        return json.dumps(body, sort_keys=True, separators=(",", ":")).encode("ascii")

    @classmethod
    def from_bytes(cls, data: bytes) -> "LogAnchor":
        """The entry of these bytes. Raises ProofRefusedError for any other form than the one."""
        try:
            body = json.loads(data)
            if not isinstance(body, dict) or set(body) != _ANCHOR_KEYS:
                raise ProofRefusedError(BROKEN)
            found = cls(date.fromisoformat(body["hari"]), body["segel"])
            is_sound = _SEALED.fullmatch(found.seal) and found.to_bytes() == data
        except (ValueError, TypeError, RecursionError) as error:
            raise ProofRefusedError(BROKEN) from error
        if not is_sound:
            raise ProofRefusedError(BROKEN)
        return found


def read_entry(data: bytes) -> LogEntry | LogAnchor:
    """The entry of these bytes, of either kind. Raises ProofRefusedError."""
    return LogAnchor.from_bytes(data) if f'"tindakan":"{ANCHOR_ACT}"'.encode() in data else LogEntry.from_bytes(data)


def seal(salt: bytes, sha256: str) -> str:
    """The sealed digest of a file: SHA-256 over the salt and the SHA-256 of its bytes."""
    return hashlib.sha256(salt + bytes.fromhex(sha256)).hexdigest()


def entries_of(kode: str, act: LogAct, at: datetime, salt: bytes, digests: Sequence[str]) -> list[LogEntry]:
    """The entries of one act: one, or several alike but for their files where there are very many."""
    sealed = [seal(salt, digest) for digest in digests]
    parts = [tuple(sealed[start : start + MOST_FILES]) for start in range(0, len(sealed), MOST_FILES)]
    return [LogEntry(kode, act, at, part) for part in parts or [()]]
