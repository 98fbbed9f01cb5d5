"""One cleaning: whatever is pasted, what remains can be stored, found again, and written into every format."""

import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.plain_text import carried, clean, clean_line, fitting
from portal.errors import BadInputError

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Nota\ufffeKesepahaman\uffff", "NotaKesepahaman"),
        ("a\U0001fffe\ufdd0b", "ab"),
        ("a\x00\x07\x0e\x9fb", "ab"),
        ("lepas\ud800an", "lepasan"),
        ("baris\r\nbaru\rlagi\u2028dan\x85lagi", "baris\nbaru\nlagi\ndan\nlagi"),
        ("Universite\u0301", "Universit\u00e9"),
        ("pe\u00adnyelundupan\u200b \ufeff", "penyelundupan"),
        ("fdp.\u202etxt", "fdp.txt"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("  \t ", ""),
    ],
)
def test_what_nobody_sees_goes_and_the_rest_stays(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_a_line_is_one_line() -> None:
    assert clean_line("Kerja\u00a0 sama\n\x0b antar\tpihak ") == "Kerja sama antar pihak"


def test_a_text_that_is_too_long_is_refused_and_not_cut() -> None:
    assert fitting(" alasan\ufffe ", 6, "alasan") == "alasan"
    with pytest.raises(BadInputError, match=r"(?i)paling panjang 6 karakter, ini 7") as refused:
        fitting("alasan.", 6, "alasan")
    assert refused.value.field == "alasan"


@given(ANY_TEXT)
def test_cleaning_again_changes_nothing(text: str) -> None:
    once = clean(text)

    assert clean(once) == once
    assert clean_line(clean_line(text)) == clean_line(text)
    assert unicodedata.is_normalized("NFC", once)


@given(ANY_TEXT)
def test_what_is_carried_fits_into_xml_and_utf_8(text: str) -> None:
    element = ElementTree.Element("isi")
    element.text = carried(text)

    written = ElementTree.tostring(element, encoding="utf-8")

    again = ElementTree.fromstring(written).text or ""  # noqa: S314 - written by ourselves just now
    assert again.split() == carried(text).split()
