"""`indexer once`, `rebuild`, `verify`: what they do and how they end."""

import os
import signal
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from indexer.__main__ import main
from migrations import runner
from portal import clock, closed
from portal.models.job import Job, JobState
from portal.models.naskah import Naskah
from portal.models.terbitan import Terbitan
from portal.search.interface import SearchQuery
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from portal.wiring import Stores
from tests.factories.naskah import Office, sample_fields

NICENESS: list[int] = []
"""By how much the command under test lowered its priority."""


@pytest.fixture(autouse=True)
def environment(stores: Stores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of this test's portal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(stores.config.data_dir))
    monkeypatch.setenv("PORTAL_DATABASE_URL", stores.config.database_url)
    # The test process keeps its own priority.
    monkeypatch.setattr(os, "nice", NICENESS.append)
    NICENESS.clear()


def total(stores: Stores) -> int:
    return stores.public_index.search(SearchQuery(today=clock.today())).total


def test_once_empties_the_queue_and_ends(office: Office) -> None:
    for number in range(2):
        office.submit(office.upload(sample_fields(judul=f"Naskah {number}")).kode)

    assert main(["once"]) == 0

    with office.stores.database.reading() as session:
        assert session.scalar(select(func.count()).where(Job.state != JobState.SELESAI)) == 0
    assert total(office.stores) == 2
    assert main(["once"]) == 0


def test_indexes_of_an_older_release_are_made_anew_at_the_start(office: Office) -> None:
    office.publish()
    office.drain()
    index = office.stores.public_index
    before = index.generation()
    assert not index.is_outdated()
    for path in (office.stores.config.data_dir / "index" / "public").rglob("FORMAT"):
        path.write_text("1", encoding="ascii")
    assert index.is_outdated()

    assert main(["once"]) == 0
    assert not index.is_outdated()
    assert index.generation() != before
    assert total(office.stores) == 1
    after = index.generation()
    assert main(["once"]) == 0
    assert index.generation() == after


def test_rebuild_makes_both_indexes_anew_and_verify_says_how_they_are(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.publish()
    office.upload()
    office.drain()
    assert main(["verify"]) == 0
    for path in (office.stores.config.data_dir / "index" / "public").rglob("*"):
        if path.is_file():
            path.write_bytes(b"rusak")
    capsys.readouterr()

    broken = main(["verify"])
    told = capsys.readouterr().out
    rebuilt = main(["rebuild"])
    counted = capsys.readouterr().err

    assert (broken, rebuilt, main(["verify"])) == (4, 0, 0)
    assert "Indeks publik: rusak" in told
    assert "Indeks internal: baik, 2 naskah." in told
    assert "Indeks publik: 1 naskah. Indeks internal: 2 naskah." in counted
    assert total(office.stores) == 1
    assert NICENESS == [10]


def test_verify_names_what_the_indexes_and_the_database_disagree_about(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    lost, other, withdrawn = office.publish(), office.publish(), office.publish()
    draft = office.upload().kode
    office.drain()
    assert main(["verify"]) == 0
    stores = office.stores
    with stores.database.transaction() as session:
        # Behind the back of the queue, as a lost job or a hand in the database would do it.
        session.execute(update(Terbitan).where(Terbitan.kode == other).values(judul="Judul lain"))
        session.execute(update(Naskah).where(Naskah.kode == draft).values(judul="Judul lain"))
        session.delete(session.get_one(Terbitan, withdrawn))
    stores.public_index.remove([lost])
    stores.public_index.commit()
    capsys.readouterr()

    assert main(["verify"]) == 4

    told = capsys.readouterr()
    assert f"Indeks publik: 1 naskah kurang: {lost}." in told.out
    assert f"Indeks publik: 1 naskah berlebih: {withdrawn}." in told.out
    assert f"Indeks publik: 1 naskah usang: {other}." in told.out
    assert f"Indeks internal: 1 naskah usang: {draft}." in told.out
    assert told.err == "indexer: Pulihkan dengan: indexer rebuild\n"
    assert (main(["rebuild"]), main(["verify"])) == (0, 0)


def test_what_waits_for_the_indexer_is_no_difference(office: Office) -> None:
    kode = office.publish()
    office.drain()
    with office.stores.database.transaction() as session:
        verbs.withdraw(session, kode, office.act(), alasan=WithdrawalClass.KELIRU)

    assert main(["verify"]) == 0


def test_new_code_refuses_an_old_schema(stores: Stores, capsys: pytest.CaptureFixture[str]) -> None:
    runner.downgrade(stores.database.engine, "0004")

    for verb in ("run", "once", "rebuild", "verify"):
        assert main([verb]) == 1
        assert capsys.readouterr().err == "indexer: Basis data belum pada revisi terbaru. Jalankan: portal migrate\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_DATABASE_URL", "postgresql://portal:katasandi@127.0.0.1:1/portal"),
        ("PORTAL_DATABASE_URL", "katasandi"),
        ("PORTAL_STORAGE_URL", "ftp:katasandi"),
    ],
)
def test_a_setting_that_does_not_work_is_one_line_without_secrets(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    assert main(["once"]) == 1

    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "katasandi" not in said


@pytest.mark.parametrize("arguments", [[], ["hapus"], ["once", "lebih"]])
def test_wrong_usage_ends_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_a_restored_portal_is_not_worked_on_before_it_is_opened(
    office: Office, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.submit(office.upload(sample_fields()).kode)
    closed.close(stores.config.data_dir, {})
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    worked: list[bool] = []

    def note_work(_: Stores, stop: threading.Event) -> None:
        worked.append(closed.is_closed(stores.config.data_dir))

    monkeypatch.setattr("indexer.__main__.run_lines", note_work)
    assert main(["once"]) == 1
    opening = threading.Timer(0.3, closed.reopen, [stores.config.data_dir])
    opening.start()

    assert main(["run"]) == 0

    opening.join()
    assert worked == [False]
    assert main(["once"]) == 0
    assert total(stores) == 1
