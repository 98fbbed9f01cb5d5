"""The wheel carries what it needs and runs where it is installed, far from the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_migrations_templates_and_static_files(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    wanted = [
        "migrations/HEAD",
        "migrations/env.py",
        "portal/web/templates/base.html",
        "portal/web/static/icons.svg",
        "portal/web/capitals.csv",
        "portal/web/policy.csv",
        "portal/domain/naskah/status.csv",
        "portal/web/translations/en/LC_MESSAGES/messages.po",
        "portal/domain/language/kata_dasar.txt",
        "portal/samples/data/units.csv",
        "portal/legal/tenggat.toml",
        "portal/legal/libur/2025.toml",
        "indexer/__main__.py",
    ]
    assert [name for name in wanted if name not in names] == []
    assert [name for name in names if name.startswith(("tests/", "docs/", "var/"))] == []


def test_the_wheel_runs_when_installed_elsewhere(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")},
        "PYTHONPATH": str(tmp_path / "site"),
        "PORTAL_DATA_DIR": str(tmp_path / "var"),
    }
    # -P keeps the checkout out of the way even if it is the working folder.
    run = [sys.executable, "-P", "-m", "portal"]

    migrated = subprocess.run([*run, "migrate"], cwd=tmp_path, env=environ, capture_output=True, text=True, check=True)
    where = subprocess.run(
        [sys.executable, "-P", "-c", "import portal.wiring as w, migrations as m; print(w.__file__, m.__file__)"],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "→ 00" in migrated.stdout
    assert where.stdout.count(str(tmp_path / "site")) == 2
