"""Boxes that are suggested: where personal numbers, ways to reach a person, homes and signatures stand on a page.

What is found is only offered. A place that nobody could find is said too, so that a person looks for it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.berkas.reading import PageText
from portal.domain.document.places import SCALE, Place, places_of, words_of
from portal.domain.penghitaman.kotak import Kotak, around, within
from portal.domain.publication.personal_numbers import find_numbers
from portal.domain.suggestions.evidence import PageEvidence


class TemuanHitam(StrEnum):
    """What a suggested box is for."""

    NIK = "nik"
    NIP = "nip"
    PASPOR = "paspor"
    TELEPON = "telepon"
    SUREL = "surel"
    ALAMAT = "alamat"
    TANDA_TANGAN = "tanda_tangan"


@dataclass(frozen=True)
class KotakSaran:
    """A suggestion: what was found, its words, and a box for each line of it; none where its place is not known."""

    temuan: TemuanHitam
    cuplikan: str
    kotak: tuple[Kotak, ...]


_LONGEST = 80
_PHONE = re.compile(
    r"(?i)\b(?:telepon|telp|tel|hp|handphone|ponsel|whats ?app|wa|mobile|phone)\b\.?[ ]?(?:nomor|no|number)?[ .:]{0,4}"
    r"(?P<told>[(+]?\d(?:[ ().\-/]{0,2}\d){6,14})"
)
_MAIL = re.compile(r"(?i)(?<![\w.%+\-])(?P<told>[\w.%+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{2,63}){1,4})")
_HOME = re.compile(
    r"(?im)^[^\S\n]*(?:alamat(?:[^\S\n](?:rumah|tinggal|domisili))?|tempat tinggal|domisili|address)"
    r"[^\S\n]*:[^\S\n]*(?P<told>\S[^\n]{3,200})$"
)
_SIGNATURE_UP = SCALE * 12 // 100
"""A signature stands at most this far above the name under it."""
_SIGNATURE_LEAST = SCALE * 15 // 1000
_SIGNATURE_SIDE = SCALE * 2 // 100
_MOST_ON_PAGE = 60


def suggest_on_page(text: str, places: Sequence[Place | None]) -> tuple[KotakSaran, ...]:
    """What the text of a page tells, in its order; `places` are those of its words."""
    spans = words_of(text)
    found: list[tuple[TemuanHitam, int, int]] = []
    for temuan, start, end in sorted(_in_text(text), key=lambda one: (one[1], -one[2])):
        if found and start < found[-1][2]:
            # Told already: one pattern knows the label, another one the whole line.
            first, begin, reached = found[-1]
            found[-1] = first, begin, max(reached, end)
        else:
            found.append((temuan, start, end))
    return tuple(
        KotakSaran(
            temuan,
            " ".join(text[start:end].split())[:_LONGEST],
            tuple(around(place) for place in places_of(text, spans, places, start, end)),
        )
        for temuan, start, end in found[:_MOST_ON_PAGE]
    )


def _in_text(text: str) -> Iterator[tuple[TemuanHitam, int, int]]:
    flat, origin = _flatten(text)
    for match in find_numbers(flat):
        start, end = origin[match.start], origin[match.end - 1] + 1
        if match.kind != "kontak":
            yield TemuanHitam(match.kind), start, end
        elif "@" in flat[match.start : match.end]:
            yield TemuanHitam.SUREL, start, end
        elif flat[match.start] in "+0123456789":
            yield TemuanHitam.TELEPON, start, end
        else:
            yield TemuanHitam.ALAMAT, start, end
    for match_ in _PHONE.finditer(flat):
        yield TemuanHitam.TELEPON, origin[match_.start("told")], origin[match_.end("told") - 1] + 1
    for match_ in _MAIL.finditer(flat):
        yield TemuanHitam.SUREL, origin[match_.start("told")], origin[match_.end("told") - 1] + 1
    for match_ in _HOME.finditer(text):
        yield TemuanHitam.ALAMAT, *match_.span("told")


def _flatten(text: str) -> tuple[str, list[int]]:
    """The text with single blanks and plain letters, and for each of its letters the place it comes from."""
    flat: list[str] = []
    origin: list[int] = []
    for at, letter in enumerate(text):
        if letter.isspace():
            if flat and flat[-1] != " ":
                flat.append(" ")
                origin.append(at)
        elif letter.isascii() or unicodedata.category(letter) != "Cf":
            plain = unicodedata.normalize("NFKC", letter)
            flat.append(plain)
            origin.extend([at] * len(plain))
    return "".join(flat), origin


def suggest_signatures(pages: Sequence[PageText], known: Sequence[str] = ()) -> dict[int, tuple[KotakSaran, ...]]:
    """Over the names under which somebody signed on the last pages, by page: the room that the pen had.

    `pages` are those of one file with their words; `known` are the names of persons its opening tells.
    """
    by_number = {page.number: page for page in pages}
    found: dict[int, tuple[KotakSaran, ...]] = {}
    # Finding signatures takes the rules of all suggestions, which most of those who know a kind of finding never need.
    from portal.domain.suggestions.find.signature_cells import signatures_by_name

    for block in signatures_by_name(pages, known):
        page = by_number.get(block.page)
        place = PageEvidence(page).find(block.nama) if page is not None and block.nama else None
        if page is None or place is None:
            continue
        edges = (place.box.x0, place.box.y0, place.box.x1, place.box.y1)
        room = _room_above(page, *(round(edge * SCALE) for edge in edges))
        if room is not None:
            found[block.page] = (
                *found.get(block.page, ()), KotakSaran(TemuanHitam.TANDA_TANGAN, block.nama[:_LONGEST], (room,)),
            )  # fmt: skip
    return found


def _room_above(page: PageText, left: int, top: int, right: int, bottom: int) -> Kotak | None:
    """The empty room over a name, as wide as the name and a little more; None where lines stand close above it."""
    line = max(1, bottom - top)
    ends = [
        round(word.y1 * SCALE)
        for word in page.words
        if round(word.y1 * SCALE) <= top + line // 4
        and round(word.x0 * SCALE) < right
        and round(word.x1 * SCALE) > left
    ]
    begin = max([*ends, top - _SIGNATURE_UP, 0])
    if top - begin < _SIGNATURE_LEAST:
        return None
    return within(left - _SIGNATURE_SIDE, begin, right + _SIGNATURE_SIDE, top)
