"""Custody: where a received original lies, who took it, and its transfer to the archive.

The original of a treaty stays with the foreign ministry once it is there (UU 24/2000; Permenlu 4/2023 Pasal 1).
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.naskah_asli.penerimaan import DITERIMA, LONGEST, Penyampaian
from portal.domain.permissions import Peran
from portal.domain.tanggal import wib_today
from portal.errors import ConflictError, Problem
from portal.models.kasus import KasusKemlu, LangkahKemlu
from portal.models.naskah import Naskah
from portal.models.naskah_asli import NaskahAsli, Penerimaan, RiwayatAsli
from portal.services.acts import Act, flush_versioned, record, refuse, require_reason, require_seen, touch
from portal.services.naskah_asli.opening import NO_REASON, find_foreign, open_naskah_asli

KEMLU = "Kementerian Luar Negeri (Treaty Room)"
STAYS = "Naskah asli perjanjian internasional disimpan Kementerian Luar Negeri (UU 24/2000)."


@dataclass(frozen=True)
class CustodyFields:
    """From this day on the original lies there, and that person took it."""

    since_on: date
    tempat: str
    pemegang: str
    is_at_kemlu: bool = False
    dokumen: str = ""
    keterangan: str = ""


@dataclass(frozen=True)
class ArchiveFields:
    """The transfer to the archive: day, place, number of the berita acara, classification."""

    on: date
    tempat: str
    nomor: str
    klasifikasi: str = ""


def move_naskah_asli(session: Session, kode: str, seen: int, fields: CustodyFields, act: Act) -> None:
    """Add a link to the chain. `seen` is the version of the original that was read.

    Raises FieldsRefusedError, ConflictError before anything was received, StaleVersionError, NotAllowedError or
    NotFoundError.
    """
    naskah, row = _received(session, kode, seen, act)
    last = last_link(session, row)
    refuse(_check_link(fields, naskah, last, arrived_on=arrived_on(session, naskah), today=wib_today(act.now)))
    add_link(session, naskah, row, fields, act)


def take_back_move(session: Session, kode: str, seen: int, alasan: str, act: Act) -> None:
    """Take the newest link of the chain back. What a step at the foreign ministry wrote goes with that step alone.

    Raises BadInputError without a reason, ConflictError, StaleVersionError, NotAllowedError or NotFoundError.
    """
    naskah, row = _received(session, kode, seen, act)
    last = last_link(session, row)
    if last is None:
        raise ConflictError("Belum ada perpindahan yang dapat dibatalkan. Muat ulang halaman.")
    step = (
        select(LangkahKemlu.id)
        .join(KasusKemlu)
        .where(
            KasusKemlu.naskah_id == naskah.id,
            LangkahKemlu.voided_at.is_(None),
            LangkahKemlu.recorded_at == last.recorded_at,
        )
    )
    if session.scalar(step.limit(1)) is not None:
        raise ConflictError("Perpindahan ini mengikuti langkah ke Kementerian Luar Negeri. Batalkan langkah itu.")
    void_link(session, naskah, row, last, require_reason(alasan, NO_REASON, LONGEST), act)


def void_link(session: Session, naskah: Naskah, row: NaskahAsli, link: RiwayatAsli, alasan: str, act: Act) -> None:
    """Mark a link as taken back, for a reason that was checked."""
    link.voided_at, link.voided_by, link.alasan_batal = act.now, act.actor.user_id, alasan[:LONGEST]
    touch(row, "keadaan")
    flush_versioned(session)
    before = {"since_on": link.since_on, "tempat": link.tempat, "pemegang": link.pemegang}
    record(session, act, "asli.batal_pindah", naskah, before=before, after={"alasan_batal": link.alasan_batal})


def void_links(session: Session, naskah: Naskah, row: NaskahAsli, alasan: str, act: Act) -> None:
    """Take back the whole chain of an original that was not received after all."""
    query = select(RiwayatAsli).where(RiwayatAsli.asli_id == row.id, RiwayatAsli.voided_at.is_(None))
    for link in session.scalars(query.order_by(RiwayatAsli.id.desc())).all():
        void_link(session, naskah, row, link, alasan, act)


def archive_naskah_asli(session: Session, kode: str, seen: int, fields: ArchiveFields, act: Act) -> None:
    """Record the transfer to the archive. Raises the same as `move_naskah_asli`."""
    naskah, row = _received(session, kode, seen, act)
    last, problems = last_link(session, row), []
    if last is not None and last.is_at_kemlu and naskah.perjanjian_internasional:
        problems.append(Problem("arsip_tempat", f"{STAYS} Yang diarsipkan di sini adalah salinannya."))
    earliest = last.since_on if last is not None else arrived_on(session, naskah)
    problems += _check_day("arsip_on", fields.on, earliest, wib_today(act.now))
    if not fields.tempat.strip():
        problems.append(Problem("arsip_tempat", "Tulis tempat arsip."))
    if not fields.nomor.strip():
        problems.append(Problem("arsip_nomor", "Tulis nomor berita acara pemindahan arsip."))
    if max(len(fields.tempat), len(fields.nomor), len(fields.klasifikasi)) > LONGEST:
        problems.append(Problem("arsip_tempat", f"Isian paling panjang {LONGEST} karakter."))
    refuse(problems)
    before = {"arsip_on": row.arsip_on, "arsip_tempat": row.arsip_tempat, "arsip_nomor": row.arsip_nomor}
    row.arsip_on, row.arsip_tempat = fields.on, fields.tempat.strip()
    row.arsip_nomor, row.arsip_klasifikasi = fields.nomor.strip(), fields.klasifikasi.strip()
    touch(row, "keadaan")
    flush_versioned(session)
    after = {"arsip_on": row.arsip_on, "arsip_tempat": row.arsip_tempat, "arsip_nomor": row.arsip_nomor}
    after |= {"arsip_klasifikasi": row.arsip_klasifikasi}
    record(session, act, "asli.arsip", naskah, before=before, after=after)


def add_link(session: Session, naskah: Naskah, row: NaskahAsli, fields: CustodyFields, act: Act) -> None:
    """Write a link that was checked, or follows from another act."""
    link = RiwayatAsli(
        asli_id=row.id,
        since_on=fields.since_on,
        tempat=fields.tempat.strip(),
        pemegang=fields.pemegang.strip(),
        is_at_kemlu=fields.is_at_kemlu,
        dokumen=fields.dokumen.strip(),
        keterangan=fields.keterangan.strip(),
        recorded_at=act.now,
        recorded_by=act.actor.user_id,
        alasan_batal="",
    )
    session.add(link)
    touch(row, "keadaan")
    flush_versioned(session)
    after = {"since_on": link.since_on, "tempat": link.tempat, "pemegang": link.pemegang, "dokumen": link.dokumen}
    record(session, act, "asli.pindah", naskah, after=after)


def _received(session: Session, kode: str, seen: int, act: Act) -> tuple[Naskah, NaskahAsli]:
    naskah = find_foreign(session, kode, act, Peran.BIRO)
    row = open_naskah_asli(session, naskah, act)
    if row.keadaan not in DITERIMA:
        raise ConflictError("Naskah asli ini belum tercatat diterima. Catat dulu penerimaannya.")
    require_seen(row, seen)
    return naskah, row


def last_link(session: Session, row: NaskahAsli) -> RiwayatAsli | None:
    """Where it lies now; None where nobody moved it since it came."""
    query = select(RiwayatAsli).where(RiwayatAsli.asli_id == row.id, RiwayatAsli.voided_at.is_(None))
    return session.scalars(query.order_by(RiwayatAsli.since_on.desc(), RiwayatAsli.id.desc()).limit(1)).first()


def arrived_on(session: Session, naskah: Naskah) -> date | None:
    """The day the original reached the Biro."""
    query = select(Penerimaan.arrived_on).where(
        Penerimaan.naskah_id == naskah.id,
        Penerimaan.jenis == Penyampaian.ASLI,
        Penerimaan.voided_at.is_(None),
        Penerimaan.hasil.in_(DITERIMA),
    )
    return session.scalar(query.order_by(Penerimaan.id.desc()).limit(1))


def _check_link(
    fields: CustodyFields, naskah: Naskah, last: RiwayatAsli | None, *, arrived_on: date | None, today: date
) -> list[Problem]:
    earliest = last.since_on if last is not None else arrived_on
    problems = _check_day("since_on", fields.since_on, earliest, today)
    if not fields.tempat.strip():
        problems.append(Problem("tempat", "Tulis di mana naskah asli disimpan."))
    if not fields.pemegang.strip():
        problems.append(Problem("pemegang", "Tulis siapa yang menerimanya."))
    is_leaving = last is not None and last.is_at_kemlu and not fields.is_at_kemlu
    if is_leaving and naskah.perjanjian_internasional:
        problems.append(Problem("tempat", STAYS))
    if max(len(fields.tempat), len(fields.pemegang), len(fields.dokumen), len(fields.keterangan)) > LONGEST:
        problems.append(Problem("tempat", f"Isian paling panjang {LONGEST} karakter."))
    return problems


def _check_day(name: str, on: date, earliest: date | None, today: date) -> list[Problem]:
    if on > today:
        return [Problem(name, "Tanggal tidak boleh setelah hari ini.")]
    if earliest is not None and on < earliest:
        return [Problem(name, "Tanggal tidak boleh sebelum penerimaan atau perpindahan sebelumnya.")]
    return []
