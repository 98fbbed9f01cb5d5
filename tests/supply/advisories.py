"""Known weaknesses of what is pinned, kept in a dated file, so that they are looked for without a network too.

`python -m tests.supply.advisories` asks with pip-audit (in an environment of its own, see the Makefile) and adds what
it finds. What stands in the file is never forgotten: a pin that goes back below a mended version fails the suite.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date

from packaging.specifiers import SpecifierSet

from tests.fixtures.repository import ROOT
from tests.supply.locks import ALL, Pin, pins

FILE = ROOT / ".ci" / "advisories.json"
ACCEPTED = ROOT / ".ci" / "advisories-accepted.json"
"""Advisories that touch what is pinned and are lived with: number, and the reason in a sentence."""
OLD_AFTER_DAYS = 90


@dataclass(frozen=True)
class Advisory:
    """One weakness: which versions of a package have it; `fixed` is the first without, empty where there is none."""

    id: str
    package: str
    affected: str
    fixed: str

    def touches(self, pin: Pin) -> bool:
        """Whether a pinned package has it."""
        return pin.name == self.package and SpecifierSet(self.affected).contains(pin.version, prereleases=True)


def load() -> tuple[date, list[Advisory]]:
    """When was asked last, and everything known."""
    told = json.loads(FILE.read_text("utf-8"))
    return date.fromisoformat(told["date"]), [Advisory(**one) for one in told["advisories"]]


def open_ones(known: list[Advisory], locked: list[Pin], accepted: dict[str, str]) -> list[str]:
    """What is pinned although it is weak, and for which nobody has written a reason."""
    return [
        f"{one.id}: {pin.name} {pin.version}, mended in {one.fixed or 'no version'}"
        for one in known
        for pin in locked
        if one.touches(pin) and not accepted.get(one.id)
    ]


def is_old(asked: date, today: date) -> bool:
    """Whether it is time to ask again; a file that has become old fails nothing by itself."""
    return (today - asked).days > OLD_AFTER_DAYS


def main() -> int:
    """Ask about each lock, add what is new, write today's date; without an answer the file stays as it is."""
    _, known = load()
    seen = {(one.id, one.package) for one in known}
    for lock in ALL:
        asked = subprocess.run(
            [sys.argv[1], "-r", lock, "--disable-pip", "--no-deps", "--format", "json", "--progress-spinner", "off"],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if not asked.stdout.startswith("{"):
            sys.stderr.write(f"No answer for {lock}; {FILE.name} stays as it is.\n{asked.stderr[-500:]}\n")
            return 1
        for found in json.loads(asked.stdout)["dependencies"]:
            for weakness in found.get("vulns", ()):
                fixed = next(iter(weakness["fix_versions"]), "")
                affected = f"<{fixed}" if fixed else f"<={found['version']}"
                one = Advisory(weakness["id"], found["name"].lower().replace("_", "-"), affected, fixed)
                known += [] if (one.id, one.package) in seen else [one]
    told = {"date": date.today().isoformat(), "advisories": [vars(one) for one in known]}  # noqa: DTZ011 - a day on paper
    FILE.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    for line in open_ones(known, pins(ALL), json.loads(ACCEPTED.read_text("utf-8"))):
        sys.stdout.write(f"{line}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
