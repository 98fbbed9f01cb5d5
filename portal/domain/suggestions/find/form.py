"""Names that naskah give themselves, found at the head of a page, and the form of Pasal 5 each stands for."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from portal.domain.naskah.enumerations import Bentuk
from portal.domain.suggestions.text.lines import Line, flowing, is_near

_NK, _PKS, _LAIN = Bentuk.NOTA_KESEPAHAMAN, Bentuk.PERJANJIAN_KERJA_SAMA, Bentuk.NAMA_LAIN
FORMS: tuple[tuple[str, str, Bentuk], ...] = tuple(
    (name.upper().replace(" ", "").replace("-", ""), name, bentuk)
    for name, bentuk in (
        ("Nota Kesepahaman Bersama", _NK),
        ("Nota Kesepahaman", _NK),
        ("Nota Kesepahaman Kerja Sama", _NK),
        ("Perjanjian Kerja Sama", _PKS),
        ("Naskah Perjanjian Kerja Sama", _PKS),
        ("Surat Perjanjian Kerja Sama", _PKS),
        ("Perjanjian Kerja Sama Operasional", _PKS),
        ("Nota Kesepakatan Bersama", _LAIN),
        ("Nota Kesepakatan", _LAIN),
        ("Nota Saling Pengertian", _LAIN),
        ("Memorandum Saling Pengertian", _LAIN),
        ("Memorandum Kesepahaman", _LAIN),
        ("Memorandum of Understanding", _LAIN),
        ("Memorandum of Cooperation", _LAIN),
        ("Memorandum of Agreement", _LAIN),
        ("Kesepakatan Bersama", _LAIN),
        ("Kesepahaman Bersama", _LAIN),
        ("Keputusan Bersama", _LAIN),
        ("Komitmen Bersama", _LAIN),
        ("Pernyataan Bersama", _LAIN),
        ("Piagam Kerja Sama", _LAIN),
        ("Naskah Kerja Sama", _LAIN),
        ("Kontrak Kerja Sama", _LAIN),
        ("Kesepakatan Kerja Sama", _LAIN),
        ("Adendum", _LAIN),
        ("Addendum", _LAIN),
        ("Amandemen", _LAIN),
        ("Amendment", _LAIN),
        ("Perjanjian Kerahasiaan", _LAIN),
        ("Perjanjian Pelaksanaan", _LAIN),
        ("Perjanjian Hibah", _LAIN),
        ("Perjanjian Pinjam Pakai", _LAIN),
        ("Surat Perjanjian", _LAIN),
        ("Rencana Aksi", _LAIN),
        ("Pedoman Kerja", _LAIN),
        ("Implementing Arrangement", _LAIN),
        ("Implementation Arrangement", _LAIN),
        ("Implementation Agreement", _LAIN),
        ("Technical Arrangement", _LAIN),
        ("Pengaturan Pelaksanaan", _LAIN),
        ("Pengaturan Pelaksana", _LAIN),
        ("Pengaturan Teknis", _LAIN),
        ("Pengaturan", _LAIN),
        ("Arrangement", _LAIN),
        ("Persetujuan", _LAIN),
        ("Cooperation Agreement", _LAIN),
        ("Agreement", _LAIN),
        ("Trilateral Arrangement", _LAIN),
        ("Bilateral Arrangement", _LAIN),
        ("Trilateral Agreement", _LAIN),
        ("Bilateral Agreement", _LAIN),
        ("Framework Agreement", _LAIN),
        ("Framework of Cooperation", _LAIN),
        ("Plan of Action", _LAIN),
        ("Record of Discussions", _LAIN),
        ("Declaration of Intent", _LAIN),
        ("Treaty", _LAIN),
        ("Convention", _LAIN),
        ("Protokol", _LAIN),
        ("Protocol", _LAIN),
        ("Letter of Intent", _LAIN),
        ("Surat Pernyataan Minat", _LAIN),
        ("Joint Declaration", _LAIN),
        ("Joint Statement", _LAIN),
        ("Deklarasi Bersama", _LAIN),
        ("Perjanjian", _LAIN),
    )
)
_BY_LENGTH = tuple(sorted(FORMS, key=lambda form: -len(form[0])))
_AMENDING = ("PERUBAHAN", "ADENDUM", "ADDENDUM", "AMANDEMEN", "AMENDMENT")
_ORDINALS = ("KESATU", "PERTAMA", "KEDUA", "KETIGA", "KEEMPAT", "II", "III", "I")
_MOST_LINES = 60
_LONG = 14
_FAR = 4
_MOST_BEFORE = 40
_MARKERS = ("ANTARA", "BETWEEN", "TENTANG", "CONCERNING", "NOMOR")
_FRAME = (("ANTARA", "BETWEEN"), ("DENGAN", "DAN", "AND"), ("TENTANG", "CONCERNING", "MENGENAI", "ON", "REGARDING"))
_NAMED = re.compile(
    "|".join(sorted((re.escape(name) for _, name, _ in FORMS), key=len, reverse=True)).replace(r"\ ", r"\s?"),
    re.IGNORECASE,
)
_REACH = 14_000


@dataclass(frozen=True)
class FormRead:
    """A form at line `at`; `name` as people write it, "" where nothing tells it.

    `is_printed` is False for a head whose form was not read: it begins at line `at` itself.
    """

    bentuk: Bentuk
    name: str
    at: int
    is_exact: bool
    is_alone: bool
    is_amendment: bool = False
    is_printed: bool = True


def find_form(lines: tuple[Line, ...]) -> FormRead | None:
    """The first line of a head that is, or begins with, the name of a form; None where no line is.

    Where a recogniser broke the name, the line above ANTARA that is still nearest to one is taken; where it lost the
    name, the one that the text below calls itself by.
    """
    return _plain_form(lines) or _broken(lines) or _framed(lines)


def _plain_form(lines: Sequence[Line]) -> FormRead | None:
    for at, line in enumerate(lines[:_MOST_LINES]):
        amended = _amendment(line, at)
        if amended is not None:
            return amended
        found = _alone(line, at) or _leading(line, at)
        if found is None and at + 1 < len(lines) and len(line.squeezed) < 24:
            # A name broken over two lines, as narrow cover pages have it.
            joined = Line(line.page, f"{line.text} {lines[at + 1].text}", line.squeezed + lines[at + 1].squeezed)
            found = _alone(joined, at)
        if found is not None:
            return found
    return None


def _broken(lines: Sequence[Line]) -> FormRead | None:
    """A long name with a few letters wrong, right above a word that goes on a head."""
    for at, line in enumerate(lines[:_MOST_BEFORE]):
        below = {other.squeezed for other in lines[at + 1 : at + 4]}
        if len(line.squeezed) < _LONG or not line.is_capitals or not below.intersection(_MARKERS):
            continue
        near = [(Levenshtein.distance(line.squeezed, form[0]), form) for form in FORMS if len(form[0]) >= _LONG]
        distance, (_, name, bentuk) = min(near, key=lambda pair: pair[0])
        if distance <= _FAR:
            return FormRead(bentuk, name, at, False, True)
    return None


def _framed(lines: Sequence[Line]) -> FormRead | None:
    """A head that begins with ANTARA and goes on with DENGAN and TENTANG: the text says what it is, never surely."""
    at = -1
    for words in _FRAME:
        at = next((i for i in range(at + 1, min(len(lines), at + 14)) if lines[i].squeezed in words), len(lines))
    start = next((i for i, line in enumerate(lines[:_MOST_BEFORE]) if line.squeezed in _FRAME[0]), len(lines))
    if at >= len(lines) or start >= at:
        return None
    text = flowing(lines[at:])[:_REACH]
    said = Counter("".join(found.group().upper().split()) for found in _NAMED.finditer(text))
    key = said.most_common(1)[0][0] if said else ""
    name, bentuk = next(((name, bentuk) for known, name, bentuk in FORMS if known == key), ("", _LAIN))
    return FormRead(bentuk, name, start, False, True, is_printed=False)


def _amendment(line: Line, at: int) -> FormRead | None:
    """`PERUBAHAN KEDUA ATAS PERJANJIAN KERJA SAMA` is an amendment, whatever form it changes."""
    if not line.is_capitals and len(line.text.split()) > 8:
        return None
    for word in _AMENDING:
        if not line.squeezed.startswith(word):
            continue
        tail = line.squeezed[len(word) :]
        for ordinal in _ORDINALS:
            tail = tail.removeprefix(ordinal)
        if not tail or tail.startswith(("ATAS", "TERHADAP", "PERJANJIAN", "NOTA", "TO", "OF", "KESEPAKATAN")):
            name = "Adendum" if word == "ADDENDUM" else word.title()
            return FormRead(Bentuk.NAMA_LAIN, name, at, True, not tail, True)
    return None


def _alone(line: Line, at: int) -> FormRead | None:
    """The form a line is; `NOTA KESEPAKATAN` is near `NOTA KESEPAHAMAN`, so the nearest wins."""
    near = [form for form in FORMS if is_near(line.squeezed, form[0])]
    if not near:
        return None
    key, name, bentuk = min(near, key=lambda form: Levenshtein.distance(line.squeezed, form[0]))
    return FormRead(bentuk, name, at, line.squeezed == key, True)


def _leading(line: Line, at: int) -> FormRead | None:
    """A line that begins with a form and goes on with the parties, the title or the number; not a sentence."""
    for key, name, bentuk in _BY_LENGTH:
        if not line.squeezed.startswith(key):
            continue
        tail = line.squeezed[len(key) :]
        starts_head = tail.startswith(("ANTARA", "TENTANG", "NOMOR", "MENGENAI", "BETWEEN", "BIDANG", "DALAM", "NO"))
        if line.is_capitals or (starts_head and len(line.text.split()) < 25 and line.text[:1].isupper()):
            return FormRead(bentuk, name, at, True, False)
    return None
