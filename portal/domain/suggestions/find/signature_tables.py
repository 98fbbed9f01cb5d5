"""Signatures in the rows of a table: `No | Nama | Jabatan | Tanda tangan`, one signer a row."""

import re
from collections.abc import Sequence
from itertools import pairwise

from portal.domain.berkas.reading import PageText, WordBox
from portal.domain.suggestions.find.person_names import looks_like_person
from portal.domain.suggestions.find.signatures import SignatureBlock, is_office
from portal.domain.suggestions.text.cells import Cell, rows_of
from portal.domain.suggestions.text.columns import upright
from portal.domain.suggestions.text.lines import Line
from portal.domain.suggestions.text.ranks import is_rank

_COLUMNS = re.compile(r"(?i)\b(?:nama|name)\b.{0,20}\b(?:jabatan|title|position|office)\b")
_OFFICES = re.compile(r"(?i)\b(?:jabatan|title|position|office)\b")
_SERIAL = re.compile(r"^\W*\w{1,2}[.)]?\s+(?=[A-Z])")
_MOST_WORDS = 8
"""Of the head of such a table; a sentence has more."""
_MOST_LINES = 60
_MOST_BETWEEN = 6
_LEAST_ROWS = 2
_LONG_WORD = 4
_SHORT_WORD = 3
_LAST_PAGES = 3
_MARKS = "|[]{}_—–-=~"
_EDGE = 0.01
_BEFORE_HEAD = 0.03
"""Fractions of the page's width: what a line may begin before the one above it in its column, and before its head."""
_NEXT_LINE = 2.2
"""In heights of a word: a line further down goes on with no cell."""


def signatures_in_columns(pages: Sequence[PageText]) -> tuple[SignatureBlock, ...]:
    """The same by the places of the words, so that a name goes on in its own column as its office does."""
    for page in reversed(pages[-_LAST_PAGES:]):
        rows = rows_of(upright(page.words))
        top = next((at for at, row in enumerate(rows) if _is_head(" ".join(cell.text for cell in row))), None)
        if top is None:
            continue
        below = rows[top + 1 : top + 1 + _MOST_LINES]
        edge = _end_of_offices(rows[top], below)
        words = [[word for cell in row for word in cell.words] for row in below]
        found = _in_columns([kept for row in words if (kept := _before(row, edge))], page.number)
        if len(found) >= _LEAST_ROWS:
            return found
    return ()


def _end_of_offices(head: Sequence[Cell], below: Sequence[Sequence[Cell]]) -> float:
    """Where the column behind that of the offices begins: its lines, which may begin before its head; 1 without one."""
    for cell, after in pairwise(head):
        if _OFFICES.search(cell.text):
            begun = sorted(one.x0 for row in below for one in row[1:] if cell.x1 < one.x0 < after.x0)
            is_steady = len(begun) > 1 and begun[1] - begun[0] < _BEFORE_HEAD
            return begun[0] - _EDGE if is_steady else after.x0 - _BEFORE_HEAD
    return 1.0


def _is_head(text: str) -> bool:
    return _COLUMNS.search(text) is not None and len(text.split()) <= _MOST_WORDS


def _before(row: Sequence[WordBox], edge: float) -> list[WordBox]:
    return [word for word in row if word.x0 < edge and word.text.strip(_MARKS)]


def _in_columns(body: Sequence[Sequence[WordBox]], page: int) -> tuple[SignatureBlock, ...]:
    """The signers of a table whose rows are these lines of words, what a pen wrote left out."""
    starts = {at: begins for at, row in enumerate(body) if (begins := _office_edge(row)) is not None}
    if len(starts) < _LEAST_ROWS:
        return ()
    edge = min(starts.values()) - _EDGE
    found = []
    for first, after in zip(starts, [*list(starts)[1:], len(body)], strict=True):
        columns: tuple[list[list[WordBox]], ...] = ([], [])
        for row in body[first:after]:
            for column, words in zip(columns, _parted(row, edge), strict=True):
                if words and (row is body[first] or _goes_on(words, column or [body[first]])):
                    column.append(words)
        name, office = map(_without_rank_below, columns)
        found.append(SignatureBlock("", office, _SERIAL.sub("", name), page, is_column=True))
    return tuple(found)


def _office_edge(row: Sequence[WordBox]) -> float | None:
    """Where the office of a row begins; None for a line that begins no row."""
    split = _row(" ".join(word.text for word in row))
    if split is None:
        return None
    behind = len(split[1].split())
    return row[-behind].x0


def _parted(row: Sequence[WordBox], edge: float) -> tuple[list[WordBox], list[WordBox]]:
    return [word for word in row if word.x0 < edge], [word for word in row if word.x0 >= edge]


def _goes_on(words: Sequence[WordBox], above: Sequence[Sequence[WordBox]]) -> bool:
    """Whether these are words of a name or an office right below the last of them, and no scribble."""
    last, word = above[-1][0], words[0]
    text = " ".join(one.text for one in words)
    is_text = text[0].isupper() and any(len(one) >= _LONG_WORD for one in text.split()) and not text.isupper()
    return is_text and word.y0 - last.y0 < _NEXT_LINE * max(last.y1 - last.y0, word.y1 - word.y0)


def _without_rank_below(lines: Sequence[Sequence[WordBox]]) -> str:
    """A name or an office without the rank below it, which may go over two lines."""
    texts = [" ".join(word.text for word in line) for line in lines]
    ends = (at for at in range(1, len(texts)) if is_rank(texts[at]) or is_rank(" ".join(texts[at:])))
    return " ".join(texts[: next(ends, len(texts))]).strip(" |,")


def signatures_in_table(lines: Sequence[Line]) -> tuple[SignatureBlock, ...]:
    """The rows below a head that says name and office, each with the lines its office goes on in; none for fewer
    than two."""
    top = next((at for at, line in enumerate(lines) if _is_head(line.text)), None)
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
