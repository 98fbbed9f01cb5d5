"""Settings handed over as files, each named after its setting, as systemd's credentials and containers do it.

What stands in the environment is seen by every child and in every dump of the process; a file is read once, and by the
service user alone.
"""

import re
from pathlib import Path

from portal.errors import ConfigError
from portal.unsafe import is_open_to_all

_SETTING = re.compile(r"PORTAL_[A-Z0-9_]+")
_LONGEST = 65_536
"""Bytes of a file that may hold a setting: a mistaken one must not be read without end."""


def read_secrets(folder: Path) -> dict[str, str]:
    """The settings in a folder. Raises ConfigError, which names the file and never what it holds."""
    found: dict[str, str] = {}
    for path in _files(folder):
        try:
            with path.open("rb") as opened:
                held = opened.read(_LONGEST + 1)
            text = held.decode("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"Berkas {path.name} di PORTAL_SECRETS_DIR tidak dapat dibaca.") from error
        if len(held) > _LONGEST or "\0" in text:
            raise ConfigError(f"Berkas {path.name} di PORTAL_SECRETS_DIR bukan berkas setelan.")
        found[path.name] = text
    return found


def has_open_secret(folder: Path | None) -> bool:
    """Whether everybody on this machine may read or write one of them."""
    return folder is not None and any(is_open_to_all(path) for path in _files(folder))


def _files(folder: Path) -> list[Path]:
    # Whatever bears another name is somebody else's: keys of a store, certificates, marks of an editor.
    try:
        return [path for path in sorted(folder.iterdir()) if _SETTING.fullmatch(path.name) and path.is_file()]
    except OSError as error:
        raise ConfigError("PORTAL_SECRETS_DIR tidak dapat dibaca oleh pengguna layanan.") from error
