"""Tiles of the public log in the form of C2SP (tlog-tiles): where each lies, and what it holds.

A tile is 256 hashes of one height; at its right end the tree has narrower, partial ones. Whatever lies at an address
never changes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from portal.domain.public_log.tree import MerkleTree

WIDTH = 256
_HEIGHT = 8
_MOST_LEVEL = 63
_PATH = re.compile(r"(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,3}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


@dataclass(frozen=True)
class Tile:
    """One tile: its level (None: the entries themselves), its place on that level, and how many it holds."""

    level: int | None
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Its address below `tile/`."""
        level = "entries" if self.level is None else str(self.level)
        groups = [f"{self.index % 1000:03d}"]
        rest = self.index // 1000
        while rest:
            groups.insert(0, f"x{rest % 1000:03d}")
            rest //= 1000
        part = "" if self.width == WIDTH else f".p/{self.width}"
        return f"{level}/{'/'.join(groups)}{part}"

    @property
    def start(self) -> int:
        """The place of its first entry; of a tile of entries or of leaves."""
        return self.index * WIDTH

    def fits(self, size: int) -> bool:
        """Whether a log of `size` entries has all that this tile holds."""
        return self.start + self.width <= size >> _HEIGHT * (self.level or 0)


def read_path(path: str) -> Tile | None:
    """The tile of an address; None where there can be none, also for another spelling of one that is."""
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    level = None if found[1] == "entries" else int(found[1])
    tile = Tile(level, int(re.sub("[x/]", "", found[2])), int(found[3]) if found[3] else WIDTH)
    is_sound = (level or 0) <= _MOST_LEVEL and tile.path == path
    return tile if is_sound else None


def hashes(tree: MerkleTree, tile: Tile) -> bytes:
    """The hashes of a tile that fits; of a level above the leaves, those of the full tiles below."""
    assert tile.level is not None  # noqa: S101 - entries are no hashes
    height = _HEIGHT * tile.level
    return b"".join(tree.complete(height, tile.start + place) for place in range(tile.width))


def bundle(entries: Iterable[bytes]) -> bytes:
    """Entries one after the other, each behind its length in two bytes."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def tiles_of(size: int) -> list[Tile]:
    """Every tile of a log of so many entries, those of the entries first."""
    found = [*_level(None, size)]
    level = 0
    while level == 0 or size >> _HEIGHT * level:
        found += _level(level, size >> _HEIGHT * level)
        level += 1
    return found


def _level(level: int | None, count: int) -> list[Tile]:
    full = [Tile(level, index) for index in range(count // WIDTH)]
    return full + ([Tile(level, count // WIDTH, count % WIDTH)] if count % WIDTH else [])
