"""Whether one value is another one whole: a reader that lost a word beneath ink or a fold ends a value early.

The shorter value's words must stand in the longer one, in order; a word may be cut off itself. What the longer one has
besides must be what such a value holds: a name no office, an office no day, an institution no sentence.
"""

import re
from collections.abc import Callable, Sequence

from portal.domain.berkas.text_quality import quality_of
from portal.domain.suggestions.find.institution_names import INSTITUTION, is_institution
from portal.domain.suggestions.find.numbers import is_number, well_formed
from portal.domain.suggestions.find.person_names import core_of, looks_like_person
from portal.domain.suggestions.values import Field

_LEAST_START = 3
_LEAST_END = 4
"""Letters of a word that is cut off, at its end or at its beginning, by which it is still told."""

_MOST_TOKENS = 24
_MOST_NAME_WORDS = 14
_MOST_OF_FORM = 4
_SECOND_PERSON = re.compile(r"(?i)[a-z]{3,},?\s(?:prof|drs?|dra|ir|drg|drh)\.\s?[A-Z]")
"""A title before a name amid a value: a second person begins."""
_NOT_IN_NAMES = re.compile(
    r"(?i)\b(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|tanggal|januari|februari|maret|april|mei|juni|juli|agustus"
    r"|september|oktober|november|desember)\b|[^\w .,'’`\-()]|\s[.,]"
)
_HOLDER = re.compile(
    r"(?i)\b(?:kepala|ketua|direktur|rektor|dekan|bupati|gubernur|wali ?kota|camat|menteri|sekretaris|director|rector"
    r"|dean|chairman|president|minister|governor|mayor|secretary|komandan|kapolres|kapolda|pejabat|pemilik|pimpinan"
    r"|pengelola|kuasa|selaku|pihak)\b"
)
_DEGREE_BEHIND = re.compile(r",\s*(?:[A-Z][a-z]{0,3}\.\s?){1,3}|\b(?:NIP|NRP)\b|\d|[A-Za-z]{5,}\.\s\S")
_SENTENCE = re.compile(
    r"(?i)\b(?:sebagaimana|yang|berkedudukan|beralamat|diwakili|bertindak|akta|notaris|nomor|tanggal|selanjutnya"
    r"|disebut|dalam hal ini|represented|hereinafter|having|whose|located)\b|\d{4,}|:"
)
_KNOWN_SHARE = 0.7


def is_fuller(field: Field, longer: str, shorter: str) -> bool:
    """Whether `longer` is the whole of what `shorter` is a part of, and nothing that merely ran in."""
    is_plausible = _PLAUSIBLE.get(field)
    if is_plausible is None or len(longer) <= len(shorter) or not is_plausible(longer, shorter):
        return False
    if field is Field.PIHAK_NOMOR:
        whole, part = _letters(longer), _letters(shorter)
        return len(part) >= _LEAST_END and (whole.startswith(part) or whole.endswith(part)) and whole != part
    whole_words, part_words = _words(longer), _words(shorter)
    is_longer = sum(map(len, whole_words)) > sum(map(len, part_words))
    return is_longer and bool(part_words) and len(whole_words) <= _MOST_TOKENS and _stand_in(part_words, whole_words)


def _stand_in(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether words stand among others in their order; some may be cut off, more must be whole or long enough."""
    at = 0
    for word in part:
        found = next((place for place in range(at, len(whole)) if _is_of(word, whole[place])), None)
        if found is None:
            return False
        at = found + 1
    return True


def _is_of(word: str, whole: str) -> bool:
    """Whether a word is another one, or its beginning or end; a letter read wrongly at the cut does not count."""
    if word == whole:
        return True
    is_start = len(word) >= _LEAST_START and whole.startswith(word)
    is_end = len(word) >= _LEAST_END and whole.endswith(word)
    is_spoilt_start = len(word) > 2 * _LEAST_START and whole.startswith(word[:-2])
    return is_start or is_end or is_spoilt_start


def _words(text: str) -> list[str]:
    return re.sub(r"[\W_]+", " ", text.casefold()).split()


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).upper()


# What each kind of value may hold.


def _is_person(longer: str, shorter: str) -> bool:
    return (
        looks_like_person(longer)
        and not _NOT_IN_NAMES.search(longer)
        and not _SECOND_PERSON.search(longer)
        and bool(_words(core_of(shorter)))
    )


def _is_office(longer: str, shorter: str) -> bool:
    more = len(_HOLDER.findall(longer)) - len(_HOLDER.findall(shorter))
    return more <= 0 and not _DEGREE_BEHIND.search(longer)


def _is_party(longer: str, shorter: str) -> bool:
    del shorter
    first = longer.split(maxsplit=1)
    is_named = is_institution(longer) or bool(first and INSTITUTION.match(first[0]))
    behind = first[1] if len(first) > 1 else ""
    is_short = len(longer.split()) <= _MOST_NAME_WORDS
    return is_named and is_short and not _SENTENCE.search(longer) and not _HOLDER.search(behind)


def _is_title(longer: str, shorter: str) -> bool:
    del shorter
    quality = quality_of(longer)
    is_clean = quality.known_share >= _KNOWN_SHARE and not re.search(r"[|{}\[\]:]|\d/\d", longer)
    return is_clean and not re.search(r"\b(?![&aàdei]\b)\w{1,2}(?: \w{1,2})+\b", longer)


def _is_day_of_month(longer: str, shorter: str) -> bool:
    """A day of the month of which the other has no day."""
    return longer.startswith(f"{shorter}-")


def _is_form(longer: str, shorter: str) -> bool:
    """The name of a form is short and of known words, like `Surat Perjanjian Kerja` for `Perjanjian`."""
    return bool(shorter) and len(longer.split()) <= _MOST_OF_FORM and quality_of(longer).known_share == 1


def _is_whole_number(longer: str, shorter: str) -> bool:
    if longer.count(" ") > shorter.count(" "):
        # What stands beside a number ran into it.
        return False
    return is_number(longer) and well_formed(longer) >= well_formed(shorter)


_PLAUSIBLE: dict[Field, Callable[[str, str], bool]] = {
    Field.PENANDA_TANGAN: _is_person,
    Field.JABATAN: _is_office,
    Field.PIHAK_NAMA: _is_party,
    Field.JUDUL: _is_title,
    Field.PIHAK_NOMOR: _is_whole_number,
    Field.NAMA_BENTUK: _is_form,
    Field.SIGNED_ON: _is_day_of_month,
}
