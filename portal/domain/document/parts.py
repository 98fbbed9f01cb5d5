"""Parts of an agreement beside its articles: opening, closing, signatures, annexes; and the marks of ayat and huruf."""

import re
from dataclasses import dataclass

from portal.domain.document.lines import TextLine
from portal.domain.document.model import BlockKind
from portal.domain.document.numerals import numeral_of

_LOOKED_AT = 160
_OPENING = re.compile(
    r"\W*(?:pada\s+hari\s+ini|yang\s+bertanda\s*tangan|kami\s+yang|dengan\s+(?:ini|rahmat)|the\s+undersigned"
    r"|this\s+(?:memorandum|agreement|arrangement|contract|mou|addendum|protocol)\b|on\s+this\s+day"
    r"|.{0,120}(?:selanjutnya\b.{0,60}\bdisebut|hereinafter)|(?:desiring|recogni[sz]ing|considering|berkeinginan"
    r"|menimbang|mengingat)\b|(?:the\s+)?(?:government|pemerintah)\b.{10,120}\band\b.{0,80},)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\W*(?:demikian(?:lah)?\b|(?:di)?buat\s+(?:dalam|di|dan)\b|dibuat\b|ditandatangani\s+(?:di|dalam|pada|oleh)\b"
    r"|in\s+witness\s+whereof|done\s+(?:at|in|on)\b|signed\s+(?:at|in|on)\b|sebagai\s+bukti)",
    re.IGNORECASE,
)
_SIGNING = re.compile(
    r"\W*(?:pihak\s+(?:per\w+|ke\w+|[ivx]+\b)|para\s+pihak|untuk\b|atas\s+nama|for\b|on\s+behalf|a\.\s?n\.|ditandatangani"
    r"|mengetahui|saksi|signed|first\s+party|second\s+party|menteri|direktur|kepala|gubernur|bupati)",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"\W*(?:PIHAK\s+(?:(?:PER|KE)\w+|[IVX]+\b)|UNTUK\b|FOR\b|ON BEHALF|(?:FIRST|SECOND|THIRD)\s+PARTY)", re.IGNORECASE
)
_ANNEX = re.compile(
    r"\W{0,3}(?P<word>lampiran|annex|appendix|attachment|schedule)(?:[\s.:\-]{1,4}(?P<number>[0-9]{1,2}|[IVXl|]{1,5}|[A-H]"
    r"|satu|dua|tiga))?(?=[\s.:,)\-–]|$)[\s.:\-–]*(?P<rest>.*)",
    re.IGNORECASE,
)
_ANNEX_RUNS_ON = re.compile(
    r"(?:ini|tersebut|yang|dan|merupakan|sebagaimana|dalam|pada|huruf|angka|of this|to this|shall|and|is|are|,|;|\(\d)",
    re.IGNORECASE,
)
_AYAT = re.compile(r"[({\[]\s?(?P<number>[0-9lIOoSZ|]{1,2}[a-z]?)\s?[)}\]](?=\s|[A-Z\"“]|$)")
_HURUF = re.compile(r"(?:(?P<dot>[a-z]{1,2})[.)]|[({\[]\s?(?P<round>[a-z]{1,2})\s?[)}\]])(?=\s|$)")
_ANGKA = re.compile(r"(?P<number>[0-9]{1,2}|[IVX]{1,5})[.)](?=\s)")
_BULLET = re.compile(r"[•·▪●○◦–—\-*>§]\s+(?=\S)")
_REFERRED = re.compile(
    r"\b(?:ayat|huruf|angka|pasal|butir|paragraph|article|dan|sampai|dengan|or|and|to)\s*$", re.IGNORECASE
)
_LABELLED = re.compile(r"(?:[^\s:]+\s+){0,3}[^\s:]+\s*:\s+\S")
_PARTY = re.compile(r"selanjutnya.{0,80}?disebut|hereinafter.{0,60}?(?:referred|called|as)|\bPIHAK\s+KE", re.IGNORECASE)


