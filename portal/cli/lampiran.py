"""Commands `portal perencanaan` and `portal penjajakan`: a register of the Lampiran from and to a workbook."""

from pathlib import Path

from portal import clock
from portal.cli.context import ready_stores, stores_to_look_at
from portal.cli.lines import EXIT_OK, EXIT_USAGE, note, say
from portal.domain.lampiran.columns import Lampiran
from portal.domain.lampiran.read_workbook import LARGEST_BOOK, MOST_NAMED, read_book
from portal.domain.lampiran.write_workbook import write_book
from portal.domain.permissions import OPERATOR
from portal.errors import BadInputError, RowsRefusedError
from portal.queries.lampiran import LampiranFilter, load_sheets
from portal.services import lampiran_import
from portal.services.acts import Act


def import_table(lampiran: Lampiran, path: Path, *, unit: str, tahun: int | None) -> int:
    """Take in all rows of the table or none, into the register of a unit and a year (this one by default).

    Every wrong row is named on standard error. Raises BadInputError where the file is no such table.
    """
    try:
        rows = read_book(_read(path), lampiran)
        with ready_stores() as stores, stores.database.transaction() as session:
            act = Act(OPERATOR, clock.utc_now())
            done = lampiran_import.store(session, lampiran, unit, tahun or clock.today().year, rows, act)
    except RowsRefusedError as error:
        for problem in error.problems[:MOST_NAMED]:
            note(problem)
        note(f"portal: {error.message}")
        return EXIT_USAGE
    say(f"{len(rows)} baris dibaca, {len(done.baru)} ditambahkan, {done.sama} sudah ada.")
    return EXIT_OK


def export_table(lampiran: Lampiran, path: Path, *, unit: str | None, tahun: int | None) -> int:
    """Write the register; an empty one gives the template. Raises BadInputError where the file cannot be written."""
    with stores_to_look_at() as stores, stores.database.reading() as session:
        sheets = load_sheets(session, lampiran, OPERATOR, LampiranFilter(unit or "", tahun))
    try:
        path.write_bytes(write_book(lampiran, sheets))
    except OSError as error:
        raise BadInputError(f"{path.name} tidak dapat ditulis. Periksa folder dan izinnya.") from error
    say(f"{sum(len(sheet.rows) for sheet in sheets)} baris ditulis.")
    return EXIT_OK


def _read(path: Path) -> bytes:
    try:
        # One byte more than allowed tells a file that is too large from one that just fits.
        with path.open("rb") as file:
            return file.read(LARGEST_BOOK + 1)
    except OSError as error:
        raise BadInputError(f"{path.name} tidak dapat dibaca.") from error
