"""Sealing with age: what leaves the portal can be read only by whoever holds the identity of a recipient.

The portal knows recipients alone, so it cannot read its own backups; the identities lie elsewhere.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import pyrage

from portal.errors import BadInputError, StorageError

SUFFIX = ".age"
_WORD = "AGE-SECRET-KEY-"


class Sealer:
    """Seals streams for some recipients; with none it passes them on as they are."""

    def __init__(self, recipients: Sequence[str]) -> None:
        """Raises BadInputError for what is no `age1…`."""
        try:
            self._recipients = [pyrage.x25519.Recipient.from_str(text.strip()) for text in recipients]
        except pyrage.RecipientError as error:
            raise BadInputError("Penerima harus kunci publik age yang diawali age1.", "recipient") from error

    @property
    def suffix(self) -> str:
        """What the name of a sealed file ends with; empty where nothing is sealed."""
        return SUFFIX if self._recipients else ""

    def seal(self, source: Path, target: Path) -> Path:
        """The file sealed as `target`, or itself where there is nobody to seal for."""
        if not self._recipients:
            return source
        target.touch(mode=0o600)
        with source.open("rb") as given, target.open("wb") as written:
            self.seal_stream(given, written)
        return target

    def seal_stream(self, source: BinaryIO, target: BinaryIO) -> None:
        """Everything of a stream, sealed. Errors of the stream pass through. Raises StorageError."""
        try:
            pyrage.encrypt_io(source, target, self._recipients)
        except pyrage.EncryptError as error:
            raise StorageError("Cadangan tidak dapat disandikan.") from error


class Opener:
    """Opens what was sealed for one of these identities."""

    def __init__(self, identity: Path | None) -> None:
        """`identity` is a file of `age-keygen`. Raises BadInputError where it holds none."""
        lines = [] if identity is None else identity.read_text("utf-8", "replace").split()
        try:
            self._identities = [pyrage.x25519.Identity.from_str(word) for word in lines if word.startswith(_WORD)]
        except pyrage.IdentityError as error:
            raise BadInputError("Berkas identitas age tidak dapat dipakai.", "identity") from error
        if identity is not None and not self._identities:
            raise BadInputError("Berkas identitas tidak memuat AGE-SECRET-KEY-…", "identity")

    def open(self, source: Path, target: Path) -> None:
        """Write what was sealed in `source` to `target`. Raises BadInputError."""
        if not self._identities:
            raise BadInputError("Cadangan ini disandikan. Sebutkan --identity dengan berkas kunci age.", "identity")
        target.touch(mode=0o600)
        try:
            with source.open("rb") as given, target.open("wb") as written:
                pyrage.decrypt_io(given, written, self._identities)
        except pyrage.DecryptError as error:
            raise BadInputError("Cadangan tidak dapat dibuka dengan identitas itu, atau isinya rusak.") from error
