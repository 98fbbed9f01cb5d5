"""Administration of the units, and of the work that waits or failed."""

from flask import request
from flask.typing import ResponseReturnValue

from portal import clock
from portal.errors import BadInputError
from portal.queries import admin
from portal.services.berkas import retrying
from portal.services.unit import import_units as import_rows
from portal.services.unit import read_units
from portal.web.context import actor, stores, today
from portal.web.spool import LARGEST_TABLE
from portal.web.staff import frame


def units() -> ResponseReturnValue:
    """The tree of units, with the form to bring in a table."""
    return _tree()


def import_units() -> ResponseReturnValue:
    """Bring in a table of units; all of it or nothing."""
    try:
        rows = read_units(read_table())
        act = frame.act()
        with stores().database.transaction() as session:
            changed = import_rows(session, rows, actor=act.actor, now=act.now)
    except BadInputError as error:
        return _tree(422, error.message)
    return frame.go("admin.units", "unit-diimpor", berubah=changed)


def jobs() -> ResponseReturnValue:
    """The queue: how much waits, and what failed."""
    with stores().database.reading() as session:
        queue = admin.load_queue(session, actor(), clock.utc_now())
    return frame.show("admin/jobs", di="pekerjaan", queue=queue)


def retry_job(job_id: int) -> ResponseReturnValue:
    """Give a failed job another chance."""
    with stores().database.transaction() as session:
        retrying.retry_job(session, job_id, frame.act())
    return frame.go("admin.jobs", "pekerjaan")


def _tree(status: int = 200, problem: str = "") -> ResponseReturnValue:
    with stores().database.reading() as session:
        found = admin.unit_tree(session, today())
    berubah = request.args.get("berubah", "")
    changed = int(berubah) if berubah.isascii() and berubah.isdigit() and len(berubah) < 7 else None
    return frame.show("admin/units", status, di="unit", units=found, problem=problem, changed=changed)


def read_table() -> str:
    """The CSV that came as `tabel`, as text. Raises BadInputError."""
    part = request.files.get("tabel")
    data = part.stream.read() if part is not None and part.filename else b""
    if not data:
        raise BadInputError("Pilih berkas CSV dulu.", "tabel")
    if len(data) > LARGEST_TABLE:
        raise BadInputError("Berkas CSV lebih besar dari 2 MB.", "tabel")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError("Berkas ini bukan CSV berhuruf UTF-8. Simpan ulang sebagai CSV UTF-8.", "tabel") from error
