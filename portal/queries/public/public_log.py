"""The public log as anybody may read it: its signed head, tiles, and the proof of a published naskah.

Hashes are worked out from the entries once a process and kept: what was appended since is added with each look.
"""

import base64
import threading
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.public_log import tiles
from portal.domain.public_log.note import Checkpoint
from portal.domain.public_log.proof import InclusionProof
from portal.domain.public_log.tiles import Tile
from portal.domain.public_log.tree import MerkleTree, leaf_hash
from portal.errors import NotFoundError
from portal.models.public_log import PublicLogCheckpoint, PublicLogEntry, PublicLogHead
from portal.models.terbitan import Terbitan, TerbitanDitarik
from portal.queries.public.values import Tombstone

NO_TILE = "Bagian log ini tidak ada."
NO_HEAD = "Log ini belum ditandatangani. Coba lagi beberapa menit lagi."
NOT_YET = "Bukti naskah ini belum ditandatangani. Coba lagi beberapa menit lagi."


@dataclass(frozen=True)
class PublicHead:
    """The newest signed head."""

    checkpoint: Checkpoint
    note: str
    verifier_keys: tuple[str, ...]
    signed_at: datetime

    @property
    def root_text(self) -> str:
        """The root in base64, as the signed note has it."""
        return base64.b64encode(self.checkpoint.root).decode()


@dataclass(frozen=True)
class PublicLogState:
    """Where the log stands: its newest signed head if there is one, all its entries, and whether they still lead to it.

    `broken_size` is the size of a head that was signed once and that the entries do not lead to.
    """

    head: PublicHead | None
    size: int
    broken_size: int | None

    @property
    def waiting(self) -> int:
        """Entries that are not signed yet."""
        return max(0, self.size - (self.head.checkpoint.size if self.head else 0))


class LogTree:
    """The tree of the log, kept in memory and grown with every look. Safe for many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tree = MerkleTree()

    def upto(self, session: Session, size: int) -> MerkleTree:
        """A tree of at least `size` entries. Raises NotFoundError where there are not so many."""
        with self._lock:
            tree = self._tree
            # The last known entry is read again: of another history, after a restore, the tree is made anew.
            start = max(0, tree.size - 1)
            query = select(PublicLogEntry.body).where(PublicLogEntry.position >= start)
            leaves = [leaf_hash(body.encode()) for body in session.scalars(query.order_by(PublicLogEntry.position))]
            if tree.size and (not leaves or leaves[0] != tree.complete(0, start)):
                everything = select(PublicLogEntry.body).order_by(PublicLogEntry.position)
                tree = MerkleTree(leaf_hash(body.encode()) for body in session.scalars(everything))
            else:
                for leaf in leaves[1:] if tree.size else leaves:
                    tree.append(leaf)
            self._tree = tree
        if tree.size < size:
            raise NotFoundError(NO_TILE)
        return tree


def find_head(session: Session, origin: str) -> PublicHead:
    """The newest signed head of this log. Raises NotFoundError."""
    row = session.scalar(
        select(PublicLogCheckpoint)
        .where(PublicLogCheckpoint.origin == origin)
        .order_by(PublicLogCheckpoint.size.desc(), PublicLogCheckpoint.id.desc())
        .limit(1)
    )
    if row is None:
        raise NotFoundError(NO_HEAD)
    checkpoint = Checkpoint(row.origin, row.size, bytes.fromhex(row.root))
    return PublicHead(checkpoint, row.note, tuple(row.verifier_keys.splitlines()), row.signed_at)


def load_state(session: Session, origin: str) -> PublicLogState:
    """Where the log stands."""
    row = session.get(PublicLogHead, 1)
    try:
        head = find_head(session, origin)
    except NotFoundError:
        head = None
    return PublicLogState(head, row.size if row else 0, row.broken_size if row else None)


def load_tile(session: Session, tree: LogTree, origin: str, tile: Tile) -> bytes:
    """What a tile holds, of what is signed. Raises NotFoundError."""
    size = find_head(session, origin).checkpoint.size
    if not tile.fits(size):
        raise NotFoundError(NO_TILE)
    if tile.level is not None:
        return tiles.hashes(tree.upto(session, size), tile)
    stop = tile.start + tile.width
    query = select(PublicLogEntry.body).where(PublicLogEntry.position >= tile.start, PublicLogEntry.position < stop)
    return tiles.bundle(body.encode() for body in session.scalars(query.order_by(PublicLogEntry.position)))


def find_proof(session: Session, tree: LogTree, origin: str, kode: str) -> InclusionProof | Tombstone:
    """The proof that the publication of this naskah stands in the log, or its tombstone.

    Raises NotFoundError, for an unknown and an unpublished code alike, and where its entry is not signed yet.
    """
    query = select(Terbitan.log_position, Terbitan.log_salt, PublicLogEntry.body).outerjoin(
        PublicLogEntry, PublicLogEntry.position == Terbitan.log_position
    )
    row = session.execute(query.where(Terbitan.kode == kode)).one_or_none()
    if row is None:
        gone = session.get(TerbitanDitarik, kode)
        if gone is None:
            raise NotFoundError("Naskah tidak ditemukan.")
        return Tombstone(gone.kode, gone.withdrawn_on, gone.alasan)
    head = find_head(session, origin)
    position, size = row.log_position, head.checkpoint.size
    if position is None or position >= size:
        raise NotFoundError(NOT_YET)
    steps = tree.upto(session, size).inclusion(position, size)
    return InclusionProof(row.body.encode(), bytes.fromhex(row.log_salt), position, tuple(steps), head.note)
