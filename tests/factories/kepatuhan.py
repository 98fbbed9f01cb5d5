"""Foreign naskah with receipts, written as rows: a board needs hundreds of them, in every state, on chosen days."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from portal.domain.kasus.pengesahan import JalurPengesahan, PengesahanState
from portal.domain.naskah.enumerations import JenisBerkas, Lingkup, Presisi, ReadingState, Visibilitas
from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import NaskahAsliState, Penyampaian
from portal.models.berkas import Berkas
from portal.models.kasus import KasusPengesahan
from portal.models.mitra import Mitra
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.naskah_asli import NaskahAsli, Penerimaan
from portal.models.unit import Unit
from portal.wiring import Stores

INSTANT = datetime(2026, 3, 12, 3, 0, tzinfo=UTC)
VERSION = "0" * 64
BERKAS: dict[str, Any] = {
    "nama": "naskah.pdf", "bahasa": "id", "size": 1, "uploaded_at": INSTANT, "keterangan_baca": "",
    "keterangan_tanda_tangan": "", "tool": "",
}  # fmt: skip


@dataclass
class Rak:
    """A shelf of naskah; `add` puts one on it and gives back its code."""

    stores: Stores
    number: int = 0
    units: dict[str, int] = field(default_factory=dict)

    def add(self, **facts: Any) -> str:
        """One naskah; see `put` for the facts."""
        with self.stores.database.transaction() as session:
            return self.put(session, **facts)

    def put(
        self,
        session: Session,
        *,
        signed: date | None = None,
        presisi: Presisi = Presisi.HARI,
        signed_first: date | None = None,
        unit: str = "IMI",
        judul: str = "",
        asli_on: date | None = None,
        asli_due_on: date | None = None,
        hasil: NaskahAsliState = NaskahAsliState.DITERIMA_LENGKAP,
        is_voided: bool = False,
        needs_dpr: bool = False,
        dpr_on: date | None = None,
        dispatched_on: date | None = None,
        expires_on: date | None = None,
        has_file: bool = True,
        lingkup: Lingkup = Lingkup.LUAR_NEGERI,
        status: Status = Status.DIAJUKAN,
        visibilitas: Visibilitas = Visibilitas.PUBLIK,
        embargo_until: date | None = None,
    ) -> str:
        """One naskah with two parties: the partner signed on `signed`, the ministry on `signed_first` (or the same)."""
        self.number += 1
        kode = f"2026-{20000 + self.number}"
        naskah_id = session.execute(
            insert(Naskah).values(
                kode=kode, version=1, status=status, unit_id=self._unit(session, unit), visibilitas=visibilitas,
                judul=judul or f"Kerja Sama Contoh {self.number}", lingkup=lingkup, ruang_lingkup="", pendanaan="",
                subjek=(), bahasa=("id",), alasan_tanpa_induk=(), catatan_internal="", is_open_ended=False,
                dasar_visibilitas="", putusan_ppid="", alasan_status="", created_at=INSTANT, updated_at=INSTANT,
                submitted_at=None if status is Status.DRAF else INSTANT, is_publication_wished=False,
                expires_on=expires_on, embargo_until=embargo_until,
            )
        ).inserted_primary_key[0]  # fmt: skip
        parties = (
            (None, "Kementerian Contoh", signed_first or signed),
            (self._partner(session), "Mitra Contoh", signed),
        )
        for urutan, (mitra_id, nama, on) in enumerate(parties, start=1):
            session.execute(
                insert(NaskahMitra).values(
                    naskah_id=naskah_id, urutan=urutan, mitra_id=mitra_id, nama=nama, nomor="", nomor_plain="",
                    penanda_tangan="", jabatan="", tempat="", signed_on=on,
                    signed_presisi=presisi if on else Presisi.TIDAK_DIKETAHUI,
                )
            )  # fmt: skip
        if has_file:
            session.execute(
                insert(Berkas).values(
                    naskah_id=naskah_id, jenis=JenisBerkas.NASKAH, keadaan=ReadingState.TERBACA, **BERKAS,
                    sha256=f"{self.number:064x}",
                )
            )  # fmt: skip
        if asli_on or dispatched_on:
            keadaan = hasil if asli_on and not is_voided else NaskahAsliState.BELUM_DITERIMA
            session.execute(
                insert(NaskahAsli).values(
                    naskah_id=naskah_id, version=1, keadaan=keadaan, opened_at=INSTANT, dispatched_on=dispatched_on,
                    dispatched_at=INSTANT if dispatched_on else None, keterangan_kirim="", arsip_tempat="",
                    arsip_nomor="", arsip_klasifikasi="",
                )
            )  # fmt: skip
        if asli_on:
            self._receipt(session, naskah_id, Penyampaian.ASLI, asli_on, asli_due_on, hasil, is_voided=is_voided)
        if needs_dpr:
            session.execute(
                insert(KasusPengesahan).values(
                    naskah_id=naskah_id, version=1, keadaan=PengesahanState.MENYIAPKAN, jalur=JalurPengesahan.UU_DPR,
                    kategori=(), alasan="", nomor_hasil="", opened_at=INSTANT,
                )
            )  # fmt: skip
        if dpr_on:
            self._receipt(session, naskah_id, Penyampaian.NASKAH_DPR, dpr_on, None, NaskahAsliState.DITERIMA_LENGKAP)
        return kode

    def fill(self, count: int, today: date, seed: int, *, days_back: int = 300) -> None:
        """Naskah of every state at random, the same for the same seed."""
        chance = random.Random(seed)  # noqa: S311 - the data set has to be the same every time
        with self.stores.database.transaction() as session:
            for _ in range(count):
                self.put(session, **_random_facts(chance, today, days_back))

    def _receipt(
        self,
        session: Session,
        naskah_id: int,
        jenis: Penyampaian,
        on: date,
        due_on: date | None,
        hasil: NaskahAsliState,
        *,
        is_voided: bool = False,
    ) -> None:
        session.execute(
            insert(Penerimaan).values(
                naskah_id=naskah_id, jenis=jenis, hasil=hasil, nomor=f"TTA-{naskah_id}-{jenis.value}", arrived_on=on,
                recorded_at=INSTANT, alasan_mundur="", due_on=due_on, kalender_version=VERSION if due_on else None,
                keterangan_terlambat="", rangkap=("id:1",), penyerah="", kondisi="", catatan="", bukti="",
                voided_at=INSTANT if is_voided else None, alasan_batal="Salah catat." if is_voided else "",
            )
        )  # fmt: skip

    def _unit(self, session: Session, kode: str) -> int:
        if not self.units:
            self.units = {row.kode: row.id for row in session.execute(select(Unit.kode, Unit.id))}
        return self.units[kode]

    def _partner(self, session: Session) -> int:
        found = session.scalar(select(Mitra.id).where(Mitra.slug == "mitra-contoh"))
        if found is None:
            found = session.execute(insert(Mitra).values(slug="mitra-contoh")).inserted_primary_key[0]
        return found


def _random_facts(chance: random.Random, today: date, days_back: int) -> dict[str, Any]:
    signed = today - timedelta(days=chance.choice((chance.randrange(days_back), chance.randrange(30))))
    arrived = signed + timedelta(days=chance.randrange(40))
    facts: dict[str, Any] = {"signed": signed, "unit": chance.choice(("IMI", "PAS", "SETJEN", "KANIM-A"))}
    kind = chance.randrange(12)
    if kind < 5 and arrived <= today:
        facts["asli_on"] = arrived
    if kind == 5:
        facts |= {"asli_on": min(arrived, today), "hasil": NaskahAsliState.DIKEMBALIKAN}
    elif kind == 6:
        facts |= {"asli_on": min(arrived, today), "is_voided": True}
    elif kind == 7:
        facts |= {"signed": chance.choice((None, date(2019, 5, 6), date(2025, 1, 1))), "presisi": Presisi.TAHUN}
    elif kind == 8:
        facts |= {"lingkup": Lingkup.DALAM_NEGERI, "status": chance.choice((Status.DRAF, Status.TERBIT))}
    elif kind in (4, 9):
        facts |= {"needs_dpr": True, "dpr_on": arrived if arrived <= today and chance.random() < 0.5 else None}
    elif kind == 10:
        facts |= {"dispatched_on": signed, "has_file": False}
    elif kind == 11:
        hasil = chance.choice((NaskahAsliState.HILANG, NaskahAsliState.DITAHAN_KEMLU))
        facts |= {"asli_on": min(arrived, today), "hasil": hasil}
    return facts
