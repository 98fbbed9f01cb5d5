"""Audit: every act is one entry in a hash chain, written in the same transaction as the act itself.

`h(n) = SHA-256(h(n-1) ‖ canonical JSON of the entry)`. The chain shows an edited, removed, inserted or reordered
entry. It cannot by itself show that its tail was cut off or that the whole database was rolled back: for that the
newest hash must be kept somewhere else.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from enum import Enum

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.domain.permissions import Actor
from portal.models.audit_entry import AuditEntry, AuditHead

GENESIS = "0" * 64
Values = Mapping[str, object]


def record(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    action: str,
    object_kind: str,
    object_key: str,
    before: Values | None = None,
    after: Values | None = None,
    unit: str | None = None,
) -> AuditEntry:
    """Append one entry; `unit` is the code of the unit acted for, noted where it is not the actor's own."""
    head = _locked_head(session)
    is_for_other = unit is not None and actor.user_id is not None and actor.acts_for(unit)
    entry = AuditEntry(
        seq=head.seq + 1,
        at=now.astimezone(UTC).replace(microsecond=0),
        actor_id=actor.user_id,
        actor_email=actor.email,
        acting_for=unit if is_for_other and unit else "",
        action=action,
        object_kind=object_kind,
        object_key=object_key,
        before=canonical(before or {}),
        after=canonical(after or {}),
        previous_hash=head.entry_hash,
        entry_hash="",
    )
    entry.entry_hash = entry_digest(entry)
    session.add(entry)
    head.seq = entry.seq
    head.entry_hash = entry.entry_hash
    session.flush()
    return entry


def canonical(values: Values) -> str:
    """JSON with sorted keys and without blanks: equal values give equal text."""
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def entry_digest(entry: AuditEntry) -> str:
    """Hash of an entry together with the hash before it."""
    body = canonical(
        {
            "seq": entry.seq,
            "at": entry.at.astimezone(UTC).isoformat(timespec="seconds"),
            "actor_id": entry.actor_id,
            "actor": entry.actor_email,
            "acting_for": entry.acting_for,
            "action": entry.action,
            "kind": entry.object_kind,
            "key": entry.object_key,
            "before": entry.before,
            "after": entry.after,
        }
    )
    return hashlib.sha256((entry.previous_hash + body).encode()).hexdigest()


def first_broken(session: Session) -> int | None:
    """Walk the whole chain; the number of the first entry that does not fit, or None if all do."""
    expected_seq, previous = 1, GENESIS
    with closing(session.scalars(select(AuditEntry).order_by(AuditEntry.seq).execution_options(yield_per=500))) as rows:
        for entry in rows:
            is_next = entry.seq == expected_seq and entry.previous_hash == previous
            if not is_next or entry.entry_hash != entry_digest(entry):
                return expected_seq
            expected_seq, previous = entry.seq + 1, entry.entry_hash
    head = session.get(AuditHead, 1)
    is_head_right = (head is None and expected_seq == 1) or (
        head is not None and head.seq == expected_seq - 1 and head.entry_hash == previous
    )
    return None if is_head_right else expected_seq


def _locked_head(session: Session) -> AuditHead:
    query = select(AuditHead).where(AuditHead.id == 1).with_for_update()
    if (head := session.scalar(query)) is not None:
        return head
    # Of two very first acts at the same moment one waits here for the other, and then goes behind it.
    with suppress(IntegrityError), session.begin_nested():
        session.add(AuditHead(id=1, seq=0, entry_hash=GENESIS))
    return session.scalars(query).one()


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(str(item) for item in value)
    raise TypeError(f"no canonical form for {type(value).__name__}")
