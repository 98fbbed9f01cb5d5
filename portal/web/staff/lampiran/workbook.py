"""The registers as workbooks: a table comes in after it was looked at, and goes out with the columns of its form."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from portal.domain.berkas.filename import slug
from portal.domain.lampiran.columns import PERENCANAAN, Lampiran, check_year, lampiran_of
from portal.domain.lampiran.read_workbook import LARGEST_BOOK, MOST_NAMED, WorkbookRow, read_book
from portal.domain.lampiran.write_workbook import write_book
from portal.errors import BadInputError, ConflictError, RowsRefusedError
from portal.queries import lampiran as registers
from portal.queries.naskah import worklist
from portal.services import lampiran_import
from portal.services.lampiran_import import ImportPlan
from portal.web.context import actor, reading, stores, today
from portal.web.staff import frame
from portal.web.staff.lampiran.filter import read_filter, year_choices
from portal.web.staff.lampiran.packing import pack, unpack
from portal.web.staff.outcome import FieldProblems
from portal.web.staff.reading import read_table_file
from portal.web.staff.sheets.workbook import workbook_answer
from portal.web.typed import clean_line

SAVE = "simpan"
SHOWN = 50
"""Rows of a preview that are shown one by one."""


def register_export(lampiran: str) -> Response:
    """The register as it is filtered; `templat=1` gives the columns alone."""
    form = lampiran_of(lampiran)
    if request.args.get("templat") == "1":
        return workbook_answer(write_book(form, ()), f"templat-{lampiran}")
    wanted = read_filter()
    with reading() as session:
        sheets = registers.load_sheets(session, form, actor(), wanted)
    parts = (lampiran, slug(wanted.unit) if wanted.unit else "", str(wanted.tahun or ""))
    return workbook_answer(write_book(form, sheets), "-".join(part for part in parts if part))


def register_import(lampiran: str) -> ResponseReturnValue:
    """Choose a table, look at what it would add, and add it."""
    form = lampiran_of(lampiran)
    if request.method != "POST":
        typed = {"unit": request.args.get("unit", ""), "tahun": request.args.get("tahun", "")}
        return _form(form, typed)
    typed = {name: clean_line(request.form.get(name, "")) for name in ("unit", "tahun", "aksi")}
    try:
        tahun = check_year(typed["tahun"])
        if typed["aksi"] == SAVE:
            return _store(form, typed["unit"], tahun, unpack(form, request.form.get("isi", "")))
        rows = read_book(read_table_file("XLSX", LARGEST_BOOK, " Bagi menjadi beberapa."), form)
        return _preview(form, typed["unit"], tahun, rows)
    except RowsRefusedError as error:
        shown = [("tabel", problem) for problem in error.problems[:MOST_NAMED]]
        if (more := len(error.problems) - MOST_NAMED) > 0:
            shown.append(("tabel", f"dan {more} baris lain."))
        return _form(form, typed, 422, tuple(shown), error.message)
    except BadInputError as error:
        return _form(form, typed, 422, ((error.field or "tabel", error.message),))
    except ConflictError as error:
        return _form(form, typed, 409, (("tabel", error.message),))


def _store(form: Lampiran, unit: str, tahun: int, rows: tuple[WorkbookRow, ...]) -> ResponseReturnValue:
    with stores().database.transaction() as session:
        done = lampiran_import.store(session, form, unit, tahun, rows, frame.act())
    # Rows of units below the chosen one would not show under its own filter.
    units = {baris.unit for baris in done.baru} | {unit}
    shown = unit if len(units) == 1 else ""
    return frame.go(
        "work.lampiran", "tabel-masuk", lampiran=form.nama, unit=shown, tahun=tahun,
        masuk=len(done.baru), sama=done.sama,
    )  # fmt: skip


def _preview(form: Lampiran, unit: str, tahun: int, rows: tuple[WorkbookRow, ...]) -> ResponseReturnValue:
    if not rows:
        raise BadInputError("Tabelnya belum berisi satu baris pun. Isi dulu, lalu impor.", "tabel")
    with reading() as session:
        plan: ImportPlan = lampiran_import.preview(session, form, unit, tahun, rows, frame.act())
        nama = next((one.nama for one in worklist.units_to_act_for(session, actor()) if one.kode == unit), unit)
    return frame.show(
        "lampiran/import_preview",
        di=PERENCANAAN.nama,
        lampiran=form,
        plan=plan,
        unit_nama=nama,
        shown=plan.baru[:SHOWN],
        isi=pack(form, rows),
    )


def _form(
    form: Lampiran, typed: dict[str, str], status: int = 200, problems: FieldProblems = (), title: str = ""
) -> Response:
    with reading() as session:
        units = worklist.units_to_act_for(session, actor())
    return frame.show(
        "lampiran/import",
        status,
        di=PERENCANAAN.nama,
        lampiran=form,
        typed=typed,
        units=[(unit.kode, unit.nama) for unit in units],
        tahun_list=year_choices(typed.get("tahun", "")),
        tahun_ini=str(today().year),
        problems=problems,
        problem_title=title or "Tabel belum dapat diimpor",
    )
