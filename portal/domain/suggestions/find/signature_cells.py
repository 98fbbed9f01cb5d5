"""Signatures found from the names below them: each name with what stands above and below it in its own column.

Where labels, offices and names stand differs from paper to paper; that a name stands in a column with its office does
not. The last pages are read as one long page, so that a name on top of a page meets its office at the foot of the last.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from rapidfuzz import fuzz

from portal.domain.berkas.reading import PageText, WordBox
from portal.domain.suggestions.find.party_blocks import without_honorific
from portal.domain.suggestions.find.person_names import SMALL_BEFORE_NAMES, core_of, has_degree, looks_like_person
from portal.domain.suggestions.find.signature_gaps import apart, own_piece
from portal.domain.suggestions.find.signatures import SignatureBlock, is_anchor, is_office
from portal.domain.suggestions.sureness import POOR_READING, READABLE_NAME
from portal.domain.suggestions.text.cells import Cell, rows_of
from portal.domain.suggestions.text.columns import upright
from portal.domain.suggestions.text.lines import clean
from portal.domain.suggestions.text.ranks import is_rank

_LAST_PAGES = 5
_BETWEEN_PAGES = 0.03
_FOOT = 0.94
_TOP = 0.03

_OWN_NUMBER = re.compile(r"(?i)^\W*(?:n\W?[i1l|]\W?[pk]|n\W?r\W?p|nidn|nup|npp|nik)\b|\d{8}\W?\d{6}\W?\d")
_RANK = re.compile(
    r"(?i)^\W*(?:pembina|penata|pengatur|inspektur|komisaris|ajun|brigadir|brigjen|irjen|komjen|jenderal|letnan"
    r"|letkol|kolonel"
    r"|mayor(?! of\b)|kapten|laksamana|marsekal|marsda|laksda|jaksa)\b(?!.*\b(?:kepala|kapolres|kapolda)\b)"
)
_FIELD = re.compile(
    r"(?i)^\W*(?P<label>name|nama(?: lengkap)?|title|jabatan|position|date|tanggal|tgl|place|tempat|nomor|no"
    r"|number|signature"
    r"|tanda tangan|by)\s*[:.]\s*(?P<value>.*)$"
)
_LABEL_ALONE = re.compile(
    r"(?i)^\W*(?:name|nama(?: lengkap)?|title|jabatan|position|date|tanggal|tgl|place|tempat|by|designation)\s*:\W*$"
)
_SIDE_NOISE = re.compile(
    r"(?i)materai|meterai|tempel"
    r"|tangani secara elektronik|signed electronically|electronically signed"
    r"|^\W*(?:ttd|cap|stempel)\b|^\W*\w{0,2}\W*$|^[\W\d_]*$|6000|10000"
)
_SIDE_LABEL = re.compile(
    r"(?i)^\W*(?:pihak\b|(?:the )?(?:first|second|third) party|party [a-c1-3]\b|for\b|on behalf|signed (?:for|on)"
    r"|untuk dan atas"
    r"|atas nama|an\. )"
)
_ACTING = re.compile(r"(?i)^(?:a\s?\.\s?n\b|an\.|u\.b|plt|plh|pj|p1t|pit\.)")
_LONG_PROSE = 8
_ARTICLE = re.compile(r"(?i)^\W*(?:pasal|article|bab)\s+[\dIVXLivxl]+\b.{0,60}$")
_RULE = re.compile(r"(?i)^(?:signature|tanda tangan|sgd|signed)?\W*[_.\s…-]{4,}$|^(?:signature|tanda tangan)\W*$")
"""The line to sign on."""
_KERNED = re.compile(r"\b([WVTYPF]) (?=[a-z]{3})")
"""Recognisers see a blank behind a wide letter that stands apart from a small one (`W anggai`)."""
_MARKS = "|[]{}_—–-=~°»«•“”"
_DEGREES = re.compile(r"(?:[A-Z][A-Za-z]{0,5}\.?\s?){1,4}(?:,\s?(?:[A-Z][A-Za-z]{0,5}\.?\s?){1,4})*")
_DEGREES_ALONE = re.compile(r"(?:[A-Z][A-Za-z]{0,5}\.\s?,?\s?){1,6}|Ph\.?D\.?")
_DATED = re.compile(r"(?i)^\W*(?:[a-z][a-z .]{2,24},\s*)?(?:tanggal\s)?\d{1,2}\s[a-z]{3,9}\s\d{4}\W*$")
_MOST_DEGREES = 22
_CLOSE = 0.012
_CONTINUES = 1.2
_WIDER_STEP = 1.38
"""Times the usual step from line to line: an office goes on in even steps, stamps stand where they fell."""

_LEAST_STEP = 0.006
_LEAST_STEPS = 6
_WIDE_LINE = 0.55
_INDENT = 0.06
_UP = 0.34
_DOWN = 0.12
_PEN = 0.028
"""Of the page's height: more than lines stand apart, so that a pen had room."""

