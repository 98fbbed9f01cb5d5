"""BibTeX: an entry that BibTeX and biblatex both read, whatever stands in a title."""

import re
from collections.abc import Iterator

from portal.web.public.formats.record import Record

_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "%": r"\%",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
}
# BibTeX counts braces even behind a backslash, so a single one of a title must become a command without its like.
_SPECIAL = re.compile("[" + re.escape("".join(_COMMANDS)) + "]")


def bibtex(record: Record) -> str:
    """One entry of the kind `misc`, which every style knows."""
    fields = ",\n".join(f"  {name:<12} = {{{value}}}" for name, value in _fields(record) if value)
    return f"@misc{{naskah-{record.kode},\n{fields}\n}}\n"


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    yield "title", "{" + escaped(record.title) + "}"
    # A name in braces of its own is an office, however many commas and conjunctions it holds.
    yield "author", " and ".join("{" + escaped(party) + "}" for party in record.parties)
    parts = record.signed_parts
    if parts:
        yield "date", record.signed
        yield "year", f"{parts[0]:04d}"
    if len(parts) > 1:
        yield "month", str(parts[1])
    yield "type", escaped(record.form)
    yield "number", escaped("; ".join(record.nomor))
    yield "address", escaped(record.place)
    yield "publisher", escaped(record.publisher)
    yield "howpublished", escaped(record.repository)
    yield "keywords", escaped(", ".join(record.keywords))
    yield "language", ", ".join(record.languages)
    yield "url", record.url


def escaped(text: str) -> str:
    """The text with every sign that means something to TeX written as a command."""
    return _SPECIAL.sub(lambda found: _COMMANDS[found[0]], text)
