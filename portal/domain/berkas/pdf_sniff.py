"""Looks at the first and last bytes of an upload to say whether it can be a PDF at all.

The web process must never parse a PDF; these few byte searches are all it does itself. Whether the file really opens,
and whether it needs a password, is found out by the disposable reader right afterwards.
"""

from dataclasses import dataclass
from typing import Literal

HEADER = b"%PDF-"
HEADER_WITHIN = 2048
"""Bytes that may stand before the header: some scanners and mail gateways put a line or two in front."""

SAMPLE_SIZE = 4096
"""Bytes of head and tail that are enough for `sniff`."""


@dataclass(frozen=True)
class Sniff:
    """What the first look says; `may_be_encrypted` is a hint alone, as most encrypted files still open freely."""

    kind: Literal["pdf", "empty", "not_pdf"]
    may_be_encrypted: bool = False


def sniff(head: bytes, tail: bytes, size: int) -> Sniff:
    """Judge a file of `size` bytes by its first and last bytes (SAMPLE_SIZE of each, or all of a smaller file)."""
    if size == 0:
        return Sniff("empty")
    if HEADER not in head[: HEADER_WITHIN + len(HEADER)]:
        return Sniff("not_pdf")
    return Sniff("pdf", may_be_encrypted=b"/Encrypt" in head or b"/Encrypt" in tail)
