"""Invented papers of many kinds with what is true of each, laid out as on a page (CONTOH, no real person)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.domain.berkas.reading import PageText, WordBox

_SOURCE = Path(__file__).with_name("naskah_kinds.txt")
_COLUMNS = 110
_ROWS = 62


@dataclass(frozen=True)
class Kind:
    """One paper: its pages as text in fixed width, and the truth by field, parties parted by `|`."""

    name: str
    truth: dict[str, str]
    pages: tuple[str, ...]

    def several(self, field: str) -> list[str]:
        """The values of a field by party."""
        return [value.strip() for value in self.truth[field].split("|")]


def kinds() -> Iterator[Kind]:
    """All papers, in their order."""
    for block in _SOURCE.read_text("utf-8").split("### ")[1:]:
        head, body = block.split("\n---\n", 1)
        name, *rows = head.split("\n")
        truth = {key: value.strip() for key, value in (row.split(":", 1) for row in rows)}
        yield Kind(name, truth, tuple(body.split("\n%%%\n")))


def laid(text: str, number: int = 1) -> PageText:
    """A recognised page on which every word stands where it stands in the text."""
    lines = text.split("\n")
    rows = max(_ROWS, len(lines))
    words = tuple(
        WordBox(
            word.group(),
            0.05 + word.start() * 0.9 / _COLUMNS,
            0.05 + row * 0.9 / rows,
            min(0.05 + word.end() * 0.9 / _COLUMNS - 0.002, 1.0),
            0.06 + row * 0.9 / rows,
            0.93,
        )
        for row, line in enumerate(lines)
        for word in re.finditer(r"\S+", line)
    )
    plain = "\n".join(" ".join(line.split()) for line in lines)
    return PageText(number, plain, "our_ocr", 595, 842, words, confidence=0.93)
