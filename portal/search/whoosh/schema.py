"""Fields of the index, and the facts kept beside each naskah.

A page word and its root stand at the same position; only the surface word stores it, for phrases ask for surface words:
  kata   surface words of title, parties, numbers, key words, unit and pages, with positions
  akar   their roots, with frequencies: what a searched word looks for
  awal   their first three and four letters: the prefixes too short to expand word by word
  judul, mitra   roots in the title and in the names of the parties, which weigh more, and the words as written
  nomor  what is asked for exactly: each number and the kode without spaces, dots and case, the title as a whole
         (`@` and its digest), and the days and months of the naskah (`tanggal:2026-11-13`)
  fakta  a column: code, filters, dates (day ordinals; 0: none), length in words,
         version of the whole document
"""

import json

from whoosh import columns, fields

from portal.search.interface import SearchDocument

FAKTA = columns.VarBytesColumn()
END_KINDS = (None, "diakhiri", "diganti")
WORD_FIELDS = ("kata", "akar", "awal", "judul", "mitra", "nomor")
PREFIX_LENGTHS = (3, 4)


def as_written(word: str) -> str:
    """A word of a title or a name as it stands there, told apart from the roots beside it."""
    return "=" + word


def make_schema() -> fields.Schema:
    """The schema of a new index."""
    return fields.Schema(fakta=fields.COLUMN(FAKTA), **{name: fields.ID() for name in WORD_FIELDS})


def facts_of(document: SearchDocument, length: int) -> bytes:
    """The facts of a naskah of so many words, as the column holds them."""
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
        document.nama_bentuk,
        sorted(set(document.subjek)),
        document.version(),
    ]
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()