@dataclass(frozen=True)
class Annex:
    """The heading of an annex: its label (`Lampiran II`), the name of its address, and where its title begins."""

    label: str
    key: str
    rest_at: int | None


def is_opening(line: TextLine) -> bool:
    """Whether the running text of a naskah begins here."""
    return _OPENING.match(line.text[:_LOOKED_AT]) is not None


def is_closing(line: TextLine) -> bool:
    """Whether the closing formula begins here."""
    return _CLOSING.match(line.text[:_LOOKED_AT]) is not None


def is_signing(line: TextLine) -> bool:
    """Whether a line heads a signature."""
    return _SIGNING.match(line.text[:_LOOKED_AT]) is not None


def names_side(line: TextLine) -> bool:
    """Whether a line says whose signature follows."""
    return _SIDE.match(line.text[:_LOOKED_AT]) is not None


def names_party(text: str) -> bool:
    """Whether a paragraph says what a party is called from here on."""
    return _PARTY.search(text[:2_000]) is not None


def annex_of(line: TextLine) -> Annex | None:
    """The annex whose heading this line is."""
    found = _ANNEX.match(line.text[:_LOOKED_AT])
    if found is None or not found["word"][0].isupper():
        return None
    rest = found["rest"]
    if rest and (_ANNEX_RUNS_ON.match(rest) or rest[0].islower() or rest[-1] in ".;,"):
        return None
    written = found["number"] or ""
    number = numeral_of(written.upper()) if written else None
    name = found["word"].capitalize()
    word = name if name in ("Lampiran", "Annex", "Appendix", "Attachment", "Schedule") else "Lampiran"
    value = written.lower() if number is None else str(number.roman or number.arabic or written.lower())
    label = f"{word} {written.upper()}".strip()
    return Annex(label, f"lampiran-{value}" if value else "lampiran", found.start("rest") if rest else None)


@dataclass(frozen=True)
class Marker:
    """The mark at the beginning of a paragraph: what it counts, and its number (letters count from a = 1)."""

    kind: BlockKind
    number: int


def marker_of(line: TextLine, before: TextLine | None, last: dict[BlockKind, int]) -> Marker | None:
    """The mark a line begins with; None where it is but a reference that stands at the beginning of a line.

    `last` holds the number that each kind has reached.
    """
    found = _marker(line.text[:40])
    if found is None:
        return None
    is_expected = found.number in (1, last.get(found.kind, 0) + 1)
    if before is None or before.is_terminal or line.has_gap or found.kind is BlockKind.PARAGRAPH:
        return found
    if _REFERRED.search(before.text[-24:]):
        is_after_item = before.text.rstrip()[-5:].lower() in ("; dan", ", dan", "; and", ", and", "tau", "; or")
        return found if is_after_item and is_expected else None
    return found if is_expected and (before.is_capitals or len(before.text) < 60) else None


def _marker(text: str) -> Marker | None:
    if found := _AYAT.match(text):
        number = numeral_of(found["number"].rstrip("abcdefgh")).arabic
        return Marker(BlockKind.AYAT, number) if number is not None else None
    if found := _HURUF.match(text):
        letters = found["dot"] or found["round"]
        return (
            Marker(BlockKind.HURUF, ord(letters[0]) - 96) if len(set(letters)) == 1 or letters in _SMALL_ROMAN else None
        )
    if found := _ANGKA.match(text):
        numeral = numeral_of(found["number"])
        return Marker(BlockKind.ANGKA, numeral.arabic or numeral.roman or 0)
    return Marker(BlockKind.ANGKA, 0) if _BULLET.match(text) else None


_SMALL_ROMAN = frozenset(("ii", "iv", "vi", "ix"))


def is_labelled(line: TextLine) -> bool:
    """Whether a line names a value (`Jabatan : Kepala …`), as the lines of a form do."""
    return _LABELLED.match(line.text[:60]) is not None
