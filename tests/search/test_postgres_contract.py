"""The engine on PostgreSQL under the contract of every engine, with each kind of index over words."""

from collections.abc import Iterator

import pytest

from portal.search.interface import SearchIndex
from portal.search.postgresql import snapshot
from tests.contracts.search_contract import SearchContract
from tests.fixtures.search_tables import emptied_index


class TestGin(SearchContract):
    """The form that every server has."""

    @pytest.fixture
    def index(self) -> Iterator[SearchIndex]:
        with emptied_index("gin") as index:
            yield index


class TestRum(SearchContract):
    """The form of a server with the extension; without it these fail and say what to install."""

    @pytest.fixture
    def index(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[SearchIndex]:
        # So few naskah would be looked into by themselves: here the index itself says where words stand.
        monkeypatch.setattr(snapshot, "FEW", 0)
        with emptied_index("rum") as index:
            yield index
