"""An index that is away costs no job its tries: all wait, and go on by themselves when it is back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from indexer.child import PdfReader
from indexer.outage import FIRST, LONGEST, Outage
from indexer.worker import PUBLISHING, Worker
from portal import clock
from portal.models.job import Job, JobKind, JobState
from portal.search.interface import SearchQuery
from portal.search.whoosh.index import WhooshIndex
from portal.services import jobs
from portal.wiring import Stores
from tests.factories.naskah import Office


def index_jobs(stores: Stores) -> set[tuple[JobState, int]]:
    with stores.database.reading() as session:
        rows = session.execute(select(Job.state, Job.attempts).where(Job.kind == JobKind.INDEKS))
        return {(row.state, row.attempts) for row in rows}


def make_due(stores: Stores) -> None:
    with stores.database.transaction() as session:
        for job in session.scalars(select(Job).where(Job.state == JobState.MENUNGGU)):
            job.not_before = clock.utc_now()


def test_jobs_outlive_an_outage_of_any_length_and_recover_without_hands(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "cakram"
    stores = replace(office.stores, internal_index=WhooshIndex(folder / "indeks"))
    # A disk that is not mounted: where the folder should be there is something no folder can be made in.
    folder.write_bytes(b"")
    office.upload()
    with PdfReader() as reader:
        worker = Worker(stores, reader, kinds=PUBLISHING)
        for _ in range(jobs.MAX_ATTEMPTS * 2):
            worker.drain()
            assert index_jobs(stores) == {(JobState.MENUNGGU, 0)}
            make_due(stores)
            worker.outage.until = None

        folder.unlink()
        worker.drain()

    assert {state for state, _ in index_jobs(stores)} == {JobState.SELESAI}
    assert stores.internal_index.search(SearchQuery(today=clock.today())).total == 1


def test_during_an_outage_the_index_is_left_alone_until_the_next_try(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "cakram"
    stores = replace(office.stores, internal_index=WhooshIndex(folder / "indeks"))
    office.upload()
    with PdfReader() as reader:
        worker = Worker(stores, reader, kinds=PUBLISHING)
        until = worker.outage.begin(clock.utc_now() + timedelta(minutes=1))
        worker.drain()

    assert not folder.exists()
    with stores.database.reading() as session:
        assert session.scalars(select(Job.not_before).where(Job.kind == JobKind.INDEKS)).one() == until


def test_the_waits_grow_and_stay_bounded() -> None:
    outage, now = Outage(), clock.utc_now()

    waits = [outage.begin(now) - now for _ in range(8)]

    assert waits[:3] == [FIRST, FIRST * 2, FIRST * 4]
    assert waits[-1] == LONGEST
    outage.end()
    assert not outage.lasts(now)
    assert outage.begin(now) - now == FIRST
