"""The form of a naskah beside its pages: save, hand in, and what happens when somebody else was faster."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.naskah.fields import MOST_PIHAK, NaskahFields, Problem, check_complete, check_possible
from portal.domain.naskah.status import Action, Status, allowed_actions
from portal.errors import BadInputError, StaleVersionError, TransitionNotAllowedError
from portal.queries.berkas import files
from portal.queries.kemiripan import find_twins
from portal.queries.mitra import find_partners
from portal.queries.naskah import dossier, worklist
from portal.queries.naskah.values import StaffBerkas, StaffNaskah
from portal.services import saran as saran_service
from portal.services.naskah import editing
from portal.services.naskah.editing import FieldsRefusedError
from portal.services.publication import verbs
from portal.web.context import actor, stores, today
from portal.web.countries import COUNTRIES
from portal.web.staff import frame
from portal.web.staff.form import checks, conflict, mitra_search, touched
from portal.web.staff.form import fields as forms
from portal.web.staff.form import saran as saran_page
from portal.web.staff.form.conflict import Conflict
from portal.web.staff.form.fields import NaskahForm
from portal.web.staff.form.hints import beside
from portal.web.staff.form.rows import HubunganRow, PihakRow, with_partner
from portal.web.staff.form.saran import Read
from portal.web.staff.naskah import kemiripan

SAVE, SEND = "simpan", "kirim"
TAKE, TAKE_PARTNER = "pakai_saran", "pakai_terdaftar"
COMMON_LANGUAGES = ("id", "en")
MOST_PAGES = 60
"""Pages of one file that are shown beside the form; the rest is in the file."""
QUEUE_HOURS = 24
QUEUE_LENGTH = 2


def edit(kode: str) -> ResponseReturnValue:
    """Show the form, or take what was typed into it."""
    stored = find(kode)
    if Action.EDIT not in allowed_actions(stored.status, actor().peran_for(stored.unit_kode)):
        return redirect(url_for("work.detail", kode=kode), 303)
    if request.method != "POST":
        return show_form(stored, None)
    form = forms.read_form(request.form)
    if stored.status is not Status.DRAF:
        form = forms.keep_visibility(form, stored_form(stored))
    action, _, argument = request.form.get("aksi", SAVE).partition(":")
    if action == conflict.TAKE:
        return _show_conflict(kode, conflict.take(form, stored_form(stored), argument))
    if action in kemiripan.VERBS:
        kemiripan.judge(kode, argument, action)
        return show_form(find(kode), form)
    if action not in (SAVE, SEND):
        return show_form(stored, _changed(form, action, argument))
    return _save(stored, form, is_sent=action == SEND)


def show_form(
    stored: StaffNaskah,
    typed: NaskahForm | None,
    *,
    status: int = 200,
    problems: tuple[Problem, ...] = (),
    clash: Conflict | None = None,
) -> Response:
    """The form with what was typed, whatever is wrong with it; with the suggestions where nothing was typed yet."""
    since = clock.utc_now() - timedelta(hours=QUEUE_HOURS)
    with stores().database.reading() as session:
        units = worklist.units_to_act_for(session, actor())
        partners = dossier.known_mitra(session, actor())
        queue = files.recent_drafts(session, actor(), since, limit=QUEUE_LENGTH + 1)
        found = saran_service.load(session, [berkas.id for berkas in stored.current_berkas])
        slugs = [saran.terdaftar for values in found.values() for saran in values if saran.terdaftar]
        near = find_partners(session, slugs, actor())
        kembar = find_twins(session, stored.id, actor())
        seen = files.look_through(session, stored.berkas)
    reads = saran_page.gather(stored.current_berkas, found)
    form = typed or _filled(stored, reads)
    form = replace(form, pihak=with_partner(form.pihak))
    shown = next((berkas.id for berkas in stored.current_berkas if berkas.halaman), None)
    page_of = _page_address(stored.kode, shown)
    fields, _ = forms.to_fields(form)
    with stores().database.reading() as session:
        warnings = checks.warnings_of(session, stored, fields, seen.isi)
        jam = checks.clock_of(session, stored, fields)
    saran = beside(form, stored_form(stored), reads, near, shown=shown, address=page_of)
    if request.method == "POST":
        saran = replace(saran, hints=mitra_search.with_near(saran.hints, form, partners))
    return frame.show(
        "form/form",
        status,
        di="unggah" if stored.status is Status.DRAF else "naskah",
        naskah=stored,
        form=form,
        problems=tuple((problem.field, problem.message) for problem in problems),
        errors={problem.field: problem.message for problem in reversed(problems)},
        clash=clash,
        is_unsaved=request.method == "POST",
        units=units,
        partners=partners,
        queue=[draft for draft in queue if draft.kode != stored.kode][:QUEUE_LENGTH],
        warnings=warnings,
        jam=jam,
        tersentuh=touched.touched(),
        countries=sorted(((code, negara.nama) for code, negara in COUNTRIES.items()), key=lambda pair: pair[1]),
        languages=COMMON_LANGUAGES,
        most_pihak=MOST_PIHAK,
        saran=saran,
        temuan=[(berkas, seen.findings[berkas.id]) for berkas in stored.berkas if berkas.id in seen.findings],
        most_pages=MOST_PAGES,
        halaman_di=page_of,
        **kemiripan.shown(stored, kembar, actor()),
        is_checked="is_checked" in request.form,
        may_send=Action.SUBMIT in allowed_actions(stored.status, actor().peran_for(stored.unit_kode)),
    )


def stored_form(stored: StaffNaskah) -> NaskahForm:
    """The record as the form shows it."""
    return forms.show_fields(stored.fields, version=stored.version, seen=stored.seen, common_languages=COMMON_LANGUAGES)


def _filled(stored: StaffNaskah, reads: tuple[Read, ...]) -> NaskahForm:
    fields = saran_page.prefilled(stored, reads)
    form = forms.show_fields(fields, version=stored.version, seen=stored.seen, common_languages=COMMON_LANGUAGES)
    return saran_page.with_ministry(form) if fields.pihak != stored.fields.pihak else form


def _page_address(kode: str, shown: int | None) -> Callable[[StaffBerkas, int], str]:
    """Where a page of a file is seen: beside the form while it is there, else in the file itself."""

    def address(berkas: StaffBerkas, page: int) -> str:
        if page > MOST_PAGES or page > len(berkas.halaman) or berkas.is_replaced:
            return url_for("work.file", kode=kode, berkas_id=berkas.id) + f"#page={page}"
        return f"#hlm-{page}" if berkas.id == shown else f"#hlm-{berkas.id}-{page}"

    return address


def _changed(form: NaskahForm, action: str, argument: str) -> NaskahForm:
    """The form after a button that saves nothing: another row, one row less, a value that was offered."""
    if action == TAKE:
        return saran_page.take(form, argument, COMMON_LANGUAGES)
    if action != TAKE_PARTNER:
        return _with_rows(form, action, argument)
    place, _, slug = argument.partition(":")
    with stores().database.reading() as session:
        partner = find_partners(session, [slug], actor()).get(slug)
    if partner is None or not (place.isascii() and place.isdigit() and len(place) < 3):
        return form
    jenis = partner.jenis.value if partner.jenis else ""
    return saran_page.take_partner(form, int(place), partner.nama, jenis, partner.negara or "")


def find(kode: str) -> StaffNaskah:
    """The naskah as staff see it. Raises NotFoundError."""
    with stores().database.reading() as session:
        return dossier.find_naskah(session, kode, actor())


def _save(stored: StaffNaskah, form: NaskahForm, *, is_sent: bool) -> ResponseReturnValue:
    fields, unreadable = forms.to_fields(form)
    problems = all_problems(fields, unreadable, is_sent=is_sent)
    if problems:
        return show_form(stored, form, status=422, problems=problems)
    try:
        write(stored.kode, form, fields, is_sent=is_sent)
    except StaleVersionError:
        return _show_conflict(stored.kode, form)
    except FieldsRefusedError as error:
        return show_form(stored, form, status=422, problems=error.problems)
    except BadInputError as error:
        return show_form(stored, form, status=422, problems=(Problem(error.field or "judul", error.message),))
    except TransitionNotAllowedError as error:
        return show_form(find(stored.kode), form, status=409, problems=(Problem("judul", error.message),))
    if is_sent:
        return frame.go("work.receipt", "terkirim", kode=stored.kode)
    return frame.go("work.detail", "tersimpan", kode=stored.kode)


def write(kode: str, form: NaskahForm, fields: NaskahFields, *, is_sent: bool = False) -> None:
    """Save the form. Raises StaleVersionError where somebody else changed what it holds, and what editing raises."""
    try:
        _write(kode, form.version, fields, is_sent=is_sent)
    except StaleVersionError:
        # Another file or another state does not touch the form: then there is nothing to overwrite.
        newer = find(kode)
        if conflict.touches_form(newer, form):
            raise
        _write(kode, newer.version, fields, is_sent=is_sent)


def _write(kode: str, version: int, fields: NaskahFields, *, is_sent: bool) -> None:
    act = frame.act()
    with stores().database.transaction() as session:
        naskah = editing.update_naskah(session, kode, version, fields, act)
        if is_sent:
            verbs.submit(session, kode, naskah.version, act, is_checked="is_checked" in request.form)


def all_problems(fields: NaskahFields, unreadable: tuple[Problem, ...], *, is_sent: bool) -> tuple[Problem, ...]:
    """Everything that is wrong at once: nobody should meet one error after the other."""
    found = [*unreadable, *check_possible(fields, today()), *(check_complete(fields) if is_sent else ())]
    first: dict[str, Problem] = {}
    for problem in found:
        first.setdefault(problem.field, problem)
    return tuple(first.values())


def _show_conflict(kode: str, form: NaskahForm) -> Response:
    newer = find(kode)
    clash = conflict.compare(newer, stored_form(newer), form)
    return show_form(newer, replace(form, version=newer.version), status=409, clash=clash)


def _with_rows(form: NaskahForm, action: str, argument: str) -> NaskahForm:
    number = int(argument) if argument.isascii() and argument.isdigit() and len(argument) < 3 else 0
    if action == "tambah_pihak":
        return replace(form, pihak=(*form.pihak, PihakRow()))
    if action == "tambah_hubungan":
        return replace(form, hubungan=(*form.hubungan, HubunganRow()))
    if action == "hapus_pihak":
        return replace(form, pihak=form.pihak[: max(0, number - 1)] + form.pihak[number:])
    if action == "hapus_hubungan":
        return replace(form, hubungan=form.hubungan[: max(0, number - 1)] + form.hubungan[number:])
    return form
