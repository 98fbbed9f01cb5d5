"""The Merkle tree of the public log, as RFC 6962 section 2.1 draws it: roots, inclusion, consistency, and their checks.

The tree grows at its right end and forgets nothing, so the root of any earlier size can be told again.
"""

import hashlib
from collections.abc import Iterable, Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """Hash of one entry; its first byte keeps an entry from passing for a node."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of a node over its two halves."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class MerkleTree:
    """A growing tree that keeps the hash of every complete subtree: any root or proof costs a few dozen hashes."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for leaf in leaves:
            self.append(leaf)

    @property
    def size(self) -> int:
        """Number of leaves."""
        return len(self._levels[0])

    def append(self, leaf: bytes) -> None:
        """Add the hash of one more entry at the right end."""
        self._levels[0].append(leaf)
        level = 0
        while len(self._levels[level]) % 2 == 0:
            pair = self._levels[level][-2:]
            level += 1
            if level == len(self._levels):
                self._levels.append([])
            self._levels[level].append(node_hash(*pair))

    def complete(self, level: int, index: int) -> bytes:
        """Hash of the `index`-th complete subtree of 2^level leaves. Raises IndexError where it is not complete yet."""
        return self._levels[level][index]

    def root(self, size: int | None = None) -> bytes:
        """Root over the first `size` leaves, over all where none is named. Raises IndexError beyond the end."""
        size = self.size if size is None else size
        return self._range(0, self._known(size)) if size else EMPTY_ROOT

    def leads_to(self, size: int, root: bytes) -> bool:
        """Whether a tree of this size and root was once what this one began with."""
        return size <= self.size and self.root(size) == root

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The way from a leaf to the root over `size` leaves, its sibling first. Raises IndexError."""
        if not 0 <= index < self._known(size):
            raise IndexError(index)
        return self._path(index, 0, size)

    def consistency(self, old: int, new: int) -> list[bytes]:
        """What shows that the tree of `new` leaves begins with that of `old`. Raises IndexError."""
        if not 0 <= old <= self._known(new):
            raise IndexError(old)
        return [] if old in (0, new) else self._subproof(old, 0, new, is_whole=True)

    def _known(self, size: int) -> int:
        if not 0 <= size <= self.size:
            raise IndexError(size)
        return size

    def _range(self, start: int, stop: int) -> bytes:
        """Hash over leaves from `start` to before `stop`; `start` is a multiple of the subtree's width."""
        count = stop - start
        level = count.bit_length() - 1
        if count == 1 << level:
            return self._levels[level][start >> level]
        half = _split(count)
        return node_hash(self._range(start, start + half), self._range(start + half, stop))

    def _path(self, index: int, start: int, stop: int) -> list[bytes]:
        if stop - start == 1:
            return []
        middle = start + _split(stop - start)
        if index < middle:
            return [*self._path(index, start, middle), self._range(middle, stop)]
        return [*self._path(index, middle, stop), self._range(start, middle)]

    def _subproof(self, old: int, start: int, stop: int, *, is_whole: bool) -> list[bytes]:
        if old == stop:
            return [] if is_whole else [self._range(start, stop)]
        middle = start + _split(stop - start)
        if old <= middle:
            return [*self._subproof(old, start, middle, is_whole=is_whole), self._range(middle, stop)]
        return [*self._subproof(old, middle, stop, is_whole=False), self._range(start, middle)]


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` leads from this leaf at this place to this root (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if at % 2 or at == last:
            found = node_hash(step, found)
            while at % 2 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, step)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the tree of `new` leaves begins with that of `old` (RFC 9162 section 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old in (0, new):
        return not proof and (old_root == new_root if old == new else old_root == EMPTY_ROOT)
    steps = list(proof) if old & (old - 1) else [old_root, *proof]
    if not steps:
        return False
    at, last = old - 1, new - 1
    while at % 2:
        at, last = at >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at % 2 or at == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while at % 2 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, step)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root
