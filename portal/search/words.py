"""Words of a text as the index knows them: small letters, no accents, no apostrophes.

One definition is shared by the index, the query parser and the snippets, so that a word that was typed, a word
that was indexed and a word that is marked are the same word.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from portal.domain.language.roots import parts, shared_letters

LONGEST_WORD = 40
_BROKEN_WORD = re.compile(r"([^\W\d_]+)-\n[^\S\n]*([^\W\d_]+)")
_NEIGHBOURS = 12
"""Words on either side of a rejoined one that a phrase may have."""

SHORTEST_INFLECTED = 4
# A page with more different non-ASCII letters than this is cheaper to translate than to replace letter by letter.
_FEW = 12
_ASCII = frozenset(map(chr, range(128)))
_SEPARATED = bytes(ord(chr(code).lower()) if chr(code).isalnum() and code < 128 else 32 for code in range(256))


class _Folding(dict[int, str]):
    """Letter by letter: what becomes of it in the index. Filled as letters are met."""

    def __missing__(self, code: int) -> str:
        folded = _folded(chr(code))
        if len(self) < 20_000:
            self[code] = folded
        return folded


def _folded(letter: str) -> str:
    if letter in "'’‘ʼ`´":
        return ""
    category = unicodedata.category(letter)
    if category in ("Mn", "Cf"):
        return ""
    if not letter.isalnum():
        return " "
    plain = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", letter)
    return "".join(part for part in plain.lower() if part.isalnum())


_FOLDING = _Folding()


def words(text: str) -> Sequence[str]:
    """Every word of the text in its order, ready for the index (not yet cut to LONGEST_WORD)."""
    if not text.isascii():
        strange = set(text) - _ASCII
        if len(strange) > _FEW or any(not _FOLDING[ord(letter)].isascii() for letter in strange):
            return text.translate(_FOLDING).split()
        for letter in strange:
            text = text.replace(letter, _FOLDING[ord(letter)])
    return text.encode("ascii").translate(_SEPARATED, b"'`").decode("ascii").split()


def rejoined(text: str) -> Sequence[Sequence[str]]:
    """The places of a text where a word is broken at a line's end: the word whole, with its neighbours around it.

    The text itself says the parts. The hyphen may be the word's own (`perundang-undangan`) or the line's: the word is
    to be found either way, alone and in a phrase. What is only said twice (`undang-undang`) is no broken word.
    """
    if "-\n" not in text:
        return ()
    whole: list[str] = []
    broken: list[int] = []
    at = 0
    for match in _BROKEN_WORD.finditer(text):
        if match[1].lower() == match[2].lower():
            continue
        whole += words(text[at : match.start()])
        broken.append(len(whole))
        whole += words(match[1] + match[2])
        at = match.end()
    whole += words(text[at:])
    runs: list[tuple[int, int]] = []
    for place in broken:
        start, stop = max(0, place - _NEIGHBOURS), place + _NEIGHBOURS + 1
        if runs and start <= runs[-1][1]:
            start = runs.pop()[0]
        runs.append((start, stop))
    return [whole[start:stop] for start, stop in runs]


def fold_in_place(text: str) -> str:
    """The text in small letters without accents, every character still at its old place.

    A letter that would become two (a ligature) or none stays as it is; snippets can live without it.
    """
    if text.isascii():
        return text.lower()
    for letter in set(text) - _ASCII:
        plain = "'" if letter in "’‘ʼ´" else _FOLDING[ord(letter)]
        if len(plain) == 1 and plain != letter:
            text = text.replace(letter, plain)
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def roots_of(word: str) -> tuple[str, ...]:
    """The Indonesian roots of an indexed word: one, or those of the parts of a compound (`kerjasama`).

    Numbers, short words and words of another script are their own root.
    """
    if len(word) < SHORTEST_INFLECTED or not word.isascii() or not word.isalpha():
        return (word,)
    return parts(word)


class MayHold:
    """Tells of a folded text whether a word of one of the roots might stand in it; a no is certain."""

    def __init__(self, roots: Iterable[str]) -> None:
        self._pieces = tuple(dict.fromkeys(piece for root in roots for piece in shared_letters(root)))

    def __call__(self, folded: str) -> bool:
        """Whether it is worth looking."""
        # An apostrophe is no letter of a word.
        return "'" in folded or any(piece in folded for piece in self._pieces)


_ENDINGS = ("nya", "lah", "kah", "pun", "ku", "mu")
_SHORTEST_FAMILY = 4
_NASALS = {"ng": ("", "k"), "ny": ("s",), "n": ("", "t"), "m": ("", "p"), "": ("",)}


def family(word: str) -> frozenset[str]:
    """Forms that say the same of the same thing: with another ending (`pribadinya`), or in the other voice (`dikirim`).

    Nearer to a word than all that share its root (`kepribadian`); some of them are words of no language.
    """
    if len(word) < _SHORTEST_FAMILY or not word.isascii() or not word.isalpha():
        return frozenset()
    endings = (word.removesuffix(ending) for ending in _ENDINGS)
    bases = {word, *(base for base in endings if len(base) >= _SHORTEST_FAMILY)}
    for base in tuple(bases):
        if base.startswith("di"):
            bases.update(_active(base[2:]))
        elif base.startswith("me"):
            bases.update(_passive(base[2:]))
    return frozenset({*bases, *(base + ending for base in bases for ending in _ENDINGS)} - {word})


def _active(rest: str) -> list[str]:
    first = rest[:1]
    swallowed = {"k": "ng", "t": "n", "s": "ny", "p": "m"}.get(first)
    if swallowed is not None:
        return [f"me{swallowed}{rest[1:]}"]
    if first in "aiueogh":
        return [f"meng{rest}"]
    return [f"me{'n' if first in 'dcj' else 'm' if first in 'bf' else ''}{rest}"]


def _passive(rest: str) -> list[str]:
    return [
        f"di{letter}{rest[len(nasal) :]}"
        for nasal, letters in _NASALS.items()
        if rest.startswith(nasal)
        for letter in letters
    ]
