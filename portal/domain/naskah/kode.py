"""Kode: the permanent public code of a naskah, a year and a number drawn at random.

Drawn among the unused numbers of its year, so that a code tells nothing about unpublished ones.
"""

import re
from collections.abc import Callable, Container

from portal.errors import KodeExhaustedError

KODE_PATTERN = r"(?:19[4-9]\d|20\d\d|21\d\d)-\d{5}"
_KODE = re.compile(KODE_PATTERN, re.ASCII)
LOWEST, HIGHEST = 10_000, 99_999
_RANDOM_TRIES = 64


def is_kode(text: str) -> bool:
    """Whether `text` has the form of a code, such as `2026-48213`."""
    return _KODE.fullmatch(text) is not None


def draw_kode(year: int, taken: Container[str], randbelow: Callable[[int], int]) -> str:
    """A code of `year` that is not in `taken`; `randbelow(n)` gives a uniform integer below n.

    Raises KodeExhaustedError when a long walk finds no free number.
    """
    span = HIGHEST - LOWEST + 1
    number = LOWEST
    for _ in range(_RANDOM_TRIES):
        number = LOWEST + randbelow(span)
        if (kode := f"{year}-{number}") not in taken:
            return kode
    for step in range(span):
        kode = f"{year}-{LOWEST + (number - LOWEST + step) % span}"
        if kode not in taken:
            return kode
    raise KodeExhaustedError(f"Nomor untuk tahun {year} sudah habis.")
