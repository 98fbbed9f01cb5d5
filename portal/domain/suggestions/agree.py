"""Suggestions out of two readings of the same pages: what both say is surer, where they differ both are offered.

The first reading finds values as it would alone. The second is laid upon it as pages of its own and searched by the
same rules; what it says of a place counts even where its rules found nothing. No value becomes surer than on a page
that was read without hesitation, and what was written by hand never becomes sure.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from portal.domain.berkas.reading import PageText
from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.alignment import around, lines_at, second_page, words_at
from portal.domain.suggestions.find.numbers import flaws
from portal.domain.suggestions.fuller import is_fuller
from portal.domain.suggestions.handwriting import DOUBTED_LINE, DOUBTED_WORD, is_handwritten, usual_height
from portal.domain.suggestions.offer.number import DAY_DIFFERS
from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import PRINTED, Box, Field, Known, Saran

Key = tuple[Field, int | None]

DIFFERS = "Dua pembaca membaca bagian ini berbeda. Cocokkan dengan halamannya."
ONLY_FIRST = "Pembaca kedua membaca bagian ini sebagai “{}”. Cocokkan dengan halamannya."
ONLY_SECOND = "Hanya terbaca oleh pembaca kedua. Cocokkan dengan halamannya."
BY_HAND = "Tampaknya ditulis tangan. Cocokkan dengan halamannya."

_SAME_NAME = 80.0
_LONGEST_QUOTE = 120
_BETTER_SECOND = frozenset({Field.PIHAK_NOMOR, Field.PENANDA_TANGAN})
"""Fields of which, all else being equal, the second reader is more often right."""

_ONE_EACH = (Field.PENANDA_TANGAN, Field.JABATAN)
"""Fields whose value is one party's alone: where two of them stand in one, columns ran together."""

_LEAST_PARTIES = 2
_EVEN = 0.05
"""Two suggestions that differ by no more than this in sureness are as likely as each other."""

_NOT_LETTERS = re.compile(r"[\W_]+")
_LOOKALIKE = str.maketrans("1|l0", "iiio")


def suggest_by_both(pages: Sequence[PageText], known: Known) -> tuple[Saran, ...]:
    """What `suggest` finds, with what a second reading of some of the pages says about it."""
    first = suggest(pages, known)
    if not any(page.second for page in pages):
        return first
    steady = suggest([_steady(page) for page in pages], known)
    again = suggest([second_page(page) if page.second else page for page in pages], known)
    return _Merger(pages, steady).merged(first, again)


def _steady(page: PageText) -> PageText:
    """The page as if what was read with little hesitation had been read with none; scribbles stay scribbles."""
    if not page.second or page.origin != "our_ocr":
        return page
    words = tuple(
        replace(word, confidence=1.0) if word.confidence is not None and word.confidence >= DOUBTED_WORD else word
        for word in page.words
    )
    return replace(page, words=words, confidence=1.0)


@dataclass(frozen=True)
class _Reading:
    """What the second reader has at the place of a suggestion: its text, and whether it stands in that text."""

    text: str
    is_said: bool


