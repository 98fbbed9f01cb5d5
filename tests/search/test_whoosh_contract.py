"""The Whoosh engine under the contract of every engine."""

from pathlib import Path

import pytest

from portal.search.interface import SearchIndex
from portal.search.whoosh.index import WhooshIndex
from tests.contracts.search_contract import SearchContract


class TestWhoosh(SearchContract):
    """An engine in a folder of its own for each test."""

    @pytest.fixture
    def index(self, tmp_path: Path) -> SearchIndex:
        index = WhooshIndex(tmp_path / "index")
        index.rebuild([])
        return index
