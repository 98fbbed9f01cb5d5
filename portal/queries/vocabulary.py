"""The vocabulary of the search as it stands now: what travels with the code, and what the admin made of it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.search_vocabulary import Entry, EntryKind
from portal.models.vocabulary import VocabularyChange
from portal.search.vocabulary.entries import key_of, row_key, shipped
from portal.search.vocabulary.lookup import Thesaurus, countries, vocabulary


@dataclass(frozen=True)
class VocabularyRow:
    """An entry with what became of it: shipped or added here, in use or switched off."""

    key: str
    entry: Entry
    is_own: bool
    is_off: bool


def load_vocabulary(session: Session) -> Thesaurus:
    """What words mean at this moment; a change of the admin counts with the next search."""
    added, off = [], set()
    for row in session.execute(_COLUMNS):
        if row.is_off:
            off.add(row.key)
        elif row.padanan:
            added.append(Entry(row.istilah, row.jenis, row.padanan, row.is_mutual, row.bahasa, row.sumber, row.tanggal))
    return vocabulary(added, off)


def list_entries(session: Session, text: str = "", jenis: EntryKind | None = None) -> tuple[VocabularyRow, ...]:
    """Every entry, by its word; of those that hold `text` in word or equivalents, and of one kind where it is said."""
    rows: dict[str, VocabularyRow] = {}
    for entry in (*shipped(), *countries()):
        key = row_key(entry)
        rows[key] = VocabularyRow(key, entry, is_own=False, is_off=False)
    for row in session.scalars(select(VocabularyChange)):
        if row.padanan:
            entry = Entry(row.istilah, row.jenis, row.padanan, row.is_mutual, row.bahasa, row.sumber, row.tanggal)
            rows[row.key] = VocabularyRow(row.key, entry, is_own=True, is_off=row.is_off)
        elif row.key in rows:
            rows[row.key] = VocabularyRow(row.key, rows[row.key].entry, is_own=False, is_off=row.is_off)
    wanted = key_of(text)
    return tuple(
        row
        for row in sorted(rows.values(), key=lambda row: row.key)
        if (jenis is None or row.entry.jenis is jenis)
        and any(wanted in key_of(one) for one in (row.entry.istilah, *row.entry.padanan))
    )


_TABLE = VocabularyChange.__table__.c
# By the columns of the table: asked with every search, and an attribute of a class costs a third more.
_COLUMNS = select(
    _TABLE.key,
    _TABLE.istilah,
    _TABLE.jenis,
    _TABLE.padanan,
    _TABLE.is_mutual,
    _TABLE.bahasa,
    _TABLE.sumber,
    _TABLE.tanggal,
    _TABLE.is_off,
).order_by(_TABLE.key)
