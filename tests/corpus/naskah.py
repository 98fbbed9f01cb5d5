"""The invented agreements of the held-out corpus and what is true of each; read from `data/*.toml`.

The texts are written out as such papers are written, in the markup of `markup.py`, and the truth stands beside them, so
that neither is derived from the other. Names of people, numbers and partners are invented.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True)
class Pihak:
    """One party in the order of the paper. `nama` first the usual name, then accepted variants; `nomor` "" if none.

    `label` heads its signature. `negara` is "" where the paper does not tell.
    """

    nama: tuple[str, ...]
    nomor: str
    penanda: str
    jabatan: tuple[str, ...]
    jenis: str
    negara: str
    is_kementerian: bool
    label: str


@dataclass(frozen=True)
class Naskah:
    """One agreement: `isi` in the markup, `gaya` its looks, everything else the truth to be found.

    `judul` holds accepted readings; `tempat`, `waktu` ("5 tahun") and `tanggal` are empty where the paper has none.
    `akhir` is the last day, written out if `is_akhir_tersurat`, else counted from the term.
    """

    id: str
    bentuk: str
    nama: tuple[str, ...]
    judul: tuple[str, ...]
    tanggal: date | None
    tempat: str
    waktu: str
    akhir: date | None
    is_akhir_tersurat: bool
    bahasa: tuple[str, ...]
    lingkup: str
    pihak: tuple[Pihak, ...]
    gaya: frozenset[str]
    isi: str


def _several(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


_LABELS = ("PIHAK KESATU", "PIHAK KEDUA", "PIHAK KETIGA", "PIHAK KEEMPAT", "PIHAK KELIMA")


def _pihak(row: Mapping[str, Any], place: int) -> Pihak:
    jenis = str(row.get("jenis", ""))
    is_kementerian = bool(row.get("kem"))
    return Pihak(
        nama=_several(row["nama"]),
        nomor=str(row.get("no", "")),
        penanda=str(row.get("oleh", "")),
        jabatan=_several(row.get("jab", "")),
        jenis=jenis,
        negara=str(row.get("negara", "ID")),
        is_kementerian=is_kementerian,
        label=str(row.get("label", _LABELS[place])),
    )


def _naskah(row: Mapping[str, Any]) -> Naskah:
    return Naskah(
        id=row["id"],
        bentuk=row["bentuk"],
        nama=_several(row["nama"]),
        judul=_several(row["judul"]),
        tanggal=row.get("tanggal"),
        tempat=row.get("tempat", ""),
        waktu=row.get("waktu", ""),
        akhir=row.get("akhir"),
        is_akhir_tersurat=bool(row.get("tersurat")),
        bahasa=_several(row.get("bahasa", "id")),
        lingkup=row.get("lingkup", "dalam_negeri"),
        pihak=tuple(_pihak(pihak, place) for place, pihak in enumerate(row["pihak"])),
        gaya=frozenset(row.get("gaya", "").split()),
        isi=row["isi"],
    )


@lru_cache(maxsize=1)
def corpus() -> tuple[Naskah, ...]:
    """All agreements in the order of their ids; raises KeyError if one lacks a part of its truth."""
    found = []
    for path in sorted(DATA.glob("*.toml")):
        found += [_naskah(row) for row in tomllib.loads(path.read_text("utf-8")).get("naskah", ())]
    return tuple(sorted(found, key=lambda one: one.id))
