"""Rules of the house that can be checked: small rooms, empty packages, documents that tell the truth."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.fixtures.order import LONGEST_FIRST
from tests.fixtures.rooms import WITHOUT_DATABASE

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for room in ("portal", "indexer", "migrations") for path in (ROOT / room).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_FILE = 300


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for p in SOURCES + TESTS
        if (n := len(p.read_text("utf-8").splitlines())) > LONGEST_FILE
    }

    assert long == {}


def test_every_file_that_the_suite_lists_by_name_is_there() -> None:
    assert [name for name in (*LONGEST_FIRST, *WITHOUT_DATABASE) if not (ROOT / "tests" / name).exists()] == []


def test_package_files_hold_a_docstring_at_most() -> None:
    # An import there would run for everybody and make the import contracts hold in name only.
    full = [
        p
        for p in SOURCES
        if p.name == "__init__.py" and re.search(r"^(import|from|def|class) ", p.read_text("utf-8"), re.M)
    ]

    assert full == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(p.relative_to(ROOT))
        for p in SOURCES
        if p.name != "__init__.py" and not p.read_text("utf-8").lstrip().startswith(('"""', 'r"""'))
    ]

    assert silent == []


def test_nothing_is_left_half_done() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b|pytest\.mark\.(skip|xfail)|pytest\.skip")
    itself = Path(__file__)
    found = [str(p.relative_to(ROOT)) for p in SOURCES + TESTS if p != itself and marks.search(p.read_text("utf-8"))]

    assert found == []


@pytest.mark.parametrize("document", ["docs/operations.md"])
def test_every_setting_is_documented(document: str) -> None:
    settings = set(re.findall(r'"(PORTAL_[A-Z0-9_]+)"', read("portal/config.py")))

    assert settings
    assert {name for name in settings if f"`{name}`" not in read(document)} == set()


def test_every_command_is_documented() -> None:
    from portal.cli.main import portal

    names = set()
    for name, command in portal.commands.items():
        children = getattr(command, "commands", None)
        names |= {f"{name} {child}" for child in children} if children else {name}

    assert {name for name in names if name not in read("docs/operations.md")} == set()


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    extras = [name for group in project["optional-dependencies"].values() for name in group]
    names = {re.split(r"[\[<>=~ ]", name)[0] for name in project["dependencies"] + extras}
    reasons = read("docs/decisions/dependencies.md")

    assert {name for name in names if name not in reasons} == set()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_hashes_and_names_no_host(lock: str) -> None:
    text = read(lock)
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())

    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text


def test_no_inline_style_or_script_in_any_template() -> None:
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)|javascript:")
    templates = sorted((ROOT / "portal/web/templates").rglob("*.html"))
    found = [str(p.relative_to(ROOT)) for p in templates if inline.search(p.read_text("utf-8"))]

    assert templates
    assert found == []


def test_templates_mark_nothing_as_safe() -> None:
    templates = sorted((ROOT / "portal/web/templates").rglob("*.html"))
    found = [
        str(p.relative_to(ROOT)) for p in templates if re.search(r"\|\s*safe\b|autoescape false", p.read_text("utf-8"))
    ]

    assert found == []


def test_nothing_private_is_tracked() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    private = [name for name in tracked if re.search(r"(^|/)(\.env|var/|.*\.sqlite|secret_key)", name)]

    assert private == []
