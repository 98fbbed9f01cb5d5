"""Looking words up in the vocabulary: from the words of a question to other words and facts for the same thing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from portal.domain.formats import INDONESIAN
from portal.domain.naskah.enumerations import Bentuk
from portal.domain.search_vocabulary import NAMES, Entry, EntryKind
from portal.search.vocabulary.entries import key_of, row_key, shipped

SHORTEST_BACK = 3
"""Letters an abbreviation needs to be looked for where somebody typed the words it stands for."""
_ENGLISH = Locale("en")
_CODE_LENGTHS = (2, 3)
_HOME = "ID"
_FORMS = {
    "nota kesepahaman": Bentuk.NOTA_KESEPAHAMAN,
    "memorandum saling pengertian": Bentuk.NOTA_KESEPAHAMAN,
    "memorandum of understanding": Bentuk.NOTA_KESEPAHAMAN,
    "mou": Bentuk.NOTA_KESEPAHAMAN,
    "perjanjian kerja sama": Bentuk.PERJANJIAN_KERJA_SAMA,
    "perjanjian kerjasama": Bentuk.PERJANJIAN_KERJA_SAMA,
    "pks": Bentuk.PERJANJIAN_KERJA_SAMA,
}


def _told_once(texts: Iterable[str]) -> tuple[str, ...]:
    """Without those that are the same words again, however they are written."""
    return tuple({key_of(text): text for text in reversed([*texts])}.values())[::-1]


@dataclass(frozen=True)
class Meaning:
    """What some words also mean: other words, as they are told, and facts of a naskah (`negara:KR`).

    `is_name` says that the words are a name or an abbreviation, which has no other forms.
    """

    others: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    is_name: bool = False

    def joined(self, other: "Meaning") -> "Meaning":
        """Both together."""
        return Meaning(
            _told_once((*self.others, *other.others)),
            tuple(dict.fromkeys((*self.facts, *other.facts))),
            self.is_name or other.is_name,
        )


class Thesaurus:
    """All entries, ready for looking up; safe for many threads."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        known: dict[str, Meaning] = {}
        self._codes: dict[str, Meaning] = {}
        for entry in entries:
            if entry.jenis is EntryKind.NEGARA:
                self._add_country(known, entry.istilah, entry.padanan)
            else:
                _add_words(known, entry)
        for words, bentuk in _FORMS.items():
            _add(known, words, Meaning(facts=(f"bentuk:{bentuk.value}",)))
        self.meanings: Mapping[str, Meaning] = known
        """By the words as the index knows them."""
        self._longest = max((len(key.split()) for key in known), default=0)

    def _add_country(self, known: dict[str, Meaning], code: str, names: Sequence[str]) -> None:
        every = _told_once((*names, *_names_of(code)))
        fact = (f"negara:{code}",) if code != _HOME else ()
        for name in every:
            # Who asks for Korea Selatan does not ask for every Korea: a name within the name says less.
            others = tuple(other for other in every if f" {key_of(other)} " not in f" {key_of(name)} ")
            _add(known, key_of(name), Meaning(others, fact, is_name=True))
        for written in _codes_of(code):
            self._codes[written] = Meaning(every, fact, is_name=True)

    def longest_at(self, words: Sequence[str], at: int) -> tuple[int, Meaning] | None:
        """The most words from a place on that are known together, with what they mean."""
        for length in range(min(self._longest, len(words) - at), 0, -1):
            found = self.meanings.get(" ".join(words[at : at + length]))
            if found is not None:
                return length, found
        return None

    def code(self, written: str) -> Meaning | None:
        """What capitals mean as the ISO 3166-1 code of a country."""
        return self._codes.get(written)


def _add(known: dict[str, Meaning], key: str, meaning: Meaning) -> None:
    if key:
        known[key] = known[key].joined(meaning) if key in known else meaning


def _add_words(known: dict[str, Meaning], entry: Entry) -> None:
    key = key_of(entry.istilah)
    # What holds the word itself is found by it already.
    others = tuple(other for other in entry.padanan if f" {key} " not in f" {key_of(other)} ")
    _add(known, key, Meaning(others, is_name=entry.jenis in NAMES and " " not in key))
    if entry.is_mutual and len(key) >= SHORTEST_BACK:
        for other in entry.padanan:
            _add(known, key_of(other), Meaning((entry.istilah,)))


def _names_of(code: str) -> tuple[str, ...]:
    names = [locale.territories.get(code, "") for locale in (INDONESIAN, _ENGLISH)]
    # "Myanmar (Burma)" and "RAK Tiongkok Hong Kong" are notes of the CLDR, not names anybody types.
    return _told_once(name for name in names if name and "(" not in name and "RAK" not in name and "SAR" not in name)


@lru_cache(maxsize=1)
def _alpha_3() -> Mapping[str, str]:
    """Three letters to two, as the CLDR has them."""
    aliases = get_global("territory_aliases")
    return {long: found[0] for long, found in aliases.items() if len(long) == 3 and long.isalpha()}


def _codes_of(code: str) -> list[str]:
    return [code, *(long for long, short in _alpha_3().items() if short == code)]


@lru_cache(maxsize=4)
def _with_changes(added: tuple[Entry, ...], switched_off: frozenset[str]) -> Thesaurus:
    replaced = {row_key(entry) for entry in added} | switched_off
    kept = [entry for entry in (*shipped(), *countries()) if row_key(entry) not in replaced]
    return Thesaurus((*kept, *added))


def vocabulary(added: Iterable[Entry] = (), switched_off: Collection[str] = ()) -> Thesaurus:
    """What is shipped, with entries added (or put in place of one of the same word) and entries switched off by key."""
    return _with_changes(tuple(added), frozenset(switched_off))


@lru_cache(maxsize=1)
def countries() -> tuple[Entry, ...]:
    """Countries that need no row of their own, for the CLDR knows all their names."""
    listed = {entry.istilah for entry in shipped() if entry.jenis is EntryKind.NEGARA}
    like = next(entry for entry in shipped() if entry.jenis is EntryKind.NEGARA)
    codes = sorted(set(_alpha_3().values()) - listed - {_HOME})
    return tuple(
        Entry(code, EntryKind.NEGARA, _names_of(code), False, "id", like.sumber, like.tanggal)
        for code in codes
        if len(code) == 2 and _names_of(code)
    )
