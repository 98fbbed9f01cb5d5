"""The due date explained day by day, and the word of the unit that the original is under way."""

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.tenggat.clocks import tenggat_naskah
from portal.queries.naskah_asli import dossier
from portal.services.acts import Act
from portal.services.naskah_asli import penerimaan
from portal.web.context import actor, reading, today
from portal.web.law import law_of_today
from portal.web.staff import frame, outcome
from portal.web.staff.naskah import page
from portal.web.staff.naskah_asli.page import watched
from portal.web.staff.reading import typed_form


def show_tenggat(kode: str) -> ResponseReturnValue:
    """Why the due date is that day: every day counted or passed over, with its reason."""
    with reading() as session:
        found = dossier.find_naskah_asli(session, kode, actor())
    law = law_of_today()
    return frame.show(
        "naskah/tenggat",
        di="naskah",
        asli=found,
        naskah=found.naskah,
        clock_state=tenggat_naskah(found.naskah.facts, law, today()),
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
