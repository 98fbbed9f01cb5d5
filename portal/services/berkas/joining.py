"""Joining: files of a draft become files of another naskah of the same unit.

A scan that was uploaded as a draft of its own, although it is a part, an annex or a better scan of a naskah that is
there. The bytes are not touched, and neither is their reading; a draft that gave away all its files is closed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.naskah.status import Action, Status
from portal.errors import BadInputError, ConflictError, NotFoundError, StaleVersionError
from portal.models.berkas import Berkas
from portal.models.kasus import KasusKemlu, KasusPengesahan
from portal.models.naskah import Naskah
from portal.models.naskah_asli import NaskahAsli
from portal.models.unggahan import Unggahan
from portal.services import kemiripan
from portal.services.acts import Act, find_for, flush_versioned, record, require
from portal.services.berkas.filing import compare_anew, current_files, next_place, touch
from portal.services.retensi import refuse_frozen

_NO_TARGET = "Naskah tujuan tidak ditemukan di unit yang sama. Periksa kodenya."
_COPY_STAYS = "Salinan untuk umum tetap pada naskahnya. Unggah salinan baru di naskah tujuan."


@dataclass(frozen=True)
class BerkasRole:
    """What a file becomes in the naskah it goes to: its kind, and the key of the file it replaces there, if any."""

    jenis: JenisBerkas
    replaces: int | None = None


def move_file(session: Session, kode: str, berkas_id: int, tujuan: str, peran: BerkasRole, act: Act) -> None:
    """Move one file of a draft into another naskah of its unit.

    Raises BadInputError for a target that is not there or not of this unit, ConflictError, NotAllowedError,
    NotFoundError or TransitionNotAllowedError.
    """
    source, target = _both(session, kode, tujuan, act)
    berkas = current_files(session, source).get(berkas_id)
    if berkas is None:
        raise NotFoundError("Berkas tidak ditemukan.")
    if berkas.jenis is JenisBerkas.SALINAN_PUBLIK:
        raise BadInputError(_COPY_STAYS, "tujuan")
    _move(session, source, target, {berkas: peran}, act)


def join(session: Session, kode: str, tujuan: str, peran: Mapping[int, BerkasRole], act: Act) -> None:
    """Move all files of a draft into another naskah of its unit and close the draft.

    `peran` names every current file by its key. Raises what `move_file` raises, and StaleVersionError where the draft
    has other files by now.
    """
    source, target = _both(session, kode, tujuan, act)
    closed = require(source, Action.DISCARD, act.actor)
    files = current_files(session, source)
    if not files:
        raise BadInputError("Draf ini belum punya berkas, jadi tidak ada yang digabungkan.", "tujuan")
    if set(files) != set(peran):
        raise StaleVersionError("Berkas draf ini baru saja berubah. Periksa lagi, lalu ulangi.")
    if _is_followed(session, source):
        message = "Naskah asli draf ini sudah dicatat Biro. Minta Biro membatalkan catatannya dulu."
        raise ConflictError(message)
    _move(session, source, target, {files[key]: wanted for key, wanted in peran.items()}, act)
    before = {"status": source.status}
    source.status, source.alasan_status = closed, f"Berkasnya digabungkan ke naskah {tujuan}."
    source.is_publication_wished = False
    flush_versioned(session)
    record(session, act, "naskah.gabung", source, before=before, after={"status": closed, "tujuan": tujuan})


def _both(session: Session, kode: str, tujuan: str, act: Act) -> tuple[Naskah, Naskah]:
    # Always in one order, so that two people who move in opposite directions do not wait for each other.
    found: dict[str, Naskah] = {}
    for one in sorted({kode, tujuan}):
        try:
            found[one] = find_for(session, one, act.actor)
        except NotFoundError:
            if one == kode:
                raise
    if kode not in found:
        raise NotFoundError("Naskah tidak ditemukan.")
    source, target = found[kode], found.get(tujuan)
    require(source, Action.EDIT, act.actor)
    if source.status is not Status.DRAF:
        raise ConflictError("Berkas hanya dapat dipindahkan selagi naskahnya masih draf.")
    if target is None or target is source or target.unit_id != source.unit_id:
        raise BadInputError(_NO_TARGET, "tujuan")
    require(target, Action.EDIT, act.actor)
    # Files leave the one, and may take the place of files of the other.
    for naskah in (source, target):
        refuse_frozen(session, naskah)
    return source, target


def _move(session: Session, source: Naskah, target: Naskah, files: Mapping[Berkas, BerkasRole], act: Act) -> None:
    there = current_files(session, target)
    ordered = sorted(files.items(), key=lambda pair: (pair[0].urutan, pair[0].id))
    for place, (berkas, peran) in enumerate(ordered, start=next_place(session, target.id)):
        berkas.urutan = place
        _give_role(berkas, peran, there)
        for moved in (berkas, *_replaced_by(session, {berkas.id})):
            moved.naskah_id = target.id
        session.flush()
        session.execute(update(Unggahan).where(Unggahan.berkas_id == berkas.id).values(naskah_id=target.id))
        session.expire(berkas, ["naskah"])
        compare_anew(session, berkas, act)
    kemiripan.forget(session, source.id)
    names = [berkas.nama for berkas, _ in ordered]
    touch(session, source, act)
    record(session, act, "berkas.pindah", source, after={"berkas_pindah": names, "tujuan": target.kode})
    touch(session, target, act)
    digests = [berkas.sha256 for berkas, _ in ordered]
    after = {"berkas_pindah": names, "sha256": digests, "asal": source.kode}
    record(session, act, "berkas.masuk", target, after=after)


def _give_role(berkas: Berkas, peran: BerkasRole, there: dict[int, Berkas]) -> None:
    if berkas.jenis is not JenisBerkas.SALINAN_PUBLIK:
        if peran.jenis is JenisBerkas.SALINAN_PUBLIK:
            raise BadInputError(_COPY_STAYS, "jenis")
        berkas.jenis = peran.jenis
    if peran.replaces is None:
        return
    old = there.pop(peran.replaces, None)
    if old is None or old.jenis is JenisBerkas.SALINAN_PUBLIK or berkas.jenis is JenisBerkas.SALINAN_PUBLIK:
        raise StaleVersionError("Berkas yang hendak diganti sudah berubah. Periksa lagi, lalu ulangi.")
    old.replaced_by_id = berkas.id
    berkas.jenis, berkas.bahasa, berkas.urutan = old.jenis, old.bahasa, old.urutan


def _replaced_by(session: Session, ids: Collection[int]) -> list[Berkas]:
    """Every earlier file that these stand for, however often it was replaced."""
    found: list[Berkas] = []
    while ids:
        older = session.scalars(select(Berkas).where(Berkas.replaced_by_id.in_(ids))).all()
        found += older
        ids = {berkas.id for berkas in older}
    return found


def _is_followed(session: Session, naskah: Naskah) -> bool:
    tables = (NaskahAsli, KasusKemlu, KasusPengesahan)
    return any(session.scalar(select(exists().where(table.naskah_id == naskah.id))) for table in tables)
