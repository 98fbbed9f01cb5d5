"""Watched folders: `FOLDER/<unit code>/file.pdf` becomes a draft of that unit; scanners and people put files there.

Whoever may write there is not trusted: nothing is followed out of the folder, and a file is taken only once it has come
to rest. What was taken lies in `diterima/` under the code of its naskah, what was refused in `ditolak/` beside a note
that says why. Nothing is ever deleted, and nothing is written over.
"""

import errno
import logging
import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from portal import clock, failpoint
from portal.cli.kiriman.taking import Taken, Taker, TurnTally
from portal.domain.berkas.filename import display_name
from portal.domain.kiriman.file_names import REFUSED, TAKEN, WHY, is_left_alone, kept_name
from portal.domain.permissions import NOBODY
from portal.errors import PortalError
from portal.models.kiriman import Way
from portal.services.kiriman import settling
from portal.services.kiriman.senders import KirimanSender, folder_sender
from portal.services.kiriman.settling import KirimanOutcome, Thing, key_of

log = logging.getLogger("portal.receive")

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_FRESH = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_HELD = os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
AGAIN_AFTER = 600.0
"""Seconds after which a file that could not be moved is looked at again: each look reads it whole."""
MOST_NAMES = 10_000
NO_UNIT = (
    "Folder ini tidak bernama kode unit yang terdaftar dan masih dibuka, jadi tidak diketahui naskah ini milik unit"
    " mana. Taruh lagi di folder unitnya, atau minta admin membetulkan nama folder ini."
)

Mark = tuple[int, int, int, int]


@dataclass(frozen=True)
class _Place:
    """An opened folder and its name."""

    name: str
    fd: int


class FolderWay:
    """Looks through the folders, one turn at a time."""

    def __init__(self, root: Path, taker: Taker, *, quiet: float, now: Callable[[], float] = time.time) -> None:
        self._root = root
        self._taker = taker
        self._database = taker.stores.database
        self._quiet = quiet
        self._now = now
        self._stuck: dict[tuple[str, str, Mark], float] = {}
        """What was dealt with and could not be moved, and until when it is passed over."""
        self._broken: Exception | None = None

    def turn(self) -> TurnTally:
        """Take in what has come to rest.

        Raises OSError where the folder itself cannot be read, and what one file came to, after the others.
        """
        tally = TurnTally()
        self._broken = None
        self._stuck = {key: until for key, until in self._stuck.items() if until > self._now()}
        with _opened(str(self._root), None) as root:
            for name in _names(root):
                if name not in (TAKEN, REFUSED) and not is_left_alone(name) and _is_folder(name, root):
                    try:
                        with _opened(name, root) as place:
                            self._look_through(place, tally)
                    except OSError as error:
                        tally.troubles.append(f"Folder {display_name(name)}: {error.strerror}.")
        if self._broken is not None:
            raise self._broken
        return tally

    def _look_through(self, place: _Place, tally: TurnTally) -> None:
        for name in _names(place):
            try:
                found = os.stat(name, dir_fd=place.fd, follow_symlinks=False)
            except FileNotFoundError:
                continue
            if not stat.S_ISREG(found.st_mode) or is_left_alone(name):
                continue
            # Of its times this is the one that nobody sets: a copy may bear the dates of what it was made from.
            if self._now() - found.st_ctime < self._quiet:
                tally.waiting += 1
            elif (place.name, name, _mark(found)) not in self._stuck:
                try:
                    self._deal_with(place, name, tally)
                except Exception as error:
                    # One file must not keep those behind it waiting for ever.
                    self._broken = self._broken or error

    def _deal_with(self, place: _Place, name: str, tally: TurnTally) -> None:
        shown = f"{display_name(place.name)}/{display_name(name)}"
        try:
            fd = os.open(name, _FILE, dir_fd=place.fd)
        except FileNotFoundError:
            return
        except OSError as error:
            tally.troubles.append(f"{shown} tidak dapat dibaca: {error.strerror}.")
            return
        with os.fdopen(fd, "rb") as source:
            found = os.fstat(source.fileno())
            if not stat.S_ISREG(found.st_mode):
                return
            try:
                with self._database.reading() as session:
                    known = folder_sender(session, place.name, clock.today())
                sender = known or KirimanSender(Way.FOLDER, display_name(place.name), NOBODY)
                if known is None:
                    key = key_of(Way.FOLDER, place.name, name, *map(str, _mark(found)))
                    taken = [(Thing(key, display_name(name), "", found.st_size), KirimanOutcome(reason=NO_UNIT))]
                else:
                    taken = self._taker.take(source, name, found.st_size, sender)
            except (PortalError, OSError) as error:
                tally.waiting += 1
                why = error.message if isinstance(error, PortalError) else error.strerror
                tally.troubles.append(f"{shown} belum dapat disimpan dan dicoba lagi: {why}")
                return
        with self._database.transaction() as session:
            for thing, outcome in taken:
                settling.settle(session, sender, thing, outcome, clock.utc_now())
        failpoint.reach(failpoint.Step.SETTLED)
        for _, outcome in taken:
            tally.count(outcome)
        self._put_away(place, name, _mark(found), taken, tally)

    def _put_away(self, place: _Place, name: str, mark: Mark, taken: Sequence[Taken], tally: TurnTally) -> None:
        try:
            if _mark(os.stat(name, dir_fd=place.fd, follow_symlinks=False)) != mark:
                return  # Somebody has put another file there meanwhile: the next turn looks at it.
            _move(place, name, taken)
        except FileNotFoundError:
            return
        except OSError as error:
            self._stuck[place.name, name, mark] = self._now() + AGAIN_AFTER
            tally.troubles.append(
                f"{display_name(place.name)}/{display_name(name)} sudah diproses tetapi tidak dapat dipindahkan:"
                f" {error.strerror}. Beri pengguna layanan hak menulis di folder itu."
            )
            return
        with self._database.transaction() as session:
            for thing, _ in taken:
                settling.note_answered(session, thing.key)


