"""Personal numbers and sensitive clauses in page text, found before anything becomes public.

NIK, NIP and passport numbers hold a publication until a person has answered or a redacted copy stands in (UU 27/2022),
and so do clauses on confidentiality or on consent to publication. Mobile numbers, private mail addresses and homes are
shown to be looked at and hold nothing: every naskah names a contact for notices, mostly an office, and holding them all
would hold back what must be open at any time (UU 14/2008 Pasal 11 ayat (1) huruf e). The tax number of a person is the
NIK itself and is found as such; those of organisations are no personal data.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from portal.domain.publication.clauses import find_clauses
from portal.domain.publication.personal_numbers import find_numbers


class FindingKind(StrEnum):
    """What was found on a page."""

    NIK = "nik"
    NIP = "nip"
    PASPOR = "paspor"
    KONTAK = "kontak"
    """A way to reach somebody at home: worth a look, holds nothing."""
    KLAUSUL = "klausul"
    TERTUTUP = "tertutup"
    """Words that the page does not show and the file gives away: blackened by hand, with a bar over the text."""


PERSONAL_NUMBERS = frozenset({FindingKind.NIK, FindingKind.NIP, FindingKind.PASPOR})
HOLDING = PERSONAL_NUMBERS | {FindingKind.TERTUTUP}
"""These hold a publication until a redacted copy stands in, or a person answers."""
_LEAST_COVERED = 3
"""Letters and figures: fewer are no word."""
_MOST_SHOWN = 200


@dataclass(frozen=True)
class Finding:
    """One place in the text that a person must look at; `excerpt` is for staff only.

    `snippet` is what was found as it stands on `page`, with single blanks: its words are the ones to be boxed. A clause
    that runs over several pages is named on the page on which it begins.
    """

    kind: FindingKind
    page: int
    excerpt: str
    snippet: str = ""
    is_hidden: bool = False
    """Nobody sees it on the page, but whoever opens the file can find it."""


_AROUND = 60
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-\u00ad] ?\n\s*(?=[^\W\d_])")
# One page is searched by itself for numbers; a clause may go on, past the foot and head of a page, on the next one.
_LONGEST_CLAUSE = 1_500


def scan_page(page: int, text: str) -> tuple[Finding, ...]:
    """Everything on one page that a person must look at."""
    return scan_pages([(page, text)])


def scan_pages(pages: Iterable[tuple[int, str]]) -> tuple[Finding, ...]:
    """Findings over all pages, in page order: numbers first, then clauses."""
    flat = [(page, _flatten(text)) for page, text in pages]
    found = [finding for page, text in flat for finding in _numbers(page, text)]
    return tuple(sorted((*found, *_clauses(flat)), key=lambda finding: finding.page))


def scan_hidden(pages: Iterable[tuple[int, str]]) -> tuple[Finding, ...]:
    """Personal numbers in text that is in the file and not to be seen on its pages, in page order.

    What nobody sees is no clause of the naskah, but a number in it becomes public with the file.
    """
    found = (finding for page, text in pages if text for finding in _numbers(page, _flatten(text)))
    return tuple(replace(finding, is_hidden=True) for finding in found if finding.kind in PERSONAL_NUMBERS)


def scan_covered(pages: Iterable[tuple[int, str]]) -> tuple[Finding, ...]:
    """The pages on which words lie under what is drawn over them, in page order."""
    flat = ((page, _flatten(text)) for page, text in pages if text)
    return tuple(
        Finding(FindingKind.TERTUTUP, page, text[:_MOST_SHOWN], is_hidden=True)
        for page, text in flat
        if sum(map(str.isalnum, text)) >= _LEAST_COVERED
    )


def covered_text(text: str, hidden: str, covered: str, *, is_public_copy: bool, is_foreign_layer: bool) -> str:
    """What of a page its reader was not meant to have.

    A copy for the public that was blackened elsewhere is doubted more than an original: whatever of it nobody sees, and
    the whole layer of words that a recogniser laid under the picture, for that one may be older than the black.
    """
    if not is_public_copy:
        return covered
    return hidden or (text if is_foreign_layer else "")


def _flatten(text: str) -> str:
    text = _BROKEN_WORD.sub("", text.replace("\r\n", "\n"))
    # What has no width (soft hyphens, joiners, marks of direction) cuts no number in two for whoever copies it.
    seen = "".join(letter for letter in text if letter.isascii() or unicodedata.category(letter) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", seen).split())


def _excerpt(text: str, start: int, end: int) -> str:
    return text[max(0, start - _AROUND) : end + _AROUND].strip()


def _numbers(page: int, text: str) -> Iterator[Finding]:
    for match in find_numbers(text):
        excerpt = _excerpt(text, match.start, match.end)
        yield Finding(FindingKind(match.kind), page, excerpt, text[match.start : match.end])


def _clauses(flat: list[tuple[int, str]]) -> Iterator[Finding]:
    whole = " ".join(text for _, text in flat)
    ends: list[int] = []
    for _, text in flat:
        ends.append((ends[-1] + 1 if ends else 0) + len(text))
    at = 0
    for start, end in find_clauses(whole):
        while ends[at] <= start:
            at += 1
        end = min(end, start + _LONGEST_CLAUSE)
        snippet = whole[start : min(end, ends[at])].strip()
        yield Finding(FindingKind.KLAUSUL, flat[at][0], _excerpt(whole, start, end), snippet)
