"""Monitoring and evaluation (Pasal 42): the note on a naskah, and the list of which naskah have one."""

from collections.abc import Iterable

from flask import Response, request
from flask.typing import ResponseReturnValue

from portal.domain.naskah.fields import Problem
from portal.errors import BadInputError, ConflictError
from portal.queries import evaluasi as stored
from portal.queries.evaluasi import EvaluasiGroup
from portal.queries.naskah import dossier, worklist
from portal.services import evaluasi
from portal.services.naskah.editing import FieldsRefusedError
from portal.web.context import actor, stores, today
from portal.web.pagination import page_links
from portal.web.staff import frame
from portal.web.staff.naskah_asli.form import Reading
from portal.web.staff.usulan import form as forms
from portal.web.typed import choice, clean_line, show_day
from portal.web.words import wording_usulan


def evaluations() -> ResponseReturnValue:
    """Which naskah have no evaluation yet, and the day of the last one of the others."""
    text = clean_line(request.args.get("daftar", ""))
    kelompok = choice(EvaluasiGroup, text, "daftar", "daftar") or EvaluasiGroup.SEMUA
    unit = clean_line(request.args.get("unit", ""))[:40]
    with stores().database.reading() as session:
        found = stored.list_evaluasi(session, actor(), kelompok, unit, frame.page_number(), today())
        units = worklist.units_to_read(session, actor())
    daftar = "" if kelompok is EvaluasiGroup.SEMUA else kelompok.value
    return frame.show(
        "naskah/evaluasi_list",
        di="evaluasi",
        found=found,
        wanted=kelompok,
        unit=unit,
        units=units,
        kelompok=wording_usulan.KELOMPOK_EVALUASI,
        links=page_links(found.page, max(1, -(-found.total // found.per_page))),
        alamat=frame.address_of("biro.evaluations", daftar=daftar, unit=unit),
    )


def add_evaluation(kode: str) -> ResponseReturnValue:
    """The form of a new note, and its recording."""
    if request.method != "POST":
        return _form(kode, {"evaluated_on": show_day(today())})
    return _save(kode)


def evaluation(kode: str, evaluasi_id: int) -> ResponseReturnValue:
    """One note in its form: to be corrected, or to add its delivery."""
    with stores().database.reading() as session:
        note = stored.find_note(session, dossier.find_naskah(session, kode, actor()).id, evaluasi_id)
    if request.method != "POST":
        return _form(kode, forms.show_evaluasi(note), evaluasi_id=evaluasi_id)
    return _save(kode, evaluasi_id)


def void_evaluation(kode: str, evaluasi_id: int) -> ResponseReturnValue:
    """Take a wrong note back."""
    form = Reading(request.form.to_dict())
    with stores().database.reading() as session:
        note = stored.find_note(session, dossier.find_naskah(session, kode, actor()).id, evaluasi_id)
    shown = {**forms.show_evaluasi(note), **form.typed}
    try:
        with stores().database.transaction() as session:
            seen, alasan = form.number("version"), form.text("alasan_batal")
            evaluasi.void_evaluation(session, kode, evaluasi_id, seen, alasan, frame.act())
    except BadInputError as error:
        return _form(kode, shown, 422, (Problem(error.field or "alasan_batal", error.message),), evaluasi_id)
    except ConflictError as error:
        return _form(kode, shown, 409, (Problem("alasan_batal", error.message),), evaluasi_id)
    return frame.go("work.detail", "evaluasi-batal", kode=kode)


def _save(kode: str, evaluasi_id: int = 0) -> ResponseReturnValue:
    typed = request.form.to_dict()
    with stores().database.reading() as session:
        # Whatever is wrong with the form, an unknown code is not found.
        dossier.find_naskah(session, kode, actor())
    fields, problems = forms.read_evaluasi(typed, today())
    if problems:
        return _form(kode, typed, 422, problems, evaluasi_id)
    try:
        with stores().database.transaction() as session:
            if evaluasi_id:
                seen = Reading(typed).number("version")
                evaluasi.update_evaluation(session, kode, evaluasi_id, seen, fields, frame.act())
            else:
                evaluasi.add_evaluation(session, kode, fields, frame.act())
    except FieldsRefusedError as error:
        return _form(kode, typed, 422, error.problems, evaluasi_id)
    except ConflictError as error:
        return _form(kode, typed, 409, (Problem("ringkasan", error.message),), evaluasi_id)
    return frame.go("work.detail", "evaluasi", kode=kode, _anchor="evaluasi")


def _form(
    kode: str, typed: forms.Typed, status: int = 200, problems: Iterable[Problem] = (), evaluasi_id: int = 0
) -> Response:
    with stores().database.reading() as session:
        naskah = dossier.find_naskah(session, kode, actor())
    return frame.show(
        "naskah/evaluasi_form",
        status,
        di="naskah",
        naskah=naskah,
        typed=typed,
        evaluasi_id=evaluasi_id,
        problems=[(problem.field, problem.message) for problem in problems],
    )
