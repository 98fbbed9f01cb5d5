"""Pages that only stand for the paper: notices of programs which could not draw it."""

import re
from collections.abc import Sequence

MOST_PAGES = 2
_LONGEST = 1_500
"""Characters that are left of such a notice in any language; a paper that quotes one is longer."""

_NOTICE = re.compile(
    r"if this message is not eventually replaced"
    r"|your pdf viewer may not be able to display this type of document"
    r"|the document you are trying to load requires adobe reader"
    r"|to view the full contents of this document, you need a later version of the pdf viewer"
    r"|(?:open|buka) (?:this |the )?(?:pdf portfolio|portofolio pdf)"
)


def is_placeholder_text(pages: Sequence[str]) -> bool:
    """Whether the pages of a file say only that another program is needed to see what it holds."""
    if not 0 < len(pages) <= MOST_PAGES:
        return False
    text = " ".join(" ".join(pages).lower().split())
    return len(text) <= _LONGEST and _NOTICE.search(text) is not None
