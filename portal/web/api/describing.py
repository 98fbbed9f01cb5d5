"""What every description of an interface is written with: schemas from shapes, answers, refusals, examples."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

_REF = "#/components/schemas/{model}"


class _Generator(GenerateJsonSchema):
    """Leaves out titles of fields, which only repeat their names."""

    def field_title_should_be_set(self, schema: object) -> bool:
        """Never."""
        return False


def schemas_of(shapes: Sequence[type[BaseModel]]) -> dict[str, Any]:
    """The schemas of shapes, by their names."""
    _, defined = models_json_schema(
        [(shape, "serialization") for shape in shapes], ref_template=_REF, schema_generator=_Generator
    )
    return {name: _for_outside(schema) for name, schema in defined["$defs"].items()}


def _for_outside(schema: dict[str, Any]) -> dict[str, Any]:
    """An enumeration without its docstring, which is written for readers of the code."""
    return {key: value for key, value in schema.items() if key != "description" or "enum" not in schema}


def reference(shape: type[BaseModel]) -> dict[str, Any]:
    """Where the schema of a shape stands."""
    return {"$ref": _REF.format(model=shape.__name__)}


def content(description: str, mimetype: str, shape: type[BaseModel], sample: Mapping[str, Any]) -> dict[str, Any]:
    """An answer with an example."""
    return {"description": description, "content": {mimetype: {"schema": reference(shape), "example": dict(sample)}}}


def refusal(description: str, shape: type[BaseModel], sample: Mapping[str, Any]) -> dict[str, Any]:
    """An error."""
    return content(description, "application/problem+json", shape, sample)


def problem_sample(status: int, title: str, detail: str) -> dict[str, Any]:
    """What every error says."""
    return {"type": "about:blank", "title": title, "status": status, "detail": detail}
