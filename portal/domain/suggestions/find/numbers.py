"""The numbers of the parties at the head of a naskah, and how much each looks like a number that was read whole.

A dotted or empty number is none; one whose serial was left for the pen is kept as printed. That, one that fits no
pattern known from real naskah, and one that a recogniser may have garbled are never sure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.find.head_parts import Head
from portal.domain.suggestions.find.institution_names import plain_name
from portal.domain.suggestions.find.institutions import partner_class
from portal.domain.suggestions.find.number_lines import in_brackets, is_strong, unlabelled, without_owner
from portal.domain.suggestions.find.number_owners import owners
from portal.domain.suggestions.find.parties import Party
from portal.domain.suggestions.find.pen_numbers import on_dots
from portal.domain.suggestions.find.signatures import SignatureBlock
from portal.domain.suggestions.text.lines import Line, flowing

_LABEL = re.compile(
    r"(?i)^\W*(?:pihak\s+(?P<before>[a-z\d]{1,8})\s+)?"
    r"(?:n\s?[o0]\s?m\s?[o0]\s?r|number|nomer|no(?![a-z])|ref(?:erence)?\.? nos?\.?"
    r"|(?-i:[A-Z]{2,8}) ref\.?(?=\s)|(?:our |your |partner |indonesian |\w+[’']s? |(?-i:[A-Z]{2,8}) )?"
    r"ref(?:erence)?\.?(?=\s?:|\s[a-z]{2,8}\s?:)|serial(?: no)?)\.?\s*"
    r"(?:/\s?(?:number|nomor|no)\b\.?\s*)?"
    r"(?P<party>(?:pihak|surat)\s?(?P<order>kesatu|pertama|kedua|ketiga|keempat|kelima|i{1,3}|i?v|[1-5])?"
    r"|\([^)]{2,40}\)|(?:[A-Za-z][A-Za-z&'.]*\s){0,3}[A-Za-z][A-Za-z&'.]*\s*(?=:))?\s*[:.;=]*\s*"
)
_ORDERS = {
    "kesatu": 1, "pertama": 1, "i": 1, "1": 1, "kedua": 2, "ii": 2, "2": 2, "ketiga": 3, "iii": 3, "3": 3,
    "keempat": 4, "iv": 4, "4": 4, "kelima": 5, "v": 5, "5": 5,
}  # fmt: skip
_HOLE = re.compile(r"\.{3,}|…|_{2,}|-{3,}|/\s*/|^\s*[/.\-]|[/\-.]\s*$|/\s{2,}|[.\-]\s+/|[xX]{4,}|x{3}|\bX{3}\b(?!\.\d)")
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
_STROKES = re.compile(r"/([VXI1l|]{2,4}|T{2,3})(?=/|$)")
_MIXED = re.compile(
    r"\d[OIl]{2}(?=[\s./\-]|$)|\d[OIlS](?=[\d./\-])|(?<![A-Z])[OIl](?=\d)|[a-z]\d[a-z]|[A-Z]{2}[il](?=[A-Z])"
)
_ONE_BEHIND_LETTERS = re.compile(r"[A-Z]{2}1(?=[/.\-]|$)")
"""`DJ1` may be `DJI`: only a person can tell."""

_LOST_STOP = re.compile(r"\bIM[Ll1](?=IMI\b)")
"""`IMLIMI` was `IMI.IMI`: the ministry's own code says so."""
_YEAR_TWICE = re.compile(r"(/((?:19|20)\d\d))\s(?:TAHUN|Tahun)\s\2$")
_SCRAP_BEHIND = re.compile(r"((?<=/)(?:19|20)\d\d)\s\S{1,3}$")
_UNIT_BEHIND = re.compile(r"/[A-Z][a-z]{1,6}$")
_STROKE_FOR_ONE = re.compile(r"/\s1(?=(?:19|20)\d\d$)")
"""`141/ 12024`: no year has five figures, the first was the stroke behind a serial that was left open."""
_STAMPED = re.compile(r"\s+\d{1,2}\s[A-Za-z]{3,9}\s\d{4}$")
"""A stamp of the day behind a number."""
_UNIVERSITY = re.compile(r"\b(UN|PL|IT)([IlO\d]{1,2}\d|\d[IlO\d]{0,2})(?=[./])")
_FIGURES = str.maketrans("IlO", "110")

