"""Numbers, versions and days as requests carry them."""

import re
from datetime import date

import pytest

from portal.config import Config
from portal.domain.whole_number import read_count
from portal.errors import ConfigError
from portal.web.typed import NO_VERSION, read_iso_day, read_version
from tests.fixtures.repository import SOURCES, name_of

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


def test_numbers_are_read_in_one_place() -> None:
    read = [path for path in SOURCES if name_of(path).startswith("portal/")]
    by_hand = {path for path in read if re.search(r"isascii\(\) and \w+\.isdigit", path.read_text("utf-8"))}
    in_web = [path for path in read if "portal/web/" in name_of(path) and "isdigit" in path.read_text("utf-8")]

    assert {name_of(path) for path in by_hand} == {"portal/domain/whole_number.py"}
    assert in_web == []


@pytest.mark.parametrize("text", ["501", "0", "50MB", "0000000501", "٣"])
def test_a_setting_is_no_number_either(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_MAX_UPLOAD_MB", text)

    with pytest.raises(ConfigError, match="bilangan bulat 1 sampai 500"):
        Config.from_env()
