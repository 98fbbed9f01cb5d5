"""Where a head ends: at the opening sentence, at the same head in another language, or at running text."""

import re

from portal.domain.suggestions.find.form import find_form
from portal.domain.suggestions.find.head_lines import is_marker, is_number_line
from portal.domain.suggestions.find.head_parts import Head, Zone
from portal.domain.suggestions.find.joints import opens_title
from portal.domain.suggestions.find.person_names import looks_like_person
from portal.domain.suggestions.text.lines import Line, squeeze

_OPENING = re.compile(
    r"(?i)^\W*(?:pada hari|(?:on )?this day|on this|today|pada tanggal|yang bertanda\b|yang bertandatangan"
    r"|kami,? (?:yang|masing)|kami\s?:|kami, \w|menindaklanjuti\b"
    r"|we,? the\b|we, |.{1,30}\bpada hari ini\b"
    r"|perjanjian ini"
    r"|(?:naskah |surat )?(?:perjanjian|nota|kesepakatan|kesepahaman|memorandum|pengaturan|kontrak|piagam"
    r"|keputusan)[a-z ]{0,40} ini\b"
    r"|this (?:(?:\w+ ){0,2}agreement\b|memorandum|agreement|arrangement|letter|implementing|document|protocol|joint)"
    r"|know all men|whereas|kedua (?:belah )?pihak|para pihak|both parties|the parties|the undersigned"
    r"|dengan rahmat|bismillah|hari ini|kami yang|pasal ?[1i]\b|article ?[1i]\b"
    r"|the (?:\w+ ){1,14}\(?hereinafter|[1IA][.)]\s+[A-Za-z]|preamble|pembukaan$|menimbang"
    r"|(?:section|part|bab|bagian|butir|klausul|clause|ke)[\s-]?[1Il|]\b|1\s+[A-Z][A-Za-z ]{3,45}\W*$"
    r"|this (?:\w+ ){0,3}(?:mou|moa|charter|contract|grant)\b|between\s?:\s*\(?[1il]\W|dengan ini\b|bertempat di\b"
    r"|bertepatan (?:dengan|pada)\b|.{4,80}\bkami,? (?:para )?(?:pimpinan|kepala|ketua|yang bertanda)\b"
    r"|kepada\W{1,3}(?:yth|yang terhormat)\b|dear\b"
    r"|dalam rangka .{4,60}, pada hari"
    r"|(?:on |pada )?(?:senin|selasa|rabu|kamis|jum[’']?at|sabtu|minggu|(?:mon|tues|wednes|thurs|fri|satur|sun)day),?"
    r" (?:tanggal |the )?\w+"
    r"|(?:\d[.)]\s*|[ivx]{1,3}[.)]\s*|[a-d][.)]\s*)?nama(?: lengkap)?\s*:"
    r"|di [a-z ]{3,30}, (?:hari )?(?:senin|selasa|rabu|kamis|jum[’']?at|sabtu|minggu)\b"
    r"|(?:concluded|done|executed|signed|made|given|diteken|diperbuat|ditandatangani|dibuat) (?:under|at"
    r"|in|on|di|pada)\b)"
)
_OPENING_KEYS = ("PADAHARI", "YANGBERTANDATANGAN", "ONTHISDAY", "PASALI", "ARTICLEI", "DENGANRAHMATTUHAN")
_SECOND_HEAD = re.compile(r"^[A-Z -]{6,60}\b(?:BETWEEN|ANTARA)\b")
_BEGINS_AMENDMENT = ("Adendum", "Perubahan")
"""Names of forms that titles begin with as well."""

_JOINED_ON = re.compile(
    r"(?i)\b(?:pada|di|oleh|dan|antara|dengan|bagi|untuk|dari|dalam|melalui|serta|terhadap|kepada|of|at|for|by|and|with"
    r"|the|through|lingkungan)$"
)
"""A line of a title that goes on with a name in the next."""

_TELLS_OF_PARTY = re.compile(
    r"^\W*(?:THE|The) [A-Z][^,;:]{8,120},\s(?:with its|having its|whose|an? [a-z]+ (?:established|incorporated|organi)"
    r"|(?:as |herein |duly )?represented by|established|organi[sz]ed|incorporated)\b"
)
"""`The MINISTRY …, with its office at …`: a sentence about the first party is no line of a head."""
_DATED = re.compile(
    r"^\W*[A-Z][\w'’.\-]+(?: [A-Z][\w'’.\-]+){0,2}\s?,\s?(?:tanggal )?\d{1,2}\s[A-Za-z]{3,9}\s(?:19|20)\d\d\W*$"
)
_MANY_WORDS = 8
_MOST_OF_NAME = 6
_DEGREE = re.compile(r"\s*(?:(?:[A-Z][A-Za-z]{0,4}\.){1,4}|Ph\.? ?D\.?)")
_SOME_WORDS = 4
"""Below an empty line behind a title, so many are enough: columns are narrow."""
_MANY_LETTERS = 12
_MOSTLY_SMALL = 0.5
"""Share of words that begin with a small letter from which on a line is running text."""

