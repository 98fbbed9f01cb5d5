"""Reads the texts and tables that lie beside the code, once a process."""

import csv
import random
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Topic:
    """Subject matter of an agreement; each line of `lingkup` and `kegiatan` is (Indonesian, English or "")."""

    kunci: str
    judul: str
    judul_en: str
    subjek: tuple[str, ...]
    tujuan: str
    tujuan_en: str
    lingkup: tuple[tuple[str, str], ...]
    kegiatan: tuple[tuple[str, str], ...]
    kewajiban_kami: tuple[str, ...]
    kewajiban_mitra: tuple[str, ...]


# Topics that were written for foreign partners name no duties; a domestic agreement on them takes these.
_DEFAULT_DUTIES = (
    ("menunjuk pejabat penanggung jawab kegiatan", "menyediakan data dan sarana yang diperlukan"),
    ("menugaskan tenaga ahli atau pendamping", "menyampaikan laporan pelaksanaan kegiatan setiap semester"),
)


def _read(name: str) -> str:
    return (resources.files("portal.samples") / "data" / name).read_text(encoding="utf-8")


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of data/NAME.csv."""
    return tuple(csv.DictReader(_read(f"{name}.csv").splitlines()))


@cache
def clauses(name: str) -> dict[str, Any]:
    """The standard articles of data/NAME.toml by key."""
    return tomllib.loads(_read(f"{name}.toml"))


@lru_cache(maxsize=1)
def topics() -> dict[str, Topic]:
    """All subject matters by key."""
    found: dict[str, Topic] = {}
    for name in ("topik-imigrasi", "topik-layanan", "topik-pemasyarakatan", "topik-umum"):
        for raw in tomllib.loads(_read(f"{name}.toml"))["topik"]:
            found[raw["kunci"]] = _topic(raw)
    return found


def _topic(raw: dict[str, Any]) -> Topic:
    return Topic(
        kunci=raw["kunci"],
        judul=raw["judul"],
        judul_en=raw.get("judul_en", ""),
        subjek=tuple(raw["subjek"]),
        tujuan=raw["tujuan"],
        tujuan_en=raw.get("tujuan_en", ""),
        lingkup=tuple((line[0], line[1] if len(line) > 1 else "") for line in raw["lingkup"]),
        kegiatan=tuple((line[0], line[1] if len(line) > 1 else "") for line in raw["kegiatan"]),
        kewajiban_kami=tuple(raw.get("kewajiban_kami", _DEFAULT_DUTIES[0])),
        kewajiban_mitra=tuple(raw.get("kewajiban_mitra", _DEFAULT_DUTIES[1])),
    )


def dice(*parts: object) -> random.Random:
    """A generator that gives the same throws for the same parts, on every machine and in every run."""
    # Variety of invented texts, not a secret: a predictable generator is the point.
    return random.Random(":".join(str(part) for part in parts))  # noqa: S311
