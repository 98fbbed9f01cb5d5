"""The table of parameters: what it takes, what it refuses by name, and what becomes of it."""

from datetime import date

import pytest

from portal.errors import BadInputError
from portal.search.interface import FACETS, LARGEST_PAGE, Filters, SearchQuery
from portal.search.query import LONGEST_TEXT, parse
from portal.web.api.params import LAST_PAGE, MOST_VALUES, SEARCH, Parameter, parse_nothing, parse_search

TODAY = date(2026, 11, 20)

Values = dict[str, list[str]]

REFUSED: dict[str, tuple[Values, str]] = {
    "misspelt name": ({"lingkungan": ["luar_negeri"]}, "lingkungan"),
    "name in capitals": ({"Q": ["paspor"]}, "Q"),
    "name of the page, not of the interface": ({"hal": ["2"]}, "hal"),
    "name with a bracket": ({"unit[]": ["IMI"]}, "unit[]"),
    "empty name": ({"": ["x"]}, ""),
    "very long name": ({"x" * 5000: ["1"]}, "x" * 60),
    "unknown scope": ({"lingkup": ["dunia"]}, "lingkup"),
    "scope in capitals": ({"lingkup": ["LUAR_NEGERI"]}, "lingkup"),
    "scope with a blank": ({"lingkup": ["luar_negeri "]}, "lingkup"),
    "empty scope": ({"lingkup": [""]}, "lingkup"),
    "one of two scopes unknown": ({"lingkup": ["luar_negeri", "x"]}, "lingkup"),
    "scopes joined by a comma": ({"lingkup": ["luar_negeri,dalam_negeri"]}, "lingkup"),
    "unknown form": ({"bentuk": ["mou"]}, "bentuk"),
    "workflow state as status": ({"status": ["terbit"]}, "status"),
    "status with a null byte": ({"status": ["berlaku\0"]}, "status"),
    "year of two digits": ({"tahun": ["26"]}, "tahun"),
    "year of five digits": ({"tahun": ["20260"]}, "tahun"),
    "year before the republic": ({"tahun": ["1899"]}, "tahun"),
    "year in other digits": ({"tahun": ["２０２６"]}, "tahun"),
    "year with a line break": ({"tahun": ["2026\n"]}, "tahun"),
    "range of years": ({"tahun": ["2020-2026"]}, "tahun"),
    "country by name": ({"negara": ["Korea"]}, "negara"),
    "country in small letters": ({"negara": ["kr"]}, "negara"),
    "country of three letters": ({"negara": ["KOR"]}, "negara"),
    "empty unit": ({"unit": [""]}, "unit"),
    "unit with a control character": ({"unit": ["IMI\x00"]}, "unit"),
    "very long unit": ({"unit": ["I" * 101]}, "unit"),
    "partner by name": ({"mitra": ["Pemerintah Kabupaten"]}, "mitra"),
    "partner with a slash": ({"mitra": ["../etc"]}, "mitra"),
    "too many values": ({"unit": [f"U{n}" for n in range(MOST_VALUES + 1)]}, "unit"),
    "unknown order": ({"urut": ["harga"]}, "urut"),
    "order twice": ({"urut": ["judul", "judul"]}, "urut"),
    "text twice": ({"q": ["a", "b"]}, "q"),
    "text too long": ({"q": ["a" * (LONGEST_TEXT + 1)]}, "q"),
    "page zero": ({"page": ["0"]}, "page"),
    "negative page": ({"page": ["-1"]}, "page"),
    "page with a sign": ({"page": ["+1"]}, "page"),
    "page as a fraction": ({"page": ["1.0"]}, "page"),
    "page in scientific form": ({"page": ["1e3"]}, "page"),
    "page with a leading zero": ({"page": ["01"]}, "page"),
    "page with a blank": ({"page": [" 1"]}, "page"),
    "page with an underscore": ({"page": ["1_0"]}, "page"),
    "page in other digits": ({"page": ["٣"]}, "page"),
    "page in words": ({"page": ["satu"]}, "page"),
    "empty page": ({"page": [""]}, "page"),
    "page twice": ({"page": ["1", "2"]}, "page"),
    "page beyond all counting": ({"page": [str(LAST_PAGE + 1)]}, "page"),
    "page of ten thousand digits": ({"page": ["9" * 10_000]}, "page"),
    "no results a page": ({"per_page": ["0"]}, "per_page"),
    "too many a page": ({"per_page": [str(LARGEST_PAGE + 1)]}, "per_page"),
    "a billion a page": ({"per_page": ["1000000000"]}, "per_page"),
    "per_page not a number": ({"per_page": ["semua"]}, "per_page"),
    "first year not a number": ({"dari": ["dulu"]}, "dari"),
    "last year out of range": ({"sampai": ["9999"]}, "sampai"),
    "first year after the last": ({"dari": ["2026"], "sampai": ["2020"]}, "dari"),
}


@pytest.mark.parametrize(("values", "named"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_parameter_is_refused_by_name(values: Values, named: str) -> None:
    with pytest.raises(BadInputError) as refused:
        parse_search(values, TODAY)

    assert refused.value.field == named
    assert len(refused.value.message) < 400


def test_nothing_sent_asks_for_the_newest_of_everything() -> None:
    assert parse_search({}, TODAY) == SearchQuery(sort="terbaru", today=TODAY)


def test_everything_sent_arrives() -> None:
    values = {
        "q": ['"pertukaran data" -paspor'],
        "lingkup": ["luar_negeri"],
        "bentuk": ["nota_kesepahaman", "nama_lain"],
        "status": ["berlaku"],
        "tahun": ["2025", "2026"],
        "unit": ["KANIM-A"],
        "mitra": ["badan-contoh"],
        "negara": ["KR", "JP"],
        "dari": ["2020"],
        "sampai": ["2026"],
        "urut": ["judul"],
        "page": ["3"],
        "per_page": ["100"],
    }

    filters = Filters(
        lingkup=frozenset({"luar_negeri"}),
        bentuk=frozenset({"nota_kesepahaman", "nama_lain"}),
        status=frozenset({"berlaku"}),
        tahun=frozenset({"2025", "2026"}),
        unit=frozenset({"KANIM-A"}),
        mitra=frozenset({"badan-contoh"}),
        negara=frozenset({"KR", "JP"}),
        year_from=2020,
        year_to=2026,
    )
    assert parse_search(values, TODAY) == SearchQuery(
        parse('"pertukaran data" -paspor'), filters=filters, sort="judul", page=3, per_page=100, today=TODAY
    )


@pytest.mark.parametrize(("text", "sort"), [("", "terbaru"), ("  ", "terbaru"), ("paspor", "relevansi")])
def test_the_order_follows_the_text_where_none_is_chosen(text: str, sort: str) -> None:
    assert parse_search({"q": [text]}, TODAY).sort == sort


def test_a_page_far_away_is_still_a_page() -> None:
    assert parse_search({"page": [str(LAST_PAGE)]}, TODAY).page == LAST_PAGE


def test_every_facet_can_be_filtered_by() -> None:
    assert set(FACETS) <= {parameter.name for parameter in SEARCH if parameter.is_list}


@pytest.mark.parametrize("parameter", SEARCH, ids=lambda parameter: parameter.name)
def test_the_example_of_a_parameter_is_taken(parameter: Parameter) -> None:
    assert parse_search({parameter.name: [str(parameter.example)]}, TODAY)


def test_an_address_without_parameters_names_the_one_sent() -> None:
    parse_nothing({})
    with pytest.raises(BadInputError) as refused:
        parse_nothing({"q": ["x"]})

    assert refused.value.field == "q"
