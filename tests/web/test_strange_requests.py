"""Every open address, asked as no browser asks: a clear answer, never a fault of ours, never a secret."""

from collections.abc import Iterator

import pytest

from tests.factories.strange_requests import Asker, opened
from tests.fixtures.public_site import public_site

BY_LOT = 400
"""`make fuzz` draws more."""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """Whoever asks a portal with naskah of every public kind, an earlier version and a followed search."""
    with public_site(tmp_path_factory.mktemp("ganjil")) as site:
        yield opened(site)


def test_every_open_address_and_parameter_is_answered_clearly_in_every_way_of_asking(asker: Asker) -> None:
    asked = list(asker.each())

    assert {one.endpoint for one in asked} == {rule.endpoint for rule in asker.rules}
    assert {"q", "hal", "sidik", "verb", "sejak", "surel", "langganan", "bagian", "hlm"} <= asker.all_names
    assert asker.faults(asked) == []


def test_questions_that_are_strange_in_several_ways_at_once_are_answered_clearly(asker: Asker) -> None:
    assert asker.faults(asker.by_lot(BY_LOT)) == []
