"""Long lists of numbers in pieces that every database takes in one question."""

from collections.abc import Iterator, Sequence

CHUNK = 500


def batched(ids: Sequence[int], size: int = CHUNK) -> Iterator[Sequence[int]]:
    """The numbers in their order, at most `size` at a time."""
    return (ids[start : start + size] for start in range(0, len(ids), size))
