"""The form of a naskah: shown, changed, saved, handed in; and what happens when somebody else was faster."""

from dataclasses import replace

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.naskah.fields import NaskahFields, check_complete
from portal.domain.naskah.status import Action, Status, allowed_actions
from portal.domain.whole_number import read_count
from portal.errors import BadInputError, StaleVersionError, TransitionNotAllowedError
from portal.queries.mitra import find_mitra
from portal.queries.naskah import dossier
from portal.queries.naskah.values import StaffNaskah
from portal.services.publication import verbs
from portal.web.context import actor, reading
from portal.web.staff import frame, outcome
from portal.web.staff.form import conflict, page, saving
from portal.web.staff.form import fields as forms
from portal.web.staff.form import saran as saran_page
from portal.web.staff.form.fields import COMMON_LANGUAGES, NaskahForm, stored_form
from portal.web.staff.form.rows import HubunganRow, PihakRow
from portal.web.staff.naskah import kemiripan_card
from portal.web.staff.outcome import Refusal
from portal.web.typed import read_version

SAVE, SEND = "simpan", "kirim"
CONFIRMED = "diperiksa"
"""Argument of sending: the person was asked about every value that was read badly, and lets them stand."""
TAKE, TAKE_ALL, TAKE_PARTNER = "pakai_saran", "pakai_semua", "pakai_terdaftar"


def edit(kode: str) -> ResponseReturnValue:
    """Show the form, or take what was typed into it."""
    action, _, argument = request.form.get("aksi", SAVE).partition(":")
    with reading() as session:
        stored = dossier.find_naskah(session, kode, actor())
        if Action.EDIT not in allowed_actions(stored.status, actor().peran_for(stored.unit_kode)):
            return redirect(url_for("work.detail", kode=kode), 303)
        if request.method != "POST":
            return page.show(stored, None)
        form = forms.read_form(request.form)
        if stored.status is not Status.DRAF:
            form = forms.keep_visibility(form, stored_form(stored))
        if action == conflict.TAKE:
            return _show_conflict(session, stored, conflict.take(form, stored_form(stored), argument))
        if action not in (SAVE, SEND, *kemiripan_card.VERBS):
            return page.show(stored, _changed(session, stored, form, action, argument))
        fields, unreadable = forms.to_fields(form)
        if action in (SAVE, SEND) and (found := saving.all_problems(fields, unreadable, is_sent=action == SEND)):
            return page.show(stored, form, Refusal(422, found))
        if action == SEND:
            doubts = page.unchecked(stored, form)
            if doubts and argument != CONFIRMED:
                return page.show(stored, form, Refusal(422, ()), is_asking=True)
            form = saran_page.with_dealt(form, *doubts)
            fields = replace(fields, diperiksa=form.diperiksa)
    # From here on something is written, so what is shown afterwards is read anew.
    if action in kemiripan_card.VERBS:
        kemiripan_card.judge(kode, argument, action)
        with reading() as session:
            return page.show(dossier.find_naskah(session, kode, actor()), form)
    return _save(stored, form, fields, is_sent=action == SEND)


def submit(kode: str) -> ResponseReturnValue:
    """Hand a naskah in as it is stored; what is missing is shown in its form."""
    seen, is_checked = read_version(request.form.get("version", "")), "is_checked" in request.form
    with reading() as session:
        stored = dossier.find_naskah(session, kode, actor())
    if Action.SUBMIT in allowed_actions(stored.status, actor().peran_for(stored.unit_kode)):
        form = stored_form(stored)
        if not check_complete(stored.fields) and page.unchecked(stored, form):
            return page.show(stored, form, Refusal(422, ()), is_asking=True)

    def refused(refusal: Refusal) -> Response:
        with reading() as session:
            stored = dossier.find_naskah(session, kode, actor())
            return page.show(stored, stored_form(stored), refusal)

    return outcome.carry_out(
        lambda session, act: verbs.submit(session, kode, seen, act, is_checked=is_checked),
        done=outcome.to("work.tanda_terima", "terkirim", kode=kode),
        refused=refused,
        blame="judul",
        shows_conflicts=False,
    )


def _save(stored: StaffNaskah, form: NaskahForm, fields: NaskahFields, *, is_sent: bool) -> ResponseReturnValue:
    try:
        saving.write(stored.kode, form, fields, is_sent=is_sent)
    except StaleVersionError:
        with reading() as session:
            return _show_conflict(session, dossier.find_naskah(session, stored.kode, actor()), form)
    except BadInputError as error:
        return page.show(stored, form, outcome.refusal_of(error, "judul"))
    except TransitionNotAllowedError as error:
        with reading() as session:
            newer = dossier.find_naskah(session, stored.kode, actor())
            return page.show(newer, form, outcome.refusal_of(error, "judul"))
    if is_sent:
        return frame.go("work.tanda_terima", "terkirim", kode=stored.kode)
    return frame.go("work.detail", "tersimpan", kode=stored.kode)


def _show_conflict(session: Session, newer: StaffNaskah, form: NaskahForm) -> Response:
    clash = conflict.compare(session, newer, stored_form(newer), form)
    return page.show(newer, replace(form, version=newer.version), Refusal(409, ()), clash)


def _changed(session: Session, stored: StaffNaskah, form: NaskahForm, action: str, argument: str) -> NaskahForm:
    """The form after a button that saves nothing: another row, one row less, a value that was offered, all of them."""
    if action == TAKE_ALL:
        return saran_page.with_dealt(form, *page.unchecked(stored, form))
    if action == TAKE:
        return saran_page.take(form, argument, COMMON_LANGUAGES)
    if action != TAKE_PARTNER:
        return _with_rows(form, action, argument)
    place, _, slug = argument.partition(":")
    partner = find_mitra(session, [slug], actor()).get(slug)
    number = read_count(place, 2)
    if partner is None or number is None:
        return form
    jenis = partner.jenis.value if partner.jenis else ""
    return saran_page.take_mitra(form, number, partner.nama, jenis, partner.negara or "")


def _with_rows(form: NaskahForm, action: str, argument: str) -> NaskahForm:
    number = read_count(argument, 2) or 0
    if action == "tambah_pihak":
        return replace(form, pihak=(*form.pihak, PihakRow()))
    if action == "tambah_hubungan":
        return replace(form, hubungan=(*form.hubungan, HubunganRow()))
    if action == "hapus_pihak":
        # Rows move up, so what was said of one is said of another; and a row taken away does not come back.
        dealt = (*(name for name in form.diperiksa if not name.startswith("pihak-")), "pihak")
        return replace(form, pihak=form.pihak[: max(0, number - 1)] + form.pihak[number:], diperiksa=dealt)
    if action == "hapus_hubungan":
        return replace(form, hubungan=form.hubungan[: max(0, number - 1)] + form.hubungan[number:])
    return form
