"""Where an object lies, computed from its digest alone.

A digest is checked against its grammar before any path or key is made from it, so that no text from outside can
climb out of the store. The same layout serves the directory and S3, so that one can be copied onto the other.
"""

import re

from portal.errors import BadInputError

_DIGEST = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"sha256/([0-9a-f]{2})/(\1[0-9a-f]{62})")

KEY_ROOT = "sha256"
"""First segment of every object key; it names the digest algorithm."""


def is_digest(text: str) -> bool:
    """Whether `text` is a lower-case hexadecimal SHA-256."""
    return _DIGEST.fullmatch(text) is not None


def checked_digest(digest: str) -> str:
    """`digest` itself when it is a lower-case hexadecimal SHA-256; raises BadInputError otherwise."""
    if not is_digest(digest):
        raise BadInputError("Sidik jari berkas harus 64 digit heksadesimal huruf kecil.", field="sha256")
    return digest


def object_key(digest: str) -> str:
    """The relative key of an object, `sha256/ab/abcd…`; raises BadInputError for a malformed digest."""
    return f"{KEY_ROOT}/{checked_digest(digest)[:2]}/{digest}"


def digest_of_key(key: str) -> str | None:
    """The digest a relative key belongs to, or None when the key is not one this store makes."""
    match = _KEY.fullmatch(key)
    return match.group(2) if match else None