class _Merger:
    """Merges two lists of suggestions for the same pages."""

    def __init__(self, pages: Sequence[PageText], steady: Iterable[Saran]) -> None:
        self._pages = {page.number: page for page in pages if page.second}
        self._values: dict[Field, set[tuple[int | None, str]]] = {}
        self._steady = {(saran.bidang, saran.pihak, saran.nilai): saran.keyakinan for saran in steady}

    def merged(self, first: Sequence[Saran], again: Sequence[Saran]) -> tuple[Saran, ...]:
        """Every field's choices, in the order of the first reading, then what only the second found."""
        again = _numbered_alike(first, again)
        ours, theirs = _by_key(first), _by_key(again)
        self._values = {
            field: {(one.pihak, one.nilai) for one in (*first, *again) if one.bidang is field} for field in _ONE_EACH
        }
        found = [saran for key, choices in ours.items() for saran in self._choices(key, choices, theirs.get(key, []))]
        places = {pihak for _, pihak in ours} | _parties_added(ours, theirs)
        for key, choices in theirs.items():
            if key not in ours and (key[1] in places or not any(places - {None})):
                found += [self._from_second(saran) for saran in choices]
        is_form_disputed = any(saran.bidang is Field.BENTUK and DIFFERS in saran.keterangan for saran in found)
        return tuple(
            # The name of a form is as doubtful as the form.
            _marked(saran, DIFFERS) if is_form_disputed and saran.bidang is Field.NAMA_BENTUK else self._by_hand(saran)
            for saran in found
        )

    def _choices(self, key: Key, ours: list[Saran], theirs: list[Saran]) -> list[Saran]:
        top, *others = ours
        if not theirs:
            return [self._alone(top), *others]
        other = theirs[0]
        if _same(key[0], top.nilai, other.nilai):
            return [_better_stopped(self._agreed(top, other), other), *others]
        if top.halaman not in self._pages and other.halaman not in self._pages:
            return ours
        reading = self._said(top)
        other = self._placed(other)
        if self._is_whole(other, top):
            return _ranked(_in_this_order(other, top), others)
        if top.is_sure and not other.is_sure and reading is not None and reading.is_said:
            # The second reader sees the same letters there; only the search went another way on its page.
            return _ranked([top, _marked(other, DIFFERS)], others)
        if self._is_whole(top, other):
            return _ranked(_in_this_order(top, other), others)
        return _ranked(_disputed(top, other, key[0]), others)

    def _is_whole(self, longer: Saran, shorter: Saran) -> bool:
        """Whether one reader cut off what the other has whole, and nothing of another party's ran into that."""
        plain = _plain(longer.bidang, longer.nilai)
        ran_in = any(
            _plain(longer.bidang, name) in plain
            for pihak, name in self._values.get(longer.bidang, ())
            if pihak != longer.pihak
        )
        return not ran_in and is_fuller(longer.bidang, longer.nilai, shorter.nilai)

    def _agreed(self, top: Saran, other: Saran) -> Saran:
        """As sure as a page read without hesitation would have made it, if the second reading makes it as sure."""
        steady = self._steady.get((top.bidang, top.pihak, top.nilai), 0.0)
        return replace(top, keyakinan=max(top.keyakinan, min(steady, other.keyakinan)))

    def _alone(self, top: Saran) -> Saran:
        """A value that the second search did not find: confirmed if its letters stand there all the same."""
        reading = self._said(top)
        if reading is None:
            return top
        if reading.is_said:
            return self._agreed(top, replace(top, keyakinan=1.0))
        return _marked(top, ONLY_FIRST.format(reading.text[:_LONGEST_QUOTE]) if reading.text else DIFFERS)

    def _said(self, saran: Saran) -> _Reading | None:
        """What the second reader has at the place of a printed value; None where that cannot be told."""
        page = self._pages.get(saran.halaman)
        if page is None or saran.kotak is None or saran.bidang not in PRINTED:
            return None
        text = " ".join(line.text for line in lines_at(page.second, saran.kotak))
        return _Reading(text, _plain(saran.bidang, saran.nilai) in _plain(saran.bidang, text))

    def _placed(self, saran: Saran) -> Saran:
        """A value of the second reading, with the box of its lines: it knows no places within a line."""
        page = self._pages.get(saran.halaman)
        if page is None or saran.kotak is None:
            return saran
        return replace(saran, kotak=around(lines_at(page.second, _inside(saran.kotak))) or saran.kotak)

    def _from_second(self, saran: Saran) -> Saran:
        return _marked(self._placed(saran), ONLY_SECOND) if saran.halaman in self._pages else saran

    def _by_hand(self, saran: Saran) -> Saran:
        page = self._pages.get(saran.halaman)
        if page is None or saran.kotak is None or saran.bidang is not Field.PIHAK_NOMOR or not saran.is_sure:
            return saran
        words, lines = words_at(page.words, saran.kotak), lines_at(page.second, saran.kotak)
        known = [word.confidence for word in words if word.confidence is not None]
        # A number that only one of the two read without hesitation may be anything.
        is_doubted = bool(known) and min(known) < DOUBTED_WORD and any(one.confidence < DOUBTED_LINE for one in lines)
        if is_doubted or is_handwritten(words, lines, usual_height(page.words)):
            return _marked(saran, BY_HAND)
        return saran


def _by_key(found: Iterable[Saran]) -> dict[Key, list[Saran]]:
    groups: dict[Key, list[Saran]] = {}
    for saran in found:
        groups.setdefault((saran.bidang, saran.pihak), []).append(saran)
    return {key: sorted(group, key=lambda one: (one.peringkat, -one.keyakinan)) for key, group in groups.items()}


