"""Jobs: taken once, kept under a lease, fenced, given up after a number of tries."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.domain.permissions import Peran
from portal.errors import ConflictError, LeaseLostError, NotFoundError
from portal.models.job import Job, JobKind, JobState
from portal.services import jobs
from portal.services.jobs import BACK_OFF, LEASE, MAX_ATTEMPTS, Claim, retry_job
from portal.wiring import Stores
from tests.factories.desk import Desk, at_once, errors_of, person

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
KIND = JobKind.TERBITKAN


def ask(stores: Stores, subject: int = 1, **how: object) -> None:
    with stores.database.transaction() as session:
        jobs.enqueue(session, KIND, subject, now=NOW, **how)  # type: ignore[arg-type]


def take(stores: Stores, owner: str = "a", at: datetime = NOW, limit: int = 1, **how: object) -> list[Claim]:
    with stores.database.transaction() as session:
        return jobs.claim(session, owner=owner, now=at, limit=limit, **how)  # type: ignore[arg-type]


def finish(stores: Stores, held: Claim, at: datetime = NOW) -> None:
    with stores.database.transaction() as session:
        jobs.finish(session, held, now=at)


def fail(stores: Stores, held: Claim, at: datetime = NOW, *, is_final: bool = False) -> JobState:
    with stores.database.transaction() as session:
        return jobs.fail(session, held, now=at, error="rusak", is_final=is_final)


def only_job(stores: Stores) -> Job:
    with stores.database.reading() as session:
        return session.scalars(select(Job)).one()


def test_a_job_is_taken_once_and_done_once(stores: Stores) -> None:
    ask(stores)
    (held,) = take(stores)

    assert take(stores, "b") == []
    finish(stores, held)

    assert only_job(stores).state is JobState.SELESAI
    assert take(stores, "b", NOW + timedelta(days=1)) == []
    with pytest.raises(LeaseLostError):
        finish(stores, held)


def test_an_expired_lease_is_taken_by_the_next_and_the_late_one_is_refused(stores: Stores) -> None:
    ask(stores)
    (late,) = take(stores, "mati")
    assert take(stores, "b", NOW + LEASE) == []

    (held,) = take(stores, "b", NOW + LEASE + timedelta(seconds=1))

    assert (held.id, held.attempt) == (late.id, 2)
    for verb in (finish, fail):
        with pytest.raises(LeaseLostError):
            verb(stores, late)  # type: ignore[operator]
    with pytest.raises(LeaseLostError), stores.database.transaction() as session:
        jobs.hold_lease(session, late, now=NOW)
    finish(stores, held)


def test_the_same_worker_cannot_finish_an_attempt_it_lost_to_itself(stores: Stores) -> None:
    ask(stores)
    (late,) = take(stores, "a")
    take(stores, "a", NOW + LEASE * 2)

    with pytest.raises(LeaseLostError):
        finish(stores, late)


def test_a_lease_that_is_held_does_not_expire(stores: Stores) -> None:
    ask(stores)
    (held,) = take(stores)
    with stores.database.transaction() as session:
        jobs.hold_lease(session, held, now=NOW + LEASE, progress=3, total=7)

    assert take(stores, "b", NOW + LEASE * 2) == []
    assert (only_job(stores).progress, only_job(stores).progress_total) == (3, 7)


def test_a_failing_job_is_tried_again_later_and_then_left_to_people(stores: Stores) -> None:
    ask(stores)
    at, states = NOW, []
    for attempt in range(1, MAX_ATTEMPTS + 1):
        (held,) = take(stores, at=at)
        states.append(fail(stores, held, at))
        assert take(stores, at=at) == [], "it backs off first"
        at += BACK_OFF * attempt

    assert states == [JobState.MENUNGGU, JobState.MENUNGGU, JobState.GAGAL]
    assert take(stores, at=at + timedelta(days=9)) == []
    assert only_job(stores).error == "rusak"


def test_a_final_failure_is_not_tried_again(stores: Stores) -> None:
    ask(stores)
    (held,) = take(stores)

    assert fail(stores, held, is_final=True) is JobState.GAGAL
    assert take(stores, at=NOW + timedelta(days=1)) == []


def test_a_job_that_nobody_lives_through_is_given_up(stores: Stores) -> None:
    ask(stores)
    ask(stores, 2)
    at = NOW
    for _ in range(MAX_ATTEMPTS):
        assert take(stores, at=at)[0].subject_id == 1
        at += LEASE * 2

    with stores.database.transaction() as session:
        assert jobs.give_up(session, now=at) == [(KIND, 1, jobs.PRIORITY_PERSON)]
        assert jobs.give_up(session, now=at) == []
    # The one that kills its workers does not stand in the way of the others.
    assert [held.subject_id for held in take(stores, at=at, limit=5)] == [2]
    with stores.database.reading() as session:
        job = session.get_one(Job, 1)
    assert (job.state, job.owner, job.error) == (JobState.GAGAL, None, jobs.WORN_OUT)


def test_what_takes_something_out_of_the_public_eye_goes_first_and_bulk_work_last(stores: Stores) -> None:
    for subject, priority in ((1, jobs.PRIORITY_BULK), (2, jobs.PRIORITY_PERSON), (3, jobs.PRIORITY_NOW)):
        ask(stores, subject, priority=priority)

    assert [take(stores)[0].subject_id for _ in range(3)] == [3, 2, 1]


def test_among_equals_the_first_asked_is_the_first_done(stores: Stores) -> None:
    for subject in (5, 3, 4):
        ask(stores, subject)

    assert [held.subject_id for held in take(stores, limit=10)] == [5, 3, 4]


def test_a_job_for_later_waits_for_its_time(stores: Stores) -> None:
    later = NOW + timedelta(hours=5)
    ask(stores, not_before=later)

    assert take(stores, at=later - timedelta(seconds=1)) == []
    assert len(take(stores, at=later)) == 1


def test_asking_again_moves_a_waiting_job_up_and_makes_no_second_one(stores: Stores) -> None:
    ask(stores, not_before=NOW + timedelta(days=30), priority=jobs.PRIORITY_BULK)
    ask(stores, priority=jobs.PRIORITY_NOW)
    ask(stores, not_before=NOW + timedelta(days=60), priority=jobs.PRIORITY_BULK)

    job = only_job(stores)
    assert (job.not_before, job.priority) == (NOW, jobs.PRIORITY_NOW)


def test_what_is_asked_for_anew_has_all_its_tries_before_it(stores: Stores) -> None:
    at = NOW
    for _ in range(2 * MAX_ATTEMPTS):
        ask(stores)
        (held,) = take(stores, at=at)
        assert fail(stores, held, at) is JobState.MENUNGGU
        at += timedelta(seconds=1)


def test_asking_while_it_runs_makes_a_second_one(stores: Stores) -> None:
    ask(stores)
    take(stores)
    ask(stores)

    assert len(take(stores, "b")) == 1


def test_only_the_wanted_kinds_are_taken(stores: Stores) -> None:
    ask(stores)

    assert take(stores, kinds=[JobKind.BACA_BERKAS]) == []
    assert len(take(stores, kinds=[JobKind.BACA_BERKAS, KIND])) == 1


def test_many_workers_at_once_never_take_the_same_job(stores: Stores) -> None:
    for subject in range(10):
        ask(stores, subject)

    results = at_once([lambda n=n: take(stores, f"w{n}", limit=2) for n in range(8)])  # type: ignore[misc]

    assert list(errors_of(results)) == []
    taken = [held.id for result in results if isinstance(result, list) for held in result]
    assert len(taken) == len(set(taken))
    rest = take(stores, "terakhir", limit=10)
    assert len(taken) + len(rest) == 10


def test_a_change_that_is_not_committed_yet_keeps_its_job_from_being_done_too_early(stores: Stores) -> None:
    ask(stores)
    with stores.database.transaction() as session:
        jobs.enqueue(session, KIND, 1, now=NOW)
        if session.get_bind().dialect.name == "postgresql":
            # On SQLite nobody else can write meanwhile anyway; here the waiting job is held.
            assert take(stores, "terlalu cepat") == []

    assert len(take(stores)) == 1


def test_staff_give_a_failed_job_new_tries(desk: Desk) -> None:
    stores, admin = desk.stores, person(Peran.ADMIN, "BIRO")
    ask(stores)
    (held,) = take(stores)
    with pytest.raises(ConflictError), stores.database.transaction() as session:
        retry_job(session, held.id, desk.act(admin, NOW))
    fail(stores, held, is_final=True)

    with stores.database.transaction() as session:
        retry_job(session, held.id, desk.act(admin, NOW))

    assert [claim.attempt for claim in take(stores)] == [1]
    with pytest.raises(NotFoundError), stores.database.transaction() as session:
        retry_job(session, held.id + 99, desk.act(admin, NOW))
