"""Uploading: several files at once in one form, or one file a request where a script sends them one by one.

Each file is accepted or refused by itself; one that is refused says why and what to do, next to its own name.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from portal.domain.berkas.filename import display_name
from portal.domain.permissions import Peran
from portal.errors import BadInputError, DuplicateFileError, NotFoundError, PortalError
from portal.queries.guide import is_guide_open
from portal.queries.naskah import worklist
from portal.queries.naskah_asli import lists
from portal.services.berkas.resuming import WaitingRoom
from portal.services.users import accounts
from portal.web.context import actor, reading, stores
from portal.web.errors import note_disturbed, problem
from portal.web.staff import frame
from portal.web.staff.choices import preset_unit
from portal.web.staff.upload import answers, storing
from portal.web.staff.upload.follow_up import Origin, origin
from portal.web.typed import clean_line
from portal.web.words.labels.hubungan import NEW_DRAFTS

MOST_FILES = 20
CLOSE_GUIDE = "tutup_panduan"


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
    if request.form.get("aksi") == CLOSE_GUIDE:
        with stores().database.transaction() as session:
            accounts.close_guide(session, actor().user_id or 0)
        return redirect(url_for("work.upload"), 303)
    unit = clean_line(request.form.get("unit", ""))
    files = storing.chosen_files()
    try:
        if not unit:
            raise BadInputError(storing.NO_UNIT, "unit")
        if not files:
            raise BadInputError(storing.NO_FILE, "berkas")
        if len(files) > MOST_FILES:
            raise BadInputError(f"Paling banyak {MOST_FILES} berkas sekali kirim.", "berkas")
    except BadInputError as error:
        return _form(422, unit, ((error.field or "berkas", error.message),))
    asal = origin(request.form)
    outcomes = [_take(number, file, unit, asal) for number, file in enumerate(files)]
    accepted = [outcome for outcome in outcomes if outcome.kode]
    if len(accepted) == len(outcomes) == 1:
        return redirect(url_for("work.edit", kode=accepted[0].kode), 303)
    return frame.show("upload/result", 200 if accepted else 422, di="unggah", outcomes=outcomes)


def upload_file() -> Response:
    """One file for a script: 201 with code and address, or a problem that says what to do."""
    unit = clean_line(request.form.get("unit", ""))
    files = storing.chosen_files()
    if not unit or len(files) != 1:
        message, field = (storing.NO_FILE, "berkas") if unit else (storing.NO_UNIT, "unit")
        return problem(422, message, parameter=field)
    number = clean_line(request.form.get("urutan", ""))[:9]
    try:
        target = storing.draft_target(unit, origin(request.form))
        accepted = storing.store_sent(number, files[0], target, is_one_file=True)
    except DuplicateFileError as error:
        return answers.duplicate(error)
    except PortalError as error:
        return answers.refused(error)
    return answers.accepted(accepted.kode)


def _form(status: int = 200, unit: str = "", problems: Iterable[tuple[str, str]] = ()) -> Response:
    with reading() as session:
        units = worklist.units_to_act_for(session, actor())
        waiting = lists.awaiting_file(session, actor(), actor().units_as(Peran.PENGELOLA))
        has_guide = is_guide_open(session, actor())
    asal, config = origin(request.values), stores().config
    if asal is not None and asal.naskah.unit_kode in {one.kode for one in units}:
        unit = unit or asal.naskah.unit_kode
    chosen = unit or preset_unit(units, actor(), Peran.PENGELOLA, Peran.BIRO)
    return frame.show(
        "upload/upload",
        status,
        di="unggah",
        units=units,
        has_guide=has_guide,
        unit=chosen,
        asal=asal,
        sebutan=NEW_DRAFTS,
        problems=tuple(problems),
        key=secrets.token_urlsafe(16),
        limit_mb=config.max_upload_mb,
        most_files=MOST_FILES,
        didaftarkan=waiting,
        has_other_ways=config.has_other_ways,
        unfinished=WaitingRoom(stores().spool_dir, actor().user_id or 0).unfinished(),
    )


def _take(number: int, file: FileStorage, unit: str, asal: Origin | None) -> FileOutcome:
    nama = display_name(file.filename or "")
    try:
        target = storing.draft_target(unit, asal)
        return FileOutcome(nama, kode=storing.store_sent(str(number), file, target).kode)
    except DuplicateFileError as error:
        place = answers.place_of(error) if error.kode else ""
        return FileOutcome(nama, reason=error.message, other=error.kode or "", url=place)
    except NotFoundError:
        raise
    except PortalError as error:
        note_disturbed(error)
        return FileOutcome(nama, reason=error.message)
