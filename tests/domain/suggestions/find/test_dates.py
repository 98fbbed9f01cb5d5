"""Days in words, in figures, in both: read, compared, and never invented."""

from datetime import date, timedelta

import pytest

from portal.domain.suggestions.find.dates import first_day, first_month
from portal.samples.wording import opening_date


@pytest.mark.parametrize("step", range(0, 1400, 61))
@pytest.mark.parametrize("variant", range(4))
def test_every_way_of_opening_is_read_with_its_weekday(variant: int, step: int) -> None:
    day = date(2022, 1, 1) + timedelta(days=step)

    read = first_day(opening_date(day, precision="hari", variant=variant))

    assert read is not None
    assert (read.on, read.doubt) == (day, "")
    assert read.checks >= 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Kamis tanggal dua puluh dua bulan Mei tahun dua ribu dua puluh lima", date(2025, 5, 22)),
        ("Senin, tanggal Empat (4) bulan Agustus tahun Dua Ribu Dua Puluh Lima (2025)", date(2025, 8, 4)),
        ("Senin tanggal dua puluh sembilan bulan Juli tahun Dua Ribu Dua Puluh Empat (29-07-2024)", date(2024, 7, 29)),
        ("RABU TANGGAL 28 FEBRUARI 2024", date(2024, 2, 28)),
        ("on April 26, 2019, in two original copies in the English language", date(2019, 4, 26)),
        ("Selasa tanggal satu bulan September tahun dua ribu dua puluh enam", date(2026, 9, 1)),
        ("Jum'at tanggal dua belas bulan Nopember tahun dua ribu dua puluh satu", date(2021, 11, 12)),
        ("Jumat, 28 Pebruari 2020", date(2020, 2, 28)),
        ("Ahad tanggal tujuhbelas Agustus seribu sembilan ratus sembilan puluh tujuh", date(1997, 8, 17)),
        ("pada tanggal tujuhbelas Maret tahun seribu sembilanratus tujuhpuluh", date(1970, 3, 17)),
        ("DONE in duplicate at Jakarta on 12 November 2025, in Indonesian and English", date(2025, 11, 12)),
        ("on this 3rd day of March 2026", date(2026, 3, 3)),
        ("November 12, 2025", date(2025, 11, 12)),
        ("on the twelfth day of March in the year two thousand and twenty-five", date(2025, 3, 12)),
        ("Selasa, tangga1 dua puluh satu bu1an Apri1 tahun dua ribu dua puluh enam", date(2026, 4, 21)),
        ("Kamis tanggal dua puluhdua bulan Mei tahun duaribu dua puluhlima", date(2025, 5, 22)),
        ("tanggal 05 - 06 - 2023", date(2023, 6, 5)),
        ("22 Mei 2O25", date(2025, 5, 22)),
        ("Kamis tgl 12 bln Juni thn 2025", date(2025, 6, 12)),
    ],
)
def test_a_written_day_is_read(text: str, day: date) -> None:
    read = first_day(text)

    assert read is not None
    assert (read.on, read.doubt) == (day, "")


@pytest.mark.parametrize(
    "text",
    [
        "Senin tanggal tiga puluh satu bulan November tahun dua ribu dua puluh",
        "31 November 2025",
        "29 Februari 2023",
        "tanggal .......... bulan Juli tahun Dua Ribu Delapan Belas",
        "tanggal .......... bulan .......... tahun ..........",
        "Mei 2025",
        "22 Mei",
        "2025",
        "32 Januari 2024",
        "0 Maret 2024",
        "31-11-2025",
        "tanggal empat puluh bulan Mei tahun 2025",
        "tahun anggaran 2025",
        "22 Mei 1245",
        "",
    ],
)
def test_a_day_that_is_not_there_is_not_made(text: str) -> None:
    assert first_day(text) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kamis tanggal enam belas bulan Oktober tahun dua ribu dua puluh lima (17-10-2025)", "tidak sama"),
        ("Senin tanggal enam belas bulan Oktober tahun dua ribu dua puluh lima", "hari Senin"),
        ("Kamis, tanggal Empat (5) bulan Agustus tahun Dua Ribu Dua Puluh Lima", "tidak sama"),
        ("Jumat tanggal 16 Oktober 2025", "hari Jumat"),
    ],
)
def test_a_disagreement_is_told(text: str, word: str) -> None:
    read = first_day(text)

    assert read is not None
    assert word in read.doubt
    assert read.checks == 0


def test_where_words_and_figures_differ_the_weekday_decides_but_the_doubt_stays() -> None:
    read = first_day("Jumat tanggal enam belas bulan Oktober tahun dua ribu dua puluh lima (17-10-2025)")

    assert read is not None
    assert read.on == date(2025, 10, 17)
    assert read.doubt


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Kamis, tanggal sembilan (9) bulan sepuluh (10) tahun dua ribu dua puluh lima (2025)", date(2025, 10, 9)),
        ("tanggal 7 bulan dua tahun dua ribu dua puluh empat", date(2024, 2, 7)),
    ],
)
def test_a_month_told_by_its_number_is_read(text: str, day: date) -> None:
    read = first_day(text)

    assert read is not None
    assert read.on == day


def test_a_month_whose_word_and_figure_differ_is_not_guessed() -> None:
    assert first_day("tanggal sembilan bulan sepuluh (11) tahun dua ribu dua puluh lima") is None


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("hari Selasa tanggal dva pvlvh tlga bulan Januari tahun dua ribu delapan belas", date(2018, 1, 23)),
        ("hari Senin tanggal lma bols bulan Maret tahun 2021", date(2021, 3, 15)),
    ],
)
def test_a_day_that_was_misread_in_words_is_told_by_its_weekday_and_never_sure(text: str, on: date) -> None:
    day = first_day(text)

    assert day is not None
    assert (day.on, day.is_exact) == (on, False)
    assert day.checks == 0


def test_a_stamp_of_the_day_is_read() -> None:
    day = first_day("15 SEP 2008")

    assert day is not None
    assert day.on == date(2008, 9, 15)


def test_every_day_that_contradicts_another_is_told() -> None:
    day = first_day("Rabu tanggal enam belas bulan Februari tahun dua ribu sebelas (18-02-2011)")

    assert day is not None
    assert day.on == date(2011, 2, 16)
    assert day.others == (date(2011, 2, 18),)
    assert "tidak sama" in day.doubt


def test_the_end_of_a_code_is_no_day() -> None:
    assert first_day("Nomor W15.IMI.IMI.2-TI.01.01-2071") is None
    assert first_day("Surabaya, 01-01-2017") is not None


@pytest.mark.parametrize("text", ["tanggal 4 bulan April 2003", "April 4, 2003", "bulan yang sama"])
def test_a_month_with_its_day_is_no_month_alone(text: str) -> None:
    assert first_month(text) is None
