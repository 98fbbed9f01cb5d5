"""Fields of the index (`portal.search.answers.snapshot.WordField`), and the column of facts beside them.

A page word and its root stand at the same position; only the surface word stores it, for phrases ask for surface words.
"""

from whoosh import columns, fields

from portal.search.answers.snapshot import WORD_FIELDS

FAKTA = columns.VarBytesColumn()


def make_schema() -> fields.Schema:
    """The schema of a new index; `fakta` is what `facts_of` wrote."""
    return fields.Schema(fakta=fields.COLUMN(FAKTA), **{name: fields.ID() for name in WORD_FIELDS})
