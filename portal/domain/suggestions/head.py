"""The head of a naskah taken apart: form, parties, numbers and title, in whatever order they stand."""

import re
from dataclasses import dataclass, field

from portal.domain.suggestions.baris_kepala import ABOUT, AND, BETWEEN, INSTITUTION, NUMBER, institutions, split
from portal.domain.suggestions.bentuk_baca import FormRead, find_form
from portal.domain.suggestions.dwibahasa import first_language
from portal.domain.suggestions.lines import Line, is_near, squeeze

_OPENING = re.compile(
    r"(?i)^\W*(?:pada hari|(?:on )?this day|on this|today|pada tanggal|yang bertanda ?tangan|kami,? yang|perjanjian ini"
    r"|(?:naskah |surat )?(?:perjanjian|nota|kesepakatan|kesepahaman|memorandum|pengaturan|keputusan)[a-z ]{0,40} ini\b"
    r"|this (?:memorandum|agreement|arrangement|letter|implementing|document|protocol|joint)"
    r"|the undersigned|dengan rahmat|bismillah|hari ini|kami yang|pasal ?[1i]\b|article ?[1i]\b"
    r"|the (?:\w+ ){1,14}\(?hereinafter|[1IA][.)]\s+[A-Za-z]|preamble|pembukaan$|menimbang)"
)
_OPENING_KEYS = ("PADAHARI", "YANGBERTANDATANGAN", "ONTHISDAY", "PASALI", "ARTICLEI", "DENGANRAHMATTUHAN")
_SECOND_HEAD = re.compile(r"^[A-Z -]{6,60}\b(?:BETWEEN|ANTARA)\b")
_FORM_ON = re.compile(r"(?i)(?:treaty|convention|protocol|agreement|arrangement|memorandum of \w+) on ([a-z].{3,})")
"""A form whose title follows on the same line."""
_HAS_BETWEEN = re.compile(r"\bBETWEEN\b")
_BEGINS_SECOND = re.compile(r"(?i)(?:and|dan|dengan|with)\s")
_TITLE_OPENER = re.compile(
    r"(?i)^(?:for (?=(?:the|an?)\b)|on (?=[a-z]{4})|concerning |regarding |relating to |in the field of |tentang "
    r"|mengenai )"
)
_ALONE_OPENERS = ("FOR", "UNTUK")
_JOINED_ON = re.compile(
    r"(?i)\b(?:pada|di|oleh|dan|antara|dengan|bagi|untuk|dari|of|at|for|by|and|with|the|lingkungan)$"
)
"""A line of a title that goes on with a name in the next."""
_MOST_LINES = 70
_PAGE_NOISE = re.compile(r"^[\W\d]*$|^(?:halaman|page)\b.{0,20}$|^\W*\w{1,2}\W*$", re.IGNORECASE)


@dataclass
class Head:
    """What stands before the text proper: lists of lines, each in reading order.

    `parties` holds one list of lines a party. `end` counts the lines of the document before the opening sentence.
    `is_framed` says that the parties stood between ANTARA and DENGAN; `is_bilingual` that a second language stood
    below each line of the first, and was left out.
    """

    form: FormRead
    parties: list[list[Line]] = field(default_factory=list)
    numbers: list[list[Line]] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)
    end: int = 0
    is_framed: bool = False
    is_english: bool = False
    is_bilingual: bool = False
    is_title_guessed: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it names two parties and a title."""
        return len(self.parties) > 1 and all(self.parties) and bool(self.title)


def read_head(lines: tuple[Line, ...]) -> Head | None:
    """The first head in these lines; None where they name no form. A second language's head is left alone."""
    form = find_form(lines)
    if form is None:
        return None
    return _Reader(form).read(lines)


def is_opening(line: Line) -> bool:
    """Whether a line begins the text proper."""
    return bool(_OPENING.match(line.text)) or line.squeezed.startswith(_OPENING_KEYS)


