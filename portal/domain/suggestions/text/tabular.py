"""Pages on which labels or names stand in a column of their own: every entry is written out before the next begins.

Reading across such a page breaks a name after its first line and drives its rest between the words of the column beside
it; a table without rules loses the colon between label and value. The places of the words tell both.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from portal.domain.berkas.reading import PageText, WordBox
from portal.domain.suggestions.text.cells import Cell, rows_of

_LABEL = re.compile(
    r"(?i)^\W*(?:nama(?: (?:paket|pekerjaan|kegiatan|program|instansi|lembaga|lengkap|pelaksana))?(?: pekerjaan)?"
    r"|nip|nrp"
    r"|jabatan|alamat|pekerjaan|paket(?: pekerjaan)?|kegiatan|judul(?: \w+)?|nomor(?: \w+){0,3}|tanggal|lokasi"
    r"|lembaga|instansi"
    r"|pelaksana(?: \w+)?|penyelenggara(?: \S{1,4})?|penyedia(?: \w+)?|satuan kerja|nilai(?: \w+)?|waktu(?: \w+)?"
    r"|lama(?: \w+)?"
    r"|biaya|sumber (?:dana|biaya)|tempat(?: \w+){0,2}|pihak(?: \w+)?|mitra|topik|tema|tajuk|objek"
    r"|perihal|jangka waktu|durasi|pejabat|surat penawaran|title|project|subject|name|date"
    r"|place)\W*$"
)
_BULLET = re.compile(
    r"^\W*(?:(?:\(?\d{1,2}|[IVXl|i!LN]{1,4}|[A-Ha-h])\s?[.,)](?![A-Za-z]\.)|(?:\d\w?|[il|!]{1,3}|I{1,3})\s(?=[A-Za-z]))"
)
_ARTICLE = re.compile(r"(?i)^\W*(?:pasal|article)\s?[\dIVXivxl|]{1,4}\b")
_PARTY = re.compile(r"(?i)pihak\s(?:kesatu|pertama|kedua|ketiga|keempat|kelima|I{1,3}|IV|V|[1-5])")
_OFFICE = re.compile(r"(?i)\W*(?:kepala|direktur|ketua|rektor|dekan|pimpinan|pemimpin|an?\.n|pl[th]\b|nama\b|\W*$)")
_ROWS_OF_HEAD = 18
_BELOW_LABEL = 0.06
_EDGES = (0.2, 0.62)
_SAME = 0.02
"""Of the page's width: cells that begin this near to each other stand in one column."""

_LEAST_WIDTH = 0.22
_LEAST_LETTERS = 4
_MOST_NAME_LINES = 4
_MOST_LEFT = 44
"""Letters: a longer piece on the left is text, not a name."""

_LONGEST_NUMBER = 4
_FAR = 1.7
"""In usual steps from line to line: a wider one is an empty line."""

_INSIDE = (0.3, 0.7)
_MIDDLE = 0.5
_SHORT_LINE = 6
_JOINT = "DENGAN"
"""What two parties side by side say without a word."""
_BETWEEN_COLUMNS = ("DENGAN", "DAN", "AND", "WITH", "&")
_CENTRED = 0.02
_LEAST_TABLE = 3
_MOST_COLUMNS = 5
_LEAST_LABEL = 0.08
_MOST_LABEL_WORDS = 4
_FIRST_PAGES = 2
_MOST_ROWS = 90
"""A page of small print has about 70."""


