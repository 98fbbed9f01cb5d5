"""Names in a watched folder: which files are ours, and what they are called when they were dealt with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.kiriman.file_names import WHY, is_left_alone, kept_name


@pytest.mark.parametrize("name", [".x.pdf", "~$a.pdf", "a.pdf~", "a.TMP", "a.pdf.part", "Thumbs.db", "DESKTOP.INI"])
def test_files_of_programs_are_left_alone(name: str) -> None:
    assert is_left_alone(name)


@pytest.mark.parametrize("name", ["a.pdf", "A", "a.part.pdf", "tmp", "a.tif", "Naskah kerja sama.PDF"])
def test_all_others_are_ours(name: str) -> None:
    assert not is_left_alone(name)


def test_code_and_number_are_added() -> None:
    assert kept_name("naskah.pdf", "2026-10001", 1) == "2026-10001 naskah.pdf"
    assert kept_name("naskah.pdf", "", 3) == "naskah (3).pdf"
    assert kept_name("TANPA", "2026-10001", 2) == "2026-10001 TANPA (2)"


@given(st.text(), st.integers(1, 9_999))
def test_a_name_stays_a_name_within_its_folder(name: str, number: int) -> None:
    made = kept_name(name, "2026-10001", number)

    assert "/" not in made
    assert "\x00" not in made
    assert 0 < len((made + WHY).encode()) <= 255 * 2
    assert made not in (".", "..")
    assert len(made) <= 120
