"""Posting lists: what is written is what is read, and damage is noticed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.whoosh.postings import (
    DamagedPostingsError,
    encode,
    frequencies,
    pack_part,
    part_of,
    read,
)

places = st.lists(st.integers(0, 70_000), min_size=1, max_size=5, unique=True).map(sorted)
lists = st.dictionaries(st.integers(0, 70_000), places, min_size=1, max_size=20)


def part(found: dict[int, list[int]]) -> bytes:
    """A part of a list: document -> positions."""
    docs = sorted(found)
    columns = (docs, [len(found[doc]) for doc in docs], [place for doc in docs for place in found[doc]])
    return pack_part(*(np.array(column, dtype="<u4").tobytes() for column in columns))


def written(*parts: bytes) -> bytes:
    """The bytes of a list."""
    return encode(parts)[0]


def decoded(data: bytes) -> dict[int, list[int]]:
    """Read a whole list back."""
    found = read(lambda at, length: data[at : at + length], 0, len(data), with_positions=True)
    assert found.positions is not None
    stops = np.cumsum(frequencies(found))[:-1]
    pieces = np.split(found.positions, stops)
    return {int(doc): piece.tolist() for doc, piece in zip(found.docs, pieces, strict=True)}


@given(lists)
def test_list_survives_writing(found: dict[int, list[int]]) -> None:
    assert decoded(written(part(found))) == found


@given(lists)
def test_parts_join_in_order(found: dict[int, list[int]]) -> None:
    docs = sorted(found)
    pieces = [part({doc: found[doc]}) for doc in docs]
    data, count, first, last = encode(pieces)
    assert decoded(data) == found
    assert (count, first, last) == (len(docs), docs[0], docs[-1])


@given(lists)
def test_head_is_read_without_positions(found: dict[int, list[int]]) -> None:
    data = written(part(found))
    head = read(lambda at, length: data[at : at + length], 0, len(data), with_positions=False)
    assert head.positions is None
    assert head.docs.tolist() == sorted(found)
    assert frequencies(head).tolist() == [len(found[doc]) for doc in sorted(found)]


@given(lists, st.randoms(use_true_random=False))
def test_renumbered_list_leaves_out_the_deleted(found: dict[int, list[int]], random) -> None:
    numbers = np.full(70_001, -1)
    kept = [doc for doc in sorted(found) if random.random() < 0.5]
    numbers[kept] = np.arange(len(kept)) + 5
    data = written(part(found))
    whole = read(lambda at, length: data[at : at + length], 0, len(data), with_positions=True)
    moved = part_of(whole, numbers)
    if not kept:
        assert moved is None
    else:
        assert moved is not None
        assert decoded(written(moved)) == {number + 5: found[doc] for number, doc in enumerate(kept)}


@given(lists, st.data())
def test_any_changed_byte_is_noticed(found: dict[int, list[int]], data: st.DataObject) -> None:
    good = written(part(found))
    at = data.draw(st.integers(0, len(good) - 1))
    if at == 15:  # The one byte of padding means nothing.
        return
    bad = good[:at] + bytes([good[at] ^ 0x41]) + good[at + 1 :]
    with pytest.raises((DamagedPostingsError, KeyError)):
        read(lambda start, length: bad[start : start + length], 0, len(bad), with_positions=True)


def test_cut_off_list_is_noticed() -> None:
    good = written(part({1: [2, 3], 900: [4]}))
    for length in range(len(good)):
        with pytest.raises(DamagedPostingsError):
            read(lambda at, wanted, cut=length: good[at : min(at + wanted, cut)], 0, len(good), with_positions=True)
