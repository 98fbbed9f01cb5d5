"""What is kept of a structure comes back as it was, and is believed of its own text alone."""

import pytest

from portal.domain.document import stored
from portal.domain.document.compose import document_of
from portal.domain.document.model import SourcePage

TEXT = "LAMPIRAN I\nPASAL 1\nTUJUAN\nPara Pihak sepakat.\n\n- 1 -"


def test_blocks_and_outline_come_back_as_they_were() -> None:
    found = document_of([SourcePage(1, "Sampul"), SourcePage(2, TEXT)], prefix="berkas-2-")

    assert stored.unpack_page(stored.pack_page(found.pages[1]), TEXT) == found.pages[1].blocks
    assert stored.unpack_outline(stored.pack_outline(found.outline)) == found.outline


@pytest.mark.parametrize("other", [TEXT[:-1], TEXT + " lagi", "", "x" + TEXT])
def test_blocks_that_do_not_share_out_a_text_are_not_its_blocks(other: str) -> None:
    found = document_of([SourcePage(1, TEXT)])

    assert stored.unpack_page(stored.pack_page(found.pages[0]), other) is None


@pytest.mark.parametrize(
    "row",
    [
        '["pasal",[0,7],"",0,["Pasal 1"]]',
        '["pasal",[0,7],"",0,["\\"><b>"]]',
        '["pasal",[0],"",0,[]]',
        '["pasal",[0,99],"",0,[]]',
        '["pasal",[0,4,3,7],"",0,[]]',
        '["pasal",[0.0,7],"",0,[]]',
        '["lain",[0,7],"",0,[]]',
    ],
)
def test_a_row_that_nobody_wrote_is_refused(row: str) -> None:
    assert stored.unpack_page(f"{stored.PREFIX}[{row}]", "Pasal 1") is None
