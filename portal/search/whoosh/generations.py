"""Where the index lies: one folder a generation, and a small file that names the one in use.

    index/CURRENT          name of the folder in use, replaced at once
    index/gen-000007/      a Whoosh index, with the number of its format in a file beside
    index/LOCK             held while a generation is being made

A rebuild fills a new folder and then moves the pointer; the folder before it stays until the next rebuild, for
readers that were just opening it.
"""

import contextlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from portal.search.interface import FORMAT as ENTRIES
from portal.search.on_disk import only_process, sync

_NAME = re.compile(r"gen-(\d{6,})")
_POINTER = "CURRENT"
_FORMAT = "FORMAT"
LAYOUT = 2
"""How the files of a generation lie; a new number has the index made anew, and the old one answers till then."""

FORMAT = f"{ENTRIES}.{LAYOUT}"
"""What is made of a document, and how it lies in files."""

_PRIVATE = 0o700


class Generations:
    """The folder of an index. The files are pickles: whoever may write them may run code, so it is private."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> str | None:
        """Name of the generation in use, or None where there is none."""
        try:
            name = (self.path / _POINTER).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return name if _NAME.fullmatch(name) else None

    def folder(self, name: str) -> Path:
        """Folder of a generation."""
        return self.path / name

    def begin(self) -> str:
        """Make an empty folder for the next generation."""
        self.path.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        name = f"gen-{max(self._numbers(), default=0) + 1:06d}"
        self.folder(name).mkdir(mode=_PRIVATE)
        (self.folder(name) / _FORMAT).write_text(FORMAT, encoding="ascii")
        return name

    def format_of(self, name: str) -> str:
        """The format a generation was made in; empty where it was made before formats had numbers."""
        try:
            return (self.folder(name) / _FORMAT).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            return ""

    def finish(self, name: str) -> None:
        """Put a filled generation to use: everything on disk first, then the pointer, then the old ones go."""
        before = self.current()
        for file in self.folder(name).iterdir():
            sync(file)
        sync(self.folder(name))
        pointer = self.path / f"{_POINTER}.new"
        pointer.write_text(name, encoding="ascii")
        sync(pointer)
        pointer.replace(self.path / _POINTER)
        sync(self.path)
        for folder in self._folders():
            if folder.name not in (name, before):
                shutil.rmtree(folder, ignore_errors=True)

    def abandon(self, name: str) -> None:
        """Throw away a generation that was not finished."""
        shutil.rmtree(self.folder(name), ignore_errors=True)

    @contextlib.contextmanager
    def making(self) -> Iterator[None]:
        """Only one process makes a generation; raises SearchUnavailableError when another one does."""
        self.path.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        with only_process(self.path / "LOCK"):
            yield

    def _folders(self) -> list[Path]:
        return [folder for folder in self.path.iterdir() if _NAME.fullmatch(folder.name)]

    def _numbers(self) -> list[int]:
        return [int(folder.name.removeprefix("gen-")) for folder in self._folders()]
