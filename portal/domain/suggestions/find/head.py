"""The head of a naskah taken apart: form, parties, numbers and title, in whatever order they stand.

The lines are walked over once. What a line is, its own words say (ANTARA, TENTANG, NOMOR): each kind of such a line has
a function below, asked in the order of `_KINDS`. A line that is of no kind belongs to the zone that is open.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.domain.suggestions.find.form import find_form
from portal.domain.suggestions.find.furniture import is_address
from portal.domain.suggestions.find.head_end import ends_head, is_opening
from portal.domain.suggestions.find.head_lines import (
    NUMBER,
    cut_at_institutions,
    is_marker,
    is_number_line,
    is_work,
    split,
)
from portal.domain.suggestions.find.head_parts import Head, Zone
from portal.domain.suggestions.find.institution_names import INSTITUTION, holds_word_of_institutions, is_institution
from portal.domain.suggestions.find.joints import (
    ABOUT,
    BETWEEN,
    IN_BOTH_LANGUAGES,
    OF_PARTIES,
    OPENERS,
    WORK_ALONE,
    about_of,
    joins_parties,
    opens_parties,
    opens_title,
)
from portal.domain.suggestions.find.letters import correspondents
from portal.domain.suggestions.find.number_lines import unlabelled
from portal.domain.suggestions.text.bilingual import first_language
from portal.domain.suggestions.text.lines import Line, flowing, is_near, squeeze

_FORM_ON = re.compile(
    r"(?i)(?:[a-z]+ ){0,3}(?:treaty|convention|protocol|agreement|arrangement|memorandum of \w+|statement|declaration"
    r"|letter of \w+|plan|contract|understanding) on ([a-z].{3,})"
)
"""A form whose title follows on the same line."""

_FORM_ENDS_ON = re.compile(r"(?i)\s(?:on|concerning|regarding|tentang|mengenai)$")
"""`LETTER OF INTENT ON`: the title is what stands below."""
_IN_LIST = re.compile(r"^\W{0,3}(\d{1,2}|[IVXl|]{1,4}|[a-hA-H])\s?[.)]\s+(\S.*)$")
_NEXT_IN_LIST = re.compile(r"^\W{0,3}(?:2|II|ll|b|B)\s?[.)]\s+[A-Z]")
_FIRST_IN_LIST = ("1", "I", "l", "|", "a", "A")
_HAS_BETWEEN = re.compile(r"\bBETWEEN\b")
_BEHIND_BETWEEN = re.compile(r"\b(?i:antara|between) (?:the |THE )?(\S.{5,})$")
_BEGINS_SECOND = re.compile(r"(?i)(?:and|dan|dengan|with)\s")
_TITLE_OPENER = re.compile(
    r"(?i)^(?:for (?=(?:the|an?|provision|implementation|supply|development|cooperation|academic|joint)\b)"
    r"|on (?=[a-z]{4})|concerning |regarding |relating to |in the field of |tentang "
    r"|mengenai |dalam rangka )"
)
_ANY_OPENER = re.compile(r"(?i:for|untuk|dalam rangka) (?=[A-Z])(?!\S+ (?:and on )?behalf)")
"""Below numbers or an empty line, where no name goes on."""

_TITLE_LABEL = re.compile(
    r"(?i)^\W*(?:(?:dengan )?judul(?: \w+)?|nama (?:paket|pekerjaan|kegiatan|program|proyek)(?: \w+)?"
    r"|paket(?: pekerjaan)?|topik|tema|tajuk|objek(?: kerja sama)?|topic|theme"
    r"|pekerjaan|kegiatan|(?:project )?title|project|subject|perihal|re|tentang|mengenai|concerning|regarding|untuk)"
    r"\s*[:;]\s*(\S.{3,})$"
)
_TITLE_LABEL_ALONE = re.compile(
    r"(?i)^\W*(?:nama (?:paket|pekerjaan|kegiatan|program|proyek)(?: \w+)?|paket(?: pekerjaan)?|pekerjaan|topik|tema"
    r"|(?:project )?title|subject|perihal)\s*[:;]\W*$"
)
"""The same with the title on the next line."""
_PARTY_LABEL = re.compile(
    r"(?i)^\W*(?:penyelenggara(?: \S{1,4})?|lembaga|instansi|pelaksana(?: swakelola| kegiatan)?|penyedia(?: jasa)?"
    r"|satuan kerja"
    r"|pihak(?: (?:[IVX1-5l|]{1,4}|kesatu|pertama|kedua|ketiga|keempat|kelima))?|(?:first|second"
    r"|third) party|party [A-D1-4]"
    r"|pemberi (?:tugas|kerja)|mitra(?: kerja)?|pengguna jasa|nama (?:instansi|institusi|lembaga"
    r"|organisasi|perusahaan|badan(?: usaha| hukum)?))\s*[:;]\s*:?\s*(.*)$"
)
_LABELS_BESIDE = re.compile(
    r"(?i)(?:pihak|party)\s(?:[IVX1-5l|]{1,4}|kesatu|pertama|kedua|ketiga|keempat|kelima|[a-d])\b\W*$"
)
_JOINT_AND_NAME = re.compile(
    r"(?i:(?P<word>and|dan|dengan|with|serta))(?P<colon>\s*:)?\s+(?:(?P<article>the)\s+)?(?P<name>[A-Z].{5,})"
)
_UNFINISHED = re.compile(r"(?i)(?:,|\b(?:of|for|di|bagi|and|dan|the|hukum|law|untuk))$")
_DAY_AFTER = re.compile(r"(?i)tanggal\s\d|\d{1,2}\s\w+\s\d{4}")
_QUOTES = tuple('"“”„«»')
_QUOTED = re.compile(r"^\W{0,2}[\"“”„«](?![^\"“”»]{1,40}[\"“”»]\s?\)).{8,}")
_LABEL = re.compile(r"^\W*[A-Z][A-Za-z]+(?:[,/]? ?[A-Za-z]+){0,3}\s*:(?:\s|$)")
_AMPERSANDS = ("&", "dan/and", "DAN/AND", "dan / and")
_YEAR_OF_BUDGET = re.compile(r"(?i)^\W*(?:tahun(?: anggaran| akademik)?|ta\.?|fiscal year)\s?\d{4}(?:/\d{4})?\W*$")
_DAY_LABELLED = re.compile(r"(?i)^\W*(?:dated?|tanggal|hari|tempat|place)\s*:\s*\S")
_BRACKETED = re.compile(r"^\W{0,2}\(([^()]{3,60})\)\W*$")
_SHORT_NAME = re.compile(r"^\((?:the |selanjutnya |hereinafter )?[^()]{2,50}\)\W*$")
_WHOLE_NAME = re.compile(r"(?i)\brepublic of (?:indonesia|korea|singapore|the philippines)$|\brepublik indonesia$")
"""The country ends a name; what stands below an empty line is no part of it."""
_ROW = re.compile(r"^\W*(?:\w{1,3}[.)]?[\s|]+)?([A-Z]\S*(?: \S+)+?)[\s|]+(\S*\d\S*(?:(?<=[a-z]) [A-Z]{2,4})?)\W*$")
_HEAD_OF_ROWS = re.compile(
    r"(?i)^\W*(?:no\b\W*)?(?:nama )?(?:pihak|instansi|lembaga|institusi|party|institution)\b"
    r"\W+(?:no(?:mor)?|number)\b\W*$"
)
_TOWN_AND_DAY = re.compile(r"(?<=\S)\s+[A-Z][a-z]{2,}(?: [A-Z][a-z]+)?, ?\d{1,2} [A-Z][a-z]{2,8} (?:19|20)\d\d\W*$")
"""On the line of a letter's number stand, at the right, town and day."""
_NUMBER_BEHIND = re.compile(
    r"(?i)(?P<name>\S.{6,}?)[\s,]*[(\[]\s*(?P<number>(?:no|nomor|number|ref)\b\.?\s*[:.]?\s*\S[^()]{4,60})[)\]]?\W*$"
)
"""`FAKULTAS HUKUM … (No. 1288/UN77/KS/2018)`: the number in brackets behind the name of its party."""
_YEAR_OF_NUMBER = re.compile(r"(?i)^(tahun|thn)\s?\d{4}\W*$")
_PAGE_NOISE = re.compile(r"^[\W\d]*$|^(?:halaman|page)\b.{0,20}$|^\W*\w{1,2}\W*$", re.IGNORECASE)
_SMALL_IN_TITLES = frozenset(
    [
        "bagi",
        "untuk",
        "dengan",
        "pada",
        "dalam",
        "dari",
        "oleh",
        "serta",
        "atas",
        "antara",
        "melalui",
        "sebagai",
        "from",
        "with",
        "into",
        "between",
        "through",
        "terhadap",
    ]
)
_MOST_LINES = 70
_MOST_LINES_OF_NUMBER = 2
_MOST_TITLE_ABOVE = 6
_MOST_ABOVE = 3
_LINES_OF_SENTENCE = 7
_TWO_NAMED = re.compile(r"The ([A-Z][^;:]{8,160}?),? and the ([A-Z][^;:]{8,160}?)[.,]?")
_LINES_BELOW = 8
_MOST_OF_OTHER_TITLE = 4
_TITLE_BEHIND_NAME = re.compile(
    r"(?P<name>[A-Z].{5,}?),?\s(?:ON|CONCERNING|REGARDING|RELATING TO)\s(?:THE )?"
    r"(?P<title>(?:COOPERATION|CO-OPERATION|MUTUAL|JOINT|EXCHANGE|TRANSFER|TRAINING|SHARING|PROVISION|STRENGTHENING"
    r"|CAPACITY|ENHANCING|ESTABLISHMENT|IMPLEMENTATION|COLLABORATION|ACADEMIC|TECHNICAL|INFORMATION|DATA|COMBATING)\b.*)"
)
_HOLDS_JOINT = re.compile(r"\bAND THE\b")
_FIGURE = re.compile(r"\d")
_BREAKS_OFF = re.compile(r"\b(?:TAHUN|Tahun)\s*$")
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d")
_LINES_TO_JOINT = 4
_LINES_OF_PARTIES = 10
_STROKES_OF_NUMBER = 2
_MOST_OF_SCRAP = 3
_LONGEST_LETTERS = 3
_LONGEST_SCRAP = 14
_LEAST_TITLE = 14
_LONGEST_END_OF_NUMBER = 40


