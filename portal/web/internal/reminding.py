"""Ingatkan and Tegur: reminders the Biro sends by hand from the page of a naskah."""

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal import clock
from portal.domain.pengingat import JenisPengingat
from portal.errors import BadInputError
from portal.services import admonishing, reminding
from portal.services.reminding import Keadaan
from portal.web.context import stores
from portal.web.forms.typed import clean_line
from portal.web.internal import dossier, page

SENT = {JenisPengingat.INGATKAN: "diingatkan", JenisPengingat.TEGUR: "ditegur"}


def remind(kode: str) -> ResponseReturnValue:
    """Remind or admonish the unit, whichever the day calls for; once a day."""
    pesan = clean_line(request.form.get("pesan", ""))
    try:
        with stores().database.transaction() as session:
            jenis = admonishing.remind_by_hand(session, kode, pesan, page.act(), _circumstances(session))
    except BadInputError as error:
        return dossier.show_with_problem(kode, error.field or "pesan", error.message, typed=request.form)
    key = SENT[jenis] if jenis is not None else "sudah-diingatkan"
    if request.form.get("dari") == "papan":
        return page.go("compliance.board", key)
    return page.go("work.detail", key, kode=kode)


def _circumstances(session: Session) -> Keadaan:
    config = stores().config
    return reminding.circumstances(session, clock.utc_now(), config.base_url, config.effective_on)
