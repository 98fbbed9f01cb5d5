"""Indonesian word roots, so that `pertukaran` in a search finds `menukar` in a page.

An affix rule alone cannot tell which letter a nasal prefix swallowed (`menukar` is `tukar`, `mengukur` is `ukur`,
`mengirim` is `kirim`). A list of base words decides: every way to peel the affixes off is tried, the fewest
affixes first, and the first result that is a base word wins. A word the list does not know goes through the Snowball
stemmer, with the swallowed letter put back, so that the forms of a name or a new loanword still meet each other.

A root is a key for comparing words, not a spelling for people to read.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from snowballstemmer.indonesian_stemmer import IndonesianStemmer

_SHORTEST = 4
_LONGEST = 40  # The longest real forms have about 30 letters; beyond this it is noise and is left alone.
_MOST_AFFIXES = 6
_MOST_PREFIXES = 3
_VOWELS = frozenset("aiueo")
_HYPHENS = re.compile("[-\u2010\u2013]")
# Spellings no Indonesian word has: peeling "affixes" off them would merge unrelated English words and names.
_FOREIGN = re.compile(
    r"tion|ss|ff|th|ck|ph|sh|oo|ee|ou|ll|[qx]|[^aou]y$|ment$|[ei]nt$|(?:c|iv|at|it|is|iz|ag|l)e$"
    r"|[bcdfghjklmprtvwyz]s$|ed$|[^n]g$|[cfjvz]$"
)
_PARTICLES = ("lah", "kah", "pun", "tah")
_POSSESSIVES = ("nya", "ku", "mu")


@dataclass(frozen=True)
class _Lexicon:
    """The base-word list, read once: every accepted form with its root, and compounds with their words."""

    root_of: Mapping[str, str]
    parts_of: Mapping[str, tuple[str, ...]]


def _read_lexicon() -> _Lexicon:
    """Read `kata_dasar.txt`: `kata`, `dua kata` (a compound, also written closed up), `bentuk = kata`."""
    root_of: dict[str, str] = {}
    parts_of: dict[str, tuple[str, ...]] = {}
    text = files("portal.domain.language").joinpath("kata_dasar.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        form, _, target = (piece.strip() for piece in line.partition("="))
        closed = form.replace(" ", "")
        root_of[closed] = target or closed
        if closed != form:
            parts_of[closed] = tuple(form.split(" "))
    return _Lexicon(root_of, parts_of)


_LEXICON = _read_lexicon()
_ROOT_OF = _LEXICON.root_of


def root(word: str) -> str:
    """The root of one word, lower-case and NFKC-normalised; never raises.

    A reduplication gives the root of its halves when they agree (`naskah-naskah`, `tukar-menukar`). Words with
    digits or letters outside a-z, shorter than 4 letters or longer than 40 come back unchanged but normalised.
    """
    if len(word) > 2 * _LONGEST:  # Kept out of the cache, which would otherwise hold long texts.
        return unicodedata.normalize("NFKC", word).lower()
    return _cached_root(word)


def is_indonesian(word: str) -> bool:
    """Whether a word is a form of one of the base words known here."""
    return _SHORTEST <= len(word) <= _LONGEST and _root_in_lexicon(word) is not None


def parts(word: str) -> tuple[str, ...]:
    """The roots of the words a closed-up compound is made of (`penandatanganan` gives `tanda`, `tangan`).

    For any other word a single root: what `root` gives. Lets `ditandatangani` meet `tanda tangan`.
    """
    return _cached_parts(word) if len(word) <= 2 * _LONGEST else _parts_of(root(word))


@lru_cache(maxsize=4_096)
def shared_letters(found: str) -> tuple[str, ...]:
    """Pieces of which every form of a root holds one: quick to look for, and where none stands no form does.

    Peeling takes letters off both ends and puts at most one back in front, so all of a root but its first letter stands
    in each of its forms; a form of the list that is none by its letters is named beside it.
    """
    return tuple(dict.fromkeys(form[1:] for form in (found, *_irregular().get(found, ()))))


@cache
def _irregular() -> Mapping[str, tuple[str, ...]]:
    """By root: forms of the list that lead to it by its saying so."""
    found: dict[str, tuple[str, ...]] = {}
    for form, target in _ROOT_OF.items():
        if form != target:
            for part in _parts_of(target):
                found[part] = (*found.get(part, ()), form)
    return found


@lru_cache(maxsize=65_536)
def _cached_parts(word: str) -> tuple[str, ...]:
    return _parts_of(_cached_root(word))


def _parts_of(found: str) -> tuple[str, ...]:
    return tuple([root(part) for part in _LEXICON.parts_of.get(found, (found,))])


@lru_cache(maxsize=65_536)
def _cached_root(word: str) -> str:
    plain = word if word.isascii() else unicodedata.normalize("NFKC", word)
    plain = plain.lower()
    if not plain.isalpha():
        return _root_of_halves(plain)
    if not (plain.isascii() and _SHORTEST <= len(plain) <= _LONGEST):
        return plain
    return _root_in_lexicon(plain) or _root_of_unknown(plain)


def _root_of_halves(plain: str) -> str:
    halves = _HYPHENS.split(plain)
    if len(halves) != 2 or not (halves[0].isalpha() and halves[1].isalpha()):
        return plain
    first, second = (_cached_root(half) for half in halves)
    return first if first == second else plain


def _root_in_lexicon(word: str) -> str | None:
    """Peel affixes breadth first, so the reading with the fewest affixes that is a base word wins."""
    found = _ROOT_OF.get(word)
    if found is not None:
        return found
    # With me- and di- the verb ends in -kan (dimasukkan); with pe- and ke- the noun ends in -an (penegakan).
    verbal = word.startswith(("me", "di"))
    seen = {word}
    ring = [(word, 0, 0)]
    for _ in range(_MOST_AFFIXES):
        wider = []
        for state in ring:
            for peeled in _peel(state, verbal):
                stem = peeled[0]
                if stem in seen:
                    continue
                found = _ROOT_OF.get(stem)
                if found is not None:
                    return found
                seen.add(stem)
                if len(stem) > _SHORTEST:
                    wider.append(peeled)
        ring = wider
    return None


def _peel(state: tuple[str, int, int], verbal: bool) -> Iterator[tuple[str, int, int]]:
    """Every form with one affix less; `layer` counts suffix kinds from the outside, `prefixes` what went in front."""
    stem, layer, prefixes = state
    for shorter, reached in _without_suffix(stem, layer, verbal):
        if len(shorter) >= 3:
            yield shorter, reached, prefixes
    if prefixes < _MOST_PREFIXES:
        for shorter in _without_prefix(stem, outermost=prefixes == 0):
            if len(shorter) >= 3:
                yield shorter, layer, prefixes + 1


def _without_suffix(stem: str, layer: int, verbal: bool) -> Iterator[tuple[str, int]]:
    """Particle (layer 1), possessive (2), derivation (3): each at most once, from the outside inwards."""
    if layer < 1 and stem.endswith(_PARTICLES):
        yield stem[:-3], 1
    if layer < 2 and stem.endswith(_POSSESSIVES):
        yield stem[: -3 if stem.endswith("nya") else -2], 2
    if layer < 3:
        if stem.endswith("an"):
            shorter = [stem[:-2], stem[:-3]] if stem.endswith("kan") else [stem[:-2]]
            for piece in reversed(shorter) if verbal else shorter:
                yield piece, 3
        elif stem.endswith("i"):
            yield stem[:-1], 3


def _without_prefix(stem: str, *, outermost: bool) -> Iterator[str]:
    """The stem without its first prefix, in every reading; me- and di- stand only at the very front."""
    head = stem[:2]
    if head in ("ke", "se") or (head == "di" and outermost):
        yield stem[2:]
    elif head == "pe" or (head == "me" and outermost):
        if head == "pe" or stem[2:3] in {"l", "r", "w", "y", "m", "n"}:
            yield stem[2:]
        if head == "pe" and stem[2:3] == "r":
            yield stem[3:]
        yield from _denasalised(stem[2:])
    elif head in ("be", "te"):
        if stem[2:3] == "r":
            yield stem[2:]  # terasa is te-rasa: the longer reading first
            yield stem[3:]
        elif stem[3:5] == "er":  # The prefix loses its r before -er-: bekerja, tepercaya.
            yield stem[2:]


def _denasalised(rest: str) -> Iterator[str]:
    """What may stand behind the nasal of meN- or peN-, with the k, p, s or t it swallowed put back."""
    if rest.startswith("ng"):
        tail = rest[2:]
        yield tail
        if tail[:1] in _VOWELS:
            yield "k" + tail
            if tail[0] == "e":  # menge- before a word of one syllable: mengesahkan, pengecekan.
                yield tail[1:]
    elif rest.startswith("ny"):
        yield "s" + rest[2:]
    elif rest.startswith(("n", "m")):
        tail = rest[1:]
        if tail[:1] in _VOWELS:
            yield ("t" if rest[0] == "n" else "p") + tail
        else:
            yield tail
            if rest[0] == "m" and tail[:1] in {"l", "r"}:  # pemrosesan, pemrakarsa
                yield "p" + tail


_local = threading.local()


def _snowball(word: str) -> str:
    """Snowball's stem; its stemmer keeps the word it works on, so each thread has one of its own."""
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = IndonesianStemmer()
    return str(stemmer.stemWord(word))


def _root_of_unknown(word: str) -> str:
    """A stem for a word outside the list, chosen so that its own inflected forms give the same one."""
    if _FOREIGN.search(word):
        return word
    stem = _snowball(word)
    if len(stem) < _SHORTEST - 1 or not _VOWELS.intersection(stem):
        return word
    if word[:3] in ("men", "pen") and word[3:4] in _VOWELS and word.startswith(stem, 3):
        return "t" + stem
    if stem[0] == "k" and stem[1:2] in _VOWELS and len(stem) > _SHORTEST:
        return stem[1:]  # meng- may have swallowed a k or nothing: without a list both must fall together.
    return stem
