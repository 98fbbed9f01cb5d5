"""Reminders on the pages for staff: what was sent about a naskah, and Ingatkan or Tegur by the Biro."""

from dataclasses import dataclass

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal import clock
from portal.domain.naskah import JenisHubungan
from portal.domain.pengingat import JenisPengingat
from portal.domain.status import Status
from portal.domain.tenggat import Tenggat
from portal.domain.tenggat_naskah import TenggatNaskah
from portal.errors import BadInputError
from portal.queries import notices, reminders
from portal.queries.internal_values import StaffNaskah
from portal.queries.notices import Kabar
from portal.queries.originals_values import AsliDossier
from portal.queries.reminders import Perkara
from portal.services import admonishing, reminding
from portal.services.reminding import Keadaan
from portal.web.context import stores
from portal.web.forms.typed import clean_line
from portal.web.internal import dossier, page

SENT = {JenisPengingat.INGATKAN: "diingatkan", JenisPengingat.TEGUR: "ditegur"}


@dataclass(frozen=True)
class Pengingat:
    """What the page of a naskah says of reminders. `tenggat` is there while its original is waited for."""

    kabar: tuple[Kabar, ...]
    tenggat: Tenggat | None
    is_late: bool
    tanpa_induk: tuple[Perkara, ...]
    """Parents no longer in force, while the naskah goes on."""


def waited_for(asli: AsliDossier | None, jam: TenggatNaskah | None) -> Tenggat | None:
    """The deadline of an original while the unit still has to bring it; None otherwise."""
    if asli is None or jam is None or asli.naskah.status is Status.DITARIK:
        return None
    return jam.asli.tenggat if jam.asli.is_open and asli.keadaan in reminders.STILL_OUT else None


def load(session: Session, naskah: StaffNaskah, due: Tenggat | None) -> Pengingat:
    """The reminders of a naskah the viewer has been let to; `due` is there while its original is waited for."""
    has_parent = any(item.is_outgoing and item.jenis is JenisHubungan.INDUK for item in naskah.hubungan)
    orphaned = reminders.left_by_parent(session, clock.today(), naskah.kode) if has_parent else ()
    is_late = due is not None and clock.today() > due.due_on
    return Pengingat(notices.notices_of(session, naskah.id), due, is_late, orphaned)


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