class _Reader:
    """Walks over the lines once; `zone` says what the next line belongs to."""

    def __init__(self, form: FormRead) -> None:
        self.head = Head(form)
        self.zone = "form"
        self._is_title_marked = True

    def read(self, lines: tuple[Line, ...]) -> Head:
        at = self.head.form.at
        is_upper = lines[at].is_capitals
        at = self._skip_form(lines, at)
        self._is_title_marked = any(line.squeezed in ABOUT for line in lines[at : at + _MOST_LINES])
        for index in range(at, min(len(lines), at + _MOST_LINES)):
            line = lines[index]
            if self._is_end(line, is_upper):
                break
            is_marker = line.squeezed in (*BETWEEN, *AND, *ABOUT)
            if not is_marker and _PAGE_NOISE.match(line.text) and self.zone != "number":
                continue
            is_between = self.zone == "title" and not self.head.parties and _HAS_BETWEEN.search(line.text)
            for piece in split(line, "form" if is_between else self.zone):
                self._take(piece)
            self.head.end = index + 1
        self._list_unframed()
        if self.head.is_bilingual:
            self.head.parties = [first_language(party) for party in self.head.parties]
            self.head.title = first_language(self.head.title)
        return self.head

    def _list_unframed(self) -> None:
        """Take the capitals above the numbers for the parties where they are institutions, one a number."""
        groups = institutions(self.head.loose)
        if not self.head.parties and len(groups) == len(self.head.numbers) > 1:
            self.head.parties, self.head.loose = groups, []

    def _skip_form(self, lines: tuple[Line, ...], at: int) -> int:
        """The first line behind the form's name; the rest of a shared line is read at once."""
        form = self.head.form
        line = lines[at]
        if not form.is_printed:
            return at
        if form.is_alone:
            is_broken = not form.is_amendment and len(line.squeezed) + 2 < len(squeeze(form.name))
            self.head.end = at + (2 if is_broken else 1)
            return self.head.end
        pieces = list(split(line, "form"))
        if form.is_amendment:
            self.head.title.append(pieces[0])
            self.zone = "title" if len(pieces) == 1 else "form"
        elif title := _FORM_ON.match(pieces[0].text):
            self.zone = "title"
            self._put(Line(line.page, title[1], squeeze(title[1])))
        elif len(pieces) > 1:
            self._keep_rest(pieces[0])
        for piece in pieces[1:]:
            self._take(piece)
        self.head.end = at + 1
        return at + 1

    def _keep_rest(self, line: Line) -> None:
        """`PERJANJIAN JASA PERBANKAN ANTARA …`: what stands between form and parties, which no TENTANG announced."""
        name = re.escape(self.head.form.name).replace(r"\ ", r"\s?")
        rest = re.match(rf"(?i)\W*{name}\b\W*(\S+\s.+)", line.text)
        if rest and line.is_capitals:
            self.head.loose.append(Line(line.page, rest[1], squeeze(rest[1])))

    def _is_end(self, line: Line, is_upper: bool) -> bool:
        if is_opening(line):
            return True
        if self._is_second_head(line) or (self.head.title and self.zone == "title" and self._names_party(line)):
            return True
        if NUMBER.match(line.text) or self.zone in ("form", "number"):
            return self.zone == "number" and self._is_prose(line, is_upper)
        return self._is_prose(line, is_upper)

    def _names_party(self, line: Line) -> bool:
        """Whether a line begins as the first party is called: so recitals begin, and titles do not."""
        party = squeeze(" ".join(part.text for part in (self.head.parties or [[]])[0])).removeprefix("THE")[:20]
        if len(party) < 10 or not line.squeezed.removeprefix("THE").startswith(party):
            return False
        if not line.is_capitals:
            return True
        # A title in capitals may end in a name; only a recital says more of the party behind a comma or a bracket.
        return ("," in line.text or "(" in line.text) and not _JOINED_ON.search(self.head.title[-1].text)

    def _is_second_head(self, line: Line) -> bool:
        """The same head again in English, once the first has its parties and its title."""
        has_all = self.head.parties and self.head.title
        return bool(has_all) and find_form((line,)) is not None and line.squeezed not in ABOUT and self._ends(line)

    def _ends(self, line: Line) -> bool:
        found = find_form((line,))
        is_whole = found is not None and (found.is_alone or _SECOND_HEAD.search(line.text) is not None)
        return is_whole and found is not None and found.name not in ("Adendum", "Perubahan")

    def _is_prose(self, line: Line, is_upper: bool) -> bool:
        """A line of running text: not in capitals although the head is, or a sentence of small letters."""
        if NUMBER.match(line.text) or line.squeezed in (*BETWEEN, *AND, *ABOUT):
            return False
        if self.zone == "party" and self.head.parties and not self.head.parties[-1]:
            # Right below ANTARA or DENGAN stands a name, however many small words it has.
            return False
        if is_upper and not line.is_capitals and len(line.squeezed) > 12:
            is_title_case = bool(self.head.title) and not self.head.title[0].is_capitals
            return bool(self.head.title and not is_title_case) or _small_share(line) > 0.5
        return len(line.text.split()) >= 8 and _small_share(line) > 0.5

    def _take(self, line: Line) -> None:
        key = line.squeezed
        if NUMBER.match(line.text):
            self.head.numbers.append([line])
            self.zone = "number"
        elif self._is_said_again(key):
            self.head.is_bilingual = True
        elif any(is_near(key, word) for word in BETWEEN) and not (self.zone == "title" and self.head.parties):
            if not (len(self.head.parties) > 1 and self.head.parties[-1]):
                self._open_parties(key)
        elif self.zone in ("party", "number") and _starts_party(key) and self.head.is_framed:
            self.head.parties.append([])
            self.zone = "party"
        elif self.zone == "form" and self._opens_unnamed(key):
            # The word ANTARA was not printed or not read.
            at = next((i for i, part in enumerate(self.head.loose) if INSTITUTION.match(part.text)), 0)
            # What stands above the first institution is the title, which no TENTANG announced.
            self.head.loose, party = self.head.loose[:at], self.head.loose[at:]
            self.head.parties, self.head.is_framed, self.zone = [party, []], True, "party"
        elif self._opens_title(line):
            self.zone = "title"
            if key not in _ALONE_OPENERS:
                self._put(Line(line.page, text := _TITLE_OPENER.sub("", line.text), squeeze(text)))
        elif any(is_near(key, word) for word in ABOUT) and self.zone != "title" and self._may_title(line):
            self.zone = "title"
        elif self.zone == "number" and not self._continues_number(line):
            self._leave_numbers(line)
        else:
            self._put(line)

    def _is_said_again(self, key: str) -> bool:
        """A connecting word below the same word of another language (`ANTARA`, `BETWEEN`), or both on one line."""
        if key in ("ANTARABETWEEN", "TENTANGON", "TENTANGCONCERNING", "MENGENAION", "MENGENAICONCERNING"):
            self.head.is_bilingual = True
            return False
        if self.zone == "party" and self.head.parties and not self.head.parties[-1]:
            return key in BETWEEN or (key in ("AND", "WITH", "DAN", "DENGAN") and len(self.head.parties) > 1)
        return self.zone == "title" and not self.head.title and key in ABOUT

    def _opens_title(self, line: Line) -> bool:
        """`FOR THE SALE OF …` or `on Cooperation in …` below the second party, in a head that marks no title."""
        last = self.head.parties[-1] if self.head.parties else []
        is_second = len(self.head.parties) > 1 or any(_BEGINS_SECOND.match(part.text) for part in last)
        is_behind = self.zone in ("party", "number") and is_second and bool(last)
        is_opener = line.squeezed in _ALONE_OPENERS or bool(_TITLE_OPENER.match(line.text))
        return is_behind and not self._is_title_marked and is_opener

    def _opens_unnamed(self, key: str) -> bool:
        """Whether the lines before this connecting word are a party."""
        loose = self.head.loose
        if not loose or self.head.parties:
            return False
        return key == "DENGAN" or (key in ("DAN", "AND") and bool(INSTITUTION.match(loose[0].text)))

    def _open_parties(self, key: str) -> None:
        self.head.is_framed = True
        self.head.is_english = key in ("BETWEEN", "BETWEENTHE", "AMONG", "BYANDBETWEEN")
        self.head.parties = [[]]
        self.zone = "party"

    def _may_title(self, line: Line) -> bool:
        """TENTANG opens the title; in an amendment, whose title begins with its form, the word itself belongs to it."""
        if self.head.title and self.head.form.is_amendment:
            word = next((word for word in ABOUT if is_near(line.squeezed, word)), line.text)
            self.head.title.append(Line(line.page, word, word))
            return True
        return not self.head.title

    def _continues_number(self, line: Line) -> bool:
        """`TAHUN 2025` or `HM.05.02` below a number that ran out of room."""
        before = self.head.numbers[-1]
        if len(before) > 2 or len(line.text) > 40:
            return False
        is_unfinished = before[-1].text.rstrip().endswith(("/", "-", ".", ":"))
        return bool(re.match(r"(?i)^(tahun|thn)\s?\d{4}\W*$", line.text)) or (
            is_unfinished and any(letter.isdigit() for letter in line.text) and "..." not in before[-1].text
        )

    def _leave_numbers(self, line: Line) -> None:
        if self.head.is_framed and self.head.parties and not self.head.parties[-1]:
            self.zone = "party"
        elif self.head.title or not self.head.is_framed:
            self.zone = "form"
        self._put(line)

    def _put(self, line: Line) -> None:
        if self.zone == "party" and self.head.parties:
            self.head.parties[-1].append(line)
        elif self.zone == "title":
            self.head.title.append(line)
        elif self.zone == "number" and self._continues_number(line):
            self.head.numbers[-1].append(line)
        elif not self.head.title and line.is_capitals:
            self.head.loose.append(line)


def _starts_party(key: str) -> bool:
    return key in AND or is_near(key, "DENGAN")


def _small_share(line: Line) -> float:
    words = [word for word in line.text.split() if word[0].isalpha()]
    return sum(word[0].islower() for word in words) / len(words) if words else 0.0
