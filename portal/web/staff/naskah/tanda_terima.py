"""Receipts to be printed or kept: of handing a naskah in, and of each original that arrived."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from portal.domain.naskah_asli.penerimaan import Penyampaian, closes
from portal.domain.tenggat.clocks import Clock, ClockFacts, Closing, tenggat_naskah
from portal.queries.naskah import dossier as dossier_queries
from portal.queries.naskah_asli import dossier as asli_dossier
from portal.queries.naskah_asli.values import PenerimaanSheet
from portal.web.context import actor, reading, stores, today
from portal.web.delivery import PRIVATE
from portal.web.law import law_of_today
from portal.web.staff import frame
from portal.web.staff.sheets.sheet import Sheet
from portal.web.staff.sheets.tanda_terima import naskah_asli_sheet, submission_sheet
from portal.web.words.labels.copies import safety_words


def tanda_terima(kode: str) -> ResponseReturnValue:
    """The receipt, to be printed."""
    with reading() as session:
        found = dossier_queries.find_tanda_terima(session, kode, actor())
    return frame.show("naskah/tanda_terima", di="naskah", receipt=found, safety=safety_words(found.safety))


def tanda_terima_pdf(kode: str) -> Response:
    """The receipt of handing in, to be printed or kept."""
    with reading() as session:
        found = dossier_queries.find_tanda_terima(session, kode, actor())
    return _pdf(submission_sheet(found, _address(kode), is_sample=stores().config.is_demo))


def penerimaan_pdf(kode: str, nomor: str) -> Response:
    """The receipt of an original."""
    with reading() as session:
        found = asli_dossier.find_penerimaan_sheet(session, kode, nomor, actor())
    return _pdf(naskah_asli_sheet(found, _judged(found), _address(kode), is_sample=stores().config.is_demo))


def _judged(found: PenerimaanSheet) -> Clock | None:
    """How this very receipt is judged, whatever else stands; None where it closes nothing."""
    one = found.penerimaan
    if one.is_voided or one.due_on is None or not closes(one.jenis, one.hasil):
        return None
    closing = Closing(one.hasil, one.arrived_on, one.due_on)
    is_asli = one.jenis is Penyampaian.ASLI
    facts = ClockFacts(
        found.naskah.facts.lingkup,
        found.naskah.facts.signed,
        asli=closing if is_asli else None,
        naskah_dpr=None if is_asli else closing,
    )
    clock_state = tenggat_naskah(facts, law_of_today(), today())
    return clock_state.asli if is_asli else clock_state.naskah_dpr


def _address(kode: str) -> str:
    return stores().config.base_url + url_for("public.naskah", kode=kode)


def _pdf(sheet: Sheet) -> Response:
    # Drawing takes a library that a start does not wait for.
    from portal.web.staff.sheets.paper import sheet_pdf

    response = Response(sheet_pdf(sheet), mimetype="application/pdf")
    response.headers["Cache-Control"] = PRIVATE
    response.headers["Content-Disposition"] = f'inline; filename="{sheet.nomor}.pdf"'
    return response
