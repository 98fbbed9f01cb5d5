"""The audit page: who, when, what, before and after; filters, pages, exports; no way to change anything."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from portal import clock
from portal.domain.permissions import OPERATOR, Peran
from portal.models.audit_entry import AuditEntry
from portal.services import audit
from portal.services.naskah import editing
from tests.factories.desk import Desk
from tests.factories.naskah import Office, sample_fields
from tests.web.staff.conftest import Browser


@pytest.fixture
def kode(office: Office) -> str:
    """A draft of KANIM-A whose title was changed."""
    desk = Desk(office)
    made = desk.draft(sample_fields(judul="Judul Lama"))
    with office.stores.database.transaction() as session:
        version = desk.naskah(made).version
        editing.update_naskah(session, made, version, sample_fields(judul="Judul <Baru>"), desk.act())
    return made


def rows_of(answer: TestResponse) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(answer.text.removeprefix("\ufeff"))))


def count(office: Office) -> int:
    with office.stores.database.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def test_the_biro_reads_who_did_what_when_and_what_changed(biro: Browser, kode: str) -> None:
    page = biro.get(f"/admin/audit?objek={kode}").text

    assert "Isian diubah" in page
    assert 'class="sebelum">Judul Lama</span> → Judul &lt;Baru&gt;' in page
    assert "WIB" in page
    assert "2 tindakan menurut saringan ini" in page
    assert "portal audit verify" in page


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("pelaku=perintah", True), ("pelaku=siapa", False), ("tindakan=naskah.ubah", True),
        ("tindakan=naskah.tarik", False), ("unit=KANIM-A", True), ("unit=PAS", False), ("dari=01-01-2020", True),
        ("sampai=31-12-2019", False), ("dari=01-01-2020&sampai=31-12-2099", True), ("objek=%25", False),
        ("dari=01-01-0001", True), ("sampai=31-12-9999", True), ("sampai=01-01-0001", False),
    ],
)  # fmt: skip
def test_each_filter_narrows_the_trail(biro: Browser, kode: str, query: str, is_found: bool) -> None:
    answer = biro.get(f"/admin/audit?{query}")

    assert answer.status_code == 200
    assert (f"/kerja/naskah/{kode}" in answer.text) is is_found


def test_a_period_is_counted_in_days_of_jakarta(biro: Browser, office: Office) -> None:
    from datetime import UTC, datetime

    late_evening = datetime(2026, 3, 11, 17, 0, tzinfo=UTC)  # Midnight of the twelfth in Jakarta.
    with office.stores.database.transaction() as session:
        for offset, key in ((-1, "SEBELUM"), (0, "TENGAH-MALAM")):
            at = late_evening.replace(hour=17 + offset)
            audit.record(session, actor=OPERATOR, now=at, action="unit.ubah", object_kind="unit", object_key=key)

    page = biro.get("/admin/audit?dari=12-03-2026&sampai=12-03-2026").text

    assert "TENGAH-MALAM" in page
    assert "SEBELUM" not in page


@pytest.mark.parametrize("query", ["dari=32-01-2026", "sampai=entah", "dari=02-01-2026&sampai=01-01-2026"])
def test_a_period_that_is_none_comes_back_with_what_was_typed(biro: Browser, query: str) -> None:
    answer = biro.get(f"/admin/audit?{query}")

    assert answer.status_code == 422
    assert query.partition("=")[2].partition("&")[0] in answer.text


def test_an_admin_sees_acts_but_neither_which_naskah_nor_its_content(admin: Browser, kode: str) -> None:
    page = admin.get("/admin/audit").text
    table = admin.post("/admin/audit/ekspor", {"bentuk": "csv"})
    lines = admin.post("/admin/audit/ekspor", {"bentuk": "jsonl"})

    assert "Isian diubah" in page
    for text in (page, table.text, lines.text):
        assert kode not in text
        assert "Judul" not in text.replace("judul-", "")
    assert kode not in admin.get(f"/admin/audit?objek={kode}").text.replace(f'value="{kode}"', "")
    assert "0 tindakan" in admin.get(f"/admin/audit?objek={kode}").text


def test_an_export_holds_what_the_filter_leaves_and_is_an_act_itself(biro: Browser, kode: str, office: Office) -> None:
    before = count(office)

    table = biro.post("/admin/audit/ekspor", {"bentuk": "csv", "objek": kode})
    lines = biro.post("/admin/audit/ekspor", {"bentuk": "jsonl"})

    rows, acts = rows_of(table), [json.loads(line) for line in lines.text.splitlines()]
    assert [row["tindakan"] for row in rows] == ["naskah.buat", "naskah.ubah"]
    assert json.loads(rows[1]["sebelum"])["judul"] == "Judul Lama"
    assert len(acts) == before + 1
    assert acts[-1]["tindakan"] == "audit.ekspor"
    assert acts[-1]["sesudah"] == {"format": "csv", "baris": 2, "saringan": {"objek": kode}}
    assert [act["nomor"] for act in acts] == list(range(1, before + 2))
    assert table.headers["Cache-Control"] == "no-store"
    assert "attachment" in table.headers["Content-Disposition"]
    with office.stores.database.reading() as session:
        assert audit.first_broken(session) is None


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")'])
def test_no_cell_of_the_table_is_a_formula(biro: Browser, office: Office, evil: str) -> None:
    with office.stores.database.transaction() as session:
        audit.record(
            session, actor=OPERATOR, now=clock.utc_now(), action=evil, object_kind=evil, object_key=evil,
            before={evil: evil}, after={evil: evil},
        )  # fmt: skip

    rows = rows_of(biro.post("/admin/audit/ekspor", {"bentuk": "csv"}))

    assert rows[-1]["objek"] == f"'{evil}"
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())
    assert biro.get("/admin/audit").status_code == 200


def test_a_long_trail_comes_in_pages_with_a_bounded_number_of_questions(
    biro: Browser, office: Office, count_queries: Callable[[], Any]
) -> None:
    with office.stores.database.transaction() as session:
        for number in range(120):
            audit.record(
                session, actor=OPERATOR, now=clock.utc_now(), action="unit.ubah", object_kind="unit",
                object_key=f"UNIT-{number:03}",
            )  # fmt: skip

    with count_queries() as statements:
        first = biro.get("/admin/audit?tindakan=unit.ubah").text
    last = biro.get("/admin/audit?tindakan=unit.ubah&hal=3").text

    assert len(statements) <= 9
    assert "120 tindakan" in first
    assert ("UNIT-119" in first, "UNIT-069" in first, "UNIT-000" in last) == (True, False, True)
    assert "tindakan=unit.ubah&amp;hal=2" in first
    assert biro.get("/admin/audit?hal=99").status_code == 200


def test_nobody_else_enters_and_no_method_changes_an_act(
    person: Callable[..., Browser], ani: Browser, biro: Browser
) -> None:
    for browser in (
        ani,
        person("kepala@contoh.go.id", Peran.PIMPINAN, "IMI"),
        person("p@c.go.id", Peran.PPID, "SETJEN"),
    ):
        assert browser.get("/admin/audit").status_code == 403
        assert browser.post("/admin/audit/ekspor", {"bentuk": "csv"}).status_code == 403
    assert biro.post("/admin/audit").status_code == 405
    assert biro.client.delete("/admin/audit").status_code in (400, 405)
    assert biro.post("/admin/audit/ekspor", {"bentuk": "xlsx"}).status_code == 400
