"""The head of a naskah taken apart: form, parties, numbers and title, in whatever order they stand."""

import re
from dataclasses import dataclass, field

from portal.domain.suggestions.bentuk_baca import FormRead, find_form
from portal.domain.suggestions.dwibahasa import first_language
from portal.domain.suggestions.lines import Line, is_near, squeeze

_BETWEEN = ("ANTARA", "BETWEEN", "OLEHDANANTARA", "AMONG", "BYANDBETWEEN", "ANTARABETWEEN")
_AND = ("DENGAN", "DAN", "AND", "WITH", "SERTA", "DANDENGAN", "DANAND", "DENGANAND", "DENGANWITH")
_ABOUT = (
    "TENTANG", "MENGENAI", "CONCERNING", "ON", "REGARDING", "RELATINGTO", "INTHEFIELDOF", "DIBIDANG", "DALAMBIDANG",
    "DALAMRANGKA", "PERIHAL", "ABOUT", "TENTANGON", "TENTANGCONCERNING", "MENGENAION", "MENGENAICONCERNING",
)  # fmt: skip
_OPENING = re.compile(
    r"(?i)^\W*(?:pada hari|(?:on )?this day|on this|today|pada tanggal|yang bertanda ?tangan|kami,? yang|perjanjian ini"
    r"|nota kesepahaman ini|the undersigned|dengan rahmat|bismillah|hari ini|kami yang|pasal ?[1i]\b|article ?[1i]\b"
    r"|the (?:\w+ ){1,14}\(?hereinafter|[1IA][.)]\s+[A-Za-z]|preamble|pembukaan$|menimbang)"
)
_OPENING_KEYS = ("PADAHARI", "YANGBERTANDATANGAN", "ONTHISDAY", "PASALI", "ARTICLEI", "DENGANRAHMATTUHAN")
_NUMBER = re.compile(r"(?i)^\W*(?:n\s?[o0]\s?m\s?[o0]\s?r|number|no\s?[.:]|nomer|ref(?:erence)? no)(?![a-z])")
_INLINE = re.compile(r"\b(ANTARA|DENGAN|TENTANG|MENGENAI|BETWEEN|CONCERNING|NOMOR|NUMBER)\b")
_INLINE_ANY = re.compile(r"\b(antara|dengan|tentang|mengenai|between|concerning|nomor)\b", re.IGNORECASE)
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
        self._seen_numbers = False

    def read(self, lines: tuple[Line, ...]) -> Head:
        at = self.head.form.at
        is_upper = lines[at].is_capitals
        at = self._skip_form(lines, at)
        for index in range(at, min(len(lines), at + _MOST_LINES)):
            line = lines[index]
            if self._is_end(line, is_upper):
                break
            is_marker = line.squeezed in (*_BETWEEN, *_AND, *_ABOUT)
            if not is_marker and _PAGE_NOISE.match(line.text) and self.zone != "number":
                continue
            for piece in _split(line, self.zone):
                self._take(piece)
            self.head.end = index + 1
        if self.head.is_bilingual:
            self.head.parties = [first_language(party) for party in self.head.parties]
            self.head.title = first_language(self.head.title)
        return self.head

    def _skip_form(self, lines: tuple[Line, ...], at: int) -> int:
        """The first line behind the form's name; the rest of a shared line is read at once."""
        form = self.head.form
        line = lines[at]
        if form.is_alone:
            is_broken = not form.is_amendment and len(line.squeezed) + 2 < len(squeeze(form.name))
            self.head.end = at + (2 if is_broken else 1)
            return self.head.end
        pieces = list(_split(line, "form"))
        if form.is_amendment:
            self.head.title.append(pieces[0])
            self.zone = "title" if len(pieces) == 1 else "form"
        for piece in pieces[1:]:
            self._take(piece)
        self.head.end = at + 1
        return at + 1

    def _is_end(self, line: Line, is_upper: bool) -> bool:
        if is_opening(line):
            return True
        if self._is_second_head(line) or (self.head.title and self.zone == "title" and self._names_party(line)):
            return True
        if _NUMBER.match(line.text) or self.zone in ("form", "number"):
            return self.zone == "number" and self._is_prose(line, is_upper)
        return self._is_prose(line, is_upper)

    def _names_party(self, line: Line) -> bool:
        """Whether a line begins as the first party is called: so recitals begin, and titles do not."""
        party = squeeze(" ".join(part.text for part in (self.head.parties or [[]])[0])).removeprefix("THE")[:20]
        return len(party) >= 10 and not line.is_capitals and line.squeezed.removeprefix("THE").startswith(party)

    def _is_second_head(self, line: Line) -> bool:
        """The same head again in English, once the first has its parties and its title."""
        has_all = self.head.parties and self.head.title
        return bool(has_all) and find_form((line,)) is not None and line.squeezed not in _ABOUT and self._ends(line)

    def _ends(self, line: Line) -> bool:
        found = find_form((line,))
        return found is not None and found.is_alone and found.name not in ("Adendum", "Perubahan")

    def _is_prose(self, line: Line, is_upper: bool) -> bool:
        """A line of running text: not in capitals although the head is, or a sentence of small letters."""
        if _NUMBER.match(line.text) or line.squeezed in (*_BETWEEN, *_AND, *_ABOUT):
            return False
        if is_upper and not line.is_capitals and len(line.squeezed) > 12:
            is_title_case = bool(self.head.title) and not self.head.title[0].is_capitals
            return bool(self.head.title and not is_title_case) or _small_share(line) > 0.5
        return len(line.text.split()) >= 8 and _small_share(line) > 0.5

    def _take(self, line: Line) -> None:
        key = line.squeezed
        if _NUMBER.match(line.text):
            self.head.numbers.append([line])
            self.zone = "number"
        elif self._is_said_again(key):
            self.head.is_bilingual = True
        elif any(is_near(key, word) for word in _BETWEEN) and not (self.zone == "title" and self.head.parties):
            self._open_parties(key)
        elif self.zone in ("party", "number") and _starts_party(key) and self.head.is_framed:
            self.head.parties.append([])
            self.zone = "party"
        elif self.zone == "form" and self._opens_unnamed(key):
            # The word ANTARA was not printed or not read.
            self.head.parties = [self.head.loose, []]
            self.head.loose, self.head.is_framed, self.zone = [], True, "party"
        elif any(is_near(key, word) for word in _ABOUT) and self.zone != "title" and self._may_title(line):
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
            return key in _BETWEEN or (key in ("AND", "WITH", "DAN", "DENGAN") and len(self.head.parties) > 1)
        return self.zone == "title" and not self.head.title and key in _ABOUT

    def _opens_unnamed(self, key: str) -> bool:
        """Whether the lines before this connecting word are a party."""
        loose = self.head.loose
        if not loose or self.head.parties:
            return False
        return key == "DENGAN" or (key in ("DAN", "AND") and bool(INSTITUTION.match(loose[0].text)))

    def _open_parties(self, key: str) -> None:
        self.head.is_framed = True
        self.head.is_english = key in ("BETWEEN", "AMONG", "BYANDBETWEEN")
        self.head.parties = [[]]
        self.zone = "party"

    def _may_title(self, line: Line) -> bool:
        """TENTANG opens the title; in an amendment, whose title begins with its form, the word itself belongs to it."""
        if self.head.title and self.head.form.is_amendment:
            word = next((word for word in _ABOUT if is_near(line.squeezed, word)), line.text)
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
    return key in _AND or is_near(key, "DENGAN")


