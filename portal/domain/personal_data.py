"""Personal numbers and sensitive clauses in page text, found before anything becomes public.

NIK: 16 digits standing alone. NIP: 18 digits YYYYMMDD YYYYMM G NNN, blanks or dots allowed between groups
(G is 1 or 2). A line may break anywhere in them or in a clause. Patterns are linear in the length of the text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What was found on a page."""

    NIK = "nik"
    NIP = "nip"
    KLAUSUL = "klausul"


@dataclass(frozen=True)
class Finding:
    """One place in the text that a person must look at; `excerpt` is for staff only."""

    kind: FindingKind
    page: int
    excerpt: str


_NIP = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ .]{0,2}"
    r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])[ .]{0,2}[12][ .]{0,2}\d{3}(?!\d)",
    re.ASCII,
)
_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)", re.ASCII)
_KLAUSUL = re.compile(
    r"tidak (?:boleh|dapat) (?:di)?publikasi(?:kan)?"
    r"|tanpa persetujuan tertulis[^.]{0,80}(?:publikasi|menyebarluaskan|mengumumkan)"
    r"|(?:publikasi|penyebarluasan|pengumuman)[^.]{0,80}persetujuan tertulis"
    r"|bersifat rahasia dan tidak"
    r"|shall not be (?:published|disclosed to the public)",
    re.IGNORECASE,
)
_AROUND = 60


def _excerpt(text: str, start: int, end: int) -> str:
    return text[max(0, start - _AROUND) : end + _AROUND].strip()


def scan_page(page: int, text: str) -> tuple[Finding, ...]:
    """Everything on one page that holds its publication until a person has answered."""
    text = " ".join(text.split())
    patterns = ((FindingKind.NIP, _NIP), (FindingKind.NIK, _NIK), (FindingKind.KLAUSUL, _KLAUSUL))
    return tuple(
        Finding(kind, page, _excerpt(text, match.start(), match.end()))
        for kind, pattern in patterns
        for match in pattern.finditer(text)
    )


def scan_pages(pages: Iterable[tuple[int, str]]) -> tuple[Finding, ...]:
    """Findings over all pages, in page order."""
    return tuple(finding for page, text in pages for finding in scan_page(page, text))
