"""The optional registers of the Lampiran: the list, one row and its correction, the draft that a plan becomes."""

from collections.abc import Mapping

from flask import Response, request
from flask.typing import ResponseReturnValue

from portal.domain.lampiran.columns import PERENCANAAN, Lampiran, check_year, lampiran_of
from portal.domain.naskah.enumerations import FOREIGN_JENIS_MITRA, JenisMitra
from portal.domain.naskah.fields import LONGEST_JUDUL, Problem
from portal.errors import BadInputError, ConflictError, NotAllowedError, StaleVersionError
from portal.queries import lampiran as registers
from portal.queries.lampiran import LampiranFilter, RegisterRow
from portal.queries.naskah import worklist
from portal.services import lampiran as service
from portal.services.naskah.editing import FieldsRefusedError
from portal.web.context import actor, stores, today
from portal.web.pagination import page_links
from portal.web.staff import frame
from portal.web.staff.form.rows import MINISTRY_NAME
from portal.web.staff.naskah_asli.form import Reading
from portal.web.typed import choice, clean_line
from portal.web.words.labels.naskah import label

ALL_YEARS = "semua"
FORM = "baris"
"""Stands for the whole form where no single field is to blame."""
DOMESTIC = [(kind.value, label(kind)) for kind in JenisMitra if kind not in FOREIGN_JENIS_MITRA]
"""Partners of a plan: both forms are for domestic cooperation (Pasal 3 ayat (4))."""
Problems = tuple[tuple[str, str], ...]


