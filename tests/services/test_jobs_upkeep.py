"""Around the queue: what is due, what is given back untried, what is forgotten, and what was indexed lately."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.models.job import Job, JobKind, JobState
from portal.services import jobs
from portal.services.jobs import LEASE, MAX_ATTEMPTS, POSTPONED, Claim
from portal.wiring import Stores
from tests.factories.known_account import NOW


def ask(stores: Stores, subject: int = 1, kind: JobKind = JobKind.INDEKS, later: timedelta = timedelta()) -> None:
    with stores.database.transaction() as session:
        jobs.enqueue(session, kind, subject, now=NOW, not_before=NOW + later)


def take(stores: Stores, later: timedelta = timedelta()) -> Claim:
    with stores.database.transaction() as session:
        return jobs.claim(session, owner="w", now=NOW + later)[0]


def is_due(stores: Stores, later: timedelta) -> bool:
    with stores.database.reading() as session:
        return jobs.has_due(session, now=NOW + later)


@pytest.mark.parametrize(("later", "due"), [(9, False), (10, True), (11, True)])
def test_a_waiting_job_is_due_from_its_time_on(stores: Stores, later: int, due: bool) -> None:
    ask(stores, later=timedelta(minutes=10))

    assert is_due(stores, timedelta(minutes=later)) is due


def test_a_running_job_is_due_again_once_its_lease_has_run_out(stores: Stores) -> None:
    ask(stores)
    take(stores)

    assert [is_due(stores, later) for later in (timedelta(), LEASE, LEASE + timedelta(seconds=1))] == [
        False, False, True,
    ]  # fmt: skip


def test_a_job_given_back_untried_waits_a_moment_and_costs_no_attempt(stores: Stores) -> None:
    ask(stores)
    later = timedelta()
    for _ in range(2 * MAX_ATTEMPTS):
        held = take(stores, later)
        assert held.attempt == 1
        with stores.database.transaction() as session:
            jobs.postpone(session, held, now=NOW + later)
        later += POSTPONED
        assert not is_due(stores, later - timedelta(seconds=1))


def test_a_lease_that_ends_this_moment_is_not_given_up_yet(stores: Stores) -> None:
    ask(stores)
    later = timedelta()
    for _ in range(MAX_ATTEMPTS):
        take(stores, later)
        later += LEASE * 2
    ends_at = NOW + later - LEASE

    with stores.database.transaction() as session:
        assert jobs.give_up(session, now=ends_at) == []
        assert len(jobs.give_up(session, now=ends_at + timedelta(seconds=1))) == 1


def test_done_jobs_are_forgotten_after_a_while_and_failed_ones_stay(stores: Stores) -> None:
    for subject in (1, 2, 3, 4):
        ask(stores, subject)
    done, failed, fresh, _running = (take(stores) for _ in range(4))
    with stores.database.transaction() as session:
        jobs.finish(session, done, now=NOW - timedelta(seconds=1))
        jobs.fail(session, failed, now=NOW - timedelta(days=99), error="rusak", is_final=True)
        jobs.finish(session, fresh, now=NOW)

    with stores.database.transaction() as session:
        jobs.prune(session, before=NOW)

    with stores.database.reading() as session:
        left = dict(session.execute(select(Job.subject_id, Job.state)).all())
    assert left == {2: JobState.GAGAL, 3: JobState.SELESAI, 4: JobState.BERJALAN}


def test_what_was_indexed_lately_or_is_being_indexed_is_named_once(stores: Stores) -> None:
    for subject in (1, 2, 3, 4):
        ask(stores, subject)
    ask(stores, 5, JobKind.TERBITKAN)
    ends = {1: NOW - timedelta(seconds=1), 2: NOW, 5: NOW}
    with stores.database.transaction() as session:
        for held in jobs.claim(session, owner="w", now=NOW, limit=9):
            if held.subject_id in ends:
                jobs.finish(session, held, now=ends[held.subject_id])
            elif held.subject_id == 4:
                jobs.fail(session, held, now=NOW - timedelta(days=1), error="rusak", is_final=True)
    ask(stores, 2)
    with stores.database.transaction() as session:
        for held in jobs.claim(session, owner="w", now=NOW, limit=9):
            jobs.finish(session, held, now=NOW)

    with stores.database.reading() as session:
        assert sorted(jobs.indexed_since(session, NOW)) == [2, 3]
