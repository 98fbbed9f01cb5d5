"""A scan that is read twice, from upload to suggestions, and the same where the second reader is not there."""

import contextlib
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import undefer

from indexer.child import PdfReader
from indexer.filecache import FileCache
from indexer.ocr.engine import OcrEngine
from indexer.ocr.second import SecondReader
from indexer.recognition import Recogniser
from indexer.worker import READING, RECOGNISING, SECOND, Worker
from portal import clock
from portal.domain.suggestions.values import Field, Saran
from portal.models.berkas import Halaman
from portal.models.job import Job, JobKind, JobState
from portal.services import jobs, saran
from tests.factories import naskah_text as texts
from tests.factories.naskah import Office, sample_fields
from tests.factories.scan import drawn_page, scan_pdf


@contextlib.contextmanager
def lines(office: Office, second: SecondReader | None) -> Iterator[tuple[Worker, Worker, Worker]]:
    """The lines that read, recognise, and read a second time."""
    engine = OcrEngine(office.stores.config.ocr_lang)
    with PdfReader() as reader, FileCache(office.stores.objects) as files:
        recogniser = Recogniser(engine, files, second)
        reading, recognising, twice = (
            Worker(office.stores, reader, kinds=kinds, recogniser=recogniser)
            for kinds in (READING, RECOGNISING, SECOND)
        )
        yield reading, recognising, twice


def suggestions(office: Office, berkas_id: int) -> dict[tuple[Field, int | None], Saran]:
    with office.stores.database.reading() as session:
        found = saran.load(session, [berkas_id]).get(berkas_id, ())
    return {(one.bidang, one.pihak): one for one in reversed(found)}


def states(office: Office, kind: JobKind) -> list[JobState]:
    with office.stores.database.reading() as session:
        return list(session.scalars(select(Job.state).where(Job.kind == kind)))


def test_a_scan_suggests_after_the_first_reading_and_is_refined_by_the_second(office: Office) -> None:
    berkas_id = office.upload(sample_fields(), pdf=scan_pdf([drawn_page(texts.UTAMA, dpi=150)])).berkas_id

    with SecondReader() as second, lines(office, second) as (reading, recognising, twice):
        for worker in (reading, recognising, reading):
            worker.drain()
        before = suggestions(office, berkas_id)
        assert states(office, JobKind.BACA_KEDUA) == [JobState.MENUNGGU]
        for worker in (twice, reading):
            worker.drain()
        tool = second.said

    assert states(office, JobKind.BACA_KEDUA) == [JobState.SELESAI]
    with office.stores.database.reading() as session:
        page = session.scalars(select(Halaman).options(undefer(Halaman.second))).one()
        assert page.tool.endswith(tool)
        (read,) = saran.pages_of(session, berkas_id)
    assert any("KESEPAHAMAN" in line.text for line in read.second)
    after = suggestions(office, berkas_id)
    assert before.keys() <= after.keys()
    assert after[Field.PIHAK_NAMA, 2].nilai == "Badan Narkotika Nasional"


def test_where_the_second_reader_went_away_nobody_waits_for_it(office: Office) -> None:
    berkas_id = office.upload(sample_fields(), pdf=scan_pdf([drawn_page(texts.UTAMA, dpi=150)])).berkas_id
    with SecondReader(is_wanted=False) as off, lines(office, off) as (reading, recognising, twice):
        for worker in (reading, recognising, reading):
            worker.drain()
        assert states(office, JobKind.BACA_KEDUA) == []
        with office.stores.database.transaction() as session:
            halaman_id = session.scalars(select(Halaman.id)).one()
            jobs.enqueue(session, JobKind.BACA_KEDUA, halaman_id, now=clock.utc_now())
            jobs.enqueue(session, JobKind.BACA_KEDUA, halaman_id + 1, now=clock.utc_now())

        twice.drain()
        reading.drain()

    assert states(office, JobKind.BACA_KEDUA) == [JobState.SELESAI] * 2
    assert suggestions(office, berkas_id)[Field.PIHAK_NAMA, 2].nilai == "Badan Narkotika Nasional"
