"""`docs/operations.md` has a row for each setting, with its true default, and none for what the code does not read."""

import re
from collections.abc import Mapping
from pathlib import Path

from portal.config import Config
from tests.factories.shared import SECRET
from tests.fixtures.repository import ROOT, SOURCES, name_of, section

PAGE = "docs/operations.md"


class _Recorder(dict[str, str]):
    """An environment that remembers what was asked of it."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(values)
        self.asked: set[str] = set()

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        self.asked.add(name)
        return super().get(name, default)


def _settings() -> set[str]:
    environ = _Recorder({})
    Config.from_env(environ)
    return environ.asked


def _defaults(values: Mapping[str, str]) -> dict[str, str]:
    config = Config.from_env(values)
    named = {name: {"demo": "is_demo"}.get(key := name.removeprefix("PORTAL_").lower(), key) for name in _settings()}
    return {name: _text(_value(config, attribute)) for name, attribute in named.items()}


def _value(config: Config, attribute: str) -> object:
    _, _, part = attribute.partition("contact_")
    return getattr(config.contact, part) if part else getattr(config, attribute)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if value in (None, "", ()):
        return "–"
    return str(value).replace(str(Path.cwd()), ".")


def _rows() -> list[tuple[str, str]]:
    return re.findall(r"^\| `(PORTAL_[A-Z0-9_]+)` \| ([^|]+) \| [^|]+ \|$", section(PAGE, "Settings"), re.M)


def test_each_setting_has_one_row_and_no_row_is_left_over() -> None:
    assert sorted(name for name, _ in _rows()) == sorted(_settings())
    assert len(_rows()) == len(re.findall(r"^\| `", section(PAGE, "Settings"), re.M))


def test_each_row_tells_the_true_default_and_the_other_one_of_production() -> None:
    needed = {
        "PORTAL_ENV": "production",
        "PORTAL_SECRET_KEY": SECRET,
        "PORTAL_BASE_URL": "https://naskah.contoh.go.id",
        "PORTAL_TRUSTED_HOSTS": "naskah.contoh.go.id",
    }
    usual, production = _defaults({}), _defaults(needed)
    # What production needs has no default there: only the usual one can be told.
    other = {name: value for name, value in production.items() if name not in needed and value != usual[name]}
    true = {
        name: value if value == "–" else f"`{value}`, in production `{other[name]}`" if name in other else f"`{value}`"
        for name, value in usual.items()
    }

    assert dict(_rows()) == true


def test_only_settings_that_are_read_are_spoken_of() -> None:
    spoken = {
        (name_of(path), name)
        for path in [
            *SOURCES,
            *(ROOT / "portal").rglob("*.html"),
            *(ROOT / "docs").rglob("*.md"),
            *(path for path in (ROOT / "docs/deploy").rglob("*") if path.is_file()),
            ROOT / "README.md",
        ]
        for name in re.findall(r"\bPORTAL_[A-Z0-9_]+", path.read_text("utf-8"))
    }

    assert {one for one in spoken if one[1] not in _settings()} == set()


def test_only_the_settings_read_the_environment_of_the_portal() -> None:
    reading = re.compile(r"environ(?:\.get\(|\[|\.setdefault\()\s*\"PORTAL_")
    readers = [name_of(path) for path in SOURCES if reading.search(path.read_text("utf-8"))]

    assert readers == ["portal/config.py"]
