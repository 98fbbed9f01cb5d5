"""The worker: every job done once, by whoever is alive, and the indexes made anew when they are gone."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from indexer.child import PdfReader
from indexer.worker import Worker, run_lines
from portal import clock
from portal.domain.naskah.enumerations import ReadingState
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas, Halaman
from portal.models.job import Job, JobKind, JobState
from portal.models.terbitan import Terbitan
from portal.search.interface import SearchQuery
from portal.search.query import parse
from portal.services import jobs
from portal.wiring import Stores
from tests.factories.naskah import Office, sample_fields
from tests.factories.pdf import numbered_pdf, text_pdf

ROOT = Path(__file__).parents[2]


def until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to that in time"
        time.sleep(0.02)


def count(stores: Stores, query: object) -> int:
    with stores.database.reading() as session:
        return session.scalar(query) or 0  # type: ignore[call-overload, no-any-return]


def reading_job(stores: Stores) -> Job:
    with stores.database.reading() as session:
        return session.scalars(select(Job).where(Job.kind == JobKind.BACA_BERKAS)).one()


def readings(stores: Stores) -> int:
    return count(stores, select(func.count()).where(AuditEntry.action == "berkas.baca"))


def start_indexer(stores: Stores, verb: str) -> "subprocess.Popen[bytes]":
    settings = {
        "PORTAL_DATA_DIR": str(stores.config.data_dir),
        "PORTAL_DATABASE_URL": stores.config.database_url,
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "indexer", verb],
        cwd=stores.config.data_dir,
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_a_worker_killed_in_mid_job_loses_it_to_the_next_and_there_is_one_result(office: Office) -> None:
    stores = office.stores
    kode = office.upload(sample_fields(judul="Terbunuh"), pdf=numbered_pdf(60)).kode
    office.submit(kode)
    victim = start_indexer(stores, "once")
    try:
        until(lambda: reading_job(stores).state is JobState.BERJALAN or victim.poll() is not None)
    finally:
        os.killpg(victim.pid, signal.SIGKILL)
        victim.wait(10)
    killed = reading_job(stores)
    assert (killed.state, killed.attempts) == (JobState.BERJALAN, 1)
    assert readings(stores) == 0

    office.drain()

    done = reading_job(stores)
    # Nobody waited for the lease of the dead, and it cost no attempt.
    assert (done.state, done.attempts, done.losses) == (JobState.SELESAI, 1, 1)
    assert readings(stores) == 1
    assert count(stores, select(func.count()).select_from(Halaman)) == 60
    assert count(stores, select(func.count()).select_from(Terbitan)) == 1
    assert stores.public_index.search(SearchQuery(parse("terbunuh"), today=clock.today())).total == 1


def test_workers_side_by_side_do_every_job_once(office: Office) -> None:
    stores = office.stores
    codes = [office.upload(pdf=text_pdf([f"Naskah nomor {number}"])).kode for number in range(5)]
    for kode in codes:
        office.submit(kode)

    def work() -> None:
        with PdfReader() as reader:
            Worker(stores, reader).drain()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Index work that met another writer was put off by a moment.
    deadline = time.monotonic() + 20
    while count(stores, select(func.count()).where(Job.state != JobState.SELESAI)) and time.monotonic() < deadline:
        time.sleep(0.2)
        office.drain()

    assert readings(stores) == 5
    assert count(stores, select(func.count()).select_from(Halaman)) == 5
    assert count(stores, select(func.count()).where(AuditEntry.action == "naskah.terbit")) == 5
    assert count(stores, select(func.count()).where(Job.state != JobState.SELESAI)) == 0
    assert count(stores, select(func.max(Job.attempts))) == 1
    assert stores.public_index.search(SearchQuery(parse("naskah nomor"), today=clock.today())).total == 5


def test_both_lines_work_until_they_are_told_to_stop(office: Office) -> None:
    stop = threading.Event()
    lines = threading.Thread(target=run_lines, args=(office.stores, stop))
    lines.start()
    try:
        kode = office.upload().kode
        office.submit(kode)
        until(lambda: count(office.stores, select(func.count()).where(Terbitan.kode == kode)) == 1)
    finally:
        stop.set()
        lines.join(20)

    assert not lines.is_alive()


def test_the_program_stops_when_it_is_told_to(office: Office) -> None:
    program = start_indexer(office.stores, "run")
    try:
        office.submit(office.upload().kode)
        until(lambda: count(office.stores, select(func.count()).select_from(Terbitan)) == 1)
        program.terminate()
        assert program.wait(20) == 0
    finally:
        if program.poll() is None:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait(10)


@pytest.mark.parametrize("name", ["public", "internal", "."])
def test_an_index_that_is_gone_is_made_anew_by_the_next_job(office: Office, name: str) -> None:
    stores = office.stores
    first = office.publish(sample_fields(judul="Yang Pertama"))
    shutil.rmtree(stores.config.data_dir / "index" / name)

    second = office.publish(sample_fields(judul="Yang Kedua"))

    query = SearchQuery(parse("yang"), today=clock.today())
    for index in (stores.public_index, stores.internal_index):
        assert {hit.kode for hit in index.search(query).hits} == {first, second}
        assert index.verify().is_healthy


def test_a_file_that_kills_every_worker_is_given_up_and_told(office: Office) -> None:
    stores = office.stores
    poison = office.upload(sample_fields(judul="Racun"))
    office.submit(poison.kode)
    other = office.upload(sample_fields(judul="Sehat"))
    with stores.database.transaction() as session:
        past = clock.utc_now() - jobs.LEASE
        killed = Job.subject_id == poison.berkas_id, Job.kind == JobKind.BACA_BERKAS
        session.execute(
            update(Job).where(*killed).values(
                state=JobState.BERJALAN, attempts=jobs.MAX_ATTEMPTS, owner="mati", lease_until=past
            )
        )  # fmt: skip
        session.execute(update(Berkas).where(Berkas.id == poison.berkas_id).values(keadaan=ReadingState.DIBACA))

    office.drain()

    with stores.database.reading() as session:
        told, read = session.get_one(Berkas, poison.berkas_id), session.get_one(Berkas, other.berkas_id)
    assert (told.keadaan, told.keterangan_baca) == (ReadingState.GAGAL, jobs.WORN_OUT)
    assert read.keadaan is ReadingState.TERBACA
