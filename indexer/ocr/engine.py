"""The text recogniser Tesseract as a program of the operating system, run once for each picture and shut in.

It gets the picture as its open input and answers into an open file, so it has to reach nothing else. Whatever happens
to it is a value: a page that cannot be read must not stop the worker.
"""

import contextlib
import math
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from indexer.ocr.tsv import OcrPage, parse

MEMORY_BYTES = 1024 * 1024 * 1024
"""Two languages need about 300 MiB for an A4 page at 300 dpi."""

OUTPUT_BYTES = 16 * 1024 * 1024
OPEN_FILES = 64
LEAST_SECONDS = 0.2
SURE_OF_ORIENTATION = 1.0
"""Tesseract's own measure; below it the guess is as often wrong as right."""

_OPEN_INPUT = "/proc/self/fd/0"
"""The open input by its name in the file system: called `stdin`, it would be fetched letter by letter."""

_CHECK_SECONDS = 20.0
_LANG = re.compile(r"[a-z]{3}(_[a-z]+)?(\+[a-z]{3}(_[a-z]+)?)*")
_ORIENTATION = re.compile(r"^(Orientation in degrees|Orientation confidence): ([0-9.]{1,9})$", re.MULTILINE)
_CODE = str(Path(__file__).resolve().parent.parent.parent)


class OcrFailure(StrEnum):
    """Why a page has no recognised text; a fact to record, not an error of the program."""

    missing = "missing"
    no_picture = "no_picture"
    timeout = "timeout"
    limit = "limit"
    crashed = "crashed"
    garbled = "garbled"


SENTENCE = {
    OcrFailure.missing: "Halaman ini belum terbaca: mesin pengenal teks belum terpasang.",
    OcrFailure.no_picture: "Halaman ini tidak dapat digambar untuk dikenali teksnya.",
    OcrFailure.timeout: "Pengenalan teks halaman ini melampaui batas waktu.",
    OcrFailure.limit: "Pengenalan teks halaman ini melampaui batas memori atau waktu prosesor.",
    OcrFailure.crashed: "Mesin pengenal teks berhenti mendadak pada halaman ini.",
    OcrFailure.garbled: "Jawaban mesin pengenal teks untuk halaman ini tidak dapat dipahami.",
}
"""What is said about each failure to people."""


@dataclass(frozen=True)
class Availability:
    """Whether texts can be recognised here; `reason` is for people and empty if so."""

    is_available: bool
    version: str = ""
    reason: str = ""


