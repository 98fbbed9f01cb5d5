"""The desk: an office whose files are never opened, for tests of the verbs."""

import pytest

from tests.factories.naskah import Office
from tests.services.desk import Desk


@pytest.fixture
def desk(office: Office) -> Desk:
    """The verbs of a test, over the database under test."""
    return Desk(office)
