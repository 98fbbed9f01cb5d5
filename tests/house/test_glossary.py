"""The glossary against the code: each Indonesian word in a name stands in it, and its rows say where a noun lives.

Which language a word belongs to is asked of word frequencies in both languages, not of a list made by hand. A word that
neither language knows (an abbreviation, a term of technique) has its own table at the end of the glossary.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from wordfreq import zipf_frequency

from portal.app import create_app
from portal.config import Config
from portal.domain.language.roots import parts

ROOT = Path(__file__).parents[2]
GLOSSARY = ROOT / "docs/glossary.md"
MODULES = sorted(path for room in ("portal", "indexer") for path in (ROOT / room).rglob("*.py"))

CLEARLY_MORE = 0.5
"""By how much more frequent, on the Zipf scale (tenfold a step), a word is in Indonesian than in English."""
HARDLY_KNOWN = 1.5
"""Below this, on the same scale (once in thirty million words), a language does not know the word."""


def _table(heading: str) -> list[list[str]]:
    text = GLOSSARY.read_text("utf-8").split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def _words(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Where each name stands, and the name: modules, packages, classes, public functions and methods."""
    return tuple(_read_names())


def _read_names() -> Iterator[tuple[str, str]]:
    for path in MODULES:
        where = path.relative_to(ROOT).as_posix()
        yield where, path.parent.name if path.name == "__init__.py" else path.stem
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
                yield where, node.name


@cache
def _is_indonesian(word: str) -> bool:
    here, there = zipf_frequency(word, "id"), zipf_frequency(word, "en")
    return here > there + CLEARLY_MORE or (there < HARDLY_KNOWN and parts(word) not in ((), (word,)))


@cache
def _is_known(word: str) -> bool:
    return max(zipf_frequency(word, "id"), zipf_frequency(word, "en")) >= HARDLY_KNOWN


def _in_glossary() -> set[str]:
    return {word for row in _table("Terms") for word in re.findall(r"[a-z]+", row[0].lower())}


def _technical() -> set[str]:
    return {row[0].strip("`") for row in _table("Words of technique that no dictionary has")}


def test_every_indonesian_word_in_a_name_stands_in_the_glossary() -> None:
    allowed = _in_glossary() | _technical()
    missing = {
        f"{word}: {name} in {where}"
        for where, name in _names()
        for word in _words(name)
        if word not in allowed and (_is_indonesian(word) or not _is_known(word))
    }

    assert sorted(missing) == []


def test_no_noun_has_a_second_spelling(tmp_path: Path) -> None:
    second = {row[0].strip("`"): row[1] for row in _table("English words that would be a second spelling")}
    made = create_app(Config.from_env({"PORTAL_DATA_DIR": str(tmp_path / "var")}))
    names = [*_names(), *((rule.rule, rule.endpoint) for rule in made.url_map.iter_rules())]
    made.extensions["pdf_reader"].close()
    found = {
        f"{name} in {where}: {second[one]}"
        for where, name in names
        if not where.startswith("portal/domain/suggestions/")
        for word in _words(name)
        for one in {word, word.removesuffix("s")} & second.keys()
    }

    assert len(names) > 1_000
    assert sorted(found) == []


def test_the_check_tells_the_two_languages_apart() -> None:
    # The check itself can fail: these are names that it must let through, and names that it must find.
    indonesian = ("naskah", "tenggat", "susunan", "berurut", "geser", "hitung", "saringan", "kelompok", "pengakhiran")
    english = ("report", "status", "data", "form", "unit", "facts", "arrange", "order", "database", "parsed", "clocks")

    assert [word for word in indonesian if not _is_indonesian(word)] == []
    assert [word for word in english if _is_indonesian(word)] == []


def test_no_term_stands_twice_and_none_is_unused() -> None:
    terms = [row[0].lower() for row in _table("Terms")]
    used = {word for _, name in _names() for word in _words(name)}

    assert len(terms) == len(set(terms))
    assert [term for term in terms if not set(re.findall(r"[a-z]+", term)) <= used] == []
    assert [word for word in sorted(_technical()) if word not in used] == []


def homes(term: str) -> list[str]:
    """The modules and packages named by a term, the outermost only: `domain/usulan/`, `models/usulan.py`."""
    noun = term.lower().replace(" ", "_")
    found: list[str] = []
    for path in MODULES:
        place = path.relative_to(ROOT)
        for depth, part in enumerate(place.parts):
            if re.fullmatch(rf"(?:.*_)?{noun}(?:_.*)?", part.removesuffix(".py")):
                home = "/".join(place.parts[: depth + 1])
                found.append(home.removeprefix("portal/") + ("" if part.endswith(".py") else "/"))
                break
    return sorted(set(found))


def test_the_glossary_says_which_modules_carry_a_noun() -> None:
    said = {row[0]: re.findall(r"`([^`]+)`", row[4]) for row in _table("Terms")}

    assert {term: places for term, places in said.items() if places != homes(term)} == {}
