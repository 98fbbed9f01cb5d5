"""Each host has indexes of its own: they follow the database, miss nothing and know when they cannot be relied upon."""

import logging
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from indexer import following
from indexer.__main__ import main
from indexer.following import Follower
from indexer.housekeeping import QUIET_HOURS
from portal import clock, failpoint
from portal.app import create_app
from portal.cli.metrics import Figures
from portal.db import Database, make_engine
from portal.errors import SearchBusyError, SearchUnavailableError
from portal.failpoint import Step
from portal.models.index_change import IndexChange
from portal.models.job import Job
from portal.models.naskah import Naskah
from portal.search.interface import SearchDocument
from portal.search.position import BEHIND_SECONDS, Position
from portal.search.whoosh.index import WhooshIndex
from portal.services.publication import changes
from portal.web.counting import Counts
from tests.factories.desk import Desk
from tests.factories.hosts import Host, a_host
from tests.factories.naskah import Office, sample_fields
from tests.factories.processes import slowness
from tests.factories.public_view import edit, withdraw
from tests.factories.random_walk import Walk
from tests.fixtures.databases import fresh_postgresql
from tests.fixtures.postgres import postgres

STEPS = 45


@pytest.fixture
def url() -> Iterator[str]:
    """One database for all hosts."""
    with fresh_postgresql() as address:
        yield address


@pytest.fixture
def first(tmp_path: Path, url: str) -> Iterator[Host]:
    with a_host(tmp_path, "satu", url) as host:
        yield host


@pytest.fixture
def second(tmp_path: Path, url: str) -> Iterator[Host]:
    with a_host(tmp_path, "dua", url) as host:
        yield host


@pytest.fixture
def desk(first: Host) -> Desk:
    """The verbs, on the host where the worker runs."""
    return Desk(Office(first.stores))


def publish(desk: Desk, judul: str) -> str:
    """A published naskah that the list of changes names."""
    kode = desk.publish(sample_fields(judul=f"{judul} CONTOH"))
    desk.work()
    return kode


def until(is_so: Callable[[], object], seconds: float) -> None:
    deadline = time.monotonic() + seconds * slowness()
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to that in time"
        time.sleep(0.05)


def test_both_hosts_find_what_was_published_within_seconds_and_go_on_after_a_kill(
    desk: Desk, first: Host, second: Host
) -> None:
    stop = threading.Event()
    with following.beside(first.stores, stop), second.following() as process:
        until(lambda: first.nomor is not None and second.nomor is not None, 20)

        kode = publish(desk, "Kenari")
        until(lambda: first.found("kenari") == second.found("kenari") == [kode], 5)

        process.send_signal(signal.SIGKILL)
        process.wait()
        later = publish(desk, "Merpati")
        until(lambda: first.found("merpati") == [later], 5)
        assert second.found("merpati") == []
        # Nothing was locked by the dead one, and the next one begins where it was.
        second.follow()
        assert second.found("merpati") == [later]
    assert stop.is_set()
    assert first.differences() == second.differences() == []


def test_killed_between_any_two_steps_an_index_is_never_less_than_it_says(desk: Desk, tmp_path: Path, url: str) -> None:
    steps = (Step.INDEX, Step.FOLLOW_COMMIT, Step.FOLLOW_POSITION, Step.FOLLOW_ANEW)
    kept, gone = (publish(desk, judul) for judul in ("Kenari", "Merpati"))
    with ExitStack() as stack:
        hosts = {step: stack.enter_context(a_host(tmp_path, step, url)) for step in steps}
        for step in steps[:-1]:
            hosts[step].follow()
        before = {step: hosts[step].nomor for step in steps}
        withdraw(desk, gone)
        edit(desk, kept, judul="Jalak CONTOH")
        later = publish(desk, "Gelatik")

        told = [part for step, host in hosts.items() for part in (step, str(host.stores.config.data_dir))]
        command = [sys.executable, "-m", "tests.fixtures.dying_follower", *told]
        died = subprocess.run(command, env=hosts[steps[0]].environ, capture_output=True, text=True, check=True)
        assert died.stdout.split() == [str(int(signal.SIGKILL))] * len(steps)

        assert {step: hosts[step].nomor for step in steps} == before
        for host in hosts.values():
            assert host.found("merpati") == []
            host.follow()
            assert host.differences() == []
            assert (host.found("kenari"), host.found("gelatik")) == ([kept], [later])


