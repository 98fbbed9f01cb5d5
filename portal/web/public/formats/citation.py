"""How a naskah is quoted: one sentence, the same on the page, in the reader's clipboard and in every format."""

from portal.domain.formats import long_date, word_list
from portal.web.public.formats.record import Record
from portal.web.words.exports import UNDATED


def citation(record: Record) -> str:
    """Form, parties, title, numbers, place and date, and the permanent address, as Indonesian lawyers cite."""
    numbers = f", Nomor {word_list(record.nomor)}" if record.nomor else ""
    signed = long_date(record.naskah.item.signed) if record.signed else UNDATED
    where = f"{record.place}, " if record.place else ""
    return f"{record.title}{numbers} ({where}{signed}). {record.url}"
