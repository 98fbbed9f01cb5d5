"""The record of one original: receipts, custody and both tracks, each act with whoever recorded it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from portal.domain.jalur_kemlu import KeadaanKemlu
from portal.domain.jalur_pengesahan import KategoriPengesahan, KeadaanPengesahan, needs_dpr
from portal.domain.penerimaan import KeadaanAsli, Penyampaian, rangkap_from
from portal.domain.permissions import Actor
from portal.domain.tanggal import last_signed
from portal.domain.tenggat_naskah import FaktaTenggat
from portal.errors import NotFoundError
from portal.models.kasus import KasusKemlu, KasusPengesahan, LangkahKemlu, LangkahPengesahan
from portal.models.naskah import Naskah
from portal.models.naskah_asli import NaskahAsli, Penerimaan, RiwayatAsli
from portal.models.user import User
from portal.queries.internal_files import SYSTEM
from portal.queries.internal_values import StaffNaskah
from portal.queries.originals import closing, find_core
from portal.queries.originals_values import (
    AsliDossier,
    AsliNaskah,
    JalurKemlu,
    LangkahKemluItem,
    LangkahPengesahanItem,
    Pengarsipan,
    Pengesahan,
    ReceiptSheet,
    StoredPenerimaan,
    Tempat,
)

Item = TypeVar("Item", Tempat, LangkahKemluItem, LangkahPengesahanItem)


def find_asli(session: Session, kode: str, actor: Actor) -> AsliDossier:
    """Everything about the original of a naskah. Raises NotFoundError."""
    naskah = find_core(session, kode, actor)
    return _dossier(session, _record(session, naskah.id), naskah)


def asli_of(session: Session, found: StaffNaskah) -> AsliDossier:
    """The same for a naskah that is at hand, without asking for it again."""
    record = _record(session, found.id)
    fields = found.fields
    standing = [receipt for receipt, _, _ in reversed(record.receipts) if receipt.voided_at is None]
    fakta = FaktaTenggat(
        lingkup=fields.lingkup,
        signed=last_signed(pihak.signed for pihak in fields.pihak),
        asli=closing(standing, Penyampaian.ASLI),
        naskah_dpr=closing(standing, Penyampaian.NASKAH_DPR),
        needs_dpr=needs_dpr(record.pengesahan.jalur if record.pengesahan else None, fields.persetujuan_dpr),
        last_day=min((day for day in (fields.expires_on, found.ended_on) if day is not None), default=None),
    )
    naskah = AsliNaskah(
        id=found.id,
        kode=found.kode,
        judul=fields.judul,
        status=found.status,
        lingkup=fields.lingkup,
        unit_kode=found.unit_kode,
        unit_nama=found.unit_nama,
        mitra=tuple(pihak.nama for pihak in fields.pihak if not pihak.is_kementerian),
        is_treaty=fields.perjanjian_internasional,
        has_file=bool(found.berkas),
        fakta=fakta,
    )
    return _dossier(session, record, naskah)


def find_original_receipt(session: Session, kode: str, nomor: str, actor: Actor) -> ReceiptSheet:
    """One receipt of an original by its number. Raises NotFoundError."""
    naskah = find_core(session, kode, actor)
    query = _receipts().where(Penerimaan.naskah_id == naskah.id, Penerimaan.nomor == nomor)
    row = session.execute(query).first()
    if row is None:
        raise NotFoundError("Tanda terima tidak ditemukan.")
    return ReceiptSheet(naskah, _receipt(*row))


def last_act_on(session: Session, naskah_id: int, *, kemlu: bool) -> date | None:
    """The day of the newest act of a track; None before the first."""
    if kemlu:
        query = select(LangkahKemlu.on).join(KasusKemlu).where(KasusKemlu.naskah_id == naskah_id)
        return session.scalar(query.order_by(LangkahKemlu.id.desc()).limit(1))
    acts = select(LangkahPengesahan.on).join(KasusPengesahan).where(KasusPengesahan.naskah_id == naskah_id)
    return session.scalar(acts.order_by(LangkahPengesahan.id.desc()).limit(1))


@dataclass(frozen=True)
class _Rekaman:
    """What is recorded of an original, as rows: `receipts` newest first, with who recorded and who voided them."""

    asli: NaskahAsli | None
    sender: str
    kemlu: KasusKemlu | None
    pengesahan: KasusPengesahan | None
    receipts: Sequence[tuple[Penerimaan, str | None, str | None]]


def _record(session: Session, naskah_id: int) -> _Rekaman:
    asli, sender, kemlu, pengesahan = session.execute(
        select(NaskahAsli, User.nama, KasusKemlu, KasusPengesahan)
        .select_from(Naskah)
        .outerjoin(NaskahAsli, NaskahAsli.naskah_id == Naskah.id)
        .outerjoin(User, User.id == NaskahAsli.dispatched_by)
        .outerjoin(KasusKemlu, KasusKemlu.naskah_id == Naskah.id)
        .outerjoin(KasusPengesahan, KasusPengesahan.naskah_id == Naskah.id)
        .where(Naskah.id == naskah_id)
    ).one()
    receipts = session.execute(_receipts().where(Penerimaan.naskah_id == naskah_id).order_by(Penerimaan.id.desc()))
    return _Rekaman(asli, sender or SYSTEM, kemlu, pengesahan, [(one, by, voider) for one, by, voider in receipts])


def _dossier(session: Session, record: _Rekaman, naskah: AsliNaskah) -> AsliDossier:
    row = record.asli
    return AsliDossier(
        naskah=naskah,
        version=row.version if row is not None else 0,
        keadaan=row.keadaan if row is not None else KeadaanAsli.BELUM_DITERIMA,
        dispatched_on=row.dispatched_on if row is not None else None,
        dispatched_at=row.dispatched_at if row is not None else None,
        dispatched_by=record.sender if row is not None else "",
        keterangan_kirim=row.keterangan_kirim if row is not None else "",
        arsip=_archive(row),
        penerimaan=tuple(_receipt(*found) for found in record.receipts),
        riwayat=_custody(session, row),
        kemlu=_kemlu(session, record.kemlu),
        pengesahan=_ratification(session, record.pengesahan),
    )


def _receipts() -> Select[Penerimaan, str, str]:
    """Receipts with the names of who recorded and who voided them."""
    voider = aliased(User)
    return (
        select(Penerimaan, User.nama, voider.nama)
        .outerjoin(User, User.id == Penerimaan.recorded_by)
        .outerjoin(voider, voider.id == Penerimaan.voided_by)
    )


def _receipt(row: Penerimaan, recorder: str | None, voider: str | None) -> StoredPenerimaan:
    special = {"recorded_by", "voided_by", "rangkap"}
    plain = {name: getattr(row, name) for name in StoredPenerimaan.__dataclass_fields__ if name not in special}
    return StoredPenerimaan(
        recorded_by=recorder or SYSTEM,
        voided_by=voider or SYSTEM if row.voided_at is not None else "",
        rangkap=rangkap_from(row.rangkap),
        **plain,
    )


def _archive(row: NaskahAsli | None) -> Pengarsipan | None:
    if row is None or row.arsip_on is None:
        return None
    return Pengarsipan(row.arsip_on, row.arsip_tempat, row.arsip_nomor, row.arsip_klasifikasi)


def _custody(session: Session, row: NaskahAsli | None) -> tuple[Tempat, ...]:
    if row is None:
        return ()
    query = _acts(RiwayatAsli).where(RiwayatAsli.asli_id == row.id)
    return _values(session, query.order_by(RiwayatAsli.since_on, RiwayatAsli.id), Tempat)


def _kemlu(session: Session, case: KasusKemlu | None) -> JalurKemlu:
    if case is None:
        return JalurKemlu(0, KeadaanKemlu.BELUM_DIKIRIM, ())
    query = _acts(LangkahKemlu).where(LangkahKemlu.kasus_id == case.id)
    return JalurKemlu(case.version, case.keadaan, _values(session, query.order_by(LangkahKemlu.id), LangkahKemluItem))


def _ratification(session: Session, case: KasusPengesahan | None) -> Pengesahan:
    if case is None:
        return Pengesahan(0, KeadaanPengesahan.BELUM_DITENTUKAN, None, (), "", "", None, ())
    query = _acts(LangkahPengesahan).where(LangkahPengesahan.kasus_id == case.id)
    return Pengesahan(
        version=case.version,
        keadaan=case.keadaan,
        jalur=case.jalur,
        kategori=tuple(KategoriPengesahan(value) for value in case.kategori),
        alasan=case.alasan,
        nomor_hasil=case.nomor_hasil,
        hasil_on=case.hasil_on,
        langkah=_values(session, query.order_by(LangkahPengesahan.id), LangkahPengesahanItem),
    )


def _acts(table: type[RiwayatAsli] | type[LangkahKemlu] | type[LangkahPengesahan]) -> Select[Any, str]:
    """Rows of a table of acts, with the name of who recorded each."""
    return select(table, User.nama).outerjoin(User, User.id == table.recorded_by)


def _values(session: Session, query: Select[Any, str], kind: type[Item]) -> tuple[Item, ...]:
    names = [name for name in kind.__dataclass_fields__ if name != "recorded_by"]
    return tuple(
        kind(**{name: getattr(row, name) for name in names}, recorded_by=nama or SYSTEM)
        for row, nama in session.execute(query)
    )
