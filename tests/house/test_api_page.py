"""`docs/api.md` promises outsiders the addresses, parameters and statuses that the interface has, and no others."""

import json
import re
from typing import Any

import pytest

from portal.web.api import shapes
from portal.web.api.description import description_json
from portal.web.api.params import SEARCH, Parameter
from portal.web.api.shapes_tenggat import HariShape, TenggatShape
from portal.web.api.tenggat import TENGGAT
from portal.web.gateway import description as gateway_description
from portal.web.gateway.reading import FIELDS, PUBLISH
from tests.fixtures.repository import section

PAGE = "docs/api.md"
OPERATIONS = {
    path: item["get"] for path, item in json.loads(description_json("https://contoh.example"))["paths"].items()
}


def _rows(title: str) -> list[list[str]]:
    """The rows of the first table below a heading, without its head."""
    table = re.search(r"(?:^\|.*\n)+", section(PAGE, title), re.M)
    assert table is not None, title
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[0].splitlines()[2:]]


def _examples(title: str) -> list[dict[str, Any]]:
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", section(PAGE, title), re.S)]


def _words(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_the_addresses_are_those_of_the_description() -> None:
    listed = [word for row in _rows("Alamat") for word in _words(row[0])]

    assert listed == [f"GET {path.replace('{kode}', 'KODE')}" for path in OPERATIONS]


def test_the_addresses_for_programs_are_those_of_their_description() -> None:
    document = json.loads(gateway_description.description_json("https://contoh.example"))
    described = [
        f"{method.upper()} {path.replace('{kode}', 'KODE')}"
        for path, item in document["paths"].items()
        for method in item
    ]
    rows = _rows("Sistem persuratan unit")
    scopes = [one[0]["kunciAkses"][0] if one else "" for one in _securities(document)]

    assert [word for row in rows for word in _words(row[0])] == described
    assert [row[2].strip("`") for row in rows] == scopes
    page = section(PAGE, "Sistem persuratan unit")
    assert [name for name in (*FIELDS, PUBLISH) if f"`{name}" not in page] == []


def _securities(document: dict[str, Any]) -> list[list[dict[str, list[str]]]]:
    return [operation["security"] for item in document["paths"].values() for operation in item.values()]


def test_the_parameters_of_the_search_are_those_it_reads() -> None:
    written = {name: row[2] == "ya" for row in _rows("Mencari") for name in _words(row[0])}

    assert written == {one.name: one.is_list for one in SEARCH}


def test_the_parameters_of_a_due_date_are_those_it_reads() -> None:
    assert [name for row in _rows("Menghitung tenggat") for name in _words(row[0])] == [one.name for one in TENGGAT]


@pytest.mark.parametrize(
    ("title", "parameter"),
    [
        pytest.param(title, one, id=one.name)
        for title, table in (("Mencari", SEARCH), ("Menghitung tenggat", TENGGAT))
        for one in table
        if "enum" in one.schema
    ],
)
def test_a_parameter_that_is_a_choice_has_exactly_its_values(title: str, parameter: Parameter) -> None:
    (cell,) = (row[1] for row in _rows(title) if parameter.name in _words(row[0]))

    assert _words(cell) == parameter.schema["enum"]


def test_the_statuses_are_those_of_the_description() -> None:
    listed = {status for row in _rows("Kesalahan") for status in row[0].split(", ")}
    described = {status for one in OPERATIONS.values() for status in one["responses"]}

    # 405 is the answer to a method and belongs to no operation.
    assert listed == {status for status in described if status >= "400"} | {"405"}
    assert set(re.findall(r"\b[23]0\d\b", section(PAGE, "Sopan santun"))) == described - listed


def test_the_examples_have_the_members_of_real_answers() -> None:
    (found,) = _examples("Mencari")
    (due,) = _examples("Menghitung tenggat")

    assert list(found) == list(shapes.SearchShape.model_fields)
    assert list(found["facets"]) == list(shapes.FacetsShape.model_fields)
    assert [list(one) for one in found["items"]] == [list(shapes.ItemShape.model_fields)]
    assert list(due) == list(TenggatShape.model_fields)
    assert {tuple(day) for day in due["days"]} == {tuple(HariShape.model_fields)}


def test_the_reasons_of_a_withdrawal_are_all_there() -> None:
    (meaning,) = (row[1] for row in _rows("Kesalahan") if row[0] == "410")

    assert re.findall(r"`([a-z_]+)`", meaning.partition("(")[2]) == list(shapes.ALASAN_PENARIKAN)
