"""The public log as the tests look at it."""

from io import BytesIO

from sqlalchemy import select, text

from portal.domain.public_log.entry import LogEntry
from portal.models.public_log import PublicLogCheckpoint, PublicLogEntry, PublicLogHead
from portal.models.terbitan import Terbitan
from portal.storage.interface import ObjectStorage
from portal.wiring import Stores


def entries(stores: Stores) -> list[LogEntry]:
    """All entries in their order; there is none without its place."""
    with stores.database.reading() as session:
        rows = session.scalars(select(PublicLogEntry).order_by(PublicLogEntry.position)).all()
        head = session.get(PublicLogHead, 1)
    assert [row.position for row in rows] == list(range(len(rows)))
    assert (head.size if head else 0) == len(rows)
    return [LogEntry.from_bytes(row.body.encode()) for row in rows]


def acts_of(stores: Stores, kode: str) -> list[str]:
    """What the log says of a code."""
    return [entry.act.value for entry in entries(stores) if entry.kode == kode]


def salt_of(stores: Stores, kode: str) -> bytes | None:
    """What the digests of a publication are sealed with; None where it is not public."""
    with stores.database.reading() as session:
        found = session.scalar(select(Terbitan.log_salt).where(Terbitan.kode == kode))
    return None if found is None else bytes.fromhex(found)


def checkpoints(stores: Stores) -> list[PublicLogCheckpoint]:
    """Every signed head, the oldest first."""
    with stores.database.reading() as session:
        return list(session.scalars(select(PublicLogCheckpoint).order_by(PublicLogCheckpoint.id)))


def broken_size(stores: Stores) -> int | None:
    """The size of a head that the entries do not lead to, as the last look found it."""
    with stores.database.reading() as session:
        return session.scalar(select(PublicLogHead.broken_size))


def put(heads: ObjectStorage, note: str) -> None:
    """Lay something among the signed heads."""
    heads.put(BytesIO(note.encode()))


def rewrite(stores: Stores, *statements: str) -> None:
    """What somebody does who may do everything to the database, the walls of the tables included."""
    is_sqlite = stores.database.engine.dialect.name == "sqlite"
    tables = ("public_log_entry", "public_log_checkpoint")
    with stores.database.transaction() as session:
        for table in tables:
            if is_sqlite:
                for verb in ("update", "delete"):
                    session.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{verb}"))
            else:
                session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        for statement in statements:
            session.execute(text(statement))
