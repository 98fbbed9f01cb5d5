"""Which place of the outline a stretch of the text belongs to."""

from collections.abc import Sequence

from portal.domain.document.model import BlockKind, OutlineEntry

_NAMED = frozenset({BlockKind.PASAL, BlockKind.LAMPIRAN})


def place_of(outline: Sequence[OutlineEntry], page: int, at: int) -> OutlineEntry | None:
    """The Pasal or the annex in which the letter `at` of a page stands; None before the first and behind the last."""
    found: OutlineEntry | None = None
    for entry in outline:
        if (entry.page, entry.start) > (page, at):
            break
        found = entry
    return found if found is not None and found.kind in _NAMED else None