def tabular(page: PageText) -> list[str] | None:
    """The lines of a page with such columns above its first article; None for any other page."""
    if not page.words or page.number > _FIRST_PAGES:
        return None
    words = page.words
    rows = rows_of([word for at, word in enumerate(words) if word.text.strip("|[]{}_—–-=") or _is_dash(words, at)])
    if not rows:
        return None
    end = next((at for at, row in enumerate(rows[:_MOST_ROWS]) if _ARTICLE.match(row[0].text)), _MOST_ROWS)
    end = min(end, len(rows))
    texts = [" ".join(cell.text for cell in row) for row in rows]
    written = _column_each(rows, texts, end) or _below_labels(page, rows, texts, end)
    is_changed = bool(written) or _joined_between(rows, texts, end) or _side_by_side(rows, texts, end)
    aligned = frozenset[int]() if is_changed and not written else _aligned(rows, end)
    at, edge = 0, None
    while at < end:
        if at in written:
            edge, at = None, at + 1
            continue
        entry = _entry(rows, at, end, edge)
        if entry is not None:
            lines, height, edge = entry
            texts[at : at + height] = [*lines, *[""] * (height - len(lines))]
            is_changed, at = True, at + height
            continue
        edge = None
        first = rows[at][0]
        is_label = at in aligned or _LABEL.match(first.text) is not None
        if len(rows[at]) > 1 and texts[at] and is_label and not _begins_with_mark(rows[at][1]):
            texts[at] = f"{first.text} : {' '.join(cell.text for cell in rows[at][1:])}"
            is_changed = True
        at += 1
    return _with_gaps(rows, texts) if is_changed else None


def _below_labels(page: PageText, rows: Sequence[Sequence[Cell]], texts: list[str], end: int) -> range:
    """Write what stands in columns below `Pihak Kesatu` and `Pihak Kedua` one column after the other.

    Only near the top of the first page: further down such labels stand above signatures. Answers which rows it took.
    """
    if page.number > 1:
        return range(0)
    for start in range(min(end, _ROWS_OF_HEAD)):
        labels = [cell.text.strip(" .:") for cell in rows[start]]
        if not 2 <= len(labels) <= _MOST_COLUMNS or not all(map(_PARTY.fullmatch, labels)):
            continue
        columns: list[list[str]] = [[] for _ in labels]
        stop = start + 1
        while stop < end and (places := _columns_of(rows[stop], rows[start])) is not None:
            for place, cell in zip(places, rows[stop], strict=True):
                columns[place].append(cell.text.strip(" :"))
            stop += 1
        if all(columns) and not any(_OFFICE.match(column[0]) for column in columns):
            lines = [
                line
                for label, column in zip(labels, columns, strict=True)
                for line in (f"{label} : {column[0]}", *column[1:])
            ]
            texts[start:stop] = ["\n".join(lines), *[""] * (stop - start - 1)]
            return range(start, stop)
    return range(0)


def _columns_of(row: Sequence[Cell], labels: Sequence[Cell]) -> list[int] | None:
    """The column of each cell by the label above it; None where a cell reaches over two of them or there are more."""
    if len(row) > len(labels):
        return None
    if len(row) == len(labels):
        return list(range(len(labels)))
    places = []
    for cell in row:
        if sum(cell.x0 < label.middle < cell.x1 for label in labels) > 1:
            return None
        apart = [min(abs(cell.x0 - label.x0), abs(cell.middle - label.middle)) for label in labels]
        if min(apart) > _BELOW_LABEL:
            return None
        places.append(apart.index(min(apart)))
    return places if len(set(places)) == len(places) else None


def _is_dash(words: Sequence[WordBox], at: int) -> bool:
    """Whether a lone mark stands between figures: a part of a number, no rule of a table."""
    before, after = words[at - 1 : at], words[at + 1 : at + 2]
    return (
        bool(before and after)
        and before[0].text[-1:].isdigit()
        and after[0].text[:1].isdigit()
        and (words[at].text in ("-", "–"))
    )


