"""Plain Markdown of the text: front matter with the facts, then headings, paragraphs and items (CommonMark)."""

import json
import re
from collections.abc import Iterator, Sequence

from portal.domain.document.model import BlockKind
from portal.domain.document.reading import ReadBlock, ReadText, Section
from portal.web.public.formats.record import Record
from portal.web.public.formats.texts import FileText
from portal.web.words.exports import UNREAD, WITHHELD
from portal.web.words.labels.lookup import label

_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~$])")
_AT_START = re.compile(r"^([#+=:-])")
_FULL_STOP = re.compile(r"^(\d{1,9})([.)])")


def markdown(record: Record, texts: Sequence[FileText]) -> str:
    """The naskah as Markdown; without a public text only its facts, and why."""
    lines = ["---", *(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in _facts(record)), "---", ""]
    lines += [f"# {escaped(record.judul)}", ""]
    if not texts:
        lines += [WITHHELD if record.naskah.item.is_metadata_only else UNREAD, ""]
    for number, one in enumerate(texts):
        if number:
            lines += [f"# {escaped(label(one.berkas.jenis))}", ""]
        lines += _text(one.text)
    return "\n".join(lines).rstrip() + "\n"


def _facts(record: Record) -> Iterator[tuple[str, object]]:
    """Front matter; every value is JSON, which YAML reads as it is."""
    item = record.naskah.item
    yield "title", record.judul
    yield "kode", record.kode
    yield "url", record.url
    yield "bentuk", record.form
    yield "pihak", list(record.parties)
    yield "nomor", list(record.nomor)
    yield "ditandatangani", record.signed or None
    yield "tempat", record.place or None
    yield "mulai_berlaku", item.effective_on.isoformat() if item.effective_on else None
    yield "berlaku_sampai", item.expires_on.isoformat() if item.expires_on else None
    yield "unit", record.unit
    yield "bahasa", list(record.languages)
    yield "dipublikasikan", record.published.isoformat()
    yield "versi", record.naskah.nomor_terbit


def _text(text: ReadText) -> Iterator[str]:
    yield from _blocks(text.opening)
    for section in text.sections:
        yield from _section(section, 2)
    yield from _blocks(text.closing)
    for annex in text.annexes:
        yield from _section(annex, 2)


def _section(section: Section, level: int) -> Iterator[str]:
    head = section.head
    name = " – ".join(filter(None, (head.label, head.heading)))
    if name:
        yield f"{'#' * level} {escaped(name)}"
        yield ""
    yield from _blocks(section.blocks)
    for inner in section.sections:
        yield from _section(inner, min(level + 1, 6))


def _blocks(blocks: Sequence[ReadBlock]) -> Iterator[str]:
    for block in blocks:
        indent = "> " if block.kind is BlockKind.KUTIPAN else ""
        # Two blanks at the end keep a line of its own; so rows of names and tables stay rows.
        yield indent + f"  \n{indent}".join(escaped(line) for line in block.lines)
        yield ""


def escaped(line: str) -> str:
    """A line whose letters mean themselves: no emphasis, no list, no heading, no tag."""
    line = _SPECIAL.sub(r"\\\1", line)
    if found := _FULL_STOP.match(line):
        return f"{found[1]}\\{line[found.end(1) :]}"
    return _AT_START.sub(r"\\\1", line)
