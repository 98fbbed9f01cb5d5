"""`indexer once`, `rebuild`, `verify`: what they do and how they end."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from indexer.__main__ import main
from migrations import runner
from portal import clock
from portal.models.job import Job, JobState
from portal.search.interface import SearchQuery
from portal.wiring import Stores
from tests.factories.naskah import Office, sample_fields


@pytest.fixture(autouse=True)
def environment(stores: Stores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of this test's portal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(stores.config.data_dir))
    monkeypatch.setenv("PORTAL_DATABASE_URL", stores.config.database_url)


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
