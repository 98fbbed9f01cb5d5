"""The record of one original: receipts, custody and both tracks, each act with whoever recorded it."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.jalur_kemlu import KeadaanKemlu
from portal.domain.jalur_pengesahan import KategoriPengesahan, KeadaanPengesahan
from portal.domain.penerimaan import KeadaanAsli, rangkap_from
from portal.domain.permissions import Actor
from portal.errors import NotFoundError
from portal.models.kasus import KasusKemlu, KasusPengesahan, LangkahKemlu, LangkahPengesahan
from portal.models.naskah_asli import NaskahAsli, Penerimaan, RiwayatAsli
from portal.models.user import User
from portal.queries.internal_files import SYSTEM
from portal.queries.originals import find_core
from portal.queries.originals_values import (
    AsliDossier,
    JalurKemlu,
    LangkahKemluItem,
    LangkahPengesahanItem,
    Pengarsipan,
    Pengesahan,
    ReceiptSheet,
    StoredPenerimaan,
    Tempat,
)


def find_asli(session: Session, kode: str, actor: Actor) -> AsliDossier:
    """Everything about the original of a naskah. Raises NotFoundError."""
    naskah = find_core(session, kode, actor)
    names = _names(session)
    row = session.scalar(select(NaskahAsli).where(NaskahAsli.naskah_id == naskah.id))
    receipts = session.scalars(
        select(Penerimaan).where(Penerimaan.naskah_id == naskah.id).order_by(Penerimaan.id.desc())
    ).all()
    return AsliDossier(
        naskah=naskah,
        version=row.version if row is not None else 0,
        keadaan=row.keadaan if row is not None else KeadaanAsli.BELUM_DITERIMA,
        dispatched_on=row.dispatched_on if row is not None else None,
        dispatched_at=row.dispatched_at if row is not None else None,
        dispatched_by=_who(names, row.dispatched_by) if row is not None else "",
        keterangan_kirim=row.keterangan_kirim if row is not None else "",
        arsip=_archive(row),
        penerimaan=tuple(_receipt(one, names) for one in receipts),
        riwayat=_custody(session, row, names),
        kemlu=_kemlu(session, naskah.id, names),
        pengesahan=_ratification(session, naskah.id, names),
    )


def find_original_receipt(session: Session, kode: str, nomor: str, actor: Actor) -> ReceiptSheet:
    """One receipt of an original by its number. Raises NotFoundError."""
    naskah = find_core(session, kode, actor)
    row = session.scalar(select(Penerimaan).where(Penerimaan.naskah_id == naskah.id, Penerimaan.nomor == nomor))
    if row is None:
        raise NotFoundError("Tanda terima tidak ditemukan.")
    return ReceiptSheet(naskah, _receipt(row, _names(session)))


def last_act_on(session: Session, naskah_id: int, *, kemlu: bool) -> date | None:
    """The day of the newest act of a track; None before the first."""
    if kemlu:
        query = select(LangkahKemlu.on).join(KasusKemlu).where(KasusKemlu.naskah_id == naskah_id)
        return session.scalar(query.order_by(LangkahKemlu.id.desc()).limit(1))
    acts = select(LangkahPengesahan.on).join(KasusPengesahan).where(KasusPengesahan.naskah_id == naskah_id)
    return session.scalar(acts.order_by(LangkahPengesahan.id.desc()).limit(1))


def _names(session: Session) -> dict[int, str]:
    return {user_id: nama for user_id, nama in session.execute(select(User.id, User.nama))}


def _who(names: dict[int, str], user_id: int | None) -> str:
    return names.get(user_id, SYSTEM) if user_id is not None else SYSTEM


def _receipt(row: Penerimaan, names: dict[int, str]) -> StoredPenerimaan:
    special = {"recorded_by", "voided_by", "rangkap"}
    plain = {name: getattr(row, name) for name in StoredPenerimaan.__dataclass_fields__ if name not in special}
    return StoredPenerimaan(
        recorded_by=_who(names, row.recorded_by),
        voided_by=_who(names, row.voided_by) if row.voided_at is not None else "",
        rangkap=rangkap_from(row.rangkap),
        **plain,
    )


def _archive(row: NaskahAsli | None) -> Pengarsipan | None:
    if row is None or row.arsip_on is None:
        return None
    return Pengarsipan(row.arsip_on, row.arsip_tempat, row.arsip_nomor, row.arsip_klasifikasi)


def _custody(session: Session, row: NaskahAsli | None, names: dict[int, str]) -> tuple[Tempat, ...]:
    if row is None:
        return ()
    links: Iterable[RiwayatAsli] = session.scalars(
        select(RiwayatAsli).where(RiwayatAsli.asli_id == row.id).order_by(RiwayatAsli.since_on, RiwayatAsli.id)
    )
    return tuple(
        Tempat(
            since_on=link.since_on,
            tempat=link.tempat,
            pemegang=link.pemegang,
            is_at_kemlu=link.is_at_kemlu,
            dokumen=link.dokumen,
            keterangan=link.keterangan,
            recorded_at=link.recorded_at,
            recorded_by=_who(names, link.recorded_by),
        )
        for link in links
    )


def _kemlu(session: Session, naskah_id: int, names: dict[int, str]) -> JalurKemlu:
    case = session.scalar(select(KasusKemlu).where(KasusKemlu.naskah_id == naskah_id))
    if case is None:
        return JalurKemlu(0, KeadaanKemlu.BELUM_DIKIRIM, ())
    acts = session.scalars(select(LangkahKemlu).where(LangkahKemlu.kasus_id == case.id).order_by(LangkahKemlu.id))
    return JalurKemlu(
        case.version,
        case.keadaan,
        tuple(
            LangkahKemluItem(
                keadaan=act.keadaan,
                on=act.on,
                dokumen=act.dokumen,
                keterangan=act.keterangan,
                berkas_id=act.berkas_id,
                recorded_at=act.recorded_at,
                recorded_by=_who(names, act.recorded_by),
            )
            for act in acts
        ),
    )


def _ratification(session: Session, naskah_id: int, names: dict[int, str]) -> Pengesahan:
    case = session.scalar(select(KasusPengesahan).where(KasusPengesahan.naskah_id == naskah_id))
    if case is None:
        return Pengesahan(0, KeadaanPengesahan.BELUM_DITENTUKAN, None, (), "", "", None, ())
    acts = session.scalars(
        select(LangkahPengesahan).where(LangkahPengesahan.kasus_id == case.id).order_by(LangkahPengesahan.id)
    )
    return Pengesahan(
        version=case.version,
        keadaan=case.keadaan,
        jalur=case.jalur,
        kategori=tuple(KategoriPengesahan(value) for value in case.kategori),
        alasan=case.alasan,
        nomor_hasil=case.nomor_hasil,
        hasil_on=case.hasil_on,
        langkah=tuple(
            LangkahPengesahanItem(
                tindakan=act.tindakan,
                jenis_dokumen=act.jenis_dokumen,
                on=act.on,
                dokumen=act.dokumen,
                keterangan=act.keterangan,
                recorded_at=act.recorded_at,
                recorded_by=_who(names, act.recorded_by),
            )
            for act in acts
        ),
    )
