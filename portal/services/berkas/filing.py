"""Filing: the order of the files of a naskah and what each of them is, for a scan that was split over several files."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.berkas.arrangement import shift_order
from portal.domain.naskah.enumerations import JenisBerkas, ReadingState
from portal.domain.naskah.status import Action, Status
from portal.errors import BadInputError, NotFoundError, StaleVersionError
from portal.models.berkas import Berkas
from portal.models.job import JobKind
from portal.models.naskah import Naskah
from portal.services import jobs, kemiripan
from portal.services.acts import Act, find_for, flush_versioned, record, require

COPY_STAYS = "Salinan untuk umum dibuat lewat unggahan, dan tetap salinan untuk umum."


def current_files(session: Session, naskah: Naskah) -> dict[int, Berkas]:
    """The files of a naskah that no other has replaced, by key, in their stored order."""
    query = select(Berkas).where(Berkas.naskah_id == naskah.id, Berkas.replaced_by_id.is_(None))
    return {berkas.id: berkas for berkas in session.scalars(query.order_by(Berkas.urutan, Berkas.id))}


def has_current(session: Session, kode: str) -> bool:
    """Whether the naskah of this code has a file that no other has replaced."""
    query = select(Berkas.id).join(Naskah, Naskah.id == Berkas.naskah_id)
    query = query.where(Naskah.kode == kode, Berkas.replaced_by_id.is_(None))
    return session.scalar(query.limit(1)) is not None


def is_on_its_way(naskah: Naskah) -> bool:
    """Whether a naskah will be published without anybody looking at it again, so that nothing may slip into it."""
    return naskah.status is Status.DIAJUKAN or naskah.is_publication_wished


def next_place(session: Session, naskah_id: int) -> int:
    """The place of a file that comes behind all those of a naskah, replaced ones included."""
    return (session.scalar(select(func.max(Berkas.urutan)).where(Berkas.naskah_id == naskah_id)) or 0) + 1


def arrange(session: Session, kode: str, berkas_ids: Sequence[int], act: Act) -> None:
    """Put the current files of a naskah into this order; pages are counted through in it.

    Raises BadInputError unless every current file is named once, NotAllowedError, NotFoundError or
    TransitionNotAllowedError.
    """
    naskah = find_for(session, kode, act.actor)
    require(naskah, Action.EDIT, act.actor)
    files = current_files(session, naskah)
    if sorted(berkas_ids) != sorted(files):
        raise BadInputError("Sebutkan setiap berkas naskah ini satu kali. Muat ulang halaman.", "urutan")
    _arrange(session, naskah, files, berkas_ids, act)


def shift(session: Session, kode: str, berkas_id: int, act: Act, *, is_up: bool, seen: Sequence[int]) -> None:
    """Let a file change places with its neighbour of the same kind; `seen` is the order that the person looked at.

    Raises StaleVersionError where it is another by now, NotAllowedError, NotFoundError or TransitionNotAllowedError.
    """
    naskah = find_for(session, kode, act.actor)
    require(naskah, Action.EDIT, act.actor)
    files = current_files(session, naskah)
    if berkas_id not in files:
        raise NotFoundError("Berkas tidak ditemukan.")
    if list(files) != list(seen):
        raise StaleVersionError("Urutan berkas baru saja berubah. Lihat urutannya sekarang, lalu ulangi bila perlu.")
    _arrange(session, naskah, files, shift_order(list(files.values()), berkas_id, is_up=is_up), act)


def assign_role(
    session: Session, kode: str, berkas_id: int, jenis: JenisBerkas, bahasa: str, act: Act, *, seen: JenisBerkas
) -> None:
    """Say what a file is to its naskah, and in which language; `seen` is the kind that the person looked at.

    Raises BadInputError where a redacted copy is concerned, StaleVersionError where somebody else was faster,
    NotAllowedError, NotFoundError or TransitionNotAllowedError.
    """
    naskah = find_for(session, kode, act.actor)
    require(naskah, Action.EDIT, act.actor)
    berkas = current_files(session, naskah).get(berkas_id)
    if berkas is None:
        raise NotFoundError("Berkas tidak ditemukan.")
    if berkas.jenis is not seen:
        raise StaleVersionError("Peran berkas ini baru saja diubah orang lain. Lihat dulu, lalu ulangi bila perlu.")
    if berkas.jenis is not jenis and JenisBerkas.SALINAN_PUBLIK in (berkas.jenis, jenis):
        raise BadInputError(COPY_STAYS, "jenis")
    if (berkas.jenis, berkas.bahasa) == (jenis, bahasa):
        return
    before = {"nama": berkas.nama, "jenis": berkas.jenis, "bahasa": berkas.bahasa}
    berkas.jenis, berkas.bahasa = jenis, bahasa
    compare_anew(session, berkas, act)
    touch(session, naskah, act)
    after = {"nama": berkas.nama, "jenis": jenis, "bahasa": bahasa}
    record(session, act, "berkas.peran", naskah, before=before, after=after)


def compare_anew(session: Session, berkas: Berkas, act: Act) -> None:
    """Let likely twins be looked for again, after a file has become part of something else."""
    if berkas.jenis is not JenisBerkas.NASKAH:
        berkas.sidik_teks = None
    session.flush()
    kemiripan.forget(session, berkas.naskah_id)
    if berkas.jenis is JenisBerkas.NASKAH and berkas.keadaan is ReadingState.TERBACA:
        jobs.enqueue(session, JobKind.SARANKAN, berkas.id, now=act.now)


def touch(session: Session, naskah: Naskah, act: Act) -> None:
    """Note that a naskah has changed, and let publication and search know."""
    naskah.updated_at = act.now
    flush_versioned(session)
    if naskah.status is Status.DIAJUKAN:
        jobs.enqueue(session, JobKind.TERBITKAN, naskah.id, now=act.now)
    jobs.enqueue(session, JobKind.INDEKS, naskah.id, now=act.now)


def _arrange(
    session: Session, naskah: Naskah, files: Mapping[int, Berkas], berkas_ids: Sequence[int], act: Act
) -> None:
    if list(berkas_ids) == list(files):
        return
    # Equal places would leave the order to chance, so they are counted anew.
    for place, berkas_id in enumerate(berkas_ids, start=1):
        files[berkas_id].urutan = place
    touch(session, naskah, act)
    before = {"urutan": [berkas.nama for berkas in files.values()]}
    after = {"urutan": [files[berkas_id].nama for berkas_id in berkas_ids]}
    record(session, act, "berkas.urutkan", naskah, before=before, after=after)
