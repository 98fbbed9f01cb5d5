"""`portal demo`: the embedded portal with sample agreements that went through the real upload and the real indexer."""

import secrets
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import click
from sqlalchemy import func, select

from indexer.child import Outcome, PdfReader
from migrations import runner
from portal import clock
from portal.cli.demo import lampiran, naskah_asli, usulan
from portal.cli.lines import EXIT_OK, note, say
from portal.cli.serving import SupervisedIndexer, require_free_port, run_server
from portal.config import Config
from portal.domain.naskah.enumerations import (
    AlasanTanpaInduk,
    Bentuk,
    JenisHubungan,
    JenisMitra,
    JenisUnit,
    Kategori,
    Lingkup,
    Presisi,
    Tingkat,
    Visibilitas,
)
from portal.domain.naskah.fields import HubunganFields, NaskahFields, PihakFields
from portal.domain.permissions import OPERATOR, Peran
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.domain.second_factor import FactorPolicy
from portal.domain.tanggal import UNKNOWN, Tanggal
from portal.errors import ConfigError
from portal.models.job import Job, JobKind, JobState
from portal.models.naskah import Naskah
from portal.models.penahanan import Penahanan
from portal.models.user import Penugasan, User
from portal.samples.interface import Sample, SamplePihak, sample_units, samples
from portal.services import kalender
from portal.services.acts import Act
from portal.services.berkas import uploading
from portal.services.berkas.spooling import spool_stream
from portal.services.publication import exempting, verbs
from portal.services.publication.exempting import Decision
from portal.services.publication.penahanan import answer_penahanan
from portal.services.unit import UnitRow, import_units
from portal.services.users import accounts, passwords
from portal.wiring import Stores, open_stores

LOAD_SECONDS = 300.0


@dataclass(frozen=True)
class DemoAccount:
    """A sample account; its password is drawn at the start and printed once."""

    email: str
    nama: str
    peran: Peran
    unit: str


ACCOUNTS = (
    DemoAccount("pengelola.imigrasi@contoh.example", "Contoh Pengelola Imigrasi", Peran.PENGELOLA, "DITJENIM"),
    DemoAccount("pengelola.pemasyarakatan@contoh.example", "Contoh Pengelola Pas", Peran.PENGELOLA, "DITJENPAS"),
    DemoAccount("biro@contoh.example", "Contoh Petugas Biro", Peran.BIRO, "SETJEN-HKS"),
    DemoAccount("ppid@contoh.example", "Contoh Petugas PPID", Peran.PPID, "SETJEN"),
    DemoAccount("pimpinan@contoh.example", "Contoh Pimpinan", Peran.PIMPINAN, "DITJENIM"),
    DemoAccount("admin@contoh.example", "Contoh Admin", Peran.ADMIN, "KEMENIMIPAS"),
)


def run(*, host: str, port: int, count: int, load_only: bool) -> int:
    """Load what is missing, then serve web and indexer together until interrupted."""
    config = Config.from_env()
    if config.is_production:
        raise ConfigError("portal demo tidak berjalan dengan PORTAL_ENV=production: data dan akunnya rekaan.")
    if not load_only:
        # A second demo on the same data would give the running one's accounts other passwords and then fail.
        require_free_port(host, port)
    effective_on = config.effective_on or naskah_asli.EFFECTIVE_ON
    second = config.second_copy_url or f"file:{config.data_dir / 'objects-second'}"
    config = replace(
        config,
        is_demo=True,
        base_url=f"http://{host}:{port}",
        effective_on=effective_on,
        web_processes=1,
        second_copy_url=second,
        # Its accounts are invented and drawn anew at each start.
        second_factor=FactorPolicy.OFF,
    )
    stores = open_stores(config)
    runner.upgrade(stores.database.engine)
    with stores.database.transaction() as session:
        kalender.seed(session, now=clock.utc_now())
    indexer = SupervisedIndexer(
        {
            "PORTAL_BASE_URL": config.base_url,
            "PORTAL_EFFECTIVE_ON": effective_on.isoformat(),
            "PORTAL_SECOND_COPY_URL": second,
        }
    )
    indexer.start()
    try:
        _load_units(stores)
        logins = _make_accounts(stores)
        _load_samples(stores, count)
        if not load_only:
            run_server(config, stores, host=host, port=port, ready=lambda bound: _greet(host, bound, logins))
    except KeyboardInterrupt:
        note("Berhenti.")
    finally:
        indexer.stop()
        stores.database.close()
    return EXIT_OK


def _load_units(stores: Stores) -> None:
    rows = [UnitRow(kode, nama, JenisUnit(jenis), parent or None) for kode, nama, jenis, parent in sample_units()]
    with stores.database.transaction() as session:
        import_units(session, rows, actor=OPERATOR, now=clock.utc_now())


