"""What the page of a naskah says of reminders: those sent, the deadline waited for, parents no longer in force."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal import clock
from portal.domain.naskah.enumerations import JenisHubungan
from portal.domain.naskah.status import Status
from portal.domain.tenggat.clocks import TenggatNaskah
from portal.domain.tenggat.tenggat import Tenggat
from portal.queries.naskah.values import StaffNaskah
from portal.queries.naskah_asli.values import NaskahAsliDossier
from portal.queries.pemberitahuan import notices, reminders
from portal.queries.pemberitahuan.notices import Notice
from portal.queries.pemberitahuan.reminders import ReminderSubject


@dataclass(frozen=True)
class ReminderFacts:
    """What the page of a naskah says of reminders. `tenggat` is there while its original is waited for."""

    kabar: tuple[Notice, ...]
    tenggat: Tenggat | None
    is_late: bool
    tanpa_induk: tuple[ReminderSubject, ...]
    """Parents no longer in force, while the naskah goes on."""


def waited_for(asli: NaskahAsliDossier | None, clock_state: TenggatNaskah | None) -> Tenggat | None:
    """The deadline of an original while the unit still has to bring it; None otherwise."""
    if asli is None or clock_state is None or asli.naskah.status is Status.DITARIK:
        return None
    return clock_state.asli.tenggat if clock_state.asli.is_open and asli.keadaan in reminders.STILL_OUT else None


def load(session: Session, naskah: StaffNaskah, due: Tenggat | None) -> ReminderFacts:
    """The reminders of a naskah the viewer has been let to; `due` is there while its original is waited for."""
    has_parent = any(item.is_outgoing and item.jenis is JenisHubungan.INDUK for item in naskah.hubungan)
    orphaned = reminders.left_by_parent(session, clock.today(), naskah.kode) if has_parent else ()
    is_late = due is not None and clock.today() > due.due_on
    return ReminderFacts(notices.notices_of(session, naskah.id), due, is_late, orphaned)
