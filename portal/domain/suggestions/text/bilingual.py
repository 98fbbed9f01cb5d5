"""Heads that say every line twice, in Indonesian and in English: which lines belong to the first language."""

import re
from collections.abc import Sequence

from portal.domain.suggestions.text.lines import Line

_ENGLISH = re.compile(
    r"(?i)\b(?:the|of|and|on|for|in|to|with|by|[a-z]{2,}(?:tion|tions|ment|ing|ity|ance|ence|ship|ness|ies|ists?))\b"
)
_INDONESIAN = re.compile(
    r"(?i)\b(?:dan|di|dalam|untuk|tentang|pada|bagi|antara|oleh|dengan|atas|serta|republik"
    r"|(?:pe|per|ke|pen|pem|peng)[a-z]{3,}an|[a-z]{2,}(?:asi|ksi|nsi|tas|isme)|jenderal|nasional|internasional)\b"
)


def first_language(lines: Sequence[Line]) -> list[Line]:
    """The lines up to where the other language begins; all of them where none does."""
    if not lines:
        return []
    first = _leaning(lines[0])
    for at, line in enumerate(lines[1:], 1):
        leaning = _leaning(line)
        if first * leaning < 0:
            return list(lines[:at])
        first = first or leaning
    return list(lines)


def _leaning(line: Line) -> int:
    """Above 0 for English words, below for Indonesian ones, 0 where they do not tell."""
    if line.text.upper().startswith("THE "):
        return 1
    found = len(_ENGLISH.findall(line.text)) - len(_INDONESIAN.findall(line.text))
    return (found > 0) - (found < 0)
