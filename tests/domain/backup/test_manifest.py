"""What a backup says of itself comes back as it was written, and nothing else is taken for it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.backup.manifest import (
    BackupManifest,
    DatabaseFacts,
    LogFacts,
    PartFacts,
    instant_of,
    part_facts,
    read_manifest,
    stamp_of,
)
from portal.errors import BadInputError

AT = datetime(2026, 11, 30, 6, 0, 1, tzinfo=UTC)
MANIFEST = BackupManifest(
    stamp="20261130T060001Z-0a1b",
    at=AT,
    release="0.1.0",
    revision="0025",
    database=DatabaseFacts("database/20261130T060001Z-0a1b.sqlite", "sqlite", "ab" * 32, 10),
    counts={"naskah": 3},
    objects=PartFacts(1, 2, "cd" * 32),
    images=PartFacts(),
    log_heads=PartFacts(),
    audit_anchors=PartFacts(),
    audit_seq=7,
    audit_hash="ef" * 32,
    log=LogFacts("portal.contoh/log", 3, "01" * 32),
    missing=("23" * 32,),
)


def test_a_manifest_comes_back_as_it_was_written() -> None:
    assert read_manifest(MANIFEST.to_json()) == MANIFEST


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "nol", '{"format": "lain"}', '{"format": "repositori-cadangan-1"}', "9" * 5000],
    ids=["empty", "list", "object", "word", "other", "bare", "number"],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        read_manifest(text)


@pytest.mark.parametrize("name", ["at", "database", "counts", "objects", "log", "missing", "stamp"])
def test_a_manifest_without_one_of_its_facts_is_refused(name: str) -> None:
    values = json.loads(MANIFEST.to_json())
    del values[name]

    with pytest.raises(BadInputError):
        read_manifest(json.dumps(values))


STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=12),
    st.sampled_from(
        ("", "\0", "[[", "../../etc/passwd", "ab" * 32, "0001-01-01T00:00:00+14:00", "2026-01-01T00:00:00")
    ),
    st.lists(st.one_of(st.none(), st.integers(), st.just("<b>"), st.just("ab" * 32)), max_size=2),
    st.dictionaries(st.sampled_from(("naskah", "size", "\n")), st.one_of(st.none(), st.integers(-2, 2)), max_size=2),
)


def _places(values: object, here: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    inner = values.items() if isinstance(values, dict) else ()
    return [here, *(place for name, value in inner for place in _places(value, (*here, name)))]


@given(st.sampled_from(_places(json.loads(MANIFEST.to_json()))), STRANGE)
def test_a_manifest_with_any_value_is_refused_or_comes_back_as_it_is_spelled(
    place: tuple[str, ...], value: object
) -> None:
    values: Any = {"": json.loads(MANIFEST.to_json())}
    *way, last = ("", *place)
    within = values
    for name in way:
        within = within[name]
    within[last] = value

    said = ""
    try:
        found = read_manifest(json.dumps(values[""]), "manifest/20261130T060001Z-0a1b.json")
    except BadInputError as error:
        said = error.message
    else:
        assert json.loads(found.to_json()) == values[""]
    assert not said or ("manifest/20261130T060001Z-0a1b.json" in said and "--at" in said and "\n" not in said)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("audit_seq", "abc"), ("audit_seq", True), ("audit_seq", -1), ("audit_hash", "x"), ("revision", 40),
        ("revision", "0040\n"), ("stamp", "../x"), ("at", "0001-01-01T00:00:00+14:00"), ("at", "2026-01-01T00:00:00"),
        ("at", "9999-12-31T23:59:59-14:00"), ("log.size", None), ("log.root", "x"), ("database.size", "10"),
        ("database.sha256", None), ("database.name", "../../etc/passwd"), ("database.name", "manifest/x"),
        ("counts.naskah", 1.5), ("missing", ["<b>"]), ("missing", "x"), ("are_objects_sealed", 1), ("objects.lebih", 1),
        ("lebih", 1),
    ],
)  # fmt: skip
def test_a_fact_that_cannot_be_is_refused(place: str, value: object) -> None:
    values = json.loads(MANIFEST.to_json())
    *way, last = place.split(".")
    within = values
    for name in way:
        within = within[name]
    within[last] = value

    with pytest.raises(BadInputError, match="rusak"):
        read_manifest(json.dumps(values))


def test_a_manifest_that_is_deep_is_refused() -> None:
    with pytest.raises(BadInputError):
        read_manifest("[" * 200_000)


def test_a_part_is_told_by_its_objects_in_whatever_order() -> None:
    first = part_facts([("aa", 1), ("bb", 2)])

    assert first == part_facts([("bb", 2), ("aa", 1)])
    assert (first.count, first.size) == (2, 3)
    assert first.sha256 != part_facts([("aa", 2), ("bb", 1)]).sha256


def test_a_name_tells_its_instant_and_no_other_name_does() -> None:
    assert instant_of(stamp_of(AT, "0a1b")) == AT
    assert [instant_of(text) for text in ("", "20261130T060001Z", "20261399T060001Z-0a1b", "x")] == [None] * 4
