"""What an institution says of itself for the national legal documentation network, read from a file of the admin.

No code and no form of address for naskah kerja sama is laid down, so everything that is not known for certain is a
setting. Without the file the feed is off.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.domain.naskah.enumerations import Bentuk
from portal.errors import ConfigError


@dataclass(frozen=True)
class JdihnSettings:
    """How the feed is written; `jenis` holds name and abbreviation by form, `perjanjian` those of a treaty."""

    teu_badan: str
    jenis: Mapping[str, tuple[str, str]]
    perjanjian: tuple[str, str] = ("Perjanjian Internasional", "PI")
    alias: str = ""
    has_metadata: bool = False
    shows_withdrawn: bool = False
    empty: str = "-"
    operasi: str = "4"


def read_settings(path: Path | None) -> JdihnSettings | None:
    """The settings in the file; None without one. Raises ConfigError naming what is missing or wrong."""
    if path is None:
        return None
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError("PORTAL_JDIHN_FILE tidak dapat dibaca sebagai berkas TOML.") from error
    alias = _text(told, "alias", "")
    if alias and not (alias.startswith("/") and alias.isascii() and set(alias) <= _SIGNS):
        raise ConfigError("PORTAL_JDIHN_FILE: alias harus alamat seperti /jdih/naskah.json.")
    jenis = told.get("jenis", {})
    if not isinstance(jenis, dict):
        raise ConfigError("PORTAL_JDIHN_FILE: [jenis] harus tabel.")
    return JdihnSettings(
        teu_badan=_text(told, "teu_badan"),
        jenis={one.value: _pair(jenis, one.value) for one in Bentuk},
        perjanjian=_pair(jenis, "perjanjian_internasional", JdihnSettings.perjanjian),
        alias=alias,
        has_metadata=_switch(told, "metadata"),
        shows_withdrawn=_switch(told, "tampilkan_ditarik"),
        empty=_text(told, "kosong", "-"),
        operasi=_text(told, "operasi", "4"),
    )


_SIGNS = set("abcdefghijklmnopqrstuvwxyz0123456789-_./")


def _text(told: Mapping[str, Any], name: str, default: str | None = None) -> str:
    found = told.get(name, default)
    if not isinstance(found, str) or (default is None and not found.strip()):
        raise ConfigError(f"PORTAL_JDIHN_FILE: isi {name} dengan teks.")
    return found


def _switch(told: Mapping[str, Any], name: str) -> bool:
    found = told.get(name, False)
    if not isinstance(found, bool):
        raise ConfigError(f"PORTAL_JDIHN_FILE: {name} harus true atau false.")
    return found


def _pair(jenis: Mapping[str, Any], name: str, default: tuple[str, str] | None = None) -> tuple[str, str]:
    found = jenis.get(name, default)
    if not isinstance(found, (list, tuple)) or [type(one) for one in found] != [str, str] or not all(found):
        raise ConfigError(f'PORTAL_JDIHN_FILE: jenis.{name} harus ["nama", "singkatan"].')
    return found[0], found[1]
