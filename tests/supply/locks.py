"""What the lock files pin: packages with their versions and the digests of their files."""

import re
from dataclasses import dataclass

from tests.fixtures.repository import read

RUNNING = ("requirements.lock", "requirements-second.lock")
"""What a portal is made of; the other lock adds what tests need."""
ALL = (*RUNNING, "requirements-dev.lock")
EVERY = (*ALL, "requirements-mutants.lock", ".ci/pip-audit.lock", ".ci/semgrep.lock")
"""With what the tools beside the suite are made of: they run on the machine of whoever builds."""


@dataclass(frozen=True)
class Pin:
    """One package of a lock file; the same package may stand there twice, for different systems."""

    name: str
    version: str
    digests: tuple[str, ...]


def pins(locks: tuple[str, ...] = RUNNING) -> list[Pin]:
    """Every package with its version, each pair once, in alphabetical order."""
    found: dict[tuple[str, str], Pin] = {}
    for lock in locks:
        for entry in re.split(r"\n(?=[a-z0-9])", read(lock).strip()):
            head = re.match(r"([a-z0-9.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", entry)
            assert head is not None, entry
            digests = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry))
            found.setdefault((head[1], head[2]), Pin(head[1], head[2], digests))
    return [found[key] for key in sorted(found)]
