"""The tree of units over plain values: what a change of it puts below whom.

Whoever holds a role in a unit may read what the units below it own. So a unit that is put below others opens to the
people there whatever it owns now or later, as a role given to them would.
"""

from collections.abc import Collection, Mapping

ParentOf = Mapping[str, str | None]
"""The code of each unit's parent; None for one that stands at the top."""


def above(kode: str, parent_of: ParentOf) -> frozenset[str]:
    """Codes of all units above one; a circle ends where it began."""
    found: set[str] = set()
    current = parent_of.get(kode)
    while current is not None and current not in found:
        found.add(current)
        current = parent_of.get(current)
    return frozenset(found)


def newly_below(before: ParentOf, after: ParentOf, wide: Collection[str]) -> dict[str, frozenset[str]]:
    """Units that a change puts below others, each with those that it newly stands below and opens itself to.

    `wide` are the units in which roles were given as reaching below: such a role was meant for units that are made
    there later too, but not for one that stood elsewhere before. Units that only go along with one above them are
    not named again.
    """
    found: dict[str, frozenset[str]] = {}
    for kode, parent in after.items():
        if kode in before and before[kode] == parent:
            continue
        gained = above(kode, after) - above(kode, before)
        if kode not in before:
            gained -= set(wide)
        if gained:
            found[kode] = gained
    return found
