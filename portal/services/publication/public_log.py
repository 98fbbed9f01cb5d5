"""What a publication, a closing of files and a withdrawal tell the public log, and which digests are public since.

The salt of the digests lies beside the publication alone: when that is made anew or taken away, nobody can tell any
more which files the entry was about, but for those who kept its proof.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.public_log.entry import SALT_BYTES, LogAct, LogAnchor, LogEntry, entries_of, read_entry
from portal.models.job import JobKind
from portal.models.public_log import PublicLogEntry
from portal.models.terbitan import Terbitan, TerbitanBerkas, TerbitanSidik
from portal.services import jobs
from portal.services.public_log.appending import append
from portal.services.publication import changes

NO_RECORD = 0
"""The subject of the job that signs the log."""


def tell_published(session: Session, row: Terbitan, now: datetime) -> None:
    """The page and files of this row are public now."""
    files = _public_files(session, row.kode)
    _note_digests(session, row.kode, files, now)
    act = LogAct.TERBIT if row.nomor_terbit == 1 else LogAct.TERBIT_ULANG
    _tell_of_files(session, row, act, list(files), now)


def tell_files_closed(session: Session, row: Terbitan, now: datetime) -> None:
    """The page of this row stays; none of its files is public, and it is not told which were."""
    session.execute(delete(TerbitanSidik).where(TerbitanSidik.kode == row.kode))
    _tell_of_files(session, row, LogAct.TUTUP_BERKAS, [], now)


def tell_withdrawn(session: Session, kode: str, now: datetime) -> None:
    """Nothing of this naskah is public any more."""
    _append(session, kode, LogAct.TARIK, b"", [], now)


def end_digests(session: Session, kode: str, now: datetime) -> None:
    """Its files were public until now."""
    is_public = (TerbitanSidik.kode == kode, TerbitanSidik.ended_at.is_(None))
    session.execute(update(TerbitanSidik).where(*is_public).values(ended_at=now))


def forget_digests(session: Session, kode: str) -> None:
    """Nobody is told any more that a file was once public under this code."""
    session.execute(delete(TerbitanSidik).where(TerbitanSidik.kode == kode))


def tell_earlier(session: Session, kode: str, now: datetime) -> None:
    """Tell the log of a page that was public before there was one."""
    row = session.scalar(select(Terbitan).where(Terbitan.kode == kode).with_for_update())
    if row is not None and row.log_position is None:
        _tell_of_files(session, row, LogAct.SUDAH_TERBIT, list(_public_files(session, kode)), now)
        changes.note_labels(session)


def untold(session: Session) -> list[str]:
    """Codes of public pages that the log does not know yet, the oldest first."""
    query = select(Terbitan.kode).where(Terbitan.log_position.is_(None))
    return list(session.scalars(query.order_by(Terbitan.published_at, Terbitan.kode)))


def disagreements(session: Session) -> Iterator[str]:
    """Where pages and log tell different things, in words: each publication has its entry, whatever went has none."""
    told: dict[str, list[tuple[int, LogEntry]]] = {}
    query = select(PublicLogEntry.position, PublicLogEntry.body).order_by(PublicLogEntry.position)
    with closing(session.execute(query.execution_options(yield_per=1000))) as entries_told:
        for position, body in entries_told:
            entry = read_entry(body.encode())
            if isinstance(entry, LogAnchor):
                continue
            told.setdefault(entry.kode, []).append((position, entry))
    files: dict[str, list[str]] = {}
    for kode, sha256 in session.execute(
        select(TerbitanBerkas.kode, TerbitanBerkas.sha256).order_by(TerbitanBerkas.kode, TerbitanBerkas.urutan)
    ):
        files.setdefault(kode, []).append(sha256)
    rows = session.execute(
        select(Terbitan.kode, Terbitan.log_position, Terbitan.log_salt).order_by(Terbitan.kode)
    ).all()
    for kode, first, salt in rows:
        newest = [entry for position, entry in told.get(kode, ()) if first is not None and position >= first]
        digests = list(dict.fromkeys(files.get(kode, ())))
        if not newest or any(entry.act is LogAct.TARIK for entry in newest):
            yield f"Naskah {kode} terbit, tetapi log tidak mencatatnya."
        elif [entry.sealed for entry in newest] != [
            entry.sealed for entry in entries_of(kode, newest[0].act, newest[0].at, bytes.fromhex(salt), digests)
        ]:
            yield f"Berkas naskah {kode} bukan berkas yang dicatat log."
    published = {row.kode for row in rows}
    for kode, entries in sorted(told.items()):
        if kode not in published and entries[-1][1].act is not LogAct.TARIK:
            yield f"Naskah {kode} tidak lagi terbit, tetapi log tidak mencatat penarikannya."


def _public_files(session: Session, kode: str) -> dict[str, JenisBerkas]:
    """Digests of the public files in their order; of equal files the first says what they are."""
    query = select(TerbitanBerkas.sha256, TerbitanBerkas.jenis).where(TerbitanBerkas.kode == kode)
    found: dict[str, JenisBerkas] = {}
    for sha256, jenis in session.execute(query.order_by(TerbitanBerkas.urutan)):
        found.setdefault(sha256, jenis)
    return found


def _note_digests(session: Session, kode: str, files: Mapping[str, JenisBerkas], now: datetime) -> None:
    known = {row.sha256: row for row in session.scalars(select(TerbitanSidik).where(TerbitanSidik.kode == kode))}
    for sha256, row in known.items():
        if sha256 in files:
            row.jenis, row.ended_at = files[sha256], None
        elif row.ended_at is None:
            row.ended_at = now
    session.add_all(
        TerbitanSidik(kode=kode, sha256=sha256, jenis=jenis, published_at=now)
        for sha256, jenis in files.items()
        if sha256 not in known
    )


def _tell_of_files(session: Session, row: Terbitan, act: LogAct, digests: list[str], now: datetime) -> None:
    salt = secrets.token_bytes(SALT_BYTES) if digests else b""
    row.log_position = _append(session, row.kode, act, salt, digests, now)
    row.log_salt = salt.hex()
    session.flush()


def _append(session: Session, kode: str, act: LogAct, salt: bytes, digests: list[str], now: datetime) -> int:
    # Asked for first: the row of the head is held as shortly as can be.
    jobs.enqueue(session, JobKind.TANDAI_LOG, NO_RECORD, now=now)
    session.flush()
    return append(session, entries_of(kode, act, now, salt, digests))
