"""The budget of storage calls: so many at once, a short wait while the store is well, none while it is slow."""

import io
import threading
import time
from pathlib import Path

import pytest

from portal.errors import ObjectNotFoundError, StorageBusyError, StorageError
from portal.storage.budget import READERS, WRITERS, Budget, BudgetedStorage
from portal.storage.directory import DirectoryStorage


def test_a_place_that_is_given_back_soon_is_waited_for() -> None:
    budget = Budget(1, patience=5)
    place = budget.take()
    threading.Timer(0.05, budget.give_back, (place,)).start()

    began = time.monotonic()
    budget.give_back(budget.take())

    assert time.monotonic() - began < 2


def test_a_place_that_stays_taken_is_waited_for_only_so_long() -> None:
    budget = Budget(1, patience=0.1)
    budget.take()

    began = time.monotonic()
    with pytest.raises(StorageBusyError):
        budget.take()

    assert 0.05 < time.monotonic() - began < 2


@pytest.mark.parametrize("has_failed", [True, False], ids=["gagal", "lama"])
def test_nobody_waits_for_a_store_that_is_slow_until_it_answers_again(has_failed: bool) -> None:
    now = [0.0]
    budget = Budget(1, patience=3, clock=lambda: now[0])
    place = budget.take()
    now[0] += 0 if has_failed else 4
    budget.give_back(place, has_failed=has_failed)
    place = budget.take()

    with pytest.raises(StorageBusyError):
        budget.take()  # A budget that waited here would wait for ever: this clock stands still.

    budget.give_back(place)
    budget.give_back(place)
    assert budget.take() is not place


def test_only_so_many_wait_and_a_call_that_goes_on_is_not_slow() -> None:
    now = [0.0]
    budget = Budget(1, patience=3, queue=0, clock=lambda: now[0])
    place = budget.take()
    now[0] = 2
    budget.touch(place)
    with pytest.raises(StorageBusyError):
        budget.take()
    now[0] = 4
    budget.give_back(place)

    waiting = Budget(1, patience=5)
    place = waiting.take()
    waiting.touch(place)
    threading.Timer(0.05, waiting.give_back, (place,)).start()
    assert waiting.take() is not place


def test_an_open_stream_holds_its_place_until_it_is_closed(tmp_path: Path) -> None:
    readers = Budget(1, patience=0)
    storage = BudgetedStorage(DirectoryStorage(tmp_path), readers=readers, writers=Budget(1))
    digest = storage.put(io.BytesIO(b"CONTOH")).digest

    with storage.open(digest) as stream:
        with pytest.raises(StorageBusyError):
            storage.size(digest)
        assert stream.read() == b"CONTOH"
    assert (storage.size(digest), storage.exists(digest), storage.verify(digest)) == (6, True, "ok")
    with pytest.raises(ObjectNotFoundError):
        storage.open("0" * 64)
    assert storage.exists(digest)


def test_writers_and_readers_do_not_take_each_others_places(tmp_path: Path) -> None:
    writers = Budget(1, patience=0)
    storage = BudgetedStorage(DirectoryStorage(tmp_path), readers=Budget(1), writers=writers)
    digest = storage.put(io.BytesIO(b"CONTOH")).digest
    writers.take()

    assert storage.size(digest) == 6
    with pytest.raises(StorageError):
        storage.put(io.BytesIO(b"LAIN"))


def test_storage_calls_leave_threads_for_the_pages_that_need_none() -> None:
    from portal.cli.serving import THREADS

    assert READERS + WRITERS < THREADS
