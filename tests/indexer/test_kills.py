"""What is killed in mid-work by a foreign hand: only the dead process is started anew, and nothing waits or is lost."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from indexer.__main__ import ORPHANED_SECONDS
from indexer.child import Outcome, PdfReader
from indexer.forkserver import ForkServer
from indexer.ocr.engine import OcrEngine, OcrFailure
from indexer.patience import MAX_DEATHS, MOST_KILLS
from indexer.steady import MOST_DEATHS, SteadyEngine
from indexer.worker import Worker
from portal import clock
from portal.domain.naskah.enumerations import ReadingState
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.models.berkas import Berkas
from portal.models.job import Job, JobKind, JobState
from portal.models.penahanan import Penahanan
from portal.models.terbitan import Terbitan
from portal.search.interface import SearchQuery
from portal.search.query import parse
from portal.services import jobs
from portal.wiring import Stores
from tests.drills import kill_workers
from tests.factories.foreign_hand import StruckServer, struck_reader
from tests.factories.naskah import Office, sample_fields
from tests.factories.pdf import numbered_pdf, text_pdf
from tests.factories.processes import children_of, is_working, slowness
from tests.fixtures.dying_worker import MOMENTS

ROOT = Path(__file__).parents[2]
MORE_THAN_ONE_READING = MOST_KILLS + MAX_DEATHS
LONG = numbered_pdf(120)
"""So many pages that no child is done before the foreign hand finds it."""
NEVER_READ = numbered_pdf(800)
"""The same where every single child must be found, on a busy machine too; nobody ever reads them all."""


def environment(stores: Stores) -> dict[str, str]:
    return {
        **os.environ,
        "PORTAL_DATA_DIR": str(stores.config.data_dir),
        "PORTAL_DATABASE_URL": stores.config.database_url,
        "PYTHONPATH": str(ROOT),
    }


def until(is_so: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to that in time"
        time.sleep(0.02)


def reading_job(stores: Stores) -> Job:
    with stores.database.reading() as session:
        return session.scalars(select(Job).where(Job.kind == JobKind.BACA_BERKAS)).one()


def read_in_turn(stores: Stores, reader: PdfReader) -> None:
    """All that is due, but no recognition: what no child read is left for a person."""
    kinds = [kind for kind in JobKind if kind is not JobKind.KENALI_HALAMAN]
    Worker(stores, reader, kinds=kinds).drain()


def is_public(stores: Stores, kode: str) -> bool:
    with stores.database.reading() as session:
        return session.get(Terbitan, kode) is not None


@pytest.mark.parametrize("at_zygote", [False, True], ids=["child", "zygote"])
def test_readers_killed_in_mid_file_cost_no_page_and_no_count(tmp_path: Path, *, at_zygote: bool) -> None:
    path = tmp_path / "naskah.pdf"
    path.write_bytes(numbered_pdf(40))
    # The last strike may also hit the child that the zygote keeps ready for the next task.
    with struck_reader(MOST_KILLS - 1, at_zygote=at_zygote) as reader:
        found = reader.read_all(path)

        assert isinstance(reader.server, StruckServer)
        assert reader.server.hits >= 1
    assert found.outcome is Outcome.done
    assert not found.was_killed
    assert found.inspection is not None
    assert found.inspection.counts_agree
    assert [page.number for page in found.pages] == list(range(1, 41))
    assert found.failed_pages == ()


def test_a_zygote_killed_while_it_starts_is_started_again(tmp_path: Path) -> None:
    path = tmp_path / "naskah.pdf"
    path.write_bytes(text_pdf(["Pasal 1"]))
    server = ForkServer()

    def strike() -> None:
        until(lambda: server.pid is not None)
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)

    hand = threading.Thread(target=strike)
    hand.start()
    with PdfReader() as reader:
        reader.server = server
        found = reader.inspect(path)
    hand.join()

    assert found.outcome is Outcome.done
    assert found.inspection is not None


def test_a_reading_killed_as_a_whole_is_an_attempt_and_no_verdict(
    office: Office, later: Callable[[timedelta], None]
) -> None:
    stores = office.stores
    accepted = office.upload(pdf=LONG)
    office.submit(accepted.kode)
    with struck_reader(MORE_THAN_ONE_READING) as reader:
        read_in_turn(stores, reader)
        waiting = reading_job(stores)
        assert (waiting.state, waiting.error, waiting.attempts) == (JobState.MENUNGGU, jobs.KILLED, 1)
        assert not is_public(stores, accepted.kode)

        later(jobs.POSTPONED)
        read_in_turn(stores, reader)

    assert reading_job(stores).state is JobState.SELESAI
    assert is_public(stores, accepted.kode)


def test_what_is_killed_each_time_is_held_and_said_so(office: Office, later: Callable[[timedelta], None]) -> None:
    stores = office.stores
    accepted = office.upload(pdf=NEVER_READ)
    office.submit(accepted.kode)
    with struck_reader(1_000_000) as reader:
        for _ in range(jobs.MAX_ATTEMPTS):
            read_in_turn(stores, reader)
            later(timedelta(minutes=1))
        read_in_turn(stores, reader)

    with stores.database.reading() as session:
        berkas = session.get_one(Berkas, accepted.berkas_id)
        held_by = set(session.scalars(select(Penahanan.alasan).where(Penahanan.closed_at.is_(None))))
    assert reading_job(stores).state is JobState.SELESAI
    assert berkas.keadaan is ReadingState.GAGAL
    assert "dihentikan dari luar" in berkas.keterangan_baca
    assert AlasanPenahanan.BACA_GAGAL in held_by
    assert not is_public(stores, accepted.kode)


def test_a_recogniser_killed_by_a_foreign_hand_is_asked_again(tmp_path: Path) -> None:
    picture, times, program = tmp_path / "halaman.pgm", tmp_path / "kali", tmp_path / "tesseract-contoh"
    picture.write_bytes(b"P5\n1 1\n255\n\0")
    listed = "List of available languages\nind\nosd"
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    program.write_text(
        f"#!/bin/sh\ncase $* in *--version*) echo contoh 1; exit;; *--list-langs*) echo '{listed}'; exit;; esac\n"
        f"echo x >>{times}\n[ \"$(wc -l <{times})\" -ge {MOST_DEATHS} ] || kill -KILL $$\nprintf '{head}\\n'\n"
    )
    program.chmod(0o755)

    assert OcrEngine("ind", program=str(program)).read(picture, seconds=20) is OcrFailure.limit
    times.unlink()
    assert not isinstance(SteadyEngine("ind", program=str(program)).read(picture, seconds=20), OcrFailure)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_worker_that_dies_in_mid_write_is_followed_by_one_that_makes_it_whole(office: Office, moment: str) -> None:
    stores = office.stores
    kode = office.upload(sample_fields(judul="Terputus"), pdf=text_pdf(["Pasal 1"])).kode
    office.submit(kode)
    command = [sys.executable, "-m", "tests.fixtures.dying_worker", moment]
    died = subprocess.run(command, env=environment(stores), capture_output=True, check=False, timeout=120)
    assert died.returncode == -signal.SIGKILL

    began = clock.utc_now()
    office.drain()

    assert is_public(stores, kode)
    for index, units in ((stores.public_index, None), (stores.internal_index, frozenset({"KANIM-A"}))):
        assert index.search(SearchQuery(parse("terputus"), today=clock.today(), units=units)).total == 1
        assert index.verify().is_healthy
    assert {entry.digest for entry in stores.derived.entries() if stores.derived.verify(entry.digest) != "ok"} == set()
    with stores.database.reading() as session:
        assert session.scalar(select(Job.id).where(Job.state != JobState.SELESAI)) is None
        # It cost no attempt, and no lease was waited for.
        assert set(session.scalars(select(Job.attempts))) == {1}
    assert clock.utc_now() - began < jobs.LEASE


def test_a_supervised_indexer_goes_with_a_parent_that_was_killed(office: Office) -> None:
    stores = office.stores
    program = (
        "import time; from portal.cli.serving import SupervisedIndexer; made = SupervisedIndexer({}); made.start();"
        "print(made._child.pid, flush=True); time.sleep(600)"
    )
    kode = office.upload(pdf=numbered_pdf(120)).kode
    office.submit(kode)
    with subprocess.Popen(
        [sys.executable, "-c", program],
        env=environment(stores),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=stores.config.data_dir,
    ) as parent:
        assert parent.stdout is not None
        indexer = int(parent.stdout.readline())
        until(lambda: reading_job(stores).state is not JobState.MENUNGGU and children_of(indexer))
        family = {indexer, *children_of(indexer)}
        parent.kill()

        until(lambda: not any(is_working(one) for one in family), (ORPHANED_SECONDS + 5) * slowness())

    office.drain()
    assert is_public(stores, kode)


def test_all_is_public_soon_after_the_last_kill(stores: Stores) -> None:
    # Without scans: on a busy machine recognition runs out of time, and that wait is not what is tried here.
    drill = kill_workers.run(stores, kills=5, naskah=4, seed=3, scan_every=0)

    assert sum(drill.kills.values()) == 5
    assert drill.why == []
    assert drill.seconds is not None
    assert drill.seconds <= kill_workers.PUBLIC_WITHIN * slowness()
    assert (drill.public, drill.failed, drill.left_folders) == (drill.handed_in, 0, 0)
