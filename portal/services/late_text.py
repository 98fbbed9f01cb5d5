"""Text that comes late: a naskah is public already, and only now an engine has read its pages.

The text follows into the public projection by itself. If it holds personal numbers or a clause on secrecy, it stays
out and the unit is asked, for the person who let the naskah pass could not know them by their text.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.permissions import SYSTEM_ACTOR
from portal.domain.publication import HoldReason, holds
from portal.domain.status import Status
from portal.domain.tanggal import wib_today
from portal.models.job import JobKind
from portal.models.naskah import Naskah
from portal.services import audit, jobs, projection
from portal.services.holding import publication_facts, sync_holds

_ASKED = frozenset({HoldReason.DATA_PRIBADI, HoldReason.KLAUSUL})


def bring_up(session: Session, naskah: Naskah, *, now: datetime) -> frozenset[HoldReason]:
    """Let the public pages of a naskah have text that was read since; gives back what keeps it out."""
    if naskah.status is not Status.TERBIT:
        return frozenset()
    pairs = projection.late_text(session, naskah)
    reasons: frozenset[HoldReason] = frozenset()
    if pairs:
        reasons = holds(publication_facts(session, naskah, waits_for_biro=False), wib_today(now)) & _ASKED
    sync_holds(session, naskah, reasons, now)
    if not pairs or reasons:
        return reasons
    projection.take_text(pairs)
    session.flush()
    audit.record(
        session,
        actor=SYSTEM_ACTOR,
        now=now,
        action="naskah.teks_menyusul",
        object_kind="naskah",
        object_key=naskah.kode,
        after={"halaman": [public.nomor for public, _ in pairs]},
        unit=naskah.unit.kode,
    )
    jobs.enqueue(session, JobKind.INDEKS, naskah.id, now=now)
    return frozenset()
