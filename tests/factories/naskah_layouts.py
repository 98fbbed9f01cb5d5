"""Invented first pages of many layouts with some of what is true of each (CONTOH, no real person)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SOURCE = Path(__file__).with_name("naskah_layouts.txt")


@dataclass(frozen=True)
class Layout:
    """One page as text in fixed width, and what it says by field; parties and numbers by their place."""

    name: str
    truth: dict[str, str]
    text: str


def layouts() -> Iterator[Layout]:
    """All pages, in their order."""
    for block in _SOURCE.read_text("utf-8").split("### ")[1:]:
        head, text = block.split("\n---\n", 1)
        name, *rows = head.split("\n")
        yield Layout(name, {key: value.strip() for key, value in (row.split(":", 1) for row in rows)}, text)
