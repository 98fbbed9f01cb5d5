"""The form of a naskah beside its pages, with what was typed, whatever is wrong with it, and the suggestions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from flask import Response, request, url_for

from portal import clock
from portal.domain.naskah.enumerations import Lingkup
from portal.domain.naskah.fields import MOST_PIHAK
from portal.domain.naskah.status import Action, Status, allowed_actions
from portal.queries.berkas import files
from portal.queries.guide import is_guide_open
from portal.queries.kemiripan import find_kemiripan
from portal.queries.mitra import find_mitra
from portal.queries.naskah import dossier, worklist
from portal.queries.naskah.values import StaffBerkas, StaffNaskah
from portal.services import saran as saran_service
from portal.web.context import actor, reading
from portal.web.countries import COUNTRIES
from portal.web.staff import frame
from portal.web.staff.form import fields as forms
from portal.web.staff.form import mitra_search, touched
from portal.web.staff.form import saran as saran_page
from portal.web.staff.form.conflict import Conflict
from portal.web.staff.form.fields import COMMON_LANGUAGES, NaskahForm, stored_form
from portal.web.staff.form.hints import Beside, beside
from portal.web.staff.form.rows import shared_in, with_mitra
from portal.web.staff.form.saran import Read
from portal.web.staff.naskah import checks, kemiripan_card
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal

MOST_PAGES = 60
"""Pages of one file that are shown beside the form; the rest is in the file."""
QUEUE_HOURS = 24
QUEUE_LENGTH = 2


def show(
    stored: StaffNaskah,
    typed: NaskahForm | None,
    refusal: Refusal = NOTHING_REFUSED,
    clash: Conflict | None = None,
    *,
    is_asking: bool = False,
) -> Response:
    """The form with what was typed, whatever is wrong with it; with the suggestions where nothing was typed yet.

    `is_asking`: it was to be handed in, and what nobody has looked at is asked about first.
    """
    since = clock.utc_now() - timedelta(hours=QUEUE_HOURS)
    with reading() as session:
        units = worklist.units_to_act_for(session, actor())
        partners = dossier.known_mitra(session, actor())
        queue = files.recent_drafts(session, actor(), since, limit=QUEUE_LENGTH + 1)
        found = saran_service.load(session, [berkas.id for berkas in stored.current_berkas])
        slugs = [saran.terdaftar for values in found.values() for saran in values if saran.terdaftar]
        near = find_mitra(session, slugs, actor())
        kembar = find_kemiripan(session, stored.id, actor())
        seen = files.look_through(session, stored.berkas)
        reads = saran_page.gather(stored.current_berkas, found)
        form = typed or _filled(stored, reads)
        form = replace(form, pihak=with_mitra(form.pihak))
        shown = next((berkas.id for berkas in stored.current_berkas if berkas.halaman), None)
        page_of = _page_address(stored.kode, shown)
        fields, _ = forms.to_fields(form)
        warnings = checks.warnings_of(session, stored, fields, seen.isi)
        clock_state = checks.clock_of(session, stored, fields)
        is_draft = stored.status is Status.DRAF
        saran = beside(
            form, stored_form(stored), reads, near, shown=shown, address=page_of, is_draft=is_draft,
            image_of=lambda berkas, page: url_for(
                "work.page_image", kode=stored.kode, berkas_id=berkas.id, nomor=page
            ),
        )  # fmt: skip
        if request.method == "POST":
            saran = replace(saran, hints=mitra_search.with_near(session, saran.hints, form, partners))
        problems = tuple((_shown_at(name, form), message) for name, message in refusal.pairs())
        return frame.show(
            "form/form",
            refusal.status,
            di="unggah" if stored.status is Status.DRAF else "naskah",
            naskah=stored,
            form=form,
            problems=problems,
            errors=dict(reversed(problems)),
            clash=clash,
            is_unsaved=request.method == "POST",
            units=units,
            partners=partners,
            queue=[draft for draft in queue if draft.kode != stored.kode][:QUEUE_LENGTH],
            warnings=warnings,
            clock_state=clock_state,
            tersentuh=touched.touched(),
            countries=sorted(((code, negara.nama) for code, negara in COUNTRIES.items()), key=lambda pair: pair[1]),
            languages=COMMON_LANGUAGES,
            most_pihak=MOST_PIHAK,
            saran=saran,
            bersama=shared_in(form.pihak),
            tanyakan=asked(saran, form) if is_asking else (),
            temuan=[(berkas, seen.findings[berkas.id]) for berkas in stored.berkas if berkas.id in seen.findings],
            has_guide=is_guide_open(session, actor()),
            most_pages=MOST_PAGES,
            halaman_di=page_of,
            **kemiripan_card.shown(stored, kembar, actor()),
            is_checked="is_checked" in request.form,
            may_send=Action.SUBMIT in allowed_actions(stored.status, actor().peran_for(stored.unit_kode)),
        )


def unchecked(stored: StaffNaskah, form: NaskahForm | None) -> tuple[str, ...]:
    """Inputs whose value was read badly and that nobody has touched or compared; asked about before handing in."""
    if stored.status is not Status.DRAF:
        return ()
    with reading() as session:
        found = saran_service.load(session, [berkas.id for berkas in stored.current_berkas])
    reads = saran_page.gather(stored.current_berkas, found)
    shown = form or stored_form(stored)
    return asked(beside(shown, stored_form(stored), reads, {}, shown=None, address=lambda _, page: str(page)), shown)


def asked(saran: Beside, form: NaskahForm) -> tuple[str, ...]:
    """The inputs that are asked about: what is doubtful, and whether a foreign naskah is a treaty."""
    names = [hint.name for hint in saran.hints.values() if hint.is_doubtful]
    is_open = form.lingkup == Lingkup.LUAR_NEGERI.value and not form.perjanjian_internasional
    if is_open and "perjanjian_internasional" not in form.diperiksa:
        names.append("perjanjian_internasional")
    return tuple(names)


def _shown_at(name: str, form: NaskahForm) -> str:
    """The input that shows a problem of this field: day and place that all parties share stand once."""
    part = name.rpartition("-")[2]
    return part if name.startswith("pihak-") and part in shared_in(form.pihak) else name


def _filled(stored: StaffNaskah, reads: tuple[Read, ...]) -> NaskahForm:
    fields = saran_page.prefilled(stored, reads)
    form = forms.show_fields(fields, version=stored.version, seen=stored.seen, common_languages=COMMON_LANGUAGES)
    return saran_page.with_ministry(form) if fields.pihak != stored.fields.pihak else form


def _page_address(kode: str, shown: int | None) -> Callable[[StaffBerkas, int], str]:
    """Where a page of a file is seen: beside the form while it is there, else in the file itself."""

    def address(berkas: StaffBerkas, page: int) -> str:
        if page > MOST_PAGES or page > len(berkas.halaman) or berkas.is_replaced:
            return url_for("work.berkas", kode=kode, berkas_id=berkas.id) + f"#page={page}"
        return f"#hlm-{page}" if berkas.id == shown else f"#hlm-{berkas.id}-{page}"

    return address
