"""Names of forms that no table holds: made of the words of such names, or abbreviated."""

import pytest

from portal.domain.naskah.enumerations import Bentuk
from portal.domain.suggestions.find.form_names import abbreviated, composed


@pytest.mark.parametrize(
    ("text", "name", "bentuk"),
    [
        ("PROJECT PARTNERSHIP AGREEMENT", "Project Partnership Agreement", Bentuk.NAMA_LAIN),
        ("KERANGKA ACUAN KERJA SAMA", "Kerangka Acuan Kerja Sama", Bentuk.NAMA_LAIN),
        ("PERJANJIAN KERJASAMA PENELITIAN", "Perjanjian Kerja Sama Penelitian", Bentuk.PERJANJIAN_KERJA_SAMA),
        ("NASKAH PERJANJIAN HIBAH DAERAH (NPHD)", "Naskah Perjanjian Hibah Daerah", Bentuk.NAMA_LAIN),
        ("Contract for Services", "Contract for Services", Bentuk.NAMA_LAIN),
        ("PERJANJIAN SWAKELOLA TIPE lil", "Perjanjian Swakelola", Bentuk.NAMA_LAIN),
        ("PERPANJANGAN PERJANJIAN KERJASAMA", "Perpanjangan Perjanjian Kerja Sama", Bentuk.NAMA_LAIN),
        ("Statement of Intent", "Statement of Intent", Bentuk.NAMA_LAIN),
        ("PERNYATAAN MINAT BERSAMA", "Pernyataan Minat Bersama", Bentuk.NAMA_LAIN),
    ],
)
def test_a_name_made_of_such_words_is_a_form(text: str, name: str, bentuk: Bentuk) -> None:
    assert composed(text) == (name, bentuk)


@pytest.mark.parametrize(
    "text",
    [
        "KERJA SAMA PENELITIAN",
        "PENELITIAN",
        "PERJANJIAN: 12",
        "PERJANJIAN DENGAN PT",
        "Agreement of",
        "PERNYATAAN",
        "MINUTES",
    ],
)
def test_titles_and_sentences_are_no_forms(text: str) -> None:
    assert composed(text) is None


def test_an_abbreviation_alone_or_beside_a_logo_is_a_form() -> None:
    assert abbreviated("(MoU)") == ("Memorandum of Understanding", Bentuk.NAMA_LAIN)
    assert abbreviated("(Mou) LSP CM") == ("Memorandum of Understanding", Bentuk.NAMA_LAIN)
    assert abbreviated("MoU ini berlaku lima tahun") is None
