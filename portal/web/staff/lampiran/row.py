"""One row of a register: added, its texts corrected or only read, taken out and put back."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.lampiran.columns import PERENCANAAN, Lampiran, check_year, lampiran_of
from portal.errors import NotAllowedError, Problem
from portal.queries import lampiran as registers
from portal.queries.lampiran import RegisterRow
from portal.queries.naskah import worklist
from portal.services import lampiran as service
from portal.services.acts import Act
from portal.web.context import actor, reading, today
from portal.web.staff import frame, outcome
from portal.web.staff.lampiran.filter import year_choices
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal
from portal.web.staff.reading import typed_form
from portal.web.typed import clean_line

FORM = "baris"
"""Stands for the whole form where no single field is to blame."""


def register_add(lampiran: str) -> ResponseReturnValue:
    """The form of a new row, and its storing."""
    form = lampiran_of(lampiran)
    if request.method != "POST":
        typed = {"unit": request.args.get("unit", ""), "tahun": request.args.get("tahun", "")}
        return _form(form, None, typed)
    typed = request.form.to_dict()
    unit = clean_line(typed.get("unit", ""))

    def verb(session: Session, act: Act) -> int:
        tahun = check_year(clean_line(typed.get("tahun", "")))
        service.add(session, form, unit, tahun, typed, act)
        return tahun

    return outcome.carry_out(
        verb,
        done=lambda tahun: _back(form, unit, tahun, "baris-ditambah"),
        refused=lambda refusal: _form(form, None, typed, refusal),
        blame="unit",
    )


def register_row(lampiran: str, baris: int) -> ResponseReturnValue:
    """One row: its texts to be corrected, or read by those who only read."""
    form = lampiran_of(lampiran)
    row = _find(form, baris)
    if request.method != "POST":
        return _form(form, row, _typed(row))
    if not row.may_edit:
        raise NotAllowedError("Anda bukan pengelola unit ini.")
    sent = typed_form()
    typed = dict(sent.typed)

    def verb(session: Session, act: Act) -> int:
        tahun = check_year(sent.line("tahun"))
        service.correct(session, form, baris, sent.version(), typed, tahun, act)
        return tahun

    def refused(refusal: Refusal) -> Response:
        if not refusal.is_stale:
            return _form(form, row, typed, refusal)
        newer = _find(form, baris)
        return _form(form, newer, {**typed, "version": str(newer.version)}, refusal)

    return outcome.carry_out(
        verb,
        done=lambda tahun: _back(form, row.unit_kode, tahun, "baris-diubah"),
        refused=refused,
        blame="unit",
    )


def register_remove(lampiran: str, baris: int) -> ResponseReturnValue:
    """Take a row out."""
    form = lampiran_of(lampiran)
    row = _find(form, baris)
    seen = typed_form().version()

    def refused(refusal: Refusal) -> Response:
        newer = _find(form, baris)
        return _form(form, newer, _typed(newer), refusal)

    return outcome.carry_out(
        lambda session, act: service.remove(session, form, baris, seen, act),
        done=lambda _: _back(form, row.unit_kode, row.tahun, "baris-dihapus"),
        refused=refused,
        blame=FORM,
    )


def register_restore(lampiran: str, baris: int) -> ResponseReturnValue:
    """Put a row back."""
    form = lampiran_of(lampiran)
    row = _find(form, baris)
    return outcome.carry_out(
        lambda session, act: service.restore(session, form, baris, act),
        done=lambda _: _back(form, row.unit_kode, row.tahun, "baris-pulih"),
        refused=lambda refusal: _form(form, row, _typed(row), refusal),
        blame=FORM,
    )


def _back(form: Lampiran, unit: str, tahun: int, notice: str) -> ResponseReturnValue:
    return frame.go("work.lampiran", notice, lampiran=form.nama, unit=unit, tahun=tahun)


def _find(form: Lampiran, baris: int) -> RegisterRow:
    with reading() as session:
        return registers.find_row(session, form, baris, actor())


def _typed(row: RegisterRow) -> dict[str, str]:
    return {**row.values, "tahun": str(row.tahun), "version": str(row.version)}


def _form(
    form: Lampiran, row: RegisterRow | None, typed: Mapping[str, str], refusal: Refusal = NOTHING_REFUSED
) -> Response:
    with reading() as session:
        units = worklist.units_to_act_for(session, actor())
    is_conflict = refusal.status == 409
    if is_conflict:
        refusal = replace(refusal, problems=tuple(Problem(FORM, one.message) for one in refusal.problems))
    return frame.show(
        "lampiran/form",
        refusal.status,
        di=PERENCANAAN.nama,
        lampiran=form,
        baris=row,
        typed=typed,
        units=[(unit.kode, unit.nama) for unit in units],
        tahun_list=year_choices(typed.get("tahun", "")),
        tahun_ini=str(today().year),
        problems=refusal.pairs(),
        stored=row.values if row is not None and is_conflict else {},
    )
