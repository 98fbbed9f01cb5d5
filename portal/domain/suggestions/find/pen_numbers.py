"""Numbers whose serial was written by pen on the dots of a form (`W24-PL.02.04-003.....`, `44 ..../LSP/XII/2016`).

The dots are no part of the number, and what stands on them are figures, whatever letters a recogniser saw. A value that
was put right here is offered, never as sure.
"""

import re

_DOTS = r"(?:\s?[.…_·]){3,}|(?:\s[.…]{1,2}(?=\s|$))|[.…]{2,}"
_LEADERS = re.compile(rf"(?:{_DOTS})\s*")
_LOOKALIKE = str.maketrans({
    "O": "0", "o": "0", "Q": "0", "D": "0", "I": "1", "l": "1", "i": "1", "|": "1", "!": "1", "Z": "2", "z": "2",
    "E": "3", "A": "4", "a": "4", "h": "4", "S": "5", "s": "5", "$": "5", "§": "5", "G": "6", "b": "6", "T": "7",
    "?": "7", "B": "8", "&": "8", "g": "9", "q": "9", "%": "9",
})  # fmt: skip
"""Letters and signs that recognisers see in figures written by pen."""

_SERIAL = re.compile(r"[0-9OoQDIlisSZzEAahG$§bTB&gq%|!?.]{1,8}")
_LEAST_FIGURES = 0.5
_BARE_SERIAL = re.compile(
    r"(?<![A-Za-z0-9.])(?=[OolI]*\d)[OolI\d]{2,5}(?=\s?/)"
    r"|(?<=[./\-])[Oo](?=\d{2})"
    r"|(?<=-)(?=[OolI]*\d[OolI\d]*$)[OolI\d]{2,5}$"
)


def on_dots(value: str) -> str:
    """The number without the dots it was written on, its serial in figures; other numbers stay as they are."""
    found = _LEADERS.search(value)
    if found is None:
        return _BARE_SERIAL.sub(lambda one: one.group().translate(_LOOKALIKE), value)
    marked = _LEADERS.sub("\0", value.strip())
    head, *rest = marked.split("\0")
    parts = [head]
    for piece in rest:
        before = parts[-1]
        serial = _serial_at_end(before)
        if serial is not None:
            parts[-1] = before[: len(before) - len(serial)] + _in_figures(serial)
            # What follows the dots is parted from the serial by a stroke, also where none was read.
            parts.append(piece if piece.startswith(("/", "-")) or not piece else f"/{piece}")
        elif before.endswith(("/", "-")) and (ahead := re.match(_SERIAL, piece)) and _is_serial(ahead.group()):
            parts.append(_in_figures(ahead.group()) + piece[ahead.end() :])
        else:
            return value
    return re.sub(r"\s*([/\-])\s*", r"\1", "".join(parts)).strip()


def _serial_at_end(text: str) -> str | None:
    """The piece behind the last stroke or dash, where it can be figures: the text before the dots ends with it."""
    piece = re.split(r"[/\-]", text)[-1].strip()
    return piece if piece and _is_serial(piece) and text.endswith(piece) else None


def _is_serial(piece: str) -> bool:
    if _SERIAL.fullmatch(piece) is None:
        return False
    letters = [one for one in piece if one != "."]
    figures = sum(one.isdigit() for one in letters)
    return bool(letters) and figures >= _LEAST_FIGURES * len(letters)


def _in_figures(piece: str) -> str:
    return piece.replace(".", "").translate(_LOOKALIKE)
