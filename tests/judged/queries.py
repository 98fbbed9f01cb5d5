"""The judged queries: what people type, and which papers of the collection answer it how well.

They were written by reading the papers, not by looking at what a search returns, and are kept as data in `queries/`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.judged.collection import Paper, collection

DATA = Path(__file__).with_name("queries")
KINDS = (
    "abbreviation",
    "chapter",
    "code",
    "country",
    "date",
    "demonym",
    "english",
    "exclusion",
    "form",
    "nothing",
    "number",
    "old name",
    "paragraph",
    "partner",
    "phrase",
    "plain",
    "question",
    "rare word",
    "subject",
    "title",
    "typo",
    "unit",
)
PEOPLE = (
    "English speaker",
    "citizen",
    "journalist",
    "lawyer of a partner",
    "researcher",
    "someone on a phone",
    "someone pasting a title or paragraph",
    "staff of another ministry",
    "student",
)
GRADES = (1, 2, 3)
"""3 is what was asked for, 2 answers well, 1 touches on it; a paper that is not named has nothing to do with it."""


@dataclass(frozen=True)
class Rule:
    """Grades every paper whose field matches: `pasal` a heading of its articles, `mitra` a partner, `teks` its text."""

    grade: int
    field: str
    pattern: re.Pattern[str]

    def matches(self, paper: Paper) -> bool:
        """Whether the paper has it."""
        texts = {"pasal": paper.headings, "mitra": paper.mitra, "teks": (paper.text,)}[self.field]
        return any(self.pattern.search(text) for text in texts)


@dataclass(frozen=True)
class JudgedQuery:
    """One query; `grades` by the key of a paper, `never` must not be found, `is_nothing`: no paper answers it."""

    text: str
    kind: str
    who: str
    why: str
    grades: Mapping[str, int]
    rules: tuple[Rule, ...]
    never: tuple[str, ...]
    is_nothing: bool


@cache
def judged_queries() -> tuple[JudgedQuery, ...]:
    """Every query in the order of the files."""
    rows = [row for path in sorted(DATA.glob("*.toml")) for row in tomllib.loads(path.read_text("utf-8"))["query"]]
    return tuple(_query(row) for row in rows)


def _query(row: Mapping[str, Any]) -> JudgedQuery:
    rules = tuple(_rule(dict(rule)) for rule in row.get("rules", ()))
    grades: dict[str, int] = {}
    for rule in rules:
        for key, paper in collection().items():
            if rule.matches(paper):
                grades[key] = max(rule.grade, grades.get(key, 0))
    return JudgedQuery(
        text=row["text"],
        kind=row["kind"],
        who=row["who"],
        why=row["why"],
        # What was judged by itself stands above what a rule says of many.
        grades={**grades, **row.get("right", {})},
        rules=rules,
        never=tuple(row.get("never", ())),
        is_nothing=bool(row.get("nothing")),
    )


def _rule(row: dict[str, Any]) -> Rule:
    grade = row.pop("grade")
    ((field, pattern),) = row.items()
    return Rule(grade, field, re.compile(pattern))
