"""What a process held that is gone can be taken at once; what a living one holds, or an unknown one, cannot."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal import process
from portal.models.job import Job, JobKind, JobState
from portal.services import jobs, workers
from portal.services.jobs import LEASE, Claim
from portal.wiring import Stores

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
NAME = "from portal import process; import sys; print(process.this_process(), flush=True); sys.stdin.read()"
ELSEWHERE = "lain.contoh:0123456789ab:7:99"


@pytest.fixture
def other() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Another process, and its name."""
    started = subprocess.Popen([sys.executable, "-c", NAME], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    yield started, started.stdout.readline().strip()
    started.kill()
    started.communicate()


def hold(stores: Stores, owner: str, at: datetime = NOW) -> Claim:
    with stores.database.transaction() as session:
        jobs.enqueue(session, JobKind.INDEKS, 1, now=at)
        (held,) = jobs.claim(session, owner=owner, now=at)
    return held


def take_over(stores: Stores, at: datetime = NOW) -> int:
    with stores.database.transaction() as session:
        return workers.take_over(session, now=at)


def take(stores: Stores, at: datetime = NOW) -> list[Claim]:
    with stores.database.transaction() as session:
        return jobs.claim(session, owner="berikut", now=at)


def the_job(stores: Stores) -> Job:
    with stores.database.reading() as session:
        return session.scalars(select(Job)).one()


def test_a_killed_process_gives_back_at_once_and_it_costs_no_attempt(
    stores: Stores, other: tuple[subprocess.Popen[str], str]
) -> None:
    started, name = other
    hold(stores, f"{name}:2:abcd")
    assert take_over(stores) == 0, "it lives"
    assert take(stores) == []

    started.kill()
    # Killed and not yet fetched by its parent: it is as dead as it will ever be.
    while process.is_gone(name) is False:
        pass
    assert take_over(stores) == 1

    (held,) = take(stores)
    assert held.attempt == 1
    assert the_job(stores).losses == 1


def test_a_process_with_the_number_of_a_dead_one_is_another_one() -> None:
    me = process.this_process()

    assert process.is_gone(str(me)) is False
    assert process.is_gone(str(process.ProcessName(me.host, me.space, me.pid, "1"))) is True
    assert process.is_gone(str(process.ProcessName(me.host, "0123456789ab", me.pid, "1"))) is None
    assert process.is_left(me.mark) is False
    assert process.is_left(f"{me.space}.{me.pid}.1") is True
    assert process.is_left("0123456789ab.1.1") is None
    assert process.is_left("abc") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("host:space:1:2", "host:space:1:2"),
        ("host:space:1:2:0:ff", "host:space:1:2"),
        ("host:12:0:ff", None),
        ("a", None),
        ("", None),
    ],
)
def test_a_name_is_read_out_of_an_owner(text: str, name: str | None) -> None:
    assert process.name_in(text) == name


def test_a_process_elsewhere_is_gone_when_it_has_fallen_silent(stores: Stores) -> None:
    def beat(at: datetime) -> None:
        with stores.database.transaction() as session:
            workers.note_alive(session, ELSEWHERE, now=at)

    hold(stores, f"{ELSEWHERE}:0:ff")
    assert take_over(stores, NOW + LEASE) == 0, "never heard of: its lease decides"
    beat(NOW)
    assert take_over(stores, NOW + workers.SILENT) == 0
    beat(NOW + workers.BEAT)
    assert take_over(stores, NOW + workers.SILENT + timedelta(seconds=1)) == 0

    assert take_over(stores, NOW + workers.BEAT + workers.SILENT + timedelta(seconds=1)) == 1


def test_an_owner_that_names_no_process_keeps_its_lease(stores: Stores) -> None:
    hold(stores, "mesin:7:baca:ff")

    assert take_over(stores, NOW + LEASE) == 0
    assert take(stores, NOW + LEASE) == []


def test_a_job_whose_process_always_dies_is_given_up(stores: Stores) -> None:
    dead = str(process.ProcessName("a", process.this_process().space, 4_000_000, "1"))
    hold(stores, dead)
    at, rests = NOW, []
    for loss in range(1, jobs.MOST_LOSSES):
        assert take_over(stores, at) == 1
        assert the_job(stores).losses == loss
        rests.append((the_job(stores).not_before - at).total_seconds())
        at = the_job(stores).not_before
        with stores.database.transaction() as session:
            assert jobs.give_up(session, now=at) == []
            jobs.claim(session, owner=dead, now=at)

    assert rests[:8] == [0, 0, 0, 0, 0, 1, 2, 3], "at first nobody suspects it"
    assert max(rests) == 4
    assert take_over(stores, at) == 1
    with stores.database.transaction() as session:
        assert jobs.give_up(session, now=at) == [(JobKind.INDEKS, 1, jobs.PRIORITY_PERSON)]
    assert the_job(stores).state is JobState.GAGAL


def test_those_long_gone_are_forgotten_and_a_good_end_leaves_nothing(stores: Stores) -> None:
    with stores.database.transaction() as session:
        workers.note_alive(session, "lama:a:1:1", now=NOW - timedelta(days=1))
        workers.note_alive(session, ELSEWHERE, now=NOW)
        workers.note_ended(session, ELSEWHERE)

    with stores.database.reading() as session:
        assert session.scalars(select(workers.WorkerProcess)).all() == []
