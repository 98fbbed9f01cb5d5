"""Towns that units and a paper make known, and the place of signing that they tell."""

import pytest

from portal.domain.suggestions.find.towns import town_named, town_of_building, towns_of, without_building

UNITS = (
    "Kantor Imigrasi Kelas II TPI Parepare",
    "Kantor Imigrasi Kelas I TPI Tanjung Perak",
    "Lembaga Pemasyarakatan Kelas IIB Lubuk Pakam",
    "Kementerian Imigrasi dan Pemasyarakatan",
)
TOWNS = towns_of(UNITS, "RUMAH TAHANAN NEGARA KELAS IIB SINGARAJA dan Pemerintah Kota Contohan")


def test_units_and_the_paper_itself_make_towns_known() -> None:
    assert {"parepare", "tanjung perak", "lubuk pakam", "singaraja", "contohan"} <= TOWNS


@pytest.mark.parametrize(
    ("sentence", "town"),
    [
        ("bertempat di ruang pola Kantor Walikota Contoh Parepare, kami yang", "Parepare"),
        ("bertempat di ruang rapat Rutan Singaraja, telah dicapai", "Singaraja"),
        ("di Aula Lapas Lubuk Pakam telah ditandatangani", "Lubuk Pakam"),
    ],
)
def test_a_building_tells_the_town_that_ends_its_name(sentence: str, town: str) -> None:
    found = town_of_building(sentence, TOWNS)

    assert found is not None
    assert found[0] == town


def test_a_building_that_no_known_town_ends_tells_none() -> None:
    assert town_of_building("bertempat di ruang rapat Gedung Contoh Merdeka, kami", TOWNS) is None


@pytest.mark.parametrize(
    ("place", "town"),
    [("Lapas Tasikmalaya", "Tasikmalaya"), ("Rutan Muara Contohan", "Muara Contohan"),
     ("Lapas Perempuan", "Lapas Perempuan"), ("Aula Sidareja", "Sidareja")],
)  # fmt: skip
def test_a_unit_called_after_its_town_alone_tells_it(place: str, town: str) -> None:
    assert without_building(place, towns_of((), "", "dibuat. Sidareja, 12 Oktober 2015 PIHAK")) == town


def test_what_stands_above_a_dated_line_is_no_part_of_its_town() -> None:
    assert "negeri sidareja" not in towns_of((), "", "Pegawai Negeri Sidareja, 11 Mei 2022")


def test_a_known_town_behind_the_day_needs_nothing_behind_it() -> None:
    found = town_named("Perjanjian ini diadakan di Parepare Cue", TOWNS)

    assert found is not None
    assert found[0] == "Parepare"


@pytest.mark.parametrize("sentence", ["berkedudukan di Parepare", "kegiatan dilaksanakan di Antah, dan di Berantah"])
def test_an_address_and_an_unknown_town_are_no_place_of_signing(sentence: str) -> None:
    assert town_named(sentence, TOWNS) is None


@pytest.mark.parametrize(
    ("place", "town"),
    [
        ("Mapolres Parepare", "Parepare"),
        ("Pegawai Negeri Parepare", "Parepare"),
        ("Tanjung Perak", "Tanjung Perak"),
        ("Hotel Contoh", "Hotel Contoh"),
    ],
)
def test_a_place_is_left_without_its_building(place: str, town: str) -> None:
    assert without_building(place, TOWNS) == town
