"""Takes a spooled file into the archive, as a draft or as another file of a naskah, for whoever is signed in."""

import hashlib
import secrets

from flask import current_app, request
from werkzeug.datastructures import FileStorage

from portal.domain.naskah.fields import NaskahFields
from portal.services.berkas import uploading
from portal.services.berkas.uploading import Accepted, ReceivedFile, Target, UploadStores
from portal.web import spool
from portal.web.context import actor, stores
from portal.web.staff import frame
from portal.web.staff.upload.follow_up import Origin
from portal.web.typed import clean_line

NO_FILE = "Pilih berkas PDF dulu."
NO_UNIT = "Pilih unit pemrakarsa."


def chosen_files() -> list[FileStorage]:
    """The files of the form."""
    # A form without a chosen file still sends one empty part.
    return [part for part in request.files.getlist("berkas") if part.filename]


def store_sent(number: str, file: FileStorage, target: Target, *, is_one_file: bool = False) -> Accepted:
    """Take one file of the form, by its number there. Raises what `store` raises."""
    form_key = clean_line(request.form.get("key", "")) or secrets.token_urlsafe(16)
    return store(spool.received(file), target, form_key=form_key, number=number, is_one_file=is_one_file)


def store(received: ReceivedFile, target: Target, *, form_key: str, number: str, is_one_file: bool = False) -> Accepted:
    """Take a spooled file into the archive for whoever is signed in. Raises what `uploading.store_file` raises.

    `is_one_file`: the key names one file, and other bytes under it are refused.
    """
    where = UploadStores(
        stores().database,
        stores().objects,
        current_app.extensions["needs_password"],
        limit(),
        stores().config.max_pages,
        current_app.extensions["count_pages"],
        stores().config.unit_daily_mb * 1_000_000,
    )
    # The same file of the same form of the same person is the same upload, however often the button is pressed.
    parts = [str(actor().user_id), form_key, number, target.kode or ""]
    if not is_one_file:
        # Going back in the browser and choosing other files sends the same form again; a script numbers its files.
        parts.append(received.sha256)
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return uploading.store_file(where, received, target, frame.act(), idempotency_key=key)


def limit() -> int:
    """Largest file, in bytes."""
    return stores().config.max_upload_mb * 1_000_000


def draft_fields(unit: str, asal: Origin | None) -> NaskahFields:
    """A draft without a title: the name of a file is none. `asal` is what it follows from."""
    return NaskahFields(judul="", unit=unit) if asal is None else asal.fields("", unit)


def draft_target(unit: str, asal: Origin | None) -> Target:
    """A new draft for a file."""
    return Target(fields=draft_fields(unit, asal))