_LINE = 0.03
_MARGIN = 0.13
_ENOUGH = 2.0
_KNOWN = 85.0
_MOST_PERSONS = 12
_BAND = 0.045
_SAME_LINE = 0.012
_LONGEST_SCRAP = 10
_MOST_CELLS = 8
"""More stand on no line of signatures."""
_MOST_WEIGHED = 60
_WIDEST = 0.45
_INSIDE_COLUMN = 0.01
_BESIDE = 0.08
_MOST_OFFICE = 240
_MOST_TITLED = 4


@dataclass(frozen=True)
class _Person:
    """A name at its place; `score` says how much speaks for it."""

    cell: Cell
    name: str
    page: int
    score: float


@dataclass(frozen=True)
class _Placed:
    cell: Cell
    page: int


def signatures_by_name(pages: Sequence[PageText], known: Sequence[str]) -> tuple[SignatureBlock, ...]:
    """The signatures of the last pages, top to bottom and left to right; `known` are names told in the opening."""
    rows = _long_page(pages[-_LAST_PAGES:])
    prose = _prose(rows)
    persons = _persons(rows, known)
    step = _usual_step(rows)
    placed: list[tuple[Cell, SignatureBlock]] = []
    for person in persons:
        left, right = _bounds(person, persons, rows, prose)
        above, below = _around(person, persons, rows, prose, (left, right))
        placed.append((person.cell, _block(person, above, below, step)))
    return tuple(block for _, block in _with_nameless(placed, rows, prose, step))


def _with_nameless(
    placed: list[tuple[Cell, SignatureBlock]], rows: Sequence[Sequence[_Placed]], prose: Sequence[bool], step: float
) -> list[tuple[Cell, SignatureBlock]]:
    """The signatures with those of offices side by side of which no name was read, so that order tells whose they are.

    Only where one line holds an office in each column, and every name found stands in one of them.
    """
    lines = [
        at
        for at, row in enumerate(rows)
        if len(row) > 1 and not prose[at] and all(is_office(clean(one.cell.text).strip(" ()")) for one in row)
    ]
    if len(lines) != 1:
        return placed
    row = rows[lines[0]]
    columns = {id(cell): [at for at, one in enumerate(row) if _is_over(cell, one.cell)] for cell, _ in placed}
    taken = [at for found in columns.values() for at in found]
    if any(len(found) != 1 for found in columns.values()) or len(set(taken)) != len(taken):
        return placed
    nameless = [
        (one.cell, SignatureBlock("", _office_from(one, rows[lines[0] :], step), "", one.page, is_column=True))
        for at, one in enumerate(row)
        if at not in taken
    ]
    return sorted([*placed, *nameless], key=lambda pair: pair[0].middle)


def _is_over(cell: Cell, office: Cell) -> bool:
    return cell.x0 < office.x1 and office.x0 < cell.x1 and abs(cell.y0 - office.y0) < _UP


def _office_from(one: _Placed, rows: Sequence[Sequence[_Placed]], step: float) -> str:
    """An office with the lines below it that go on with it."""
    said = _Said(step=step)
    for row in rows:
        for other in row:
            text = clean(other.cell.text).strip(" |_*~()")
            if _is_beside_office(text) or _FIELD.match(text):
                continue
            if other is one or (said.office and _is_over(other.cell, one.cell) and _continues(said, other.cell)):
                said.office.append(clean(other.cell.text).strip(" |_*~()"))
                said.foot, said.top = other.cell.y1, other.cell.y0
    office = " ".join(said.office)
    return office if len(office) <= _MOST_OFFICE else ""


