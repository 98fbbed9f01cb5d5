"""Uploading: the exact order in which a file becomes part of a naskah.

Spool with streaming digest and limits (the caller) → first look → intent row committed → object written and read back
→ accepting row with job and audit entry committed → receipt. A crash in between leaves an intent or an object that the
sweep names; it never leaves a receipt without its object.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import failpoint
from portal.db import Database
from portal.domain.berkas.acceptance import (
    check_receipt,
    earlier_version_error,
    locked_error,
    over_quota,
    too_many_pages,
)
from portal.domain.berkas.filename import display_name
from portal.domain.berkas.pdf_revisions import has_earlier_version
from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.naskah.fields import NaskahFields
from portal.domain.naskah.status import Action
from portal.domain.permissions import Actor
from portal.domain.tanggal import wib_midnight, wib_today
from portal.errors import DuplicateFileError, FileRefusedError
from portal.models.berkas import Berkas
from portal.models.job import JobKind
from portal.models.naskah import Naskah
from portal.models.naskah_asli import NaskahAsli
from portal.models.unggahan import Unggahan
from portal.models.unit import Unit
from portal.queries.naskah.worklist import is_kept
from portal.queries.public.terbitan import is_published_file
from portal.services import jobs
from portal.services.acts import Act, find_for, record, require
from portal.services.berkas.filing import is_on_its_way, next_place
from portal.services.copies import storing
from portal.services.naskah.editing import check_new, create_naskah
from portal.services.publication.files import digests_of, load_files
from portal.services.retensi import refuse_frozen
from portal.storage.hashing import PIECE
from portal.storage.interface import ObjectStorage

NeedsPassword = Callable[[Path], bool]
"""Opens a file in a disposable process and tells whether it needs a password; the web process never parses a PDF."""

CountPages = Callable[[Path], int]
"""Counts the pages of a file in a disposable process; 0 where that cannot be told, which is no reason to refuse it."""


@dataclass(frozen=True)
class ReceivedFile:
    """A file in the spool: its name as sent, where it lies, digest and size in bytes, first and last bytes."""

    nama: str
    path: Path
    sha256: str
    size: int
    head: bytes
    tail: bytes


ON_ITS_WAY = "Naskah ini sudah diajukan dan sedang diperiksa untuk terbit. Tambahkan berkasnya lewat halaman naskahnya."


@dataclass(frozen=True)
class Target:
    """Where the file goes: a new draft (`fields`), or a naskah that is there (`kode`)."""

    fields: NaskahFields | None = None
    kode: str | None = None
    jenis: JenisBerkas = JenisBerkas.NASKAH
    bahasa: str = "id"
    replaces: int | None = None
    is_unseen: bool = False
    """Whether nobody has looked at its pages, as behind a cover sheet: it goes into no naskah about to be public."""


@dataclass(frozen=True)
class Accepted:
    """The receipt of an upload: the naskah it belongs to, and the file as stored."""

    kode: str
    berkas_id: int
    sha256: str
    size: int
    is_repeated: bool = False
    """Whether it was accepted before, under the same key."""


@dataclass(frozen=True)
class UploadStores:
    """What storing a file needs; `limit` is the largest size in bytes, `most_pages` the most pages it may have.

    Without `count_pages` a file of too many pages is noticed by its reading.
    """

    database: Database
    objects: ObjectStorage
    needs_password: NeedsPassword
    limit: int
    most_pages: int = 0
    count_pages: CountPages | None = None
    daily: int = 0
    """Bytes that all files of one unit may have on a day (WIB); 0 for no limit."""


def store_file(
    stores: UploadStores,
    received: ReceivedFile,
    target: Target,
    act: Act,
    *,
    idempotency_key: str,
    priority: int = jobs.PRIORITY_PERSON,
) -> Accepted:
    """Take a spooled file into the archive.

    Sent again with the same key, the first answer is given again. Raises FileRefusedError (DuplicateFileError for
    bytes already stored), NotAllowedError, NotFoundError, FieldsRefusedError or StorageError; then nothing is accepted.
    """
    nama = display_name(received.nama)
    first_look(stores, received, nama)
    if target.jenis is JenisBerkas.SALINAN_PUBLIK:
        with received.path.open("rb") as stream:
            if has_earlier_version(iter(lambda: stream.read(PIECE), b"")):
                raise earlier_version_error(nama)
    with stores.database.transaction() as session:
        _write_intent(session, idempotency_key, received, act.now)
        if (earlier := _accepted_before(session, idempotency_key, received.sha256, act.actor)) is not None:
            return earlier
        unit = _check_target(session, target, act)
        refuse_duplicate(session, received.sha256, nama, act.actor)
        _refuse_over_quota(session, unit, received.size, stores.daily, act.now)
        failpoint.reach(failpoint.Step.INTENT)
    with received.path.open("rb") as stream:
        kept = storing.keep(stores.objects, stream, expected_digest=received.sha256)
    with stores.database.transaction() as session:
        storing.note(session, kept, act.now)
        accepted = _accept(session, received, nama, target, act, idempotency_key, priority)
        failpoint.reach(failpoint.Step.ACCEPT_COMMIT)
    failpoint.reach(failpoint.Step.RECEIPT)
    return accepted


def _refuse_over_quota(session: Session, unit: str, size: int, daily: int, now: datetime) -> None:
    """Raises FileRefusedError where a unit has sent so much today that this file would be too much."""
    if not daily:
        return
    sent = session.scalar(
        select(func.coalesce(func.sum(Berkas.size), 0))
        .join(Naskah, Naskah.id == Berkas.naskah_id)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(Unit.kode == unit, Berkas.uploaded_at >= wib_midnight(wib_today(now)))
    )
    if (sent or 0) + size > daily:
        raise FileRefusedError("quota", over_quota(sent or 0, daily))


def refuse_duplicate(session: Session, sha256: str, nama: str, actor: Actor) -> None:
    """Raises DuplicateFileError where these bytes are stored; says where only to those who may know.

    What was taken back as made in error holds no bytes: its file may be sent anew, where it belongs.
    """
    stored = (
        select(Naskah)
        .join(Berkas, Berkas.naskah_id == Naskah.id)
        .where(Berkas.sha256 == sha256, is_kept)
        .order_by(Naskah.id)
    )
    found = session.scalars(stored).first()
    if found is None:
        return
    if actor.can_read(found.unit.kode):
        raise DuplicateFileError(f"{nama} sudah tersimpan pada naskah {found.kode}.", found.kode)
    if is_published_file(session, found.kode, sha256):
        # Everybody may have these very bytes from that page: naming it tells nothing.
        message = f"{nama} sudah terbit sebagai naskah {found.kode} milik unit lain."
        raise DuplicateFileError(message, found.kode, is_public_only=True)
    raise DuplicateFileError(
        f"{nama} sudah tersimpan di repositori. Hubungi Biro Hukum dan Kerja Sama bila ini naskah unit Anda.", None
    )


def is_taken_back(session: Session, kode: str) -> bool:
    """Whether a naskah was closed as a draft or voided as made in error, so that its files may be sent anew."""
    return session.scalar(select(Naskah.id).where(Naskah.kode == kode, ~is_kept)) is not None


def first_look(stores: UploadStores, received: ReceivedFile, nama: str) -> None:
    """Raises FileRefusedError for a file that cannot be taken at all; nothing is stored yet."""
    may_be_encrypted = check_receipt(
        nama, head=received.head, tail=received.tail, size=received.size, limit=stores.limit
    )
    if may_be_encrypted and stores.needs_password(received.path):
        raise locked_error(nama)
    if stores.count_pages is not None and (pages := stores.count_pages(received.path)) > stores.most_pages:
        raise FileRefusedError("too_many_pages", too_many_pages(nama, pages, stores.most_pages))


def _accepted_before(session: Session, key: str, sha256: str, actor: Actor) -> Accepted | None:
    intent = session.scalars(select(Unggahan).where(Unggahan.idempotency_key == key)).one()
    if intent.sha256 != sha256:
        raise FileRefusedError("key_reused", "Kunci unggahan ini sudah dipakai untuk berkas lain. Muat ulang halaman.")
    if intent.berkas_id is None:
        return None
    berkas = session.get_one(Berkas, intent.berkas_id)
    if is_taken_back(session, berkas.naskah.kode):
        return None
    if not actor.can_read(berkas.naskah.unit.kode):
        return None  # Whoever guesses a key learns no more than that the bytes are here.
    return Accepted(berkas.naskah.kode, berkas.id, berkas.sha256, berkas.size, is_repeated=True)


def _write_intent(session: Session, key: str, received: ReceivedFile, now: datetime) -> None:
    if session.scalar(select(Unggahan.id).where(Unggahan.idempotency_key == key)) is None:
        # Sent twice at the same moment, the second one waits here for the first and then finds its intent.
        with suppress(IntegrityError), session.begin_nested():
            session.add(Unggahan(idempotency_key=key, sha256=received.sha256, size=received.size, started_at=now))


def _check_target(session: Session, target: Target, act: Act) -> str:
    """Refuses before anything is stored what the accepting transaction would refuse; code of the unit it goes to."""
    if target.kode is not None:
        naskah = find_for(session, target.kode, act.actor)
        require(naskah, Action.EDIT, act.actor)
        _refuse_unseen(naskah, target)
        if target.replaces is not None:
            refuse_frozen(session, naskah)
        return naskah.unit.kode
    if target.fields is None:
        raise ValueError("an upload needs a naskah or the fields of a new one")
    check_new(session, target.fields, act)
    return target.fields.unit


def _accept(
    session: Session, received: ReceivedFile, nama: str, target: Target, act: Act, key: str, priority: int
) -> Accepted:
    # Two people may have sent the same bytes at the same time: all who want to store them go one behind the other.
    rows = select(Unggahan).where(Unggahan.sha256 == received.sha256).order_by(Unggahan.id).with_for_update()
    intent = next(row for row in session.scalars(rows) if row.idempotency_key == key)
    if (earlier := _accepted_before(session, key, received.sha256, act.actor)) is not None:
        return earlier
    refuse_duplicate(session, received.sha256, nama, act.actor)
    naskah = _naskah_of(session, target, act)
    mewakili = _originals_of_copy(session, naskah, target)
    jenis = _kind(session, naskah, target)
    berkas = Berkas(
        naskah_id=naskah.id,
        urutan=next_place(session, naskah.id),
        mewakili=mewakili,
        jenis=jenis,
        nama=nama,
        bahasa=target.bahasa,
        sha256=received.sha256,
        size=received.size,
        uploaded_at=act.now,
        uploaded_by=act.actor.user_id,
    )
    session.add(berkas)
    session.flush()
    if target.replaces is not None:
        refuse_frozen(session, naskah)
        _replace(session, naskah, target.replaces, berkas)
    intent.accepted_at, intent.naskah_id, intent.berkas_id = act.now, naskah.id, berkas.id
    record(
        session,
        act,
        "berkas.simpan",
        naskah,
        after={"nama": nama, "sha256": received.sha256, "size": received.size, "jenis": jenis}
        | ({"mewakili": mewakili} if mewakili else {}),
    )
    jobs.enqueue(session, JobKind.BACA_BERKAS, berkas.id, now=act.now, priority=priority)
    return Accepted(naskah.kode, berkas.id, received.sha256, received.size)


def _kind(session: Session, naskah: Naskah, target: Target) -> JenisBerkas:
    """What the file is to its naskah: the first one of a registered signing is the naskah, not its annex."""
    if target.jenis is not JenisBerkas.LAMPIRAN:
        return target.jenis
    is_registered = session.scalar(select(NaskahAsli.id).where(NaskahAsli.naskah_id == naskah.id)) is not None
    has_files = session.scalar(select(Berkas.id).where(Berkas.naskah_id == naskah.id).limit(1)) is not None
    return JenisBerkas.NASKAH if is_registered and not has_files else target.jenis


def _naskah_of(session: Session, target: Target, act: Act) -> Naskah:
    if target.fields is not None and target.kode is None:
        return create_naskah(session, target.fields, act)
    naskah = find_for(session, target.kode or "", act.actor)
    require(naskah, Action.EDIT, act.actor)
    # Asked again: it may have been handed in while the bytes were stored. Later than this it cannot be, since both
    # change the same version of it.
    _refuse_unseen(naskah, target)
    naskah.updated_at = act.now
    return naskah


def _refuse_unseen(naskah: Naskah, target: Target) -> None:
    if target.is_unseen and is_on_its_way(naskah):
        raise FileRefusedError("on_its_way", ON_ITS_WAY)


def _replace(session: Session, naskah: Naskah, old_id: int, new: Berkas) -> None:
    old = session.get(Berkas, old_id)
    if old is None or old.naskah_id != naskah.id or old.replaced_by_id is not None:
        raise FileRefusedError("replaced", "Berkas yang hendak diganti sudah diganti. Muat ulang halaman.")
    if new.jenis is JenisBerkas.SALINAN_PUBLIK and old.jenis is not JenisBerkas.SALINAN_PUBLIK:
        message = "Salinan untuk umum tidak menggantikan berkas asli. Kosongkan pilihan Menggantikan berkas."
        raise FileRefusedError("copy_replaces_original", message)
    old.replaced_by_id = new.id
    new.urutan = old.urutan


def _originals_of_copy(session: Session, naskah: Naskah, target: Target) -> tuple[str, ...]:
    """What a redacted copy stands for: every original that lies there at this moment."""
    if target.jenis is not JenisBerkas.SALINAN_PUBLIK:
        return ()
    return digests_of(load_files(session, naskah).originals)
