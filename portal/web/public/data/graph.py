"""A small graph of things and what is said of them, written as JSON-LD and as Turtle; both say the same."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_NOT_IN_ADDRESSES = {ord(sign): f"%{ord(sign):02X}" for sign in (*'<>"{}|^`\\ ', *map(chr, range(32)))}


@dataclass(frozen=True)
class Ref:
    """The address of another thing."""

    address: str


@dataclass(frozen=True)
class Text:
    """A text in a language, or of a type such as `xsd:dateTime`; one of the two or neither."""

    text: str
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True)
class Thing:
    """Something with an address, its kinds, and what is said of it."""

    address: str
    kinds: Sequence[str]
    told: Mapping[str, Sequence[Ref | Text]]


def json_ld(things: Sequence[Thing]) -> str:
    """The graph as JSON-LD 1.1."""
    graph = [
        {"@id": thing.address, "@type": list(thing.kinds)}
        | {name: [_json(value) for value in values] for name, values in thing.told.items() if values}
        for thing in things
    ]
    return json.dumps({"@context": PREFIXES, "@graph": graph}, ensure_ascii=False, indent=1)


def turtle(things: Sequence[Thing]) -> str:
    """The graph as RDF 1.1 Turtle."""
    lines = [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    for thing in things:
        said = ["a " + ", ".join(thing.kinds)]
        said += [f"{name} " + ", ".join(map(_turtle, values)) for name, values in thing.told.items() if values]
        lines += ["", _address(thing.address), "  " + " ;\n  ".join(said) + " ."]
    return "\n".join(lines) + "\n"


def _json(value: Ref | Text) -> dict[str, str]:
    if isinstance(value, Ref):
        return {"@id": _escaped(value.address)}
    more = {"@language": value.language} if value.language else {"@type": value.datatype} if value.datatype else {}
    return {"@value": value.text} | more


def _turtle(value: Ref | Text) -> str:
    if isinstance(value, Ref):
        return _address(value.address)
    # JSON escapes are Turtle's too, as long as nothing beyond the basic plane is escaped.
    quoted = json.dumps(value.text, ensure_ascii=False)
    if value.language:
        return f"{quoted}@{value.language}"
    return f"{quoted}^^{value.datatype}" if value.datatype else quoted


def _address(address: str) -> str:
    return f"<{_escaped(address)}>"


def _escaped(address: str) -> str:
    return address.translate(_NOT_IN_ADDRESSES)
