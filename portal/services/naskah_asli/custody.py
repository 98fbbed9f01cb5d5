"""Custody: where a received original lies, who took it, and its transfer to the archive.

The original of a treaty stays with the foreign ministry once it is there (UU 24/2000; Permenlu 4/2023 Pasal 1).
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.naskah_asli.penerimaan import DITERIMA, LONGEST
from portal.domain.permissions import Peran
from portal.domain.tanggal import wib_today
from portal.errors import ConflictError, Problem
from portal.models.naskah import Naskah
from portal.models.naskah_asli import NaskahAsli, Penerimaan, RiwayatAsli
from portal.services.acts import Act, flush_versioned, record, refuse, require_seen, touch
from portal.services.naskah_asli.opening import find_foreign, open_naskah_asli

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


def move_original(session: Session, kode: str, seen: int, fields: CustodyFields, act: Act) -> None:
    """Add a link to the chain. `seen` is the version of the original that was read.

    Raises FieldsRefusedError, ConflictError before anything was received, StaleVersionError, NotAllowedError or
    NotFoundError.
    """
    naskah, row = _received(session, kode, seen, act)
    last = _last_link(session, row)
    refuse(_check_link(fields, naskah, last, arrived_on=_arrived_on(session, naskah), today=wib_today(act.now)))
    add_link(session, naskah, row, fields, act)


def archive_original(session: Session, kode: str, seen: int, fields: ArchiveFields, act: Act) -> None:
    """Record the transfer to the archive. Raises the same as `move_original`."""
    naskah, row = _received(session, kode, seen, act)
    last, problems = _last_link(session, row), []
    if last is not None and last.is_at_kemlu and naskah.perjanjian_internasional:
        problems.append(Problem("arsip_tempat", f"{STAYS} Yang diarsipkan di sini adalah salinannya."))
    arrived_on = _arrived_on(session, naskah)
    problems += _check_day("arsip_on", fields.on, arrived_on, wib_today(act.now))
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


def _last_link(session: Session, row: NaskahAsli) -> RiwayatAsli | None:
    query = select(RiwayatAsli).where(RiwayatAsli.asli_id == row.id)
    return session.scalars(query.order_by(RiwayatAsli.since_on.desc(), RiwayatAsli.id.desc()).limit(1)).first()


def _arrived_on(session: Session, naskah: Naskah) -> date | None:
    query = select(Penerimaan.arrived_on).where(
        Penerimaan.naskah_id == naskah.id, Penerimaan.voided_at.is_(None), Penerimaan.hasil.in_(DITERIMA)
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
