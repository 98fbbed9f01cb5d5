"""What goes wrong around a job: missing and altered objects, a broken index, a database that is away."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from indexer.child import PdfReader
from indexer.worker import PUBLISHING, Worker
from migrations import runner
from portal import clock
from portal.domain.naskah.enumerations import ReadingState, RecognitionState
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.errors import SearchUnavailableError
from portal.models.berkas import Berkas, Halaman
from portal.models.job import Job, JobKind, JobState
from portal.models.penahanan import Penahanan
from portal.models.terbitan import Terbitan
from portal.search.interface import SearchQuery
from portal.services import jobs
from portal.services.berkas.reading import read_again
from portal.services.jobs import retry_job
from portal.wiring import Stores, open_stores
from tests.factories.naskah import Office
from tests.factories.scan import drawn_page, scan_pdf
from tests.factories.shared import reader
from tests.fixtures.databases import empty_database

Later = Callable[[timedelta], None]


def object_path(stores: Stores, sha256: str) -> Path:
    return next((stores.config.data_dir / "objects").rglob(sha256))


def told(office: Office, berkas_id: int) -> tuple[ReadingState, str]:
    with office.stores.database.reading() as session:
        berkas = session.get_one(Berkas, berkas_id)
        return berkas.keadaan, berkas.keterangan_baca


def reading_job(office: Office) -> Job:
    with office.stores.database.reading() as session:
        return session.scalars(select(Job).where(Job.kind == JobKind.BACA_BERKAS).order_by(Job.id.desc())).all()[0]


def is_public(office: Office, kode: str) -> bool:
    with office.stores.database.reading() as session:
        return session.get(Terbitan, kode) is not None


def test_a_missing_object_is_tried_again_then_told_and_a_retry_heals_it(office: Office, later: Later) -> None:
    accepted = office.upload()
    office.submit(accepted.kode)
    path = object_path(office.stores, accepted.sha256)
    away = path.rename(path.with_name("terselip"))

    for attempt in range(1, jobs.MAX_ATTEMPTS + 1):
        office.drain()
        assert reading_job(office).attempts == attempt
        later(jobs.BACK_OFF * attempt)

    assert told(office, accepted.berkas_id) == (ReadingState.GAGAL, "Berkas tidak ada di penyimpanan.")
    assert reading_job(office).state is JobState.GAGAL
    with office.stores.database.reading() as session:
        held = session.scalars(select(Penahanan.alasan).where(Penahanan.closed_at.is_(None))).all()
    assert held == [AlasanPenahanan.BACA_GAGAL]

    away.rename(path)
    with office.stores.database.transaction() as session:
        retry_job(session, reading_job(office).id, office.act())
    office.drain()

    assert told(office, accepted.berkas_id) == (ReadingState.TERBACA, "")
    assert is_public(office, accepted.kode)


def test_a_page_whose_recognition_is_given_up_is_told_and_a_retry_heals_it(office: Office, later: Later) -> None:
    accepted = office.upload(pdf=scan_pdf([drawn_page(dpi=150)]))
    office.submit(accepted.kode, is_checked=False)
    stores = office.stores
    Worker(stores, reader(), kinds=[kind for kind in JobKind if kind is not JobKind.KENALI_HALAMAN]).drain()
    path = object_path(stores, accepted.sha256)
    away = path.rename(path.with_name("terselip"))

    for attempt in range(1, jobs.MAX_ATTEMPTS + 1):
        office.drain()
        later(jobs.BACK_OFF * attempt)
    office.drain()

    with stores.database.reading() as session:
        page = session.scalars(select(Halaman)).one()
        held = session.scalars(select(Penahanan.alasan).where(Penahanan.closed_at.is_(None))).all()
        failed = session.scalars(select(Job).where(Job.state == JobState.GAGAL)).one()
    assert (page.pengenalan, page.keterangan) == (RecognitionState.GAGAL, "Berkas tidak ada di penyimpanan.")
    # Nobody waits for ever for what will not come by itself: a person is asked.
    assert held == [AlasanPenahanan.TANPA_TEKS]

    away.rename(path)
    with stores.database.transaction() as session:
        retry_job(session, failed.id, office.act())
    office.drain()
    assert is_public(office, accepted.kode)


def test_an_altered_object_is_told_at_once_and_none_of_it_is_read(office: Office) -> None:
    accepted = office.upload()
    office.submit(accepted.kode)
    path = object_path(office.stores, accepted.sha256)
    whole = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(whole.replace(b"%%EOF", b"%%eof"))

    office.drain()

    state, reason = told(office, accepted.berkas_id)
    assert state is ReadingState.GAGAL
    assert "tidak cocok dengan sidiknya" in reason
    assert (reading_job(office).state, reading_job(office).attempts) == (JobState.GAGAL, 1)
    assert not is_public(office, accepted.kode)

    path.write_bytes(whole)
    with office.stores.database.transaction() as session:
        read_again(session, accepted.kode, accepted.berkas_id, office.act())
    office.drain()
    assert is_public(office, accepted.kode)


def test_a_broken_index_stops_no_publication_and_catches_up_later(office: Office, later: Later) -> None:
    place = office.stores.config.data_dir / "lain"
    place.write_bytes(b"di sini tidak dapat ada folder")
    broken = open_stores(replace(office.stores.config, search_url=f"whoosh:{place}/index"))
    kode = office.upload().kode
    office.submit(kode)
    with PdfReader() as reader:
        Worker(broken, reader).drain()

    assert is_public(office, kode)
    with pytest.raises(SearchUnavailableError):
        broken.public_index.search(SearchQuery(today=clock.today()))
    with office.stores.database.reading() as session:
        waiting = session.scalars(select(Job).where(Job.kind == JobKind.INDEKS)).all()
    assert {job.state for job in waiting} == {JobState.MENUNGGU}
    assert all(job.error for job in waiting)

    place.unlink()
    later(jobs.BACK_OFF * jobs.MAX_ATTEMPTS)
    with PdfReader() as reader:
        Worker(broken, reader, kinds=PUBLISHING).drain()
    assert [hit.kode for hit in broken.public_index.search(SearchQuery(today=clock.today())).hits] == [kode]
    broken.database.close()


def test_a_database_that_is_away_is_waited_for(
    office: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with empty_database(tmp_path) as url, PdfReader() as reader, caplog.at_level(logging.ERROR, logger="indexer"):
        stores = open_stores(replace(office.stores.config, database_url=url))
        stop = threading.Event()
        thread = threading.Thread(target=Worker(stores, reader, kinds=PUBLISHING).run, args=(stop,))
        thread.start()
        try:
            wait_for(lambda: "turn failed" in caplog.text)
            runner.upgrade(stores.database.engine)
            with stores.database.transaction() as session:
                jobs.enqueue(session, JobKind.INDEKS, 1, now=clock.utc_now())

            def is_done() -> bool:
                with stores.database.reading() as session:
                    return set(session.scalars(select(Job.state))) == {JobState.SELESAI}

            wait_for(is_done)
        finally:
            stop.set()
            thread.join(20)
            stores.database.close()
        assert not thread.is_alive()


def wait_for(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_job_about_nothing_ends_without_a_trace(office: Office, later: Later) -> None:
    with office.stores.database.transaction() as session:
        for kind in (JobKind.BACA_BERKAS, JobKind.TERBITKAN):
            jobs.enqueue(session, kind, 4711, now=clock.utc_now())
        jobs.enqueue(session, JobKind.INDEKS, 4711, now=clock.utc_now())

    for attempt in range(1, jobs.MAX_ATTEMPTS + 1):
        office.drain()
        later(jobs.BACK_OFF * attempt)

    with office.stores.database.reading() as session:
        states = dict(session.execute(select(Job.kind, Job.state)).all())
    assert states == {
        JobKind.BACA_BERKAS: JobState.GAGAL, JobKind.TERBITKAN: JobState.GAGAL, JobKind.INDEKS: JobState.SELESAI,
    }  # fmt: skip
