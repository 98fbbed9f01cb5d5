"""The counter of the Biro: one field finds the naskah, one form records what arrived."""

import re

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.naskah.enumerations import Lingkup
from portal.domain.naskah.kode import KODE_PATTERN
from portal.domain.naskah_asli.penerimaan import DITERIMA, Penyampaian
from portal.domain.tenggat.clocks import tenggat_naskah
from portal.errors import BadInputError
from portal.queries.naskah_asli import dossier, lists
from portal.services.naskah_asli import penerimaan
from portal.services.naskah_asli.penerimaan import Photo
from portal.web.context import actor, reading, stores, today
from portal.web.law import law_of_today
from portal.web.staff import frame, outcome
from portal.web.staff.naskah_asli import form as forms
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal
from portal.web.staff.reading import Typed
from portal.web.typed import clean_line
from portal.web.words.labels.lookup import members

LONGEST_TEXT = 200
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


def _photo(kode: str) -> Photo | None:
    part = request.files.get("foto")
    if part is None or not part.filename:
        return None
    with reading() as session:
        # Nothing is stored for a naskah that could not be received anyway.
        lists.find_core(session, kode, actor())
    return penerimaan.keep_photo(stores().objects, part.stream.read())
