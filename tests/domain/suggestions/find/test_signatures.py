"""Signatures one below the other."""

from portal.domain.suggestions.values import Field
from tests.factories.naskah_heads import ENGLISH
from tests.factories.suggested import suggested


def test_a_name_above_its_office_signs_too() -> None:
    found = suggested(ENGLISH)

    assert [s.nilai for s in found if s.bidang is Field.PENANDA_TANGAN] == ["Contoh Pejabat", "Contoh Lain"]
