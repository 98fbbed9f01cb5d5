"""The list that indexes follow: in order whoever writes, one line a naskah, and known to be another one when it is."""

import random
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from portal import clock
from portal.models.job import Job, JobKind, JobState
from portal.models.naskah import Naskah
from portal.queries import index_changes as reading
from portal.services import index_changes
from portal.services.publication import changes
from portal.wiring import Stores
from tests.factories.desk import Desk, at_once, errors_of
from tests.factories.hosts import a_host
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.databases import fresh_postgresql

WRITERS, TIMES = 4, 25


def ids(stores: Stores) -> list[int]:
    with stores.database.reading() as session:
        return list(session.scalars(select(Naskah.id).order_by(Naskah.id)))


def note(stores: Stores, naskah_ids: list[int]) -> None:
    with stores.database.transaction() as session:
        index_changes.note(session, naskah_ids, clock.utc_now())


def test_a_newer_change_of_a_naskah_takes_the_place_of_its_older_one(desk: Desk) -> None:
    first, second = desk.draft(), desk.draft()
    one, two = ids(desk.stores)
    for changed in ([one, two], [one], [one], [2_000_000]):
        note(desk.stores, changed)

    with desk.stores.database.reading() as session:
        lines = [(line.kode, line.nomor) for line in reading.lines_after(session, 0)]
        listed = reading.read_list(session)
    assert lines == [(second, sorted((first, second)).index(second) + 1), (first, 4)]
    assert listed.nomor == 4


def test_the_worker_lists_what_it_indexes_wherever_the_index_lies(desk: Desk) -> None:
    kode = desk.publish()
    desk.work()

    with desk.stores.database.reading() as session:
        assert [line.kode for line in reading.lines_after(session, 0)] == [kode]
        state = select(Job.state).where(Job.kind == JobKind.INDEKS)
        assert set(session.scalars(state)) == {JobState.SELESAI}


def test_a_database_that_was_put_back_has_another_history(desk: Desk) -> None:
    with desk.stores.database.transaction() as session:
        before = reading.read_list(session)
        changes.note_restored(session, clock.utc_now())
        after = reading.read_list(session)

    assert after.epoch != before.epoch
    assert after.nomor == before.nomor


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Stores]:
    """Stores over PostgreSQL, where writers are at work at the same time."""
    with fresh_postgresql() as url, a_host(tmp_path, "satu", url) as opened:
        yield opened.stores


def test_no_number_is_seen_before_a_lower_one_whoever_writes_at_the_same_time(host: Stores) -> None:
    desk = Desk(Office(host))
    for number in range(10):
        desk.draft(sample_fields(judul=f"CONTOH {number}"))
    all_ids, is_over = ids(host), threading.Event()
    seen: list[tuple[int, dict[int, str]]] = []

    def watch() -> None:
        while not is_over.is_set():
            with host.database.reading() as session:
                listed = reading.read_list(session)
                seen.append((listed.nomor, {one.nomor: one.kode for one in reading.lines_after(session, 0)}))

    def write(number: int) -> None:
        dice = random.Random(number)  # noqa: S311 - repeatable, not a secret
        for _ in range(TIMES):
            note(host, dice.sample(all_ids, dice.randrange(1, 5)))

    watching = threading.Thread(target=watch)
    watching.start()
    results = at_once([lambda n=n: write(n) for n in range(WRITERS)])  # type: ignore[misc]  # Each its own number.
    is_over.set()
    watching.join()

    assert list(errors_of(results)) == []
    assert len({nomor for nomor, _ in seen}) > 5
    for (nomor, lines), (_, later) in pairwise(seen):
        assert max(lines, default=0) == nomor
        # Whoever has followed up to a number meets nothing new below it.
        assert {n: kode for n, kode in later.items() if n <= nomor}.items() <= lines.items()
    assert len(seen[-1][1]) <= len(all_ids)