@dataclass
class _Reading:
    """A head while it is read: what was found, and the zone to which the next line belongs."""

    head: Head
    in_capitals: bool
    zone: Zone = Zone.FORM
    is_listed: bool = False
    """Whether its parties stand in a list with numbers of its own."""
    is_between_below: bool = False
    """Whether a line below the form is ANTARA or its like, and no word that could be another."""
    is_in_rows: bool = False
    """Whether the lines are rows of a table of parties and numbers, which may go on below."""
    is_title_marked: bool = True
    """Whether a line that is TENTANG or its like and nothing else stands below the form."""


def read_head(lines: tuple[Line, ...]) -> Head | None:
    """The first head in these lines; None where they name no form. A second language's head is left alone."""
    form = find_form(lines)
    if form is None:
        return None
    reading = _Reading(Head(form), in_capitals=lines[form.at].is_capitals)
    start = _read_form(reading, lines[form.at], form.at)
    reading.is_title_marked = any(opens_title(line.squeezed) for line in lines[start : start + _MOST_LINES])
    reading.is_between_below = any(
        opens_parties(line.squeezed) and line.squeezed not in OF_PARTIES for line in lines[start : start + _MOST_LINES]
    )
    start = _read_sentence(reading, lines, start)
    for at, line in enumerate(lines[start : start + _MOST_LINES], start):
        line = _listed_party(reading, line, lines[at + 1 : at + _LINES_TO_JOINT])
        if _is_address(line.text) and reading.head.parties and not reading.head.title:
            # An address below a party looks like prose, and the head goes on behind it.
            continue
        line = _joint_alone(reading, line, lines[at + 1 : at + 2])
        is_joined = _is_before_joint(reading, lines, at) or _is_before_title(reading, lines, at)
        is_joined = is_joined or _is_row_below_title(reading, line)
        if not is_joined and ends_head(reading.head, reading.zone, line, in_capitals=reading.in_capitals):
            break
        if line.text.strip() in _AMPERSANDS:
            line = _part_of(line, "DAN")
        if _is_noise(reading, line):
            continue
        is_whole = _TITLE_LABEL.match(line.text) is not None
        line = _without_its_number(reading, line)
        line = _without_title_behind(reading, line)
        joined = _joined_by_first_word(reading, line, lines[at + 1 : at + _LINES_OF_PARTIES])
        for piece in joined or ([line] if is_whole else split(line, _zone_to_split_in(reading, line))):
            _take(reading, piece)
        reading.head.end = at + 1
    _take_numbers_below(reading.head, lines[reading.head.end : reading.head.end + _LINES_BELOW])
    if not reading.head.numbers:
        _take_numbers_above(reading.head, lines[max(0, form.at - _MOST_ABOVE) : form.at])
    if len(reading.head.numbers) <= 1:
        # A letterhead may carry the number of its office.
        _take_numbers_above(reading.head, [line for line in lines[: form.at] if unlabelled(line.text) is not None])
    if not form.is_printed and not reading.head.parties:
        reading.head.parties = correspondents(lines, form.at)
    _drop_labels_alone(reading.head)
    _list_rows(reading.head)
    _list_unframed(reading.head)
    _take_title_above(reading.head, lines[: form.at])
    _keep_first_language(reading.head)
    return reading.head


