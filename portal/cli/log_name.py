"""What is said where everything that is kept outside bears another name than the portal that is asked now.

A look at a trail or a log compares it with what was kept under its name. Under a wrong name there is nothing to
compare, and finding no difference in nothing must not be taken for soundness.
"""

from collections.abc import Collection

MOST = 3
"""Names that are listed."""


def wrong_name_line(what: str, own: str, others: Collection[str]) -> str:
    """That there is no `what` (a noun of the interface) of the own name, which names there are, and where to look."""
    # They come from a store, so they may hold anything.
    shown = ["".join(letter if letter.isprintable() else "?" for letter in name) for name in sorted(others)]
    more = f", dan {len(shown) - MOST} nama lain" if len(shown) > MOST else ""
    return (
        f"Tidak ada {what} bernama {own}, jadi tidak ada yang dapat dibandingkan. Yang ada bernama"
        f" {', '.join(shown[:MOST])}{more}. Bila itu nama portal ini, setelannya keliru: periksa PORTAL_LOG_ORIGIN,"
        " atau PORTAL_BASE_URL bila setelan itu kosong."
    )