class OcrEngine:
    """Tesseract with one or more languages (`ind+eng`); safe to share between threads, which it runs side by side.

    `program` is a name to look up or a path. A missing engine is looked for again at every question, so that it may be
    installed while the worker runs; a present one is asked for its version and languages once.
    """

    def __init__(self, lang: str, *, program: str = "tesseract") -> None:
        self.lang = lang
        self._program = program
        self._found: Availability | None = None
        self._turn = threading.Lock()

    @property
    def availability(self) -> Availability:
        """Whether the program and all its languages are here."""
        with self._turn:
            if self._found is None or not self._found.is_available:
                self._found = self._look()
            return self._found

    @property
    def is_available(self) -> bool:
        """Whether pages can be read now."""
        return self.availability.is_available

    @property
    def version(self) -> str:
        """Name and version, to be kept with what was read; empty if there is no engine."""
        return self.availability.version

    @property
    def reason(self) -> str:
        """Why pages cannot be read, in a sentence for people; empty if they can."""
        return self.availability.reason

    def read(self, image: Path, *, seconds: float, dpi: float = 0.0) -> OcrPage | OcrFailure:
        """The text of a picture within this wall-clock time; `dpi` 0 means unknown. Raises nothing."""
        options = ["-l", self.lang, "--psm", "3", *_resolution(dpi)]
        answer = self._ask(image, [*options, "tsv"], seconds)
        if isinstance(answer, OcrFailure):
            return answer
        try:
            return parse(answer.decode())
        except ValueError:
            return OcrFailure.garbled

    def turn_of(self, image: Path, *, seconds: float, dpi: float = 0.0) -> int:
        """Degrees to the left by which a picture must be turned to stand upright; 0 if the engine cannot tell."""
        answer = self._ask(image, ["-l", "osd", "--psm", "0", *_resolution(dpi)], seconds)
        if isinstance(answer, OcrFailure):
            return 0
        said = dict(_ORIENTATION.findall(answer.decode(errors="replace")))
        try:
            turn, sureness = int(said["Orientation in degrees"]), float(said["Orientation confidence"])
        except (KeyError, ValueError):
            return 0
        return turn if turn in (90, 180, 270) and sureness >= SURE_OF_ORIENTATION else 0

    def _ask(self, image: Path, options: list[str], seconds: float) -> bytes | OcrFailure:
        program = shutil.which(self._program)
        if program is None or not self.is_available:
            return OcrFailure.missing
        if seconds < LEAST_SECONDS:
            return OcrFailure.timeout
        try:
            with image.open("rb") as picture:
                return _run([program, _OPEN_INPUT, "stdout", *options], picture.fileno(), seconds)
        except OSError:
            return OcrFailure.no_picture

    def _look(self) -> Availability:
        if not _LANG.fullmatch(self.lang):
            return Availability(False, "", f"Bahasa pengenal teks “{self.lang}” tidak sah. Contoh: ind+eng.")
        program = shutil.which(self._program)
        if program is None:
            packages = ["tesseract-ocr", *(f"tesseract-ocr-{name}" for name in self.lang.split("+"))]
            return Availability(False, "", f"Tesseract belum terpasang. Pasang paket {', '.join(packages)}.")
        with Path(os.devnull).open("rb") as nothing:
            version = _run([program, "--version"], nothing.fileno(), _CHECK_SECONDS)
            listed = _run([program, "--list-langs"], nothing.fileno(), _CHECK_SECONDS)
        if isinstance(version, OcrFailure) or isinstance(listed, OcrFailure):
            return Availability(False, "", "Tesseract terpasang tetapi tidak dapat dijalankan.")
        has = set(listed.decode(errors="replace").split())
        lacking = [name for name in dict.fromkeys([*self.lang.split("+"), "osd"]) if name not in has]
        if lacking:
            packages = [f"tesseract-ocr-{name.replace('_', '-')}" for name in lacking]
            return Availability(
                False, "", f"Data bahasa Tesseract belum terpasang. Pasang paket {', '.join(packages)}."
            )
        return Availability(True, (version.decode(errors="replace").splitlines() or [""])[0][:100])


def _resolution(dpi: float) -> list[str]:
    return ["--dpi", str(round(dpi))] if dpi >= 1 else []


def _run(command: list[str], stdin: int, seconds: float) -> bytes | OcrFailure:
    """What a shut-in program wrote, or how it failed; nothing of its process group is left behind."""
    limits = (MEMORY_BYTES, math.ceil(seconds) + 1, OUTPUT_BYTES, OPEN_FILES, os.getpid())
    launcher = [sys.executable, "-P", "-s", "-S", "-m", "indexer.ocr.launcher", ",".join(map(str, limits))]
    output = os.memfd_create("answer")
    try:
        process = subprocess.Popen(  # noqa: S603 - our own launcher and the program the administrator installed.
            [*launcher, *command],
            cwd="/",
            env=_bare_environment(),
            stdin=stdin,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        is_in_time = _await_end(process, seconds)
        if not is_in_time:
            return OcrFailure.timeout
        if process.returncode in (-signal.SIGXCPU, -signal.SIGXFSZ, -signal.SIGKILL):
            return OcrFailure.limit
        if process.returncode != 0:
            return OcrFailure.crashed
        return os.pread(output, OUTPUT_BYTES, 0)
    finally:
        os.close(output)


def _await_end(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait for the end of a program and kill what is left of its group; False if its time ran out first."""
    ending = os.pidfd_open(process.pid)
    try:
        watch = select.poll()
        watch.register(ending, select.POLLIN)
        is_in_time = bool(watch.poll(max(0.0, seconds) * 1000))
        # Not reaped yet, so its number belongs to it and to nobody else.
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    finally:
        os.close(ending)
        process.wait()
    return is_in_time


def _bare_environment() -> dict[str, str]:
    """Nothing of the worker's own settings; where an administrator keeps the language data is the one exception."""
    kept = {name: os.environ[name] for name in ("TESSDATA_PREFIX",) if name in os.environ}
    fixed = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    return {**kept, **fixed, "PYTHONPATH": _CODE, "PYTHONDONTWRITEBYTECODE": "1"}