# The first line, which holds the form.


def _read_form(reading: _Reading, line: Line, at: int) -> int:
    """The place of the first line behind the form's name; what shares its line is read at once."""
    head, form = reading.head, reading.head.form
    if not form.is_printed:
        return at
    if _FORM_ENDS_ON.search(line.text):
        reading.zone = Zone.TITLE
    if form.is_alone:
        head.end = at + form.height
        return head.end
    first, *rest = split(line, Zone.FORM)
    if form.is_amendment:
        head.title.append(first)
        reading.zone = Zone.FORM if rest else Zone.TITLE
    elif title := _FORM_ON.match(first.text):
        reading.zone = Zone.TITLE
        _put(reading, _part_of(line, title[1]))
    else:
        _keep_what_follows_form(head, first)
    for piece in rest:
        _take(reading, piece)
    head.end = at + 1
    return head.end


def _keep_what_follows_form(head: Head, line: Line) -> None:
    """`PERJANJIAN JASA PERBANKAN ANTARA …`: what stands between form and parties, which no TENTANG announced."""
    name = re.escape(head.form.name).replace(r"\ ", r"\s?")
    number = re.match(rf"(?i)\W*{name}\b\W*(\S+)$", line.text)
    if number and is_number_line(number[1]):
        head.numbers.append([_part_of(line, number[1])])
        head.above_numbers.append(0)
    rest = re.match(rf"(?i)\W*{name}\b\W*(\S+\s.+)", line.text)
    if rest and line.is_capitals:
        head.loose.append(_part_of(line, rest[1]))


def _read_sentence(reading: _Reading, lines: tuple[Line, ...], start: int) -> int:
    """Take `The X, Republic of Y, and the Z` right above the word that opens the title for the two parties.

    Gives the line to go on from.
    """
    below = lines[start : start + _LINES_OF_SENTENCE]
    end = next((at for at, line in enumerate(below) if opens_title(line.squeezed)), 0)
    found = _TWO_NAMED.fullmatch(flowing(below[:end])) if end and reading.zone is Zone.FORM else None
    if found is None or not all(_names_institution(name) for name in found.groups()):
        return start
    reading.head.parties = [[_part_of(below[0], found[1])], [_part_of(below[end - 1], found[2])]]
    reading.head.is_framed, reading.zone = True, Zone.PARTY
    return start + end


