"""A place in the text belongs to the Pasal that began last before it."""

import pytest

from portal.domain.document.model import BlockKind, OutlineEntry
from portal.domain.document.outline import place_of

OUTLINE = (
    OutlineEntry(BlockKind.PEMBUKAAN, "Pembukaan", "", "pembukaan", 1, 10),
    OutlineEntry(BlockKind.PASAL, "Pasal 1", "", "pasal-1", 1, 50),
    OutlineEntry(BlockKind.PASAL, "Pasal 2", "", "pasal-2", 3, 0),
    OutlineEntry(BlockKind.TANDA_TANGAN, "Tanda tangan", "", "tanda-tangan", 4, 20),
)


@pytest.mark.parametrize(
    ("page", "at", "label"),
    [(1, 0, None), (1, 20, None), (1, 50, "Pasal 1"), (2, 5, "Pasal 1"), (3, 0, "Pasal 2"), (4, 19, "Pasal 2"),
     (4, 20, None), (9, 0, None)],
)  # fmt: skip
def test_a_place_is_named_by_the_pasal_it_stands_in(page: int, at: int, label: str | None) -> None:
    found = place_of(OUTLINE, page, at)

    assert (found.label if found is not None else None) == label
