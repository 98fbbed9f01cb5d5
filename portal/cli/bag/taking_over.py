"""Command `portal import --ekspor`: an empty portal takes over what another one exported, under the same codes.

Checked before anything is stored; then the objects, which can be taken in again; then all rows in one transaction. So a
run that breaks off is repeated as it was.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from migrations import runner
from portal import clock
from portal.cli.bag import rows
from portal.cli.bag.checking import check_bag, object_path
from portal.cli.context import ready_stores
from portal.cli.lines import EXIT_CHECK_FAILED, EXIT_OK, note, say
from portal.domain.formats import number
from portal.domain.naskah.enumerations import ReadingState, RecognitionState
from portal.domain.naskah.status import Status
from portal.domain.penghitaman.penghitaman import PenghitamanState
from portal.domain.permissions import OPERATOR
from portal.errors import BadInputError
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas, Halaman
from portal.models.job import JobKind
from portal.models.naskah import Naskah
from portal.models.penghitaman import Penghitaman
from portal.models.unit import Unit
from portal.models.user import User
from portal.services import jobs
from portal.services.acts import Act, Subject, record
from portal.services.copies import storing
from portal.services.copies.storing import Kept
from portal.services.publication import changes, public_log
from portal.storage.keys import is_digest
from portal.wiring import Stores

TAKEN_OVER = "ekspor.ambil_alih"
REVISION = "Portal-Revision"
SOURCE = "Source-Organization"
FILES, IMAGES = "berkas", "gambar"


def run(bag: Path, *, dry_run: bool = False) -> int:
    """Exit 4 for a bag that is not whole, and then nothing was stored. Raises BadInputError for a portal in use."""
    with ready_stores() as stores:
        try:
            info = check_bag(bag)
        except BadInputError as error:
            note(error.message)
            return EXIT_CHECK_FAILED
        _refuse_other_revision(info)
        mark = hashlib.sha256((bag / "manifest-sha256.txt").read_bytes()).hexdigest()
        with stores.database.reading() as session:
            if _is_taken_over(session, mark):
                say("Ekspor ini sudah diambil alih; tidak ada yang diubah.")
                return EXIT_OK
            _refuse_filled(session)
        _refuse_without_file(bag, rows.check_rows(bag / "data/tabel"))
        if dry_run:
            say("Ekspor ini utuh dan dapat diambil alih; tidak ada yang disimpan.")
            return EXIT_OK
        kept = _store_objects(stores, bag)
        count = _put_in(stores, bag, kept, Subject("ekspor", mark), info.get(SOURCE, ""))
    say(
        f"Diambil alih: {number(count)} naskah dan {number(len(kept))} berkas dari {info.get(SOURCE, 'portal lain')}."
        " Berikutnya: buat akun, lalu indexer rebuild."
    )
    return EXIT_OK


def _refuse_other_revision(info: dict[str, str]) -> None:
    if (revision := info.get(REVISION)) != runner.head():
        raise BadInputError(
            f"Ekspor ini dibuat pada revisi basis data {revision or 'yang tidak dicatat'}, portal ini pada"
            f" {runner.head()}. Ambil alih dengan rilis yang sama, lalu perbarui."
        )


def _is_taken_over(session: Session, mark: str) -> bool:
    query = select(AuditEntry.seq).where(AuditEntry.object_kind == "ekspor", AuditEntry.object_key == mark)
    return session.scalar(query.where(AuditEntry.action == TAKEN_OVER).limit(1)) is not None


def _refuse_filled(session: Session) -> None:
    for table in (Naskah, Unit, User):
        if session.scalar(select(func.count()).select_from(table)):
            raise BadInputError("Portal ini sudah berisi unit, akun, atau naskah. Ambil alih hanya ke portal kosong.")


def _store_objects(stores: Stores, bag: Path) -> list[Kept]:
    """Every original in all its places, and the page images; what an earlier run stored is only read again."""
    kept = []
    for path in _objects(bag, FILES):
        with path.open("rb") as stream:
            kept.append(storing.keep(stores.objects, stream, expected_digest=path.name))
    for path in _objects(bag, IMAGES):
        with path.open("rb") as stream:
            stores.derived.put(stream, expected_digest=path.name)
    return kept


def _objects(bag: Path, part: str) -> Iterable[Path]:
    found = sorted(path for path in (bag / "data" / part).rglob("*") if path.is_file())
    return (path for path in found if is_digest(path.name) and path == object_path(bag, part, path.name))


def _put_in(stores: Stores, bag: Path, kept: list[Kept], subject: Subject, source: str) -> int:
    now = clock.utc_now()
    with stores.database.transaction() as session:
        # Another run may have come first while the objects were stored.
        _refuse_filled(session)
        counts = rows.put_rows(session, bag / "data/tabel")
        for one in kept:
            storing.note(session, one, now)
        _ask_for_work(session, now)
        _make_public(session, now)
        record(session, Act(OPERATOR, now), TAKEN_OVER, subject, after={"asal": source, "naskah": counts["naskah"]})
    return counts["naskah"]


def _refuse_without_file(bag: Path, named: Mapping[str, int]) -> None:
    """Raises BadInputError where a row names a file that did not come along, or one of other bytes."""
    for digest, size in sorted(named.items()):
        path = object_path(bag, FILES, digest)
        if not path.is_file():
            raise BadInputError(f"Ekspor ini tidak lengkap: tabelnya menyebut berkas {digest}, yang tidak ada.")
        if path.stat().st_size != size:
            raise BadInputError(f"Ekspor ini rusak: tabelnya mencatat ukuran lain bagi berkas {digest}.")


def _ask_for_work(session: Session, now: datetime) -> None:
    """What the other portal had not finished reading, redacting or publishing is asked for again."""
    wanted = (
        (
            JobKind.BACA_BERKAS,
            select(Berkas.id).where(Berkas.keadaan.in_((ReadingState.MENUNGGU, ReadingState.DIBACA))),
        ),
        (JobKind.KENALI_HALAMAN, select(Halaman.id).where(Halaman.pengenalan == RecognitionState.MENUNGGU)),
        (JobKind.TERBITKAN, select(Naskah.id).where(Naskah.status == Status.DIAJUKAN)),
        (JobKind.HITAMKAN, select(Penghitaman.id).where(Penghitaman.keadaan == PenghitamanState.MENUNGGU)),
    )
    for kind, query in wanted:
        subjects = dict.fromkeys(session.scalars(query), 0)
        jobs.enqueue_many(session, kind, subjects, now=now, priority=jobs.PRIORITY_BULK)


def _make_public(session: Session, now: datetime) -> None:
    """Pages that are public get their entries in the log of this portal, and mirrors are told of all of them."""
    for kode in public_log.untold(session):
        public_log.tell_earlier(session, kode, now)
    changes.note_taken_over(session, now)
