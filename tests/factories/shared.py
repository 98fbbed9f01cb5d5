"""What one test run makes once: starting a reader, asking Tesseract what it is, compiling the templates and hashing a
password take long.

Each has tests of its own that make theirs anew.
"""

import atexit
from functools import cache
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from jinja2.bccache import Bucket, BytecodeCache

from indexer.child import PdfReader
from indexer.ocr.engine import OcrEngine
from portal.services.users import passwords

PASSWORD = "kuda laut biru berlari jauh"
SECRET = "9f1c47e02ab85d3660e7b4d89a25fc13"
"""A key as dice would throw it, for settings of production."""


class SharedTemplates(BytecodeCache):
    """Templates compiled once for all applications of a test run."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled before."""
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled now."""
        self.compiled[bucket.key] = bucket.bytecode_to_string()


TEMPLATES = SharedTemplates()


@cache
def reader() -> PdfReader:
    """One reader of PDFs; starting one takes half a second."""
    made = PdfReader()
    atexit.register(made.close)
    return made


@cache
def engine(lang: str) -> OcrEngine:
    """One Tesseract a language; it is asked for its version and languages once."""
    return OcrEngine(lang)


class RememberedHashes(PasswordHasher):
    """Argon2 as the portal uses it, asked once for each hash and password of a run."""

    def __init__(self, real: PasswordHasher) -> None:
        super().__init__(real.time_cost, real.memory_cost, real.parallelism)
        self._is_right: dict[tuple[str | bytes, str | bytes], bool] = {}

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        """True. Raises VerificationError or InvalidHashError."""
        if (hash, password) not in self._is_right:
            try:
                self._is_right[hash, password] = super().verify(hash, password)
            except VerifyMismatchError:
                self._is_right[hash, password] = False
        if not self._is_right[hash, password]:
            raise VerifyMismatchError
        return True


def remember_hashes() -> None:
    """From now on a password that was compared with a hash is not compared again."""
    passwords._HASHER = RememberedHashes(passwords._HASHER)


@cache
def hashed_password() -> str:
    """The known password as it is kept; argon2 takes a tenth of a second on purpose."""
    return passwords.hash_password(PASSWORD)
