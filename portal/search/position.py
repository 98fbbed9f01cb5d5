"""How far the indexes of a folder have followed the list of changes, kept beside them.

    index/POSITION     the last line that both indexes hold, replaced at once
    index/COMPLETE     its time of change: until when both hold everything that was listed
    index/FOLLOWER     held by the process that follows

A position is kept only after what it claims is on the disk, so a machine that loses its power may have followed more
than it says, never less.
"""

import contextlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from portal import failpoint
from portal.search.on_disk import only_process, sync

BEHIND_SECONDS = 60.0
"""For so long an index may be without all that is listed before its host says that it is not as it should be."""
_NOTED_SECONDS = 5.0
_PRIVATE, _PRIVATE_FILE = 0o700, 0o600


@dataclass(frozen=True)
class Position:
    """A line of the list: everything up to it is held. `kode` and `at` tell one history of numbers from another."""

    epoch: str
    nomor: int
    kode: str = ""
    at: str = ""


class IndexFolder:
    """The folder in which the two indexes of a host lie."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def position(self) -> Position | None:
        """How far both indexes have followed; None where nothing can be said for certain."""
        try:
            found = json.loads(self._position.read_text("utf-8"))
            position = Position(**found)
        except (OSError, ValueError, TypeError):
            return None
        is_sound = isinstance(position.nomor, int) and all(
            isinstance(text, str) for text in (position.epoch, position.kode, position.at)
        )
        return position if is_sound else None

    def keep(self, position: Position) -> None:
        """Both indexes hold everything up to this line."""
        self._sync_all()
        beside = self.path / "POSITION.new"
        beside.touch(mode=_PRIVATE_FILE)
        beside.write_text(json.dumps(asdict(position)), "utf-8")
        sync(beside)
        failpoint.reach(failpoint.Step.FOLLOW_POSITION)
        beside.replace(self._position)
        sync(self.path)

    def forget(self) -> None:
        """From here on nothing is certain, until a position is kept again."""
        if self.path.is_dir():
            self._position.unlink(missing_ok=True)
            sync(self.path)

    def note_complete(self, until: datetime) -> None:
        """Both indexes hold everything that was listed until an instant."""
        seconds, behind = until.timestamp(), self.seconds_behind()
        if behind is None or seconds - (time.time() - behind) > _NOTED_SECONDS:
            self._complete.touch()
            os.utime(self._complete, (seconds, seconds))

    def seconds_behind(self) -> float | None:
        """For how long both indexes may lack something of the list; None where they never held all of it."""
        try:
            return max(0.0, time.time() - self._complete.stat().st_mtime)
        except OSError:
            return None

    def is_behind(self) -> bool:
        """Whether the indexes lack too much to be relied upon: nobody follows, or they are being made."""
        since = self.seconds_behind()
        return since is None or since > BEHIND_SECONDS

    @contextlib.contextmanager
    def following(self) -> Iterator[None]:
        """Only one process follows for a folder; raises SearchBusyError where another one does."""
        self.path.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        with only_process(self.path / "FOLLOWER"):
            yield

    @property
    def _position(self) -> Path:
        return self.path / "POSITION"

    @property
    def _complete(self) -> Path:
        return self.path / "COMPLETE"

    def _sync_all(self) -> None:
        """Have everything below on the disk: a commit of an index by itself only hands it to the machine."""
        for folder, _, names in os.walk(self.path):
            for name in names:
                with contextlib.suppress(FileNotFoundError):
                    sync(Path(folder, name))
            sync(Path(folder))