def _names_institution(name: str) -> bool:
    return INSTITUTION.match(name) is not None or holds_word_of_institutions(name)


# Every other line.


def _listed_party(reading: _Reading, line: Line, below: Sequence[Line]) -> Line:
    """`2. KANTOR …` in the list that ANTARA opens: a party without its number, and the next one begun."""
    head, found = reading.head, _IN_LIST.match(line.text)
    is_open = reading.zone in (Zone.PARTY, Zone.NUMBER) and head.is_framed and not head.title
    if found is None or not is_open or not found[2][0].isupper() or re.search(r",\s[a-z]|[:;]\s", found[2]):
        return line
    is_list = any(_NEXT_IN_LIST.match(other.text) for other in below)
    is_first = head.has_open_party and len(head.parties) == 1 and found[1] in _FIRST_IN_LIST and is_list
    if not is_first and (head.has_open_party or not reading.is_listed):
        return line
    if not is_first:
        head.parties.append([])
    reading.is_listed, reading.zone = True, Zone.PARTY
    return _part_of(line, found[2].rstrip(" ;,"))


def _joint_alone(reading: _Reading, line: Line, below: tuple[Line, ...]) -> Line:
    """The word that joins two parties without the piece of a stamp beside it (`dengan [AGENDA |`)."""
    first, _, rest = line.text.partition(" ")
    is_word = joins_parties(squeeze(first)) and first.islower() and reading.zone in (Zone.PARTY, Zone.NUMBER)
    is_said = is_marker(line) or (rest.islower() and len(rest) > _LONGEST_LETTERS)
    is_scrap = 0 < len(rest) <= _LONGEST_SCRAP and len(rest.split()) <= _MOST_OF_SCRAP and not is_institution(rest)
    is_next = bool(below) and INSTITUTION.match(below[0].text) is not None
    return _part_of(line, first) if is_word and is_scrap and is_next and not is_said else line


def _joined_by_first_word(reading: _Reading, line: Line, below: Sequence[Line]) -> list[Line]:
    """`and the Border Force of X`, `Dan : Y`: the word that joins the second party and its name on one line.

    Only where no such word stands alone below and what follows is a name, not the rest of the first one.
    """
    head, found = reading.head, _JOINT_AND_NAME.match(line.text)
    is_first = reading.zone is Zone.PARTY and head.is_framed and len(head.parties) == 1 and not head.has_open_party
    if found is None or not is_first or any(joins_parties(other.squeezed) for other in below):
        return []
    is_name = bool(found["colon"]) or INSTITUTION.match(found["name"]) is not None or found["article"] is not None
    if not is_name or _UNFINISHED.search(head.parties[-1][-1].text):
        return []
    return [_part_of(line, found["word"].upper()), *split(_part_of(line, found["name"]), Zone.PARTY)]


def _without_title_behind(reading: _Reading, line: Line) -> Line:
    """The last party without the title that shares its line in a head of running capitals, which is kept aside."""
    head, found = reading.head, _TITLE_BEHIND_NAME.match(line.text)
    above = flowing(head.parties[-1]) if head.parties else ""
    is_last = len(head.parties) > 1 or _HOLDS_JOINT.search(f"{above} {line.text}") is not None
    if found is None or reading.zone is not Zone.PARTY or not is_last or reading.is_title_marked or head.title:
        return line
    reading.zone = Zone.TITLE
    head.parties[-1].append(_part_of(line, found["name"]))
    return _part_of(line, found["title"])


def _without_its_number(reading: _Reading, line: Line) -> Line:
    """The name of a party without the number that stands beside it in a column of its own, which is taken."""
    before, _, last = line.text.rpartition(" ")
    bracketed = _NUMBER_BEHIND.match(line.text)
    if bracketed and is_number_line(bracketed["number"]):
        before, last = bracketed["name"], unlabelled(bracketed["number"]) or bracketed["number"]
    is_open = reading.zone is Zone.PARTY or (reading.zone is Zone.NUMBER and reading.head.is_framed)
    is_beside = is_open and INSTITUTION.match(before) is not None and (bracketed or unlabelled(last)) is not None
    if not is_beside or NUMBER.search(before):
        return line
    head = reading.head
    head.numbers.append([_part_of(line, last)])
    head.above_numbers.append(len(head.parties))
    return _part_of(line, before)


def _is_before_joint(reading: _Reading, lines: tuple[Line, ...], at: int) -> bool:
    """Whether a line goes on with the first party: the word that joins the second stands alone right below it."""
    is_first = reading.zone is Zone.PARTY and reading.head.is_framed and len(reading.head.parties) == 1
    if not is_first or is_opening(lines[at]) or lines[at].text.rstrip().endswith((".", ";", ":")):
        return False
    return any(joins_parties(line.squeezed) for line in lines[at + 1 : at + _LINES_TO_JOINT])


def _is_row_below_title(reading: _Reading, line: Line) -> bool:
    if reading.head.parties or not reading.head.title:
        return False
    return _row_of(line.text) is not None or (reading.is_in_rows and line.is_capitals and not is_opening(line))