def _column_each(rows: Sequence[Sequence[Cell]], texts: list[str], end: int) -> range:
    """Write a table with a column for each party one column after the other, each value with the label of its row.

    Answers which rows it took.
    """
    for start in range(end):
        edges = [cell.x0 for cell in rows[start]]
        if not 3 <= len(edges) <= _MOST_COLUMNS or not _is_labelling(rows[start][0].text):
            continue
        labels, stop = _table(rows, start, end, edges)
        if len(labels) < _LEAST_TABLE or not any(_LABEL.match(label) for label, _ in labels):
            continue
        lines = [
            f"{label} : {' '.join(parts[column])}"
            for column in range(len(edges) - 1)
            for label, parts in labels
            if parts[column]
        ]
        texts[start:stop] = ["\n".join(lines), *[""] * (stop - start - 1)]
        return range(start, stop)
    return range(0)


def _table(
    rows: Sequence[Sequence[Cell]], start: int, end: int, edges: Sequence[float]
) -> tuple[list[tuple[str, list[list[str]]]], int]:
    """The labels of a table with what each column says beside them, and the row behind its last."""
    found: list[tuple[str, list[list[str]]]] = []
    at = start
    while at < end:
        places = [_edge_of(cell, edges) for cell in rows[at]]
        is_entry = places == list(range(len(edges))) and _is_labelling(rows[at][0].text)
        is_rest = bool(found) and None not in places and 0 not in places and len(set(places)) == len(places)
        if not is_entry and not is_rest:
            break
        if is_entry:
            found.append((rows[at][0].text, [[] for _ in edges[1:]]))
        for place, cell in zip(places, rows[at], strict=True):
            if place:
                found[-1][1][place - 1].append(cell.text)
        at += 1
    return found, at


def _edge_of(cell: Cell, edges: Sequence[float]) -> int | None:
    return next((place for place, edge in enumerate(edges) if abs(cell.x0 - edge) < _SAME), None)


def _aligned(rows: Sequence[Sequence[Cell]], end: int) -> frozenset[int]:
    """Rows of a table of labels, whatever they say: below each other, in two columns that each begin at one place."""
    found: set[int] = set()
    run: list[int] = []
    for at in range(end + 1):
        row = rows[at] if at < end else ()
        if row and not any(letter.isalnum() for cell in row for letter in cell.text):
            # A rule between two rows of a table.
            continue
        is_pair = (
            len(row) > 1
            and _is_labelling(row[0].text)
            and _is_value(row[1].text)
            and row[1].x0 - row[0].x0 > _LEAST_LABEL
        )
        head = rows[run[0]] if run else row
        fits = is_pair and abs(row[0].x0 - head[0].x0) < _SAME and abs(row[1].x0 - head[1].x0) < _SAME
        if fits:
            run.append(at)
            continue
        if len(run) >= _LEAST_TABLE:
            found.update(run)
        run = [at] if is_pair else []
    return frozenset(found)


def _is_labelling(text: str) -> bool:
    """Whether a cell may be a label: a few words that begin with a capital, without figures."""
    words = text.split()
    return (
        0 < len(words) <= _MOST_LABEL_WORDS
        and words[0][:1].isupper()
        and not any(letter.isdigit() for letter in text)
        and sum(letter.isalpha() for letter in text) >= _LEAST_LETTERS
        and _BULLET.match(text) is None
    )


def _is_value(text: str) -> bool:
    """Whether a cell may be what a label announces: text that goes on from another line begins small."""
    return text[:1].isupper() or text[:1].isdigit() or text[:1] in '"“('


def _begins_with(text: str) -> bool:
    return text.lstrip()[:1] in (":", ";", "=")


def _begins_with_mark(cell: Cell) -> bool:
    return _begins_with(cell.text)


