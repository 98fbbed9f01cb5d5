"""The counter of the Biro: one field finds the naskah, one form records what arrived; signings without a file."""

import re
from collections.abc import Iterable
from dataclasses import replace

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.naskah.enumerations import FOREIGN_JENIS_MITRA, Lingkup
from portal.domain.naskah.kode import KODE_PATTERN
from portal.domain.naskah_asli.penerimaan import DITERIMA, Penyampaian
from portal.domain.permissions import Peran
from portal.domain.tenggat.clocks import tenggat_naskah
from portal.errors import BadInputError, Problem
from portal.queries.naskah import worklist
from portal.queries.naskah_asli import dossier, lists
from portal.services.naskah_asli import penerimaan
from portal.services.naskah_asli.penerimaan import Photo
from portal.web.context import actor, reading, stores, today
from portal.web.countries import COUNTRIES
from portal.web.law import law_of_today
from portal.web.staff import frame, outcome
from portal.web.staff.naskah_asli import form as forms
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal
from portal.web.staff.reading import Typed
from portal.web.typed import clean_line
from portal.web.words.labels.lookup import label, members

LONGEST_TEXT = 200
RECEIVE = "terima"
SHORT_NAMES = {"pihak-1-signed": "signed", "pihak-2-nama": "mitra", "pihak-2-jenis": "jenis_mitra"}
_KODE = re.compile(KODE_PATTERN, re.ASCII)


def counter() -> ResponseReturnValue:
    """Type or scan a code or number; one naskah that fits is opened at once."""
    text = clean_line(request.args.get("q", ""))[:LONGEST_TEXT]
    # A scanned QR code gives the whole address of the naskah.
    wanted = found[0] if (found := _KODE.findall(text)) else text
    with reading() as session:
        candidates = lists.find_candidates(session, wanted, actor())
        if len(candidates) == 1:
            return redirect(url_for("biro.receive", kode=candidates[0].kode))
        announced = lists.announced(session, actor())
        recent = lists.recent_penerimaan(session, actor())
    return frame.show(
        "naskah_asli/penerimaan", di="terima", q=text, candidates=candidates, announced=announced, recent=recent
    )


def receive(kode: str) -> ResponseReturnValue:
    """The form of one receipt, and its recording."""
    if request.method != "POST":
        return _form(kode, None)
    typed = request.form.to_dict()
    fields, problems = forms.read_penerimaan(typed, today())
    law = law_of_today()
    try:
        foto = None if problems else _photo(kode)
    except BadInputError as error:
        return _form(kode, typed, outcome.refusal_of(error, "hasil"))
    return outcome.carry_out(
        lambda session, act: penerimaan.receive(session, kode, fields, law, act, foto=foto),
        done=lambda nomor: frame.go("biro.naskah_asli", "diterima", kode=kode, nomor=nomor),
        refused=lambda refusal: _form(kode, typed, refusal),
        blame="hasil",
        problems=problems,
    )


def register_signing() -> ResponseReturnValue:
    """A foreign naskah that was signed and is not here yet; the Biro may go on to receive its original."""
    next_step = clean_line(request.values.get("lanjut", ""))
    if request.method != "POST":
        return _signing_form({"judul": clean_line(request.args.get("judul", ""))[:LONGEST_TEXT]}, next_step)
    typed = request.form.to_dict()
    fields, problems = forms.read_signing(typed)
    is_day_unknown = "tanpa_tanggal" in typed

    def done(kode: str) -> ResponseReturnValue:
        is_next = next_step == RECEIVE and Peran.BIRO in actor().peran
        return frame.go("biro.receive" if is_next else "work.detail", "didaftarkan", kode=kode)

    def refused(refusal: Refusal) -> Response:
        return _signing_form(typed, next_step, replace(refusal, problems=_on_short_form(refusal.problems)))

    return outcome.carry_out(
        lambda session, act: penerimaan.register_signing(session, fields, act, is_day_unknown=is_day_unknown),
        done=done,
        refused=refused,
        blame="judul",
        problems=problems,
    )


def _form(kode: str, typed: Typed | None, refusal: Refusal = NOTHING_REFUSED) -> Response:
    with reading() as session:
        found = dossier.find_naskah_asli(session, kode, actor())
    is_received = found.keadaan in DITERIMA
    if typed is None:
        # What is here already is not asked for again: then the text for the DPR is what came.
        typed = forms.receive_defaults(today(), Penyampaian.NASKAH_DPR if is_received else Penyampaian.ASLI)
    clock_state = tenggat_naskah(found.naskah.facts, law_of_today(), today())
    return frame.show(
        "naskah_asli/penerimaan_form",
        refusal.status,
        di="terima",
        asli=found,
        clock_state=clock_state,
        typed=typed,
        problems=refusal.pairs(),
        is_foreign=found.naskah.lingkup is Lingkup.LUAR_NEGERI,
        is_received=is_received,
        is_dpr_open=clock_state.naskah_dpr is not None and found.naskah.facts.naskah_dpr is None,
        needs_dpr=clock_state.naskah_dpr is not None,
        penyampaian=members(Penyampaian),
    )


def _signing_form(typed: Typed, next_step: str, refusal: Refusal = NOTHING_REFUSED) -> Response:
    with reading() as session:
        units = worklist.units_to_act_for(session, actor())
    return frame.show(
        "naskah_asli/signing_form",
        refusal.status,
        di="terima" if next_step == RECEIVE else "daftarkan",
        typed=typed,
        lanjut=next_step,
        units=[(unit.kode, unit.nama) for unit in units],
        jenis=[(kind.value, label(kind)) for kind in sorted(FOREIGN_JENIS_MITRA)],
        negara=[(code, country.nama) for code, country in COUNTRIES.items()],
        problems=refusal.pairs(),
    )


def _photo(kode: str) -> Photo | None:
    part = request.files.get("foto")
    if part is None or not part.filename:
        return None
    with reading() as session:
        # Nothing is stored for a naskah that could not be received anyway.
        lists.find_core(session, kode, actor())
    return penerimaan.keep_photo(stores().objects, part.stream.read())


def _on_short_form(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems under the names this form has for the fields of a naskah, each field once."""
    first: dict[str, Problem] = {}
    for problem in problems:
        field = SHORT_NAMES.get(problem.field, problem.field)
        first.setdefault(field, Problem(field, problem.message))
    return tuple(first.values())
