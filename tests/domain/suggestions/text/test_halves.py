"""A page in two languages side by side is read one half after the other."""

from portal.domain.suggestions.text.halves import halves
from tests.factories.naskah_kinds import kinds, laid

PAGES = {kind.name: kind.pages[0] for kind in kinds()}


def test_the_left_language_comes_whole_before_the_right_one() -> None:
    lines = halves(laid(PAGES["dua-bahasa"]))

    assert lines is not None
    assert lines[:3] == ["MEMORANDUM SALING PENGERTIAN", "ANTARA", "UNIVERSITAS CENDANA CONTOH"]
    assert lines.index("MEMORANDUM OF UNDERSTANDING") > lines.index("KERJA SAMA AKADEMIK")


def test_columns_in_one_language_are_left_alone() -> None:
    assert all(
        halves(laid(PAGES[name])) is None for name in ("dua-kolom-kantor", "pemda-pemda", "unhcr", "tumpuk-tiga")
    )
