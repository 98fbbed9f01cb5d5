"""RIS: the tagged lines that Zotero, Mendeley and EndNote read."""

from collections.abc import Iterator

from portal.web.public.formats.record import Record

LONGEST = 255
"""Letters of a keyword, an author or a number; some readers cut longer ones in the middle of a letter."""


def ris(record: Record) -> str:
    """One reference. Every value is one line, so no word of a title can become a tag."""
    lines = [f"{tag}  - {value}" for tag, value in _fields(record) if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    yield "TY", "GOVDOC"
    yield "ID", record.kode
    yield "TI", record.title
    for party in record.parties:
        yield "AU", _name(party)
    parts = [f"{part:02d}" for part in record.signed_parts]
    if parts:
        yield "PY", parts[0].rjust(4, "0")
        yield "DA", "/".join([*parts, "", ""][:3]) + "/"
    yield "CY", record.place
    yield "PB", record.publisher
    yield "DP", record.repository
    yield "M3", record.form
    for nomor in record.nomor:
        yield "M1", nomor[:LONGEST]
    for language in record.languages:
        yield "LA", language
    for subjek in record.keywords:
        yield "KW", subjek[:LONGEST]
    yield "AB", record.abstract
    yield "UR", record.url
    for berkas in record.berkas:
        yield "L1", record.file_address(berkas)


def _name(party: str) -> str:
    # A comma would part a family name from a given one; an office has neither.
    return " ".join(party.replace(",", " ").split())[:LONGEST]