def _side_by_side(rows: Sequence[Sequence[Cell]], texts: list[str], end: int) -> bool:
    """Write the left half of a table with labels in both halves before the right one."""
    start = 0
    while start < end:
        stop = start
        while stop < end and _edge(rows[start : stop + 1]) is not None:
            stop += 1
        is_table = stop - start >= _LEAST_TABLE or _is_joined(rows[start - 1 : start])
        edge = _edge(rows[start:stop]) if stop > start and is_table else None
        if edge is not None:
            halves = [
                [" ".join(c.text for c in row if (c.middle < edge) == is_left) for row in rows[start:stop]]
                for is_left in (True, False)
            ]
            is_labelled = all(any(re.match(r"[A-Z][A-Za-z ]{4,40}:", line) for line in half) for half in halves)
            is_named = _is_joined(rows[start - 1 : start]) and all(any(half) for half in halves)
            if is_labelled or is_named:
                between = [_JOINT] if is_named else []
                lines = [line for line in (*halves[0], *between, *halves[1]) if line]
                merged = ["\n".join(lines), *[""] * (stop - start - 1)]
                texts[start:stop] = merged
                return True
        start = max(stop, start + 1)
    return False


def _joined_between(rows: Sequence[Sequence[Cell]], texts: list[str], end: int) -> bool:
    """Write the left of two columns before the right one where the word that joins two parties stands between them."""
    at = next((at for at in range(end) if len(rows[at]) == 3 and rows[at][1].text.upper() in _BETWEEN_COLUMNS), None)
    if at is None:
        return False
    joint = rows[at][1]
    start, stop = at, at + 1
    while start and _leaves_free(rows[start - 1], joint):
        start -= 1
    while stop < end and _leaves_free(rows[stop], joint):
        stop += 1
    halves = [
        [
            " ".join(c.text for c in row if c is not joint and (c.middle < joint.middle) == is_left)
            for row in rows[start:stop]
        ]
        for is_left in (True, False)
    ]
    opener = [] if start and rows[start - 1][-1].text.upper().endswith(("ANTARA", "BETWEEN")) else ["ANTARA"]
    lines = [line for line in (*opener, *halves[0], joint.text, *halves[1]) if line]
    texts[start:stop] = ["\n".join(lines), *[""] * (stop - start - 1)]
    return True


def _leaves_free(row: Sequence[Cell], joint: Cell) -> bool:
    """Whether a row has cells on either side of a joining word and none below or above it."""
    if len(row) == 1 and row[0].text.upper() in (*_BETWEEN_COLUMNS, "ANTARA", "TENTANG", "BETWEEN", "MENGENAI"):
        return False
    is_beside = all(cell.x1 <= joint.x0 or cell.x0 >= joint.x1 for cell in row)
    return is_beside and len(row) <= 2 and not any(abs(cell.middle - _MIDDLE) < _CENTRED for cell in row)


def _is_joined(before: Sequence[Sequence[Cell]]) -> bool:
    """Whether the line above ends with ANTARA: then even a single line may hold two parties side by side."""
    text = " ".join(cell.text for row in before for cell in row).strip()
    is_head = len(text.split()) == 1 or (text.isupper() and len(text.split()) <= _SHORT_LINE)
    return is_head and text.upper().endswith(("ANTARA", "BETWEEN"))


def _edge(rows: Sequence[Sequence[Cell]]) -> float | None:
    """A place about the middle that no cell of these rows crosses, with cells on both sides of it in most of them."""
    if not rows or any(len(row) == 1 and abs(row[0].middle - _MIDDLE) < _CENTRED for row in rows):
        # A line in the middle of the page belongs to both halves.
        return None
    for step in range(21):
        edge = _INSIDE[0] + step * (_INSIDE[1] - _INSIDE[0]) / 20
        if any(cell.x0 < edge < cell.x1 for row in rows for cell in row):
            continue
        both = sum(row[0].x1 <= edge <= row[-1].x0 for row in rows)
        if both >= (len(rows) + 1) // 2:
            return edge
    return None


