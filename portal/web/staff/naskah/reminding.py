"""Ingatkan and Tegur: reminders the Biro sends by hand from the page of a naskah."""

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal import clock
from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.errors import BadInputError
from portal.services.pemberitahuan import by_hand, reminding
from portal.services.pemberitahuan.reminding import Circumstances
from portal.web.context import stores
from portal.web.staff import frame
from portal.web.staff.naskah import detail
from portal.web.typed import clean_line

SENT = {ReminderKind.INGATKAN: "diingatkan", ReminderKind.TEGUR: "ditegur"}


def remind(kode: str) -> ResponseReturnValue:
    """Remind or admonish the unit, whichever the day calls for; once a day."""
    pesan = clean_line(request.form.get("pesan", ""))
    try:
        with stores().database.transaction() as session:
            jenis = by_hand.remind_by_hand(session, kode, pesan, frame.act(), _circumstances(session))
    except BadInputError as error:
        return detail.show_with_problem(kode, error.field or "pesan", error.message, typed=request.form)
    key = SENT[jenis] if jenis is not None else "sudah-diingatkan"
    if request.form.get("dari") == "papan":
        return frame.go("compliance.board", key)
    return frame.go("work.detail", key, kode=kode)


def _circumstances(session: Session) -> Circumstances:
    config = stores().config
    return reminding.circumstances(session, clock.utc_now(), config.base_url, config.effective_on)
