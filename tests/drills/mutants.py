"""Small faults put into the rules of policy, status and deadlines one at a time: does a test of the rules notice each?

The faults are those of Cosmic Ray: an operator, a number, a comparison, a condition, a loop or a decorator changed. For
each the pure tests of that rule run in a forked child that loads the faulty module; nothing on disk is touched. A fault
that no test notices is told with its place, and stands in `mutants.toml` with the reason why it changes nothing, or
wants a test. Run by `make mutants`, which brings Cosmic Ray.
"""

import argparse
import ast
import contextlib
import importlib.abc
import importlib.util
import os
import re
import signal
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cosmic_ray.ast import Visitor, get_ast
from cosmic_ray.operators.operator import Operator
from cosmic_ray.operators.provider import OperatorProvider
from hypothesis import settings

ROOT = Path(__file__).parents[2]
TENGGAT = tuple(
    f"tests/domain/tenggat/test_{name}.py"
    for name in ("tenggat", "clocks", "amendment", "tenggat_oracle", "tenggat_properties")
)
RULES: dict[str, tuple[str, ...]] = {
    "portal.domain.policy_table": ("tests/domain/test_policy_table.py",),
    "portal.domain.permissions": ("tests/domain/test_permissions.py", "tests/domain/test_second_factor.py"),
    "portal.domain.naskah.status": ("tests/domain/naskah/test_status.py",),
    "portal.web.policy": ("tests/web/test_policy.py",),
    "portal.domain.tenggat.state": ("tests/domain/tenggat/test_state.py",),
    "portal.domain.tenggat.tenggat": TENGGAT,
    "portal.domain.tenggat.clocks": TENGGAT,
}
"""Every module with the tests that have to notice a fault in it."""
LEFT_OUT = {
    "VariableReplacer": "wants to be told a name",
    "VariableInserter": "wants to be told a name",
    **dict.fromkeys(
        (f"ReplaceComparisonOperator_{one}" for one in ("Is_Eq", "IsNot_NotEq", "Eq_Is", "NotEq_IsNot")),
        "members of an enumeration, None and what they are compared with here are equal only to themselves",
    ),
}
"""Kinds of faults that are not made, and why."""
SECONDS = 120
QUIET = (
    *("-x", "-q", "--noconftest", "-p", "no:cacheprovider", "-p", "pytest_timeout"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)
KILLED, SURVIVED = 1, 0


@dataclass(frozen=True)
class Mutant:
    """One fault: the module as it reads with it, and the line that differs."""

    module: str
    operator: str
    source: str
    was: str
    line: str


class FaultyModule(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from a text instead of its file."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """The faulty module under its name; every other is found as ever."""
        return importlib.util.spec_from_loader(name, self) if name == self.mutant.module else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the faulty text."""
        exec(compile(self.mutant.source, file_of(self.mutant.module), "exec"), module.__dict__)  # noqa: S102


def file_of(module: str) -> Path:
    """Where a module stands."""
    return ROOT / f"{module.replace('.', '/')}.py"


class Faults(Visitor):
    """A walk that makes the n-th fault of an operator and notes where each stands; without n it only notes."""

    def __init__(self, operator: Operator, made: int = -1) -> None:
        self.operator = operator
        self.made = made
        self.places: list[tuple[int, int]] = []

    def visit(self, node: Any) -> Any:
        """Called for every node of the tree."""
        for index, (start, _) in enumerate(self.operator.mutation_positions(node)):
            self.places.append(start)
            if len(self.places) - 1 == self.made:
                return self.operator.mutate(node, index)
        return node


def mutants_of(module: str) -> Iterator[Mutant]:
    """Every fault of a module but those in annotations, which say nothing to the machine."""
    source = file_of(module).read_text("utf-8")
    silent = set(_annotations(source))
    provider = OperatorProvider()
    for name in provider:
        if name in LEFT_OUT:
            continue
        noted = Faults(provider[name]())
        noted.walk(get_ast(source))
        for number, place in enumerate(noted.places):
            text = Faults(provider[name](), number).walk(get_ast(source)).get_code()
            if place not in silent and text != source:
                yield Mutant(module, name, text, *_difference(source, text))


def _annotations(source: str) -> Iterator[tuple[int, int]]:
    for node in ast.walk(ast.parse(source)):
        said = [getattr(node, name, None) for name in ("annotation", "returns")]
        for annotation in filter(None, said):
            for line in range(annotation.lineno, annotation.end_lineno + 1):
                start = annotation.col_offset if line == annotation.lineno else 0
                end = annotation.end_col_offset if line == annotation.end_lineno else 200
                yield from ((line, column) for column in range(start, end))


def _difference(source: str, text: str) -> tuple[str, str]:
    before, after = source.splitlines(), text.splitlines()
    at = next((n for n, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), len(after) - 1)
    return before[at].strip(), " ".join(after[at].split())


def outcome_of(mutant: Mutant | None, tests: Sequence[str]) -> int:
    """Whether the tests notice: run in a child, which alone knows the fault."""
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a descriptor is wanted
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        if mutant is not None:
            sys.meta_path.insert(0, FaultyModule(mutant))
        code = KILLED
        with contextlib.suppress(BaseException):
            code = pytest.main([*QUIET, *tests])
        os._exit(KILLED if code else SURVIVED)
    _, status = os.waitpid(child, 0)
    return SURVIVED if status == 0 else KILLED


def equivalents() -> dict[tuple[str, str, str], str]:
    """Faults that were looked at and change nothing, with the reason: module, line as it was, line as it became."""
    entries = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["setara"]
    return {(one["modul"], one["dari"], re.sub(r"\s+", " ", one["menjadi"])): one["sebab"] for one in entries}


def say(line: str) -> None:
    """One line of what was found."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def survivors_of(mutants: Sequence[Mutant], tests: Sequence[str]) -> list[Mutant]:
    """Those that no test notices."""
    return [mutant for mutant in mutants if outcome_of(mutant, tests) == SURVIVED]


def main() -> int:
    """Try every fault of the chosen modules and tell of those that nobody notices."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--module", action="append", choices=tuple(RULES))
    chosen = parser.parse_args()
    settings.register_profile("mutants", derandomize=True, deadline=None, database=None, max_examples=40)
    settings.load_profile("mutants")
    os.chdir(ROOT)
    # What the tests of the rules do not need costs most of the time of a child.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    known, total, kept, unexplained = equivalents(), 0, 0, 0
    for module in chosen.module or RULES:
        tests, started = RULES[module], time.monotonic()
        if outcome_of(None, tests) != SURVIVED:
            say(f"{module}: its tests fail without any fault")
            return 1
        mutants = list(mutants_of(module))
        survivors = survivors_of(mutants, tests)
        say(f"{module}: {len(mutants)} faults, {len(survivors)} unnoticed, {time.monotonic() - started:.0f} s")
        for mutant in survivors:
            reason = known.get((mutant.module, mutant.was, mutant.line))
            unexplained += reason is None
            say(f"  {mutant.operator}: {mutant.was}\n    -> {mutant.line}\n    {reason or 'NOBODY NOTICES'}")
        total += len(mutants)
        kept += len(survivors)
    share = 1 - kept / total
    say(f"{total} faults, {total - kept} noticed ({share:.1%}), {kept} not; {unexplained} of these without a reason")
    return 0 if share >= 0.95 and not unexplained else 1


if __name__ == "__main__":
    sys.exit(main())
