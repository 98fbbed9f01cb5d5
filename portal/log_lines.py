"""Log lines: each one JSON object, without anything that a reader of logs may not know.

An error is told by its kind and the places it passed, never by its own words: those of a database or a parser repeat
the value they stumbled over, which may be the title of a draft. Long runs of letters, as tokens and digests are, are
cut.
"""

import json
import logging
import re
import sys
import threading
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

LONGEST_MESSAGE = 2_000
MOST_PLACES = 12
MOST_CAUSES = 5
_SECRET = re.compile(r"[A-Za-z0-9_-]{24,}")
_KEPT = 8
"""Letters of a digest that stay, so that two lines about the same thing can be told to be."""

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The number of the request that is being answered; empty outside of any."""


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _shortened(record.getMessage()),
            "process": record.process,
        }
        if number := request_id.get():
            line["request"] = number
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = _told(record.exc_info[1])
        return json.dumps(line)


class _Stderr(logging.Handler):
    """Writes to standard error, whatever that is at the moment."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        try:
            sys.stderr.write(f"{self.format(record)}\n")
            sys.stderr.flush()
        except Exception:  # Whoever logs must not fail because the log does.
            self.handleError(record)


def install() -> None:
    """Let everything this process logs be lines of JSON on standard error."""
    root = logging.getLogger()
    if not any(isinstance(handler, _Stderr) for handler in root.handlers):
        handler = _Stderr()
        handler.setFormatter(JsonLines())
        root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # It warns of what went wrong behind an error that it raises anyway, beside the one line that says what to do.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    logging.captureWarnings(True)
    threading.excepthook = _thread_failed


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None:
        found = (failed.exc_type, failed.exc_value, failed.exc_traceback)
        logging.getLogger("portal").error("a thread failed", exc_info=found)


def _shortened(message: str) -> str:
    cut = _SECRET.sub(lambda found: f"{found[0][:_KEPT]}…", message[: LONGEST_MESSAGE + 1])
    return cut if len(message) <= LONGEST_MESSAGE else f"{cut[:LONGEST_MESSAGE]}…"


def _told(error: BaseException) -> dict[str, object]:
    kinds: list[str] = []
    current: BaseException | None = error
    while current is not None and len(kinds) < MOST_CAUSES:
        kinds.append(f"{type(current).__module__}.{type(current).__qualname__}{_code(current)}")
        current = current.__cause__ or current.__context__
    return {"kinds": kinds, "at": _places(error.__traceback__)}


def _code(error: BaseException) -> str:
    # What the operating system and the databases give as a number says much and repeats nothing.
    code = getattr(error, "errno", None) or getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    return f" ({code})" if code else ""


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    # Deep within a library it is our own line that tells what was wanted, and the last one where it ended.
    own = [frame for frame in frames[:-1] if "site-packages" not in frame.filename]
    told = [*own, *frames[-1:]][-MOST_PLACES:]
    return [f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}" for frame in told]
