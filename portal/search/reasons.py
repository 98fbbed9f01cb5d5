"""Why a naskah was found when no page says so: its own fields with what matched in them.

Made from values the caller already holds and may show, never from the index. Nothing is escaped here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.domain.naskah.nomor import plain_nomor
from portal.search.query import ParsedQuery
from portal.search.snippets import Part, snippets

FIELDS = ("judul", "nomor", "mitra", "unit", "nama_bentuk", "subjek", "ruang_lingkup")
"""Fields that a search looks into besides the pages."""


@dataclass(frozen=True)
class FieldMatch:
    """A field that matched, one of FIELDS; `parts` are (text, is marked), in their order."""

    field: str
    parts: tuple[Part, ...]


def matched_fields(values: Iterable[tuple[str, str]], parsed: ParsedQuery) -> tuple[FieldMatch, ...]:
    """Those of the (field, text) pairs that match, in their order; a long text is cut around its matches.

    The whole search text may be a number written in another way than on the naskah: then all of it is marked.
    """
    found = []
    for field, text in values:
        parts = _parts(field, text, parsed)
        if parts:
            found.append(FieldMatch(field, parts))
    return tuple(found)


def pairs(judul: str, unit: str, **lists: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The (field, text) pairs of a naskah in the order of FIELDS; `lists` are named as there."""
    known: dict[str, Sequence[str]] = {"judul": (judul,), "unit": (unit,), **lists}
    return tuple((field, text) for field in FIELDS for text in known.get(field, ()) if text)


def _parts(field: str, text: str, parsed: ParsedQuery) -> tuple[Part, ...]:
    if field == "nomor" and parsed.number_key and plain_nomor(text) == parsed.number_key:
        return ((text, True),)
    return next((piece.parts for piece in snippets([(1, text)], parsed, 1)), ())
