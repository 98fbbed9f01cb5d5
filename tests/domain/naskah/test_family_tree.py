"""The family as a tree: every member once, under what it goes on from, whatever the relations are."""

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.naskah.enumerations import JenisHubungan
from portal.domain.naskah.family_tree import Branch, Tie, family_tree

J = JenisHubungan


def drawn(branches: tuple[Branch, ...]) -> list[object]:
    """A tree as nested lists of codes."""
    return [[one.kode, *drawn(one.branches)] for one in branches]


def every(branches: tuple[Branch, ...]) -> Iterator[Branch]:
    for one in branches:
        yield one
        yield from every(one.branches)


def test_an_extension_of_an_agreement_stands_under_it_and_not_under_its_parent() -> None:
    ties = [
        Tie("pks", "mou", J.INDUK),
        Tie("panjang", "mou", J.INDUK),
        Tie("panjang", "pks", J.PERPANJANGAN),
        Tie("baru", "mou", J.PENGGANTI),
    ]

    tree = family_tree(["mou", "pks", "baru", "panjang"], ties)

    assert drawn(tree) == [["mou", ["pks", ["panjang"]], ["baru"]]]
    assert [one.others for one in every(tree) if one.kode == "panjang"] == [(Tie("panjang", "mou", J.INDUK),)]


def test_the_second_extension_stands_under_the_first() -> None:
    ties = [Tie("dua", "pks", J.PERPANJANGAN), Tie("dua", "satu", J.PERPANJANGAN), Tie("satu", "pks", J.PERPANJANGAN)]

    assert drawn(family_tree(["pks", "satu", "dua"], ties)) == [["pks", ["satu", ["dua"]]]]


def test_what_is_not_among_the_members_is_not_there() -> None:
    ties = [Tie("pks", "rahasia", J.INDUK), Tie("rahasia", "mou", J.INDUK)]

    assert drawn(family_tree(["mou", "pks"], ties)) == [["mou"], ["pks"]]
    assert all(not one.others for one in every(family_tree(["mou", "pks"], ties)))


CODES = [f"n{number}" for number in range(8)]
TIES = st.lists(st.builds(Tie, st.sampled_from(CODES), st.sampled_from(CODES), st.sampled_from(list(J))), max_size=25)


@settings(max_examples=150, deadline=None)
@given(TIES)
def test_every_member_is_drawn_once_even_in_a_circle(ties: list[Tie]) -> None:
    assert sorted(one.kode for one in every(family_tree(CODES, ties))) == CODES


def test_a_long_chain_is_drawn() -> None:
    codes = [f"n{number}" for number in range(400)]

    (root,) = family_tree(codes, [Tie(b, a, J.PERPANJANGAN) for a, b in pairwise(codes)])

    assert root.kode == "n0"
