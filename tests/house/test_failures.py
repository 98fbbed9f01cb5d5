"""`docs/failures.md` against the tests: every fault has a row, what a row names exists, its words are ours."""

import re

import pytest

from portal.failpoint import Step
from tests.fixtures.broken_commit import ALL_WAYS
from tests.fixtures.faults import CLOCK, FOLDERS, INDEX, STORE
from tests.fixtures.repository import ROOT, SOURCES, TEMPLATES, read

PAGE = "docs/failures.md"
HEAD = "| fault | what people see | never lost | heals by itself | a person has to | shown by |"
OTHERS = ("wrong ETag", "older release", "locked", "read-only")
MAIL = ("down", "killed", "run twice", "three days down")


def rows() -> list[list[str]]:
    """The cells of every row of the tables."""
    lines = [line for line in read(PAGE).splitlines() if line.startswith("| ") and line != HEAD]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def named() -> list[str]:
    """What stands between signs of code in the first column."""
    return [name for row in rows() for name in re.findall(r"`([^`]+)`", row[0])]


def test_every_row_has_all_its_cells() -> None:
    assert len(rows()) > 25
    assert [row for row in rows() if len(row) != 6 or not all(row)] == []
    assert read(PAGE).count(HEAD) == read(PAGE).count("|---|---|---|---|---|---|") == 7


def test_each_fault_that_is_tried_has_a_row() -> None:
    tried = {*Step, *ALL_WAYS, *STORE, *CLOCK, *INDEX, *FOLDERS, *MAIL, *OTHERS}

    assert tried - set(named()) == set()
    assert set(named()) - tried == set()


def test_what_shows_a_row_exists() -> None:
    targets = re.findall(r"^([a-z-]+):", read("Makefile"), re.M)
    for row in rows():
        shown = re.findall(r"`([^`]+)`", row[-1])
        assert shown, row[0]
        for one in shown:
            file, _, test = one.partition("::")
            if one.startswith("make "):
                assert one.removeprefix("make ") in targets
            else:
                assert (ROOT / file).is_file(), one
                assert not test or f"def {test}(" in read(file), one


@pytest.fixture(scope="module")
def interface() -> str:
    """Every word of the sources and templates, on one line."""
    scripts = sorted((ROOT / "portal/web/static/js").glob("*.js"))
    texts = (path.read_text("utf-8") for path in (*SOURCES, *TEMPLATES, *scripts))
    return " ".join(" ".join(texts).split())


def test_the_words_of_a_row_stand_in_the_interface(interface: str) -> None:
    said = re.findall("“([^”]+)”", read(PAGE))

    assert len(said) > 12
    assert [words for words in said if words not in interface] == []
