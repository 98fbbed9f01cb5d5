"""What a backup says of itself comes back as it was written, and nothing else is taken for it."""

import json
from datetime import UTC, datetime

import pytest

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


def test_a_part_is_told_by_its_objects_in_whatever_order() -> None:
    first = part_facts([("aa", 1), ("bb", 2)])

    assert first == part_facts([("bb", 2), ("aa", 1)])
    assert (first.count, first.size) == (2, 3)
    assert first.sha256 != part_facts([("aa", 2), ("bb", 1)]).sha256


def test_a_name_tells_its_instant_and_no_other_name_does() -> None:
    assert instant_of(stamp_of(AT, "0a1b")) == AT
    assert [instant_of(text) for text in ("", "20261130T060001Z", "20261399T060001Z-0a1b", "x")] == [None] * 4
