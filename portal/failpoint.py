"""Failpoints: at named steps of taking a file in and publishing it, a test can have this process die or meet an error.

Off unless `PORTAL_FAILPOINT` is set, which production refuses. `STEP` or `STEP:kill` ends the process by kill -9 as it
comes to that step, `STEP:error` lets it meet a broken disk there. `@FILE` looks into a file at every step for one of
these, and removes it when it strikes: a drill can thus strike once in a process that runs already.
"""

import errno
import os
import signal
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Step(StrEnum):
    """The steps from the first byte of an upload to the letters that tell of it, in their order."""

    SPOOL_OPEN = "spool-open"
    MID_STREAM = "mid-stream"
    HASH = "hash"
    INTENT = "intent"
    PUT = "put"
    VERIFY_READ = "verify-read"
    SECOND_COPY = "second-copy"
    ACCEPT_COMMIT = "accept-commit"
    RECEIPT = "receipt"
    EXTRACT = "extract"
    THUMBNAIL = "thumbnail"
    PUBLISH_COMMIT = "publish-commit"
    INDEX = "index"
    INDEX_LIST = "index-list"
    OUTBOX = "outbox"
    TAKEN = "taken"
    """Of what comes in by folder or mail: stored, and not yet noted."""
    SETTLED = "settled"
    """Noted, and still where it came in."""
    FOLLOW_ANEW = "follow-anew"
    """Of the index of a host: both made anew, and how far they are not yet kept."""
    FOLLOW_COMMIT = "follow-commit"
    """Both hold what was listed, and how far they are not yet kept."""
    FOLLOW_POSITION = "follow-position"
    """How far they are is written, and not yet in its place."""


@dataclass(frozen=True)
class Failpoint:
    """What happens at which step."""

    step: Step
    is_error: bool = False


_FILE = "@"
_ACTIONS = ("kill", "error")
_armed: Failpoint | Path | None = None


def read(text: str) -> Failpoint | Path | None:
    """What a setting says; None where it is empty. Raises ValueError where it names no step or nothing to do."""
    if not text:
        return None
    if text.startswith(_FILE):
        return Path(text.removeprefix(_FILE))
    step, _, action = text.partition(":")
    if action not in ("", *_ACTIONS):
        raise ValueError(action)
    return Failpoint(Step(step), is_error=action == "error")


def arm(text: str) -> None:
    """Let this process fail as the setting says, and no longer as an earlier one did."""
    # The steps lie in rooms that are handed no settings.
    global _armed
    _armed = read(text)


def reach(step: Step) -> None:
    """Come to a step. Raises OSError where the failpoint says so; where it says kill, nothing comes after this."""
    if _armed is None:
        return
    found = _take(_armed, step) if isinstance(_armed, Path) else _armed
    if found is None or found.step is not step:
        return
    if found.is_error:
        raise OSError(errno.EIO, "failpoint")
    os.kill(os.getpid(), signal.SIGKILL)


def _take(path: Path, step: Step) -> Failpoint | None:
    """What a file orders for this step; whoever removes the file carries it out, so it strikes once."""
    try:
        found = read(path.read_text("ascii").strip())
        if not isinstance(found, Failpoint) or found.step is not step:
            return None
        path.unlink()
    except (OSError, ValueError):
        return None
    return found
