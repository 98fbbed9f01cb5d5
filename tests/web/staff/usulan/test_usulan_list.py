"""Lists of proposals, what a unit sees of its own, and what they are to the calendar, the board and the audit trail."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped, unused-ignore]
from werkzeug.test import TestResponse

from portal import clock
from portal.config import Config
from portal.domain.permissions import Peran
from portal.domain.tenggat.tenggat import AturanVersions
from portal.domain.usulan.usulan import JenisUsulan
from portal.legal.load import load_rules
from portal.services import usulan
from portal.web import law
from portal.wiring import Stores
from tests.factories.counter import at
from tests.factories.kepatuhan import Rak
from tests.factories.usulan import close, find, record
from tests.fixtures.page import faults, read_page
from tests.web.staff.conftest import Browser

TODAY = date(2026, 6, 15)
LIST, FORM = "/biro/usulan", "/biro/usulan/catat"


@pytest.fixture
def config(config: Config, monkeypatch: pytest.MonkeyPatch) -> Config:
    """A portal in which the regulation is in force, on a known day."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "utc_now", lambda: at(TODAY.isoformat()).now)
    return replace(config, effective_on=date(2025, 6, 2))


@pytest.fixture
def imi(person: Callable[..., Browser]) -> Browser:
    """The pengelola of IMI."""
    return person("imi@contoh.go.id", Peran.PENGELOLA, "IMI")


def test_the_list_is_narrowed_paged_and_most_urgent_first(biro: Browser, stores: Stores) -> None:
    for number in range(26):
        record(stores, perihal=f"Usulan ke-{number + 1}")
    record(stores, perihal="Penjajakan Contoh", jenis=JenisUsulan.PENJAJAKAN, unit="PAS")
    late = record(stores, perihal="Yang Terlambat", received_on=date(2026, 5, 4))

    first = biro.get(LIST).text
    second = biro.get(f"{LIST}?hal=2").text

    assert "1 terlambat</em>, dari 28 yang menunggu hasil Biro." in first
    assert first.index(late) < first.index("Usulan ke-1<")
    assert "Penjajakan Contoh" not in first
    assert "Penjajakan Contoh" in second
    only = biro.get(f"{LIST}?unit=PAS&jenis=penjajakan").text
    assert ("Penjajakan Contoh" in only, "Yang Terlambat" in only, "1 catatan" in only) == (True, False, True)
    assert "Tidak ada catatan yang cocok" in biro.get(f"{LIST}?daftar=selesai").text
    for page in (first, second, only):
        assert faults(read_page(page)) == []
    assert biro.get(f"{LIST}?daftar=lain").status_code == 400
    assert biro.get(f"{LIST}?hal=x&unit=%00").status_code == 200


