"""The mark that keeps a restored portal closed to the public until somebody has looked at what its backup cannot know.

It lies in the data folder from before the first byte is restored, so that a restoration which breaks off leaves the
portal closed, and nothing but opening it takes it away.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from portal.errors import ClosedError

MARK = "closed"
_TEXT = "Repositori sedang dipulihkan dan dibuka lagi sesudah isinya diperiksa. Silakan coba beberapa waktu lagi."


def is_closed(data_dir: Path) -> bool:
    """Whether the portal of this folder is closed to the public."""
    return (data_dir / MARK).exists()


def refuse_closed(data_dir: Path) -> None:
    """Raise ClosedError where the portal is closed."""
    if is_closed(data_dir):
        raise ClosedError(_TEXT)


def close(data_dir: Path, facts: Mapping[str, str]) -> None:
    """Close the portal, noting why."""
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = data_dir / f".{MARK}"
    fresh.touch(mode=0o600)
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(dict(facts), file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(data_dir / MARK)


def why_closed(data_dir: Path) -> dict[str, str]:
    """What was noted when it was closed; nothing where the note cannot be read."""
    try:
        noted = json.loads((data_dir / MARK).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in noted.items()} if isinstance(noted, dict) else {}


def reopen(data_dir: Path) -> None:
    """Open the portal to the public."""
    (data_dir / MARK).unlink(missing_ok=True)
