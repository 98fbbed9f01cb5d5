"""The pages of a naskah at publication: asked for once, and copied without keeping anybody from saving."""

import threading
import time

from sqlalchemy import select, update

from indexer.worker import Worker
from portal import clock
from portal.domain.berkas.reading import Inspection, PageText
from portal.domain.naskah.enumerations import JenisBerkas, RecognitionState
from portal.models.berkas import Halaman
from portal.models.job import Job, JobKind, JobState
from portal.models.naskah import Naskah
from portal.models.terbitan import TerbitanHalaman
from portal.services.berkas import reading
from portal.services.berkas.reading import ReadingResult
from portal.services.publication.files import load_files
from portal.services.publication.pages import load_pages
from portal.wiring import Stores
from tests.factories.desk import Desk
from tests.factories.naskah import Office
from tests.factories.pdf import text_pdf
from tests.factories.processes import slowness
from tests.factories.shared import reader
from tests.fixtures.statements import counted

LONG = 2_000
LONGEST_WAIT = 1.0
"""Seconds that somebody who saves may have to wait for a long file to be published."""


def store_pages(stores: Stores, berkas_id: int, count: int) -> None:
    """A file as if so many pages of it had been read."""
    text = "Pasal ini mengatur pertukaran data perlintasan antara para pihak. " * 20
    pages = tuple(PageText(n, f"Halaman {n}. {text}", "digital", 595.0, 842.0) for n in range(1, count + 1))
    seen = Inspection("none", count, count, tool_versions={"pikepdf": "10"})
    result = ReadingResult(is_readable=True, detail="", inspection=seen, pages=pages, images={})
    with stores.database.transaction() as session:
        reading.store_result(session, berkas_id, result, now=clock.utc_now(), priority=10)
        of_file = Job.kind == JobKind.BACA_BERKAS, Job.subject_id == berkas_id
        session.execute(update(Job).where(*of_file).values(state=JobState.SELESAI))


def test_all_pages_of_all_files_are_asked_for_once(desk: Desk) -> None:
    kode = desk.draft()
    for number in range(3):
        desk.attach(kode, [f"Pasal {number}", f"Ayat {number}"], jenis=JenisBerkas.NASKAH)
    desk.work()

    with desk.stores.database.reading() as session:
        files = load_files(session, session.scalars(select(Naskah).where(Naskah.kode == kode)).one())
        with counted(desk.stores.database) as asked:
            pages = load_pages(session, files.shown)

    assert len(asked) == 1
    assert [sorted(facts.verdicts) for facts in pages.files] == [[1, 2]] * 3


def test_pages_are_copied_in_order_and_nobody_is_told_which_engine_is_missing(desk: Desk) -> None:
    kode = desk.draft()
    for number in range(2):
        desk.attach(kode, [f"Pasal {number}", f"Ayat {number}"], jenis=JenisBerkas.NASKAH)
    desk.work()
    with desk.stores.database.transaction() as session:
        session.execute(
            update(Halaman).where(Halaman.teks.contains("Ayat 1")).values(pengenalan=RecognitionState.TANPA_MESIN)
        )
    desk.office.submit(kode, is_checked=True)
    desk.work()

    with desk.stores.database.reading() as session:
        rows = session.scalars(select(TerbitanHalaman).order_by(TerbitanHalaman.nomor)).all()
    assert [(row.nomor, row.teks.strip()) for row in rows] == [
        (1, "Pasal 0"),
        (2, "Ayat 0"),
        (3, "Pasal 1"),
        (4, "Ayat 1"),
    ]
    assert [row.pengenalan for row in rows] == [RecognitionState.TIDAK_PERLU] * 3 + [RecognitionState.MENUNGGU]


def test_nobody_who_saves_waits_long_for_a_long_file_to_be_published(office: Office) -> None:
    stores = office.stores
    accepted = office.upload(pdf=text_pdf(["Pasal 1"]))
    store_pages(stores, accepted.berkas_id, LONG)
    office.submit(accepted.kode)
    waits, seen, ended = [], set(), threading.Event()

    def save() -> None:
        while not ended.wait(0.01):
            began = time.monotonic()
            with stores.database.transaction() as session:
                session.execute(update(Job).where(Job.id == -1).values(error=""))
            waits.append(time.monotonic() - began)
            with stores.database.reading() as session:
                seen.add(len(session.scalars(select(TerbitanHalaman.id)).all()))

    saving = threading.Thread(target=save)
    saving.start()
    Worker(stores, reader(), kinds=(JobKind.TERBITKAN,)).drain()
    ended.set()
    saving.join()

    assert max(waits) <= LONGEST_WAIT * slowness()
    # At no moment did anybody see half of a paper.
    assert seen <= {0, LONG}
    with stores.database.reading() as session:
        assert len(session.scalars(select(TerbitanHalaman.id)).all()) == LONG
