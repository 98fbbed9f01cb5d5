"""Long lists in pieces that every database takes in one question."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
CHUNK = 500


def batched(ids: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The values in their order, at most `size` at a time."""
    return (ids[start : start + size] for start in range(0, len(ids), size))
