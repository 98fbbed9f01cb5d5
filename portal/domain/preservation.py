"""Events and files of a naskah as PREMIS 3 (Library of Congress), the form archives read."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

NAMESPACE = "http://www.loc.gov/premis/v3"
_SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
_ALLOWED = str.maketrans({number: None for number in range(32) if number not in (9, 10, 13)})
"""Control characters that no XML may hold."""


@dataclass(frozen=True)
class PreservedFile:
    """A file: its digest, bytes, the name it came under, and the digest of the file it was made from, if any."""

    sha256: str
    size: int
    nama: str
    made_from: str | None = None


@dataclass(frozen=True)
class PreservationEvent:
    """One act: its number in the audit trail, what, when (ISO 8601) and by whom."""

    number: str
    kind: str
    at: str
    agent: str


@dataclass(frozen=True)
class PreservedRecord:
    """What the files are of: its code, and facts of its retention as pairs of name and value."""

    kode: str
    facts: tuple[tuple[str, str], ...] = ()


def to_preservation_xml(
    record: PreservedRecord, files: Iterable[PreservedFile], events: Iterable[PreservationEvent]
) -> bytes:
    """The document: record and files, events, whoever acted, as the schema wants it."""
    ElementTree.register_namespace("premis", NAMESPACE)
    root = ElementTree.Element(_name("premis"), {"version": "3.0"})
    whole = _add(root, "object")
    whole.set(f"{{{_SCHEMA}}}type", "premis:intellectualEntity")
    _identify(whole, "object", "kode", record.kode)
    for name, value in record.facts:
        fact = _add(whole, "significantProperties")
        _add(fact, "significantPropertiesType", name)
        _add(fact, "significantPropertiesValue", value)
    for file in files:
        _add_file(root, file)
    told = list(events)
    for event in told:
        one = _add(root, "event")
        _identify(one, "event", "audit", event.number)
        _add(one, "eventType", event.kind)
        _add(one, "eventDateTime", event.at)
        _identify(one, "linkingAgent", "akun", event.agent)
    for agent in sorted({event.agent for event in told}):
        one = _add(root, "agent")
        _identify(one, "agent", "akun", agent)
        _add(one, "agentType", "person" if "@" in agent else "software")
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _add_file(root: ElementTree.Element, file: PreservedFile) -> None:
    one = _add(root, "object")
    one.set(f"{{{_SCHEMA}}}type", "premis:file")
    _identify(one, "object", "sha256", file.sha256)
    facts = _add(one, "objectCharacteristics")
    _add(facts, "compositionLevel", "0")
    fixity = _add(facts, "fixity")
    _add(fixity, "messageDigestAlgorithm", "SHA-256")
    _add(fixity, "messageDigest", file.sha256)
    _add(facts, "size", str(file.size))
    _add(_add(_add(facts, "format"), "formatDesignation"), "formatName", "application/pdf")
    _add(one, "originalName", file.nama)
    if file.made_from is not None:
        source = _add(one, "relationship")
        _add(source, "relationshipType", "derivation")
        _add(source, "relationshipSubType", "has source")
        _identify(source, "relatedObject", "sha256", file.made_from)


def _identify(parent: ElementTree.Element, what: str, kind: str, value: str) -> None:
    one = _add(parent, f"{what}Identifier")
    _add(one, f"{what}IdentifierType", kind)
    _add(one, f"{what}IdentifierValue", value)


def _add(parent: ElementTree.Element, tag: str, text: str | None = None) -> ElementTree.Element:
    found = ElementTree.SubElement(parent, _name(tag))
    if text is not None:
        found.text = text.translate(_ALLOWED)
    return found


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"