def _is_before_title(reading: _Reading, lines: tuple[Line, ...], at: int) -> bool:
    """Whether a line goes on with the last party: the word that opens the title stands alone right below it."""
    head = reading.head
    is_last = reading.zone is Zone.PARTY and head.is_framed and len(head.parties) > 1 and not head.title
    if not is_last or is_opening(lines[at]) or lines[at].text.rstrip().endswith((".", ";", ":")):
        return False
    return any(opens_title(line.squeezed) for line in lines[at + 1 : at + _LINES_TO_JOINT])


def _is_noise(reading: _Reading, line: Line) -> bool:
    """Addresses, page numbers and scribbles; behind a number the last may be its rest."""
    if _is_address(line.text) and not reading.head.title:
        return True
    if (reading.zone is Zone.FORM and _YEAR_OF_BUDGET.match(line.text)) or _DAY_LABELLED.match(line.text):
        return True
    bracketed = _BRACKETED.match(line.text) if reading.zone is Zone.FORM else None
    if bracketed and find_form((_part_of(line, bracketed[1]),)) is not None:
        # The form again by another name.
        return True
    return not is_marker(line) and bool(_PAGE_NOISE.match(line.text)) and reading.zone is not Zone.NUMBER


def _is_address(text: str) -> bool:
    """Whether a line is an address; one with a label of numbers and the strokes of one is a number, `TEL` or not."""
    return is_address(text) and not (NUMBER.match(text) and text.count("/") >= _STROKES_OF_NUMBER)


def _zone_to_split_in(reading: _Reading, line: Line) -> Zone:
    """Titles stay whole, except one that stands above the parties and goes on with them (`… BETWEEN …`)."""
    is_above = reading.zone is Zone.TITLE and not reading.head.parties and _names_parties(line.text)
    return Zone.FORM if is_above else reading.zone


def _names_parties(text: str) -> bool:
    """Whether a line of a title goes on with its parties (`… BETWEEN X`, `… ANTARA LAPAS X DENGAN …`)."""
    behind = _BEHIND_BETWEEN.search(text)
    return _HAS_BETWEEN.search(text) is not None or (behind is not None and INSTITUTION.match(behind[1]) is not None)


def _take(reading: _Reading, line: Line) -> None:
    """Put a line where it belongs."""
    if not any(take(reading, line) for take in _KINDS):
        _put(reading, line)


def _put(reading: _Reading, line: Line) -> None:
    """Add a line to the open zone; capitals in none are kept, for they may be parties or the title."""
    head = reading.head
    if _closes_name(reading, line):
        reading.zone = Zone.TITLE
        head.is_title_guessed = True
        head.title.append(line)
    elif reading.zone is Zone.PARTY and head.parties:
        head.parties[-1].append(line)
    elif reading.zone is Zone.TITLE and not _is_title_closed(head):
        head.title.append(line)
    elif reading.zone is Zone.NUMBER and _continues_number(head, line):
        head.numbers[-1].append(line)
    elif not head.title and (line.is_capitals or (not head.parties and _is_titled(line))):
        head.loose.append(line)


def _lacking_year(head: Head, line: Line) -> list[Line] | None:
    """The first number that breaks off at TAHUN, where the line is a year alone: numbers beside each other, of which
    the left one went on below."""
    if not _YEAR_ALONE.fullmatch(line.text.strip()):
        return None
    return next((number for number in head.numbers if _BREAKS_OFF.search(number[-1].text)), None)


def _closes_name(reading: _Reading, line: Line) -> bool:
    """Whether a line below an empty one stands behind a whole name: `X` / `(the "Foundation")` / / `Support for …`."""
    head = reading.head
    if reading.zone is not Zone.PARTY or len(head.parties) < 2 or head.title or reading.is_title_marked:
        return False
    last = head.parties[-1]
    if not last or is_institution(line.text):
        return False
    return (line.is_apart and _SHORT_NAME.match(last[-1].text) is not None) or _WHOLE_NAME.search(
        last[-1].text
    ) is not None


def _is_title_closed(head: Head) -> bool:
    """Whether a title that quotation marks open was closed by them."""
    first = head.title[0].text if head.title else ""
    return first[:1] in _QUOTES and len(head.title[-1].text) > 1 and head.title[-1].text.rstrip(" .,")[-1:] in _QUOTES


# The kinds of lines. Each takes the line if it is of its kind, and says whether it was.


def _number(reading: _Reading, line: Line) -> bool:
    """`NOMOR : …`."""
    head = reading.head
    if reading.zone is Zone.NUMBER and (lacking := _lacking_year(head, line)) is not None:
        lacking.append(line)
        return True
    is_rest = reading.zone is Zone.NUMBER and not NUMBER.match(line.text) and _continues_number(head, line)
    if is_rest or not is_number_line(line.text):
        return False
    head.numbers.append([_part_of(line, _TOWN_AND_DAY.sub("", line.text))])
    head.above_numbers.append(len(head.parties) if head.parties and head.parties[-1] else 0)
    reading.zone = Zone.NUMBER
    return True


