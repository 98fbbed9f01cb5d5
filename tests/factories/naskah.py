"""Naskah for tests, made by the portal's own verbs: nothing is written behind their backs."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from io import BytesIO
from unittest.mock import patch

from sqlalchemy import select

from indexer.child import Outcome
from indexer.filecache import FileCache
from indexer.recognition import Recogniser
from indexer.worker import Worker
from portal import clock
from portal.db import Database
from portal.domain.naskah.enumerations import (
    Bentuk,
    JenisBerkas,
    JenisMitra,
    JenisUnit,
    Kategori,
    Lingkup,
    Presisi,
    Tingkat,
)
from portal.domain.naskah.fields import NaskahFields, PihakFields
from portal.domain.permissions import OPERATOR, Actor, HeldPenugasan, Peran
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.domain.tanggal import Tanggal
from portal.models.naskah import Naskah
from portal.models.user import User
from portal.services.acts import Act
from portal.services.berkas import uploading
from portal.services.berkas.spooling import spool_stream
from portal.services.publication import exempting, verbs
from portal.services.publication.exempting import Decision
from portal.services.publication.penahanan import answer_penahanan
from portal.services.unit import UnitRow, import_units
from portal.services.users import accounts, passwords
from portal.wiring import Stores
from tests.factories.pdf import text_pdf
from tests.factories.shared import PASSWORD, engine, hashed_password, reader

UNITS = (
    UnitRow("KEMEN", "Kementerian Contoh", JenisUnit.KEMENTERIAN, None),
    UnitRow("SETJEN", "Sekretariat Jenderal", JenisUnit.ESELON1, "KEMEN"),
    UnitRow("BIRO", "Biro Hukum dan Kerja Sama", JenisUnit.BIRO, "SETJEN"),
    UnitRow("IMI", "Direktorat Jenderal Imigrasi", JenisUnit.ESELON1, "KEMEN"),
    UnitRow("PAS", "Direktorat Jenderal Pemasyarakatan", JenisUnit.ESELON1, "KEMEN"),
    UnitRow("KANIM-A", "Kantor Imigrasi Kelas I Contoh", JenisUnit.UPT_KANIM, "IMI"),
    UnitRow("LAPAS-B", "Lembaga Pemasyarakatan Kelas IIA Contoh", JenisUnit.UPT_LAPAS, "PAS"),
)


def sample_fields(**changes: object) -> NaskahFields:
    """A complete domestic agreement of KANIM-A, with whatever is to differ."""
    signed = Tanggal(date(2026, 3, 12), Presisi.HARI)
    base = NaskahFields(
        judul="Pertukaran Data Perlintasan",
        unit="KANIM-A",
        lingkup=Lingkup.DALAM_NEGERI,
        kategori=Kategori.TEKNIS,
        tingkat=Tingkat.UPT,
        bentuk=Bentuk.PERJANJIAN_KERJA_SAMA,
        expires_on=date(2030, 3, 12),
        pihak=(
            PihakFields("Kementerian Contoh", is_kementerian=True, nomor="MIP-1.HH.05.02 Tahun 2026", signed=signed),
            PihakFields(
                "Pemerintah Kabupaten Contoh",
                jenis=JenisMitra.PEMERINTAH_DAERAH,
                negara="ID",
                nomor="100/KS/2026",
                penanda_tangan="Contoh Bupati",
                jabatan="Bupati Contoh",
                signed=signed,
                tempat="Contoh",
            ),
        ),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def foreign_fields(**changes: object) -> NaskahFields:
    """A complete foreign agreement of IMI."""
    signed = Tanggal(date(2026, 5, 4), Presisi.HARI)
    values: dict[str, object] = {
        "judul": "Kerja Sama Keimigrasian dengan Korea",
        "unit": "IMI",
        "lingkup": Lingkup.LUAR_NEGERI,
        "kategori": None,
        "tingkat": Tingkat.ESELON1,
        "bentuk": Bentuk.NOTA_KESEPAHAMAN,
        "pihak": (
            PihakFields("Kementerian Contoh", is_kementerian=True, nomor="MIP-2.HH.05.02 Tahun 2026", signed=signed),
            PihakFields(
                "Kementerian Kehakiman Republik Korea",
                jenis=JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING,
                negara="KR",
                signed=signed,
            ),
        ),
    }
    return sample_fields(**{**values, **changes})


@dataclass
class Office:
    """The people and verbs of a test: who acts, and what becomes of it."""

    stores: Stores

    def act(self, actor: Actor = OPERATOR, now: datetime | None = None) -> Act:
        """An act of now."""
        return Act(actor, now or clock.utc_now())

    def add_user(self, email: str, peran: Peran, unit: str) -> Actor:
        """An account with the known password, as an actor."""
        known = hashed_password()
        with (
            self.stores.database.transaction() as session,
            patch.object(passwords, "hash_password", lambda _: known),
        ):
            nama = email.partition("@")[0].title()
            new = accounts.NewUser(email, nama, peran, unit, PASSWORD, is_initial=False)
            accounts.add_user(session, new, actor=OPERATOR, now=clock.utc_now(), today=clock.today())
        return self.actor(email)

    def actor(self, email: str) -> Actor:
        """An account as it may act today."""
        with self.stores.database.reading() as session:
            user = session.scalars(select(User).where(User.email == email)).one()
            return accounts.load_actor(session, user, clock.today())

    def upload(
        self,
        fields: NaskahFields | None = None,
        *,
        pdf: bytes | None = None,
        nama: str = "naskah.pdf",
        actor: Actor = OPERATOR,
        kode: str | None = None,
        key: str | None = None,
        jenis: JenisBerkas = JenisBerkas.NASKAH,
    ) -> uploading.Accepted:
        """Send a file the way a person does; a new draft unless `kode` names a naskah."""
        data = pdf if pdf is not None else text_pdf([f"Halaman contoh {secrets.token_hex(8)}"])
        path = self.stores.spool_dir / secrets.token_hex(8)
        limit = self.stores.config.max_upload_mb * 1_000_000
        received = spool_stream(BytesIO(data), path, nama=nama, limit=limit)
        target = uploading.Target(fields=None if kode else fields or sample_fields(), kode=kode, jenis=jenis)
        stores = uploading.UploadStores(
            self.stores.database,
            self.stores.objects,
            lambda file: reader().inspect(file).outcome is Outcome.password,
            limit,
        )
        try:
            key = key or hashlib.sha256(data).hexdigest() + secrets.token_hex(4)
            return uploading.store_file(stores, received, target, self.act(actor), idempotency_key=key)
        finally:
            path.unlink()

    def submit(self, kode: str, *, actor: Actor = OPERATOR, is_checked: bool = True) -> str:
        """Hand a naskah in."""
        with self.stores.database.transaction() as session:
            version = session.scalars(select(Naskah.version).where(Naskah.kode == kode)).one()
            return verbs.submit(session, kode, version, self.act(actor), is_checked=is_checked)

    def drain(self) -> None:
        """Let the indexer do everything that is due."""
        with FileCache(self.stores.objects) as files:
            recogniser = Recogniser(engine(self.stores.config.ocr_lang), files)
            Worker(self.stores, reader(), recogniser=recogniser).drain()

    def release(self, kode: str, reasons: Iterable[AlasanPenahanan] = (AlasanPenahanan.MENUNGGU_BIRO,)) -> None:
        """Answer holds as the Biro."""
        with self.stores.database.transaction() as session:
            for reason in reasons:
                answer_penahanan(session, kode, reason, "Diperiksa.", self.act())

    def exempt(self, kode: str, *, nomor: str = "PPID-1/2026", dasar: str = "Pasal 17 huruf f") -> None:
        """Decide as the PPID that a naskah is exempted."""
        held = (HeldPenugasan("BIRO", Peran.PPID, clock.today()),)
        ppid = Actor(None, "ppid@biro.contoh", "ppid", held, {"BIRO": frozenset({"BIRO"})})
        decision = Decision(True, nomor, dasar, clock.today() + timedelta(days=365))
        with self.stores.database.transaction() as session:
            exempting.decide(session, kode, decision, self.act(ppid))

    def publish(self, fields: NaskahFields | None = None, *, pages: list[str] | None = None, **upload: object) -> str:
        """A published naskah, from upload to index; gives back its code."""
        if pages is not None:
            upload["pdf"] = text_pdf(pages)
        kode = self.upload(fields, **upload).kode  # type: ignore[arg-type]
        self.submit(kode)
        if fields is not None and fields.lingkup is Lingkup.LUAR_NEGERI:
            self.release(kode)
        self.drain()
        return kode


def set_up_units(database: Database) -> None:
    """The small organisation of the tests."""
    with database.transaction() as session:
        import_units(session, UNITS, actor=OPERATOR, now=clock.utc_now())