def _move(place: _Place, name: str, taken: Sequence[Taken]) -> None:
    """Put a file among the taken or the refused ones, with what there is to say beside it. Raises OSError."""
    kode = next((outcome.kode for _, outcome in taken if outcome.kode), "")
    told = _told(taken)
    target = TAKEN if kode else REFUSED
    with suppress(FileExistsError):
        os.mkdir(target, 0o770, dir_fd=place.fd)
    with _opened(target, place) as kept:
        for number in range(1, MOST_NAMES):
            free = kept_name(name, kode, number)
            held = (free, free + WHY) if told else (free,)
            if _hold(held, kept):
                break
        else:
            raise OSError(errno.EEXIST, "terlalu banyak berkas bernama sama")
        try:
            if told:
                with os.fdopen(os.open(free + WHY, _HELD, dir_fd=kept.fd), "w", encoding="utf-8") as note:
                    note.write(told)
                    note.flush()
                    os.fsync(note.fileno())
            os.rename(name, free, src_dir_fd=place.fd, dst_dir_fd=kept.fd)
        except OSError:
            _give_back(held, kept)
            raise
        os.fsync(kept.fd)
        os.fsync(place.fd)


def _hold(names: Sequence[str], inside: _Place) -> bool:
    """Hold names by empty files, all or none: whatever lies under one of them already is never written over."""
    for at, name in enumerate(names):
        try:
            os.close(os.open(name, _FRESH, 0o660, dir_fd=inside.fd))
        except OSError as error:
            _give_back(names[:at], inside)
            if isinstance(error, FileExistsError):
                return False
            raise
    return True


def _give_back(names: Sequence[str], inside: _Place) -> None:
    """Let go of names that are held, or every further try would leave empty files."""
    for name in names:
        with suppress(OSError):
            os.unlink(name, dir_fd=inside.fd)


def _told(taken: Sequence[Taken]) -> str:
    """What is written beside a file: why it was refused, or what became of each part of it."""
    if len(taken) == 1:
        return f"{taken[0][1].reason}\n" if taken[0][1].reason else ""
    lines = (f"{thing.nama}: {outcome.kode or outcome.reason}\n" for thing, outcome in taken)
    return "".join(lines)


@contextmanager
def _opened(name: str, inside: _Place | None) -> Iterator[_Place]:
    fd = os.open(name, _FOLDER, dir_fd=None if inside is None else inside.fd)
    try:
        yield _Place(name, fd)
    finally:
        os.close(fd)


def _names(place: _Place) -> list[str]:
    with os.scandir(place.fd) as entries:
        return sorted(entry.name for entry in entries)


def _is_folder(name: str, inside: _Place) -> bool:
    try:
        return stat.S_ISDIR(os.stat(name, dir_fd=inside.fd, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return False


def _mark(found: os.stat_result) -> Mark:
    """What changes when a file is another one, or has other bytes."""
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
