"""No file of the house takes, by whatever way round, from one that takes from it; imports inside functions count."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.fixtures.repository import ROOT

PACKAGES = ("portal", "indexer", "migrations")


def _modules(root: Path) -> dict[str, Path]:
    """Every module of the packages by its dotted name."""
    found = {}
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def _taken(name: str, path: Path) -> Iterator[str]:
    """The dotted names a module imports: of modules, and of what may be modules inside packages."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{name}: a relative import hides where it goes"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def circle(root: Path) -> list[str]:
    """One circle of modules, or nothing."""
    modules = _modules(root)
    graph = {
        name: {taken for taken in _taken(name, path) if taken in modules and taken != name}
        for name, path in modules.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_file_takes_from_one_that_takes_from_it() -> None:
    assert circle(ROOT) == []


def test_circle_through_a_function_is_found(tmp_path: Path) -> None:
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal/a.py").write_text("from portal import b\n")
    (tmp_path / "portal/b.py").write_text("def late():\n    from portal.a import something\n")

    assert set(circle(tmp_path)) == {"portal.a", "portal.b"}
