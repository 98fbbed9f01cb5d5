"""The OpenAPI description is sound, and says of the parameters exactly what the parser does."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel

from portal.errors import BadInputError
from portal.web.api import shapes, shapes_tenggat
from portal.web.api.description import description_json
from portal.web.api.params import SEARCH, parse_search

BASE = "https://naskah.contoh.go.id"
DOCUMENT = json.loads(description_json(BASE))
OPERATIONS = {path: item["get"] for path, item in DOCUMENT["paths"].items()}
SENT = {one["name"]: one for one in OPERATIONS["/api/v1/naskah"]["parameters"] if one["in"] == "query"}


def nodes(value: Any, path: str = "#") -> Iterator[tuple[str, Any]]:
    yield path, value
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from nodes(child, f"{path}/{key}")


def resolve(reference: str) -> Any:
    found = DOCUMENT
    for key in reference.removeprefix("#/").split("/"):
        found = found[key]
    return found


def content_of(operation: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for status, response in operation["responses"].items():
        for mimetype, content in response.get("content", {}).items():
            yield status, mimetype, content


def test_it_is_openapi_3_1_of_this_portal() -> None:
    assert DOCUMENT["openapi"] == "3.1.0"
    assert DOCUMENT["servers"] == [{"url": BASE}]
    assert set(DOCUMENT["info"]) >= {"title", "version", "description"}


def test_every_reference_resolves_and_every_schema_is_used() -> None:
    references = {value for path, value in nodes(DOCUMENT) if path.endswith("/$ref")}

    assert references
    for reference in references:
        assert isinstance(resolve(reference), dict), reference
    names = set(DOCUMENT["components"]["schemas"])
    assert {reference.rsplit("/", 1)[1] for reference in references} == names


def test_every_schema_is_of_a_known_kind() -> None:
    kinds = {"string", "integer", "number", "boolean", "array", "object", "null"}
    for path, node in nodes(DOCUMENT["components"]["schemas"]):
        if isinstance(node, dict) and isinstance(node.get("type"), str) and not path.endswith("/properties"):
            assert node["type"] in kinds, path
            assert node["type"] != "array" or "items" in node, path
        if isinstance(node, dict) and "pattern" in node and isinstance(node["pattern"], str):
            assert re.compile(node["pattern"]), path


@pytest.mark.parametrize("name", DOCUMENT["components"]["schemas"])
def test_every_field_of_an_answer_is_always_there(name: str) -> None:
    schema = DOCUMENT["components"]["schemas"][name]

    if schema["type"] == "object":
        assert set(schema["required"]) == set(schema["properties"])
        assert schema["description"]


def test_operations_have_names_of_their_own_and_at_least_one_answer() -> None:
    names = [operation["operationId"] for operation in OPERATIONS.values()]

    assert len(set(names)) == len(names) == 5
    for operation in OPERATIONS.values():
        assert "200" in operation["responses"]
        assert all(response["description"] for response in operation["responses"].values())


def test_path_parameters_are_those_of_the_path() -> None:
    for path, operation in OPERATIONS.items():
        described = {one["name"] for one in operation.get("parameters", []) if one["in"] == "path"}
        assert described == set(re.findall(r"\{(\w+)\}", path))


@pytest.mark.parametrize("path", ["/api/v1/naskah", "/api/v1/naskah/{kode}"])
def test_errors_are_problem_json(path: str) -> None:
    statuses = set()
    for status, mimetype, content in content_of(OPERATIONS[path]):
        if int(status) >= 400:
            statuses.add(status)
            assert mimetype == "application/problem+json"
            assert content["example"]["status"] == int(status)

    assert {"400", "404", "500", "503"} <= statuses


def test_the_tombstone_is_described_with_its_code_day_and_class() -> None:
    content = OPERATIONS["/api/v1/naskah/{kode}"]["responses"]["410"]["content"]["application/problem+json"]

    schema = resolve(content["schema"]["$ref"])
    assert {"kode", "withdrawn_on", "alasan", "status", "detail"} <= set(schema["properties"])
    assert set(content["example"]) == set(schema["properties"])


def test_every_example_is_an_answer_of_its_schema_and_marked_as_invented() -> None:
    count = 0
    for operation in OPERATIONS.values():
        for _, _, content in content_of(operation):
            if "example" in content:
                name = content["schema"]["$ref"].rsplit("/", 1)[1]
                shape: type[BaseModel] = getattr(shapes_tenggat if name == "TenggatShape" else shapes, name)
                assert shape.model_validate(content["example"]).model_dump(mode="json") == content["example"]
                assert "judul" not in content["example"] or "CONTOH" in content["example"]["judul"]
                count += 1

    assert count >= 12


def test_what_is_described_is_what_is_parsed() -> None:
    assert list(SENT) == [parameter.name for parameter in SEARCH]
    for parameter in SEARCH:
        described = SENT[parameter.name]["schema"]
        assert (described["type"] == "array") is parameter.is_list
        assert (described["items"] if parameter.is_list else described) == parameter.schema


@pytest.mark.parametrize("name", SENT)
def test_every_described_value_is_taken_and_no_other(name: str) -> None:
    schema = SENT[name]["schema"].get("items", SENT[name]["schema"])
    good, bad = values_of(schema)

    for value in good:
        assert parse_search({name: [value]}, date(2026, 11, 20))
    for value in bad:
        with pytest.raises(BadInputError):
            parse_search({name: [value]}, date(2026, 11, 20))
    assert good
    assert bad


def values_of(schema: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Values on both sides of what a schema allows."""
    if "enum" in schema:
        return list(schema["enum"]), ["", "lain", schema["enum"][0].upper()]
    if schema["type"] == "integer":
        low, high = schema["minimum"], schema["maximum"]
        return [str(low), str(high)], [str(low - 1), str(high + 1), "x", ""]
    if "maxLength" in schema:
        return ["", "a" * schema["maxLength"]], ["a" * (schema["maxLength"] + 1)]
    candidates = ["2026", "KR", "IMI", "badan-contoh", "", "a\nb", "\x00", "x" * 101, "Ä b", "1"]
    matches = [bool(re.search(schema["pattern"].replace("$", r"\Z"), one)) for one in candidates]
    return (
        [one for one, is_match in zip(candidates, matches, strict=True) if is_match],
        [one for one, is_match in zip(candidates, matches, strict=True) if not is_match],
    )