def _numbered_alike(first: Sequence[Saran], again: Sequence[Saran]) -> list[Saran]:
    """The second list with the numbers of the parties that the first gives them: by name, else by place."""
    ours = {saran.pihak: saran.nilai for saran in reversed(first) if saran.bidang is Field.PIHAK_NAMA}
    theirs = {saran.pihak: saran.nilai for saran in reversed(again) if saran.bidang is Field.PIHAK_NAMA}
    alike = sorted(
        (-fuzz.ratio(name.casefold(), other.casefold()), number or 0, own or 0)
        for number, name in theirs.items()
        for own, other in ours.items()
    )
    number_of: dict[int, int] = {}
    for likeness, number, own in alike:
        if -likeness >= _SAME_NAME and number not in number_of and own not in number_of.values():
            number_of[number] = own
    for number in sorted(saran.pihak for saran in again if saran.pihak is not None):
        if number not in number_of:
            free = [number, *range(1, number + len(ours) + 2)]
            number_of[number] = next(one for one in free if one not in number_of.values())
    return [saran if saran.pihak is None else replace(saran, pihak=number_of[saran.pihak]) for saran in again]


def _parties_added(ours: Collection[Key], theirs: Collection[Key]) -> set[int | None]:
    """Parties that only the second reading has: named, and with a signer, while the first names fewer than two.

    Where the first names two or more, one more is rather a name that was cut in two.
    """
    if sum(field is Field.PIHAK_NAMA for field, _ in ours) >= _LEAST_PARTIES:
        return set()
    return {pihak for field, pihak in theirs if field is Field.PIHAK_NAMA and (Field.PENANDA_TANGAN, pihak) in theirs}


def _better_stopped(top: Saran, other: Saran) -> Saran:
    """The same name with the stops of the second reader, which tells a comma behind a name from a full stop."""
    if top.bidang is not Field.PENANDA_TANGAN or _NOT_LETTERS.sub("", top.nilai) != _NOT_LETTERS.sub("", other.nilai):
        return top
    is_as_parted = len(top.nilai.split()) == len(other.nilai.split())
    return replace(top, nilai=other.nilai) if is_as_parted else top


def _same(field: Field, one: str, other: str) -> bool:
    return _plain(field, one) == _plain(field, other)


def _plain(field: Field, text: str) -> str:
    """A value for comparison: numbers letter by letter without blanks, words without what is taken for each other."""
    text = unicodedata.normalize("NFKC", text)
    if field is Field.PIHAK_NOMOR:
        return re.sub(r"[–—−]", "-", re.sub(r"\s+", "", text)).upper()
    if field not in PRINTED:
        return text.casefold().strip()
    return _NOT_LETTERS.sub("", text.casefold().translate(_LOOKALIKE))


def _disputed(top: Saran, other: Saran, field: Field) -> list[Saran]:
    """Both values, the likelier first."""
    if field is Field.PIHAK_NOMOR and (worse := _doubts(top) - _doubts(other)):
        return _in_this_order(other, top) if worse > 0 else _in_this_order(top, other)
    lead = top.keyakinan - other.keyakinan
    is_second_likelier = lead < -_EVEN or (lead <= _EVEN and field in _BETTER_SECOND)
    return _in_this_order(other, top) if is_second_likelier else _in_this_order(top, other)


def _doubts(number: Saran) -> int:
    """How much of a number speaks against its having been read right."""
    return flaws(number.nilai) + any(note in number.keterangan for note in DAY_DIFFERS)


def _in_this_order(first: Saran, second: Saran) -> list[Saran]:
    """Two values, both to be checked, the second no surer than the first."""
    winner = _marked(first, DIFFERS)
    return [winner, _marked(replace(second, keyakinan=min(second.keyakinan, winner.keyakinan)), DIFFERS)]


def _ranked(choices: list[Saran], others: Sequence[Saran]) -> list[Saran]:
    known = {saran.nilai for saran in choices}
    kept = [*choices, *(saran for saran in others if saran.nilai not in known)]
    least = choices[-1].keyakinan
    lowered = [*choices, *(replace(one, keyakinan=min(one.keyakinan, least)) for one in kept[len(choices) :])]
    return [replace(saran, peringkat=rank) for rank, saran in enumerate(lowered, start=1)]


def _marked(saran: Saran, why: str) -> Saran:
    """Below sure, with a word on why; a doubt that was there already stays."""
    note = saran.keterangan if why in saran.keterangan else " ".join(filter(None, (saran.keterangan, why)))
    return replace(saran, keyakinan=min(saran.keyakinan, sure.BELOW_SURE), keterangan=note)


def _inside(box: Box) -> Box:
    """A little less than a box, so that lines that only touch it do not count."""
    edge = (box.y1 - box.y0) / 4
    return replace(box, y0=box.y0 + edge, y1=box.y1 - edge)
