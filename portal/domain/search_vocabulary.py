"""An entry of the vocabulary of the search, and what makes one usable."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.errors import BadInputError

MOST_EQUIVALENTS = 12
MOST_WORDS = 12
LONGEST = 200


class EntryKind(StrEnum):
    """What an entry is of; names are looked for as they are written, other words in all their forms."""

    SINGKATAN = "singkatan"
    ISTILAH = "istilah"
    LEMBAGA = "lembaga"
    HUKUM = "hukum"
    NEGARA = "negara"


NAMES = frozenset({EntryKind.SINGKATAN, EntryKind.LEMBAGA, EntryKind.NEGARA})


@dataclass(frozen=True)
class Entry:
    """One row: a word, its equivalents, where that is said, and when it was looked up there.

    `is_mutual` says that an equivalent leads back to the word.
    """

    istilah: str
    jenis: EntryKind
    padanan: tuple[str, ...]
    is_mutual: bool
    bahasa: str
    sumber: str
    tanggal: date


def check_entry(entry: Entry, key: str, keys: tuple[str, ...]) -> None:
    """Raises BadInputError naming the field that cannot be used; `key`, `keys`: its words as the index has them."""
    if not key:
        raise BadInputError("Isi istilah dengan sedikitnya satu kata.", "istilah")
    if len(entry.istilah) > LONGEST or len(key.split()) > MOST_WORDS:
        raise BadInputError(f"Istilah paling panjang {MOST_WORDS} kata.", "istilah")
    if not keys or not all(keys):
        raise BadInputError("Isi sedikitnya satu padanan. Pisahkan beberapa padanan dengan tanda |.", "padanan")
    if len(keys) > MOST_EQUIVALENTS:
        raise BadInputError(f"Paling banyak {MOST_EQUIVALENTS} padanan untuk satu istilah.", "padanan")
    if any(len(text) > LONGEST for text in entry.padanan) or any(len(one.split()) > MOST_WORDS for one in keys):
        raise BadInputError(f"Setiap padanan paling panjang {MOST_WORDS} kata.", "padanan")
    if len(set(keys)) < len(keys) or key in keys:
        raise BadInputError("Padanan harus berbeda dari istilahnya dan satu sama lain.", "padanan")
    if not entry.sumber.strip() or len(entry.sumber) > LONGEST:
        raise BadInputError(f"Isi sumber, paling panjang {LONGEST} karakter.", "sumber")
