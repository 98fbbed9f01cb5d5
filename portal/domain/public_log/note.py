"""Signed notes and checkpoints in the forms of C2SP (signed-note, tlog-checkpoint), with Ed25519.

A checkpoint is the head of the log at one size: origin, number of entries, root. Ed25519 signs the same text always
with the same bytes, so a checkpoint can be made again and is the same.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from portal.domain.public_log.tree import HASH_BYTES
from portal.errors import BadInputError, ProofRefusedError

ED25519 = b"\x01"
SEED_BYTES, KEY_BYTES, ID_BYTES, SIGNATURE_BYTES = 32, 32, 4, 64
MOST_BYTES = 100_000
MOST_SIGNATURES = 64
_MARK = "— "
NO_NOTE = "Pos periksa log tidak berbentuk catatan bertanda tangan."
NOT_SIGNED = "Pos periksa log tidak ditandatangani kunci yang dikenal."
BAD_SIGNATURE = "Tanda tangan pos periksa log tidak cocok dengan isinya."
NO_KEY = "Kunci pemeriksa harus berbentuk NAMA+SIDIK+KUNCI, seperti di halaman log."


@dataclass(frozen=True)
class VerifierKey:
    """A public key by which a note of `name` is checked."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes that name this key in a signature line."""
        return hashlib.sha256(f"{self.name}\n".encode() + ED25519 + self.public).digest()[:ID_BYTES]

    @property
    def text(self) -> str:
        """The key in one line, as it is handed on."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"

    @classmethod
    def from_text(cls, text: str) -> "VerifierKey":
        """The key of such a line. Raises BadInputError."""
        name, _, rest = text.strip().partition("+")
        identity, _, encoded = rest.partition("+")
        try:
            raw = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError) as error:
            raise BadInputError(NO_KEY, "key") from error
        found = cls(name, raw[1:])
        if not is_key_name(name) or raw[:1] != ED25519 or len(found.public) != KEY_BYTES or found.id.hex() != identity:
            raise BadInputError(NO_KEY, "key")
        return found


@dataclass(frozen=True)
class SignerKey:
    """A private key with the name it signs for."""

    name: str
    seed: bytes

    @property
    def verifier(self) -> VerifierKey:
        """Its public half."""
        return VerifierKey(self.name, self._private().public_key().public_bytes_raw())

    def line(self, text: str) -> str:
        """The signature line under a text."""
        signature = self._private().sign(text.encode())
        return f"{_MARK}{self.name} {base64.b64encode(self.verifier.id + signature).decode()}\n"

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True)
class Checkpoint:
    """The head of a log: who keeps it, how many entries it has, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def from_text(cls, text: str) -> "Checkpoint":
        """The head a text tells. Raises ProofRefusedError."""
        lines = text.split("\n")
        if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
            raise ProofRefusedError(NO_NOTE)
        root = decode_hash(lines[2])
        return cls(lines[0], read_decimal(lines[1]), root)


def is_key_name(name: str) -> bool:
    """Whether a key may have this name: no blanks, no plus, no control characters."""
    return bool(name) and not any(letter.isspace() or letter == "+" or not letter.isprintable() for letter in name)


def sign(checkpoint: Checkpoint, keys: Iterable[SignerKey]) -> str:
    """The signed note of a checkpoint, a line a key."""
    return f"{checkpoint.text}\n" + "".join(key.line(checkpoint.text) for key in keys)


def open_checkpoint(note: str, keys: Sequence[VerifierKey]) -> Checkpoint:
    """The checkpoint of a note that at least one of these keys signed and none of them wrongly.

    Raises ProofRefusedError. Lines of unknown keys are passed over.
    """
    text, lines = _parts(note)
    known = {(key.name, key.id): key for key in keys}
    is_signed = False
    for name, identity, signature in lines:
        key = known.get((name, identity))
        if key is None:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
        except (InvalidSignature, ValueError) as error:
            raise ProofRefusedError(BAD_SIGNATURE) from error
        is_signed = True
    if not is_signed:
        raise ProofRefusedError(NOT_SIGNED)
    return Checkpoint.from_text(text)


def unverified(note: str) -> Checkpoint:
    """The checkpoint a note tells, whoever signed it: for what lies in a store of ours. Raises ProofRefusedError."""
    return Checkpoint.from_text(_parts(note)[0])


def _parts(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    text, blank, signatures = note.rpartition("\n\n")
    has_control = any(letter < " " and letter != "\n" for letter in note)
    if len(note) > MOST_BYTES or has_control or not blank or not text or not signatures.endswith("\n"):
        raise ProofRefusedError(NO_NOTE)
    lines = signatures.removesuffix("\n").split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise ProofRefusedError(NO_NOTE)
    return text + "\n", [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes, bytes]:
    name, blank, encoded = line.removeprefix(_MARK).partition(" ")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ProofRefusedError(NO_NOTE) from error
    if not line.startswith(_MARK) or not is_key_name(name) or not blank or len(raw) <= ID_BYTES:
        raise ProofRefusedError(NO_NOTE)
    return name, raw[:ID_BYTES], raw[ID_BYTES:]


def decode_hash(text: str) -> bytes:
    """A hash in base64. Raises ProofRefusedError for anything but its one form."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ProofRefusedError(NO_NOTE) from error
    if len(raw) != HASH_BYTES or base64.b64encode(raw).decode() != text:
        raise ProofRefusedError(NO_NOTE)
    return raw


def read_decimal(text: str) -> int:
    """A count without leading zeros. Raises ProofRefusedError."""
    if not text.isascii() or not text.isdigit() or len(text) > 18 or (text[0] == "0" and text != "0"):
        raise ProofRefusedError(NO_NOTE)
    return int(text)