def test_a_withdrawal_waits_for_nobody_and_a_publication_is_found_once_the_index_follows(
    desk: Desk, first: Host, second: Host
) -> None:
    kode = publish(desk, "Kenari")
    second.follow()
    app = create_app(second.stores.config, second.stores)
    client = app.test_client()
    assert kode in client.get("/cari?q=kenari").text

    # Nobody follows on the second host from here on.
    withdraw(desk, kode)
    desk.work()
    later = publish(desk, "Kenari Lain")

    page = client.get("/cari?q=kenari").text
    assert (kode in page, later in page, "Kenari CONTOH" in page) == (False, False, False)
    assert client.get("/api/v1/naskah?q=kenari").json["total"] == 0
    assert (client.get(f"/n/{kode}").status_code, client.get(f"/n/{later}").status_code) == (410, 200)
    second.follow()
    assert later in client.get("/cari?q=kenari").text
    app.extensions["pdf_reader"].close()


def test_a_host_that_is_far_behind_says_so_and_is_well_once_it_has_caught_up(desk: Desk, second: Host) -> None:
    app = create_app(second.stores.config, second.stores)
    client = app.test_client()
    assert client.get("/healthz").json == {"status": "degraded"}
    second.follow()
    assert client.get("/healthz").json == {"status": "ok"}
    long_ago = time.time() - BEHIND_SECONDS - 1
    os.utime(second.follower.folder.path / "COMPLETE", (long_ago, long_ago))

    assert client.get("/healthz").json == {"status": "degraded"}
    assert client.get("/livez").json == {"status": "ok"}
    told = Figures(second.stores, Counts(1)).text()
    (behind,) = re.findall(r"^portal_index_behind_seconds (.+)$", told, re.M)
    assert BEHIND_SECONDS < float(behind) < BEHIND_SECONDS + 60 * slowness()
    publish(desk, "Kenari")
    second.follow()
    assert client.get("/healthz").json == {"status": "ok"}
    app.extensions["pdf_reader"].close()


def _loses_its_folder(host: Host) -> None:
    shutil.rmtree(host.follower.folder.path)


def _loses_an_index(host: Host) -> None:
    shutil.rmtree(host.follower.folder.path / "internal")


def _loses_its_position(host: Host) -> None:
    (host.follower.folder.path / "POSITION").write_text('{"nomor": "banyak"}')


def _has_an_older_format(host: Host) -> None:
    for path in host.follower.folder.path.rglob("FORMAT"):
        path.write_text("1", encoding="ascii")


@pytest.mark.parametrize(
    "harm",
    [_loses_its_folder, _loses_an_index, _loses_its_position, _has_an_older_format],
    ids=lambda one: one.__name__,
)
def test_what_cannot_be_relied_upon_is_made_anew(desk: Desk, first: Host, harm: Callable[[Host], None]) -> None:
    kode = publish(desk, "Kenari")
    first.follow()
    before = first.stores.public_index.generation()
    harm(first)

    # As after a start.
    follower = Follower(first.stores)
    assert follower.turn()

    assert first.stores.public_index.generation() != before or harm is _loses_its_folder
    assert first.differences() == []
    assert first.found("kenari") == [kode]


def test_an_index_that_breaks_is_made_anew_by_the_next_change(desk: Desk, first: Host) -> None:
    publish(desk, "Kenari")
    first.follow()
    for path in (first.follower.folder.path / "public").rglob("*"):
        if path.is_file() and path.name != "CURRENT":
            path.write_bytes(b"rusak")
    later = publish(desk, "Merpati")

    first.follow()

    assert first.found("merpati") == [later]
    assert first.differences() == []