def register(lampiran: str) -> ResponseReturnValue:
    """One register, narrowed by unit and year; this year unless another is asked for."""
    form = lampiran_of(lampiran)
    wanted = read_filter()
    with stores().database.reading() as session:
        found = registers.list_rows(session, form, actor(), wanted, frame.page_number())
        units = worklist.units_to_act_for(session, actor())
        readable = registers.units_to_read(session, form, actor())
    tahun = str(wanted.tahun or ALL_YEARS)
    dihapus = "1" if wanted.is_removed else ""
    return frame.show(
        "lampiran/list",
        di=PERENCANAAN.nama,
        lampiran=form,
        found=found,
        wanted=wanted,
        tahun=tahun,
        tahun_list=sorted({*found.years, today().year, today().year + 1}, reverse=True),
        units=readable,
        may_keep=bool(units),
        counts={name: _count(request.args.get(name, "")) for name in ("masuk", "sama")},
        links=page_links(found.page, max(1, -(-found.total // found.per_page))),
        alamat=frame.address_of(
            "work.register", lampiran=lampiran, unit=wanted.unit, tahun=tahun, dihapus=dihapus
        ),
    )  # fmt: skip


def register_add(lampiran: str) -> ResponseReturnValue:
    """The form of a new row, and its storing."""
    form = lampiran_of(lampiran)
    if request.method != "POST":
        typed = {"unit": request.args.get("unit", ""), "tahun": request.args.get("tahun", "")}
        return _form(form, None, typed)
    typed = request.form.to_dict()
    try:
        tahun, unit = check_year(clean_line(typed.get("tahun", ""))), clean_line(typed.get("unit", ""))
        with stores().database.transaction() as session:
            service.add(session, form, unit, tahun, typed, frame.act())
    except BadInputError as error:
        return _form(form, None, typed, 422, _named(error))
    except ConflictError as error:
        return _form(form, None, typed, 409, ((FORM, error.message),))
    return _back(form, unit, tahun, "baris-ditambah")


def register_row(lampiran: str, baris: int) -> ResponseReturnValue:
    """One row: its texts to be corrected, or read by those who only read."""
    form = lampiran_of(lampiran)
    row = _find(form, baris)
    if request.method != "POST":
        return _form(form, row, _typed(row))
    if not row.may_edit:
        raise NotAllowedError("Anda bukan pengelola unit ini.")
    typed = request.form.to_dict()
    try:
        tahun = check_year(clean_line(typed.get("tahun", "")))
        version = Reading(typed).number("version")
        with stores().database.transaction() as session:
            service.correct(session, form, baris, version, typed, tahun, frame.act())
    except BadInputError as error:
        return _form(form, row, typed, 422, _named(error))
    except StaleVersionError as error:
        newer = _find(form, baris)
        return _form(form, newer, {**typed, "version": str(newer.version)}, 409, ((FORM, error.message),))
    except ConflictError as error:
        return _form(form, row, typed, 409, ((FORM, error.message),))
    return _back(form, row.unit_kode, tahun, "baris-diubah")


def register_remove(lampiran: str, baris: int) -> ResponseReturnValue:
    """Take a row out."""
    form = lampiran_of(lampiran)
    row = _find(form, baris)
    try:
        with stores().database.transaction() as session:
            service.remove(session, form, baris, Reading(request.form).number("version"), frame.act())
    except ConflictError as error:
        newer = _find(form, baris)
        return _form(form, newer, _typed(newer), 409, ((FORM, error.message),))
    return _back(form, row.unit_kode, row.tahun, "baris-dihapus")


def register_restore(lampiran: str, baris: int) -> ResponseReturnValue:
    """Put a row back."""
    form = lampiran_of(lampiran)
    row = _find(form, baris)
    try:
        with stores().database.transaction() as session:
            service.restore(session, form, baris, frame.act())
    except ConflictError as error:
        return _form(form, row, _typed(row), 409, ((FORM, error.message),))
    return _back(form, row.unit_kode, row.tahun, "baris-pulih")


def plan_to_naskah(baris: int) -> ResponseReturnValue:
    """The draft that a plan becomes: its title and the class of the partner are asked for, the rest is filled in."""
    row = _find(PERENCANAAN, baris)
    if request.method != "POST":
        judul = f"Kerja Sama {' '.join(row.values['bidang'].split())} dengan {row.values['mitra']}"
        return _naskah_form(row, {"judul": judul[:LONGEST_JUDUL]})
    form = Reading(request.form)
    jenis = form.read(choice, JenisMitra, form.line("jenis_mitra"), "jenis_mitra", "jenis mitra")
    if not form.line("judul"):
        form.problems.append(Problem("judul", "Isi judul naskah."))
    if jenis is None and not any(problem.field == "jenis_mitra" for problem in form.problems):
        form.problems.append(Problem("jenis_mitra", "Pilih jenis mitra."))
    if form.problems or jenis is None:
        return _naskah_form(row, form.typed, 422, tuple((one.field, one.message) for one in form.problems))
    try:
        with stores().database.transaction() as session:
            kode = service.to_naskah(
                session, baris, form.number("version"), form.line("judul"), jenis,
                kementerian=MINISTRY_NAME, act=frame.act(),
            )  # fmt: skip
    except BadInputError as error:
        return _naskah_form(row, form.typed, 422, ((error.field or "judul", error.message),))
    except ConflictError as error:
        return _naskah_form(_find(PERENCANAAN, baris), form.typed, 409, (("judul", error.message),))
    return frame.go("work.edit", "jadi-naskah", kode=kode)


def read_filter() -> LampiranFilter:
    """Unit, year and whether taken-out rows are wanted, from the address. Raises BadInputError."""
    text = clean_line(request.args.get("tahun", ""))[:20]
    tahun = None if text == ALL_YEARS else check_year(text) if text else today().year
    return LampiranFilter(clean_line(request.args.get("unit", ""))[:100], tahun, request.args.get("dihapus") == "1")


def _back(form: Lampiran, unit: str, tahun: int, pesan: str) -> ResponseReturnValue:
    return frame.go("work.register", pesan, lampiran=form.nama, unit=unit, tahun=tahun)


def _find(form: Lampiran, baris: int) -> RegisterRow:
    with stores().database.reading() as session:
        return registers.find_row(session, form, baris, actor())


def _typed(row: RegisterRow) -> dict[str, str]:
    return {**row.values, "tahun": str(row.tahun), "version": str(row.version)}


def _named(error: BadInputError) -> Problems:
    if isinstance(error, FieldsRefusedError):
        return tuple((problem.field, problem.message) for problem in error.problems)
    return ((error.field or "unit", error.message),)


def _form(
    form: Lampiran, row: RegisterRow | None, typed: Mapping[str, str], status: int = 200, problems: Problems = ()
) -> Response:
    with stores().database.reading() as session:
        units = worklist.units_to_act_for(session, actor())
    years = {str(today().year + shift) for shift in (-1, 0, 1, 2)} | {typed.get("tahun", "")} - {"", ALL_YEARS}
    return frame.show(
        "lampiran/form",
        status,
        di=PERENCANAAN.nama,
        lampiran=form,
        baris=row,
        typed=typed,
        units=[(unit.kode, unit.nama) for unit in units],
        tahun_list=[(year, year) for year in sorted(years) if year.isdigit()],
        tahun_ini=str(today().year),
        problems=problems,
        stored=row.values if row is not None and status == 409 else {},
    )


def _naskah_form(row: RegisterRow, typed: Mapping[str, str], status: int = 200, problems: Problems = ()) -> Response:
    return frame.show(
        "lampiran/naskah_form",
        status,
        di=PERENCANAAN.nama,
        lampiran=PERENCANAAN,
        baris=row,
        typed=typed,
        jenis=DOMESTIC,
        problems=problems,
    )


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
