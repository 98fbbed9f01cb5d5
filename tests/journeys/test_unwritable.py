"""A disk that is full or read-only: said plainly, with a number the log knows; nothing half, and reading goes on."""

import logging
import resource
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy import event, select

from indexer.worker import PUBLISHING, Worker
from portal import clock
from portal.models.job import Job, JobKind, JobState
from portal.search.interface import SearchQuery
from portal.search.query import parse
from portal.wiring import Stores
from tests.factories.naskah import Office, sample_fields
from tests.factories.sending import SenderOfFiles, assert_clear
from tests.factories.shared import reader
from tests.fixtures.faults import FOLDERS
from tests.fixtures.read_only import read_only

LARGEST = 3_000_000
FILLING = b"% CONTOH\n" * 400_000


@contextmanager
def full() -> Iterator[None]:
    """No file may grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def read_only_folder(stores: Stores, place: str) -> AbstractContextManager[None]:
    return read_only(FOLDERS[place](stores))


@pytest.mark.parametrize(
    ("address", "place", "how", "status", "said"),
    [
        ("/kerja/unggah", "spool", "full", 507, "Ruang penyimpanan"),
        ("/kerja/unggah/berkas", "spool", "read-only", 503, "sedang terganggu"),
        ("/kerja/unggah", "originals", "read-only", 503, "Penyimpanan berkas tidak dapat dipakai"),
    ],
    ids=["spool full", "spool read-only", "originals read-only"],
)
def test_what_cannot_be_written_is_refused_whole_and_taken_once_it_can(
    office: Office, caplog: pytest.LogCaptureFixture, address: str, place: str, how: str, status: int, said: str
) -> None:
    public = office.publish(sample_fields())
    with SenderOfFiles(office) as sender:
        if how == "full":
            sender.pdf += FILLING + b"%%EOF\n"
        with full() if how == "full" else read_only_folder(office.stores, place):
            answer = sender.send(address=address)
            page = sender.public().get(f"/n/{public}")
            search = sender.public().get("/cari?q=pertukaran")

        # The form lists its files with what became of each; a fault of the store is said there.
        is_listed = address.endswith("unggah") and place == "originals"
        assert answer.status_code == (422 if is_listed else status)
        assert said in answer.text
        assert_clear(answer, has_number=not is_listed)
        assert (page.status_code, search.status_code) == (200, 200)
        assert public in search.text
        assert [path for path in office.stores.spool_dir.iterdir() if path.is_file()] == []
        assert (sender.accepted(), sender.lies_whole()) == (0, False)
        assert any(record.levelno >= logging.ERROR for record in caplog.records)

        again = sender.send(address=address)
        assert again.status_code in (201, 303)
        assert (sender.accepted(), sender.lies_whole()) == (1, True)


def test_an_index_that_cannot_be_written_waits_and_catches_up_while_the_old_one_is_searched(office: Office) -> None:
    before = office.publish(sample_fields(judul="Paspor Elektronik"))
    kode = office.upload(sample_fields(judul="Paspor Diplomatik")).kode
    stores = office.stores
    worker = Worker(stores, reader(), kinds=PUBLISHING)
    with read_only_folder(stores, "index"):
        worker.drain()
        waiting = _index_jobs(stores)
        with SenderOfFiles(office) as sender:
            answer = sender.public().get("/cari?q=paspor")

    assert waiting == {(JobState.SELESAI, 1), (JobState.MENUNGGU, 0)}
    assert (answer.status_code, before in answer.text, kode in answer.text) == (200, True, False)

    with stores.database.transaction() as session:
        for job in session.scalars(select(Job).where(Job.state == JobState.MENUNGGU)):
            job.not_before = clock.utc_now()
    worker.outage.until = None
    worker.drain()
    assert {state for state, _ in _index_jobs(stores)} == {JobState.SELESAI}
    query = SearchQuery(parse("paspor"), today=clock.today(), units=frozenset({"KANIM-A"}))
    assert stores.internal_index.search(query).total == 2


def _index_jobs(stores: Stores) -> set[tuple[JobState, int]]:
    with stores.database.reading() as session:
        rows = session.execute(select(Job.state, Job.attempts).where(Job.kind == JobKind.INDEKS))
        return {(row.state, row.attempts) for row in rows}


READ_ONLY = {"sqlite": "PRAGMA query_only = ON", "postgresql": "SET default_transaction_read_only = on"}


def test_a_database_that_cannot_be_written_takes_nothing_and_shows_what_is_public(office: Office) -> None:
    public = office.publish(sample_fields())
    engine = office.stores.database.engine

    def close_to_writers(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute(READ_ONLY[engine.dialect.name])
        cursor.close()
        connection.commit()  # type: ignore[attr-defined]

    with SenderOfFiles(office) as sender:
        engine.dispose()
        event.listen(engine, "connect", close_to_writers)
        answer = sender.send()
        page = sender.public().get(f"/n/{public}")
        event.remove(engine, "connect", close_to_writers)
        engine.dispose()

    assert (answer.status_code, page.status_code) == (503, 200)
    assert_clear(answer)
    assert (sender.accepted(), sender.lies_whole()) == (0, False)
