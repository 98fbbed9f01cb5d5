"""Page texts as lines to be compared: cleaned, cut to a bounded size, with OCR dirt folded away in the keys.

Everything that looks for a fixed word of a naskah compares squeezed keys: capitals without blanks, so that `ANT ARA`,
`N O M O R` and `PASAL1` are what they were meant to be.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from portal.domain.berkas.reading import PageText
from portal.domain.suggestions.text.halves import halves
from portal.domain.suggestions.text.tabular import tabular

MOST_CHARACTERS = 40_000
"""Of one page; a page of dense prose has about 5,000."""

MOST_LINES = 400
LONGEST_LINE = 2_000
_IN_CAPITALS = 0.75
"""Share of capitals from which on a line is one in capitals: recognisers make small letters of some."""

_SPACED = 0.8
"""Share of single letters from which on a line is set with blanks between its letters."""

_DIVIDED = "\0"
_BLANKS = re.compile(r"[^\S\n]+")
_UNSEEN = re.compile("[\0-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff\ud800-\udfff]")
_SPACED_OUT = re.compile(r"(?<!\S)(?:[A-Z] ){4,}[A-Z](?!\S)")
"""A word set with blanks between its letters, on a line with others: `K E R J A S A M A ILMIAH`."""

_SPACED_LABEL = re.compile(r"(?<!\S)[A-Z](?: [a-z]){3,}(?=\s*(?:[:,]|$))")
"""`N a m a :`, `B l i t a r, 1 9 Juli 1999`."""

_SPACED_DAY = re.compile(
    r"(?<![\d./-] )(?<!\S)([0-3]) (\d)(?= (?:Jan|Feb|Mar|Apr|Mei|Jun|Jul|Agu|Sep|Okt|Nov|Des)[a-z]* (?:19|20)\d\d)"
)

_LOST_COLON = re.compile(
    r"^(\W*(?:\d{1,2}\s?[.)]\s*)?(?:Nama(?: Lengkap)?|Jabatan|Alamat|NIP|NRP|NIK|Pekerjaan|Instansi|Lembaga|Unit Kerja"
    r"|Satuan Kerja|Pangkat(?:\s?/\s?Gol\w*)?|Bertindak|Kedudukan))"
    r"\s+(?:[138;i!|»>=-]{1,2}|[:;]\s[138;i!|])\s+(?=[A-Z(])"
)
"""Between label and value recognisers take the colon for a figure or a stroke."""

_STROKE_IN_CAPITALS = re.compile(r"(?<=[A-Z])l(?=[A-Z])|(?<![\w.])l(?=[A-Z]{3})|(?<=[A-Z]{3})l(?![\w])")
"""Amid capitals recognisers take I for a small l; nobody writes one there."""

_PARTY_WORD = re.compile(r"\bP[l1|!]HAK\b")
_OLD_PARTY_WORD = re.compile(r"\b([Ff])(?=ihak\b|IHAK\b)")
"""`fihak`, as it was once spelt."""
_CLASS_BAR = re.compile(r"(?<=\bkelas )\|{1,3}(?=\W|$)", re.IGNORECASE)
"""Recognisers take the Roman one of `Kelas I` for a stroke."""
_NOT_LETTERS = re.compile(r"[^A-Z]+")
_LOOKALIKE = str.maketrans("0158|!€£", "OISBIIEL")


@dataclass(frozen=True)
class Line:
    """One line of a page (counted from 1); `squeezed` holds its capitals A to Z alone, look-alikes folded.

    `is_apart` says that an empty line stands above it.
    """

    page: int
    text: str
    squeezed: str
    is_apart: bool = False

    @property
    def is_capitals(self) -> bool:
        """Whether nearly all of its letters are capitals."""
        letters = [letter for letter in self.text if letter.isalpha()]
        return bool(letters) and sum(letter.isupper() for letter in letters) >= _IN_CAPITALS * len(letters)


def squeeze(text: str) -> str:
    """`N0 MOR :` becomes `NOMOR`."""
    plain = unicodedata.normalize("NFKD", text).upper().translate(_LOOKALIKE)
    return _NOT_LETTERS.sub("", plain)


def clean(text: str) -> str:
    """A page text in NFKC of bounded length, without unseen marks, blanks collapsed inside its lines."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]))
    text = _STROKE_IN_CAPITALS.sub("I", _PARTY_WORD.sub("PIHAK", text))
    text = _OLD_PARTY_WORD.sub(lambda word: "P" if word[1] == "F" else "p", text)
    return _CLASS_BAR.sub(lambda bar: "I" * len(bar.group()), _BLANKS.sub(" ", text))


def lines_of(page: PageText) -> tuple[Line, ...]:
    """The lines of a page that hold anything, letter-spaced capitals closed up."""
    found: list[Line] = []
    is_apart = False
    for raw in (halves(page) or tabular(page) or page.text[:MOST_CHARACTERS].splitlines())[: 2 * MOST_LINES]:
        text = clean(_close_up(raw[:LONGEST_LINE])).strip()
        if text:
            text = _SPACED_OUT.sub(lambda word: word.group().replace(" ", ""), text)
            text = _SPACED_LABEL.sub(lambda word: word.group().replace(" ", ""), text)
            text = _SPACED_DAY.sub(r"\1\2", text)
            text = _LOST_COLON.sub(r"\1 : ", text)
            found.append(Line(page.number, text, squeeze(text), is_apart))
        is_apart = not text
        if len(found) == MOST_LINES:
            break
    return tuple(found)


def is_near(squeezed: str, word: str) -> bool:
    """Whether a squeezed text is this word, give or take what a recogniser gets wrong."""
    length = len(word)
    apart = len(squeezed) - length
    if not -2 <= apart <= 2:
        return False
    if squeezed == word:
        return True
    allowed = 0 if length < 6 else 1 if length < 11 else 2
    return abs(apart) <= allowed and Levenshtein.distance(squeezed, word, score_cutoff=allowed) <= allowed


def flowing(lines: Sequence[Line]) -> str:
    """Lines as running text, words divided at the end of a line put together again."""
    texts = [line.text for line in lines]
    for at in range(len(texts) - 1):
        texts[at] = _undivided(texts[at], texts[at + 1])
    return " ".join(texts).replace(_DIVIDED + " ", "")


def _undivided(text: str, after: str) -> str:
    """A line whose last word goes on in the next, marked; `nilai-` above `nilai` keeps its hyphen."""
    if not (text[-1:] == "-" and text[-2:-1].islower() and after[:1].islower()):
        return text
    word, rest = text[:-1].rsplit(" ", 1)[-1], after.split(maxsplit=1)[0].rstrip(",.;:")
    return text if word.lower() == rest.lower() else text[:-1] + _DIVIDED


def _close_up(text: str) -> str:
    """`N O T A   K E S E P A H A M A N` becomes `NOTA KESEPAHAMAN`; any other line stays as it is."""
    pieces = text.split()
    if len(pieces) < 5 or sum(len(piece) == 1 and piece.isalpha() for piece in pieces) < _SPACED * len(pieces):
        return text
    return " ".join("".join(word.split()) for word in _wide_gaps(text))


def _wide_gaps(text: str) -> Iterator[str]:
    return (word for word in re.split(r"\s{2,}", text.strip()) if word)
