"""Susunan: how the files of one naskah follow each other, and at which of its pages each begins.

A scan that was split over several files is one naskah: its parts come first in their order, then translations, then
annexes. A redacted copy stands in for all of them; a study and a
certified true copy are never public.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from portal.domain.naskah.enumerations import JenisBerkas, ReadingState

URUTAN_TERBIT = (JenisBerkas.NASKAH, JenisBerkas.TERJEMAHAN, JenisBerkas.LAMPIRAN)
"""Kinds whose text is the text of the naskah, in the order in which they are published."""
_ORDER = (*URUTAN_TERBIT, JenisBerkas.SALINAN_PUBLIK, JenisBerkas.TELAAHAN, JenisBerkas.CTC)


class FileSheet(Protocol):
    """A file with its key, kind, and length in pages where that is known."""

    @property
    def id(self) -> int:
        """Key of the file."""

    @property
    def jenis(self) -> JenisBerkas:
        """What it is to its naskah."""

    @property
    def keadaan(self) -> ReadingState:
        """Where its reading stands."""

    @property
    def pages(self) -> int | None:
        """Its length in pages; None while nobody has counted."""


L = TypeVar("L", bound=FileSheet)


@dataclass(frozen=True)
class FilePlace:
    """The place of a file: which part of how many of its kind, and its pages in the naskah, counted from 1.

    The pages are None where none of the file is shown, or where the length of one before it is not known yet.
    """

    bagian: int
    dari: int
    first_page: int | None
    last_page: int | None


def in_order(files: Sequence[L]) -> tuple[L, ...]:
    """The files as they follow each other for a reader; `files` come in their stored order."""
    return tuple(sorted(files, key=lambda berkas: _ORDER.index(berkas.jenis)))


def arrange(files: Sequence[FileSheet]) -> dict[int, FilePlace]:
    """The place of every file by its key; `files` come in their stored order."""
    redacted = [berkas for berkas in files if berkas.jenis is JenisBerkas.SALINAN_PUBLIK]
    shown = redacted or [berkas for berkas in in_order(files) if berkas.jenis in URUTAN_TERBIT]
    ranges: dict[int, tuple[int, int]] = {}
    done: int | None = 0
    for berkas in shown:
        if berkas.keadaan is ReadingState.GAGAL:
            # It is published as a file; no page of it can be shown.
            continue
        if done is None or not berkas.pages:
            done = None
            continue
        ranges[berkas.id] = (done + 1, done + berkas.pages)
        done += berkas.pages
    places = {}
    for berkas in files:
        kin = [other.id for other in files if other.jenis is berkas.jenis]
        first, last = ranges.get(berkas.id, (None, None))
        places[berkas.id] = FilePlace(kin.index(berkas.id) + 1, len(kin), first, last)
    return places


def shift_order(files: Sequence[FileSheet], berkas_id: int, *, is_up: bool) -> tuple[int, ...]:
    """The keys in their stored order after one file changed places with its neighbour of the same kind.

    At the end of its kind it stays where it is. Raises ValueError for a key that is not there.
    """
    order = [berkas.id for berkas in files]
    moved = files[order.index(berkas_id)]
    kin = [berkas.id for berkas in files if berkas.jenis is moved.jenis]
    place = kin.index(berkas_id) + (-1 if is_up else 1)
    if 0 <= place < len(kin):
        one, other = order.index(berkas_id), order.index(kin[place])
        order[one], order[other] = order[other], order[one]
    return tuple(order)
