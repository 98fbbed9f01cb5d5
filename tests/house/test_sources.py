"""Rules for every source file: empty packages, a purpose each, nothing half done, nothing private."""

import re
import subprocess
from pathlib import Path

import grimp
import pytest

from tests.fixtures.order import LONGEST_FIRST
from tests.fixtures.repository import ROOT, SOURCES, TEMPLATES, TESTS, name_of
from tests.fixtures.rooms import WITHOUT_DATABASE


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
        name_of(p)
        for p in SOURCES
        if p.name != "__init__.py" and not p.read_text("utf-8").lstrip().startswith(('"""', 'r"""'))
    ]

    assert silent == []


def test_nothing_is_left_half_done() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b|pytest\.mark\.(skip|xfail)|pytest\.skip")
    itself = Path(__file__)
    found = [name_of(p) for p in SOURCES + TESTS if p != itself and marks.search(p.read_text("utf-8"))]

    assert found == []


def test_no_test_imports_from_another_test() -> None:
    # What two tests share stands in the factories or fixtures, where it is looked for.
    taken = re.compile(r"^\s*(from tests\.([\w.]+\.)?test_\w+ import|from tests\.?[\w.]* import test_)", re.M)
    found = [name_of(p) for p in TESTS if taken.search(p.read_text("utf-8"))]

    assert found == []


def test_nothing_private_is_tracked() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    private = re.compile(r"(^|/)(\.env|var/|.*\.sqlite|secret_key)")

    assert [name for name in listed.stdout.split("\n") if private.search(name)] == []


def test_no_class_name_stands_twice_in_one_layer() -> None:
    places: dict[tuple[str, str], list[str]] = {}
    for path in SOURCES:
        place = path.relative_to(ROOT)
        layer = "/".join(place.parts[:2]) if place.parts[0] == "portal" else place.parts[0]
        for name in re.findall(r"^class ([A-Za-z]\w*)", path.read_text("utf-8"), re.M):
            places.setdefault((layer, name), []).append(place.as_posix())

    assert {key: found for key, found in places.items() if len(found) > 1} == {}


def test_no_state_of_a_naskah_is_set_but_by_the_table_of_acts() -> None:
    by_hand = re.compile(r"\.status = Status\.\w+")
    found = {f"{name_of(p)}: {hit[0]}" for p in SOURCES for hit in by_hand.finditer(p.read_text("utf-8"))}

    assert found == set()


def test_no_number_of_working_days_is_written_by_hand() -> None:
    # It stands in `tenggat.toml` alone, or an amended rule would be told wrongly; the text of the article itself stays.
    by_hand = re.compile(r"\d+\s+(hari[ -]kerja|working days?)|hari ke-(?!1\b)\d")
    found = {f"{name_of(p)}: {hit[0]}" for p in SOURCES + TEMPLATES for hit in by_hand.finditer(p.read_text("utf-8"))}

    assert found == {"portal/domain/formats.py: 8 hari kerja"}


def test_paths_named_in_the_documents_are_there() -> None:
    named = re.compile(
        r"`((?:portal|indexer|tests|migrations|docs|domain|services|queries|web|search|models)/[\w/.-]*)`"
    )
    documents = [
        *(ROOT / name for name in ("README.md", "docs/architecture.md", "docs/asvs.md")),
        *sorted((ROOT / "docs/decisions").glob("*.md")),
    ]
    missing = {
        f"{name_of(document)}: {path}"
        for document in documents
        for path in named.findall(document.read_text("utf-8"))
        if not (ROOT / path).exists() and not (ROOT / "portal" / path).exists()
    }

    assert missing == set()


@pytest.mark.parametrize("walk", ["one uploaded file", "one search query"])
def test_each_module_of_a_walk_imports_or_is_imported_by_another_of_it(walk: str) -> None:
    text = (ROOT / "docs/architecture.md").read_text("utf-8").split(f"## A walk: {walk}\n", 1)[1].split("\n## ", 1)[0]
    named = [path for path in re.findall(r"`([\w/]+\.py)`", text)]
    modules = {
        (path if path.startswith("indexer/") else f"portal/{path}").removesuffix(".py").replace("/", ".")
        for path in named
    }
    graph = grimp.build_graph("portal", "indexer", include_external_packages=False)
    alone = {
        module
        for module in modules
        if not modules
        & (graph.find_modules_directly_imported_by(module) | graph.find_modules_that_directly_import(module))
    }

    assert len(modules) > 10
    assert alone == set()
