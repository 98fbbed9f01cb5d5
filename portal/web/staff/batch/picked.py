"""What was ticked in a list: codes with the version each naskah had when the list was shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.domain.naskah.kode import is_kode
from portal.errors import BadInputError
from portal.web.typed import clean_line, read_version

MOST = 50
"""Naskah of one act: two pages of the list, one of the board."""


@dataclass(frozen=True)
class Picked:
    """One naskah that was ticked."""

    kode: str
    version: int


def picked(values: Iterable[str]) -> tuple[Picked, ...]:
    """What was ticked, each once and in its order, from `kode:version` or a code alone.

    Raises BadInputError for what is no code, and for more than an act takes.
    """
    found: dict[str, Picked] = {}
    for value in values:
        kode, _, version = clean_line(value).partition(":")
        if not is_kode(kode):
            raise BadInputError("Pilihan tidak dikenal. Centang naskahnya di daftar.", "pilih")
        found[kode] = Picked(kode, read_version(version))
    if len(found) > MOST:
        raise BadInputError(f"Paling banyak {MOST} naskah sekaligus.", "pilih")
    return tuple(found.values())
