"""Numbers of persons in one page of text: NIK, NIP and passport, and contacts that are worth a look.

A number without a label must be plausible: a NIK begins with a province and carries a day of birth (women: day plus
40), a NIP carries days of birth and appointment. With its label beside it a number is taken even when recognition
spoilt some digits: O for 0, l or I for 1, S for 5, B for 8. Every pattern is bounded, so time grows with the text only.
"""

import re
import unicodedata
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

NumberKind = Literal["nik", "nip", "paspor", "kontak"]
"""What a number identifies; `kontak` is a way to reach a person at home."""


@dataclass(frozen=True)
class NumberMatch:
    """A number at [start, end) of the text."""

    kind: NumberKind
    start: int
    end: int


PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 19), (21, 21), (31, 36), (51, 53), (61, 65), (71, 76), (81, 82), (91, 97))
    for code in range(first, last + 1)
)
"""First two digits of a NIK: province codes (Kepmendagri 100.1.1-6117/2022, with the four of Papua of 2022)."""

_SIMPLE: dict[int, str] = {
    **{code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)},
    **{
        code: str(value) for code in range(0x80, 0x10000) if (value := unicodedata.decimal(chr(code), None)) is not None
    },
    **{code: "-" for code in range(0x80, 0x10000) if unicodedata.category(chr(code)) == "Pd"},
    **dict.fromkeys(map(ord, "‧·•∙⋅・"), "."),
    ord("−"): "-",
}
"""Small letters, digits of any script, dashes and dots as the patterns have them; each one letter for one."""
_DIGIT = "[0-9oli|sb]"
_GAP = r"[ .,\-–/]{0,3}"
_AFTER_LABEL = r"[^0-9a-z]{0,6}(?:\(?(?:nomor|no|number|ktp|nik)[^0-9a-z]{0,6}){0,2}"
_NOT_INSIDE = r"(?![0-9])"

_LABELLED_NIK = re.compile(
    rf"(?<![a-z])(?:n[i1l]k|ktp|kependudukan){_AFTER_LABEL}(?P<number>{_DIGIT}(?:{_GAP}{_DIGIT}){{15}}){_NOT_INSIDE}",
    re.ASCII,
)
_PLAIN_NIK = re.compile(
    r"(?<![0-9])(?<![0-9][.,\-/])(?P<number>[0-9]{16}"
    r"|[0-9]{2}(?P<s>[ .\-])[0-9]{2}(?P=s)[0-9]{2}(?P=s)[0-9]{6}(?P=s)[0-9]{4}"
    r"|(?<![0-9] )[0-9](?P<v>[ .\-])[0-9](?:(?P=v)[0-9]){14}(?! [0-9])"
    r"|(?<![0-9] )[0-9]{2}(?P<w>[ .\-])[0-9]{2}(?:(?P=w)[0-9]{2}){6}(?! [0-9])"
    r"|[0-9]{6}(?P<t>[ .\-])[0-9]{6}(?P=t)[0-9]{4}|[0-9]{4}(?P<u>[ .\-])[0-9]{4}(?P=u)[0-9]{4}(?P=u)[0-9]{4})"
    r"(?![0-9]|[.,\-/][0-9])",
    re.ASCII,
)
_LABELLED_NIP = re.compile(
    rf"(?<![a-z])n[i1l]p{_AFTER_LABEL}"
    rf"(?P<number>{_DIGIT}(?:{_GAP}{_DIGIT}){{17}}|[0-9]{{3}}[ .]?[0-9]{{3}}[ .]?[0-9]{{3}}){_NOT_INSIDE}",
    re.ASCII,
)
_PLAIN_NIP = re.compile(
    r"(?<![0-9])(?P<number>(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[ .\-–]{0,3}"
    r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[ .\-–]{0,3}[12][ .\-–]{0,3}[0-9]{3})(?![0-9])",
    re.ASCII,
)
_PASPOR = re.compile(
    r"(?<![a-z])(?:pa[s5]p[o0]r|pa[s5][s5]p[o0]rt|travel document|splp)"
    r"(?:[ ][a-z]{2,13}){0,5}?[^0-9a-z]{1,4}(?:(?:nomor|number|num|no)[^0-9a-z]{0,4})?"
    r"(?P<number>[a-z]{1,2}[ .\-]?[0-9]{6,8}|[0-9]{8,9}|[a-z][0-9]{3}[a-z][0-9]{4})(?![0-9a-z])",
    re.ASCII,
)
_KONTAK = re.compile(
    r"(?<![0-9])(?P<number>(?:\+?62[ \-]?|0)8[1-9][0-9](?:[ \-]?[0-9]{3,4}){2}[0-9]{0,2})(?![0-9])"
    r"|(?<![a-z0-9._%+\-])(?P<mail>[a-z0-9._%+\-]{1,64}@(?:gmail|yahoo|ymail|hotmail|outlook|live|icloud|rocketmail)\.[a-z.]{2,8})"
    r"|(?P<home>(?:bertempat tinggal|beralamat tinggal|alamat rumah|residing at)[^.;]{0,60})",
    re.ASCII,
)
_OTHER_NUMBER = re.compile(
    r"(?:rekening|rek|virtual account|va|telepon|telp|faks?|hp|perkara|resi|seri|invoice|faktur|akun)"
    r"[^0-9a-z]{0,3}(?:(?:nomor|no|bank)[^0-9a-z]{0,3}){0,2}(?:[a-z]{2,12}[^0-9a-z]{1,3}){0,2}$",
    re.ASCII,
)


