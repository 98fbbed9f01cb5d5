"""Looking through the whole public log: places, forms, roots, signatures, and the heads in the object store."""

import hashlib
from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.public_log.entry import read_entry
from portal.domain.public_log.note import Checkpoint, open_checkpoint
from portal.domain.public_log.tree import MerkleTree
from portal.errors import BadInputError, ProofRefusedError
from portal.models.public_log import PublicLogCheckpoint, PublicLogEntry, PublicLogHead
from portal.services.public_log import signing
from portal.storage.interface import ObjectStorage


def problems(session: Session, heads: ObjectStorage, origin: str, lying: frozenset[str]) -> Iterator[str]:
    """What is wrong with the log, in words; nothing if all of it is as it was signed. Raises StorageError.

    `lying` is what `signing.listed` gave before the session began.
    """
    yield from _entries(session)
    known = signing.load_log(session, origin)
    for row in session.scalars(select(PublicLogCheckpoint).order_by(PublicLogCheckpoint.id)):
        if (wrong := _checkpoint(known.tree, row)) is not None:
            yield wrong
    broken = signing.broken_size(known, heads, origin, lying)
    if broken is not None and broken > known.tree.size:
        yield f"Log tertinggal: {known.tree.size} catatan, padahal pernah ditandatangani {broken}."
    elif broken is not None:
        yield f"Catatan log tidak menuju pos periksa {broken} catatan yang pernah ditandatangani."


def _entries(session: Session) -> Iterator[str]:
    query = select(PublicLogEntry).order_by(PublicLogEntry.position).execution_options(yield_per=1000)
    count = 0
    with closing(session.scalars(query)) as rows:
        for row in rows:
            if row.position != count:
                yield f"Catatan log nomor {count} tidak ada."
                return
            try:
                read_entry(row.body.encode())
            except ProofRefusedError:
                yield f"Catatan log nomor {count} tidak berbentuk catatan."
            count += 1
    size = session.scalar(select(PublicLogHead.size)) or 0
    if size != count:
        yield f"Log memuat {count} catatan, padahal tercatat {size}."


def _checkpoint(tree: MerkleTree, row: PublicLogCheckpoint) -> str | None:
    if not tree.leads_to(row.size, signing.root_of(row)):
        return f"Catatan log tidak menuju pos periksa {row.size} catatan."
    try:
        found = open_checkpoint(row.note, signing.keys_of(row))
    except BadInputError as error:
        return f"Pos periksa {row.size} catatan: {error.message}"
    is_same = found == Checkpoint(row.origin, row.size, signing.root_of(row))
    if not is_same or hashlib.sha256(row.note.encode()).hexdigest() != row.sha256:
        return f"Pos periksa {row.size} catatan tidak sama dengan yang ditandatangani."
    return None
