"""The vocabulary that travels with the portal: words with other words for the same thing, each with source and date.

One table a kind lies beside this module. `istilah` is the word, `padanan` its equivalents (`|` between them), `arah`
says whether an equivalent leads back to the word (`dua`) or not (`satu`): who asks for `penjara` is given what is said
of a *lembaga pemasyarakatan*, who asks for the latter is not given every prison. In the table of countries `istilah` is
the ISO 3166-1 alpha-2 code.

Equivalents are never looked up again, so no chain of them can wander off or run in a circle.
"""

import csv
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from portal.domain.search_vocabulary import Entry, EntryKind, check_entry
from portal.search.words import words

TABLES = ("singkatan", "padanan", "lembaga", "hukum", "negara")


def key_of(text: str) -> str:
    """The words of a text as the index knows them."""
    return " ".join(words(text))


def row_key(entry: Entry) -> str:
    """What entries are told apart by; the code of a country may also be an abbreviation (MA)."""
    key = key_of(entry.istilah)
    return f"negara:{key}" if entry.jenis is EntryKind.NEGARA else key


def checked(entry: Entry) -> Entry:
    """The entry, if it can be used. Raises BadInputError naming the field that cannot."""
    check_entry(entry, key_of(entry.istilah), tuple(map(key_of, entry.padanan)))
    return entry


@lru_cache(maxsize=1)
def shipped() -> tuple[Entry, ...]:
    """Every entry that travels with the portal."""
    return tuple(entry for name in TABLES for entry in read_entries(_table(name)))


def read_entries(lines: Iterable[str]) -> list[Entry]:
    """The entries of a table; lines that begin with # are notes."""
    return [
        Entry(
            istilah=row["istilah"],
            jenis=EntryKind(row["jenis"]),
            padanan=tuple(row["padanan"].split("|")),
            is_mutual=row["arah"] == "dua",
            bahasa=row["bahasa"],
            sumber=row["sumber"],
            tanggal=date.fromisoformat(row["tanggal"]),
        )
        for row in csv.DictReader(line for line in lines if not line.startswith("#"))
    ]


def _table(name: str) -> list[str]:
    return Path(__file__).with_name(f"{name}.csv").read_text(encoding="utf-8").splitlines()
