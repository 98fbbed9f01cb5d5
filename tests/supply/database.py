"""A folder of advisories in the OSV form, such as a copy of the PyPA advisory database: what each says of versions."""

import json
import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from tests.supply.locks import Pin

OR = " || "
EVERY_VERSION = "*"
_HOLDS = {"<": operator.lt, "<=": operator.le, "==": operator.eq, ">=": operator.ge}
_FIRST = {"fixed": 0, "introduced": 1, "last_affected": 2}
"""What counts first of two events of one version: in doubt it has the weakness."""


@dataclass(frozen=True)
class Advisory:
    """One weakness: which versions of a package have it; `fixed` is the first without, empty where there is none."""

    id: str
    package: str
    affected: str
    fixed: str
    aliases: tuple[str, ...] = ()

    def touches(self, pin: Pin) -> bool:
        """Whether a pinned package has it; a build of one's own (`1.0+office`) counts as what it was built of."""
        if pin.name != self.package:
            return False
        version = Version(Version(pin.version).public)
        return any(_holds(part, version) for part in self.affected.split(OR))


@dataclass(frozen=True)
class Folder:
    """What a folder says of the packages asked for, and how new the newest advisory of all is that it holds."""

    advisories: list[Advisory]
    withdrawn: set[str]
    newest: date


def read_folder(folder: Path, packages: set[str]) -> Folder:
    """Read every advisory; a ValueError of one line names the first file that cannot be read."""
    advisories: list[Advisory] = []
    withdrawn: set[str] = set()
    newest = date.min
    for path in _files(folder):
        try:
            told = _parsed(path)
            if not _parts(told):
                continue
            newest = max(
                newest, *(date.fromisoformat(told[key][:10]) for key in ("modified", "published") if key in told)
            )
            if told.get("withdrawn"):
                withdrawn.add(told["id"])
            else:
                advisories += _judged(told, packages)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            said = " ".join(f"{type(error).__name__}: {error}".split())
            message = f"{path} cannot be read as an advisory ({said[:160]})."
            raise ValueError(message) from error
    if newest == date.min:
        message = f"There is no advisory for Python packages in {folder}."
        raise ValueError(message)
    return Folder(sorted(advisories, key=lambda one: (one.package, one.id)), withdrawn, newest)


def _files(folder: Path) -> Iterator[Path]:
    """The advisories of a clone stand under `vulns`; beside them are files of the forge, which are none."""
    place = folder / "vulns" if (folder / "vulns").is_dir() else folder
    for path in sorted(place.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(place).parts)
        if path.suffix in {".yaml", ".yml", ".json"} and path.is_file() and not hidden:
            yield path


def _parsed(path: Path) -> dict[str, Any]:
    """One file, every value as the text it is written with: 1.10 is no number."""
    import yaml

    text = path.read_text("utf-8")
    try:
        if path.suffix == ".json":
            told = json.loads(text, parse_float=str, parse_int=str)
        else:
            loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
            told = yaml.load(text, Loader=loader)  # noqa: S506 - it makes text, lists and mappings, and nothing else
    except yaml.YAMLError as error:
        raise ValueError(error) from error
    if not told["id"] or not isinstance(told["affected"], list):
        message = "no number, or no list of what is affected"
        raise ValueError(message)
    return dict(told)


def _parts(told: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """What it says of each package of this ecosystem, with the package's name as it stands in a lock file."""
    return [
        (canonicalize_name(part["package"]["name"]), part)
        for part in told["affected"]
        if part["package"]["ecosystem"].split(":")[0] == "PyPI"
    ]


def _judged(told: dict[str, Any], packages: set[str]) -> Iterator[Advisory]:
    for name in sorted({name for name, _ in _parts(told)} & packages):
        spans: list[str] = []
        exact: list[str] = []
        fixed = ""
        for part in (part for other, part in _parts(told) if other == name):
            for one in part.get("ranges") or ():
                if one["type"] in {"ECOSYSTEM", "SEMVER"}:
                    found, fixed = _spans(one["events"])
                    spans += [span for span in found if span not in spans]
            exact += part.get("versions") or ()
        for version in filter(None, map(_version, exact)):
            if not any(_holds(span, version) for span in spans):
                spans.append(f"=={version}")
        yield Advisory(told["id"], name, OR.join(spans) or EVERY_VERSION, fixed, tuple(told.get("aliases") or ()))


def _spans(events: list[dict[str, str]]) -> tuple[list[str], str]:
    """The stretches of versions between the events, in whatever order those are written, and what ends the last."""
    pairs = [(kind, text) for event in events for kind, text in event.items() if kind in _FIRST]
    pairs.sort(key=lambda pair: (Version(pair[1]), _FIRST[pair[0]]))
    if not any(kind == "introduced" for kind, _ in pairs):
        pairs.insert(0, ("introduced", "0"))
    spans: list[str] = []
    begun: str | None = None
    fixed = ""
    for kind, text in pairs:
        if kind == "introduced":
            begun = text if begun is None else begun
        elif begun is not None:
            spans.append(_span(begun, f"<{text}" if kind == "fixed" else f"<={text}"))
            begun, fixed = None, text if kind == "fixed" else ""
    return (spans, fixed) if begun is None else ([*spans, _span(begun, "")], "")


def _span(begun: str, end: str) -> str:
    return ",".join(filter(None, ("" if begun == "0" else f">={begun}", end))) or EVERY_VERSION


def _holds(span: str, version: Version) -> bool:
    bounds = re.findall(r"(<=|>=|==|<)([^,]+)", span)
    return span == EVERY_VERSION or all(_HOLDS[sign](version, Version(bound)) for sign, bound in bounds)


def _version(text: str) -> Version | None:
    """A version as it is compared, or nothing where it is of a form that no installer takes any more."""
    try:
        return Version(text)
    except InvalidVersion:
        return None
