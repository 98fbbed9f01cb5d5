"""Reads the dated data of the law that travels with the code: rules with days, and the days off of each year.

A wrong file raises ConfigError with its name and the line or entry, so that whoever edited it finds the place: a
calendar with a gap would give due dates that are too early, and nobody would notice.
"""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, TypeVar

from portal.domain.kalender.kalender import HariLibur, JenisLibur, Kalender, StatusTahun, TahunKalender
from portal.domain.tanggal import EARLIEST
from portal.domain.tenggat.tenggat import Aturan, AturanVersions
from portal.errors import BadInputError, ConfigError

LATEST = date(2199, 12, 31)
"""A day past this one is a slip of the pen."""
_Choice = TypeVar("_Choice", bound=StrEnum)
_Entry = TypeVar("_Entry")


def load_rules(source: Traversable | None = None) -> Mapping[str, AturanVersions]:
    """The rules of `tenggat.toml` by their kode, in the order of the file. Raises ConfigError for a wrong file."""
    file = source or files("portal.legal").joinpath("tenggat.toml")
    table = _Table(_read(file), file.name)
    found = table.entries("aturan", _rule)
    table.refuse_unknown()
    by_kode: dict[str, list[Aturan]] = {}
    for rule in found:
        by_kode.setdefault(rule.kode, []).append(rule)
    try:
        return MappingProxyType({kode: AturanVersions(tuple(versions)) for kode, versions in by_kode.items()})
    except BadInputError as error:
        raise ConfigError(f"{file.name}: {error.message}") from error


def load_kalender(source: Traversable | None = None, *, cuti_bersama_counts_as_workday: bool = False) -> Kalender:
    """The calendar of all years in the folder `libur`, one `YYYY.toml` a year. Raises ConfigError for a wrong file."""
    return _shipped(cuti_bersama_counts_as_workday) if source is None else _load(source, cuti_bersama_counts_as_workday)


@cache
def _shipped(cuti_bersama_counts_as_workday: bool) -> Kalender:
    """The files that travel with the code change with it alone, so they are read once."""
    return _load(files("portal.legal").joinpath("libur"), cuti_bersama_counts_as_workday)


def _load(folder: Traversable, cuti_bersama_counts_as_workday: bool) -> Kalender:
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    if not found:
        raise ConfigError("Tidak ada berkas hari libur (libur/TTTT.toml).")
    years, days = zip(*(_year(file) for file in found), strict=True)
    return Kalender(sum(days, ()), years, cuti_bersama_counts_as_workday)


def _year(file: Traversable) -> tuple[TahunKalender, tuple[HariLibur, ...]]:
    table = _Table(_read(file), file.name)
    tahun = table.number("tahun")
    if file.name != f"{tahun}.toml":
        raise ConfigError(f"{file.name}: 'tahun' adalah {tahun}, tidak sama dengan nama berkas.")
    year = TahunKalender(tahun, table.choice("status", StatusTahun), table.text("nomor_skb", default=""))
    basis = table.text("dasar", default="")
    days = table.entries("hari", lambda entry: _day(entry, tahun, basis))
    table.refuse_unknown()
    twice = sorted({str(a.tanggal) for a in days for b in days if a is not b and a.tanggal == b.tanggal})
    if twice:
        raise ConfigError(f"{file.name}: {twice[0]} ditulis dua kali.")
    return year, tuple(days)


def _day(entry: "_Table", tahun: int, basis: str) -> HariLibur:
    tanggal = entry.day("tanggal")
    if tanggal.year != tahun:
        raise ConfigError(f"{entry.where}: {tanggal} bukan tanggal tahun {tahun}.")
    return HariLibur(tanggal, entry.choice("jenis", JenisLibur), entry.text("nama"), entry.text("dasar", default=basis))


def _rule(entry: "_Table") -> Aturan:
    try:
        return Aturan(
            kode=entry.text("kode"),
            hari_kerja=entry.number("hari_kerja"),
            peraturan=entry.text("peraturan"),
            dasar=entry.text("dasar"),
            dihitung_dari=entry.text("dihitung_dari"),
            keterangan=entry.text("keterangan"),
            berlaku_sejak=_in_force_from(entry),
            dasar_berlaku=entry.text("dasar_berlaku"),
        )
    except BadInputError as error:
        raise ConfigError(f"{entry.where}: {error.message}") from error


def _in_force_from(entry: "_Table") -> date:
    day = entry.day("berlaku_sejak")
    if not EARLIEST <= day <= LATEST:
        raise ConfigError(f"{entry.where}: 'berlaku_sejak' harus antara {EARLIEST} dan {LATEST}.")
    return day


def _read(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file.name}: bukan TOML yang benar: {error}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file.name}: tidak dapat dibaca sebagai teks UTF-8.") from error


class _Table:
    """A TOML table that knows where it stands, and which of its keys somebody has asked for."""

    def __init__(self, values: dict[str, Any], where: str) -> None:
        self.where = where
        self._values = dict(values)

    def text(self, key: str, *, default: str | None = None) -> str:
        """A text; without a default it must be there and not be blank."""
        value = self._take(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise ConfigError(f"{self.where}: '{key}' harus berupa teks.")
        return value.strip()

    def number(self, key: str) -> int:
        """A whole number; `true` is none."""
        value = self._take(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ConfigError(f"{self.where}: '{key}' harus berupa bilangan bulat.")
        return value

    def day(self, key: str) -> date:
        """A plain date: an instant would bring a time zone into the calendar."""
        value = self._take(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise ConfigError(f"{self.where}: '{key}' harus berupa tanggal TTTT-BB-HH tanpa tanda petik.")
        return value

    def choice(self, key: str, kind: type[_Choice]) -> _Choice:
        """One of the values of an enumeration."""
        value = self._take(key)
        if value not in list(kind):
            raise ConfigError(f"{self.where}: '{key}' harus salah satu dari {', '.join(kind)}.")
        return kind(value)

    def entries(self, key: str, read: Callable[["_Table"], _Entry]) -> list[_Entry]:
        """The entries of an array of tables, each read and then found to hold nothing else; never empty."""
        values = self._take(key)
        if not isinstance(values, list) or not values or not all(isinstance(value, dict) for value in values):
            raise ConfigError(f"{self.where}: '[[{key}]]' harus ada, sedikitnya satu.")
        found = []
        for number, value in enumerate(values, start=1):
            entry = _Table(value, f"{self.where}, [[{key}]] ke-{number}")
            found.append(read(entry))
            entry.refuse_unknown()
        return found

    def refuse_unknown(self) -> None:
        """A key nobody asked for is most likely a misspelt one."""
        if self._values:
            raise ConfigError(f"{self.where}: '{next(iter(self._values))}' tidak dikenal.")

    def _take(self, key: str, default: str | None = None) -> Any:
        if key not in self._values and default is None:
            raise ConfigError(f"{self.where}: '{key}' belum diisi.")
        return self._values.pop(key, default)
