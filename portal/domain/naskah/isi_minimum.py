"""Minimum content of a naskah (Pasal 21, Pasal 31 ayat (3)): which parts its text and its fields show, and where.

A part counts as there as soon as one of its usual words is found, in Indonesian or English: the check is meant to
remind, and a reminder that cries wolf is not read. Without enough text nothing is said at all.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from portal.domain.document.compose import document_of
from portal.domain.document.model import OutlineEntry, SourcePage
from portal.domain.document.outline import place_of
from portal.domain.naskah.enumerations import Lingkup
from portal.domain.naskah.fields import NaskahFields

JUDUL, PEMBUKAAN, TUJUAN, RUANG_LINGKUP = "judul", "pembukaan", "tujuan", "ruang lingkup"
KEGIATAN, KEWENANGAN = "kegiatan yang akan dilaksanakan", "pembagian kewenangan dan tanggung jawab"
SUBJEK, PENDANAAN, PEMBIAYAAN, JANGKA_WAKTU = "subjek Kerja Sama", "pendanaan", "pembiayaan", "jangka waktu"
BAGIAN: dict[Lingkup, tuple[str, ...]] = {
    Lingkup.DALAM_NEGERI: (JUDUL, TUJUAN, RUANG_LINGKUP, KEGIATAN, KEWENANGAN, PENDANAAN, JANGKA_WAKTU),
    Lingkup.LUAR_NEGERI: (JUDUL, PEMBUKAAN, TUJUAN, RUANG_LINGKUP, SUBJEK, PEMBIAYAAN, JANGKA_WAKTU),
}
"""Parts in the order and the words of the regulation."""
DASAR = {Lingkup.DALAM_NEGERI: "Pasal 21", Lingkup.LUAR_NEGERI: "Pasal 31 ayat (3)"}
SHORTEST_TEXT = 800
"""Characters below which a text is no naskah: a cover sheet, or a scan of which little could be read."""

_MONEY = r"pendanaan|pembiayaan|biaya|anggaran|\bfund|financ|\bcosts?\b|expens"
_WORDS = {
    PEMBUKAAN: r"berkeinginan|mengakui|mengingat|menimbang|berdasarkan|selanjutnya|desiring|recogni[sz]ing|considering"
    r"|referred to as|pursuant to|having regard",
    TUJUAN: r"tujuan|bertujuan|maksud|objective|purpose|\baims?\b",
    RUANG_LINGKUP: r"ruang ?lingkup|bidang kerja ?sama|\bscope\b|areas? of co-?operation|fields? of co-?operation",
    KEGIATAN: r"kegiatan|pelaksanaan|program kerja|rencana kerja|activit|implement",
    KEWENANGAN: r"kewenangan|tanggung ?jawab|hak dan kewajiban|kewajiban|responsibilit|obligation",
    SUBJEK: r"para ?pihak|\bpihak\b|\bpart(?:y|ies)\b|participants?\b|signator",
    PENDANAAN: _MONEY,
    PEMBIAYAAN: _MONEY,
    JANGKA_WAKTU: r"jangka ?waktu|masa berlaku|mulai berlaku|berlaku (?:sejak|selama)|in force|into force|duration"
    r"|period of|\bvalid\b|come into effect|tahun terhitung",
}
_PATTERNS = {bagian: re.compile(words) for bagian, words in _WORDS.items()}
_ON_PAGE = {
    bagian: re.compile(words.replace(" ?", r"\s*").replace(" ", r"\s+"), re.IGNORECASE)
    for bagian, words in _WORDS.items()
}
"""The same words on a page as it stands, broken over lines."""

MOST_PAGES = 60
"""Pages whose structure is looked at to say where a part stands."""


@dataclass(frozen=True)
class ContentPlace:
    """Where a part of the minimum content stands: the Pasal ("" where none is known), the page and the file, from 1."""

    label: str
    page: int
    file: int = 1

    @property
    def text(self) -> str:
        """The place in words."""
        page = f"hlm. {self.page}" if self.file == 1 else f"berkas {self.file} hlm. {self.page}"
        return f"{self.label}, {page}" if self.label else page


Isi = Mapping[str, ContentPlace | None]
"""Parts of the minimum content with the place of each; None where only the text as a whole shows it."""


def found_in(*files: Iterable[str]) -> Isi | None:
    """Parts that these files of one naskah show, each a run of page texts; None where there is too little to judge."""
    known = tuple(tuple(pages) for pages in files)
    text = " ".join(" ".join(page.lower().split()) for pages in known for page in pages)
    if len(text) < SHORTEST_TEXT:
        return None
    return _places(known, frozenset(bagian for bagian, pattern in _PATTERNS.items() if pattern.search(text)))


def joined(found: Iterable[Isi | None]) -> Isi | None:
    """What several files show together, each counted in its order; None where none has enough text."""
    known = [(number, isi) for number, isi in enumerate(found, 1) if isi is not None]
    parts: dict[str, ContentPlace | None] = {}
    for number, isi in known:
        for bagian, place in isi.items():
            if parts.get(bagian) is None:
                parts[bagian] = replace(place, file=number) if place is not None else None
    return parts if known else None


@lru_cache(maxsize=8)
def _places(files: tuple[tuple[str, ...], ...], bagian_list: frozenset[str]) -> Isi:
    """Where each part stands first: in the heading of a Pasal before its text, in a Pasal before what is around."""
    best: dict[str, tuple[int, ContentPlace]] = {}
    for number, pages in enumerate(files, 1):
        outline = document_of([SourcePage(at, text) for at, text in enumerate(pages[:MOST_PAGES], 1)]).outline
        for bagian in bagian_list:
            for rank, place in _in_file(bagian, pages, outline, number):
                if bagian not in best or rank < best[bagian][0]:
                    best[bagian] = (rank, place)
    return {bagian: best[bagian][1] if bagian in best else None for bagian in bagian_list}


def _in_file(
    bagian: str, pages: Sequence[str], outline: Sequence[OutlineEntry], number: int
) -> Iterator[tuple[int, ContentPlace]]:
    """Places of a part in one file with their rank, the lower the better."""
    pattern = _ON_PAGE[bagian]
    for entry in outline:
        if pattern.search(entry.heading.lower()):
            yield 0, ContentPlace(entry.label, entry.page, number)
            break
    for at, text in enumerate(pages, 1):
        found = pattern.search(text)
        if found is not None:
            place = place_of(outline, at, found.start())
            yield (1 if place is not None else 2), ContentPlace(place.label if place is not None else "", at, number)
            break


def missing(fields: NaskahFields, found: Collection[str]) -> tuple[str, ...]:
    """Parts that neither the text nor a field of the form shows, in the order of the regulation."""
    if fields.lingkup is None:
        return ()
    filled = {
        JUDUL: bool(fields.judul.strip()),
        RUANG_LINGKUP: bool(fields.ruang_lingkup.strip()),
        PENDANAAN: bool(fields.pendanaan.strip()),
        PEMBIAYAAN: bool(fields.pendanaan.strip()),
        JANGKA_WAKTU: fields.is_open_ended or fields.expires_on is not None,
    }
    return tuple(b for b in BAGIAN[fields.lingkup] if b not in found and not filled.get(b, False))


def told(lingkup: Lingkup, found: Collection[str]) -> str:
    """Where the parts that the text shows stand, in words; empty where no place is known."""
    places = found if isinstance(found, Mapping) else {}
    known = [f"{bagian} ({place.text})" for bagian in BAGIAN[lingkup] if (place := places.get(bagian)) is not None]
    return ", ".join(known)
