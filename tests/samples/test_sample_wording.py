"""Numbers, days and terms as agreements spell them."""

import ast
import sys
from datetime import date
from pathlib import Path

import pytest

import portal.samples
from portal.samples.casting import city, level, province
from portal.samples.plan import add_months, term_months
from portal.samples.units import sample_units
from portal.samples.wording import long_date, long_date_en, number_words, opening_date, term_words, term_words_en


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (17, "tujuh belas"),
        (22, "dua puluh dua"),
        (30, "tiga puluh"),
        (100, "seratus"),
        (119, "seratus sembilan belas"),
        (1000, "seribu"),
        (1998, "seribu sembilan ratus sembilan puluh delapan"),
        (2025, "dua ribu dua puluh lima"),
    ],
)
def test_numbers_are_spelled_as_in_indonesian(number: int, words: str) -> None:
    assert number_words(number) == words


@pytest.mark.parametrize(
    ("variant", "sentence"),
    [
        (0, "Pada hari ini Kamis tanggal dua puluh dua bulan Mei tahun dua ribu dua puluh lima"),
        (1, "Pada hari ini Kamis, tanggal Dua Puluh Dua (22) bulan Mei tahun Dua Ribu Dua Puluh Lima (2025)"),
        (2, "Pada hari ini, Kamis, tanggal dua puluh dua bulan Mei tahun dua ribu dua puluh lima (22-05-2025)"),
        (3, "Pada hari ini KAMIS TANGGAL 22 MEI 2025"),
    ],
)
def test_the_opening_names_weekday_and_day(variant: int, sentence: str) -> None:
    assert opening_date(date(2025, 5, 22), precision="hari", variant=variant) == sentence


def test_an_opening_of_which_only_the_month_is_known_leaves_the_day_open() -> None:
    text = opening_date(date(2018, 7, 1), precision="bulan", variant=0)
    assert "bulan Juli tahun Dua Ribu Delapan Belas" in text
    assert "tanggal .........." in text
    assert "bulan .........." in opening_date(date(2017, 1, 1), precision="tahun", variant=0)
    assert "tahun .........." in opening_date(None, precision="tidak_diketahui", variant=0)


def test_terms_and_dates_in_both_languages() -> None:
    assert (term_words(60), term_words_en(60)) == ("5 (lima) tahun", "five (5) years")
    assert (term_words(18), term_words_en(12)) == ("18 (delapan belas) bulan", "one (1) year")
    assert (long_date(date(2026, 3, 3)), long_date_en(date(2026, 3, 3))) == ("3 Maret 2026", "3 March 2026")


def test_a_term_ends_on_the_same_day_or_the_last_of_a_shorter_month() -> None:
    assert add_months(date(2026, 11, 13), 60) == date(2031, 11, 13)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2025, 8, 31), 18) == date(2027, 2, 28)
    assert [term_months(term) for term in ("5", "18b", "~", "")] == [60, 18, None, None]


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("KANIM-SEMARANG", "Semarang"),
        ("KANIM-JAKARTA-SELATAN", "Jakarta Selatan"),
        ("KANIM-NGURAH-RAI", "Badung"),
        ("LPP-MANOKWARI", "Manokwari"),
        ("RUDENIM-PONTIANAK", "Pontianak"),
        ("KWPAS-MALUT", "Sofifi"),
        ("DITJENIM", "Jakarta"),
    ],
)
def test_a_unit_sits_in_its_town(code: str, place: str) -> None:
    assert city(code) == place


def test_every_regional_office_has_a_province_and_a_capital() -> None:
    for code, _, _, _ in sample_units():
        if level(code) == "kanwil":
            assert province(code)
            assert city(code) != "Jakarta" or code.endswith("DKJ")


def test_the_room_knows_nothing_of_the_rest_of_the_portal() -> None:
    allowed = {"portal.samples", "babel", "reportlab", "pypdfium2", "pikepdf", "PIL", "numpy"}
    for path in Path(portal.samples.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            names = [module] if module else [a.name for a in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                root = name.split(".")[0]
                assert root not in ("flask", "sqlalchemy", "indexer"), path
                assert root != "portal" or name.startswith("portal.samples"), path
                assert root in allowed or root == "portal" or root in sys.stdlib_module_names, path
