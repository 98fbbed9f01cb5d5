"""First pages of layouts that differ in one thing or another: what each says is found all the same."""

import pytest

from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Field, Known
from tests.corpus.judge import fold, number_key
from tests.factories.naskah_kinds import laid
from tests.factories.naskah_layouts import Layout, layouts
from tests.factories.suggested import first

LAYOUTS = list(layouts())


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_what_a_layout_says_is_found(layout: Layout) -> None:
    found = suggest([laid(layout.text)], Known())

    for key, wanted in layout.truth.items():
        name, _, place = key.partition(" ")
        if name == "nomor":
            assert number_key(first(found, Field.PIHAK_NOMOR, int(place)) or "") == number_key(wanted)
        elif name == "pihak":
            assert fold(first(found, Field.PIHAK_NAMA, int(place)) or "").startswith(fold(wanted))
        elif name == "penanda":
            assert fold(first(found, Field.PENANDA_TANGAN, int(place)) or "") == fold(wanted)
        else:
            field = {"judul": Field.JUDUL, "tempat": Field.TEMPAT, "tanggal": Field.SIGNED_ON}[name]
            assert fold(first(found, field) or "") == fold(wanted)
