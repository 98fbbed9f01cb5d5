"""Whether a PDF still holds an earlier version of itself: programs that save by adding leave everything before in it.

What was blackened in such a file can be had back by cutting off its end. Nothing of the PDF is parsed for this: every
version ends by naming its table of contents (ISO 32000-1, 7.5.5 and 7.5.6), and those names are counted.
"""

import re
from collections.abc import Iterable

_END = re.compile(rb"startxref[\x00\t\n\x0c\r ]+(\d+)")
_LONGEST_END = 64


def has_earlier_version(parts: Iterable[bytes]) -> bool:
    """Whether the bytes of a file, given in parts of any length, end more than one version of it.

    A file arranged for the web names an end at its beginning as well, at place 0; that one is no version.
    """
    ends, rest = 0, b""
    for part in parts:
        rest += part
        past = 0
        for found in _END.finditer(rest):
            if found.end() == len(rest):
                break  # Its number may go on in the next part.
            ends += int(found[1][:20]) > 0
            past = found.end()
        rest = rest[max(past, len(rest) - _LONGEST_END) :]
    last = _END.search(rest)
    return ends + (last is not None and int(last[1][:20]) > 0) > 1