def _long_page(pages: Sequence[PageText]) -> list[list[_Placed]]:
    """The rows of the pages one below the other, without their margins."""
    rows: list[list[_Placed]] = []
    foot = 0.0
    for page in pages:
        own = [
            [_Placed(cell, page.number) for cell in row if cell.y0 > _TOP and cell.y1 < _FOOT and _is_read(cell)]
            for row in rows_of([word for word in upright(page.words) if word.text.strip(_MARKS)])
        ]
        parted = apart([_labelled([one.cell for one in row]) for row in own if row])
        own = [[_Placed(cell, page.number) for cell in row] for row in parted]
        if not own:
            continue
        shift = foot - own[0][0].cell.y0
        rows += [[replace(one, cell=_moved(one.cell, shift)) for one in row] for row in own]
        foot = max(one.cell.y1 for one in rows[-1]) + _BETWEEN_PAGES
    return rows


def _labelled(row: list[Cell]) -> list[Cell]:
    """The cells of a row, each label (`Name:`) in one with what stands behind it."""
    joined: list[Cell] = []
    for cell in row:
        if joined and _LABEL_ALONE.match(joined[-1].text) and not _LABEL_ALONE.match(cell.text):
            joined[-1] = Cell((*joined[-1].words, *cell.words))
        else:
            joined.append(cell)
    return joined


def _is_read(cell: Cell) -> bool:
    return any(word.confidence is None or word.confidence >= POOR_READING for word in cell.words)


def _moved(cell: Cell, shift: float) -> Cell:
    return Cell(tuple(WordBox(w.text, w.x0, w.y0 + shift, w.x1, w.y1 + shift, w.confidence) for w in cell.words))


# Who signed.


def _persons(rows: Sequence[Sequence[_Placed]], known: Sequence[str]) -> list[_Person]:
    """The names in the part behind the last running text, the likeliest ones."""
    start = _end_of_text(rows)
    weighed = [
        person
        for at in range(start, len(rows))
        for one in (rows[at] if len(rows[at]) <= _MOST_CELLS else ())
        if (person := _person(one, rows, at, known)) is not None
    ][-_MOST_WEIGHED:]
    sure = [person for person in weighed if person.score >= _ENOUGH]
    # Who stands on one line with somebody who signed has signed, too.
    beside = [
        person
        for person in weighed
        if person not in sure and any(abs(other.cell.y0 - person.cell.y0) < _SAME_LINE for other in sure)
    ]
    found = [*sure, *beside]
    found = [person for person in found if not any(_is_rest_of(person, other) for other in found)]
    return sorted(found, key=lambda person: (round(person.cell.y0, 2), person.cell.x0))[:_MOST_PERSONS]


def _is_rest_of(person: _Person, other: _Person) -> bool:
    """Whether a name is the second line of one that has taken it in (`Prof. Dr. Contoh` / `Santika, M.P.`)."""
    is_below = 0 < person.cell.y0 - other.cell.y0 < _LINE and person.cell.x0 < other.cell.x1
    return is_below and other.cell.x0 < person.cell.x1 and other.name.endswith(f" {person.name}")


def _end_of_text(rows: Sequence[Sequence[_Placed]]) -> int:
    """The row behind the last but a few lines of running text before the last name with a number or a label."""
    prose = [at for at, is_text in enumerate(_prose(rows)) if is_text and not _is_foot(rows, at)]
    anchors = [at for at, row in enumerate(rows) if any(_is_sign(one.cell.text) for one in row)]
    if not prose:
        return 0
    if not anchors:
        return prose[-1] + 1
    before = [at for at in prose if at < anchors[-1]]
    return before[-1] + 1 if before else 0


def _is_foot(rows: Sequence[Sequence[_Placed]], at: int) -> bool:
    """Whether a line is the last of its page and stands well apart from what is above: it belongs to every page."""
    page = rows[at][0].page
    is_last = at + 1 == len(rows) or rows[at + 1][0].page != page
    return is_last and at > 0 and rows[at][0].cell.y0 - max(one.cell.y1 for one in rows[at - 1]) > _PEN


def _is_sign(text: str) -> bool:
    return (
        bool(_OWN_NUMBER.search(text))
        or is_anchor(clean(text).strip())
        or bool(re.match(r"(?i)^\W*(?:name|nama)\s*:", text))
    )


