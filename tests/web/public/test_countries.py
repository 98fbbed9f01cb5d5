"""Countries: which there are, what they are called, and where their dots stand."""

import hashlib

import pytest
from babel import Locale

from portal.domain.formats import INDONESIAN
from portal.web.countries import COUNTRIES, MAP_BOX, OUR_NAMES, map_position, nama_negara

ENGLISH = Locale("en")
NAMES_SHOWN = "c478bd214dd778b90ab8014d8942270787b863cba2f5f4bcd5161925c6b185b4"
"""Digest of all codes with the Indonesian names that pages, filters and exports have always shown."""


def test_countries_are_those_of_the_united_nations_with_two_letter_codes() -> None:
    assert len(COUNTRIES) == 193 + 2 + 2
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in COUNTRIES)
    assert len({negara.nama for negara in COUNTRIES.values()}) == len(COUNTRIES)
    assert list(COUNTRIES) == sorted(COUNTRIES, key=lambda code: COUNTRIES[code].nama)
    assert (nama_negara("KR"), nama_negara("QQ")) == ("Republik Korea", "QQ")


def test_every_country_has_its_dot_inside_the_map() -> None:
    left, top, width, height = MAP_BOX
    for code in COUNTRIES:
        position = map_position(code)
        assert position is not None
        assert left < position[0] < left + width
        assert top < position[1] < top + height
    assert map_position("QQ") is None


@pytest.mark.parametrize(
    ("code", "x", "y"), [("ID", 738, 270), ("KR", 792, 129.6), ("AU", 850.9, 363.6), ("NL", 464.8, 83.1)]
)
def test_dots_stand_where_the_drawn_map_has_them(code: str, x: float, y: float) -> None:
    position = map_position(code)

    assert position is not None
    assert position == pytest.approx((x, y), abs=1.5)


def test_no_name_changes_unnoticed_with_a_new_release_of_the_cldr() -> None:
    lines = "\n".join(f"{code} {negara.nama}" for code, negara in sorted(COUNTRIES.items()))

    assert hashlib.sha256(lines.encode()).hexdigest() == NAMES_SHOWN, lines


@pytest.mark.parametrize("locale", [INDONESIAN, ENGLISH], ids=str)
def test_a_name_of_our_own_differs_from_the_cldr_else_it_is_not_needed(locale: Locale) -> None:
    ours = OUR_NAMES[locale.language]

    assert set(ours) <= set(COUNTRIES)
    assert [code for code, name in ours.items() if locale.territories[code] == name] == []


@pytest.mark.parametrize(
    ("code", "indonesian", "english"),
    [
        ("KR", "Republik Korea", "Republic of Korea"),
        ("PS", "Palestina", "Palestine"),
        ("NL", "Belanda", "Netherlands"),
        ("CI", "Pantai Gading", "Côte d’Ivoire"),
        ("TR", "Turkiye", "Türkiye"),
        ("CN", "Tiongkok", "China"),
    ],
)
def test_each_country_is_named_in_both_languages(code: str, indonesian: str, english: str) -> None:
    assert (nama_negara(code), nama_negara(code, ENGLISH)) == (indonesian, english)
    assert all(nama_negara(code, ENGLISH) != code for code in COUNTRIES)