def _other_language(reading: _Reading, line: Line) -> bool:
    """A connecting word right below the same word of another language (`ANTARA`, `BETWEEN`), or both on one line."""
    head, key = reading.head, line.squeezed
    if key in IN_BOTH_LANGUAGES:
        # It only tells that the head is bilingual; what it opens, the kinds below say.
        head.is_bilingual = True
        return False
    if reading.zone is Zone.PARTY and head.has_open_party:
        is_again = opens_parties(key) or (key in ("AND", "WITH", "DAN", "DENGAN") and len(head.parties) > 1)
    else:
        is_again = reading.zone is Zone.TITLE and not head.title and opens_title(key)
    head.is_bilingual = head.is_bilingual or is_again
    return is_again


def _between(reading: _Reading, line: Line) -> bool:
    """ANTARA opens the first party; in a title below the parties it is a word like any other."""
    head, key = reading.head, line.squeezed
    is_of = key in OF_PARTIES and reading.zone is Zone.FORM and not head.parties and not head.title
    if is_of and reading.is_between_below:
        # `AGREED MINUTES` / `OF THE` / title / `between`: what it opens is the title.
        reading.zone = Zone.TITLE
        return True
    is_word = opens_parties(key) or any(is_near(key, word) for word in BETWEEN) or is_of
    if not is_word or (reading.zone is Zone.TITLE and head.parties):
        return False
    if len(head.parties) < 2 or head.has_open_party:
        head.is_framed = True
        head.parties = [[]]
        reading.zone = Zone.PARTY
    return True


def _and(reading: _Reading, line: Line) -> bool:
    """DENGAN or DAN opens the next party, in a head whose first party ANTARA opened."""
    key = line.squeezed
    is_word = joins_parties(key) or is_near(key, "DENGAN")
    if not is_word or reading.zone not in (Zone.PARTY, Zone.NUMBER) or not reading.head.is_framed:
        return False
    if reading.head.has_open_party and len(reading.head.parties) == 1:
        # Its name was read above ANTARA, as on a page that slopes.
        _take_party_above(reading.head)
    reading.head.parties.append([])
    reading.zone = Zone.PARTY
    return True


def _take_party_above(head: Head) -> None:
    """The institution right above ANTARA as the first party, where nothing stands between ANTARA and DENGAN."""
    first = next((at for at, line in enumerate(head.loose) if INSTITUTION.match(line.text)), None)
    if first is not None:
        head.loose, head.parties[0] = head.loose[:first], head.loose[first:]


def _and_without_between(reading: _Reading, line: Line) -> bool:
    """DENGAN below loose capitals: the word ANTARA above them was not printed or not read."""
    head, key = reading.head, line.squeezed
    if reading.zone not in (Zone.FORM, Zone.NUMBER) or not head.loose or head.parties:
        return False
    # DAN joins many things; only below an institution does it join parties.
    first = next((at for at, part in enumerate(head.loose) if is_institution(part.text)), None)
    if key not in ("DENGAN", "WITH") and not (joins_parties(key) and first is not None):
        return False
    # What stands above the first institution is the title, which no TENTANG announced.
    first = first or 0
    head.loose, party = head.loose[:first], head.loose[first:]
    head.parties = [party, []]
    head.is_framed = True
    reading.zone = Zone.PARTY
    return True


def _and_in_title(reading: _Reading, line: Line) -> bool:
    """DAN or AND alone below a title that goes on with an institution: the word ANTARA between them was not read."""
    head, key = reading.head, line.squeezed
    is_word = joins_parties(key) and reading.zone is Zone.TITLE and not head.parties
    first = next((at for at, part in enumerate(head.title) if at and INSTITUTION.match(part.text)), None)
    if not is_word or first is None:
        return False
    head.title, party = head.title[:first], head.title[first:]
    head.parties = [party, []]
    head.is_framed = head.is_title_guessed = True
    reading.zone = Zone.PARTY
    return True


def _unmarked_title(reading: _Reading, line: Line) -> bool:
    """`FOR THE SALE OF …` or `on Cooperation in …` below the second party, in a head that marks no title.

    FOR on a line of its own may also stand between form and parties.
    """
    is_below_names = line.is_apart and any(is_institution(part.text) for part in reading.head.loose)
    if reading.zone is Zone.FORM and not reading.head.parties and (not reading.head.loose or is_below_names):
        opener = _TITLE_OPENER.match(line.text) if line.is_capitals else None
        is_opened = opener is not None and not INSTITUTION.match(line.text[opener.end() :])
        if reading.head.title or not (line.squeezed in OPENERS or is_opened):
            return False
        reading.zone = Zone.TITLE
        if opener is not None and is_opened:
            _put(reading, _part_of(line, line.text[opener.end() :]))
        return True
    if reading.is_title_marked or reading.zone not in (Zone.PARTY, Zone.NUMBER):
        return False
    parties = reading.head.parties
    last = parties[-1] if parties else []
    is_second = (
        len(parties) > 1
        or any(_BEGINS_SECOND.match(part.text) for part in last)
        # Several institutions stand one below the other behind ANTARA, and no word joins them.
        or len(cut_at_institutions(last)) > 1
    )
    is_alone = line.squeezed in OPENERS
    is_below = reading.zone is Zone.NUMBER or line.is_apart
    opener = _TITLE_OPENER.match(line.text) or (_ANY_OPENER.match(line.text) if is_below else None)
    if not last or not is_second or not (is_alone or opener):
        return False
    reading.zone = Zone.TITLE
    if opener is not None and not is_alone:
        _put(reading, _part_of(line, line.text[opener.end() :]))
    return True


