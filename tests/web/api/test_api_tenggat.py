"""A due date explained to other systems: the same days as the command and the pages, and nothing of any naskah."""

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from portal import clock
from portal.cli.main import main
from portal.domain.kalender.kalender import JenisLibur, StatusTahun
from portal.domain.tenggat.clocks import Law
from portal.domain.tenggat.tenggat import AturanVersions
from portal.legal.load import load_kalender, load_rules
from portal.models.kalender import HariLibur, TahunKalender
from portal.web.api.tenggat import explain
from tests.factories.naskah import Office
from tests.web.api.conftest import Library

TENGGAT = "/api/v1/tenggat"
EXAMPLES = list(
    csv.DictReader((Path(__file__).parents[2] / "domain/tenggat/data/deadlines.csv").read_text("utf-8").splitlines())
)
SEEDED = [row for row in EXAMPLES if not row["note"].startswith("[kalender sebelum perubahan 2025]")]


def test_the_worked_examples_come_out_with_a_reason_for_every_day_pasal_39_ayat_4(library: Library) -> None:
    assert len(SEEDED) > 75
    for row in SEEDED:
        found = library.client.get(f"{TENGGAT}?mulai={row['start_date']}&hari={row['working_days']}").json

        assert found["due"] == row["due_date"], row
        days = found["days"]
        span = (date.fromisoformat(found["due"]) - date.fromisoformat(found["start"])).days
        assert len(days) == span
        assert [day["number"] for day in days if day["counted"]] == list(range(1, int(row["working_days"]) + 1))
        assert all(day["reason"] for day in days)


@pytest.mark.parametrize(
    "rule",
    [rule.on(date(2026, 3, 13)) for rule in load_rules().values()],
    ids=lambda rule: f"{rule.kode}, {rule.dasar}",
)
def test_every_rule_may_be_asked_for_with_its_basis(library: Library, rule: object) -> None:
    found = library.client.get(f"{TENGGAT}?mulai=2026-03-13&aturan={rule.kode}").json  # type: ignore[attr-defined]

    assert found["hari_kerja"] == rule.hari_kerja  # type: ignore[attr-defined]
    assert found["rule"]["dasar"] == rule.dasar  # type: ignore[attr-defined]


def test_without_a_rule_it_is_the_14_days_of_the_original_pasal_39_ayat_4(library: Library) -> None:
    found = library.client.get(f"{TENGGAT}?mulai=2026-03-13").json

    assert (found["due"], found["rule"]["kode"]) == ("2026-04-10", "naskah_asli")
    assert (found["provisional"], found["notice"]) == (False, "")


def test_a_year_that_is_not_decreed_makes_it_provisional(library: Library) -> None:
    found = library.client.get(f"{TENGGAT}?mulai=2026-12-18").json

    assert found["due"] == "2027-01-13"
    assert found["provisional"] is True
    assert found["notice"] == "SEMENTARA — SKB tahun 2027 belum ditetapkan"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "mulai"),
        ("mulai=", "mulai"),
        ("mulai=2026-11-31", "mulai"),
        ("mulai=31-11-2026", "mulai"),
        ("mulai=1940-01-01", "mulai"),
        ("mulai=2026-11-13&mulai=2026-11-14", "mulai"),
        ("mulai=2026-11-13&aturan=bebas", "aturan"),
        ("mulai=2026-11-13&hari=0", "hari"),
        ("mulai=2026-11-13&hari=1001", "hari"),
        ("mulai=2026-11-13&hari=x", "hari"),
        ("mulai=2026-11-13&hari=3&aturan=naskah_asli", "hari"),
        ("mulai=2026-11-13&naskah=2026-48213", "naskah"),
    ],
)
def test_a_wrong_question_is_refused_and_the_parameter_named(library: Library, query: str, parameter: str) -> None:
    answer = library.client.get(f"{TENGGAT}?{query}")

    assert (answer.status_code, answer.json["parameter"]) == (400, parameter)
    assert answer.mimetype == "application/problem+json"


def test_the_same_answer_is_not_sent_twice(library: Library) -> None:
    first = library.client.get(f"{TENGGAT}?mulai=2026-03-13")
    again = library.client.get(f"{TENGGAT}?mulai=2026-03-13", headers={"If-None-Match": first.headers["ETag"]})
    other = library.client.get(f"{TENGGAT}?mulai=2026-03-14", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, other.status_code) == (304, 200)
    assert first.headers["Access-Control-Allow-Origin"] == "*"


def test_it_counts_by_the_calendar_of_the_portal_and_agrees_with_the_command(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from portal.app import create_app

    stores = office.stores
    with stores.database.transaction() as session:
        session.add(TahunKalender(tahun=2025, status=StatusTahun.DITETAPKAN, nomor_skb="1", changed_at=clock.utc_now()))
        day = {"tanggal": date(2025, 5, 26), "jenis": JenisLibur.KHUSUS, "nama": "Contoh", "dasar": "Contoh"}
        session.add(HariLibur(**day, changed_at=clock.utc_now()))
    monkeypatch.setenv("PORTAL_DATABASE_URL", stores.database.engine.url.render_as_string(hide_password=False))

    found = create_app(stores.config, stores).test_client().get(f"{TENGGAT}?mulai=2025-05-22&hari=2").json
    main(["tenggat", "2025-05-22", "--hari", "2", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert found["due"] == told["due"] == "2025-05-27"
    assert [(d["date"], d["counted"], d["reason"]) for d in found["days"]] == [
        (d["date"], d["counted"], d["reason"]) for d in told["days"]
    ]


@pytest.mark.parametrize(("start", "hari_kerja"), [("2026-12-31", 14), ("2027-01-04", 10)])
def test_an_amended_rule_counts_by_the_version_of_the_start_date(start: str, hari_kerja: int) -> None:
    (old,) = load_rules()["naskah_asli"].versions
    new = replace(old, hari_kerja=10, berlaku_sejak=date(2027, 1, 1))
    law = Law({"naskah_asli": AturanVersions((old, new))}, load_kalender(), None)

    assert explain({"mulai": [start]}, law).rule.hari_kerja == hari_kerja
