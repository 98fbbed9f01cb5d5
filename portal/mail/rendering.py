"""The look of a letter: its parts as plain text and as HTML, from templates of this room. Knows no web framework."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


@dataclass(frozen=True)
class LetterParts:
    """The parts of a letter. `fakta` are pairs of name and value; `tautan` is the full address of the page."""

    perihal: str
    paragraf: tuple[str, ...]
    fakta: tuple[tuple[str, str], ...]
    tautan: str
    tombol: str
    kaki: str
    bagian: tuple["LetterParts", ...] = ()
    """Several notices in one letter; then the paragraphs above only lead to them."""
    akhiri: str = ""
    """Full address of the page on which a reader ends these letters, where the reader has asked for them."""

    def as_json(self) -> str:
        """The parts to be stored until it is sent."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "LetterParts":
        """The parts as they were stored."""
        parts = json.loads(text)
        parts["paragraf"] = tuple(parts["paragraf"])
        parts["fakta"] = tuple((name, value) for name, value in parts["fakta"])
        parts.pop("bagian", None)
        return cls(**parts)


def digest(surat: Sequence[LetterParts]) -> LetterParts:
    """One letter of several notices to the same reader, in their order; a single one stays as it is."""
    first, *others = surat
    if not others:
        return first
    return LetterParts(
        perihal=f"{len(surat)} pengingat: {first.perihal}, dan {len(others)} lagi",
        paragraf=(f"Ada {len(surat)} hal yang perlu perhatian Anda.",),
        fakta=(),
        tautan=first.tautan,
        tombol=first.tombol,
        kaki=surat[-1].kaki,
        bagian=tuple(surat),
    )


def render(surat: LetterParts, nama: str) -> tuple[str, str]:
    """Text and HTML for the person of this name; every value is escaped in the HTML."""
    values = {"surat": surat, "nama": " ".join(nama.split())}
    text = _templates().get_template("surat.txt").render(values)
    return text, _templates().get_template("surat.html").render(values)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("portal.mail", "templates"),
        autoescape=select_autoescape(enabled_extensions=("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