def _make_accounts(stores: Stores) -> list[tuple[DemoAccount, str]]:
    logins = []
    for account in ACCOUNTS:
        password = secrets.token_urlsafe(12)
        with stores.database.transaction() as session:
            user = session.scalar(select(User).where(User.email == account.email))
            if user is None:
                new = accounts.NewUser(
                    account.email, account.nama, account.peran, account.unit, password, is_initial=False
                )
                accounts.add_user(session, new, actor=OPERATOR, now=clock.utc_now(), today=clock.today())
            else:
                user.password_hash = passwords.hash_password(password)
                user.must_change_password = False
                accounts.end_sessions_of(session, user.id, now=clock.utc_now())
        logins.append((account, password))
    return logins


def _greet(host: str, port: int, logins: list[tuple[DemoAccount, str]]) -> None:
    say(f"\nPortal contoh: http://{host}:{port}")
    say(f"Akun contoh (masuk di http://{host}:{port}/masuk; kata sandi ini baru dibuat):")
    for account, password in logins:
        say(f"  {account.email:<42} {password}   {account.peran.value}, {account.unit}")
    say("Ctrl-C menghentikan semuanya.\n")


def _load_samples(stores: Stores, count: int) -> None:
    with stores.database.reading() as session:
        there = session.scalar(select(func.count()).select_from(Naskah)) or 0
    if there:
        note(f"{there} naskah sudah ada; data contoh tidak dimuat lagi.")
        return
    started = time.monotonic()
    loader = _Loader(stores)
    listed = list(samples(count=count, today=clock.today()))
    with PdfReader() as reader, tempfile.TemporaryDirectory(dir=stores.spool_dir) as folder:
        loader.prepare(reader, Path(folder))
        with click.progressbar(listed, label="Mengunggah naskah contoh", file=sys.stderr) as bar:
            for sample in bar:
                loader.upload(sample)
    _wait_for_queue(stores, "Membaca dan menerbitkan")
    loader.answer_penahanan()
    _wait_for_queue(stores, "Menerbitkan yang dilepas Biro")
    loader.finish(listed)
    naskah_asli.receive_some(stores, list(loader.kode_of.values()))
    usulan.record_some(stores)
    lampiran.record_some(stores)
    _wait_for_queue(stores, "Menyelesaikan")
    note(f"{len(listed)} naskah contoh dimuat dalam {time.monotonic() - started:.0f} detik. Hasil pindai masih dibaca.")


