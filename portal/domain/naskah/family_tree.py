"""The family of a naskah as a tree: MoU, the agreements under it, their extensions, amendments and successors.

A naskah may hang on several others. It is drawn once, under the one it goes on from, or else under its parent; its
other relations are told beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.domain.naskah.enumerations import JenisHubungan

_RANK: Mapping[JenisHubungan, int] = {
    JenisHubungan.PERPANJANGAN: 0,
    JenisHubungan.PERUBAHAN: 1,
    JenisHubungan.PENGGANTI: 2,
    JenisHubungan.INDUK: 3,
    JenisHubungan.PELAKSANA: 4,
}
"""Which relation a naskah is drawn by: an extension of an agreement belongs to it rather than to its parent."""


@dataclass(frozen=True)
class Tie:
    """A relation: `kode` is the extension, amendment, successor, detail or implementer of `target`."""

    kode: str
    target: str
    jenis: JenisHubungan


@dataclass(frozen=True)
class Branch:
    """A naskah in the tree with what hangs on it; `tie` is what it is drawn by, `others` its further relations."""

    kode: str
    tie: Tie | None
    others: tuple[Tie, ...]
    branches: tuple["Branch", ...]


def family_tree(members: Sequence[str], ties: Iterable[Tie]) -> tuple[Branch, ...]:
    """The trees of these members in their order, each member once; ties to anything else are left out."""
    place = {kode: at for at, kode in enumerate(members)}
    upward: dict[str, list[Tie]] = {kode: [] for kode in members}
    for tie in dict.fromkeys(ties):
        if tie.kode in place and tie.target in place and tie.kode != tie.target:
            upward[tie.kode].append(tie)
    drawn: dict[str, Tie] = {}
    for kode in members:
        for tie in sorted(upward[kode], key=lambda one: (_RANK[one.jenis], -place[one.target])):
            if not _hangs_on(tie.target, kode, drawn):
                drawn[kode] = tie
                break
    below: dict[str, list[str]] = {kode: [] for kode in members}
    for kode in members:
        if kode in drawn:
            below[drawn[kode].target].append(kode)
    made: dict[str, Branch] = {}
    for kode in _leaves_first(members, below, drawn):
        by = drawn.get(kode)
        others = tuple(one for one in upward[kode] if one != by)
        made[kode] = Branch(kode, by, others, tuple(made[one] for one in below[kode]))
    return tuple(made[kode] for kode in members if kode not in drawn)


def _hangs_on(kode: str, other: str, drawn: Mapping[str, Tie]) -> bool:
    """Whether `kode` is `other`, or is drawn somewhere below it: then the relation would close a circle."""
    while kode != other:
        if kode not in drawn:
            return False
        kode = drawn[kode].target
    return True


def _leaves_first(
    members: Sequence[str], below: Mapping[str, Sequence[str]], drawn: Mapping[str, Tie]
) -> Iterable[str]:
    order = [kode for kode in members if kode not in drawn]
    for kode in order:
        order.extend(below[kode])
    return reversed(order)