_CODED = re.compile(r"(?:^|\s)(?=\S*\d)(?=\S*[A-Z])(?=(?:[^./-]*[./-]){2})[A-Z0-9][A-Z0-9./-]{5,40}$")
_STOP_IN_SERIAL = re.compile(r"(?<=\d-)\s?\.?\d{1,4}(?:\.\d{1,4}){1,2}$|(?<=\d-)\s?\.\d{1,4}$")
"""Specks in the serial of the ministry's own numbers, which ends them and holds no stop."""
_DESK_BEFORE_SERIAL = re.compile(r"^IMI\b.*-[1-9]\.\d{4}$")
"""Immigration numbers its desks: `IMI.2-UM.08.01-4.1180` is serial 1180 of desk 4."""
_OTHER_PAPER = re.compile(r"(?i)^(?:sp\W?)?dipa\b")
"""The number of a budget, which papers of procurement name in their table."""
_FLAWS = re.compile(r"^\d[A-Z](?=\s?/)|[^A-Za-z0-9./\-–()&_, :]|[./\-–]\s?[./\-–]|\s[A-Za-z0-9]{1,2}$")

_ROMAN_UNIT = re.compile(r"(?<=^[A-Z]{2}\.\d\d\.\d\d/)[1Il|]{1,3}(?=\.\d{1,2}/)")
"""Some ministries write a unit in Roman figures behind the code of the matter (`HK.06.01/II.1/5520/2010`)."""
_BETWEEN_NUMBERS = (re.compile(r"\s[/:;|–—-]\s"), re.compile(r"(?i)\s(?:dan|and|serta|&)\s"))
_LISTED = re.compile(r"([1-5]|I{1,3}|IV|V)\s?[.)]\s+(?=[A-Z\d])")
"""The place of a number in a list of numbers."""
_STOP_AHEAD = re.compile(r"^[.·]\s+(?=[A-Z]|\d+/)")
"""A speck or the dot of a colon before the number."""
_SHORT_UNIT = 3
_LEAST_SOLID = 0.5
"""Share of letters and figures: a row of marks is no number."""

_NAME_AHEAD = re.compile(
    r"(?P<name>[A-Z][A-Za-z\d.]{2,14})\s?(?P<colon>:)?\s(?P<rest>(?=\S*\d)(?=[\d ]*\S*[./-])(?:\d{1,3}\s)*\S{4,60})$"
)
_ITSELF = re.compile(
    r"(?i)\b(?:perjanjian|nota|kesepakatan|kesepahaman|memorandum|piagam|kontrak|kerja ?sama|arrangement) ini\b"
    r"|\bthis (?:\w+ ){0,3}(?:agreement|memorandum|arrangement)\b"
)
_NUMBER_AT = re.compile(
    r"(?i:\b(?:bernomor|nomor|numbered|number))\s?:?\s(?P<value>(?=\S*\d)[A-Z0-9]\S{3,60}?)\s"
    r"(?i:pada|dari|untuk|milik|bagi|at|of|by)\s(?:the )?(?P<owner>[A-Z][^,;:]{3,90}?)"
    r"(?=,|;|\s(?i:dan|and|serta)\s|\s(?i:dibuat|made|signed)\b)"
)
_NEAR_ITSELF = 20
_LINES_OF_OPENING = 12

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
    is_open: bool = False
    is_by_pen: bool = False


def read_numbers(
    head: Head | None,
    parties: Sequence[Party],
    signatures: Sequence[Sequence[SignatureBlock]] = (),
    behind: Sequence[Line] = (),
) -> tuple[NumberRead, ...]:
    """The numbers of a head, each with its party; else those that the text `behind` says of itself, or those below the
    signatures, each with its signature's."""
    found = _of_head(head, parties) if head is not None else []
    found = found or _of_itself(behind, parties)
    if not found:
        return tuple(_of_signatures(signatures))
    marks = [is_ministry_number(one.value) for one in found]
    ours = [number for number, party in enumerate(parties, 1) if party.is_ours]
    if not ours:
        # A unit of the ministry may go by a name that says nothing of it; its number does.
        ours = [number for number, party in enumerate(parties, 1) if not _is_of_others(party.printed)]
    places = owners(
        [(one.value, one.order, one.near) for one in found], parties, ours[0] if len(ours) == 1 else None, marks
    )
    most = max(len(parties), 1)
    return tuple(
        _read(one, place) for one, place in zip(found, places, strict=True)
        if (is_number(one.value) or is_open(one.value)) and place <= most
    )  # fmt: skip


def _is_of_others(name: str) -> bool:
    """Whether a name tells a class to which no unit of the ministry belongs."""
    told = partner_class(name)
    return told is not None and told[0] is not JenisMitra.LEMBAGA_PEMERINTAH


