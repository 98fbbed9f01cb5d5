"""The numbers of the parties at the head of a naskah, and how much each looks like a number that was read whole.

A dotted, empty or half-written number (the serial left for the pen) is no number. One that fits no pattern known from
real naskah, or that a recogniser may have garbled, is never sure.
"""

import re
from dataclasses import dataclass

from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.find.head_parts import Head
from portal.domain.suggestions.text.lines import flowing

_LABEL = re.compile(
    r"(?i)^\W*(?:pihak\s+(?P<before>[a-z\d]{1,8})\s+)?"
    r"(?:n\s?[o0]\s?m\s?[o0]\s?r|number|nomer|no|ref(?:erence)? no)\s*(?:/\s?(?:number|nomor|no)\b\.?\s*)?"
    r"(?P<party>(?:pihak|surat)\s?(?P<order>kesatu|pertama|kedua|ketiga|keempat|i{1,3}|1|2|3)?"
    r"|\([^)]{2,40}\)|(?:[A-Za-z][A-Za-z&'.]*\s){0,3}[A-Za-z][A-Za-z&'.]*\s*(?=:))?\s*[:.;=]*\s*"
)
_ORDERS = {
    "kesatu": 1, "pertama": 1, "i": 1, "1": 1, "kedua": 2, "ii": 2, "2": 2, "ketiga": 3, "iii": 3, "3": 3,
    "keempat": 4,
}  # fmt: skip
_HOLE = re.compile(r"\.{3,}|…|_{2,}|-{3,}|/\s*/|^\s*[/.\-]|[/\-.]\s*$|/\s{2,}|[.\-]\s+/|x{3,}", re.IGNORECASE)
_SOUND = re.compile(r"[A-Za-z0-9./\-–()&_, :]+")
_ROMAN = "I|II|III|IV|V|VI|VII|VIII|IX|X|XI|XII"
_MONTHS = _ROMAN.split("|")
_OURS = re.compile(r"(?i)^(?:M\.?\s?(?:HH|IP)|MIP|PAS|IMI|SEK|ITJ|SDM|W\s?\.?\d+|WP|WIM)\s?[-.]")
_OURS_WHOLE = re.compile(
    r"^(?:(?:M\.?HH|M\.?IP|MIP|PAS|IMI|SEK|ITJ|SDM)[-.]\d{1,4}[.\-][A-Z]{2}\.\d{2}\.\d{2}(?: (?:TAHUN"
    r"|Tahun) \d{4}|\s?-\s?\d+)"
    r"|(?:W|WP\.|WIM\.)\d{1,2}(?:\.(?:PAS|IMI)){0,2}\.?\d{0,2}[-.][A-Z]{2}\.\d{2}\.\d{2}\s?[-.]\s?\d+)$"
)
_PARTNER = re.compile(
    rf"^[A-Z0-9.]{{1,12}}(?:/[A-Z0-9.\-]{{1,30}}){{1,6}}(?P<mid>/(?:{_ROMAN})/|/(?:TAHUN|Tahun) "
    rf"|[/-])(?P<year>(?:19|20)\d\d)$"
)
_STROKES = re.compile(r"/([VXI1l|]{2,4})/")
_MIXED = re.compile(r"\d[OIlS](?=[\d./\-])|(?<![A-Z])[OIl](?=\d)|[a-z]\d[a-z]|[A-Z]{2}[il](?=[A-Z])")
_ONE_BEHIND_LETTERS = re.compile(r"[A-Z]{2}1(?=[/.\-]|$)")
"""`DJ1` may be `DJI`: only a person can tell."""

_LEAST_SOLID = 0.5
"""Share of letters and figures: a row of marks is no number."""

_MOST_SMALL = 0.6
"""Share of small letters: more of them make a sentence."""


@dataclass(frozen=True)
class NumberRead:
    """A number as printed (blanks collapsed) for party `pihak`, from 1; `pattern` is its sureness by form alone."""

    value: str
    pihak: int
    page: int
    snippet: str
    pattern: float
    roman_month: int | None
    year: int | None


