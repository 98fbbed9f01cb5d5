"""Names that naskah give themselves, found at the head of a page, and the form of Pasal 5 each stands for."""

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from portal.domain.naskah import Bentuk
from portal.domain.suggestions.lines import Line, is_near

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


@dataclass(frozen=True)
class FormRead:
    """A form at line `at`; `name` as people write it, `rest` what stood behind it on the line."""

    bentuk: Bentuk
    name: str
    at: int
    is_exact: bool
    is_alone: bool
    is_amendment: bool = False


def find_form(lines: tuple[Line, ...]) -> FormRead | None:
    """The first line of a head that is, or begins with, the name of a form; None where no line is."""
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
