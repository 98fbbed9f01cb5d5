"""On which page the head stands: the first that has one, or the page behind a cover."""

import re
from collections.abc import Sequence

from portal.domain.suggestions.find.head import read_head
from portal.domain.suggestions.find.head_end import is_opening
from portal.domain.suggestions.find.head_parts import Head
from portal.domain.suggestions.find.number_lines import is_strong
from portal.domain.suggestions.text.lines import Line, flowing, squeeze
from portal.domain.suggestions.text.repeats import name_apart

_HEAD_PAGES = 4
_NEAR = 14_000
"""Characters behind a head in which its parties present themselves."""

_MOST_TO_TABLE = 40
_MOST_ROWS = 12
_NUMBER_COLUMN = re.compile(
    r"(?i)(?!\W*(?:nomor|number|no)\b\W*$)(?:[^\W\d]+\W{1,3}){0,4}(?:nomor|number|no\.)(?:\W{1,3}[^\W\d]+){0,5}\W*"
)
"""The heads of the columns of a table, of which one holds numbers."""
_LABELLED_NUMBER = re.compile(r"(?i)^\W*(?:[a-z]+ ){0,2}(?:nomor|number|no)\b\.?[^:\d]{0,40}:\s*(\S.*?)\W*$")
_ARTICLE = re.compile(r"(?i)^\W*(?:pasal|article|bab)\s?[\dIVX]|^\W*1\s?\.\s+[A-Z]{4,}")
_BRACKETS_ALONE = re.compile(r"\W*\([^()]{1,40}\)\W*")
"""The short name of the party above."""
_YEAR_ALONE = re.compile(r"(?i)^\W*tahun\s?(?:19|20)\d\d\W*$")


def find_head(by_page: list[tuple[int, tuple[Line, ...]]]) -> tuple[Head | None, tuple[Line, ...]]:
    """The head, on the first page that has one, and the lines behind it on that page and the two after."""
    heads = [read_head(lines) for _, lines in by_page[:_HEAD_PAGES]]
    if any(head is not None and head.form.name for head in heads):
        # A page that only looks like a head gives way to one that names a form.
        heads = [head if head is not None and head.form.name else None for head in heads]
    # A cover names form and parties; the page behind it says the rest and is the head.
    whole = _whole(heads, by_page)
    for index, (_, lines) in enumerate(by_page[:_HEAD_PAGES]):
        head = heads[index]
        if head is None or (whole is not None and index < whole):
            continue
        after = tuple(line for _, more in by_page[index + 1 : index + 3] for line in more)
        if head.end >= len(lines) and not head.title and index + 1 < len(by_page):
            # A cover that ran over to the next page: both are read as one.
            joined = read_head(lines + by_page[index + 1][1])
            head = joined or head
        elif head.end >= len(lines) and len(head.title) > 1 and _YEAR_ALONE.match(head.title[-1].text):
            # The year at the foot of a cover is no part of the title.
            head.title.pop()
        # A skewed page may be read with its opening before its head.
        stray = next((at for at, line in enumerate(lines[: head.form.at]) if is_opening(line)), head.form.at)
        behind = (*lines[stray : head.form.at], *(*lines, *after)[head.end :])
        _part_title(head, behind)
        if not head.numbers:
            _take_numbers_of_table(head, behind)
        if not head.numbers:
            _take_numbers_behind(head, behind)
        return head, behind
    return None, tuple(line for _, more in by_page[:3] for line in more)


def _whole(heads: Sequence[Head | None], by_page: list[tuple[int, tuple[Line, ...]]]) -> int | None:
    """The first of two pages that names parties and title; the second where the first is a cover without numbers."""
    whole = [at for at, head in enumerate(heads[:2]) if head is not None and head.is_whole]
    if len(whole) < 2:
        return whole[0] if whole else None
    cover, inside = heads[0], heads[1]
    is_cover = cover is not None and not cover.numbers and inside is not None and bool(inside.numbers)
    is_cover = is_cover or (cover is not None and cover.end >= len(by_page[0][1]) and not cover.numbers)
    is_same = cover is not None and inside is not None and cover.form.name == inside.form.name
    return 1 if is_cover and is_same else 0


def _take_numbers_of_table(head: Head, behind: tuple[Line, ...]) -> None:
    """Numbers in a column of their own, one for each institution of a table below the head (`Nomor dokumen`)."""
    found: list[Line] = []
    top = next((at for at, line in enumerate(behind[:_MOST_TO_TABLE]) if _NUMBER_COLUMN.fullmatch(line.text)), None)
    if top is None:
        return
    for line in behind[top + 1 : top + 1 + _MOST_ROWS]:
        is_row = line.text[:1].isupper() and not line.text.endswith((".", ";"))
        number = next((word for word in line.text.split() if is_strong(word)), None) if is_row else None
        if number is not None:
            found.append(Line(line.page, number, squeeze(number)))
    if len(found) >= 2:
        head.numbers, head.above_numbers = [[line] for line in found], [0] * len(found)


def _take_numbers_behind(head: Head, behind: tuple[Line, ...]) -> None:
    """Whole numbers with a label, each alone on its line between the opening and the first article."""
    for line in behind[:_MOST_TO_TABLE]:
        if _ARTICLE.match(line.text):
            return
        found = _LABELLED_NUMBER.match(line.text)
        if found is not None and is_strong(found[1]):
            head.numbers.append([Line(line.page, found[1], squeeze(found[1]))])
            head.above_numbers.append(0)


def _part_title(head: Head, behind: tuple[Line, ...]) -> None:
    """Take the title out of the last party where the word before it (`TENTANG`) was not read; never a sure one."""
    if head.title or len(head.parties) < 2:
        return
    count = name_apart(head.parties[-1], flowing(behind)[:_NEAR])
    if count == len(head.parties[-1]):
        gaps = [at for at, line in enumerate(head.parties[-1]) if at and line.is_apart]
        count = gaps[0] if len(gaps) == 1 else count
    if all(_BRACKETS_ALONE.fullmatch(line.text) for line in head.parties[-1][count:]):
        return
    head.title, head.parties[-1] = head.parties[-1][count:], head.parties[-1][:count]
    head.is_title_guessed = bool(head.title)
