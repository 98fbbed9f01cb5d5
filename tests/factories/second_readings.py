"""Pages that were read twice, each reading with the words and lines it would have."""

from collections.abc import Mapping
from dataclasses import replace

from portal.domain.berkas.reading import PageText, ReadLine
from tests.factories.naskah_text import page


def read_twice(
    text: str,
    *,
    confidence: float = 0.95,
    second_confidence: float = 0.99,
    changes: Mapping[str, str] | None = None,
) -> PageText:
    """A recognised page with the same lines from a second reader, but for `changes` in its letters."""
    first = page(text, origin="our_ocr", confidence=confidence)
    rows = text.splitlines()
    lines = []
    for row, line in enumerate(rows):
        words = line.split()[:20]
        for old, new in (changes or {}).items():
            line = line.replace(old, new)
        if words:
            edges = (0.1, row / len(rows), round(0.13 + 0.04 * (len(words) - 1), 4), (row + 1) / len(rows))
            lines.append(ReadLine(line, *edges, second_confidence))
    return replace(first, second=tuple(lines))
