"""Letters that become an agreement when both have signed: their matter, and who writes to whom."""

import re
from collections.abc import Sequence

from portal.domain.suggestions.find.furniture import is_address
from portal.domain.suggestions.find.institution_names import begins_as_institution
from portal.domain.suggestions.text.lines import Line

_MATTER = re.compile(r"(?i)^\W*(?:perihal|hal)\s*[:;]\s*\S")
_TO = re.compile(r"(?i)^\W*(?:kepada\b\W*(?:yth\b|yang terhormat\b)?|yth\b)[\s.,:]*(.*)$")
_WHERE = re.compile(r"(?i)^\W*(?:di\b|tempat\b|jalan\b|jl\b)")
_MOST_ABOVE = 25
_MOST_OF_NAME = 2


def matter_line(lines: Sequence[Line]) -> int | None:
    """The place of `Perihal : …` in a letter; None where nobody is addressed below it."""
    top = lines[:_MOST_ABOVE]
    matter = next((at for at, line in enumerate(top) if _MATTER.match(line.text)), None)
    return matter if matter is not None and any(_TO.match(line.text) for line in top[matter:]) else None


def correspondents(lines: Sequence[Line], letterhead: int) -> list[list[Line]]:
    """Who writes and to whom: the last institution of the letterhead (so many lines) and whom `Kepada Yth.` names."""
    if matter_line(lines) is None:
        return []
    senders = [line for line in lines[:letterhead] if begins_as_institution(line.text) and not is_address(line.text)]
    to = next(at for at, line in enumerate(lines) if _TO.match(line.text))
    found = _TO.match(lines[to].text)
    said = [Line(lines[to].page, found[1], lines[to].squeezed)] if found is not None and found[1] else []
    for line in lines[to + 1 : to + 1 + _MOST_OF_NAME]:
        if _WHERE.match(line.text) or is_address(line.text):
            break
        said.append(line)
    return [senders[-1:], said] if senders and said else []
