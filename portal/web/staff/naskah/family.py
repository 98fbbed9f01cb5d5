"""Acts on the family of a naskah: the Biro's recommendation to extend it, its ending or
replacement, and a wrong one voided."""

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import AlasanPengakhiran
from portal.domain.naskah.family import PengakhiranFields, PenggantianFields, RekomendasiFields
from portal.domain.naskah.fields import Problem
from portal.domain.naskah.kode import is_kode
from portal.errors import BadInputError, ConflictError, FieldsRefusedError
from portal.queries.naskah import dossier as dossier_queries
from portal.services.acts import Act
from portal.services.naskah import family, replacing
from portal.web.context import actor, stores, today
from portal.web.staff import frame
from portal.web.staff.naskah import detail
from portal.web.staff.naskah_asli import form as forms
from portal.web.staff.naskah_asli.record import Verb
from portal.web.typed import choice

RECOMMEND, REPLACE, END, VOID = "rekomendasi", "ganti", "akhiri", "batal_akhiri"
"""The forms of the card, by which their fields are told apart."""


def recommend(kode: str) -> ResponseReturnValue:
    """Record the Biro's recommendation to extend (Pasal 36 ayat (2))."""
    form = forms.Reading(request.form.to_dict())
    fields = RekomendasiFields(form.day("on", today()), form.line("dokumen"), form.text("keterangan"))

    def verb(session: Session, act: Act) -> None:
        family.recommend_extension(session, kode, fields, act)

    return _do(kode, RECOMMEND, verb, form.problems)


def end(kode: str) -> ResponseReturnValue:
    """End a naskah, with grounds and document (Pasal 37)."""
    form = forms.Reading(request.form.to_dict())
    grounds = [
        form.read(choice, AlasanPengakhiran, value, "alasan_akhir", "alasan")
        for value in request.form.getlist("alasan_akhir")
    ]
    fields = PengakhiranFields(
        form.day("on", today()),
        tuple(dict.fromkeys(ground for ground in grounds if ground is not None)),
        form.line("dokumen"),
        form.line("catatan_biro"),
        form.text("keterangan"),
    )
    file = form.line("berkas_id")
    if file and not (file.isascii() and file.isdigit() and len(file) < 10):
        form.problems.append(Problem("berkas_id", "Pilih berkas dari daftar."))
        file = ""

    def verb(session: Session, act: Act) -> None:
        family.end(session, kode, fields, act, berkas_id=int(file) if file else None)

    return _do(kode, END, verb, form.problems)


def replace(kode: str) -> ResponseReturnValue:
    """Record that another naskah stands in the place of this one."""
    form = forms.Reading(request.form.to_dict())
    fields = PenggantianFields(form.day("on", today()), form.line("pengganti"), form.text("keterangan"))
    if not is_kode(fields.pengganti):
        form.problems.append(Problem("pengganti", "Tulis kode naskah penggantinya, misalnya 2026-48213."))
    return _do(kode, REPLACE, lambda session, act: replacing.replace_by(session, kode, fields, act), form.problems)


def void_ending(kode: str) -> ResponseReturnValue:
    """Take a wrong ending back."""
    alasan = request.form.get("alasan_batal", "")
    return _do(kode, VOID, lambda session, act: family.void_ending(session, kode, alasan, act), [])


def _do(kode: str, form: str, verb: Verb, problems: list[Problem]) -> ResponseReturnValue:
    with stores().database.reading() as session:
        # Whatever is wrong with the form, an unknown code is not found.
        dossier_queries.find_state(session, kode, actor())
    status = 422
    found: tuple[Problem, ...] = tuple(problems)
    if not found:
        try:
            with stores().database.transaction() as session:
                verb(session, frame.act())
        except FieldsRefusedError as error:
            found = error.problems
        except BadInputError as error:
            found = (Problem(error.field or "on", error.message),)
        except ConflictError as error:
            found, status = (Problem("on", error.message),), 409
        else:
            return frame.go("work.detail", form.replace("_", "-"), kode=kode)
    named = tuple((f"{form}-{problem.field}", problem.message) for problem in found)
    return detail.show_dossier(kode, status, named, request.form)
