"""Uploading: several files at once in one form, or one file a request where a script sends them one by one.

Each file is accepted or refused by itself; one that is refused says why and what to do, next to its own name.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, current_app, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from portal.domain.berkas.filename import display_name
from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.naskah.fields import NaskahFields
from portal.errors import BadInputError, DuplicateFileError, NotFoundError, PortalError
from portal.queries.naskah import worklist
from portal.services.berkas import uploading
from portal.services.berkas.resuming import WaitingRoom
from portal.services.berkas.uploading import Accepted, ReceivedFile, Target, UploadStores
from portal.web import spool
from portal.web.context import actor, stores
from portal.web.errors import problem, status_of
from portal.web.staff import frame
from portal.web.staff.naskah import detail
from portal.web.staff.upload.follow_up import Origin, origin
from portal.web.staff.upload.titles import title_of
from portal.web.typed import clean_line
from portal.web.words.labels.hubungan import NEW_DRAFTS

MOST_FILES = 20
NO_FILE = "Pilih berkas PDF dulu."
NO_UNIT = "Pilih unit pemrakarsa."


@dataclass(frozen=True)
class FileOutcome:
    """What became of one file: its code if it was accepted, else the reason.

    `other` and `url` say where the same bytes lie.
    """

    nama: str
    kode: str = ""
    reason: str = ""
    other: str = ""
    url: str = ""


def upload() -> ResponseReturnValue:
    """The form, and its plain submission with any number of files."""
    if request.method != "POST":
        return _form()
    unit = clean_line(request.form.get("unit", ""))
    files = _files(request.files.getlist("berkas"))
    try:
        if not unit:
            raise BadInputError(NO_UNIT, "unit")
        if not files:
            raise BadInputError(NO_FILE, "berkas")
        if len(files) > MOST_FILES:
            raise BadInputError(f"Paling banyak {MOST_FILES} berkas sekali kirim.", "berkas")
    except BadInputError as error:
        return _form(422, unit, ((error.field or "berkas", error.message),))
    asal = origin(request.form)
    outcomes = [_take(number, file, unit, asal) for number, file in enumerate(files)]
    accepted = [outcome for outcome in outcomes if outcome.kode]
    if len(accepted) == len(outcomes) == 1:
        return redirect(url_for("work.edit", kode=accepted[0].kode), 303)
    return frame.show("unggah_hasil", 200 if accepted else 422, di="unggah", outcomes=outcomes)


def upload_file() -> Response:
    """One file for a script: 201 with code and address, or a problem that says what to do."""
    unit = clean_line(request.form.get("unit", ""))
    files = _files(request.files.getlist("berkas"))
    if not unit or len(files) != 1:
        return problem(
            422, "Pilih unit pemrakarsa." if not unit else NO_FILE, parameter="unit" if not unit else "berkas"
        )
    number = clean_line(request.form.get("urutan", ""))[:9]
    try:
        target = draft_target(files[0].filename or "", unit, origin(request.form))
        accepted = _store(number, files[0], target, is_one_file=True)
    except DuplicateFileError as error:
        return duplicate_answer(error)
    except PortalError as error:
        return problem(_status(error), error.message, code=getattr(error, "reason", type(error).__name__))
    return accepted_answer(accepted.kode)


def duplicate_answer(error: DuplicateFileError) -> Response:
    """What a script is told of bytes that are stored already: the address, where it may be known."""
    more = {"url": _place_of(error)} if error.kode else {}
    return problem(422, error.message, code=error.reason, **more)


def _place_of(error: DuplicateFileError) -> str:
    return url_for("public.naskah" if error.is_public_only else "work.detail", kode=error.kode)


def accepted_answer(kode: str) -> Response:
    """What a script is told of a file that is now a draft."""
    answer = jsonify(kode=kode, url=url_for("work.edit", kode=kode), state_url=url_for("work.state", kode=kode))
    answer.status_code = 201
    return answer


def add_file(kode: str) -> ResponseReturnValue:
    """Another file for a naskah that is there: annex, translation, public copy, or one that replaces another."""
    files = _files(request.files.getlist("berkas"))
    try:
        if len(files) != 1:
            raise BadInputError(NO_FILE, "berkas")
        replaces = clean_line(request.form.get("replaces", ""))
        target = Target(
            kode=kode,
            jenis=jenis_of(request.form.get("jenis", "")),
            bahasa=bahasa_of(request.form.get("bahasa", "")),
            replaces=int(replaces) if replaces.isascii() and replaces.isdigit() and len(replaces) < 10 else None,
        )
        _store("0", files[0], target)
    except BadInputError as error:
        return detail.show_with_problem(kode, error.field or "berkas", error.message)
    return frame.go("work.detail", "berkas", kode=kode)


def _form(status: int = 200, unit: str = "", problems: Iterable[tuple[str, str]] = ()) -> Response:
    with stores().database.reading() as session:
        units = worklist.units_to_act_for(session, actor())
    asal = origin(request.values)
    if asal is not None and asal.naskah.unit_kode in {one.kode for one in units}:
        unit = unit or asal.naskah.unit_kode
    chosen = unit or (units[0].kode if units and any(a.unit == units[0].kode for a in actor().assignments) else "")
    return frame.show(
        "unggah",
        status,
        di="unggah",
        units=units,
        unit=chosen,
        asal=asal,
        sebutan=NEW_DRAFTS,
        problems=tuple(problems),
        key=secrets.token_urlsafe(16),
        limit_mb=stores().config.max_upload_mb,
        most_files=MOST_FILES,
        unfinished=WaitingRoom(stores().spool_dir, actor().user_id or 0).unfinished(),
    )


def _take(number: int, file: FileStorage, unit: str, asal: Origin | None) -> FileOutcome:
    nama = display_name(file.filename or "")
    try:
        return FileOutcome(nama, kode=_store(str(number), file, draft_target(file.filename or "", unit, asal)).kode)
    except DuplicateFileError as error:
        place = _place_of(error) if error.kode else ""
        return FileOutcome(nama, reason=error.message, other=error.kode or "", url=place)
    except NotFoundError:
        raise
    except PortalError as error:
        return FileOutcome(nama, reason=error.message)


def _store(number: str, file: FileStorage, target: Target, *, is_one_file: bool = False) -> Accepted:
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


def draft_fields(nama: str, unit: str, asal: Origin | None) -> NaskahFields:
    """A draft that bears the name of its file until somebody gives it a title; `asal` is what it follows from."""
    judul = title_of(nama)
    return NaskahFields(judul=judul, unit=unit) if asal is None else asal.fields(judul, unit)


def draft_target(nama: str, unit: str, asal: Origin | None) -> Target:
    """A new draft for a file of this name."""
    return Target(fields=draft_fields(nama, unit, asal))


def _files(parts: list[FileStorage]) -> list[FileStorage]:
    # A form without a chosen file still sends one empty part.
    return [part for part in parts if part.filename]


def jenis_of(text: str) -> JenisBerkas:
    """The kind of file that was chosen; raises BadInputError."""
    try:
        return JenisBerkas(text)
    except ValueError as error:
        raise BadInputError("Pilih jenis berkas dari daftar.", "jenis") from error


def bahasa_of(text: str) -> str:
    """The code of a language as typed, Indonesian where nothing was; raises BadInputError."""
    text = clean_line(text).lower() or "id"
    if not (text.isascii() and text.isalpha() and 2 <= len(text) <= 3):
        raise BadInputError("Tulis kode bahasa dua huruf, misalnya en.", "bahasa")
    return text


def _status(error: PortalError) -> int:
    return 422 if isinstance(error, BadInputError) else status_of(error)