@dataclass(frozen=True)
class _Found:
    value: str
    order: int
    near: int
    page: int
    snippet: str
    is_by_pen: bool = False


def _two_apart(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """Two whole numbers that share a line, a stroke or a colon with room about it between them; else the line."""
    text = lines[0].text if len(lines) == 1 else ""
    label = _LABEL.match(text)
    rest = text[label.end() :] if label else text
    for pieces in (in_brackets(text), *(mark.split(rest) for mark in _BETWEEN_NUMBERS)):
        if len(pieces) == 2 and all(_CODED.search(piece.strip()) for piece in pieces):
            return [(replace(lines[0], text=piece.strip()),) for piece in pieces]
    return [lines]


def _of_head(head: Head, parties: Sequence[Party]) -> list[_Found]:
    found: list[_Found] = []
    groups = list(zip(head.numbers, _near(head.above_numbers, len(parties)), strict=True))
    groups = [(lines, near) for lines, near in groups if not _OTHER_PAPER.match(_LABEL.sub("", flowing(lines)))]
    if head.form.is_amendment and parties and len(groups) == 2 * len(parties):
        # The numbers of what is amended stand first.
        groups = groups[len(parties) :]
    parted = [(piece, near) for lines, near in groups for piece in _two_apart(lines)]
    for lines, near in parted if len(parted) <= max(len(parties), 2) else groups:
        snippet = flowing(lines)
        label = _LABEL.match(snippet)
        rest = snippet[label.end() :] if label else unlabelled(snippet) or snippet
        value = _STOP_AHEAD.sub("", " ".join(rest.split()).strip(" :;,\"'“”*|"))
        value = _without_label(value, parties)
        value = without_owner(value[:-1].rstrip() if value.endswith(")") and "(" not in value else value)
        listed = _LISTED.match(value)
        value = value[listed.end() :] if listed else value
        value = _SCRAP_BEHIND.sub(r"\1", value)
        value = _LOST_STOP.sub("IMI.", _without_words(value))
        printed = _YEAR_TWICE.sub(r"\1", _STAMPED.sub("", value))
        value = on_dots(printed)
        if is_ministry_number(value) and not _DESK_BEFORE_SERIAL.search(value):
            value = _STOP_IN_SERIAL.sub(lambda serial: serial[0].replace(".", "").replace(" ", ""), value)
        is_by_pen = value != printed
        value = _STROKE_FOR_ONE.sub("/ /", value)
        value = _ROMAN_UNIT.sub(lambda unit: re.sub("[1l|]", "I", unit[0]), value)
        value = _UNIVERSITY.sub(_with_figures, _STROKES.sub(_roman_month, value))
        if any(value == other.value for other in found):
            # The same number again in another language.
            continue
        order = _ORDERS.get((label["order"] or label["before"] or "").lower(), 0) if label else 0
        order = order or (_ORDERS.get(listed[1].lower(), 0) if listed else 0)
        found.append(_Found(value, order, near, lines[0].page, snippet, is_by_pen))
    return found


def _without_label(value: str, parties: Sequence[Party]) -> str:
    """A number without what else stands before it: the label of the one beside it (`Nomor Pihak Kedua: 217/…`), a short
    name with a colon (`P3SRS : 014/…`), or how its owner is called in the paper (`UNIVERSITAS 088/…`)."""
    label = _LABEL.match(value)
    while label is not None and any(letter.isdigit() for letter in value[label.end() :]) and label.end():
        value = value[label.end() :]
        label = _LABEL.match(value)
    named = _NAME_AHEAD.match(value)
    if named is None:
        return value
    is_called = any(
        named["name"].upper() in (alias.upper() for alias in party.aliases)
        or named["name"].upper() in party.printed.upper().split()
        for party in parties
    )
    return named["rest"] if named["colon"] or is_called else value


def _without_words(value: str) -> str:
    """A whole number without words that ran in from beside it (`E1-PP.04.02-311 KERJASAMA`)."""
    first, _, rest = value.partition(" ")
    is_scrap = bool(rest) and not any(letter.isdigit() for letter in rest) and not rest.startswith(("-", "/", "."))
    if (
        _UNIT_BEHIND.search(first)
        and len(rest.split()) == 1
        and rest[:1].isupper()
        and not (rest.isupper() and len(rest) > _SHORT_UNIT)
    ):
        # `…/2017/Sat Brimob`: the unit that drew it, in two words.
        return value
    return first if is_scrap and is_strong(first) else value


def _near(above: Sequence[int], parties: int) -> list[int]:
    """The party right above each number, where numbers and parties take turns; 0 where they stand in two lists."""
    is_turns = bool(above) and all(above) and len(set(above)) == len(above) and (len(above) > 1 or above[0] < parties)
    return list(above) if is_turns else [0] * len(above)


def _of_itself(behind: Sequence[Line], parties: Sequence[Party]) -> list[_Found]:
    """`Nota Kesepahaman ini, bernomor A pada X dan bernomor B pada Y`: a number for each party, whose is said."""
    text = flowing(behind[:_LINES_OF_OPENING])
    itself = _ITSELF.search(text)
    told = [one for one in _NUMBER_AT.finditer(text, itself.end()) if is_number(one["value"])] if itself else []
    if itself is None or not told or len(told) != len(parties) or told[0].start() - itself.end() > _NEAR_ITSELF:
        return []
    named = [plain_name(party.nama) for party in parties]
    whose = [
        max(range(len(named)), key=lambda at: fuzz.partial_ratio(plain_name(one["owner"]), named[at])) for one in told
    ]
    if len(set(whose)) < len(whose):
        whose = list(range(len(told)))
    page = behind[0].page
    return [_Found(one["value"], 0, place + 1, page, one.group()) for one, place in zip(told, whose, strict=True)]


def _of_signatures(signatures: Sequence[Sequence[SignatureBlock]]) -> Iterator[NumberRead]:
    for place, own in enumerate(signatures, 1):
        for signature in own:
            lines = [line for line in signature.rest if re.match(r"(?i)\W*(?:nomor|no|number)\b", line)]
            values = [_LABEL.sub("", line, count=1).strip() for line in lines]
            value = next((value for value in values if is_number(value)), None)
            if value is not None:
                yield _read(_Found(value, place, 0, signature.page, lines[0]), place)
                break


def _read(one: _Found, place: int) -> NumberRead:
    pattern = well_formed(one.value) if is_number(one.value) else sure.NUMBER_OPEN
    return NumberRead(
        one.value, place, one.page, one.snippet, pattern, _roman(one.value), _year(one.value), not is_number(one.value),
        one.is_by_pen,
    )  # fmt: skip


def read_again(number: NumberRead, value: str) -> NumberRead:
    """The same number by another value: what its form tells, told anew."""
    return replace(number, value=value, pattern=well_formed(value), roman_month=_roman(value), year=_year(value))


def is_open(value: str) -> bool:
    """Whether this is a number whose serial was left for the pen (`/UN88/KS/2017`), not a row of dots alone."""
    parts = [part for part in re.split(r"[/.\s]+", value) if any(letter.isalnum() for letter in part)]
    has_code = any(part.isupper() and len(part) >= 2 for part in parts)
    has_year = re.search(r"(?:19|20)\d\d$", value) is not None
    is_left = re.match(r"^[\s./_…-]*/", value) is not None or re.search(r"\.{3,}|…|_{2,}|//|/\s+/", value) is not None
    return is_left and has_code and has_year and 3 <= len(value) <= 80 and len(value.split()) <= 6


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


def flaws(value: str) -> int:
    """How many places of a number look misread: strange signs, doubled marks, letters amid figures, a lost code."""
    return len(_FLAWS.findall(value)) + len(_MIXED.findall(value))


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
    """`/V111/` as the month `/VIII/`, `/TTT/` as `/III/`; what is no month then, or is figures alone, stays."""
    mended = re.sub("[1l|T]", "I", found[1])
    return f"/{mended}" if mended in _MONTHS and re.search("[VXT]", found[1]) else found[0]


def with_month(value: str, month: int) -> str:
    """`05/PKS/1/2022` of a January as `05/PKS/I/2022`: recognisers read Roman ones as figures or strokes."""
    found = re.search(r"/([1Il|]{1,3})/(?=(?:19|20)\d\d\b)", value)
    if found is None or len(found[1]) != month or found[1] == _MONTHS[month - 1]:
        return value
    return f"{value[: found.start(1)]}{_MONTHS[month - 1]}{value[found.end(1) :]}"


def _with_figures(found: re.Match[str]) -> str:
    """`UNI0` as `UN10`: behind the letters of a university stand figures."""
    return found[1] + found[2].translate(_FIGURES)


def _roman(value: str) -> int | None:
    found = re.search(rf"/({_ROMAN})/", value)
    return _MONTHS.index(found[1]) + 1 if found else None


def _year(value: str) -> int | None:
    found = re.search(r"(?<!\d)((?:19|20)\d\d)$", value)
    return int(found[1]) if found else None
