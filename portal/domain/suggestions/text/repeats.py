"""Words of a head found again in the running text, where recognisers lost or added blanks in one of the two."""

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from portal.domain.berkas.text_quality import quality_of
from portal.domain.suggestions.text.lines import Line, flowing

_MOST_PLACES = 40
_LEAST = 8
_SHORTEST = 7
_WORD = re.compile(r"[^\W\d_]{2,}")
_CONFUSED = tuple(
    (seen, meant)
    for seen, meants in (
        ("c", "e"), ("e", "c"), ("n", "r"), ("r", "n"), ("u", "a"), ("a", "u"), ("rn", "m"), ("m", "rn"), ("ii", "u"),
        ("q", "go"), ("9", "g"), ("0", "o"), ("1", "il"), ("l", "it"), ("i", "l"), ("!", "il"), ("|", "il"), ("j", "i"),
        ("5", "s"), ("8", "b"), ("f", "t"), ("t", "f"), ("b", "h"), ("h", "b"), ("o", "d"), ("d", "o"), ("c", "g"),
    )
    for meant in ([meants] if len(seen) > 1 or meants == "rn" else meants)
)  # fmt: skip
"""What recognisers see, and what may have stood there."""

_FUNCTION = frozenset(["dan", "bagi", "untuk", "yang", "pada", "oleh", "atas", "dari"])
_UNSEEN_CAPITAL = str.maketrans("l", "I")
_LEAST_CONFUSED = 5
_MOST_CONFUSED = 22

_MARKS = ",.;:()'\"“”"
_SHORT_WORDS = frozenset(
    [
        "dan", "di", "ke", "dari", "atas", "oleh", "yang", "bagi", "pada", "para", "pos", "hak", "non", "gas", "api",
        "via", "the", "of", "and", "in", "on", "for", "to", "by", "at", "its",
    ]
)  # fmt: skip
_PREFIXES = frozenset(
    [
        "non", "antar", "pasca", "multi", "semi", "para", "serba", "nusa", "maha", "tuna", "adi", "dwi", "tri", "panca",
        "eka", "purna", "swa", "sub", "infra", "mikro", "makro", "mini", "mono", "pra", "pramu", "dasa", "manca",
        "ekstra", "super", "inter", "intra", "trans", "tele", "agro", "bio", "geo", "eko", "psiko", "sosio", "anti",
        "kontra", "nara", "wira",
        # Towns are called so and written in one: Tanjungpinang, Muarabungo, Bukittinggi.
        "tanjung", "pangkal", "bandar", "muara", "ujung", "sungai", "pekan", "batu", "karang", "bukit", "padang",
        "teluk", "tebing", "pulau", "simpang", "gunung", "rantau", "kuala", "labuan", "labuhan", "tana", "banjar",
        "purwa",
    ]
)  # fmt: skip
"""Written in one with the word behind them, though they stand in lists of words: `nonpegawai`."""
_CONFIX = re.compile(r"(?:pe|ke|per)[a-z]{3,}(?<!an)$")
"""The first half of `penyalah|gunaan` and `penyalah|guna`: one word, in whatever list it is missing."""


def said_again(printed: str, text: str) -> str | None:
    """The same letters in the running text, in its case and with its blanks; None where it does not say them.

    Where one of the two lost or added a blank, the one with more known words is believed.
    """
    key = _key(printed)
    if len(key) < _LEAST:
        return None
    found = list(_places(key, text))
    best = next((one for one in found if not one.isupper()), found[0] if found else None)
    if best is None or len(best.split()) == len(printed.split()):
        return best
    return best if quality_of(best).known_share >= quality_of(printed).known_share else None


def words_of(text: str) -> frozenset[str]:
    """The words of a running text in small letters, to tell what a word of the head was meant to be."""
    return frozenset(_WORD.findall(text.lower()))


def mend(text: str, said: Set[str]) -> str:
    """A text with blanks mended that were added (`PENE LITIAN`) or lost (`PELATIHANDAN`) and with letters mended.

    A word counts as right if a list knows it or the running text says it (`said`); only a word that is none is
    touched, and only where one mend alone leads to words that are right.
    """
    joined: list[str] = []
    for word in text.split():
        before = joined[-1] if joined else ""
        both = _plain(before) + _plain(word)
        is_wordly = before.isalpha() and word.strip(_MARKS).isalpha()
        is_broken = is_wordly and not (_is_right(before, said) and _is_right(word, said))
        if is_broken and len(both) >= _LEAST and _is_right(both, said):
            joined[-1] = before + word
        else:
            joined.append(word)
    return " ".join(_mended(word, said) for word in joined)


def has_doubtful_word(text: str, said: Set[str]) -> bool:
    """Whether a word of it is in no list and is not said in the running text: a name, or a misreading."""
    return any(not _is_right(word, said) for word in text.split() if _plain(word) and not word.strip("().,").isdigit())


