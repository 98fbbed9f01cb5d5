"""The record of one original: receipts, custody and both tracks, each act with whoever recorded it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from portal.domain.kasus.kemlu import KemluState
from portal.domain.kasus.pengesahan import KategoriPengesahan, PengesahanState, needs_dpr
from portal.domain.naskah.judul import shown_judul
from portal.domain.naskah.masa_berlaku import last_day_in_force
from portal.domain.naskah_asli.penerimaan import NaskahAsliState, Penyampaian, rangkap_from
from portal.domain.permissions import Actor
from portal.domain.tanggal import last_signed
from portal.domain.tenggat.clocks import ClockFacts
from portal.errors import NotFoundError
from portal.models.kasus import KasusKemlu, KasusPengesahan, LangkahKemlu, LangkahPengesahan
from portal.models.naskah import Naskah
from portal.models.naskah_asli import NaskahAsli, Penerimaan, RiwayatAsli
from portal.models.user import User
from portal.queries.berkas.files import SYSTEM
from portal.queries.naskah.values import StaffNaskah
from portal.queries.naskah_asli.lists import closing, find_core
from portal.queries.naskah_asli.values import (
    ArchiveEntry,
    CustodyPlace,
    KemluTrack,
    LangkahKemluItem,
    LangkahPengesahanItem,
    NaskahAsliCore,
    NaskahAsliDossier,
    PenerimaanSheet,
    PengesahanTrack,
    StoredPenerimaan,
)

Item = TypeVar("Item", CustodyPlace, LangkahKemluItem, LangkahPengesahanItem)


def find_naskah_asli(session: Session, kode: str, actor: Actor) -> NaskahAsliDossier:
    """Everything about the original of a naskah. Raises NotFoundError."""
    naskah = find_core(session, kode, actor)
    return _dossier(session, _record(session, naskah.id), naskah)


def naskah_asli_of(session: Session, found: StaffNaskah) -> NaskahAsliDossier:
    """The same for a naskah that is at hand, without asking for it again."""
    record = _record(session, found.id)
    fields = found.fields
    standing = [receipt for receipt, _, _ in reversed(record.receipts) if receipt.voided_at is None]
    facts = ClockFacts(
        lingkup=fields.lingkup,
        signed=last_signed(pihak.signed for pihak in fields.pihak),
        asli=closing(standing, Penyampaian.ASLI),
        naskah_dpr=closing(standing, Penyampaian.NASKAH_DPR),
        needs_dpr=needs_dpr(record.pengesahan.jalur if record.pengesahan else None, fields.persetujuan_dpr),
        last_day=last_day_in_force(fields.expires_on, found.ended_on),
    )
    naskah = NaskahAsliCore(
        id=found.id,
        kode=found.kode,
        judul=shown_judul(fields.judul),
        status=found.status,
        lingkup=fields.lingkup,
        unit_kode=found.unit_kode,
        unit_nama=found.unit_nama,
        mitra=tuple(pihak.nama for pihak in fields.pihak if not pihak.is_kementerian),
        is_treaty=fields.perjanjian_internasional,
        has_file=bool(found.berkas),
        facts=facts,
    )
    return _dossier(session, record, naskah)


def find_penerimaan_sheet(session: Session, kode: str, nomor: str, actor: Actor) -> PenerimaanSheet:
    """One receipt of an original by its number. Raises NotFoundError."""
    naskah = find_core(session, kode, actor)
    query = _receipts().where(Penerimaan.naskah_id == naskah.id, Penerimaan.nomor == nomor)
    row = session.execute(query).first()
    if row is None:
        raise NotFoundError("Tanda terima tidak ditemukan.")
    return PenerimaanSheet(naskah, _receipt(*row))


def last_act_on(session: Session, naskah_id: int, *, kemlu: bool) -> date | None:
    """The day of the newest act of a track; None before the first."""
    if kemlu:
        query = select(LangkahKemlu.on).join(KasusKemlu).where(KasusKemlu.naskah_id == naskah_id)
        return session.scalar(query.where(LangkahKemlu.voided_at.is_(None)).order_by(LangkahKemlu.id.desc()).limit(1))
    acts = select(LangkahPengesahan.on).join(KasusPengesahan).where(KasusPengesahan.naskah_id == naskah_id)
    acts = acts.where(LangkahPengesahan.voided_at.is_(None))
    return session.scalar(acts.order_by(LangkahPengesahan.id.desc()).limit(1))


@dataclass(frozen=True)
class _Recorded:
    """What is recorded of an original, as rows: `receipts` newest first, with who recorded and who voided them."""

    asli: NaskahAsli | None
    sender: str
    kemlu: KasusKemlu | None
    pengesahan: KasusPengesahan | None
    receipts: Sequence[tuple[Penerimaan, str | None, str | None]]


def _record(session: Session, naskah_id: int) -> _Recorded:
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
    return _Recorded(asli, sender or SYSTEM, kemlu, pengesahan, [(one, by, voider) for one, by, voider in receipts])


def _dossier(session: Session, record: _Recorded, naskah: NaskahAsliCore) -> NaskahAsliDossier:
    row = record.asli
    return NaskahAsliDossier(
        naskah=naskah,
        version=row.version if row is not None else 0,
        keadaan=row.keadaan if row is not None else NaskahAsliState.BELUM_DITERIMA,
        dispatched_on=row.dispatched_on if row is not None else None,
        dispatched_at=row.dispatched_at if row is not None else None,
        dispatched_by=record.sender if row is not None else "",
        keterangan_kirim=row.keterangan_kirim if row is not None else "",
        arsip=_archive(row),
        penerimaan=tuple(_receipt(*found) for found in record.receipts),
        riwayat=_standing(chain := _custody(session, row)),
        riwayat_batal=_voided(chain),
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


def _archive(row: NaskahAsli | None) -> ArchiveEntry | None:
    if row is None or row.arsip_on is None:
        return None
    return ArchiveEntry(row.arsip_on, row.arsip_tempat, row.arsip_nomor, row.arsip_klasifikasi)


def _custody(session: Session, row: NaskahAsli | None) -> tuple[CustodyPlace, ...]:
    if row is None:
        return ()
    query = _acts(RiwayatAsli).where(RiwayatAsli.asli_id == row.id)
    return _values(session, query.order_by(RiwayatAsli.since_on, RiwayatAsli.id), CustodyPlace)


def _kemlu(session: Session, case: KasusKemlu | None) -> KemluTrack:
    if case is None:
        return KemluTrack(0, KemluState.BELUM_DIKIRIM, ())
    query = _acts(LangkahKemlu).where(LangkahKemlu.kasus_id == case.id)
    steps = _values(session, query.order_by(LangkahKemlu.id), LangkahKemluItem)
    return KemluTrack(case.version, case.keadaan, _standing(steps), _voided(steps))


def _ratification(session: Session, case: KasusPengesahan | None) -> PengesahanTrack:
    if case is None:
        return PengesahanTrack(0, PengesahanState.BELUM_DITENTUKAN, None, (), "", "", None, ())
    query = _acts(LangkahPengesahan).where(LangkahPengesahan.kasus_id == case.id)
    acts = _values(session, query.order_by(LangkahPengesahan.id), LangkahPengesahanItem)
    return PengesahanTrack(
        version=case.version,
        keadaan=case.keadaan,
        jalur=case.jalur,
        kategori=tuple(KategoriPengesahan(value) for value in case.kategori),
        alasan=case.alasan,
        nomor_hasil=case.nomor_hasil,
        hasil_on=case.hasil_on,
        langkah=_standing(acts),
        batal=_voided(acts),
    )


def _acts(table: type[RiwayatAsli] | type[LangkahKemlu] | type[LangkahPengesahan]) -> Select[Any, str]:
    """Rows of a table of acts, with the name of who recorded each."""
    return select(table, User.nama).outerjoin(User, User.id == table.recorded_by)


def _standing(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(item for item in items if item.voided_at is None)


def _voided(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(item for item in items if item.voided_at is not None)


def _values(session: Session, query: Select[Any, str], kind: type[Item]) -> tuple[Item, ...]:
    names = [name for name in kind.__dataclass_fields__ if name != "recorded_by"]
    return tuple(
        kind(**{name: getattr(row, name) for name in names}, recorded_by=nama or SYSTEM)
        for row, nama in session.execute(query)
    )
