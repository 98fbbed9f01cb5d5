"""From the pages of a file to suggestions for the fields of its naskah."""

import re
from collections.abc import Sequence

from portal.domain.naskah import Bentuk
from portal.domain.reading import PageText
from portal.domain.suggestions.values import Bidang, Known, Saran

_FORMS = (
    (re.compile(r"^\s*nota\s+kesepahaman\s*$", re.IGNORECASE | re.MULTILINE), Bentuk.NOTA_KESEPAHAMAN),
    (re.compile(r"^\s*perjanjian\s+kerja\s*sama\s*$", re.IGNORECASE | re.MULTILINE), Bentuk.PERJANJIAN_KERJA_SAMA),
)


def suggest(pages: Sequence[PageText], known: Known) -> tuple[Saran, ...]:
    """Suggestions, each with its page and source; never a fact. Raises nothing, whatever the text."""
    for page in pages[:1]:
        for pattern, bentuk in _FORMS:
            if (match := pattern.search(page.text[:4000])) is not None:
                return (Saran(Bidang.BENTUK, bentuk.value, page.number, match[0].strip(), 0.9),)
    return ()
