"""Reading what a program sends: a PDF as the body itself or as a part, its metadata, the key that makes it happen once.

The metadata are those of a manifest of `portal import`, under the same names and with the same values.
"""

import json
import re
import secrets
from dataclasses import dataclass

from flask import request
from werkzeug.http import parse_options_header

from portal.domain.naskah.fields import NaskahFields
from portal.domain.naskah.manifest import COLUMNS, OPTIONAL, ManifestRow, to_fields
from portal.domain.plain_text import clean_line
from portal.errors import BadInputError
from portal.services.berkas.uploading import ReceivedFile
from portal.web import spool
from portal.web.countries import COUNTRIES
from portal.web.staff.choices import MINISTRY_NAME

KEY_HEADER = "Idempotency-Key"
BODIES = frozenset({"application/pdf", "application/octet-stream"})
FILE, METADATA, PUBLISH = "berkas", "metadata", "terbitkan"
FIELDS = tuple(name for name in (*COLUMNS, *OPTIONAL) if name not in ("file", "unit"))
LONGEST_VALUE = 4000
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


@dataclass(frozen=True)
class Sent:
    """What a program sent: the spooled file, the fields of its naskah, whether it is to be published, its key."""

    received: ReceivedFile
    fields: NaskahFields
    is_publication_wished: bool
    key: str


def read_sent(unit: str) -> Sent:
    """The file of this request for a naskah of the unit. Raises BadInputError naming what is wrong."""
    key = _key()
    if request.mimetype in BODIES:
        received = spool.received_body(_name_of_body())
        return Sent(received, NaskahFields(judul="", unit=unit), False, key)
    if request.mimetype != "multipart/form-data":
        raise BadInputError("Kirim sebagai application/pdf atau multipart/form-data.", "Content-Type")
    files = [part for part in request.files.getlist(FILE) if part.filename]
    if len(files) != 1 or len(list(request.files.values())) != 1:
        raise BadInputError(f"Kirim tepat satu berkas, dalam bagian bernama {FILE}.", FILE)
    if unknown := sorted(set(request.form) - {METADATA}):
        raise BadInputError(f"Bagian ini tidak dikenal. Selain {FILE} hanya ada {METADATA}.", unknown[0][:60])
    values, is_wished = read_metadata(request.form.get(METADATA, ""))
    return Sent(spool.received(files[0]), _fields(values, unit), is_wished, key)


def read_metadata(text: str) -> tuple[dict[str, str], bool]:
    """The metadata as texts by name, and the wish to publish; nothing for an empty text. Raises BadInputError."""
    if not text.strip():
        return {}, False
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInputError("Metadata harus sebuah objek JSON.", METADATA) from error
    if not isinstance(found, dict):
        raise BadInputError("Metadata harus sebuah objek JSON.", METADATA)
    wish = found.pop(PUBLISH, False)
    if not isinstance(wish, bool):
        raise BadInputError("Isi dengan true atau false.", PUBLISH)
    values = {}
    for name, value in found.items():
        if name not in FIELDS:
            raise BadInputError(f"Bidang ini tidak dikenal. Yang ada: {', '.join((*FIELDS, PUBLISH))}.", name[:60])
        values[name] = _text(name, value)
    return values, wish


def _text(name: str, value: object) -> str:
    """A value as a table holds it: several numbers or partners stand behind each other with semicolons."""
    if value is None:
        return ""
    if name in ("mitra", "nomor") and isinstance(value, list) and all(isinstance(one, str) for one in value):
        if any(";" in one for one in value):
            raise BadInputError("Titik koma memisahkan beberapa isian, jadi tidak boleh ada di dalamnya.", name)
        value = ";".join(value)
    if not isinstance(value, str):
        raise BadInputError("Isi dengan teks.", name)
    if len(value) > LONGEST_VALUE:
        raise BadInputError(f"Paling panjang {LONGEST_VALUE} karakter.", name)
    # What cannot be stored at all is noticed here, not in the midst of a transaction.
    return clean_line(value)


def _fields(values: dict[str, str], unit: str) -> NaskahFields:
    row = ManifestRow(0, "", {**values, "unit": unit})
    fields = to_fields(row, default_unit=unit, ministry=MINISTRY_NAME)
    if any(pihak.negara is not None and pihak.negara not in COUNTRIES for pihak in fields.pihak):
        raise BadInputError("Negara tidak dikenal. Tulis kode dua huruf, misalnya KR, atau kosongkan.", "negara")
    return fields


def _key() -> str:
    sent = request.headers.get(KEY_HEADER)
    if sent is None:
        # Without a key every request is one of its own; the same bytes are noticed all the same.
        return secrets.token_urlsafe(24)
    if _KEY.fullmatch(sent) is None:
        raise BadInputError("Isi dengan 1 sampai 200 huruf, angka, atau tanda ASCII tanpa spasi.", KEY_HEADER)
    return sent


def _name_of_body() -> str:
    _, options = parse_options_header(request.headers.get("Content-Disposition", ""))
    return options.get("filename") or "naskah.pdf"