_NAMES_NEXT = re.compile(r"\b(?:DAN|AND)$")
_LEAST_NAME = 10
"""A party is not recognised by fewer letters: many names begin with the same word."""

_MOST_NAME = 20
"""And it needs no more of them: further on, a recital may spell it differently."""


def is_opening(line: Line) -> bool:
    """Whether a line begins the text proper."""
    return bool(_OPENING.match(line.text)) or line.squeezed.startswith(_OPENING_KEYS)


def is_dated(text: str) -> bool:
    """Whether a line is a town and a day and nothing else, as letters and some papers carry below their head."""
    return _DATED.match(text) is not None


def ends_head(head: Head, zone: Zone, line: Line, *, in_capitals: bool) -> bool:
    """Whether a line is the first behind a head; `in_capitals` says that the head's own form is set in capitals."""
    if is_opening(line) or _is_second_head(head, line) or _TELLS_OF_PARTY.search(line.text) is not None:
        return True
    is_named = zone is Zone.PARTY and len(head.parties) > 1 and all(head.parties)
    if head.title and (zone is Zone.TITLE or is_named) and is_dated(line.text):
        return True
    if head.title and zone is Zone.TITLE and (_begins_recital(head, line) or _begins_with_signer(line)):
        return True
    if is_named and _begins_recital(head, line):
        return True
    # Right below the form, addresses and mottos look like prose, and nothing of the head has been said yet.
    return zone is not Zone.FORM and _is_prose(head, zone, line, in_capitals=in_capitals)


def _is_second_head(head: Head, line: Line) -> bool:
    """The same head again in another language, once the first has its parties and its title."""
    if not head.parties or not head.title or opens_title(line.squeezed) or _JOINED_ON.search(head.title[-1].text):
        return False
    form = find_form((line,))
    if form is None or form.name in _BEGINS_AMENDMENT:
        return False
    return form.is_alone or _SECOND_HEAD.search(line.text) is not None


def _begins_with_signer(line: Line) -> bool:
    """Whether a line below a title begins with a person and more is said of him: so an opening without a verb goes."""
    name, comma, rest = line.text.partition(",")
    has_more = comma == "," and "," in rest and _DEGREE.match(rest) is not None
    return has_more and 2 <= len(name.split()) <= _MOST_OF_NAME and looks_like_person(name)


def _begins_recital(head: Head, line: Line) -> bool:
    """Whether a line begins as the first party is called: so recitals begin, and titles do not."""
    first = head.parties[0] if head.parties else []
    name = squeeze(" ".join(part.text for part in first)).removeprefix("THE")[:_MOST_NAME]
    if len(name) < _LEAST_NAME or not line.squeezed.removeprefix("THE").startswith(name):
        return False
    before = head.title or head.parties[-1]
    if not line.is_capitals:
        return not _JOINED_ON.search(before[-1].text)
    # A title in capitals may end in a name; only a recital says more of the party behind a comma or a bracket, or
    # names the next one as well.
    says_more = "," in line.text or "(" in line.text or (line.is_apart and _NAMES_NEXT.search(line.text) is not None)
    return says_more and not _JOINED_ON.search(before[-1].text)


def _is_prose(head: Head, zone: Zone, line: Line, *, in_capitals: bool) -> bool:
    """A line of running text: not in capitals although the head is, or a sentence of small letters."""
    if is_number_line(line.text) or is_marker(line):
        return False
    if zone is Zone.PARTY and head.has_open_party:
        # Right below ANTARA or DENGAN stands a name, however many small words it has.
        return False
    below = head.parties[-1] if zone is Zone.PARTY and head.parties else []
    if below and below[-1].is_capitals and not line.is_capitals and len(line.text.split()) >= _MANY_WORDS:
        return True
    if in_capitals and not line.is_capitals and len(line.squeezed) > _MANY_LETTERS:
        is_title_in_capitals = bool(head.title) and head.title[0].is_capitals
        return is_title_in_capitals or _small_share(line) > _MOSTLY_SMALL
    is_long = len(line.text.split()) >= (_SOME_WORDS if line.is_apart and head.title else _MANY_WORDS)
    return is_long and _small_share(line) > _MOSTLY_SMALL


def _small_share(line: Line) -> float:
    """The share of its words that begin with a small letter."""
    words = [word for word in line.text.split() if word[0].isalpha()]
    return sum(word[0].islower() for word in words) / len(words) if words else 0.0
