"""Numbers, versions and days as requests carry them."""

from datetime import date
from pathlib import Path

import pytest

from portal import web
from portal.web.typed import NO_VERSION, read_count, read_iso_day, read_version

NO_NUMBERS = ("", " ", "-1", "+1", "1.5", "1e3", "٣", "²", "1_000", "0x1", "satu", "1 2")


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("999999999", 999_999_999)])
def test_a_whole_number_is_read(text: str, number: int) -> None:
    assert read_count(text) == number
    assert read_version(f" {text} ") == number


@pytest.mark.parametrize("text", [*NO_NUMBERS, "1" * 10, "9" * 5000])
def test_anything_else_is_no_number_and_fits_no_record(text: str) -> None:
    assert read_count(text) is None
    assert read_version(text) == NO_VERSION


def test_a_number_has_no_more_digits_than_it_may() -> None:
    assert read_count("123", 3) == 123
    assert read_count("1234", 3) is None


def test_a_day_of_an_address_is_written_in_full() -> None:
    assert read_iso_day("2026-11-13") == date(2026, 11, 13)
    for text in ("", "20261113", "2026-11", "13-11-2026", "2026-02-30", "2026-11-1", "٢٠٢٦-11-13"):
        assert read_iso_day(text) is None, text


def test_numbers_of_requests_are_read_in_one_place() -> None:
    found = [path.name for path in Path(web.__path__[0]).rglob("*.py") if "isdigit" in path.read_text(encoding="utf-8")]

    assert found == ["typed.py"]
