"""What the tests of the queries share: a desk without PDFs, one question in a line, and what it costs."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.wiring import Stores
from tests.factories.desk import Desk
from tests.factories.naskah import Office
from tests.fixtures.statements import counted

Ask = Callable[..., Any]


@pytest.fixture
def desk(office: Office) -> Desk:
    """The verbs of a test, over the database under test."""
    return Desk(office)


@pytest.fixture
def ask(stores: Stores) -> Ask:
    """Asks one query, in a session of its own."""

    def asking(query: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
        with stores.database.reading() as session:
            return query(session, *arguments, **more)

    return asking


@pytest.fixture
def cost(stores: Stores) -> Callable[..., int]:
    """How many SELECTs a query sends."""

    def counting(query: Callable[..., Any], *arguments: Any, **more: Any) -> int:
        with counted(stores.database) as seen, stores.database.reading() as session:
            query(session, *arguments, **more)
        return len(seen)

    return counting
