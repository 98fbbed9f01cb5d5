"""Administration of the units: their tree, and the table that brings them in."""

from flask import request
from flask.typing import ResponseReturnValue

from portal.domain.whole_number import read_count
from portal.errors import BadInputError, RowsRefusedError
from portal.queries import admin
from portal.queries.pemberitahuan.reminders import units_without_receiver
from portal.services.unit import import_units as import_rows
from portal.services.unit import read_units
from portal.web.context import reading, stores, today
from portal.web.staff import frame
from portal.web.staff.reading import read_table


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
    except RowsRefusedError as error:
        return _tree(422, error.problems, error.message)
    except BadInputError as error:
        return _tree(422, (error.message,))
    return frame.go("admin.units", "unit-diimpor", berubah=changed)


def _tree(status: int = 200, problems: tuple[str, ...] = (), title: str = "") -> ResponseReturnValue:
    with reading() as session:
        found = admin.unit_tree(session, today())
        missing = {unit.kode: unit.ke for unit in units_without_receiver(session, today())}
    is_filtered = request.args.get("penerima", "") == "tanpa"
    changed = read_count(request.args.get("berubah", ""), 6)
    return frame.show(
        "admin/units",
        status,
        di="unit",
        units=[unit for unit in found if unit.kode in missing] if is_filtered else found,
        tanpa_penerima=missing,
        is_filtered=is_filtered,
        problems=[("tabel", problem) for problem in problems],
        problem_title=title or "Periksa isian berikut",
        changed=changed,
    )
