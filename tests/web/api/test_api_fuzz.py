"""The description under fire: every address of it with right and wrong questions; what it promises is what comes."""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from tests.web.api.conftest import Library

EXAMPLES = int(os.environ.get("PORTAL_FUZZ_EXAMPLES", "15"))
"""Questions of each kind to each address; `make fuzz` asks more."""
ADDRESSES = ("/api/v1/naskah", "/api/v1/naskah/{kode}", "/api/v1/tenggat", "/healthz")
WITHOUT_PARAMETERS = ("/healthz",)
"""It has nothing to get wrong."""
# Some values are right each and wrong together (a first year after the last); that they are refused by name is tested
# beside this file.
LEFT_OUT = [schemathesis.checks.positive_data_acceptance]


@pytest.fixture(scope="session")
def described(library: Library) -> schemathesis.BaseSchema:
    """The description as the portal gives it."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", library.client.application)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_is_one_that_the_description_promises(
    described: schemathesis.BaseSchema, address: str, mode: GenerationMode
) -> None:
    mode = GenerationMode.POSITIVE if address in WITHOUT_PARAMETERS else mode
    asked = 0

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None, database=None)
    @given(case=described[address]["GET"].as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        nonlocal asked
        asked += 1
        case.call_and_validate(headers={"Accept-Encoding": "identity"}, excluded_checks=LEFT_OUT)

    ask()
    assert asked


def test_no_address_of_the_description_is_left_out(described: schemathesis.BaseSchema) -> None:
    assert {found.ok().path for found in described.get_all_operations()} == set(ADDRESSES)