class _Loader:
    def __init__(self, stores: Stores) -> None:
        self.stores = stores
        self.kode_of: dict[str, str] = {}
        self.not_waiting: set[str] = set()

    def prepare(self, reader: PdfReader, folder: Path) -> None:
        """Set up the same upload that people use."""
        self.folder = folder
        self.upload_stores = uploading.UploadStores(
            self.stores.database,
            self.stores.objects,
            lambda path: reader.inspect(path).outcome is Outcome.password,
            self.stores.config.max_upload_mb * 1_000_000,
        )

    def upload(self, sample: Sample) -> None:
        """Upload one sample and hand it in, unless it is to stay a draft."""
        path = self.folder / "berkas"
        limit = self.upload_stores.limit
        received = spool_stream(BytesIO(sample.pdf()), path, nama=sample.filename, limit=limit)
        act = Act(OPERATOR, clock.utc_now())
        target = uploading.Target(fields=self._fields(sample))
        try:
            accepted = uploading.store_file(
                self.upload_stores, received, target, act, idempotency_key=f"contoh:{received.sha256}"
            )
        finally:
            path.unlink()
        self.kode_of[sample.key] = accepted.kode
        if sample.state != "draf":
            with self.stores.database.transaction() as session:
                version = session.scalar(select(Naskah.version).where(Naskah.kode == accepted.kode)) or 0
                verbs.submit(session, accepted.kode, version, act, is_checked=sample.state != "diajukan")

    def answer_penahanan(self) -> None:
        """Play the Biro's part: release what awaits its word. What awaits others stays held, to be seen."""
        wanted = (AlasanPenahanan.MENUNGGU_BIRO, AlasanPenahanan.KLAUSUL)
        with self.stores.database.transaction() as session:
            rows = session.execute(
                select(Naskah.kode, Penahanan.alasan)
                .join(Penahanan, Penahanan.naskah_id == Naskah.id)
                .where(Penahanan.closed_at.is_(None), Penahanan.alasan.in_(wanted), Naskah.kode.in_(self._released))
            ).all()
            for kode, reason in rows:
                answer_penahanan(session, kode, reason, "Diperiksa Biro (contoh).", Act(OPERATOR, clock.utc_now()))
        self._decide_exemptions()

    def _decide_exemptions(self) -> None:
        """Play the PPID's part for what was asked of it."""
        until = clock.today() + timedelta(days=365)
        decision = Decision(True, "PPID-CONTOH-01", "Pasal 17 huruf f UU 14/2008 (contoh).", until)
        with self.stores.database.transaction() as session:
            ppid = session.scalars(select(User).join(Penugasan).where(Penugasan.peran == Peran.PPID)).first()
            if ppid is None:
                return
            act = Act(accounts.load_actor(session, ppid, clock.today()), clock.utc_now())
            asked = select(Naskah.kode).where(
                Naskah.visibilitas == Visibilitas.DIKECUALIKAN, Naskah.kode.in_(self._released)
            )
            for kode in session.scalars(asked).all():
                exempting.decide(session, kode, decision, act)

    def finish(self, listed: list[Sample]) -> None:
        """Bring the samples that were withdrawn or given back into that state."""
        act = Act(OPERATOR, clock.utc_now())
        for sample in listed:
            with self.stores.database.transaction() as session:
                kode = self.kode_of[sample.key]
                if sample.state == "ditarik":
                    alasan = verbs.WithdrawalClass.PERMINTAAN_PIHAK
                    verbs.withdraw(session, kode, act, alasan=alasan, penjelasan="Contoh penarikan.")
                elif sample.state == "dikembalikan":
                    verbs.return_naskah(session, kode, "Contoh: nomor mitra belum diisi.", act)

    @property
    def _released(self) -> list[str]:
        return [kode for key, kode in self.kode_of.items() if key in self.not_waiting]

    def _fields(self, sample: Sample) -> NaskahFields:
        if sample.state != "diajukan":
            self.not_waiting.add(sample.key)
        relations: tuple[HubunganFields, ...] = ()
        if sample.induk is not None and sample.relation is not None:
            relations = (HubunganFields(JenisHubungan(sample.relation), self.kode_of[sample.induk]),)
        is_closed = sample.visibilitas != "publik"
        return NaskahFields(
            judul=sample.judul,
            unit=sample.unit,
            lingkup=Lingkup(sample.lingkup),
            kategori=Kategori(sample.kategori) if sample.kategori else None,
            tingkat=Tingkat(sample.tingkat),
            bentuk=Bentuk(sample.bentuk),
            nama_bentuk=sample.nama_bentuk,
            ruang_lingkup=sample.ruang_lingkup,
            pendanaan=sample.pendanaan,
            subjek=sample.subjek,
            bahasa=sample.bahasa,
            alasan_tanpa_induk=tuple(AlasanTanpaInduk(alasan) for alasan in sample.alasan_tanpa_induk),
            perjanjian_internasional=sample.is_perjanjian_internasional,
            effective_on=sample.effective_on,
            expires_on=sample.expires_on,
            is_open_ended=sample.is_open_ended,
            visibilitas=Visibilitas(sample.visibilitas),
            dasar_visibilitas=sample.dasar_visibilitas or "",
            tinjau_on=clock.today().replace(day=1) if is_closed else None,
            co_pemrakarsa=sample.co_pemrakarsa,
            pihak=tuple(_pihak(pihak) for pihak in sample.pihak),
            hubungan=relations,
        )


def _pihak(pihak: SamplePihak) -> PihakFields:
    return PihakFields(
        nama=pihak.nama,
        is_kementerian=pihak.is_kementerian,
        jenis=JenisMitra(pihak.jenis_mitra) if pihak.jenis_mitra else None,
        negara=pihak.negara,
        nomor=pihak.nomor or "",
        penanda_tangan=pihak.penanda_tangan or "",
        jabatan=pihak.jabatan or "",
        signed=Tanggal(pihak.signed_on, Presisi(pihak.signed_precision)) if pihak.signed_on else UNKNOWN,
        tempat=pihak.tempat or "",
    )


def _wait_for_queue(stores: Stores, label: str) -> None:
    deadline = time.monotonic() + LOAD_SECONDS
    # Pages of scans are recognised while the portal is open already: their text follows by itself.
    kinds = [kind for kind in JobKind if kind not in (JobKind.KENALI_HALAMAN, JobKind.BACA_KEDUA)]
    with click.progressbar(length=1000, label=label, file=sys.stderr, show_pos=False) as bar:
        most, shown = 1, 0
        while time.monotonic() < deadline:
            with stores.database.reading() as session:
                is_open = (Job.state.in_((JobState.MENUNGGU, JobState.BERJALAN)), Job.kind.in_(kinds))
                left = session.scalar(select(func.count()).select_from(Job).where(*is_open)) or 0
            most = max(most, left)
            done = round(1000 * (most - left) / most)
            bar.update(max(0, done - shown))
            shown = max(shown, done)
            if left == 0:
                return
            time.sleep(0.2)
    raise ConfigError("Pengindeks tidak menyelesaikan data contoh pada waktunya. Lihat pesan di atas.")
