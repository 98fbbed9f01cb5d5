"""The verbs of a test without opening a PDF: what the reader would find is given, and stored by the portal itself."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TypeVar

from sqlalchemy import select

from indexer.worker import PUBLISHING, Worker
from portal import clock
from portal.domain.berkas.reading import Inspection, Origin, PageText
from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.naskah.fields import NaskahFields
from portal.domain.permissions import OPERATOR, Actor, HeldPenugasan, Peran
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.models.naskah import Naskah
from portal.models.terbitan import Terbitan
from portal.models.unit import Unit
from portal.services import jobs
from portal.services.acts import Act
from portal.services.berkas import reading, uploading
from portal.services.berkas.spooling import spool_stream
from portal.services.naskah import editing
from portal.services.publication import verbs
from portal.wiring import Stores
from tests.factories.naskah import Office, sample_fields
from tests.factories.shared import reader

T = TypeVar("T")
LIMIT = 1_000_000
MARK = "%PDF-1.7\n% CONTOH "


def pdf_bytes(text: str = "") -> bytes:
    """Bytes that look like a PDF at first sight, different for every text."""
    return (MARK + (text or secrets.token_hex(12)) + "\n").encode()


def person(peran: Peran, unit: str, *below: str) -> Actor:
    """Somebody with one role, without an account: the verbs take actors, not accounts."""
    held = (HeldPenugasan(unit, peran, clock.today()),)
    return Actor(None, f"{peran.value}@{unit.lower()}.contoh", peran.value, held, {unit: frozenset({unit, *below})})


@dataclass
class Desk:
    """An office whose files are never opened."""

    office: Office

    @property
    def stores(self) -> Stores:
        """The stores behind it."""
        return self.office.stores

    def draft(self, fields: NaskahFields | None = None, actor: Actor = OPERATOR) -> str:
        """A draft without a file."""
        with self.stores.database.transaction() as session:
            return editing.create_naskah(session, fields or sample_fields(), self.act(actor)).kode

    def act(self, actor: Actor = OPERATOR, now: datetime | None = None) -> Act:
        """An act of now."""
        return Act(actor, now or clock.utc_now())

    def version(self, kode: str) -> int:
        """The version of a naskah that somebody would have on the screen now."""
        return self.naskah(kode).version

    def naskah(self, kode: str) -> Naskah:
        """The stored row."""
        with self.stores.database.reading() as session:
            return session.scalars(select(Naskah).where(Naskah.kode == kode)).one()

    def owner_of(self, kode: str) -> str:
        """Code of the unit that owns a naskah."""
        with self.stores.database.reading() as session:
            return session.scalars(select(Unit.kode).join(Naskah).where(Naskah.kode == kode)).one()

    def published(self, kode: str) -> Terbitan | None:
        """The public row."""
        with self.stores.database.reading() as session:
            return session.get(Terbitan, kode)

    def send(
        self,
        target: uploading.Target,
        data: bytes | None = None,
        *,
        actor: Actor = OPERATOR,
        key: str | None = None,
        nama: str = "naskah.pdf",
        needs_password: uploading.NeedsPassword = lambda _: False,
    ) -> uploading.Accepted:
        """Send a file the way the web does."""
        path = self.stores.spool_dir / secrets.token_hex(8)
        received = spool_stream(BytesIO(pdf_bytes() if data is None else data), path, nama=nama, limit=LIMIT)
        stores = uploading.UploadStores(self.stores.database, self.stores.objects, needs_password, LIMIT)
        try:
            key = key or secrets.token_hex(8)
            return uploading.store_file(stores, received, target, self.act(actor), idempotency_key=key)
        finally:
            path.unlink()

    def attach(
        self,
        kode: str,
        pages: Sequence[str],
        *,
        jenis: JenisBerkas = JenisBerkas.NASKAH,
        asal: Origin = "digital",
        replaces: int | None = None,
        nama: str = "naskah.pdf",
    ) -> uploading.Accepted:
        """A file of a naskah, read: these are its pages."""
        accepted = self.send(uploading.Target(kode=kode, jenis=jenis, replaces=replaces), nama=nama)
        self.read(accepted.berkas_id, pages, asal=asal)
        return accepted

    def read(
        self,
        berkas_id: int,
        pages: Sequence[str],
        *,
        asal: Origin = "digital",
        images: Mapping[int, reading.StoredImage] | None = None,
    ) -> None:
        """What the reader would store for these page texts."""
        texts = tuple(PageText(number, text, asal, 595, 842) for number, text in enumerate(pages, start=1))
        seen = Inspection("none", len(pages), len(pages)) if pages else None
        result = reading.ReadingResult(bool(pages), "" if pages else "Tidak terbaca.", seen, texts, images or {})
        with self.stores.database.transaction() as session:
            reading.begin(session, berkas_id)
            reading.store_result(session, berkas_id, result, now=clock.utc_now(), priority=jobs.PRIORITY_PERSON)

    def work(self) -> None:
        """Let the publishing line do everything that is due, the indexes included."""
        Worker(self.stores, reader(), kinds=PUBLISHING).drain()

    def advance(
        self, kode: str, now: datetime | None = None, *, waits_for_biro: bool = False
    ) -> frozenset[AlasanPenahanan]:
        """The publishing step alone: gives back what holds the naskah."""
        naskah_id = self.naskah(kode).id
        with self.stores.database.transaction() as session:
            return verbs.advance(session, naskah_id, now=now or clock.utc_now(), waits_for_biro=waits_for_biro)

    def publish(self, fields: NaskahFields | None = None, pages: Sequence[str] = ("Pasal 1",)) -> str:
        """A published naskah with one file of these pages; gives back its code. The indexes do not know of it yet."""
        kode = self.draft(fields)
        if pages:
            self.attach(kode, pages)
        self.office.submit(kode)
        self.advance(kode)
        return kode


def at_once(jobs_to_do: Sequence[Callable[[], T]]) -> list[T | Exception]:
    """Run all at the same time in threads of their own; what one raises is its result."""

    def guarded(job: Callable[[], T]) -> T | Exception:
        try:
            return job()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(jobs_to_do)) as pool:
        return list(pool.map(guarded, jobs_to_do))


def errors_of(results: Sequence[object]) -> Iterator[Exception]:
    """Those results that are errors."""
    return (result for result in results if isinstance(result, Exception))
