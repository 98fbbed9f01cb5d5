"""Every query has tests of its own, in a file that can be guessed from its path."""

import ast

from tests.fixtures.repository import ROOT

QUERIES = ROOT / "portal" / "queries"


def test_each_module_of_queries_has_a_test_file_of_the_mirrored_name() -> None:
    # A page shows late, if at all, that a query lost a condition; its own tests show it at once.
    modules = [path.relative_to(QUERIES) for path in sorted(QUERIES.rglob("*.py")) if _answers(path.read_text("utf-8"))]
    missing = [
        path.as_posix()
        for path in modules
        if not (ROOT / "tests" / "queries" / path.with_name(f"test_{path.name}")).is_file()
    ]

    assert len(modules) > 20
    assert missing == []


def _answers(source: str) -> bool:
    """Whether a module defines a public function."""
    functions = (node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return any(not function.name.startswith("_") for function in functions)
