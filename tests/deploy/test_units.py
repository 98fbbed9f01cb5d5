"""What docs/deploy gives to systemd, a shell and containers is sound: judged by the programs that will read it."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from indexer.__main__ import make_parser
from portal.cli.main import portal
from tests.fixtures.repository import ROOT, read
from tests.fixtures.shell_blocks import PAGE, shell_blocks

DEPLOY = ROOT / "docs/deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
MOST_EXPOSED = 20
"""Tenths of what `systemd-analyze security` calls exposure; beyond 2.0 the word for it is no longer OK."""
SECRET_FILES = {
    "aws",
    "PORTAL_SECRET_KEY",
    "PORTAL_MAIL_URL",
    "PORTAL_LOG_KEY",
    "PORTAL_BACKUP_SECRET_KEY",
    "PORTAL_IMAP_PASSWORD",
}


def analyse(*arguments: object) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemd-analyze")
    if program is None:
        raise RuntimeError("systemd-analyze is missing: apt-get install systemd")
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)


def test_systemd_reads_every_unit_without_a_remark(tmp_path: Path) -> None:
    for path in [*UNITS, *(DEPLOY / "systemd").glob("*.timer")]:
        # The programs and the settings are those of a machine on which the portal is installed.
        told = re.sub(r"/opt/portal/bin/\w+", "/bin/true", path.read_text("utf-8"))
        (tmp_path / path.name).write_text(told)

    judged = analyse("verify", "--man=no", *sorted(tmp_path.glob("portal-*")))

    # What it says of other units of this machine is not about ours.
    assert [line for line in judged.stderr.splitlines() if "portal-" in line] == []
    assert len(UNITS) == 5


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_every_service_is_walled_in(path: Path) -> None:
    judged = analyse("security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", path)

    assert judged.returncode == 0, judged.stdout[-200:]


def test_units_name_commands_of_ours_and_secrets_that_the_page_makes() -> None:
    texts = [path.read_text("utf-8") for path in UNITS]
    begun = {words for text in texts for words in re.findall(r"^ExecStart=/opt/portal/bin/(\S+ \S+)", text, re.M)}
    handed = {
        name for text in texts for name in re.findall(r"^LoadCredential=(\w+):/etc/portal/secrets/\1$", text, re.M)
    }

    assert {words for words in begun if not _is_command(words.split())} == set()
    assert handed == SECRET_FILES
    assert {name for name in handed if not re.search(rf"\b{name}\b", "".join(shell_blocks()))} == set()


def test_shells_read_every_block_and_find_every_file_it_names() -> None:
    blocks = [*shell_blocks(), *shell_blocks("upgrade"), *shell_blocks("containers")]
    for text in [*blocks, read("docs/deploy/systemd/portal-command")]:
        assert subprocess.run(["sh", "-n"], input=text, text=True, capture_output=True, check=False).stderr == ""

    named = set(re.findall(r"\b(docs/deploy/[\w./*-]*\w)", "".join(blocks)))
    assert len(blocks) == 8
    assert {name for name in named if not list(ROOT.glob(name))} == set()
    assert PAGE in {f"docs/deploy/{path.name}" for path in DEPLOY.iterdir()}


def test_the_services_of_compose_write_nowhere_but_to_their_volumes_and_have_what_they_name() -> None:
    told: dict[str, Any] = yaml.safe_load(read("docs/deploy/container/compose.yaml"))
    ours = {name: one for name, one in told["services"].items() if one["image"].startswith("localhost/")}

    assert set(ours) == {"web", "indexer", "backup", "receive"}
    for one in ours.values():
        assert one["read_only"] is True
        assert one["user"] == "10001:10001"
        assert one["cap_drop"] == ["ALL"]
        assert _is_command(one["command"][:2])
    for one in told["services"].values():
        assert set(one.get("secrets", [])) <= set(told["secrets"])
        assert {name.split(":")[0] for name in one["volumes"] if name[0] not in "./"} <= set(told["volumes"])
        assert set(one["networks"]) <= set(told["networks"])
    made = "".join(shell_blocks("containers"))
    assert {name for name in told["secrets"] if not re.search(rf"\b{name}\b", made)} == set()
    assert {name for name in ("web", "database", "objects") if "healthcheck" not in told["services"][name]} == set()


def test_the_image_is_made_of_locked_packages_and_runs_as_nobody_of_note() -> None:
    text = read("docs/deploy/container/Containerfile").replace("\\\n", " ")
    final = text[text.rindex("\nFROM ") :]
    installs = re.findall(r"pip install [^&;\n]+", text)
    let_in = {line[1:] for line in read(".containerignore").splitlines() if line.startswith("!")}
    copied = {name for names in re.findall(r"^COPY ((?!--)[^\n]+) \S+$", text, re.M) for name in names.split()}

    assert re.search(r"^USER 10001:10001$", final, re.M)
    assert all("--require-hashes" in one or "--no-deps" in one for one in installs)
    assert copied == let_in
    assert {name for name in copied if not (ROOT / name).exists()} == set()


def _is_command(words: list[str]) -> bool:
    """Whether `portal` or `indexer` knows what stands behind it."""
    if words[0] == "indexer":
        return words[1] in str(make_parser()._actions[1].choices)
    return words[0] == "portal" and isinstance(portal, click.Group) and words[1] in portal.commands
