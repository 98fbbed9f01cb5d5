"""One cleaning of text: what people paste and tables carry becomes text that every output can hold.

A title copied from a word processor brings along what nobody sees: control characters, halves of surrogates, code
points that are no characters, turns of the writing direction. A workbook or an XML file with one of them does not
open. `clean` and `clean_line` stand at every entry, `carried` at every output, for what came in before or elsewhere.
"""

import re
import unicodedata

from portal.errors import BadInputError

# Everything XML 1.0 cannot hold, and the code points Unicode keeps for no character, at the end of every plane too.
_PLANE_ENDS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_NOT_CARRIED = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}]")
# Seen by nobody, found by no search: soft hyphens, blanks of no width, turns of direction. Joiners stay, since
# Arabic and Indic words need them.
_UNSEEN = re.compile("[\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def carried(text: str) -> str:
    """The text without what a workbook, XML, JSON or a letter cannot hold; all else stays as it is."""
    return _NOT_CARRIED.sub("", text)


def clean(text: str) -> str:
    """The text as it is stored: composed (NFC), without what nobody sees, without outer blanks; line breaks stay."""
    text = _UNSEEN.sub("", carried(_LINE_ENDS.sub("\n", text)))
    return unicodedata.normalize("NFC", text).strip()


def clean_line(text: str) -> str:
    """The same on one line, with single blanks."""
    return " ".join(clean(text).split())


def fitting(text: str, longest: int, field: str) -> str:
    """The cleaned text. Raises BadInputError where it is too long: what somebody wrote is never cut silently."""
    text = clean(text)
    if len(text) > longest:
        raise BadInputError(
            f"Paling panjang {longest} karakter, ini {len(text)}. Pendekkan; tidak ada yang dipotong.", field
        )
    return text
