"""The two forms of the Lampiran: their columns as printed, what may stand in a row, times in one way of writing."""

from datetime import date, datetime

import pytest

from portal.domain.lampiran.columns import PENJAJAKAN, PERENCANAAN, check_year, clean_row, fingerprint, lampiran_of
from portal.domain.lampiran.when import cell_text, day_text, when_text
from portal.errors import BadInputError, NotFoundError

FULL = {"mitra": "Mitra Contoh", "bidang": "Pelatihan"}


def test_lampiran_a_has_exactly_the_columns_of_pasal_13_ayat_5() -> None:
    assert PERENCANAAN.titles == (
        "No",
        "Mitra",
        "Bidang Kerja Sama",
        "Urgensi",
        "Batas Waktu Pembahasan",
        "Rencana Strategis Kementerian Imigrasi dan Pemasyarakatan",
        "Data Dukung",
    )


def test_lampiran_b_has_exactly_the_columns_of_pasal_18_ayat_6() -> None:
    assert PENJAJAKAN.titles == (
        "No", "Satuan Kerja", "Calon Mitra", "Ruang Lingkup", "Jangka Waktu", "Keterangan",
    )  # fmt: skip


def test_there_is_no_third_form() -> None:
    with pytest.raises(NotFoundError):
        lampiran_of("evaluasi")


def test_only_what_says_nothing_at_all_is_refused() -> None:
    values, problems = clean_row(PERENCANAAN, {})

    assert [problem.field for problem in problems] == ["mitra", "bidang"]
    assert set(values) == set(PERENCANAAN.fields)
    assert clean_row(PERENCANAAN, FULL)[1] == ()
    assert [problem.field for problem in clean_row(PENJAJAKAN, {"keterangan": "x"})[1]] == [
        "calon_mitra", "ruang_lingkup",
    ]  # fmt: skip


def test_texts_are_kept_without_what_cannot_be_stored() -> None:
    typed = {"mitra": "  Mitra\n Contoh\x00\ud800 ", "bidang": "satu \r\n  dua\r\n", "lain": "dibuang"}

    values, problems = clean_row(PERENCANAAN, typed)

    assert problems == ()
    assert values["mitra"] == "Mitra Contoh"
    assert values["bidang"] == "satu\ndua"
    assert "lain" not in values


@pytest.mark.parametrize(("field", "longest"), [("mitra", 500), ("urgensi", 4000), ("batas_waktu", 500)])
def test_a_text_that_is_too_long_is_named_with_both_lengths(field: str, longest: int) -> None:
    fits = clean_row(PERENCANAAN, {**FULL, field: "x" * longest})[1]
    problems = clean_row(PERENCANAAN, {**FULL, field: "x" * (longest + 1)})[1]

    assert fits == ()
    assert [problem.field for problem in problems] == [field]
    assert f"{longest} karakter, ini {longest + 1}" in problems[0].message
    assert PERENCANAAN.describe(problems[0]).startswith(f"{PERENCANAAN.title_of(field)}: paling panjang")


@pytest.mark.parametrize(
    "text",
    ["31-3-2026", "31/03/2026", "31.3.2026", "2026-03-31", "31 Maret 2026", "31 mar 2026", "31-MARET-2026"],
)
def test_a_day_is_kept_in_one_way_however_it_was_written(text: str) -> None:
    assert when_text(text) == "31 Maret 2026"


@pytest.mark.parametrize("text", ["", "Triwulan II", "2026", "Maret 2026", "akhir 2026", "31 hari 2026 jam", "3 tahun"])
def test_other_words_for_a_time_stay_as_they_are(text: str) -> None:
    assert when_text(text) == text


@pytest.mark.parametrize("text", ["31-2-2026", "2026-13-01", "0-0-2026", "46112", "12.5", "1-1-1800", "1-1-9999"])
def test_a_time_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(BadInputError) as caught:
        when_text(text)

    assert caught.value.message


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("teks", "teks"),
        (2026, "2026"),
        (2026.0, "2026"),
        (1.5, "1.5"),
        (date(2026, 3, 31), "31 Maret 2026"),
        (datetime(2026, 12, 1, 8, 30), "1 Desember 2026"),  # noqa: DTZ001 - cells know no zone
    ],
)
def test_every_usual_kind_of_cell_has_a_text(value: object, text: str) -> None:
    assert cell_text(value) == text


@pytest.mark.parametrize("value", [True, b"x", [1]])
def test_a_cell_that_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(BadInputError):
        cell_text(value)


def test_a_day_in_words_is_read_back_as_itself() -> None:
    for month in range(1, 13):
        assert when_text(day_text(date(2026, month, 28))) == day_text(date(2026, month, 28))


@pytest.mark.parametrize("text", ["", "26", "1999", "2101", "２０２６", "2026 ", "-026", "semua"])
def test_a_year_is_four_figures_of_this_century(text: str) -> None:
    with pytest.raises(BadInputError) as caught:
        check_year(text)

    assert caught.value.field == "tahun"
    assert check_year("2026") == 2026


def test_rows_that_say_the_same_have_the_same_fingerprint_and_others_do_not() -> None:
    def sidik(**texts: str) -> str:
        return fingerprint(PERENCANAAN, clean_row(PERENCANAAN, {**FULL, **texts})[0])

    assert sidik(mitra="MITRA  contoh", batas_waktu="31-3-2026") == sidik(batas_waktu="31 Maret 2026")
    assert sidik() != sidik(urgensi="x")
    assert sidik(urgensi="x") != sidik(data_dukung="x")
