"""Signatures that stand side by side, each read down its own column: side, office, and the name below the gap."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from portal.domain.berkas.reading import PageText
from portal.domain.suggestions.find.institution_names import INSTITUTION, plain_name
from portal.domain.suggestions.find.party_blocks import without_honorific
from portal.domain.suggestions.find.signatures import OFFICE, SignatureBlock, is_anchor, is_no_name
from portal.domain.suggestions.sureness import READABLE_NAME
from portal.domain.suggestions.text.columns import Row, columns_at_end
from portal.domain.suggestions.text.lines import clean

_GAP = 0.03
"""Of the page's height: lines stand closer, the pen takes more."""

_SMALL = frozenset([
    "bin", "binti", "van", "der", "den", "de", "da", "von", "al", "el", "dr.", "drg.", "drh.", "apt.",
])  # fmt: skip
_LAST_PAGES = 3
_ALIKE = 85.0
"""Likeness in per cent from which on a line is the name of a party."""


def side_by_side(pages: Sequence[PageText], parties: Sequence[str]) -> tuple[SignatureBlock, ...]:
    """The signatures of the last page that holds two or more in columns, left first; none where no page does.

    `parties` are the names that a column may begin with where no label stands above it.
    """
    names = [plain_name(party) for party in parties]
    for page in reversed(pages[-_LAST_PAGES:]):
        found = [_signature(rows, page.number, names) for rows in columns_at_end(page.words)]
        blocks = tuple(block for block in found if block is not None)
        if len(blocks) >= 2:
            return blocks
    return ()


def _signature(rows: Sequence[Row], page: int, names: Sequence[str]) -> SignatureBlock | None:
    """One column: the label or the institution, then the office; the name is the first behind the gap."""
    rows = [row for row in rows if sum(letter.isalpha() for letter in row.text) >= 3]
    start = _start(rows, names)
    if start is None:
        return None
    top, below = _parted(rows[start:])
    texts = [clean(row.text).strip() for row in top]
    at = next((at for at, text in enumerate(texts) if at and OFFICE.match(text)), len(texts))
    office = " ".join(texts[at:]).strip(" ,")
    name = next((text for row in below[:4] if (text := _name(row))), "")
    return SignatureBlock(" ".join(texts[:at]), "" if len(office) > 160 else office, name, page)


def _start(rows: Sequence[Row], names: Sequence[str]) -> int | None:
    """The last label or `FOR …`; else the last line that is a party's name; else an institution near the top."""
    labels = [at for at, row in enumerate(rows) if is_anchor(row.text)]
    if labels:
        return labels[-1]
    plain = [plain_name(row.text) for row in rows]
    named = [at for at, text in enumerate(plain) if any(fuzz.ratio(text, name) >= _ALIKE for name in names)]
    named = [at for at in named if not OFFICE.match(rows[at].text)]
    if named:
        return named[-1]
    named = [at for at, row in enumerate(rows) if INSTITUTION.match(row.text) and not OFFICE.match(row.text)]
    return named[0] if named and named[0] <= 2 else None


def _parted(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    for at in range(1, len(rows)):
        if rows[at].y0 - rows[at - 1].y1 > _GAP or re.match(r"\W*(?:NIP|NRP)\b", rows[at].text):
            return list(rows[:at]), list(rows[at:])
    return list(rows), []


def _name(row: Row) -> str:
    """A name that was read whole, so far as its letters tell; "" for half a name below a stamp."""
    text = without_honorific(re.sub(r"(?i)^(?:name|nama)\s*:\s*", "", clean(row.text).strip(" ()|_*")))
    if (row.confidence is not None and row.confidence < READABLE_NAME) or is_no_name(text):
        return ""
    words = text.split()
    bare = [word for word in text.split(",")[0].split() if len(word.strip(".")) >= 3 and not word.endswith(".")]
    is_whole = all(word[0].isupper() or word in _SMALL for word in words)
    is_even = all(word.isupper() or word[1:].islower() or re.search(r"['’\-]", word) for word in bare)
    return text if 2 <= len(bare) <= 6 and is_whole and is_even and len(words) <= 10 else ""