def _prose(rows: Sequence[Sequence[_Placed]]) -> list[bool]:
    """Which rows are running text: long lines of small words, the last line of their paragraph, headings of"
    " articles."""
    found: list[bool] = []
    for at, row in enumerate(rows):
        words = [word for one in row for word in one.cell.text.split()]
        small = sum(word[0].islower() for word in words)
        is_wide = len(row) == 1 and row[0].cell.x1 - row[0].cell.x0 > _WIDE_LINE
        is_long = len(words) >= _LONG_PROSE and small >= len(words) / (4 if is_wide else 2) and len(row) == 1
        follows = bool(found) and found[-1] and len(row) == 1 and _goes_on(rows[at - 1][0].cell, row[0].cell)
        is_article = len(row) == 1 and bool(_ARTICLE.match(row[0].cell.text))
        is_heading = is_article or (len(row) == 1 and at > 0 and bool(_ARTICLE.match(rows[at - 1][0].cell.text)))
        found.append(is_long or is_heading or (follows and small > 0))
    return found


def _goes_on(before: Cell, cell: Cell) -> bool:
    """Whether a line stands right below another and begins where it begins, as the last of a paragraph does."""
    return cell.y0 - before.y1 < _CLOSE and abs(cell.x0 - before.x0) < _INDENT and cell.x1 <= before.x1 + _INDENT


def _person(one: _Placed, rows: Sequence[Sequence[_Placed]], at: int, known: Sequence[str]) -> _Person | None:
    text = _with_degrees(clean(one.cell.text).strip(" |_*~"), one.cell, rows, at)
    labelled = _FIELD.match(text)
    score = 0.0
    if text.endswith((",", ":", "-", "/")):
        return None
    if labelled:
        if not labelled["label"].lower().startswith(("name", "nama", "by")):
            return None
        text, score = labelled["value"], 2.5
    text = _KERNED.sub(r"\1", without_honorific(text.strip(" ()|_*")))
    if not looks_like_person(text) or is_office(text):
        return None
    core = core_of(text).lower()
    score += 2.0 * has_degree(text)
    score += 3.0 * any(fuzz.ratio(core, core_of(name).lower()) >= _KNOWN for name in known)
    score += 2.5 * any(_OWN_NUMBER.search(o.cell.text) for o in _column(rows, one.cell, at, range(1, 3)))
    above = _column(rows, one.cell, at, range(-1, -9, -1))
    gap = one.cell.y0 - above[0].cell.y1 if above else 1.0
    score += 1.5 * (gap > _PEN)
    score += 1.5 * bool(above and _RULE.match(above[0].cell.text.strip()))
    near = [*above[:3], *_column(rows, one.cell, at, range(1, 3))]
    score += 1.0 * any(is_office(clean(o.cell.text).strip(" ()")) or is_anchor(o.cell.text) for o in near)
    score += 0.5 * text.split(",")[0].isupper()
    # Names side by side and nothing else on their line: so ends a paper whose offices stand on the page before.
    is_among_names = len(rows[at]) > 1 and all(_is_bare_name(other.cell) for other in rows[at])
    score += 0.5 * is_among_names
    if any(_is_part(other.cell, one.cell) for row in rows[max(0, at - 1) : at + 2] for other in row):
        return None
    doubt = one.cell.confidence
    if doubt is not None and doubt < READABLE_NAME and score < 2 * _ENOUGH:
        return None
    return _Person(one.cell, text, one.page, score)


def _with_degrees(text: str, cell: Cell, rows: Sequence[Sequence[_Placed]], at: int) -> str:
    """A name that ends with a comma, with the degrees below it; one that goes on above its office, with its rest."""
    below = _column(rows, cell, at, range(1, 2))
    if not text.endswith(","):
        return _with_rest(text, cell, below, _column(rows, cell, at, range(2, 3)))
    more = clean(below[0].cell.text).strip(" |_*~") if below else ""
    if more and len(more) <= _MOST_DEGREES and _DEGREES.fullmatch(more) and "." in more:
        return f"{text} {more}"
    return text


def _with_rest(text: str, cell: Cell, below: Sequence[_Placed], under: Sequence[_Placed]) -> str:
    """`Contoh Sri` above `Penanda` above `Direktur`: a single word between a name and an office is the name's, with the
    degrees behind it (`Penanda, M.P.`) where the name has none yet.
    """
    whole = clean(below[0].cell.text).strip(" |_*~()") if len(below) == 1 else ""
    rest, comma, degrees = whole.partition(",")
    if comma and ("," in text or _DEGREES.fullmatch(degrees.strip()) is None):
        return text
    is_begun = text.split()[-1:] != [] and text.split()[-1].lower() in SMALL_BEFORE_NAMES
    is_word = len(rest.split()) <= 1 + is_begun and rest[:1].isupper() and not is_office(rest)
    is_word = is_word and rest.replace(" ", "").isalpha()
    is_close = bool(below) and below[0].cell.y0 - cell.y0 < _LINE
    is_above_office = len(under) == 1 and is_office(clean(under[0].cell.text).strip(" ()"))
    is_whole = is_word and is_close and (is_above_office or is_begun) and looks_like_person(f"{text} {rest}")
    return f"{text} {whole}" if is_whole else text


