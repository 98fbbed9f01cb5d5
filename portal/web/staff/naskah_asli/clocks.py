"""What the unit sees of its clocks: the due date explained day by day, its declaration of sending, the receipts."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.naskah_asli.penerimaan import Penyampaian, closes
from portal.domain.tenggat.clocks import Clock, ClockFacts, Closing, tenggat_naskah
from portal.queries.naskah import dossier as dossier_queries
from portal.queries.naskah_asli import record
from portal.queries.naskah_asli.values import ReceiptSheet
from portal.services.acts import Act
from portal.services.naskah_asli import penerimaan
from portal.web.context import actor, reading, stores, today
from portal.web.delivery import PRIVATE
from portal.web.law import law_of_today
from portal.web.staff import frame, outcome
from portal.web.staff.naskah import page
from portal.web.staff.naskah_asli.page import watched
from portal.web.staff.reading import typed_form
from portal.web.staff.sheets.paper import Sheet, sheet_pdf
from portal.web.staff.sheets.receipts import original_sheet, submission_sheet


def deadline(kode: str) -> ResponseReturnValue:
    """Why the due date is that day: every day counted or passed over, with its reason."""
    with reading() as session:
        found = record.find_naskah_asli(session, kode, actor())
    law = law_of_today()
    return frame.show(
        "naskah/tenggat",
        di="naskah",
        asli=found,
        naskah=found.naskah,
        jam=tenggat_naskah(found.naskah.fakta, law, today()),
        pantau=watched(found, law),
        effective_on=law.effective_on,
        today=today(),
    )


def dispatch(kode: str) -> ResponseReturnValue:
    """The unit says that the original is under way; no clock takes notice."""
    form = typed_form()
    on = form.day("dispatched_on", today())

    def verb(session: Session, act: Act) -> None:
        penerimaan.declare_dispatch(session, kode, on, form.text("keterangan_kirim"), act)

    return outcome.carry_out(
        verb,
        done=outcome.to("work.detail", "dikirim", kode=kode),
        refused=lambda refusal: page.show_refused(kode, refusal),
        blame="dispatched_on",
        problems=form.problems,
    )


def receipt_pdf(kode: str) -> Response:
    """The receipt of handing in, to be printed or kept."""
    with reading() as session:
        found = dossier_queries.find_receipt(session, kode, actor())
    return _pdf(submission_sheet(found, _address(kode), is_sample=stores().config.is_demo))


def original_receipt(kode: str, nomor: str) -> Response:
    """The receipt of an original."""
    with reading() as session:
        found = record.find_original_receipt(session, kode, nomor, actor())
    return _pdf(original_sheet(found, _judged(found), _address(kode), is_sample=stores().config.is_demo))


def _judged(found: ReceiptSheet) -> Clock | None:
    """How this very receipt is judged, whatever else stands; None where it closes nothing."""
    one = found.penerimaan
    if one.is_voided or one.due_on is None or not closes(one.jenis, one.hasil):
        return None
    closing = Closing(one.hasil, one.arrived_on, one.due_on)
    is_asli = one.jenis is Penyampaian.ASLI
    fakta = ClockFacts(
        found.naskah.fakta.lingkup,
        found.naskah.fakta.signed,
        asli=closing if is_asli else None,
        naskah_dpr=None if is_asli else closing,
    )
    jam = tenggat_naskah(fakta, law_of_today(), today())
    return jam.asli if is_asli else jam.naskah_dpr


def _address(kode: str) -> str:
    return stores().config.base_url + url_for("public.naskah", kode=kode)


def _pdf(sheet: Sheet) -> Response:
    response = Response(sheet_pdf(sheet), mimetype="application/pdf")
    response.headers["Cache-Control"] = PRIVATE
    response.headers["Content-Disposition"] = f'inline; filename="{sheet.nomor}.pdf"'
    return response
