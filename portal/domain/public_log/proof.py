"""Proofs of inclusion in the form of C2SP (tlog-proof): one file that shows offline that another was published.

`extra` carries what the record is made of: the entry, and the salt that its file digests are sealed with. Nothing in it
is believed before the hash of that very entry has led to the signed root.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.public_log.entry import SALT_BYTES, LogEntry, seal
from portal.domain.public_log.note import VerifierKey, decode_hash, open_checkpoint, read_decimal
from portal.domain.public_log.tree import is_included, leaf_hash
from portal.errors import ProofRefusedError

HEADER = "c2sp.org/tlog-proof@v1"
MOST_BYTES = 400_000
MOST_STEPS = 64
NO_PROOF = "Berkas bukti tidak berbentuk bukti log."
NOT_IN_LOG = "Bukti tidak menuju akar log yang ditandatangani."
OTHER_FILE = "Berkas ini bukan berkas yang dicatat bukti itu."


@dataclass(frozen=True)
class InclusionProof:
    """An entry with its place in the log, the way to the root, and the signed checkpoint it leads to."""

    entry: bytes
    salt: bytes
    index: int
    steps: tuple[bytes, ...]
    checkpoint: str
    """The signed note, verbatim."""

    def to_text(self) -> str:
        """The proof as a file."""
        extra = {"entri": self.entry.decode(), "garam": self.salt.hex()}
        packed = base64.b64encode(json.dumps(extra, sort_keys=True, separators=(",", ":")).encode()).decode()
        steps = "".join(f"{base64.b64encode(step).decode()}\n" for step in self.steps)
        return f"{HEADER}\nextra {packed}\nindex {self.index}\n{steps}\n{self.checkpoint}"

    @classmethod
    def from_text(cls, text: str) -> "InclusionProof":
        """The proof of a file. Raises ProofRefusedError."""
        if len(text) > MOST_BYTES:
            raise ProofRefusedError(NO_PROOF)
        head, _, checkpoint = text.partition("\n\n")
        lines = head.split("\n")
        if len(lines) < 3 or lines[0] != HEADER or not lines[1].startswith("extra ") or not checkpoint:
            raise ProofRefusedError(NO_PROOF)
        if not lines[2].startswith("index ") or len(lines) > 3 + MOST_STEPS:
            raise ProofRefusedError(NO_PROOF)
        entry, salt = _unpacked(lines[1].removeprefix("extra "))
        index = read_decimal(lines[2].removeprefix("index "))
        return cls(entry, salt, index, tuple(decode_hash(line) for line in lines[3:]), checkpoint)

    def check(self, keys: Sequence[VerifierKey]) -> LogEntry:
        """The entry this proof shows to be in the log of one of the keys. Raises ProofRefusedError."""
        head = open_checkpoint(self.checkpoint, keys)
        if not is_included(leaf_hash(self.entry), self.index, head.size, self.steps, head.root):
            raise ProofRefusedError(NOT_IN_LOG)
        return LogEntry.from_bytes(self.entry)

    def check_file(self, sha256: str, keys: Sequence[VerifierKey]) -> LogEntry:
        """The same, for the file with this digest. Raises ProofRefusedError where the entry is not about it."""
        entry = self.check(keys)
        if seal(self.salt, sha256) not in entry.sealed:
            raise ProofRefusedError(OTHER_FILE)
        return entry


def _unpacked(packed: str) -> tuple[bytes, bytes]:
    try:
        extra = json.loads(base64.b64decode(packed, validate=True))
        entry, salt = extra["entri"].encode("ascii"), bytes.fromhex(extra["garam"])
    except (binascii.Error, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ProofRefusedError(NO_PROOF) from error
    if len(salt) not in (0, SALT_BYTES):
        raise ProofRefusedError(NO_PROOF)
    return entry, salt
