"""The description under fire: every address of it with right and wrong questions; what it promises is what comes."""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from tests.web.api.conftest import Library

EXAMPLES = int(os.environ.get("PORTAL_FUZZ_EXAMPLES", "15"))
"""Questions to each address; `make fuzz` asks more."""


@pytest.fixture(scope="session")
def described(library: Library) -> schemathesis.BaseSchema:
    """The description as the portal gives it."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", library.client.application)


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
def test_every_answer_is_one_that_the_description_promises(case: schemathesis.Case) -> None:
    case.call_and_validate()
