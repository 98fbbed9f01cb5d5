"""Known weaknesses of what is pinned, kept in a dated file, so that they are looked for without a network too.

`python -m tests.supply.advisories PIP-AUDIT` asks over the network with pip-audit (in an environment of its own, see
the Makefile); `--database FOLDER` asks a copy of the PyPA advisory database. What a source has said is never
forgotten, unless the database itself withdraws it: a pin that goes back below a mended version fails the suite.
"""

import json
import subprocess
import sys
from argparse import ArgumentParser
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.fixtures.repository import ROOT
from tests.supply.database import Advisory, read_folder
from tests.supply.locks import EVERY, Pin, pins

FILE = ROOT / ".ci" / "advisories.json"
ACCEPTED = ROOT / ".ci" / "advisories-accepted.json"
"""Advisories that touch what is pinned and are lived with: number, and the reason in a sentence."""
DATABASE = "a copy of the PyPA advisory database"
NETWORK = "pip-audit"
OLD_AFTER_DAYS = 90


@dataclass(frozen=True)
class AdvisorySource:
    """Who said what: the day of asking, and how new the newest advisory was that it knew of (empty: not known)."""

    name: str
    asked: str
    newest: str
    advisories: list[Advisory]


def load(file: Path | None = None) -> list[AdvisorySource]:
    """Everything that is kept."""
    told = json.loads((file or FILE).read_text("utf-8"))["sources"]
    return [AdvisorySource(**one | {"advisories": [_advisory(row) for row in one["advisories"]]}) for one in told]


def keep(file: Path, sources: list[AdvisorySource]) -> None:
    """Write it, an advisory a line."""
    heads = [f'"name": {json.dumps(one.name)}, "asked": "{one.asked}", "newest": "{one.newest}"' for one in sources]
    rows = [",\n".join(f"  {json.dumps(asdict(row))}" for row in one.advisories) for one in sources]
    parts = [f' {{{head}, "advisories": [\n{row}\n ]}}' for head, row in zip(heads, rows, strict=True)]
    file.write_text('{"sources": [\n' + ",\n".join(parts) + "\n]}\n", "utf-8")


def open_ones(known: list[Advisory], locked: list[Pin], accepted: dict[str, str]) -> list[str]:
    """What is pinned although it is weak, and for which nobody has written a reason; each weakness once."""
    said: list[str] = []
    seen: set[tuple[str, str, str]] = set()
    for one in known:
        names = (one.id, *one.aliases)
        for pin in filter(one.touches, locked):
            here = {(name, pin.name, pin.version) for name in names}
            if not here & seen and not any(accepted.get(name) for name in names):
                said.append(f"{one.id}: {pin.name} {pin.version}, mended in {one.fixed or 'no version'}")
            seen |= here
    return said


def newest(sources: list[AdvisorySource]) -> date:
    """The day up to which advisories are known."""
    return max((date.fromisoformat(one.newest) for one in sources if one.newest), default=date.min)


def is_old(known_to: date, today: date) -> bool:
    """Whether it is time to ask again; a file that has become old fails nothing by itself."""
    return (today - known_to).days > OLD_AFTER_DAYS


def told_by_pip_audit(answer: dict[str, Any]) -> list[Advisory]:
    """What pip-audit found; it names the pinned version alone, so all below the next mended one are taken as weak."""
    told: list[Advisory] = []
    for found in answer["dependencies"]:
        for one in found.get("vulns", ()):
            later = [fix for fix in one["fix_versions"] if Version(fix) > Version(found["version"])]
            fixed = min(later, key=Version, default="")
            affected = f"<{fixed}" if fixed else f"<={found['version']}"
            aliases = tuple(one.get("aliases") or ())
            told.append(Advisory(one["id"], canonicalize_name(found["name"]), affected, fixed, aliases))
    return told


def main(arguments: list[str]) -> int:
    """Ask, add what is new, write the dates; without a whole answer the file stays as it is."""
    parser = ArgumentParser(description="Ask for known weaknesses of what is pinned.")
    asked_of = parser.add_mutually_exclusive_group(required=True)
    asked_of.add_argument("pip_audit", nargs="?", help="the pip-audit to ask with")
    asked_of.add_argument("--database", type=Path, help="a copy of the PyPA advisory database, as a folder")
    options = parser.parse_args(arguments)
    sources = {one.name: one for one in load()}
    try:
        answer = _of_database(options.database, sources) if options.database else _of_network(options.pip_audit)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error} {FILE.name} stays as it is.\n")
        return 1
    said, withdrawn = answer
    before = sources[said.name].advisories if said.name in sources else []
    rows = {(one.package, one.id): one for one in (*before, *said.advisories) if one.id not in withdrawn}
    sources[said.name] = replace(said, advisories=[rows[key] for key in sorted(rows)])
    keep(FILE, list(sources.values()))
    known = [row for one in sources.values() for row in one.advisories]
    for line in open_ones(known, pins(EVERY), json.loads(ACCEPTED.read_text("utf-8"))):
        sys.stdout.write(f"{line}\n")
    return 0


def _of_database(folder: Path, sources: dict[str, AdvisorySource]) -> tuple[AdvisorySource, set[str]]:
    told = read_folder(folder, {pin.name for pin in pins(EVERY)})
    if DATABASE in sources and told.newest < newest([sources[DATABASE]]):
        message = f"The newest advisory of {folder} is of {told.newest}, older than what was asked before."
        raise ValueError(message)
    return AdvisorySource(DATABASE, _today(), told.newest.isoformat(), told.advisories), told.withdrawn


def _of_network(pip_audit: str) -> tuple[AdvisorySource, set[str]]:
    found: dict[tuple[str, str], Advisory] = {}
    for lock in EVERY:
        asked = subprocess.run(
            [pip_audit, "-r", lock, "--disable-pip", "--no-deps", "--format", "json", "--progress-spinner", "off"],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if not asked.stdout.startswith("{"):
            message = f"No answer for {lock} ({' '.join(asked.stderr.split())[-300:]})."
            raise ValueError(message)
        found |= {(one.package, one.id): one for one in told_by_pip_audit(json.loads(asked.stdout))}
    return AdvisorySource(NETWORK, _today(), _today(), list(found.values())), set()


def _advisory(row: dict[str, Any]) -> Advisory:
    return Advisory(**row | {"aliases": tuple(row.get("aliases", ()))})


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011 - a day on paper


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
