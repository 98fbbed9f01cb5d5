"""One public site for every test that only reads it."""

from collections.abc import Iterator

import pytest

from tests.fixtures.public_site import Site, public_site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Naskah of every public kind; nobody may change it."""
    with public_site(tmp_path_factory.mktemp("situs")) as made:
        yield made
