"""What the portal is made of: licences that are allowed, no weakness that is known and open, no secret in the tree."""

import json
import re
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.fixtures.repository import ROOT, read
from tests.supply import advisories, licences, sbom, secret_words
from tests.supply.database import Advisory
from tests.supply.locks import EVERY, Pin, pins


def test_every_package_of_the_portal_has_its_licence_and_each_is_allowed() -> None:
    listed = licences.rows()

    assert set(listed) == {pin.name for pin in pins()}
    assert {name: licence for name, licence in listed.items() if not licences.is_allowed(licence)} == {}
    told = {name: licences.said(name) for name in listed}
    assert {name: one for name, one in told.items() if one not in (None, listed[name])} == {}


@pytest.mark.parametrize(
    ("expression", "is_allowed"),
    [
        ("MIT", True), ("GPL-3.0-or-later", False), ("MIT OR GPL-2.0-only", True), ("MIT AND GPL-2.0-only", False),
        ("Apache-2.0 OR BSD-3-Clause", True), ("(MIT OR AGPL-3.0-only) AND ISC", True), ("AGPL-3.0-only", False),
        ("", False), ("Proprietary", False), ("?", False),
    ],
)  # fmt: skip
def test_a_licence_is_allowed_when_each_of_its_parts_is(expression: str, is_allowed: bool) -> None:
    assert licences.is_allowed(expression) is is_allowed


def test_the_list_of_parts_names_every_package_once_with_version_licence_and_digests() -> None:
    told = sbom.parts()

    parts = told["components"]
    assert isinstance(parts, list)
    references = [part["bom-ref"] for part in parts]
    assert told["bomFormat"] == "CycloneDX"
    assert len(references) == len(set(references))
    assert {f"pkg:pypi/{pin.name}@{pin.version}" for pin in pins()} <= set(references)
    assert all(part["licenses"] for part in parts)
    assert all(part["properties"] for part in parts if part["bom-ref"].startswith("pkg:"))
    assert json.dumps(told) == json.dumps(sbom.parts())


def test_no_pinned_package_has_a_known_weakness_without_a_reason_written_down() -> None:
    sources = advisories.load()
    known, known_to = [row for one in sources for row in one.advisories], advisories.newest(sources)
    accepted = json.loads(advisories.ACCEPTED.read_text("utf-8"))

    if advisories.is_old(known_to, date.today()):  # noqa: DTZ011 - a day on paper
        # Said, not failed: nothing here has changed, and whoever builds this next year must not be stopped by a date.
        sys.stderr.write(
            f"\nAdvisories are known up to {known_to}: run `make advisories`, of the network or of a newer copy.\n"
        )
    assert known
    assert advisories.open_ones(known, pins(EVERY), accepted) == []
    assert {number: reason for number, reason in accepted.items() if len(reason.split()) < 5} == {}
    assert set(accepted) <= {name for one in known for name in (one.id, *one.aliases)}


def test_a_weak_version_is_named_and_a_reason_or_a_mended_one_answers_it() -> None:
    weak, pin = Advisory("CVE-2026-0001", "paket", "<2.0", "2.0"), Pin("paket", "1.9", ())

    assert advisories.open_ones([weak], [pin], {}) == ["CVE-2026-0001: paket 1.9, mended in 2.0"]
    assert advisories.open_ones([weak], [pin], {"CVE-2026-0001": ""}) != []
    assert advisories.open_ones([weak], [pin], {"CVE-2026-0001": "The part with the fault is never called."}) == []
    assert advisories.open_ones([weak], [replace(pin, version="2.0"), replace(pin, name="lain")], {}) == []
    assert not advisories.is_old(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=advisories.OLD_AFTER_DAYS))
    assert advisories.is_old(date(2026, 1, 1), date(2026, 6, 1))


def test_there_is_no_secret_in_the_tree() -> None:
    assert secret_words.look(secret_words.tree()) == []


@pytest.mark.parametrize(
    ("kind", "pieces"),
    [
        ("private key", ("-----BEGIN OPENSSH ", "PRIVATE KEY-----")),
        ("key of age", ("AGE-SECRET-", "KEY-1", "Q3" * 29)),
        ("key of a cloud", ("AKIA", "2E0A8F3B7C9D1X5Z")),
        ("token of a forge", ("ghp_", "a1B2" * 9)),
        ("signed token", ("eyJhbGciOiJIUzI1", ".eyJzdWIiOiIxMjM0", ".c2lnbmF0dXJlMTIz")),
        ("password in an address", ("postgresql://portal:", "s4ngatRahas1a", "@db.kantor.go.id/portal")),
        ("value of a secret", ("PORTAL_SECRET_", "KEY=", "q8Z1x7W3v5T9s2R4p6N0m8L1k3J5h7G9")),
        ("value of a secret", ('"client_', 'secret": "', 'q8Z1x7W3v5T9s2R4p6N0m8L1k3J5h7G9"')),
    ],
    ids=["private key", "age", "cloud", "forge", "signed", "address", "setting", "json"],
)
def test_each_kind_of_secret_is_found(kind: str, pieces: tuple[str, ...]) -> None:
    assert secret_words.found_in("".join(pieces)) == [kind]
    assert secret_words.look([("satu:1", "".join(pieces))]) == [f"satu:1: {kind}"]


@pytest.mark.parametrize(
    "line",
    [
        'secret = environ.get("PORTAL_SECOND_COPY_SECRET_KEY")',
        "postgresql://portal:kata-sandi@db/portal",
        "smtps://USER:PASSWORD@HOST",
        "token: str = secrets.token_urlsafe(48)",
    ],
)
def test_what_only_speaks_of_secrets_is_none(line: str) -> None:
    assert secret_words.found_in(line) == []


def test_every_rule_of_our_own_has_a_line_that_it_finds() -> None:
    rules = set(re.findall(r"^  - id: ([a-z-]+)$", read(".ci/semgrep/portal.yml"), re.M))
    tried = {
        found
        for path in (ROOT / ".ci/semgrep").glob("portal.*")
        for found in re.findall(r"ruleid: ([a-z-]+)", path.read_text("utf-8"))
    }

    assert rules
    assert tried == rules
