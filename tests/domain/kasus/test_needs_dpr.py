"""Whose word decides about the text for the DPR (Pasal 39 ayat (5))."""

import pytest

from portal.domain.kasus.pengesahan import JalurPengesahan, needs_dpr


@pytest.mark.parametrize(
    ("route", "is_asked", "expected"),
    [
        pytest.param(None, None, False, id="39(5)-undecided"),
        pytest.param(None, True, True, id="39(5)-unit-says-so"),
        pytest.param(JalurPengesahan.UU_DPR, False, True, id="39(5)-biro-decided-law"),
        pytest.param(JalurPengesahan.PERPRES, True, False, id="39(5)-biro-decided-perpres"),
        pytest.param(JalurPengesahan.TIDAK_PERLU, True, False, id="39(5)-biro-decided-none"),
    ],
)
def test_the_decision_of_the_biro_goes_before_the_word_of_the_unit(
    route: JalurPengesahan | None, is_asked: bool | None, expected: bool
) -> None:
    assert needs_dpr(route, is_asked) is expected
