"""How much a page text looks like language: recognised noise must not pass for a text that was read.

A score cannot tell right words from wrong ones; it tells words from scraps. Names and numbers are in no list, so a
quarter of known words is already the mark of real text, while noise reaches a few percent by chance.
"""

import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from portal.domain.language.roots import root

FLOOR = 0.2
"""Texts that score less are taken for noise."""

_LEAST_LETTERS = 8
_PLENTY_KNOWN = 0.5
_SHORTEST_WORD = 3
_LONGEST_LINE = 400
_MOST_STRANGE = 0.3
_SHIFTS = tuple({code: code + by for code in range(33, 127) if 32 <= code + by < 127} for by in range(-31, 32) if by)
_HEAD_WORDS = (
    *("nomor", "number", "tahun", "tanggal", "tentang", "pasal", "article", "antara", "between", "dengan"),
    *("perjanjian", "kesepahaman", "memorandum", "kementerian", "direktorat", "universitas", "pemerintah"),
    *("indonesia", "menteri", "gubernur", "bupati"),
)
"""Words that stand in the lines which say what a paper is; one of them is enough to know a moved line by."""

_SHORTEST_HEAD = 5
_SHORTEST_KNOWN = 6
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_VOWEL = re.compile("[aeiouyAEIOUY]")
_REPEATED = re.compile(r"(.)\1\1")
# The look-ahead keeps it linear: a run of digits that ends in a letter must not be tried from every digit anew.
_NUMBER = re.compile(r"(?=\D*\d)[\d.,:;/()%\-–]+")


@dataclass(frozen=True)
class TextQuality:
    """Measures of one text; all shares from 0 to 1.

    `known_share` counts words of three letters and more that a list of Indonesian base words or of common English
    words knows; `garbage_share` counts pieces that no writer writes. `score` is 0 for noise, 1 for plain prose.
    """

    characters: int
    letters: int
    words: int
    known_share: float
    garbage_share: float
    score: float

    @property
    def is_text(self) -> bool:
        """Whether this is language, however short."""
        return self.letters >= _LEAST_LETTERS and self.score >= FLOOR


def quality_of(text: str) -> TextQuality:
    """Measure a page text; an empty one scores 0."""
    text = unicodedata.normalize("NFKC", text)
    pieces = text.split()
    words = [word.lower() for word in _WORD.findall(text) if len(word) >= _SHORTEST_WORD]
    known = sum(map(_is_known, words)) / len(words) if words else 0.0
    garbage = sum(map(_is_garbage, pieces)) / len(pieces) if pieces else 1.0
    score = min(1.0, known / _PLENTY_KNOWN) * (1 - garbage)
    letters = sum(letter.isalpha() for letter in text)
    characters = sum(map(len, pieces))
    return TextQuality(characters, letters, len(words), round(known, 3), round(garbage, 3), round(score, 3))


def wrong_lines(text: str) -> tuple[int, ...]:
    """The lines (from 0) whose font maps its letters to others: what they say is not what they show.

    Told by letters that no writer uses, and by lines without a known word that become words when every letter is
    moved by the same distance, as in fonts that were cut down without a table of letters.
    """
    return tuple(at for at, line in enumerate(text.split("\n")) if _is_wrong(line))


def _is_wrong(line: str) -> bool:
    pieces = line.split()
    if sum(map(len, pieces)) < _LEAST_LETTERS:
        return False
    strange = sum(
        unicodedata.category(letter) in ("Co", "Cn") or letter == "\ufffd" for piece in pieces for letter in piece
    )
    if strange >= _MOST_STRANGE * sum(map(len, pieces)):
        return True
    if len(line) > _LONGEST_LINE:
        return False
    if any(_is_moved_head(piece) for piece in pieces):
        return True
    if any(_is_known(word.lower()) for word in _WORD.findall(line) if len(word) > 2):
        return False
    return any(_says_something(line.translate(shift)) for shift in _SHIFTS)


def _says_something(line: str) -> bool:
    """Whether two longer words of a line are known, short ones just as they are listed; chance does not do that."""
    words = [word.lower() for word in re.findall(r"[A-Za-z]{4,}", line)]
    listed = _listed_words()
    return sum(word in listed or (len(word) >= _SHORTEST_KNOWN and _is_known(word)) for word in words) >= 2


def _is_moved_head(piece: str) -> bool:
    """Whether a piece is a word of a heading with every letter moved by the same distance, up to a mark behind it."""
    found = _moved_heads().get(piece[:_SHORTEST_HEAD], ())
    return any(piece.startswith(moved) and not piece[len(moved) : len(moved) + 1].isalpha() for moved in found)


@cache
def _moved_heads() -> dict[str, tuple[str, ...]]:
    """What those words become, by its first letters; without what is a word itself."""
    written = {form for word in _HEAD_WORDS for form in (word, word.upper(), word.title())}
    moved = {word.translate(shift) for word in written for shift in _SHIFTS}
    strange = sorted(word for word in moved if " " not in word and not _is_known(word.lower()))
    return {start: tuple(words) for start, words in itertools.groupby(strange, key=lambda word: word[:_SHORTEST_HEAD])}


@cache
def _listed_words() -> frozenset[str]:
    """The base words with their compounds taken apart, and the English words."""
    folder = files("portal.domain.language")
    lists = [folder.joinpath(name).read_text(encoding="utf-8") for name in ("kata_dasar.txt", "kata_inggris.txt")]
    lines = [line for text in lists for line in text.splitlines() if not line.startswith("#")]
    return frozenset(word for line in lines for word in line.replace("=", " ").split())


def _is_known(word: str) -> bool:
    listed = _listed_words()
    return word in listed or root(word) in listed


def _is_garbage(piece: str) -> bool:
    """A scrap: lone marks, mixtures with marks inside, letters without a vowel, one letter three times over."""
    if _NUMBER.fullmatch(piece):
        return False
    core = piece.strip(".,;:!?()[]\"'“”‘’-–/&*•")
    if not core:
        return len(piece) > 1 or piece not in "-–&/•*"
    if len(core) == 1:
        return not core.isalnum()
    marks = sum(not (letter.isalnum() or letter in ".,-–'’/&@:()+") for letter in core)
    is_voiceless = core.isalpha() and core.islower() and not _VOWEL.search(core) and core not in ("dg", "dgn", "yg")
    return marks > 0 or is_voiceless or (core.isalpha() and bool(_REPEATED.search(core.lower())))
