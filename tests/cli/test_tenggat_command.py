"""`portal tenggat`: JSON for scripts, lines for people, exit codes; the calendar of the database where there is one."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from portal import clock
from portal.cli.main import main
from portal.domain.kalender.kalender import JenisLibur, StatusTahun
from portal.domain.tenggat.tenggat import AturanVersions
from portal.legal.load import load_rules
from portal.models.kalender import HariLibur, TahunKalender
from portal.wiring import Stores


@pytest.fixture(autouse=True)
def no_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without a portal, wherever the tests are run."""
    monkeypatch.setenv("PORTAL_DATA_DIR", str(tmp_path / "kosong"))
    monkeypatch.delenv("PORTAL_DATABASE_URL", raising=False)


def test_the_calendar_of_the_database_is_counted_by_and_named(
    stores: Stores, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_URL", stores.database.engine.url.render_as_string(hide_password=False))
    with stores.database.transaction() as session:
        session.add(TahunKalender(tahun=2025, status=StatusTahun.DITETAPKAN, nomor_skb="1", changed_at=clock.utc_now()))
        day = {"tanggal": date(2025, 5, 26), "jenis": JenisLibur.KHUSUS, "nama": "Contoh", "dasar": "Contoh"}
        session.add(HariLibur(**day, changed_at=clock.utc_now()))

    main(["tenggat", "2025-05-22", "--hari", "2", "--json"])

    found = json.loads(capsys.readouterr().out)
    assert (found["due"], found["calendar"]) == ("2025-05-27", "basis data portal")


def test_a_database_that_does_not_answer_is_said_and_the_shipped_calendar_used(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_URL", "postgresql+psycopg://x:y@127.0.0.1:1/tidak_ada")

    code = main(["tenggat", "2025-05-22"])

    told = capsys.readouterr()
    assert code == 0
    assert "Basis data tidak dapat dibuka" in told.err
    assert told.out.splitlines()[-1] == "Kalender: bawaan program"


def test_json_has_the_promised_shape(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["tenggat", "2025-05-22", "--json"])

    found = json.loads(capsys.readouterr().out)
    assert code == 0
    assert list(found) == ["start", "hari_kerja", "due", "provisional", "days", "calendar"]
    assert found["calendar"] == "bawaan program"
    assert (found["start"], found["hari_kerja"], found["due"]) == ("2025-05-22", 14, "2025-06-17")
    assert found["provisional"] is False
    assert all(list(day) == ["date", "counted", "reason"] for day in found["days"])
    assert (found["days"][0]["date"], found["days"][-1]["date"]) == ("2025-05-23", found["due"])
    assert sum(day["counted"] for day in found["days"]) == 14
    assert all(day["reason"] for day in found["days"])


def test_people_get_a_line_for_every_day(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["tenggat", "2025-08-14", "--hari", "3"])

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert len(lines) == 1 + 6 + 1 + 1
    assert lines[0].startswith("Mulai:   2025-08-14 Kamis")
    assert "2025-08-18 Senin  Cuti Bersama Hari Kemerdekaan Republik Indonesia (SKB 933/2025" in lines[4]
    assert lines[-1] == "Kalender: bawaan program"
    assert lines[-2] == "Tenggat: 2025-08-20 Rabu (3 hari kerja; Perpres 21/2023 Pasal 3 dan Pasal 6)"


def test_an_undecided_year_is_said_aloud(capsys: pytest.CaptureFixture[str]) -> None:
    main(["tenggat", "2026-12-18"])
    assert capsys.readouterr().out.splitlines()[-2] == "SEMENTARA — SKB tahun 2027 belum ditetapkan"

    main(["tenggat", "2026-12-18", "--json"])
    assert json.loads(capsys.readouterr().out)["provisional"] is True


@pytest.mark.parametrize(
    "start",
    ["besok", "", "2025", "2025-05", "2025-02-29", "22-05-2025", "2025-05-22T00:00", "9999-12-30", "x\ny\x1b[31m"],
)
def test_a_wrong_start_is_one_line_and_exit_two(start: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["tenggat", start, "--json"])

    told = capsys.readouterr()
    assert code == 2
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "\x1b" not in told.err


@pytest.mark.parametrize("hari", ["0", "-3", "1001", "tiga"])
def test_a_wrong_number_of_days_is_exit_two(hari: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tenggat", "2025-05-22", "--hari", hari]) == 2
    assert capsys.readouterr().out == ""


def test_zone_and_locale_of_the_machine_do_not_matter_and_no_store_is_opened(tmp_path: Path) -> None:
    answers = set()
    for zone, language in (("UTC", "C"), ("Pacific/Kiritimati", "C.UTF-8"), ("Asia/Jakarta", "id_ID.UTF-8")):
        environ = {**os.environ, "TZ": zone, "LC_ALL": language, "PORTAL_DATA_DIR": str(tmp_path / "var")}
        done = subprocess.run(
            [sys.executable, "-m", "portal", "tenggat", "2025-12-19", "--json"],
            env=environ,
            capture_output=True,
            check=True,
        )
        answers.add(done.stdout)

    assert len(answers) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_rule_of_the_law_is_counted_by_its_own_days_and_named_with_its_basis(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main(["tenggat", "2026-11-13", "--aturan", "salinan_resmi"])

    told = capsys.readouterr().out
    assert code == 0
    assert "Dihitung dari tanggal naskah asli dinyatakan lengkap." in told
    assert "Tenggat: 2026-11-18 Rabu (3 hari kerja; Permenlu 4/2023 Pasal 12)" in told


def test_days_and_rule_together_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tenggat", "2026-11-13", "--aturan", "naskah_asli", "--hari", "3"]) == 2
    assert "tidak keduanya" in capsys.readouterr().err
    assert main(["tenggat", "2026-11-13", "--aturan", "karangan"]) == 2


@pytest.mark.parametrize(("start", "hari_kerja"), [("2026-12-31", 14), ("2027-01-04", 10)])
def test_an_amended_rule_counts_by_the_version_of_the_start_date(
    start: str, hari_kerja: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (old,) = load_rules()["naskah_asli"].versions
    new = replace(old, hari_kerja=10, berlaku_sejak=date(2027, 1, 1))
    monkeypatch.setattr("portal.cli.tenggat.load_rules", lambda: {"naskah_asli": AturanVersions((old, new))})

    main(["tenggat", start, "--aturan", "naskah_asli", "--json"])

    found = json.loads(capsys.readouterr().out)
    assert found["hari_kerja"] == sum(day["counted"] for day in found["days"]) == hari_kerja


@pytest.mark.parametrize(("start", "hari_kerja"), [("2026-12-31", 14), ("2027-01-04", 10)])
def test_where_nothing_is_asked_for_the_number_is_that_of_the_original(
    start: str, hari_kerja: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (old,) = load_rules()["naskah_asli"].versions
    new = replace(old, hari_kerja=10, berlaku_sejak=date(2027, 1, 1))
    monkeypatch.setattr("portal.cli.tenggat.load_rules", lambda: {"naskah_asli": AturanVersions((old, new))})

    main(["tenggat", start, "--json"])

    assert json.loads(capsys.readouterr().out)["hari_kerja"] == hari_kerja