def _mended(word: str, said: Set[str]) -> str:
    letters = word.strip(_MARKS)
    if 2 < len(letters) < _LEAST_CONFUSED and letters.lower() not in _FUNCTION:
        small = {other for other in _confusions(letters.lower()) if other in _FUNCTION}
        if len(small) == 1 and not _is_right(letters, said):
            return word.replace(letters, small.pop())
    if not letters.isalpha() and sum(letter.isalpha() for letter in letters) > len(letters) / 2:
        return word.replace(letters, _unconfused(letters, said) or letters)
    if not letters.isalpha() or len(letters) < _SHORTEST or _is_right(letters, said):
        return word
    cuts = [at for at in range(2, len(letters) - 1) if _is_cut(letters[:at], letters[at:], said)]
    at = word.index(letters)
    if len(cuts) == 1:
        return f"{word[: at + cuts[0]]} {word[at + cuts[0] :]}"
    plain = letters.lower()
    near = [other for other in said if Levenshtein.distance(plain, other, score_cutoff=1) == 1 and len(other) > 5]
    if any(other == f"{plain}s" or plain == f"{other}s" for other in near):
        # One of a word in English and many are both right.
        return word
    if not cuts and not near:
        return word.replace(letters, _unconfused(letters, said) or letters)
    if cuts or len(near) != 1:
        return word
    return word.replace(letters, near[0].upper() if letters.isupper() else near[0].title())


def _unconfused(word: str, said: Set[str]) -> str | None:
    """The only right word that this one is, where one or two letters are taken for those a recogniser confuses."""
    if not _LEAST_CONFUSED <= len(word) <= _MOST_CONFUSED:
        return None
    plain = word.translate(_UNSEEN_CAPITAL).lower() if word[1:2].isupper() else word.lower()
    once = set(_confusions(plain))
    # What the text says itself comes first; two letters are changed for such a word alone, lists know too many.
    found = once.intersection(said) or {other for other in once if _is_word(other, said)}
    if not found:
        found = {two for one in once for two in _confusions(one) if two in said}
    if plain.isalpha() and _is_right(plain, said):
        found = {plain}
    if len(found) != 1:
        return None
    right = found.pop()
    return (
        right.upper() if word[1:2].isupper() and word[:1].isupper() else right.title() if word[:1].isupper() else right
    )


def _is_word(word: str, said: Set[str]) -> bool:
    """Whether a list or the text knows a word, apart from ends that turn any name into one (`Arabiku`)."""
    return word.isalpha() and not word.endswith(("ku", "mu")) and _is_right(word, said)


def _confusions(word: str) -> Iterator[str]:
    for seen, meant in _CONFUSED:
        at = word.find(seen)
        while at >= 0:
            yield word[:at] + meant + word[at + len(seen) :]
            at = word.find(seen, at + 1)


def _is_cut(first: str, second: str, said: Set[str]) -> bool:
    """Whether these are two words that lost the blank between them, not a compound in `pe- -an`."""
    is_compound = second.lower().endswith(("an", "guna")) and _CONFIX.match(first.lower()) is not None
    return (
        first.lower() not in _PREFIXES
        and not is_compound
        and all(half.lower() in _SHORT_WORDS or (len(half) >= 4 and _is_right(half, said)) for half in (first, second))
    )


def _is_right(word: str, said: Set[str]) -> bool:
    plain = _plain(word)
    return plain in said or plain in _SHORT_WORDS or (len(plain) >= 4 and quality_of(plain).known_share == 1)


def _plain(word: str) -> str:
    return word.strip(_MARKS).lower()


def _places(key: str, text: str) -> Iterator[str]:
    plain, places = _squeezed(text)
    start = plain.find(key)
    for _ in range(_MOST_PLACES):
        if start < 0:
            return
        first, last = places[start], places[start + len(key) - 1]
        is_inside = (first and text[first - 1].isalnum()) or (last + 1 < len(text) and text[last + 1].isalnum())
        if not is_inside:
            yield " ".join(text[first : last + 1].split())
        start = plain.find(key, start + 1)


@lru_cache(maxsize=4)
def _squeezed(text: str) -> tuple[str, tuple[int, ...]]:
    """The small letters and figures of a text, and where each stands."""
    places = [at for at, letter in enumerate(text) if letter.isalnum()]
    return "".join(text[at].lower()[:1] for at in places), tuple(places)


def _key(text: str) -> str:
    return "".join(letter.lower()[:1] for letter in text if letter.isalnum())


def name_apart(lines: Sequence[Line], text: str) -> int:
    """How many of a party's lines are its name, where the title ran into them: as many as the text says again.

    All of them where the text says all, or none, again.
    """
    for count in range(len(lines), 0, -1):
        if said_again(flowing(lines[:count]).strip(" ,.;:"), text) is not None:
            return count
    return len(lines)
