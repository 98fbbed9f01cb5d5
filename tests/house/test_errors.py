"""The error tree is whole: what `portal/errors.py` draws is what there is, and nowhere else grows a branch."""

import ast
import inspect
import re

from portal import errors
from tests.fixtures.repository import SOURCES, name_of

ROOM = "portal/errors.py"


def _drawn() -> dict[str, str]:
    """Each error of the drawing with the one it hangs from."""
    above: list[str] = ["PortalError"]
    tree = {}
    for branch, name in re.findall(r"^((?:│   |    )*[├└]── )(\w+)", inspect.getdoc(errors) or "", re.M):
        del above[len(branch) // 4 :]
        tree[name] = above[-1]
        above.append(name)
    return tree


def _real() -> dict[str, str]:
    return {
        name: kind.__bases__[0].__name__
        for name, kind in vars(errors).items()
        if inspect.isclass(kind) and issubclass(kind, errors.PortalError) and kind is not errors.PortalError
    }


def test_the_drawn_tree_is_the_real_one() -> None:
    assert _drawn() == _real()


def _bases(node: ast.ClassDef) -> set[str]:
    return {base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "") for base in node.bases}


def test_no_error_of_the_tree_is_defined_elsewhere() -> None:
    classes = [
        (name_of(path), node.name, _bases(node))
        for path in SOURCES
        if name_of(path) != ROOM
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    tree, strays = {"PortalError", *_real()}, set[str]()
    # A stray may have children of its own: looked for until nothing more is found.
    while found := {name for _, name, bases in classes if bases & (tree | strays)} - strays:
        strays |= found

    assert [(path, name) for path, name, _ in classes if name in strays and not name.startswith("_")] == []


def test_every_error_is_raised_or_caught_somewhere_else() -> None:
    text = "\n".join(path.read_text("utf-8") for path in SOURCES if name_of(path) != ROOM)

    assert [name for name in _real() if not re.search(rf"\b{name}\b", text)] == []
