"""Search parameters: what is understood, what is refused by name, and how they are written back."""

from dataclasses import replace
from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from portal.domain.naskah.masa_berlaku import MasaBerlaku
from portal.errors import BadInputError
from portal.search.interface import Filters
from portal.search.params import LONGEST_SAVED, MOST_VALUES, PER_PAGE, SearchParams, read_params, read_saved


def read(*pairs: tuple[str, str]) -> SearchParams:
    return read_params(MultiDict(pairs))


def test_nothing_asked_is_everything_newest_first() -> None:
    params = read()

    assert params.filters == Filters()
    assert params.effective_sort == "terbaru"
    assert params.page == 1
    assert params.query_string() == ""
    assert params.query(date(2026, 1, 1)).per_page == PER_PAGE


def test_every_filter_is_understood_and_written_back() -> None:
    params = read(
        ("q", " data paspor "),
        ("lingkup", "luar_negeri"),
        ("bentuk", "nota_kesepahaman"),
        ("bentuk", "nama_lain"),
        ("status", "berlaku"),
        ("tahun", "2024"),
        ("tahun", "2026"),
        ("negara", "kr"),
        ("unit", "KANIM-A"),
        ("mitra", "kementerian-kehakiman-korea"),
        ("dari", "2020"),
        ("sampai", "2026"),
        ("urut", "berakhir"),
        ("hal", "3"),
        ("utm_source", "surel"),
    )

    assert params.text == "data paspor"
    assert params.filters == Filters(
        lingkup=frozenset({"luar_negeri"}),
        bentuk=frozenset({"nota_kesepahaman", "nama_lain"}),
        status=frozenset({"berlaku"}),
        tahun=frozenset({"2024", "2026"}),
        unit=frozenset({"KANIM-A"}),
        negara=frozenset({"KR"}),
        mitra=frozenset({"kementerian-kehakiman-korea"}),
        year_from=2020,
        year_to=2026,
    )
    assert (params.effective_sort, params.page) == ("berakhir", 3)
    assert read_params(MultiDict(params.pairs())) == params


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lingkup", "dalam"),
        ("lingkup", "LUAR_NEGERI"),
        ("bentuk", "mou"),
        ("status", "aktif"),
        ("status", "draf"),
        ("tahun", "26"),
        ("tahun", "2026x"),
        ("tahun", "１９９９"),
        ("tahun", "9999"),
        ("dari", "dua ribu"),
        ("sampai", "-1"),
        ("negara", "KOR"),
        ("negara", "K1"),
        ("negara", "<>"),
        ("unit", "../etc"),
        ("unit", "a" * 101),
        ("unit", "a\x00b"),
        ("mitra", "a b"),
        ("mitra", "' OR 1=1"),
        ("urut", "acak"),
        ("hal", "0"),
        ("hal", "-1"),
        ("hal", "1.5"),
        ("hal", "1e9"),
        ("hal", "٣"),
        ("hal", "100001"),
        ("hal", "9" * 40),
    ],
)
def test_a_value_that_is_none_of_its_kind_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read((name, value))

    assert caught.value.field == name
    assert caught.value.message.endswith(".")


def test_a_range_of_years_must_not_run_backwards() -> None:
    with pytest.raises(BadInputError) as caught:
        read(("dari", "2026"), ("sampai", "2020"))

    assert caught.value.field == "dari"


def test_one_address_holds_only_so_many_values() -> None:
    many = [("tahun", str(1950 + number)) for number in range(MOST_VALUES + 1)]

    assert len(read(*many[:MOST_VALUES]).filters.tahun) == MOST_VALUES
    with pytest.raises(BadInputError) as caught:
        read(*many)
    assert caught.value.field == "tahun"


@pytest.mark.parametrize("name", ["q", "lingkup", "status", "tahun", "dari", "unit", "urut", "hal"])
def test_an_empty_field_of_a_form_asks_nothing(name: str) -> None:
    assert read((name, " ")) == read()


def test_values_given_twice_count_once() -> None:
    assert read(("status", "berlaku"), ("status", "berlaku")).active == (("status", "berlaku"),)


@pytest.mark.parametrize(
    ("text", "sort", "used"),
    [
        ("", "", "terbaru"),
        ("", "relevansi", "terbaru"),
        ("paspor", "", "relevansi"),
        ("paspor", "judul", "judul"),
        ("", "judul", "judul"),
    ],
)
def test_without_words_nothing_can_fit_best(text: str, sort: str, used: str) -> None:
    assert read(("q", text), ("urut", sort)).effective_sort == used


def test_a_chip_takes_back_one_filter_and_the_page() -> None:
    params = read(("q", "a&b"), ("status", "berlaku"), ("negara", "KR"), ("dari", "2020"), ("hal", "4"))

    assert params.without(("negara", "KR")).query_string() == "?q=a%26b&status=berlaku&dari=2020"
    assert params.without_filters().query_string() == "?q=a%26b"
    assert params.with_page(2).query_string().endswith("&hal=2")
    assert params.with_text("").query_string() == "?status=berlaku&negara=KR&dari=2020"


def test_a_chip_takes_back_one_value_of_two() -> None:
    params = read(("status", "berlaku"), ("status", MasaBerlaku.BERAKHIR))

    assert params.without(("status", "berlaku")).query_string() == "?status=berakhir"


def test_hidden_fields_of_a_form_leave_out_what_the_form_sets() -> None:
    params = read(("q", "a"), ("urut", "judul"), ("hal", "2"), ("unit", "IMI"))

    assert params.pairs(leave_out=("urut", "hal")) == (("q", "a"), ("unit", "IMI"))


def test_a_search_is_kept_without_order_and_page_and_read_back_as_it_was() -> None:
    params = read(("q", "data & paspor"), ("tahun", "2024"), ("tahun", "2026"), ("urut", "judul"), ("hal", "3"))
    kept = params.saved()

    assert kept == "q=data+%26+paspor&tahun=2024&tahun=2026"
    for written in (kept, f"?{kept}", f"{kept}&hal=9&urut=terlama&lain=x"):
        assert read_saved(written).saved() == kept
    assert read_saved(kept) == replace(params, sort=None, page=1)
    assert read_saved("").saved() == read_saved("urut=judul").saved() == ""
    assert params.saved("data dan paspor") == "q=data+dan+paspor&tahun=2024&tahun=2026"
    assert read().saved("kata") == ""


@pytest.mark.parametrize(
    "written",
    ["bentuk=kuno", "tahun=26", "q=" + "x" * LONGEST_SAVED, "x=1&" * 480, "tahun=2026&" * 100, "berakhir=-1"],
    ids=["form", "year", "long", "many", "values", "months"],
)
def test_a_search_that_cannot_be_run_is_not_kept(written: str) -> None:
    with pytest.raises(BadInputError):
        read_saved(written)