def read_numbers(head: Head, ours: int | None, parties: int) -> tuple[NumberRead, ...]:
    """The numbers of a head, each with its party; `ours` is the ministry's place among the parties."""
    found: list[tuple[str, int, int, str]] = []
    groups = head.numbers
    if head.form.is_amendment and parties and len(groups) == 2 * parties:
        # The numbers of what is amended stand first.
        groups = groups[parties:]
    for place, lines in enumerate(groups, 1):
        snippet = flowing(lines)
        label = _LABEL.match(snippet)
        value = " ".join(snippet[label.end() if label else 0 :].split()).strip(" :;,\"'“”*|")
        value = _STROKES.sub(_roman_month, value)
        if any(value == other for other, _, _, _ in found):
            # The same number again in another language.
            continue
        order = _ORDERS.get((label["order"] or label["before"] or "").lower(), 0) if label else 0
        found.append((value, order or place, lines[0].page, snippet))
    places = _placed([(value, place) for value, place, _, _ in found], ours)
    most = max(parties, 1)
    return tuple(
        NumberRead(value, place, page, snippet, well_formed(value), _roman(value), _year(value))
        for (value, _, page, snippet), place in zip(found, places, strict=True)
        if is_number(value) and place <= most
    )


def is_number(value: str) -> bool:
    """Whether this can be a whole number: a figure in it, no hole left for the pen, no sentence."""
    return (
        3 <= len(value) <= 80
        and any(letter.isdigit() for letter in value)
        and not _HOLE.search(value)
        and len(value.split()) <= 9
        and sum(letter.isalnum() for letter in value) >= _LEAST_SOLID * len(value)
        and sum(letter.islower() for letter in value) <= _MOST_SMALL * len(value)
    )


def well_formed(value: str) -> float:
    """How sure a number is by its pattern alone: one known from real naskah, a looser one, or a garbled one."""
    if not _SOUND.fullmatch(value) or _MIXED.search(value):
        return sure.NUMBER_MIXED
    if _OURS_WHOLE.match(value):
        return sure.NUMBER_OURS
    if _ONE_BEHIND_LETTERS.search(value):
        return sure.NUMBER_ONE_OR_I
    partner = _PARTNER.match(value)
    if partner:
        return sure.NUMBER_WITH_MONTH if len(partner["mid"]) > 1 else sure.NUMBER_WITH_YEAR
    return sure.NUMBER_LOOSE if re.search(r"[/.\-]", value) else sure.NUMBER_BARE


def is_ministry_number(value: str) -> bool:
    """Whether the number begins as the ministry's units begin theirs."""
    return bool(_OURS.match(value))


def _roman_month(found: re.Match[str]) -> str:
    """`/V111/` as the month `/VIII/`; what is no month then, or is figures alone, stays."""
    mended = re.sub("[1l|]", "I", found[1])
    return f"/{mended}/" if mended in _MONTHS and re.search("[VX]", mended) else found[0]


def with_month(value: str, month: int) -> str:
    """`05/PKS/1/2022` of a January as `05/PKS/I/2022`: recognisers read Roman ones as figures or strokes."""
    found = re.search(r"/([1Il|]{1,3})/(?=(?:19|20)\d\d\b)", value)
    if found is None or len(found[1]) != month or found[1] == _MONTHS[month - 1]:
        return value
    return f"{value[: found.start(1)]}{_MONTHS[month - 1]}{value[found.end(1) :]}"


def _placed(found: list[tuple[str, int]], ours: int | None) -> list[int]:
    """The party of each number: as they stand, but a number of the ministry's kind goes to the ministry."""
    places = [place for _, place in found]
    marked = [index for index, (value, _) in enumerate(found) if is_ministry_number(value)]
    if ours is None or len(marked) != 1 or places[marked[0]] == ours:
        return places
    holder = next((index for index, place in enumerate(places) if place == ours), None)
    if holder is not None:
        places[holder] = places[marked[0]]
    places[marked[0]] = ours
    return places


def _roman(value: str) -> int | None:
    found = re.search(rf"/({_ROMAN})/", value)
    return _MONTHS.index(found[1]) + 1 if found else None


def _year(value: str) -> int | None:
    found = re.search(r"(?<!\d)((?:19|20)\d\d)$", value)
    return int(found[1]) if found else None
