"""What one test run makes once: starting a reader, compiling the templates and hashing a password take long.

Each has tests of its own that make theirs anew.
"""

import atexit
from functools import cache

from jinja2.bccache import Bucket, BytecodeCache

from indexer.child import PdfReader
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
def hashed_password() -> str:
    """The known password as it is kept; argon2 takes a tenth of a second on purpose."""
    return passwords.hash_password(PASSWORD)
