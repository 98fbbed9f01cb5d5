"""Minimum content of a naskah (Pasal 21, Pasal 31 ayat (3)): which parts its text and its fields show.

A part counts as there as soon as one of its usual words is found, in Indonesian or English: the check is meant to
remind, and a reminder that cries wolf is not read. Without enough text nothing is said at all.
"""

import re
from collections.abc import Iterable

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


def found_in(pages: Iterable[str]) -> frozenset[str] | None:
    """Parts that these page texts of one naskah show; None where there is too little text to judge."""
    text = " ".join(" ".join(page.lower().split()) for page in pages)
    if len(text) < SHORTEST_TEXT:
        return None
    return frozenset(bagian for bagian, pattern in _PATTERNS.items() if pattern.search(text))


def missing(fields: NaskahFields, found: frozenset[str]) -> tuple[str, ...]:
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
