"""Monitoring and evaluation (Pasal 42): the note on a naskah, and the list of which naskah have one."""

from datetime import date

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.evaluasi import EvaluasiFields
from portal.errors import Problem
from portal.queries import evaluasi as stored
from portal.queries.evaluasi import EvaluasiGroup, EvaluasiNote
from portal.queries.naskah import dossier, worklist
from portal.services import evaluasi
from portal.services.acts import Act
from portal.web.context import actor, reading, today
from portal.web.pagination import page_links
from portal.web.staff import frame, outcome
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal
from portal.web.staff.reading import Reading, Typed, typed_form
from portal.web.typed import choice, clean_line, show_day
from portal.web.words.labels.evaluasi import GROUPS


def list_evaluasi() -> ResponseReturnValue:
    """Which naskah have no evaluation yet, and the day of the last one of the others."""
    text = clean_line(request.args.get("daftar", ""))
    kelompok = choice(EvaluasiGroup, text, "daftar", "daftar") or EvaluasiGroup.SEMUA
    unit = clean_line(request.args.get("unit", ""))[:40]
    with reading() as session:
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
        kelompok=GROUPS,
        links=page_links(found.page, total=found.total, per_page=found.per_page),
        alamat=frame.address_of("biro.evaluasi_list", daftar=daftar, unit=unit),
    )


def add_evaluasi(kode: str) -> ResponseReturnValue:
    """The form of a new note, and its recording."""
    if request.method != "POST":
        return _form(kode, {"evaluated_on": show_day(today())})
    return _save(kode)


def edit_evaluasi(kode: str, evaluasi_id: int) -> ResponseReturnValue:
    """One note in its form: to be corrected, or to add its delivery."""
    with reading() as session:
        note = stored.find_note(session, dossier.find_naskah(session, kode, actor()).id, evaluasi_id)
    if request.method != "POST":
        return _form(kode, _typed(note), evaluasi_id=evaluasi_id)
    return _save(kode, evaluasi_id)


def void_evaluasi(kode: str, evaluasi_id: int) -> ResponseReturnValue:
    """Take a wrong note back."""
    form = typed_form()
    with reading() as session:
        note = stored.find_note(session, dossier.find_naskah(session, kode, actor()).id, evaluasi_id)
    shown = {**_typed(note), **form.typed}

    def verb(session: Session, act: Act) -> None:
        evaluasi.void_evaluasi(session, kode, evaluasi_id, form.version(), form.text("alasan_batal"), act)

    return outcome.carry_out(
        verb,
        done=outcome.to("work.detail", "evaluasi-batal", kode=kode),
        refused=lambda refusal: _form(kode, shown, refusal, evaluasi_id),
        blame="alasan_batal",
    )


def _save(kode: str, evaluasi_id: int = 0) -> ResponseReturnValue:
    form = typed_form()
    fields, problems = _read(form.typed, today())

    def verb(session: Session, act: Act) -> None:
        if evaluasi_id:
            evaluasi.update_evaluasi(session, kode, evaluasi_id, form.version(), fields, act)
        else:
            evaluasi.add_evaluasi(session, kode, fields, act)

    return outcome.carry_out(
        verb,
        done=outcome.to("work.detail", "evaluasi", kode=kode, _anchor="evaluasi"),
        refused=lambda refusal: _form(kode, form.typed, refusal, evaluasi_id),
        blame="ringkasan",
        problems=problems,
    )


def _form(kode: str, typed: Typed, refusal: Refusal = NOTHING_REFUSED, evaluasi_id: int = 0) -> Response:
    with reading() as session:
        naskah = dossier.find_naskah(session, kode, actor())
    return frame.show(
        "naskah/evaluasi_form",
        refusal.status,
        di="naskah",
        naskah=naskah,
        typed=typed,
        evaluasi_id=evaluasi_id,
        problems=refusal.pairs(),
    )


def _read(typed: Typed, today: date) -> tuple[EvaluasiFields, tuple[Problem, ...]]:
    """An evaluation as typed, and what cannot be read of it."""
    form = Reading(typed)
    fields = EvaluasiFields(
        period_from=form.day("period_from", today),
        period_to=form.day("period_to", today),
        evaluated_on=form.day("evaluated_on", today),
        ringkasan=form.text("ringkasan"),
        rekomendasi=form.text("rekomendasi"),
        is_with_biro="is_with_biro" in typed,
        dokumen_nomor=form.line("dokumen_nomor"),
        dokumen_on=form.day_if_any("dokumen_on"),
        delivered_on=form.day_if_any("delivered_on"),
        delivered_nomor=form.line("delivered_nomor"),
    )
    return fields, tuple(form.problems)


def _typed(note: EvaluasiNote) -> dict[str, str]:
    """A stored evaluation as it would be typed."""
    days = ("period_from", "period_to", "evaluated_on", "dokumen_on", "delivered_on")
    texts = ("ringkasan", "rekomendasi", "dokumen_nomor", "delivered_nomor")
    shown = {name: show_day(getattr(note, name)) for name in days}
    shown |= {name: getattr(note, name) for name in texts}
    return shown | {"version": str(note.version)} | ({"is_with_biro": "1"} if note.is_with_biro else {})
