"""In the words no key stands twice, and none stands for nothing."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import portal
from portal.domain.lampiran.columns import LAMPIRAN
from portal.web.words.fields import DAYS, FIELDS, MEMBERS, NAMED_BY_THE_FORM

PORTAL = Path(portal.__path__[0])
WORDS = PORTAL / "web" / "words"
FILES = sorted(WORDS.rglob("*.py"))


def name_of(path: Path) -> str:
    return str(path.relative_to(WORDS))


def tables(path: Path) -> Iterator[tuple[str, ast.Dict]]:
    """Every table of a file as it is written, with the name it is given."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, ast.Dict):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            yield ast.unparse(target), node.value


def names(path: Path) -> Iterator[str]:
    """What a file defines at its top."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_table_has_a_key_twice(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Dict):
            keys = Counter(ast.unparse(key) for key in node.keys if key is not None)
            assert [key for key, count in keys.items() if count > 1] == []


def test_each_enumeration_has_its_words_in_one_file() -> None:
    keys = Counter(
        ast.unparse(key)
        for path in FILES
        for name, table in tables(path)
        if name == "LABELS"
        for key in table.keys
        if key is not None
    )

    assert keys
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_function_stands_in_two_files() -> None:
    found = Counter(name for path in FILES for name in set(names(path)) if name.islower() and name[0] != "_")

    assert [name for name, count in found.items() if count > 1] == []


def test_the_columns_of_the_lampiran_are_called_once() -> None:
    written = {
        key.value
        for name, table in tables(WORDS / "fields.py")
        if name == "FIELDS"
        for key in table.keys
        if isinstance(key, ast.Constant)
    }
    columns = [kolom.field for form in LAMPIRAN.values() for kolom in form.kolom]

    assert len(columns) == len(set(columns))
    assert set(columns) & written == NAMED_BY_THE_FORM
    assert set(columns) <= set(FIELDS)


def test_each_field_is_one_the_code_knows() -> None:
    known: set[str] = set()
    for path in PORTAL.rglob("*.py"):
        if WORDS not in path.parents:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    known.add(node.value)
                elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                    known.add(node.target.id)

    assert sorted(set(FIELDS) - known) == []
    assert sorted({*MEMBERS, *DAYS} - set(FIELDS)) == []


def test_nothing_is_defined_for_nobody() -> None:
    sources = [path.read_text() for ending in ("py", "html") for path in PORTAL.rglob(f"*.{ending}")]
    uses = Counter(word for source in sources for word in re.findall(r"\b[A-Za-z_]\w*\b", source))

    assert [f"{name_of(path)}: {name}" for path in FILES for name in names(path) if uses[name] < 2] == []