def find_numbers(text: str) -> Iterator[NumberMatch]:
    """All numbers of persons, each once, kind by kind; `text` has single blanks."""
    # One for one: other letters may grow in number when they are lowered, and places must stay.
    text = text.translate(_SIMPLE)
    taken: list[tuple[int, int]] = []
    for kind, pattern, is_meant in _SEARCHES:
        for match in pattern.finditer(text):
            start, end = next(match.span(name) for name in match.re.groupindex if match.group(name) and len(name) > 1)
            at = bisect(taken, (start, end))
            # What was taken lies apart, so only the neighbours can overlap.
            is_free = all(end <= left or right <= start for left, right in taken[max(0, at - 1) : at + 1])
            if is_free and is_meant(text, start, end):
                taken.insert(at, (start, end))
                yield NumberMatch(kind, start, end)


def is_plausible_nik(digits: str) -> bool:
    """Whether 16 digits can be a NIK: a province, a regency, a district, a day of birth and a serial number."""
    day, month = int(digits[6:8]), int(digits[8:10])
    return (
        digits[:2] in PROVINCES
        and "00" not in (digits[2:4], digits[4:6])
        and (1 <= day <= 31 or 41 <= day <= 71)
        and 1 <= month <= 12
        and digits[12:] != "0000"
    )


def _is_plain_nik(text: str, start: int, end: int) -> bool:
    digits = re.sub("[^0-9]", "", text[start:end])
    return is_plausible_nik(digits) and not _OTHER_NUMBER.search(text[max(0, start - 60) : start])


def _is_mostly_digits(text: str, start: int, end: int) -> bool:
    read = text[start:end]
    return 2 * sum(c in "0123456789" for c in read) >= len(re.sub(r"[^0-9a-z|]", "", read))


def _always(_text: str, _start: int, _end: int) -> bool:
    return True


_SEARCHES: tuple[tuple[NumberKind, re.Pattern[str], Callable[[str, int, int], bool]], ...] = (
    ("nip", _LABELLED_NIP, _is_mostly_digits),
    ("nip", _PLAIN_NIP, _always),
    ("nik", _LABELLED_NIK, _is_mostly_digits),
    ("nik", _PLAIN_NIK, _is_plain_nik),
    ("paspor", _PASPOR, _always),
    ("kontak", _KONTAK, _always),
)