def test_a_due_date_in_a_year_without_a_decree_is_marked_as_provisional(
    biro: Browser, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    nomor = record(stores, jenis=JenisUsulan.PENJAJAKAN, received_on=date(2026, 12, 14))
    monkeypatch.setattr(clock, "today", lambda: date(2026, 12, 15))

    assert "sementara" in biro.get(LIST).text
    page = biro.get(f"{LIST}/{nomor}").text
    assert "SEMENTARA — SKB tahun 2027 belum ditetapkan." in page


def test_without_an_effective_date_nothing_is_counted(biro: Browser, stores: Stores, app: Any) -> None:
    nomor = record(stores)
    app.extensions["portal"] = replace(stores, config=replace(stores.config, effective_on=None))

    assert "Belum ada tenggat yang dihitung." in biro.get(LIST).text
    assert "Tanpa tenggat: tanggal mulai berlaku" in biro.get(f"{LIST}/{nomor}").text


def test_a_unit_reads_its_own_and_nothing_of_another(
    imi: Browser, person: Callable[..., Browser], biro: Browser, stores: Stores
) -> None:
    own, other = record(stores, perihal="Milik IMI"), record(stores, perihal="Milik PAS", unit="PAS")
    lapas = person("lapas@contoh.go.id", Peran.PENGELOLA, "LAPAS-B")

    page = imi.get("/kerja/usulan").text
    assert ("Milik IMI" in page, "Milik PAS" in page) == (True, False)
    assert 'href="/kerja/usulan"' in page
    assert 'href="/kerja/usulan"' not in lapas.get("/kerja/").text, "who has proposed nothing is not told of it"
    assert 'href="/kerja/usulan"' not in biro.get("/kerja/").text
    one = imi.get(f"/kerja/usulan/{own}").text
    assert "harus selesai paling lambat" in one
    assert LIST not in one
    assert "<form" not in one.split('id="isi"', 1)[1]
    assert faults(read_page(one)) == []
    unknown = imi.get("/kerja/usulan/TTU-2026-00099")
    assert (imi.get(f"/kerja/usulan/{other}").data, unknown.status_code) == (unknown.data, 404)
    assert imi.get(f"{LIST}/{own}").status_code == 403
    assert imi.post(f"{LIST}/{own}/hasil", {"version": "1", "hasil": "selaras"}).status_code == 403


def test_a_calendar_change_shows_which_of_them_move_and_logs_each(
    admin: Browser, biro: Browser, stores: Stores
) -> None:
    moving, kept = record(stores, perihal="Yang Bergeser"), record(stores, jenis=JenisUsulan.PENJAJAKAN)
    closed = record(stores)
    close(stores, closed, "2026-06-15")
    change = {"aksi": "hari", "tanggal": "30-6-2026", "jenis": "khusus", "nama": "Contoh", "dasar": ""}
    earlier = {**change, "tanggal": "22-6-2026"}

    assert "Tidak ada tenggat yang bergeser, dari 2" not in admin.post("/admin/libur", change).text
    preview = admin.post("/admin/libur", earlier).text

    assert "2 tenggat bergeser</em>, dari 2 yang masih berjalan." in preview
    assert (moving in preview, kept in preview, closed in preview) == (True, True, False)
    assert "Yang Bergeser" not in preview, "the administrator keeps the calendar, not the records"
    assert "Selasa, 30 Juni 2026" in preview
    found = re.search(r'name="versi" value="([0-9a-f]{64})"', preview)
    assert found is not None
    assert admin.post("/admin/libur", {**earlier, "versi": found[1]}).status_code == 303
    assert "Tenggat bergeser karena kalender hari libur berubah" in biro.get(f"{LIST}/{moving}").text
    assert "paling lambat Selasa, 30 Juni 2026" in biro.get(f"{LIST}/{moving}").text
    assert find(stores, closed).item.facts.due_on == date(2026, 6, 29)


def test_they_enter_no_figure_of_pasal_39_and_stand_in_one_line_of_the_biros_work(
    biro: Browser, imi: Browser, stores: Stores
) -> None:
    Rak(stores).add(signed=date(2026, 6, 8))
    board = without_token(biro.get("/biro/kepatuhan").text)

    record(stores, received_on=date(2026, 5, 4))
    record(stores, jenis=JenisUsulan.PENJAJAKAN)

    assert without_token(biro.get("/biro/kepatuhan").text) == board
    home = biro.get("/kerja/").text
    assert "2 usulan dan hasil penjajakan menunggu hasil Biro</a>, <b>1 terlambat</b>." in home
    assert "Semua sudah beres" not in home, "a late result stands just above it"
    assert "menunggu hasil Biro" not in imi.get("/kerja/").text


def without_token(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def test_pages_ask_a_bounded_number_of_questions(
    biro: Browser, imi: Browser, stores: Stores, count_queries: Callable[[], Any]
) -> None:
    nomors = [record(stores) for _ in range(3)]
    limits = ((biro, LIST, 12), (biro, f"{LIST}/{nomors[0]}", 10), (biro, FORM, 8), (imi, "/kerja/usulan", 12))
    for who, path, limit in limits:
        with count_queries() as statements:
            assert who.get(path).status_code == 200
        assert len(statements) <= limit, (path, len(statements))


def test_the_acts_are_named_in_words_on_the_audit_page(biro: Browser, stores: Stores) -> None:
    nomor = record(stores)
    with stores.database.transaction() as session:
        usulan.void(session, nomor, 1, "Contoh.", at("2026-06-15"))

    page = biro.get(f"/admin/audit?objek={nomor}").text

    assert "Catatan penerimaan usulan dibatalkan" in page
    assert "Usulan atau hasil penjajakan" in page
    assert "12 Juni 2026" in page


def test_the_unit_filter_of_the_audit_page_finds_the_acts_on_its_proposals(biro: Browser, stores: Stores) -> None:
    mine, other = record(stores, unit="PAS"), record(stores, unit="IMI")

    page = biro.get("/admin/audit?unit=PAS").text

    assert mine in page
    assert other not in page


def _rows(answer: TestResponse) -> list[tuple[object, ...]]:
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    sheet = load_workbook(BytesIO(answer.data)).active
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def test_the_list_goes_out_as_a_workbook_with_the_same_rows_in_the_same_order(
    biro: Browser, imi: Browser, stores: Stores
) -> None:
    for number in range(27):
        record(stores, perihal=f"Usulan ke-{number + 1}")
    late = record(stores, perihal="=1+1", received_on=date(2026, 5, 4), unit="PAS")
    done = record(stores, perihal="Selesai", received_on=date(2026, 5, 4))
    close(stores, done, "2026-06-12")

    head, *rows = _rows(biro.get(f"{LIST}.xlsx"))
    assert (len(rows), rows[0][0]) == (28, late)
    row = dict(zip(head, rows[0], strict=True))
    assert (row["Perihal"], row["Keadaan"], row["Unit pengusul"] != "") == ("=1+1", "Terlambat", True)
    assert (row["Jatuh tempo"].date(), row["Sisa hari kerja"]) == (date(2026, 5, 20), -15)
    assert row["Dasar"] == "Pasal 16 ayat (2)"

    closed = _rows(biro.get(f"{LIST}.xlsx?daftar=selesai"))
    assert [one[0] for one in closed[1:]] == [done]
    assert dict(zip(head, closed[1], strict=True))["Hasil"] == "Selaras dengan rencana strategis"
    assert len(_rows(biro.get(f"{LIST}.xlsx?unit=PAS"))) == 2
    link = re.search(r'href="([^"]+xlsx[^"]*)"', biro.get(f"{LIST}?unit=PAS").text)
    assert link is not None
    assert [one[0] for one in _rows(biro.get(link[1].replace("&amp;", "&")))[1:]] == [late]

    own = _rows(imi.get("/kerja/usulan.xlsx"))
    assert len(own) == 28
    assert late not in {one[0] for one in own}
    assert imi.get(f"{LIST}.xlsx").status_code == 403
    assert biro.get(f"{LIST}.xlsx?daftar=lain").status_code == 400


def test_an_amended_rule_is_told_as_it_stands_today(biro: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    (old,) = load_rules()["penyelarasan_usulan"].versions
    new = replace(old, hari_kerja=12, dasar="Pasal 7 ayat (2)", berlaku_sejak=TODAY)
    amended = {**load_rules(), old.kode: AturanVersions((old, new))}
    monkeypatch.setattr(law, "rules", lambda: amended)

    page = re.sub(r"\s+", " ", biro.get(LIST).text)

    assert "paling lama 12 hari kerja sejak diterima (Pasal 7 ayat (2))" in page
    assert "paling lama 30 hari kerja sejak diterima Biro (Pasal 28 ayat (5))" in page
