"""Fields of the index, and the facts kept beside each naskah.

A page word and its root stand at the same position; only the surface word stores it, for phrases ask for surface words:
  kata   surface words of title, parties, numbers, key words, unit and pages, with positions
  akar   their roots, with frequencies: what a searched word looks for
  awal   their first three and four letters: the prefixes too short to expand word by word
  judul, mitra   roots in the title and in the names of the parties, which weigh more
  nomor  each number without spaces, dots and case
  fakta  a column: code, filters, dates (day ordinals; 0: none), length in words
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from whoosh import columns, fields

from portal.domain.nomor import plain_nomor
from portal.search.interface import SearchDocument
from portal.search.words import words

FAKTA = columns.VarBytesColumn()
END_KINDS = (None, "diakhiri", "diganti")
WORD_FIELDS = ("kata", "akar", "awal", "judul", "mitra", "nomor")
PREFIX_LENGTHS = (3, 4)
_NUMBER_WORD = re.compile(r"^\s*(?:nomor|no\b\.?)\s*:?\s*", re.IGNORECASE)


def make_schema() -> fields.Schema:
    """The schema of a new index."""
    return fields.Schema(fakta=fields.COLUMN(FAKTA), **{name: fields.ID() for name in WORD_FIELDS})


@dataclass(frozen=True)
class Tokens:
    """A naskah cut into words, ready to be turned round.

    `sections` are runs of words no phrase crosses: the title, then the names of `parties` parties, then the rest.
    """

    sections: tuple[Sequence[str], ...]
    parties: int
    keys: tuple[str, ...]
    fakta: bytes

    @property
    def length(self) -> int:
        """Number of words."""
        return sum(len(section) for section in self.sections)


def number_key(nomor: str) -> str:
    """The number as the index holds it: "Nomor: UM.01.01 - 892" becomes "um0101892"."""
    return plain_nomor(_NUMBER_WORD.sub("", nomor))


def tokens_of(document: SearchDocument) -> Tokens:
    """Cut a naskah into words; the first section is its title, then one a party, then the rest."""
    names = [name for _, name in document.mitra]
    texts = [document.judul, *names, *document.nomor, *document.keywords, document.unit_nama, *document.pages]
    sections = tuple(words(text) for text in texts)
    keys = tuple({key for key in map(number_key, document.nomor) if key})
    length = sum(len(section) for section in sections)
    return Tokens(sections, parties=len(names), keys=keys, fakta=_fakta(document, length))


def _fakta(document: SearchDocument, length: int) -> bytes:
    days = (document.signed_on, document.effective_on, document.expires_on, document.ended_on)
    facts = [
        document.kode,
        document.judul.casefold(),
        length,
        *(0 if day is None else day.toordinal() for day in days),
        END_KINDS.index(document.end_kind),
        int(document.is_open_ended),
        document.lingkup,
        document.bentuk,
        document.unit,
        sorted(set(document.negara)),
        sorted({key for key, _ in document.mitra}),
    ]
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()