def _is_bare_name(cell: Cell) -> bool:
    """Whether a cell is a name of two words or more, and no office."""
    text = clean(cell.text).strip(" |_*~()")
    return len(core_of(text).split()) > 1 and looks_like_person(text) and not is_office(text)


def _is_part(other: Cell, cell: Cell) -> bool:
    """Whether something that was poorly read stands right beside a name: then half of it is missing."""
    gap = max(other.x0 - cell.x1, cell.x0 - other.x1)
    doubt = other.confidence
    is_beside = other.y0 < cell.y1 and cell.y0 < other.y1
    is_scrap = len(other.text) <= _LONGEST_SCRAP
    return (
        other is not cell
        and is_scrap
        and is_beside
        and 0 <= gap < _BESIDE
        and doubt is not None
        and doubt < READABLE_NAME
    )


def _column(rows: Sequence[Sequence[_Placed]], cell: Cell, at: int, steps: range) -> list[_Placed]:
    """Cells of other rows that stand above or below this one, nearest first."""
    found = []
    for step in steps:
        if 0 <= at + step < len(rows):
            found += [o for o in rows[at + step] if o.cell.x0 < cell.x1 and cell.x0 < o.cell.x1]
    return [one for one in found if abs(one.cell.y0 - cell.y0) < _UP]


# What stands around a name.


def _column_of(cell: Cell, rows: Sequence[Sequence[_Placed]], prose: Sequence[bool]) -> tuple[float, float]:
    """The edges of the cells about a name that overlap it, or one another, from left to right."""
    near = [
        one.cell
        for row, is_text in zip(rows, prose, strict=True)
        for one in row
        if not is_text and -_UP < one.cell.y0 - cell.y0 < _DOWN and one.cell.x1 - one.cell.x0 < _WIDEST
    ]
    left, right = cell.x0, cell.x1
    for _ in range(2):
        own = [o for o in near if o.x0 < right - _INSIDE_COLUMN and left + _INSIDE_COLUMN < o.x1]
        left, right = min([left, *(o.x0 for o in own)]), max([right, *(o.x1 for o in own)])
    return left - _INSIDE_COLUMN, right + _INSIDE_COLUMN


def _bounds(
    person: _Person, persons: Sequence[_Person], rows: Sequence[Sequence[_Placed]], prose: Sequence[bool]
) -> tuple[float, float]:
    """The edges of the column of a name: half way to the names beside it, or a margin around it."""
    cell = person.cell
    beside = [p.cell for p in persons if p is not person and abs(p.cell.y0 - cell.y0) < _BAND]
    left = [(other.middle + cell.middle) / 2 for other in beside if other.middle < cell.middle]
    right = [(other.middle + cell.middle) / 2 for other in beside if other.middle > cell.middle]
    if beside:
        column = _column_of(cell, rows, prose)
        if not any(column[0] < other.middle < column[1] for other in beside):
            return column
    if not left and not right:
        is_left, is_right = cell.x1 < 0.55, cell.x0 > 0.45
        return (0.0 if is_left else max(0.0, cell.x0 - _MARGIN)), (
            0.5 if is_left else 1.0 if is_right else min(1.0, cell.x1 + _MARGIN)
        )
    return max(left, default=0.0), min(right, default=1.0)


def _around(
    person: _Person,
    persons: Sequence[_Person],
    rows: Sequence[Sequence[_Placed]],
    prose: Sequence[bool],
    edges: tuple[float, float],
) -> tuple[list[Cell], list[Cell]]:
    """The cells of the column above a name, from the top, and those below it."""
    left, right = edges
    top, foot = person.cell.y0 - _UP, person.cell.y1 + _DOWN
    for other in persons:
        if other is person or not left <= other.cell.middle < right:
            continue
        if other.cell.y0 < person.cell.y0:
            top = max(top, other.cell.y1)
        else:
            foot = min(foot, other.cell.y0)
    above: list[Cell] = []
    below: list[Cell] = []
    for row, is_text in zip(rows, prose, strict=True):
        for one in row:
            piece = own_piece(one.cell, left, right)
            if piece is None or one.cell is person.cell:
                continue
            if top <= piece.y0 and piece.y1 <= person.cell.y0 + 0.004:
                if is_text:
                    above = []
                    continue
                above.append(piece)
            elif person.cell.y0 < piece.y0 <= foot:
                below.append(piece)
    return above, below


