"""The Merkle tree: every size to 300 and large ones, against RFC 6962 as written and a library that is not ours."""

import hashlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree
from pymerkle.proof import InclusionProof, verify_inclusion

from portal.domain.public_log.tree import (
    EMPTY_ROOT,
    MerkleTree,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
)

MOST = 300
ENTRIES = [f"catatan {number}".encode() for number in range(MOST)]
TREE = MerkleTree(map(leaf_hash, ENTRIES))
LARGE = 100_000


@pytest.fixture(scope="module")
def large() -> MerkleTree:
    """A tree of a hundred thousand leaves."""
    return MerkleTree(leaf_hash(number.to_bytes(4, "big")) for number in range(LARGE))


def root_as_written(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node_hash(root_as_written(leaves[:half]), root_as_written(leaves[half:]))


def test_hashes_of_leaves_and_nodes_have_prefixes_of_their_own() -> None:
    assert leaf_hash(b"") == hashlib.sha256(b"\0").digest()
    assert node_hash(b"a" * 32, b"b" * 32) == hashlib.sha256(b"\1" + b"a" * 32 + b"b" * 32).digest()
    assert MerkleTree().root() == EMPTY_ROOT


def test_the_root_of_every_size_is_that_of_an_independent_library_and_of_the_text() -> None:
    other = InmemoryTree(algorithm="sha256")
    for size in range(1, MOST + 1):
        other.append_entry(ENTRIES[size - 1])
        assert TREE.root(size) == other.get_root(size), size
    for size in (0, 1, 2, 3, 7, 8, 9, 255, 256, 257, 300):
        assert TREE.root(size) == root_as_written([leaf_hash(entry) for entry in ENTRIES[:size]])


def test_an_independent_library_finds_and_accepts_the_same_inclusion_proofs() -> None:
    other = InmemoryTree(algorithm="sha256")
    for entry in ENTRIES:
        other.append_entry(entry)
    for size in (*range(1, 70), 127, 128, 129, 255, 256, 257, 300):
        for index in range(0, size, 1 if size < 40 else 7):
            theirs = other.prove_inclusion(index + 1, size)
            ours = TREE.inclusion(index, size)
            assert theirs.path[1:] == ours
            base = leaf_hash(ENTRIES[index])
            rebuilt = InclusionProof("sha256", True, size, index + 1, theirs.rule, [base, *ours])
            verify_inclusion(base, TREE.root(size), rebuilt, index=index + 1, size=size)


def test_every_leaf_of_every_size_is_included() -> None:
    for size in range(1, MOST + 1):
        root = TREE.root(size)
        for index in range(size):
            assert is_included(leaf_hash(ENTRIES[index]), index, size, TREE.inclusion(index, size), root)


def test_every_size_is_consistent_with_every_later_one() -> None:
    roots = [TREE.root(size) for size in range(MOST + 1)]
    for new in range(MOST + 1):
        for old in range(new + 1):
            proof = TREE.consistency(old, new)
            assert is_consistent(old, new, proof, roots[old], roots[new]), (old, new)


def test_no_other_root_place_or_size_passes() -> None:
    for step in range(2_000):
        size = 2 + 37 * step % (MOST - 1)
        index = 53 * step % size
        leaf, proof, root = leaf_hash(ENTRIES[index]), TREE.inclusion(index, size), TREE.root(size)
        elsewhere = (index + 1 + step % (size - 1)) % size
        assert not is_included(leaf, elsewhere, size, proof, root)
        assert not is_included(leaf_hash(b"lain"), index, size, proof, root)
        assert not is_included(leaf, index, size, proof[:-1], root)
        assert not is_included(leaf, index, size, [*proof, root], root)
        assert not is_included(leaf, index, size, proof, TREE.root(size - 1))
        assert not is_included(leaf, index, index, proof, root)


def _edited(entries: list[bytes]) -> list[bytes]:
    return [*entries[:40], b"diubah", *entries[41:]]


def _swapped(entries: list[bytes]) -> list[bytes]:
    return [*entries[:40], entries[41], entries[40], *entries[42:]]


def _removed(entries: list[bytes]) -> list[bytes]:
    return [*entries[:40], *entries[41:], b"baru"]


def _inserted(entries: list[bytes]) -> list[bytes]:
    return [*entries[:40], b"selipan", *entries[40:]]


def _cut(entries: list[bytes]) -> list[bytes]:
    return [*entries[:99], *[b"lain"] * 50]


@pytest.mark.parametrize("change", [_edited, _swapped, _removed, _inserted, _cut])
def test_a_history_that_was_changed_is_not_consistent_with_what_was_signed(
    change: Callable[[list[bytes]], list[bytes]],
) -> None:
    old, signed = 100, TREE.root(100)
    other = MerkleTree(map(leaf_hash, change(ENTRIES[:150])))

    for new in range(old, other.size + 1):
        proof = other.consistency(old, new)
        assert not is_consistent(old, new, proof, signed, other.root(new))


@given(st.data())
def test_large_trees_prove_what_they_hold(large: MerkleTree, data: st.DataObject) -> None:
    new = data.draw(st.integers(1, LARGE))
    old = data.draw(st.integers(0, new))
    index = data.draw(st.integers(0, new - 1))

    proof = large.inclusion(index, new)
    leaf = leaf_hash(index.to_bytes(4, "big"))

    assert len(proof) <= new.bit_length()
    assert is_included(leaf, index, new, proof, large.root(new))
    assert is_consistent(old, new, large.consistency(old, new), large.root(old), large.root(new))


@given(st.integers(0, 2**40), st.integers(0, 2**40), st.lists(st.binary(min_size=32, max_size=32), max_size=70))
def test_made_up_proofs_are_refused_without_an_error(first: int, second: int, steps: list[bytes]) -> None:
    root = b"\0" * 32

    assert not is_included(leaf_hash(b"x"), first, second, steps, root)
    assert not is_consistent(first, second, steps, root, b"\1" * 32)


def test_what_lies_beyond_the_tree_is_an_error_and_no_proof() -> None:
    for wrong in (lambda: TREE.root(MOST + 1), lambda: TREE.inclusion(5, 5), lambda: TREE.consistency(6, 5)):
        with pytest.raises(IndexError):
            wrong()
