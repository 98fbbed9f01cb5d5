"""Whole numbers as people type them into forms, addresses and settings: plain digits, and not too many."""


def read_count(text: str, digits: int = 9) -> int | None:
    """A whole number of at most so many digits, from zero on; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
