"""Taking back: a draft nobody wants, and a record that was handed in although it should never have been.

From that moment it stands in no count, no letter and no list of work. Nothing is deleted; the Biro can open it again.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.naskah.status import Action, Status
from portal.domain.naskah_asli.penerimaan import DITERIMA
from portal.errors import ConflictError
from portal.models.job import JobKind
from portal.models.naskah import Naskah
from portal.models.naskah_asli import Penerimaan
from portal.models.pemberitahuan import LetterState, Pemberitahuan
from portal.services import jobs
from portal.services.acts import Act, find_for, flush_versioned, record, require, require_reason
from portal.services.pemberitahuan import outbox
from portal.services.publication import projection
from portal.services.publication.verbs import WithdrawalClass
from portal.services.retensi import refuse_frozen

LONGEST_REASON = 2000
NO_REASON = "Tulis mengapa naskah ini dibatalkan."
ENDED = "Naskahnya dibatalkan ketika surat akan dikirim."


def discard(session: Session, kode: str, alasan: str, act: Act) -> None:
    """Close a draft that was never handed in, a registered signing among them.

    Raises BadInputError without a reason, ConflictError while its original counts as received, NotAllowedError,
    NotFoundError or TransitionNotAllowedError.
    """
    naskah = find_for(session, kode, act.actor)
    target = require(naskah, Action.DISCARD, act.actor)
    _close(session, naskah, target, "naskah.buang", require_reason(alasan, NO_REASON, LONGEST_REASON), act)


def void(session: Session, kode: str, alasan: str, act: Act) -> None:
    """Take back a record that was handed in, published or withdrawn, as made in error.

    Its public page becomes a tombstone at once. Raises the same as `discard`, and ConflictError where it was taken back
    before.
    """
    naskah = find_for(session, kode, act.actor)
    target = require(naskah, Action.VOID, act.actor)
    if naskah.voided_at is not None:
        raise ConflictError("Naskah ini sudah dibatalkan. Muat ulang halaman.")
    reason = require_reason(alasan, NO_REASON, LONGEST_REASON)
    projection.withdraw(session, naskah.kode, now=act.now, alasan=WithdrawalClass.KELIRU.value)
    naskah.voided_at = act.now
    _close(session, naskah, target, "naskah.batal", reason, act)


def _close(session: Session, naskah: Naskah, target: Status, action: str, reason: str, act: Act) -> None:
    refuse_frozen(session, naskah)
    standing = select(Penerimaan.nomor).where(
        Penerimaan.naskah_id == naskah.id, Penerimaan.voided_at.is_(None), Penerimaan.hasil.in_(sorted(DITERIMA))
    )
    if nomor := session.scalar(standing.order_by(Penerimaan.id).limit(1)):
        raise ConflictError(
            f"Naskah aslinya tercatat diterima Biro ({nomor}). Bila itu keliru, Biro membatalkan penerimaan itu dulu."
        )
    before = {"status": naskah.status}
    naskah.status, naskah.alasan_status, naskah.updated_at = target, reason, act.now
    naskah.is_publication_wished = False
    flush_versioned(session)
    record(session, act, action, naskah, before=before, after={"status": target, "alasan": reason})
    waiting = select(Pemberitahuan.id).where(
        Pemberitahuan.naskah_id == naskah.id, Pemberitahuan.state.in_([LetterState.MENUNGGU, LetterState.GAGAL])
    )
    outbox.drop_waiting(session, session.scalars(waiting).all(), ENDED)
    jobs.enqueue(session, JobKind.INDEKS, naskah.id, now=act.now, priority=jobs.PRIORITY_NOW)
