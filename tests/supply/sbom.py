"""A list of parts in the form of CycloneDX 1.6, from the lock files: `python -m tests.supply.sbom FILE`.

The same locks give the same bytes: without an instant and without a random number.
"""

import json
import sys
import tomllib
from pathlib import Path

from tests.fixtures.repository import read
from tests.supply import licences
from tests.supply.locks import pins

VENDORED = (
    ("library", "plus-jakarta-sans", "OFL-1.1"),
    ("library", "source-serif-4", "OFL-1.1"),
    ("library", "lucide", "ISC"),
)
"""What lies in the repository itself and is served: fonts and drawings."""


def parts() -> dict[str, object]:
    """The whole list."""
    project = tomllib.loads(read("pyproject.toml"))["project"]
    licence_of = licences.rows()
    reference = f"pkg:pypi/{project['name']}@{project['version']}"
    listed = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{pin.name}@{pin.version}",
            "purl": f"pkg:pypi/{pin.name}@{pin.version}",
            "name": pin.name,
            "version": pin.version,
            "licenses": [_licence(licence_of[pin.name])],
            # Of each file that may be installed for some system.
            "properties": [{"name": "lock:sha256", "value": digest} for digest in pin.digests],
        }
        for pin in pins()
    ]
    kept = [
        {"type": kind, "bom-ref": f"vendored:{name}", "name": name, "licenses": [_licence(licence)]}
        for kind, name, licence in VENDORED
    ]
    itself = {
        "type": "application",
        "bom-ref": reference,
        "purl": reference,
        "name": project["name"],
        "version": project["version"],
    }
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": itself},
        "components": listed + kept,
        "dependencies": [{"ref": reference, "dependsOn": [one["bom-ref"] for one in [*listed, *kept]]}],
    }


def _licence(expression: str) -> dict[str, object]:
    if " " in expression:
        return {"expression": expression}
    return {"license": {"id": expression}}


def main() -> None:
    """Write the list to the file that is named."""
    place = Path(sys.argv[1])
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(parts(), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
