"""Queries read: none of them changes a row, whatever tables they may see."""

import ast
from collections.abc import Iterator
from pathlib import Path

import portal.queries

WRITING_STATEMENTS = {"insert", "update", "delete"}
WRITING_METHODS = {"add", "add_all", "merge", "delete", "flush", "commit", "bulk_save_objects"}


def writes_in(source: str) -> Iterator[str]:
    """What in a module could write: statements it imports, and methods of a session it calls."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            yield from (name.name for name in node.names if name.name in WRITING_STATEMENTS)
        elif isinstance(node, ast.Attribute) and node.attr in WRITING_METHODS and ast.unparse(node.value) == "session":
            yield f"session.{node.attr}"


def test_no_query_writes() -> None:
    root = Path(next(iter(portal.queries.__path__)))
    found = {
        str(path.relative_to(root)): names
        for path in sorted(root.rglob("*.py"))
        if (names := list(writes_in(path.read_text("utf-8"))))
    }

    assert found == {}


def test_what_writes_is_seen() -> None:
    source = "from sqlalchemy import select, update\ndef change(session):\n    session.add(1)\n    session.scalar(2)\n"

    assert list(writes_in(source)) == ["update", "session.add"]
