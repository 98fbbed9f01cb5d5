"""Retention and legal holds: the page of one naskah, and the list by which the Biro sees what is over."""

from datetime import date

from flask import Response, request
from flask.typing import ResponseReturnValue

from portal.domain.retensi import FACTS, NasibAkhir, RetensiFields, check_retensi
from portal.domain.whole_number import read_count
from portal.errors import Problem
from portal.queries import retensi as stored
from portal.queries.naskah import dossier, worklist
from portal.queries.retensi import RetensiGroup
from portal.services import retensi
from portal.web.context import actor, reading, today
from portal.web.pagination import page_links
from portal.web.staff import frame, outcome
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal
from portal.web.staff.reading import Reading, Typed, typed_form
from portal.web.typed import choice, clean_line, show_day
from portal.web.words.labels.retensi import GROUPS


def list_retensi() -> ResponseReturnValue:
    """Which naskah go to the archive, wait for a decision, are held, or have no facts yet."""
    text = clean_line(request.args.get("daftar", ""))
    kelompok = choice(RetensiGroup, text, "daftar", "daftar") or RetensiGroup.SERAHKAN
    unit = clean_line(request.args.get("unit", ""))[:40]
    with reading() as session:
        found = stored.list_retensi(session, actor(), kelompok, unit, frame.page_number(), today())
        units = worklist.units_to_read(session, actor())
    return frame.show(
        "naskah/retensi_list",
        di="retensi",
        found=found,
        wanted=kelompok,
        unit=unit,
        units=units,
        kelompok=GROUPS,
        links=page_links(found.page, total=found.total, per_page=found.per_page),
        alamat=frame.address_of("biro.retensi_list", daftar=kelompok.value, unit=unit),
    )


def edit_retensi(kode: str) -> ResponseReturnValue:
    """The facts of a naskah in their form, with its holds."""
    if request.method != "POST":
        return _page(kode)
    form = typed_form()
    fields, problems = _read(form.typed, today())
    return outcome.carry_out(
        lambda session, act: retensi.save_retensi(session, kode, form.version(), fields, act),
        done=outcome.to("work.detail", "retensi", kode=kode, _anchor="retensi"),
        refused=lambda refusal: _page(kode, form.typed, refusal),
        blame="klasifikasi",
        problems=problems,
    )


def freeze(kode: str) -> ResponseReturnValue:
    """Place a legal hold."""
    form = typed_form()
    shown = Reading(form.typed)
    alasan, dokumen = shown.text("alasan_beku"), shown.line("dokumen_beku")
    return outcome.carry_out(
        lambda session, act: retensi.freeze(session, kode, alasan, dokumen, act),
        done=outcome.to("work.detail", "dibekukan", kode=kode, _anchor="retensi"),
        refused=lambda refusal: _page(kode, form.typed, refusal),
        blame="alasan_beku",
    )


def lift(kode: str, pembekuan_id: int) -> ResponseReturnValue:
    """Lift a hold."""
    form = typed_form()
    alasan = Reading(form.typed).text("alasan_lepas")
    return outcome.carry_out(
        lambda session, act: retensi.lift(session, kode, pembekuan_id, alasan, act),
        done=outcome.to("work.detail", "dilepas", kode=kode, _anchor="retensi"),
        refused=lambda refusal: _page(kode, form.typed, refusal),
        blame="alasan_lepas",
    )


def _page(kode: str, typed: Typed | None = None, refusal: Refusal = NOTHING_REFUSED) -> Response:
    with reading() as session:
        naskah = dossier.find_naskah(session, kode, actor())
        found = stored.retensi_of(session, naskah.id)
    return frame.show(
        "naskah/retensi_form",
        refusal.status,
        di="naskah",
        naskah=naskah,
        found=found,
        typed=_typed(found) | dict(typed or {}),
        nasib=tuple(NasibAkhir),
        problems=refusal.pairs(),
    )


def _read(typed: Typed, today: date) -> tuple[RetensiFields, tuple[Problem, ...]]:
    form = Reading(typed)
    nasib = form.choice(NasibAkhir, "nasib_akhir", "nasib akhir")
    years = {}
    for name in ("aktif_tahun", "inaktif_tahun"):
        found = read_count(form.line(name))
        years[name] = -1 if found is None else found
    fields = RetensiFields(
        klasifikasi=form.line("klasifikasi"),
        jra=form.line("jra"),
        mulai_on=form.day("mulai_on", today),
        nasib_akhir=nasib or NasibAkhir.DINILAI_KEMBALI,
        keterangan=form.text("keterangan"),
        **years,
    )
    if nasib is None and not any(one.field == "nasib_akhir" for one in form.problems):
        form.problems.append(Problem("nasib_akhir", "Pilih nasib akhirnya."))
    # All that is wrong is said at once, in the order of the form; what could not be read is judged no further.
    unread = {problem.field for problem in form.problems}
    wrong = [*form.problems, *(one for one in check_retensi(fields, today) if one.field not in unread)]
    return fields, tuple(sorted(wrong, key=lambda problem: FACTS.index(problem.field)))


def _typed(found: stored.StaffRetensi) -> dict[str, str]:
    """The stored facts as they would be typed."""
    fields = found.fields
    if fields is None:
        return {"version": "0"}
    return {
        "version": str(found.version),
        "klasifikasi": fields.klasifikasi,
        "jra": fields.jra,
        "mulai_on": show_day(fields.mulai_on),
        "aktif_tahun": str(fields.aktif_tahun),
        "inaktif_tahun": str(fields.inaktif_tahun),
        "nasib_akhir": fields.nasib_akhir.value,
        "keterangan": fields.keterangan,
    }