def _usual_step(rows: Sequence[Sequence[_Placed]]) -> float:
    """From one line to the next, where they stand close: the third of all steps; a lot where there are too few."""
    steps = [after[0].cell.y0 - before[0].cell.y0 for before, after in pairwise(rows)]
    close = sorted(step for step in steps if _LEAST_STEP < step < _PEN)
    return close[len(close) // 3] if len(close) >= _LEAST_STEPS else _PEN


def _block(person: _Person, above: Sequence[Cell], below: Sequence[Cell], step: float) -> SignatureBlock:
    said = _Said(step=step)
    for cell in above:
        _read_above(said, cell)
    own = set(person.name.split())
    rest = [cell for cell in below if own.issuperset(clean(cell.text).strip(" |_*~()").split())]
    foot = max([person.cell.y1, *(cell.y1 for cell in rest)])
    _read_below(said, [cell for cell in below if cell not in rest], foot, is_first=not above)
    office = " ".join(said.office).strip(" ,")
    return SignatureBlock(
        " ".join(said.side), office if len(office) <= _MOST_OFFICE else "", person.name, person.page, tuple(said.rest),
        is_column=True,
    )  # fmt: skip


@dataclass
class _Said:
    """What the cells around a name say: label and institution, office, and lines with a label of their own."""

    side: list[str] = field(default_factory=list)
    office: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    foot: float = 0.0
    top: float = 0.0
    step: float = 1.0
    """Where the last line of the office begins and ends, and how far lines of this text stand apart."""


def _read_above(said: _Said, cell: Cell) -> None:
    text = clean(cell.text).strip(" |_*~")
    if _FIELD.match(text) or _DATED.match(text):
        said.rest.append(text)
    elif _is_beside_office(text) or (looks_like_person(text) and not said.office and has_degree(text)):
        return
    elif _SIDE_LABEL.match(text) and not _ACTING.match(text):
        said.side, said.office = [text], []
    elif is_office(text) and said.office and cell.y0 - said.foot > _PEN:
        # A pen had room in between: the office above belongs to a name that was not read.
        said.side, said.office = [], [text]
        said.foot, said.top = cell.y1, cell.y0
    elif is_office(text) or _ACTING.match(text) or _continues(said, cell):
        said.office.append(text)
        said.foot, said.top = cell.y1, cell.y0
    elif not said.office:
        said.side.append(text)


def _is_beside_office(text: str) -> bool:
    """Whether a line is a stamp, a rank, a number, or the degrees of a name that stands on the line before."""
    is_degrees = len(text) <= _MOST_DEGREES and "." in text and _DEGREES_ALONE.fullmatch(text) is not None
    return is_degrees or is_rank(text) or _SIDE_NOISE.search(text) is not None


def _is_titled(text: str) -> bool:
    """Whether a short line is set as offices are: every word with a capital."""
    words = text.split()
    return (
        len(words) <= _MOST_TITLED and all(word[0].isupper() for word in words) and not any(c.isdigit() for c in text)
    )


def _continues(said: _Said, cell: Cell) -> bool:
    """Whether a line stands close enough below an office to go on with it: stamps stand further off."""
    is_close = cell.y0 - said.foot < _CONTINUES * (cell.y1 - cell.y0)
    return bool(said.office) and is_close and cell.y0 - said.top < _WIDER_STEP * said.step


def _read_below(said: _Said, below: Sequence[Cell], foot: float, *, is_first: bool) -> None:
    """The office below a name, where none stands above, and what has a label; rank and numbers are read over."""
    for cell in below:
        text = clean(cell.text).strip(" |_*~()")
        labelled = _FIELD.match(text)
        is_near = cell.y0 - foot < _LINE
        if labelled and labelled["label"].lower() in ("title", "jabatan", "position"):
            said.office = [labelled["value"]]
        elif labelled or _DATED.match(text):
            said.rest.append(text)
        elif _OWN_NUMBER.search(text) or _RANK.match(text) or _is_beside_office(text):
            pass
        elif is_near and (is_office(text) or _is_titled(text) if not said.office else is_first and not is_anchor(text)):
            said.office.append(text)
        elif cell.y0 - foot > _PEN or is_anchor(text):
            return
        foot = cell.y1
