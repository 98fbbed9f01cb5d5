"""Acts on the family of a naskah: the recommendation to extend it, its ending or replacement, a wrong one voided."""

from collections.abc import Callable, Iterable

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import AlasanPengakhiran
from portal.domain.naskah.family import PengakhiranFields, PenggantianFields, RekomendasiFields
from portal.domain.naskah.kode import is_kode
from portal.errors import Problem
from portal.services.acts import Act
from portal.services.naskah import family, replacing
from portal.web.context import today
from portal.web.staff import outcome
from portal.web.staff.naskah import page
from portal.web.staff.naskah.family_card import END, RECOMMEND, REPLACE, VOID
from portal.web.staff.reading import typed_form
from portal.web.typed import clean


def recommend(kode: str) -> ResponseReturnValue:
    """Record the Biro's recommendation to extend (Pasal 36 ayat (2))."""
    form = typed_form()
    fields = RekomendasiFields(form.day("on", today()), form.line("dokumen"), form.text("keterangan"))

    def verb(session: Session, act: Act) -> None:
        family.recommend_extension(session, kode, fields, act)

    return _act(kode, RECOMMEND, verb, form.problems)


def end(kode: str) -> ResponseReturnValue:
    """End a naskah, with grounds and document (Pasal 37)."""
    form = typed_form()
    fields = PengakhiranFields(
        form.day("on", today()),
        form.choices(AlasanPengakhiran, request.form.getlist("alasan_akhir"), "alasan_akhir", "alasan"),
        form.line("dokumen"),
        form.line("catatan_biro"),
        form.text("keterangan"),
    )
    berkas_id = form.file_id("berkas_id")

    def verb(session: Session, act: Act) -> None:
        family.end(session, kode, fields, act, berkas_id=berkas_id)

    return _act(kode, END, verb, form.problems)


def replace(kode: str) -> ResponseReturnValue:
    """Record that another naskah stands in the place of this one."""
    form = typed_form()
    fields = PenggantianFields(form.day("on", today()), form.line("pengganti"), form.text("keterangan"))
    if not is_kode(fields.pengganti):
        form.problems.append(Problem("pengganti", "Tulis kode naskah penggantinya, misalnya 2026-48213."))
    return _act(kode, REPLACE, lambda session, act: replacing.replace_by(session, kode, fields, act), form.problems)


def void_ending(kode: str) -> ResponseReturnValue:
    """Take a wrong ending back."""
    alasan = clean(request.form.get("alasan_batal", ""))
    return _act(kode, VOID, lambda session, act: family.void_ending(session, kode, alasan, act))


def _act(
    kode: str, form: str, verb: Callable[[Session, Act], object], problems: Iterable[Problem] = ()
) -> ResponseReturnValue:
    return outcome.carry_out(
        verb,
        done=outcome.to("work.detail", form.replace("_", "-"), kode=kode),
        refused=lambda refusal: page.show_refused(kode, refusal, form),
        blame="on",
        problems=problems,
    )
