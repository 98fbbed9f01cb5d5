"""The licences of everything that is installed: read from the packages, named as SPDX does, held to a list.

`python -m tests.supply.licences` writes the table anew where a package came or went.
"""

import re
from importlib import metadata

from tests.fixtures.repository import ROOT
from tests.supply.locks import pins

PAGE = ROOT / "docs" / "licences" / "packages.md"
ALLOWED = frozenset(
    {
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "MIT-0"),
        *("MIT-CMU", "PSF-2.0", "Unlicense", "Zlib", "ZPL-2.1"),
        # Used as libraries that stay as they are and can be exchanged, which both allow.
        *("MPL-2.0", "LGPL-3.0-only"),
    }
)
"""Licences under which the portal may be handed on as a whole. GPL and AGPL are not among them."""
PLAIN = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Zope Public License": "ZPL-2.1",
    "BSD License; Apache Software License": "BSD-3-Clause OR Apache-2.0",
    "Apache Software License; MIT License": "Apache-2.0 AND MIT",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "The Unlicense (Unlicense)": "Unlicense",
    "OSI Approved; MIT License": "MIT",
}
READ_BY_HAND = {
    "colorama": "BSD-3-Clause",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "pyrage": "MIT",
}
"""Packages whose metadata says nothing or something else than their licence file, which was read instead."""


def said(name: str) -> str | None:
    """The licence of an installed package; None where it is not installed (another system, the second reader)."""
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    try:
        found = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    if expression := found.get("License-Expression"):
        return str(expression)
    classifiers = [one.rpartition(" :: ")[2] for one in found.get_all("Classifier") or [] if one.startswith("License")]
    told = "; ".join(classifiers) or str(found.get("License") or "").strip()
    return PLAIN.get(told, told)


def is_allowed(expression: str) -> bool:
    """Whether a licence may be used: each part of an `AND`, one part of an `OR`."""
    return all(
        any(choice.strip("() ") in ALLOWED for choice in re.split(r"\bOR\b", part))
        for part in re.split(r"\bAND\b(?![^()]*\))", expression)
    )


def rows() -> dict[str, str]:
    """The table as it stands."""
    found = dict(re.findall(r"^\| ([a-z0-9.-]+) \| (.+) \|$", PAGE.read_text("utf-8"), re.M))
    return {name: licence for name, licence in found.items() if name != "package"}


def main() -> None:
    """Write the table; a package that is not installed here keeps its row."""
    before = rows() if PAGE.exists() else {}
    names = sorted({pin.name for pin in pins()})
    lines = [f"| {name} | {said(name) or before.get(name, '?')} |" for name in names]
    head = (
        "# Licences of the installed packages\n\n"
        "Every package of `requirements.lock` and `requirements-second.lock`, with its licence as SPDX names it. Held\n"
        "against the packages and the allow-list of `tests/supply/licences.py`; `make licences` writes it anew.\n\n"
        "| package | licence |\n|---|---|\n"
    )
    PAGE.write_text(head + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
