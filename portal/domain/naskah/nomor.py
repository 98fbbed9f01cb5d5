"""Numbers of naskah compared without their spaces, dots and case."""

import re
import unicodedata

_NOT_PLAIN = re.compile(r"[^0-9a-z]+", re.ASCII)
_NUMBER_WORD = re.compile(r"^\s*(?:nomor|no\b\.?)\s*:?\s*", re.IGNORECASE)


def plain_nomor(nomor: str) -> str:
    """`MIP-14.HH.05.02 Tahun 2026` and `mip14 hh0502 TAHUN 2026` become the same text."""
    return _NOT_PLAIN.sub("", unicodedata.normalize("NFKC", nomor).lower())


def number_key(nomor: str) -> str:
    """The number as a search index holds it: "Nomor: UM.01.01 - 892" becomes "um0101892"."""
    return plain_nomor(_NUMBER_WORD.sub("", nomor))
