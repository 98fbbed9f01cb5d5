"""Stretches of pages as files of their own; the same stretch of the same file is the same bytes every time."""

import io
from collections.abc import Iterator, Sequence

import pikepdf


def cut(structure: pikepdf.Pdf, stretches: Sequence[tuple[int, int]]) -> Iterator[bytes]:
    """A PDF for each stretch, from its first to its last page (counted from 1).

    Raises what pikepdf raises, and ValueError where there are not so many pages.
    """
    for first, last in stretches:
        if not 1 <= first <= last <= len(structure.pages):
            raise ValueError("a stretch of pages that are there was expected")
        with pikepdf.new() as part:
            part.pages.extend(structure.pages[first - 1 : last])
            written = io.BytesIO()
            part.save(written, deterministic_id=True)
        yield written.getvalue()
