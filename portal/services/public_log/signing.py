"""Signing the head of the public log, never one that does not continue what was signed before.

Every signed head lies in the object store as well. Before anything is signed, the entries are compared with all of
them: a database that was restored from yesterday, or in which somebody changed an entry, finds there the head of what
it has lost, and signs nothing until somebody decides. Both transactions are the caller's, for the object store lies
between.
"""

import hashlib
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.public_log.note import Checkpoint, SignerKey, VerifierKey, sign, unverified
from portal.domain.public_log.tree import MerkleTree, leaf_hash
from portal.errors import ProofRefusedError
from portal.models.job import JobKind
from portal.models.public_log import PublicLogCheckpoint, PublicLogEntry, PublicLogHead
from portal.services import jobs
from portal.services.public_log.appending import locked_head
from portal.storage.interface import ObjectStorage

LARGEST_NOTE = 100_000


@dataclass(frozen=True)
class KnownLog:
    """What the database knows: the tree of its entries, and the heads it signed."""

    tree: MerkleTree
    checkpoints: tuple[PublicLogCheckpoint, ...]


@dataclass(frozen=True)
class SignedHead:
    """A head that is signed and lies in the object store, to be written down."""

    checkpoint: Checkpoint
    note: str
    verifier_keys: str


@dataclass(frozen=True)
class Look:
    """What a look at entries and signed heads has found; `broken_size` is that of a head they do not lead to."""

    broken_size: int | None
    head: SignedHead | None = None
    """A new one; None where nothing was to be signed."""


def listed(heads: ObjectStorage) -> frozenset[str]:
    """Digests of everything that lies among the signed heads. Asked for before the database is read (`load_log`): a
    head that another worker signed meanwhile then speaks of entries that are read here too. Raises StorageError.
    """
    return frozenset(entry.digest for entry in heads.entries())


def load_log(session: Session, origin: str) -> KnownLog:
    """All entries as a tree, and the heads of this origin, the oldest first."""
    query = select(PublicLogEntry.body).order_by(PublicLogEntry.position).execution_options(yield_per=1000)
    with closing(session.scalars(query)) as bodies:
        tree = MerkleTree(leaf_hash(body.encode()) for body in bodies)
    rows = select(PublicLogCheckpoint).where(PublicLogCheckpoint.origin == origin).order_by(PublicLogCheckpoint.id)
    return KnownLog(tree, tuple(session.scalars(rows)))


def look_and_sign(
    known: KnownLog, heads: ObjectStorage, origin: str, keys: Sequence[SignerKey], lying: frozenset[str]
) -> Look:
    """Compare the entries with every head that was signed, and sign a new one if there is something to sign.

    `lying` is what `listed` gave.
    The new head is in the object store when this returns. Without a key nothing is signed. Raises StorageError.
    """
    if (broken := broken_size(known, heads, origin, lying)) is not None:
        return Look(broken)
    checkpoint = Checkpoint(origin, known.tree.size, known.tree.root())
    verifier_keys = "\n".join(key.verifier.text for key in keys)
    newest = max(known.checkpoints, key=lambda row: (row.size, row.id), default=None)
    is_known = newest is not None and (newest.size, newest.verifier_keys) == (checkpoint.size, verifier_keys)
    if is_known or not keys:
        return Look(None)
    note = sign(checkpoint, keys)
    heads.put(BytesIO(note.encode()))
    return Look(None, SignedHead(checkpoint, note, verifier_keys))


def broken_size(known: KnownLog, heads: ObjectStorage, origin: str, lying: frozenset[str]) -> int | None:
    """Size of a signed head that these entries do not lead to; None if they lead to all. Raises StorageError.

    A head counts whichever key signed it: a portal that was restored without its key must not begin another history.
    """
    for row in known.checkpoints:
        if not known.tree.leads_to(row.size, root_of(row)):
            return row.size
    strange = read_heads(heads, lying - {row.sha256 for row in known.checkpoints})
    found = [head for head in strange if head.origin == origin]
    return max((head.size for head in found if not known.tree.leads_to(head.size, head.root)), default=None)


def read_heads(heads: ObjectStorage, lying: frozenset[str]) -> list[Checkpoint]:
    """Every head of any name among what lies there. Raises StorageError."""
    return [head for digest in sorted(lying) if (head := _read(heads, digest)) is not None]


def write_down(session: Session, look: Look, now: datetime) -> None:
    """Note what a look has found."""
    head = locked_head(session)
    head.broken_size, head.looked_at = look.broken_size, now
    if (new := look.head) is not None:
        session.add(
            PublicLogCheckpoint(
                origin=new.checkpoint.origin,
                size=new.checkpoint.size,
                root=new.checkpoint.root.hex(),
                note=new.note,
                verifier_keys=new.verifier_keys,
                sha256=hashlib.sha256(new.note.encode()).hexdigest(),
                signed_at=now,
            )
        )
    session.flush()


def ask_if_unsigned(session: Session, origin: str, now: datetime) -> bool:
    """Ask for the log to be signed where entries wait for it, or nothing was ever signed; whether it was asked for."""
    size = session.scalar(select(PublicLogHead.size)) or 0
    signed = session.scalar(
        select(PublicLogCheckpoint.size)
        .where(PublicLogCheckpoint.origin == origin)
        .order_by(PublicLogCheckpoint.size.desc())
        .limit(1)
    )
    if signed == size:
        return False
    jobs.enqueue(session, JobKind.TANDAI_LOG, 0, now=now, priority=jobs.PRIORITY_BULK)
    return True


def root_of(row: PublicLogCheckpoint) -> bytes:
    """The root that was signed; of what can be none, one that no entries lead to."""
    try:
        return bytes.fromhex(row.root)
    except ValueError:
        return b""


def keys_of(row: PublicLogCheckpoint) -> tuple[VerifierKey, ...]:
    """The public keys that a head was signed with."""
    return tuple(VerifierKey.from_text(line) for line in row.verifier_keys.splitlines())


def _read(heads: ObjectStorage, digest: str) -> Checkpoint | None:
    """A head that the database does not know; None for anything else that lies there."""
    with heads.open(digest, length=LARGEST_NOTE) as stream:
        data = stream.read()
    try:
        return unverified(data.decode())
    except (ProofRefusedError, UnicodeDecodeError):
        return None
