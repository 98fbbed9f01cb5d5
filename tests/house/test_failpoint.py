"""Every failpoint of the list stands in the code, every one in the code on the list, and what is armed strikes once."""

import errno
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal import failpoint
from portal.config import Config
from portal.errors import ConfigError
from portal.failpoint import Step
from tests.fixtures.repository import ROOT, SOURCES


@pytest.fixture(autouse=True)
def disarmed() -> Iterator[None]:
    """No test leaves a failpoint behind."""
    yield
    failpoint.arm("")


def test_each_step_is_a_place_in_the_code_and_there_are_no_others() -> None:
    texts = [path.read_text("utf-8") for path in SOURCES if path.name != "failpoint.py"]
    called = [step for text in texts for step in re.findall(r"failpoint\.reach\(failpoint\.Step\.([A-Z_]+)\)", text)]

    assert set(called) == set(Step.__members__)
    assert len(called) == sum(text.count("failpoint.reach(") for text in texts)


@pytest.mark.parametrize("text", ["", "put:error", "@/tidak/ada"])
def test_unarmed_or_at_another_step_nothing_happens(text: str) -> None:
    failpoint.arm(text)

    for step in Step:
        if step is not Step.PUT:
            failpoint.reach(step)


@pytest.mark.parametrize("step", Step)
def test_an_error_is_that_of_a_broken_disk(step: Step) -> None:
    failpoint.arm(f"{step}:error")

    with pytest.raises(OSError, match="failpoint") as met:
        failpoint.reach(step)
    assert met.value.errno == errno.EIO


def test_a_kill_ends_the_process() -> None:
    for text in ("hash", "hash:kill"):
        program = f"from portal import failpoint as f; f.arm({text!r}); f.reach(f.Step.PUT); f.reach(f.Step.HASH)"
        ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env={**os.environ}, check=False)
        assert ended.returncode == -signal.SIGKILL


def test_a_file_arms_a_running_process_for_one_strike(tmp_path: Path) -> None:
    order = tmp_path / "langkah"
    failpoint.arm(f"@{order}")
    failpoint.reach(Step.INDEX)
    order.write_text("index:error\n")

    failpoint.reach(Step.OUTBOX)
    with pytest.raises(OSError, match="failpoint"):
        failpoint.reach(Step.INDEX)
    failpoint.reach(Step.INDEX)
    assert not order.exists()


@pytest.mark.parametrize("text", ["langkah", "put:explode", ":kill", "PUT", "put:kill:3"])
def test_what_names_no_step_is_refused_at_the_start(text: str) -> None:
    with pytest.raises(ConfigError, match="PORTAL_FAILPOINT"):
        Config.from_env({"PORTAL_FAILPOINT": text})
