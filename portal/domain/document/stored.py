"""Structure and outline as they are kept beside the published text: short JSON that is believed only where it fits.

A structure that does not share out the very text of its page, each word once, is as good as none: the page is then
shown as plain text. So text that became another since, or a row that was damaged, can neither hide nor add a word.
"""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from portal.domain.document.model import Block, BlockKind, OutlineEntry, PageStructure

MODEL = "2"
"""Which rules made a stored structure. Raise it when they change: `portal migrate` then derives all of them anew."""

_SEPARATOR = ";"
PREFIX = MODEL + _SEPARATOR
_LANGUAGES = ("id", "en")
_KINDS = {kind.value: kind for kind in BlockKind}
_WHOLE = {int}
_KEY = r"-abcdefghijklmnopqrstuvwxyz0123456789"


def pack_page(structure: PageStructure) -> str:
    """The blocks of a page as text."""
    return _packed(
        [
            block.kind.value,
            [edge for span in block.spans for edge in span],
            block.language or "",
            int(block.is_continued),
            list(block.anchors),
        ]
        for block in structure.blocks
    )


@lru_cache(maxsize=128)
def unpack_page(stored: str, text: str) -> tuple[Block, ...] | None:
    """The blocks of a page whose text is `text`; None where they are not blocks of this very text.

    Those of the last pages are remembered: a page that is read once is often read again.
    """
    try:
        blocks = tuple(_block(row) for row in _unpacked(stored))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return blocks if blocks and _shares_out(blocks, text) else None


def pack_outline(entries: Iterable[OutlineEntry]) -> str:
    """An outline as text."""
    return _packed(
        [
            entry.kind.value,
            entry.label,
            entry.heading,
            entry.anchor,
            entry.page,
            entry.start,
            entry.level,
            list(entry.aliases),
        ]
        for entry in entries
    )


def unpack_outline(stored: str) -> tuple[OutlineEntry, ...]:
    """A stored outline; none where it is not one."""
    try:
        return tuple(_entry(row) for row in _unpacked(stored))
    except (ValueError, TypeError, KeyError, RecursionError):
        return ()


def _packed(rows: Iterable[list[Any]]) -> str:
    return PREFIX + json.dumps(list(rows), ensure_ascii=False, separators=(",", ":"))


def _unpacked(stored: str) -> list[Any]:
    if not stored.startswith(PREFIX):
        raise ValueError("a structure of these rules was expected")
    rows = json.loads(stored[len(PREFIX) :])
    if not isinstance(rows, list):
        raise ValueError("a list was expected")
    return rows


def _block(row: Any) -> Block:
    kind, edges, language, is_continued, anchors = row
    if len(edges) % 2 or not edges or not set(map(type, edges)) <= _WHOLE:
        raise ValueError("stretches were expected")
    spans = tuple(zip(edges[::2], edges[1::2], strict=True))
    known = language if language in _LANGUAGES else None
    return Block(_KINDS[kind], spans, tuple(map(_anchor, anchors)) if anchors else (), known, bool(is_continued))


def _entry(row: Any) -> OutlineEntry:
    kind, label, heading, anchor, page, start, level, aliases = row
    if not all(type(one) is str for one in (label, heading)) or not all(type(n) is int for n in (page, start, level)):
        raise ValueError("an entry of an outline was expected")
    return OutlineEntry(_KINDS[kind], label, heading, _anchor(anchor), page, start, level, tuple(map(_anchor, aliases)))


def _anchor(value: Any) -> str:
    if type(value) is not str or not value or value.strip(_KEY):
        raise ValueError("an address was expected")
    return value


def _shares_out(blocks: Sequence[Block], text: str) -> bool:
    """Whether every word of the text stands in one stretch, and no stretch reaches into another or out of the text."""
    at = 0
    for start, end in sorted([span for block in blocks for span in block.spans]):
        if not at <= start < end or (at < start and not text[at:start].isspace()):
            return False
        at = end
    return at <= len(text) and not text[at:].strip()
