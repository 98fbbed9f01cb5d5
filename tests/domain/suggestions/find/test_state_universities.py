"""Which universities are the state's is asked of a table, not of the word."""

import pytest

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.suggestions.find.institutions import partner_class
from portal.domain.suggestions.find.state_universities import is_state_university


@pytest.mark.parametrize(
    "name",
    ["Fakultas Hukum Universitas Brawijaya", "Universitas Indonesia", "Universitas Negeri Contoh", "UIN Contoh",
     "Politeknik Negeri Contoh", "Institut Agama Islam Negeri Contoh", "Poltekkes Kemenkes Contoh"],
)  # fmt: skip
def test_a_university_of_the_state_is_a_government_institution(name: str) -> None:
    told = partner_class(name)

    assert is_state_university(name)
    assert told is not None
    assert told[:2] == (JenisMitra.LEMBAGA_PEMERINTAH, "ID")


@pytest.mark.parametrize(
    "name", ["Universitas Islam Indonesia", "Universitas Indonesia Timur", "Universitas Contoh Raya"]
)
def test_a_university_that_the_table_does_not_hold_is_never_sure(name: str) -> None:
    told = partner_class(name)

    assert not is_state_university(name)
    assert told is not None
    assert told[0] is JenisMitra.LEMBAGA_NONPEMERINTAH
    assert told[2] < 0.85