def _small_share(line: Line) -> float:
    words = [word for word in line.text.split() if word[0].isalpha()]
    return sum(word[0].islower() for word in words) / len(words) if words else 0.0


def _split(line: Line, zone: str) -> list[Line]:
    """A line cut before and behind the words that change the zone, as heads in running text need it."""
    pattern = _INLINE if line.is_capitals else _INLINE_ANY
    if zone == "title" or (line.squeezed in (*_BETWEEN, *_AND, *_ABOUT)) or _NUMBER.match(line.text):
        pieces = _numbers_apart(line.text)
    else:
        pieces = []
        for piece in _first_title(pattern.split(line.text), pattern):
            pieces += _numbers_apart(piece)
        if line.text.startswith(("DAN ", "AND ", "DENGAN ")) and zone == "party":
            pieces = _leading_and(pieces)
    return [Line(line.page, piece.strip(), squeeze(piece)) for piece in pieces if piece.strip()]


def _first_title(pieces: list[str], pattern: re.Pattern[str]) -> list[str]:
    """What follows the first TENTANG stays whole: a title may say DENGAN and ANTARA itself; NOMOR keeps its number."""
    kept: list[str] = []
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        if piece.upper() in ("NOMOR", "NUMBER") and pattern.fullmatch(piece):
            kept.append(piece + (pieces[index + 1] if index + 1 < len(pieces) else ""))
            index += 2
            continue
        kept.append(piece)
        if piece.upper() in ("TENTANG", "MENGENAI", "CONCERNING"):
            kept.append("".join(pieces[index + 1 :]))
            break
        index += 1
    return kept


def _numbers_apart(text: str) -> list[str]:
    """Two numbers side by side on one line, as columns of a head leave them."""
    return [piece for piece in re.split(r"(?<=\S)\s+(?=(?:NOMOR|Nomor)\s*:)", text) if piece]


INSTITUTION = re.compile(
    r"(?i)^(?:the )?(?:kementerian|pemerintah|universitas|direktorat|badan|lembaga|kantor|dinas|pt\b|yayasan|institut"
    r"|kepolisian|kejaksaan|komisi|rumah|balai|sekolah|politeknik|bank|perum|ministry|government|department|university"
    r"|dewan|mahkamah|pengadilan|ikatan|perkumpulan|koperasi|fakultas|sekretariat|inspektorat|polres|polda|akademi"
    r"|stai|stie|iain|uin|cv\b|pusat|majelis|asosiasi|organisasi|immigration|united|international|national|republik"
    r"|kepala|bupati|gubernur|wali|rektor|menteri|direktur)"
)


def _leading_and(pieces: list[str]) -> list[str]:
    """`DAN PEMERINTAH …` begins a party; `DAN PEMASYARAKATAN` goes on with a name."""
    first, _, rest = pieces[0].partition(" ")
    if first in ("DAN", "AND") and INSTITUTION.match(rest):
        return [first, rest, *pieces[1:]]
    return pieces
