"""Secrets that a portal makes for itself where its settings name none: once, and readable by the service user alone."""

import secrets
from collections.abc import Callable
from pathlib import Path

from portal.errors import ConfigError


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """The secret in this file; `make` gives it where there is none yet. Raises ConfigError where others may read it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(f".{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(make(), encoding="ascii")
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass  # Another process was faster; its secret is the one.
        finally:
            fresh.unlink()
    if path.stat().st_mode & 0o077:
        raise ConfigError("Berkas kunci rahasia dapat dibaca pengguna lain. Ubah izinnya menjadi 0600.")
    return path.read_text(encoding="ascii").strip()


def signing_secret(data_dir: Path) -> str:
    """The signing key of a portal without one in its settings. Raises ConfigError where others may read it."""
    return kept_secret(data_dir / "secret_key", lambda: secrets.token_urlsafe(48))