def _about(reading: _Reading, line: Line) -> bool:
    """TENTANG opens the title, once; in an amendment, whose title begins with its form, the word belongs to it."""
    head = reading.head
    key = about_of(line.squeezed)
    if reading.zone is Zone.TITLE and not head.title and key in WORK_ALONE:
        # `UNTUK` / `PEKERJAAN` / title.
        return True
    word = next((word for word in ABOUT if is_near(key, word)), key if opens_title(key) else None)
    if word is None or reading.zone is Zone.TITLE or (head.title and not head.form.is_amendment):
        return False
    if head.title:
        head.title.append(Line(line.page, word, word))
    reading.zone = Zone.TITLE
    return True


def _behind_number(reading: _Reading, line: Line) -> bool:
    """A line below a number that does not go on with it: the party it was announced for, or nothing yet."""
    head = reading.head
    if reading.zone is not Zone.NUMBER or _continues_number(head, line):
        return False
    if head.is_framed and head.has_open_party:
        reading.zone = Zone.PARTY
    elif _opens_party(head, line):
        head.parties.append([])
        reading.zone = Zone.PARTY
    elif head.title or not head.is_framed:
        reading.zone = Zone.FORM
    _put(reading, line)
    return True


def _labelled_party(reading: _Reading, line: Line) -> bool:
    """`Penyelenggara I : …` or `Pelaksana Swakelola : …` in a head that is a table."""
    found = _PARTY_LABEL.match(line.text)
    if found is None or reading.head.is_framed:
        return False
    if _LABELS_BESIDE.match(found[1]):
        # The heads of two columns, of which the tables below say more.
        return True
    reading.head.listed.append([_part_of(line, found[1])] if found[1] else [])
    reading.zone = Zone.LISTED
    return True


def _row_of_table(reading: _Reading, line: Line) -> bool:
    """A row that holds an institution and its number, below a title that is told already."""
    if reading.head.title and not reading.head.parties and _HEAD_OF_ROWS.match(line.text):
        return True
    if not _is_row_below_title(reading, line):
        return False
    reading.is_in_rows = True
    reading.head.loose.append(line)
    return True


def _behind_label(reading: _Reading, line: Line) -> bool:
    """A line that goes on with a party of a table, or with another label ends it."""
    if reading.zone is not Zone.LISTED:
        return False
    if _LABEL.match(line.text) or is_marker(line):
        reading.zone = Zone.FORM
        return _LABEL.match(line.text) is not None and _PARTY_LABEL.match(line.text) is None
    reading.head.listed[-1].append(line)
    return True


def _quoted_title(reading: _Reading, line: Line) -> bool:
    """A title that stands between quotation marks, which no word announced."""
    head = reading.head
    if reading.is_title_marked or head.title or not _QUOTED.match(line.text) or reading.zone is Zone.TITLE:
        return False
    is_below = line.is_apart and not head.has_open_party
    if head.is_framed and len(head.parties) < 2 and not (head.numbers or is_below):
        return False
    head.is_title_labelled = True
    reading.zone = Zone.TITLE
    _put(reading, line)
    return True


def _labelled_title(reading: _Reading, line: Line) -> bool:
    """`Judul : …` or `Nama Paket Pekerjaan : …`, up to the next line with a label of its own."""
    head = reading.head
    if reading.zone is Zone.TITLE and head.is_title_labelled and _LABEL.match(line.text):
        reading.zone = Zone.FORM
        return _PARTY_LABEL.match(line.text) is None
    if (
        _TITLE_LABEL_ALONE.match(line.text)
        and not head.title
        and not (reading.zone is Zone.PARTY and head.has_open_party)
    ):
        head.is_title_labelled = True
        reading.zone = Zone.TITLE
        return True
    found = _TITLE_LABEL.match(line.text)
    if (
        found is None
        or head.title
        or (reading.zone is Zone.PARTY and head.has_open_party)
        or _DAY_AFTER.match(found[1])
    ):
        return False
    head.is_title_labelled = True
    reading.zone = Zone.TITLE
    _put(reading, _part_of(line, found[1]))
    return True


_KINDS: tuple[Callable[[_Reading, Line], bool], ...] = (
    _number,
    _labelled_title,
    _row_of_table,
    _behind_label,
    _labelled_party,
    _quoted_title,
    _other_language,
    _between,
    _and,
    _and_without_between,
    _and_in_title,
    _unmarked_title,
    _about,
    _behind_number,
)


def _continues_number(head: Head, line: Line) -> bool:
    """`TAHUN 2025` or `HM.05.02` below a number that ran out of room."""
    before = head.numbers[-1]
    if len(before) > _MOST_LINES_OF_NUMBER or len(line.text) > _LONGEST_END_OF_NUMBER:
        return False
    if _YEAR_OF_NUMBER.match(line.text):
        return True
    last = before[-1].text
    is_unfinished = last.rstrip().endswith(("/", "-", ".", ":")) and "..." not in last
    return is_unfinished and any(letter.isdigit() for letter in line.text)


# When all lines are read.


