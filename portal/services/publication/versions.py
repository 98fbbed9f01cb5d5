"""Earlier publications of a naskah: kept when another takes their place, gone with whatever takes its files away."""

import hashlib
from datetime import datetime

from sqlalchemy import delete, insert, literal, select
from sqlalchemy.orm import Session, undefer

from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.naskah.fields import NaskahFields, PihakFields
from portal.domain.naskah.status import Action
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.domain.publication.public_fields import scan_fields
from portal.domain.publication.versions import Keeping, PublicFile, is_same, keeping
from portal.errors import ConflictError
from portal.models.naskah import Naskah
from portal.models.penahanan import Penahanan
from portal.models.terbitan import Terbitan, TerbitanBerkas, TerbitanHalaman, TerbitanVersion, TerbitanVersionHalaman
from portal.queries.public.record import pack
from portal.services.acts import Act, find_for, record, require
from portal.services.publication import changes
from portal.services.publication.files import PublicFiles

_TELLING = (
    AlasanPenahanan.DATA_PRIBADI,
    AlasanPenahanan.ISIAN_PRIBADI,
    AlasanPenahanan.KLAUSUL,
    AlasanPenahanan.BERKAS_TERTANAM,
    AlasanPenahanan.KOMENTAR,
    AlasanPenahanan.BUKAN_NASKAH,
    AlasanPenahanan.PUTUSAN_PPID,
)
"""Reasons that speak of what a file holds. The others only say that something is waited for or could not be read."""
_COPIED = (
    "kode",
    "nomor",
    "teks",
    "asal",
    "pengenalan",
    "image_sha256",
    "image_width",
    "image_height",
    "structure",
    "places",
)


def keep(session: Session, old: Terbitan, naskah: Naskah, files: PublicFiles, now: datetime) -> None:
    """Keep the publication that is replaced now, as far as it may be read on; its pages are copied in one breath."""
    berkas_list = session.scalars(
        select(TerbitanBerkas)
        .where(TerbitanBerkas.kode == old.kode)
        .order_by(TerbitanBerkas.urutan)
        .options(undefer(TerbitanBerkas.tanda_tangan), undefer(TerbitanBerkas.outline))
        .execution_options(populate_existing=True)
    ).all()
    before = [PublicFile(one.jenis, one.sha256) for one in berkas_list]
    shown = files.shown if naskah.visibilitas is Visibilitas.PUBLIK else ()
    after = [PublicFile(one.jenis, one.sha256) for one in shown]
    kept = keeping(
        before,
        after,
        was_held=not is_same(before, after) and _was_held(session, naskah, before),
        has_personal_fields=bool(scan_fields(_fields(old))),
    )
    if kept is Keeping.NONE:
        forget(session, old.kode)
    if kept is not Keeping.ALL:
        return
    has_pages = not is_same(before, after)
    session.add(
        TerbitanVersion(
            kode=old.kode,
            nomor=old.nomor_terbit,
            published_at=old.published_at,
            replaced_at=now,
            record=pack(old),
            has_pages=has_pages,
        )
    )
    session.flush()
    if has_pages:
        columns = [getattr(TerbitanHalaman, name) for name in _COPIED]
        pages = select(*columns, literal(old.nomor_terbit)).where(TerbitanHalaman.kode == old.kode)
        session.execute(insert(TerbitanVersionHalaman).from_select([*_COPIED, "versi"], pages))


def forget(session: Session, kode: str) -> None:
    """Leave no earlier publication of a naskah behind."""
    _remove(session, kode, None)


def withhold(session: Session, kode: str, nomor: int, act: Act) -> None:
    """Show an earlier publication no more, and none before it: what is wrong with it may stand there too.

    Raises ConflictError where it is not shown, NotFoundError, NotAllowedError or TransitionNotAllowedError.
    """
    naskah = find_for(session, kode, act.actor)
    require(naskah, Action.WITHDRAW, act.actor)
    wanted = select(TerbitanVersion.nomor).where(TerbitanVersion.kode == kode, TerbitanVersion.nomor <= nomor)
    gone = session.scalars(wanted.order_by(TerbitanVersion.nomor)).all()
    if nomor not in gone:
        raise ConflictError("Terbitan terdahulu dengan nomor itu tidak ditampilkan. Muat ulang halaman.")
    _remove(session, kode, nomor)
    changes.note(session, kode)
    record(session, act, "naskah.tahan_versi", naskah, after={"terbitan": list(gone)})


def _remove(session: Session, kode: str, last: int | None) -> None:
    session.flush()
    for table, number in (
        (TerbitanVersionHalaman, TerbitanVersionHalaman.versi),
        (TerbitanVersion, TerbitanVersion.nomor),
    ):
        query = delete(table).where(table.kode == kode)
        if last is not None:
            query = query.where(number <= last)
        session.execute(query.execution_options(synchronize_session="fetch"))


def _was_held(session: Session, naskah: Naskah, before: list[PublicFile]) -> bool:
    """Whether these files were ever held for what they hold; an answer lets a naskah pass, no earlier version of it."""
    digest = hashlib.sha256(" ".join(sorted(file.sha256 for file in before)).encode()).hexdigest()
    held = select(Penahanan.id).where(
        Penahanan.naskah_id == naskah.id, Penahanan.konten == digest, Penahanan.alasan.in_(_TELLING)
    )
    return session.scalar(held.limit(1)) is not None


def _fields(old: Terbitan) -> NaskahFields:
    """The public texts as the rules for personal numbers read them."""
    return NaskahFields(
        judul=old.judul,
        unit=old.unit_kode,
        nama_bentuk=old.nama_bentuk,
        ruang_lingkup=old.ruang_lingkup,
        pendanaan=old.pendanaan,
        subjek=old.subjek,
        pihak=tuple(
            PihakFields(
                one.nama,
                nomor=one.nomor,
                penanda_tangan=one.penanda_tangan,
                jabatan=one.jabatan,
                tempat=one.tempat,
            )
            for one in old.pihak_list
        ),
    )
