"""Signatures one below the other."""

from portal.domain.suggestions.find.signatures import signature_blocks
from portal.domain.suggestions.text.lines import lines_of
from portal.domain.suggestions.values import Field
from tests.factories.naskah_heads import ENGLISH
from tests.factories.naskah_text import page
from tests.factories.suggested import suggested


def test_a_name_above_its_office_signs_too() -> None:
    found = suggested(ENGLISH)

    assert [s.nilai for s in found if s.bidang is Field.PENANDA_TANGAN] == ["Contoh Pejabat", "Contoh Lain"]


LABELLED = """Signed for the Directorate General of
Sample Affairs
Name: Contoh Danuatmaja
Title: Acting Director General of
Sample Affairs
Date: 14 March 2008
Signed for the International Organization
Name: Sample Carlsen
Title: Chief of Mission
Date: 3 March 2008"""


def test_labels_below_a_side_say_who_signs_in_which_office() -> None:
    found = signature_blocks(lines_of(page(LABELLED)))

    assert [(one.nama, one.jabatan) for one in found] == [
        ("Contoh Danuatmaja", "Acting Director General of Sample Affairs"),
        ("Sample Carlsen", "Chief of Mission"),
    ]
