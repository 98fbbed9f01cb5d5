"""Numbers of naskah compared without their spaces, dots and case."""

import re
import unicodedata

_NOT_PLAIN = re.compile(r"[^0-9a-z]+", re.ASCII)


def plain_nomor(nomor: str) -> str:
    """`MIP-14.HH.05.02 Tahun 2026` and `mip14 hh0502 TAHUN 2026` become the same text."""
    return _NOT_PLAIN.sub("", unicodedata.normalize("NFKC", nomor).lower())
