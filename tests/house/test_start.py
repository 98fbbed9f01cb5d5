"""A start loads what it needs and no more: every command, test and process pays for it."""

import subprocess
import sys

import pytest

RARE = (
    "alembic", "authlib", "boto3", "icalendar", "openpyxl", "pdfplumber", "pikepdf", "pyhanko", "reportlab", "webauthn",
)  # fmt: skip
"""Libraries of a feature that few ask for."""


@pytest.mark.parametrize(
    ("module", "heavy"),
    [("portal.cli.main", (*RARE, "flask", "sqlalchemy", "numpy")), ("portal.app", RARE)],
    ids=["the command line", "the web"],
)
def test_libraries_of_rare_features_are_loaded_when_they_are_used(module: str, heavy: tuple[str, ...]) -> None:
    told = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"], capture_output=True, text=True, check=True
    )

    assert set(heavy).isdisjoint(told.stdout.split())
