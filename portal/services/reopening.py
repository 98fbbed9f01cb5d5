"""Opening a restored portal: what its database has lost, and what was decided since is done again before anybody looks.

A withdrawal that is newer than the backup cannot be in the database. What can be known is that entries are missing:
signed heads of the public log and anchors of the audit trail lie apart and do not go back with a database.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.backup.ground import LogReach, OpeningGround
from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.naskah.status import Status
from portal.domain.tanggal import wib_today
from portal.errors import BadInputError
from portal.models.audit_entry import AuditEntry, AuditHead
from portal.models.naskah import Naskah
from portal.models.public_log import PublicLogCheckpoint
from portal.services import audit_anchors
from portal.services.acts import Act, Subject, record
from portal.services.audit_anchors import UnmetAnchor
from portal.services.kunci_akses import ending as keys
from portal.services.langganan import following
from portal.services.public_log import signing
from portal.services.publication import changes, verbs
from portal.services.publication.verbs import WithdrawalClass
from portal.services.users import accounts
from portal.services.webhook import ending as addresses
from portal.storage.interface import ObjectStorage

OPENED = "portal.buka"
_WHY = "Diterapkan kembali sesudah pemulihan dari cadangan."
_REVIEW_AFTER = timedelta(days=365)
_CLOSED_STATES = (Status.DRAF, Status.DITARIK)
"""Of a naskah in these nothing is public, and nothing becomes public without somebody handing it in."""


@dataclass(frozen=True)
class Evidence:
    """Everything that lies outside of the database and tells what was once in it."""

    heads: ObjectStorage
    anchors: ObjectStorage
    lying: frozenset[str]
    given: tuple[tuple[str, int, str], ...] = ()
    """Anchors from letters: an empty name, number and hash."""


@dataclass(frozen=True)
class Loss:
    """What the database lacks; `log_size` and `audit_seq` are how far it goes."""

    log_size: int
    head_size: int | None
    """Entries of a signed head that the log does not lead to."""
    audit_seq: int
    anchor: UnmetAnchor | None
    names: frozenset[str]
    """Every name under which a log or a trail was ever kept here."""
    left: frozenset[str]
    """Names whose newest entries are lost."""

    @property
    def is_any(self) -> bool:
        """Whether anything is known to be lost."""
        return self.head_size is not None or self.anchor is not None


@dataclass(frozen=True)
class Decided:
    """What was decided after the backup, from letters and from memory."""

    withdrawn: Collection[str] = ()
    confidential: Collection[str] = ()
    forgotten: Collection[str] = ()


def find_loss(session: Session, evidence: Evidence, origin: str) -> Loss:
    """Compare the database with the evidence. What an earlier opening has given up counts no more."""
    over = given_up(session)
    known = signing.load_log(session, origin)
    heads = signing.read_heads(evidence.heads, evidence.lying)
    apart = [head for head in heads if head.origin not in over and not known.tree.leads_to(head.size, head.root)]
    anchors = [(one.origin, one.seq, one.entry_hash) for one in audit_anchors.kept(evidence.anchors, None)]
    names = {name for name, _, _ in anchors} | {head.origin for head in heads}
    names |= set(session.scalars(select(PublicLogCheckpoint.origin).distinct()))
    anchors += evidence.given
    counted = [(name, (seq, digest)) for name, seq, digest in anchors if name not in over]
    unmet = audit_anchors.unmet(session, [anchor for _, anchor in counted])
    left = {head.origin for head in apart}
    left |= {name for name, anchor in counted if name and audit_anchors.unmet(session, [anchor])}
    head = session.get(AuditHead, 1)
    return Loss(
        log_size=known.tree.size,
        head_size=max((one.size for one in apart), default=None),
        audit_seq=head.seq if head is not None else 0,
        anchor=unmet,
        names=frozenset(names),
        left=frozenset(left),
    )


def reach_of(session: Session, evidence: Evidence) -> LogReach:
    """How far heads and anchors tell, but for those whose names an earlier opening has given up."""
    left = given_up(session)
    heads = signing.read_heads(evidence.heads, evidence.lying)
    anchors = audit_anchors.kept(evidence.anchors, None)
    return LogReach(
        max((head.size for head in heads if head.origin not in left), default=None),
        max((one.seq for one in anchors if one.origin not in left), default=None),
    )


def apply_again(session: Session, decided: Decided, act: Act) -> list[str]:
    """Do again what was decided; codes and addresses for which there was nothing to do.

    Raises BadInputError for a code that no naskah has: a slip of the pen would leave a page open.
    """
    known = set(decided.withdrawn) | set(decided.confidential)
    rows = session.scalars(select(Naskah).where(Naskah.kode.in_(known))).all()
    found = {row.kode: row.status for row in rows}
    exempted = {row.kode for row in rows if row.visibilitas is Visibilitas.DIKECUALIKAN}
    if unknown := sorted(known - found.keys()):
        raise BadInputError(
            f"Tidak ada naskah {', '.join(unknown)} di dalam cadangan. Periksa kodenya; bila naskah itu baru dibuat"
            " sesudah cadangan, tidak perlu disebut."
        )
    idle = [kode for kode in decided.withdrawn if found[kode] in _CLOSED_STATES]
    for kode in decided.confidential:
        if found[kode] is Status.DITARIK or kode in exempted:
            idle.append(kode)
            continue
        review = wib_today(act.now + _REVIEW_AFTER)
        verbs.set_visibility(session, kode, act, level=Visibilitas.DIKECUALIKAN, dasar=_WHY, tinjau_on=review)
    for kode in decided.withdrawn:
        if found[kode] not in _CLOSED_STATES:
            verbs.withdraw(session, kode, act, alasan=WithdrawalClass.BELUM_DISEBUTKAN, penjelasan=_WHY)
    idle += [address for address in decided.forgotten if not following.forget(session, address)]
    return idle


def note_opening(
    session: Session, stamp: str, decided: Decided, left: Iterable[str], ground: OpeningGround, act: Act
) -> None:
    """Write down that a restored portal is opened, on what ground, and which names are given up with what was lost."""
    accounts.end_all_sessions(session, now=act.now)
    # A key that leaked and was ended after the backup would open again.
    keys.end_all(session, act)
    addresses.end_all(session, act)
    changes.note_restored(session, act.now)
    after = {
        "ditarik": len(decided.withdrawn),
        "dikecualikan": len(decided.confidential),
        "dihapus": len(decided.forgotten),
        "ditinggalkan": sorted(left),
        "dasar": ground,
    }
    record(session, act, OPENED, Subject("pemulihan", stamp), after=after)


def given_up(session: Session) -> frozenset[str]:
    """Names of logs whose newest entries were lost and given up when a restored portal was opened."""
    entries = session.scalars(select(AuditEntry.after).where(AuditEntry.action == OPENED))
    return frozenset(str(name) for after in entries for name in json.loads(after).get("ditinggalkan", ()))


def end_sessions(session: Session, now: datetime) -> None:
    """Nobody goes on with a session that may have been ended after the backup."""
    accounts.end_all_sessions(session, now=now)
