"""Signatures in the rows of a table: `No | Nama | Jabatan | Tanda tangan`, one signer a row."""

import re
from collections.abc import Sequence

from portal.domain.suggestions.find.person_names import looks_like_person
from portal.domain.suggestions.find.signatures import SignatureBlock, is_office
from portal.domain.suggestions.text.lines import Line

_COLUMNS = re.compile(r"(?i)\b(?:nama|name)\b.{0,20}\b(?:jabatan|title|position|office)\b")
_SERIAL = re.compile(r"^\W*\w{1,2}[.)]?\s+(?=[A-Z])")
_MOST_WORDS = 8
"""Of the head of such a table; a sentence has more."""
_MOST_LINES = 60
_MOST_BETWEEN = 6
_LEAST_ROWS = 2
_LONG_WORD = 4
_SHORT_WORD = 3


def signatures_in_table(lines: Sequence[Line]) -> tuple[SignatureBlock, ...]:
    """The rows below a head that says name and office, each with the lines its office goes on in; none for fewer
    than two."""
    top = next(
        (at for at, line in enumerate(lines) if _COLUMNS.search(line.text) and len(line.text.split()) <= _MOST_WORDS),
        None,
    )
    rows: list[tuple[str, list[str], int]] = []
    between = 0
    for line in lines[top + 1 : top + 1 + _MOST_LINES] if top is not None else ():
        row = _row(line.text)
        between = between + 1 if row is None else 0
        if between > _MOST_BETWEEN:
            break
        if row is not None:
            rows.append((row[0], [row[1]], line.page))
        elif rows and (more := _continued(line.text)):
            rows[-1][1].append(more)
    if len(rows) < _LEAST_ROWS:
        return ()
    return tuple(SignatureBlock("", " ".join(office), name, page, is_column=True) for name, office, page in rows)


def _row(text: str) -> tuple[str, str] | None:
    """Name and office of a row: the office begins where the first word of one stands behind a person."""
    words = _SERIAL.sub("", text.strip()).split()
    for at in range(2, len(words)):
        name, office = " ".join(words[:at]).strip(" |"), " ".join(words[at:]).strip(" |")
        if is_office(office) and looks_like_person(name):
            return name, office
    return None


def _continued(text: str) -> str:
    """The words with which an office goes on, without what a pen left beside them."""
    words = text.split()
    while words and (len(words[-1]) < _SHORT_WORD or not words[-1].isalpha()):
        words.pop()
    is_office_text = (
        0 < len(words) <= _MOST_WORDS - 2 and words[0][0].isupper() and any(len(word) >= _LONG_WORD for word in words)
    )
    return " ".join(words) if is_office_text and not any(word[0].isdigit() for word in words) else ""