def _drop_labels_alone(head: Head) -> None:
    """Leave out `Nomor` that heads a column, where the numbers themselves were found without it."""
    is_told = [bool(_FIGURE.search(flowing(lines))) for lines in head.numbers]
    if sum(is_told) < max(2, len(head.parties)) or all(is_told):
        return
    head.numbers = [lines for lines, told in zip(head.numbers, is_told, strict=True) if told]
    head.above_numbers = [above for above, told in zip(head.above_numbers, is_told, strict=True) if told]


def _list_rows(head: Head) -> None:
    """Take the rows of a table that each hold an institution and its number (`2 KEJAKSAAN … B-2240/M.6/…`)."""
    rows = [(line, row) for line in head.loose if (row := _row_of(line.text)) is not None]
    if head.parties or len(rows) < 2:
        return
    first = head.loose.index(rows[0][0])
    # What stands below a row goes on with its name.
    for line in head.loose[first:]:
        row = _row_of(line.text)
        if row is None:
            head.parties[-1].append(line)
        else:
            head.parties.append([_part_of(line, row[0])])
    head.numbers = [[_part_of(line, number)] for line, (_, number) in rows]
    head.above_numbers = list(range(1, len(rows) + 1))
    head.loose = head.loose[:first]


def _row_of(text: str) -> tuple[str, str] | None:
    """Institution and number of a row, whatever was read of the figure before them and the rule between them."""
    found = _ROW.match(text)
    if found is None or not INSTITUTION.match(found[1]):
        return None
    return (found[1], found[2]) if unlabelled(found[2].split()[0]) is not None else None


def _list_unframed(head: Head) -> None:
    """Take the capitals above the numbers for the parties where they are institutions, one a number."""
    groups = cut_at_institutions(head.loose)
    if not head.parties and len(groups) == len(head.numbers) > 1:
        head.parties, head.loose = groups, []


def _keep_first_language(head: Head) -> None:
    """Leave out the second language of a head that says each line twice."""
    if head.is_bilingual:
        head.parties = [first_language(party) for party in head.parties]
        head.title = first_language(head.title)


def _take_numbers_below(head: Head, below: Sequence[Line]) -> None:
    """Take labelled numbers that stand below the title in another language, which looks like running text."""
    at = next((at for at, line in enumerate(below[:_MOST_OF_OTHER_TITLE]) if NUMBER.match(line.text)), None)
    if not head.title or at is None or any(is_opening(line) for line in below[:at]):
        return
    for line in below[at:]:
        if not NUMBER.match(line.text):
            break
        if flowing([line]) not in [flowing(lines) for lines in head.numbers]:
            head.numbers.append([line])
            head.above_numbers.append(0)
        at += 1
    head.end += at


def _take_numbers_above(head: Head, before: Sequence[Line]) -> None:
    """Take whole numbers above the form for those of a head that lacks them."""
    for line in before[:_MOST_ABOVE]:
        value = line.text if NUMBER.match(line.text) else unlabelled(line.text)
        if value is not None and value not in [flowing(lines) for lines in head.numbers]:
            head.numbers.append([_part_of(line, value)])
            head.above_numbers.append(0)


def _take_title_above(head: Head, before: tuple[Line, ...]) -> None:
    """Take the capitals right above the form for the title of a head that has none; what a letterhead says is"
    " none."""
    parties = [line for line in head.loose if is_institution(line.text) or not line.text[-1:].isalpha()]
    if head.title or 2 * len(parties) < len(head.loose) or not head.form.is_printed:
        return
    found: list[Line] = []
    for line in reversed(before[-_MOST_TITLE_ABOVE:]):
        is_rest = not found and len(line.text.split()) == 1 and line.text[:1].isupper() and not line.is_apart
        if not (line.is_capitals or _is_titled(line) or is_rest) or is_address(line.text) or is_number_line(line.text):
            break
        if is_opening(line) or any(letter.isdigit() for letter in line.text):
            break
        if INSTITUTION.match(line.text) and not (line.is_apart and is_work(" ".join(f.text for f in [line, *found]))):
            break
        found.insert(0, line)
        if line.is_apart:
            break
    rest = before[: len(before) - len(found)]
    is_letterhead = bool(rest) and INSTITUTION.match(rest[-1].text) is not None and not (found and found[0].is_apart)
    if len(squeeze(" ".join(line.text for line in found))) >= _LEAST_TITLE and not is_letterhead:
        head.title, head.is_title_guessed = found, True


def _is_titled(line: Line) -> bool:
    """Whether all its longer words begin with a capital: the title of an English paper, not a sentence."""
    words = [word for word in line.text.split() if len(word) > 3 and word[0].isalpha() and word not in _SMALL_IN_TITLES]
    return (
        len(words) > 1 and all(word[0].isupper() for word in words) and not line.text.rstrip().endswith((".", ";", ":"))
    )


def _opens_party(head: Head, line: Line) -> bool:
    """Whether a line below a party's own number is the next party, in a head that joins them by no word."""
    is_own = bool(head.above_numbers) and head.above_numbers == list(range(1, len(head.parties) + 1))
    is_name = INSTITUTION.match(line.text) is not None or (line.is_capitals and len(line.text.split()) > 1)
    return head.is_framed and not head.title and is_own and is_name and not _TITLE_OPENER.match(line.text)


def _part_of(line: Line, text: str) -> Line:
    """A part of a line as a line of its own."""
    return Line(line.page, text, squeeze(text))