@pytest.mark.parametrize("how", ["behind", "overtaken", "opened"])
def test_over_a_database_that_was_put_back_indexes_are_made_anew(
    desk: Desk, first: Host, tmp_path: Path, url: str, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    kept = publish(desk, "Kenari")
    first.stores.database.close()
    server = postgres()
    copy = server.new_database(url.partition("?")[0].rpartition("/")[2])
    lost = [publish(desk, judul) for judul in ("Merpati", "Gelatik")]
    first.follow()
    assert first.found("merpati") == lost[:1]

    with a_host(tmp_path, "satu", server.url(copy)) as restored:
        there = Desk(Office(restored.stores))
        if how == "overtaken":
            # Other naskah come to the numbers that this host has seen, and beyond, before it looks.
            for judul in ("Jalak", "Nuri", "Murai"):
                publish(there, judul)
        elif how == "opened":
            with restored.stores.database.transaction() as session:
                changes.note_restored(session, clock.utc_now())
        with caplog.at_level(logging.WARNING):
            restored.follow()

        assert "anew" in caplog.text
        assert restored.found("kenari") == [kept]
        assert restored.differences() == []
    server.drop(copy)


def test_at_night_what_differs_is_found_and_mended_and_small_pieces_are_merged(
    desk: Desk, first: Host, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost, other, surplus = (publish(desk, judul) for judul in ("Kenari", "Merpati", "Gelatik"))
    draft = desk.draft(sample_fields(judul="Jalak CONTOH"))
    first.follow()
    indexes = first.stores.public_index, first.stores.internal_index
    with first.stores.database.transaction() as session:
        # Behind the back of the list, as a hand in the database would do it.
        session.execute(update(Naskah).where(Naskah.kode == other).values(judul="Nuri CONTOH"))
    for index in indexes:
        index.remove([lost])
        index.commit()
    first.stores.public_index.add([_document("2026-99999")])
    first.stores.public_index.commit()
    assert len(first.differences()) == 2
    monkeypatch.setattr(following, "PORTION", 2)
    night = (clock.utc_now() + timedelta(days=1)).replace(hour=QUIET_HOURS[0] + 24 - 7, minute=30)
    monkeypatch.setattr(clock, "utc_now", lambda: night)

    with caplog.at_level(logging.ERROR):
        first.follow()

    assert "not as the database" in caplog.text
    assert first.differences() == []
    assert first.found("gelatik") == [surplus]
    assert draft in first.stores.internal_index.held()
    # Once a night.
    assert not first.follower.turn()


def _document(kode: str) -> SearchDocument:
    return SearchDocument(
        kode, "Hantu CONTOH", (), (), "KANIM-A", "Contoh", "", "", (), None, None, None, None, None, ()
    )


class ChokingIndex(WhooshIndex):
    """The engine as it is, but for a title it chokes on, as a defect of it would."""

    def add(self, documents: Iterable[SearchDocument]) -> None:
        """Take documents in."""
        super().add(self._swallowed(documents))

    def _swallowed(self, documents: Iterable[SearchDocument]) -> Iterable[SearchDocument]:
        for document in documents:
            if "Duri" in document.judul:
                raise SearchUnavailableError("Indeks tidak dapat menerima naskah ini.")
            yield document


def test_one_naskah_that_the_engine_cannot_take_keeps_no_other_out(
    desk: Desk, first: Host, caplog: pytest.LogCaptureFixture
) -> None:
    first.follow()
    codes = [publish(desk, judul) for judul in ("Satu", "Duri", "Tiga")]
    stores = replace(first.stores, internal_index=ChokingIndex(first.follower.folder.path / "internal"))

    with caplog.at_level(logging.ERROR):
        following.catch_up(stores)

    assert first.stores.internal_index.held().keys() == {codes[0], codes[2]}
    assert "1 entries cannot be written" in caplog.text


@pytest.mark.parametrize("step", [Step.INDEX, Step.FOLLOW_COMMIT, Step.FOLLOW_POSITION])
def test_a_disk_that_fails_between_steps_lets_everything_wait(desk: Desk, first: Host, step: Step) -> None:
    first.follow()
    kode, before = publish(desk, "Kenari"), first.nomor
    failpoint.arm(f"{step}:error")
    try:
        with pytest.raises(OSError, match="failpoint"):
            first.follower.turn()
    finally:
        failpoint.arm("")
    assert first.nomor == before

    first.follow()

    assert first.found("kenari") == [kode]
    assert first.differences() == []


def test_a_database_that_is_away_is_waited_for(first: Host, caplog: pytest.LogCaptureFixture) -> None:
    gone = Database(make_engine("postgresql://portal@127.0.0.1:1/tidak-ada"))
    stop = threading.Event()
    with following.beside(replace(first.stores, database=gone), stop):
        until(lambda: "cannot follow" in caplog.text, 10)
        assert not stop.is_set()


def test_while_another_process_follows_or_writes_nobody_else_does(desk: Desk, first: Host) -> None:
    publish(desk, "Kenari")
    with first.follower.folder.following(), pytest.raises(SearchBusyError), first.follower.folder.following():
        pass
    with first.follower.folder.following():
        following.catch_up(first.stores)
        assert first.nomor is None
    following.catch_up(first.stores)
    assert first.nomor == 1


def test_commands_make_and_compare_the_indexes_of_this_host(
    desk: Desk, first: Host, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in first.environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(os, "nice", lambda _: 0)
    kode = publish(desk, "Kenari")

    assert main(["rebuild"]) == 0
    assert (first.nomor, first.found("kenari")) == (1, [kode])
    withdraw(desk, kode)
    assert main(["verify"]) == 0
    desk.work()
    # What is listed and not yet followed is no difference either.
    assert main(["verify"]) == 0
    with first.stores.database.transaction() as session:
        # What else is due takes readers, and tells nothing here.
        session.execute(delete(Job))
    assert main(["once"]) == 0
    assert first.differences() == []
    first.stores.public_index.add([_document("2026-99999")])
    first.stores.public_index.commit()
    capsys.readouterr()
    assert main(["verify"]) == 4
    assert "Indeks publik: 1 naskah berlebih: 2026-99999." in capsys.readouterr().out
    monkeypatch.setenv("PORTAL_INDEX_PLACE", "shared")
    assert main(["follow"]) == 1
    assert capsys.readouterr().err == "indexer: indexer follow hanya untuk PORTAL_INDEX_PLACE=each.\n"


def test_after_any_walk_of_people_and_followers_both_hosts_hold_what_the_database_does(
    desk: Desk, first: Host, second: Host
) -> None:
    dice = random.Random(53)  # noqa: S311 - a repeatable walk, not a secret
    walk = Walk(desk, dice)
    for _ in range(4):
        walk.codes.append(desk.draft())
        desk.attach(walk.codes[-1], ("Pasal 1",))
    older: dict[int, Position] = {}
    for _ in range(STEPS):
        walk.step()
        for host in dice.sample((first, second), dice.randrange(3)):
            position = host.follower.folder.position()
            if position is not None and dice.random() < 0.1:
                # As after a kill between commit and position.
                host.follower.folder.keep(older.setdefault(id(host), position))
            host.follower.turn()
        if dice.random() < 0.4:
            desk.work()
        if dice.random() < 0.03:
            following.make_here(second.stores)
    desk.work()
    for host in (first, second):
        host.follow()

    assert first.differences() == second.differences() == []
    with first.stores.database.reading() as session:
        lines, naskah = session.execute(
            select(select(func.count(IndexChange.kode)).scalar_subquery(), func.count(Naskah.id))
        ).one()
        assert lines <= naskah < first.nomor  # type: ignore[operator]  # It has followed.