def _entry(
    rows: Sequence[Sequence[Cell]], at: int, end: int, before: float | None
) -> tuple[list[str], int, float] | None:
    """A name over two lines or more beside its text, from this row: its lines, how many rows it takes, and the edge.

    `before` is the edge of the entry right above, whose column goes on, with a bullet or without.
    """
    left, right, edge = _parted(rows[at], before) if before is not None else ("", "", None)
    is_going_on = edge is not None and bool(left)
    if not is_going_on:
        left, right, edge = _parted(rows[at], None)
    if not left or edge is None or _LABEL.match(left) or len(left) > _MOST_LEFT:
        return None
    if not is_going_on and not _BULLET.match(left):
        return None
    names, text = [left], [right]
    margin = _margin(rows[at])
    row = at + 1
    while row < end:
        left, right, same = _parted(rows[row], edge)
        if same is None or (left and (_BULLET.match(left) or _LABEL.match(left) or len(left) > _MOST_LEFT)):
            break
        if not right and not any(abs(cell.x0 - rows[row][0].x0) < _SAME for cell in rows[at][:2]):
            # A short line from the margin on ends a paragraph; it is no part of a name.
            break
        if left and rows[row][0].x0 < margin:
            # Text goes on from where the numbers stand, not the names.
            break
        if left:
            if len(names) == _MOST_NAME_LINES or len(names) < row - at:
                break
            names.append(left)
        text += [right] if right else []
        row += 1
    is_followed = row < end and _BULLET.match(rows[row][0].text) is not None
    is_told = is_followed or is_going_on
    if len(names) < 2 or len(text) < len(names) or (len(text) == len(names) and not is_told):
        # Justified text leaves wide gaps too, but below them it goes back to the margin.
        return None
    name = " ".join(names).rstrip(" :;»,")
    return [f"{name} : {text[0].lstrip(' :;»,')}", *text[1:]], row - at, edge


def _margin(row: Sequence[Cell]) -> float:
    """Half way from the number of an entry to its name; 0 where no number stands before it."""
    words = [word for cell in row for word in cell.words]
    is_numbered = len(words) > 1 and len(words[0].text) <= _LONGEST_NUMBER and _BULLET.match(f"{words[0].text} A")
    return (words[0].x0 + words[1].x0) / 2 if is_numbered else 0.0


def _parted(row: Sequence[Cell], edge: float | None) -> tuple[str, str, float | None]:
    """What stands left and right of a column's edge on a line; a None edge where the line has no such column."""
    if edge is None:
        for at in range(1, len(row)):
            cell = row[at]
            has_name = sum(letter.isalpha() for letter in _joined(row[:at])) >= _LEAST_LETTERS
            if has_name and _EDGES[0] < cell.x0 < _EDGES[1] and row[-1].x1 - cell.x0 > _LEAST_WIDTH:
                is_mark = not any(letter.isalnum() for letter in cell.text)
                column = row[at + 1].x0 if is_mark and at + 1 < len(row) else cell.x0
                column = (
                    _behind_mark(cell) if not is_mark and _begins_with_mark(cell) and len(cell.words) > 1 else column
                )
                return _joined(row[:at]), _joined(row[at:]), column
        return "", "", None
    words = [word for cell in row for word in cell.words]
    left = [word for word in words if word.x0 < edge - _SAME]
    right = words[len(left) :]
    marks = [word for word in left if not any(letter.isalnum() for letter in word.text)]
    is_parted = all(word.x1 <= edge for word in left) and (not right or abs(right[0].x0 - edge) < _SAME)
    if not is_parted:
        return "", "", None
    return " ".join(w.text for w in left if w not in marks), " ".join(w.text for w in right), edge


def _behind_mark(cell: Cell) -> float:
    """Where the words of a cell begin behind the colon that leads it."""
    return cell.words[1].x0


def _joined(cells: Sequence[Cell]) -> str:
    return " ".join(cell.text for cell in cells)


def _with_gaps(rows: Sequence[Sequence[Cell]], texts: Sequence[str]) -> list[str]:
    """The lines with an empty one where the page leaves room."""
    steps = [after[0].y0 - before[0].y0 for before, after in pairwise(rows)]
    usual = median(steps) if steps else 0.0
    found: list[str] = []
    for at, text in enumerate(texts):
        if at and steps[at - 1] > _FAR * usual:
            found.append("")
        found += [line for line in text.split("\n") if line]
    return found
