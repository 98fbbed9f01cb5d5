"""The invented agreements of the corpus and what is true of each; read from `data/*.toml` and its folders.

`data/*.toml` is the clean part, `data/tuned` and `data/unseen` are as unlike it and each other as papers of many
offices are, with all their difficulties; `data/fresh` and, of other hands, `data/archive` and `data/ledger` are like an
archive, where a paper has one difficulty or two; `data/harbour` and, each of one more hand, `data/meadow`,
`data/orchard` and `data/garden` hold what offices hand in day by day, most of it ordinary; `data/grove`, by yet another
hand, is half ordinary and half of the rarer kinds. What is not for those who write the reading only measures it, until
its figure has been taken.

The texts are written out as such papers are written, in the markup of `markup.py`, and the truth stands beside them, so
that neither is derived from the other. Names of people, numbers and partners are invented.
"""

import tomllib
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True)
class Pihak:
    """One party in the order of the paper. `nama` first the usual name, then accepted variants; `nomor` "" if none.

    `label` heads its signature. `negara` is "" where the paper does not tell. `is_tulisan_tangan` says that the number,
    or a part of it, was written by hand; `nomor_terbuka` is what stands there of a number that was never filled in.
    """

    nama: tuple[str, ...]
    nomor: str
    penanda: str
    jabatan: tuple[str, ...]
    jenis: str
    negara: str
    is_kementerian: bool
    label: str
    is_tulisan_tangan: bool = False
    nomor_terbuka: str = ""


@dataclass(frozen=True)
class Naskah:
    """One agreement: `isi` in the markup, `gaya` its looks, everything else the truth to be found.

    `judul` holds accepted readings; `tempat`, `waktu` ("5 tahun") and `tanggal` are empty where the paper has none.
    `akhir` is the last day, written out if `is_akhir_tersurat`, else counted from the term. `presisi` is `bulan` or
    `tahun` where the paper tells no day; `tanggal` is then the first of the period. `tanggal_lain` holds other days
    that may be offered, with doubt. `macam` names the kinds of difficulty; `bagian` is the part of the corpus.
    `bentuk_lain` is a second class that the paper may be read as.
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
    presisi: str = "hari"
    tanggal_lain: tuple[date, ...] = ()
    macam: frozenset[str] = frozenset()
    bagian: str = ""
    bentuk_lain: str = ""


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
        is_tulisan_tangan=bool(row.get("tulis")),
        nomor_terbuka=str(row.get("buka", "")),
    )


def naskah_of(row: Mapping[str, Any], bagian: str) -> Naskah:
    """One agreement of a part from its table of truth; raises KeyError where truth is missing."""
    gaya = frozenset(row.get("gaya", "").split())
    pihak = tuple(_pihak(pihak, place) for place, pihak in enumerate(row["pihak"]))
    return Naskah(
        id=row["id"],
        bentuk=row["bentuk"],
        nama=_several(row["nama"]),
        judul=_several(row["judul"]),
        tanggal=row.get("tanggal"),
        tempat=row.get("tempat", ""),
        waktu=row.get("waktu", ""),
        akhir=row.get("akhir") or _last_day(row, bagian),
        is_akhir_tersurat=bool(row.get("tersurat")),
        bahasa=_several(row.get("bahasa", "id")),
        lingkup=row.get("lingkup", "dalam_negeri"),
        pihak=pihak,
        gaya=gaya,
        isi=row["isi"],
        presisi=row.get("presisi", "hari"),
        tanggal_lain=tuple(row.get("lain", ())),
        macam=frozenset(row.get("macam", "").split()) | _seen_kinds(gaya, pihak),
        bagian=bagian,
        bentuk_lain=row.get("bentuk_lain", ""),
    )


def _last_day(row: Mapping[str, Any], bagian: str) -> date | None:
    """The last day of a term that counts from the signature, for the parts that do not write it beside the term."""
    if not bagian or not row.get("waktu") or not row.get("tanggal") or row.get("presisi"):
        return None
    count, unit = row["waktu"].split()
    months = {"tahun": 12, "bulan": 1}.get(unit, 0) * int(count)
    if not months:
        return None
    signed: date = row["tanggal"]
    years, month = divmod(signed.month - 1 + months, 12)
    last = signed.replace(year=signed.year + years, month=month + 1, day=1)
    return last.replace(day=min(signed.day, monthrange(last.year, last.month)[1]))


_LOOKS = {
    "foto": "photo",
    "foto1": "first-page-askew",
    "kopi": "photocopy",
    "lipat": "folded",
    "miring": "skewed",
    "mesin": "typewriter",
    "campur": "mixed-faces",
    "d150": "150-dpi",
    "digital": "digital",
    "faks": "fax",
    "hitamputih": "black-and-white",
    "noda": "stained",
}


def _seen_kinds(gaya: frozenset[str], pihak: tuple[Pihak, ...]) -> frozenset[str]:
    """The kinds of difficulty that follow from the looks and the truth."""
    kinds = {kind for look, kind in _LOOKS.items() if look in gaya}
    if any(one.is_tulisan_tangan for one in pihak):
        kinds.add("number-by-hand")
    if any(one.nomor_terbuka for one in pihak):
        kinds.add("number-left-open")
    if len(pihak) > 2:
        kinds.add("three-parties" if len(pihak) == 3 else "four-parties")
    return frozenset(kinds)


@cache
def corpus(bagian: str = "") -> tuple[Naskah, ...]:
    """All agreements of one part, named by its folder ("" for none), by id; raises KeyError where truth is missing."""
    found = []
    for path in sorted((DATA / bagian).glob("*.toml")):
        found += [naskah_of(row, bagian) for row in tomllib.loads(path.read_text("utf-8")).get("naskah", ())]
    return tuple(sorted(found, key=lambda one: one.id))


@cache
def clauses(bagian: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The articles that papers of a part share, by their key: heading and lines of markup."""
    found = {}
    for path in sorted((DATA / bagian).glob("*.toml")):
        for key, row in tomllib.loads(path.read_text("utf-8")).get("klausul", {}).items():
            found[key] = (row["judul"], tuple(line for line in row["isi"].splitlines() if line.strip()))
    return found
