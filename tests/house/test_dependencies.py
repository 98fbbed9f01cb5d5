"""Rules for what is installed: every package has its reason, and every reason its package; locks hold hashes."""

import re
import tomllib

import pytest

from tests.fixtures.repository import read

PAGE = "docs/decisions/dependencies.md"


def _named(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~ ]", name)[0] for name in requirements}


def test_every_package_of_the_running_portal_has_a_row_with_its_reason_and_no_row_is_left_over() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    rows = re.findall(r"^\| ([a-z0-9, -]+) \| .+ \|$", read(PAGE), re.M)
    named = [name for row in rows if row != "package" for name in row.split(", ")]

    extras = project["optional-dependencies"]
    assert set(named) == _named(project["dependencies"]) | _named(extras["build"]) | _named(extras["second"])
    assert len(named) == len(set(named))


def test_every_package_of_development_is_named() -> None:
    extras = tomllib.loads(read("pyproject.toml"))["project"]["optional-dependencies"]["dev"]
    said = re.search(r"^For development and tests only: (.+?)\n\n", read(PAGE), re.M | re.S)

    assert said is not None
    assert {name for name in _named(extras) if not re.search(rf"\b{name}\b", said[1])} == set()


@pytest.mark.parametrize("of", ["", "-dev", "-second", "-mutants"])
def test_every_locked_package_has_hashes_and_names_no_host(of: str) -> None:
    text = read(f"requirements{of}.lock")
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())

    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text


def test_the_second_reader_adds_to_what_is_installed_and_changes_nothing() -> None:
    def pinned(lock: str) -> dict[str, str]:
        return dict(re.findall(r"^([a-z0-9-]+)==(\S+(?: ; [^\\]+)?)", read(lock), re.M))

    base, beside = pinned("requirements.lock"), pinned("requirements-second.lock")

    assert {name: version for name, version in beside.items() if base.get(name, version) != version} == {}
    assert int(beside["onnxruntime"].split(".")[1]) < 29
