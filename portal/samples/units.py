"""The organisation tree the samples live in: codes are slugs of this portal, names are public facts."""

import csv
from functools import lru_cache
from importlib import resources

UnitRow = tuple[str, str, str, str | None]


@lru_cache(maxsize=1)
def sample_units() -> tuple[UnitRow, ...]:
    """Every unit as (code, name, kind, parent code or None); a parent always comes before its children."""
    text = (resources.files("portal.samples") / "data" / "units.csv").read_text(encoding="utf-8")
    return tuple(
        (row["code"], row["name"], row["kind"], row["parent_code"] or None) for row in csv.DictReader(text.splitlines())
    )
