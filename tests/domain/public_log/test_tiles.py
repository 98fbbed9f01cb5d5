"""Tiles: the addresses of the specification, nothing at any other, and a tree that can be built from them alone."""

import pytest

from portal.domain.public_log import tiles
from portal.domain.public_log.tiles import WIDTH, Tile
from portal.domain.public_log.tree import MerkleTree, leaf_hash


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "0/000"),
        (Tile(3, 1_234_067), "3/x001/x234/067"),
        (Tile(0, 999, 1), "0/999.p/1"),
        (Tile(1, 1000, 255), "1/x001/000.p/255"),
        (Tile(None, 5, 12), "entries/005.p/12"),
    ],
)
def test_a_tile_has_the_address_of_the_specification(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert tiles.read_path(path) == tile


@pytest.mark.parametrize(
    "path",
    ["", "0", "00/000", "0/00", "0/0000", "0/x000/000", "64/000", "-1/000", "0/000.p/0", "0/000.p/256", "0/000.p/01",
     "0/000/", "/0/000", "0/000.p/", "entries/x00/000", "data/000", "0/x001/234/067", "0/٠٠٠", "0/000\n", "0/000.P/3",
     "0/x001/x001/x001/x001/001"],
)  # fmt: skip
def test_there_is_nothing_at_another_spelling(path: str) -> None:
    assert tiles.read_path(path) is None


def test_seventy_thousand_entries_have_the_tiles_of_the_specification() -> None:
    found = [tile for tile in tiles.tiles_of(70_000) if tile.level is not None]

    by_level = {level: [tile.width for tile in found if tile.level == level] for level in (0, 1, 2, 3)}
    assert by_level == {0: [256] * 273 + [112], 1: [256, 17], 2: [1], 3: []}
    assert [tile for tile in tiles.tiles_of(256) if tile.level is not None] == [Tile(0, 0), Tile(1, 0, 1)]
    assert tiles.tiles_of(0) == []


def test_a_tile_fits_a_log_that_has_all_of_it_and_no_smaller_one() -> None:
    for size in (0, 1, 255, 256, 257, 65_535, 65_536, 70_000):
        for tile in tiles.tiles_of(size):
            assert tile.fits(size)
            assert not Tile(tile.level, tile.index, tile.width).fits(
                (tile.start + tile.width) * 256 ** (tile.level or 0) - 1
            )


def test_the_root_follows_from_the_tiles_alone() -> None:
    size = 66_123
    tree = MerkleTree(leaf_hash(str(number).encode()) for number in range(size))
    found = {tile: tiles.hashes(tree, tile) for tile in tiles.tiles_of(size) if tile.level is not None}

    leaves = b"".join(found[tile] for tile in found if tile.level == 0)
    rebuilt = MerkleTree(leaves[start : start + 32] for start in range(0, len(leaves), 32))

    assert rebuilt.root() == tree.root()
    for tile, data in found.items():
        if tile.level:
            below = [found[Tile(tile.level - 1, tile.start + place)] for place in range(tile.width)]
            roots = [MerkleTree(part[at : at + 32] for at in range(0, len(part), 32)).root() for part in below]
            assert data == b"".join(roots)


def test_entries_stand_behind_their_lengths() -> None:
    assert tiles.bundle([b"ab", b"", b"c" * 300]) == b"\0\x02ab\0\0\x01\x2c" + b"c" * 300
    assert WIDTH == 256
