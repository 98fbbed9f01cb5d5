"""The table of parameters: what it takes, what it refuses by name, and what becomes of it."""

from datetime import date

import pytest

from portal.errors import BadInputError
from portal.search.interface import FACETS, Filters, SearchQuery
from portal.search.query import parse
from portal.web.api.params import LAST_PAGE, SEARCH, Parameter, parse_nothing, parse_search
from tests.fixtures.refused_parameters import REFUSED, Values

TODAY = date(2026, 11, 20)


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
