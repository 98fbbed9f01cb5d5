"""The pages of the registers: seen by the branch, nothing typed is lost, tables are looked at before they are saved."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from portal.domain.lampiran.columns import LAMPIRAN, PENJAJAKAN, PERENCANAAN
from portal.domain.lampiran.read_workbook import WorkbookRow, read_book
from portal.domain.permissions import Peran
from portal.models.lampiran import Perencanaan
from portal.models.naskah import Naskah
from portal.web.staff.lampiran.packing import pack
from portal.wiring import Stores
from tests.factories.buku import buku
from tests.fixtures.page import faults, read_page
from tests.web.staff.conftest import Browser

LIST = "/kerja/perencanaan"
PLAN = {
    "unit": "KANIM-A",
    "tahun": "2026",
    "mitra": "Universitas Contoh",
    "bidang": "Magang",
    "batas_waktu": "31-3-2026",
}
ROW = (1, "Mitra Contoh", "Pelatihan", "Perlu", "31-3-2026", "Sasaran 2", "Surat")


def add(who: Browser, **texts: str) -> TestResponse:
    return who.post(f"{LIST}/tambah", {**PLAN, **texts})


def send(who: Browser, data: bytes, path: str = LIST, unit: str = "KANIM-A") -> TestResponse:
    form = {"unit": unit, "tahun": "2026", "aksi": "lihat", "tabel": (BytesIO(data), "a.xlsx")}
    return who.post(f"{path}/impor", form)


def confirm(who: Browser, page: str) -> TestResponse:
    form = {name: value for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)}
    form["isi"] = form["isi"].replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"')
    return who.post(f"{LIST}/impor", form)


def count(stores: Stores) -> int:
    with stores.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Perencanaan)) or 0


def test_a_row_is_added_seen_corrected_removed_and_put_back(ani: Browser) -> None:
    added = add(ani)
    assert added.location == f"{LIST}?pesan=baris-ditambah&unit=KANIM-A&tahun=2026"
    page = ani.get(added.location).text
    assert "Baris ditambahkan." in page
    assert "Universitas Contoh" in page
    assert "31 Maret 2026" in page

    form = {**PLAN, "version": "1", "urgensi": "Kekurangan analis"}
    assert ani.post(f"{LIST}/1", form).status_code == 303
    assert "Kekurangan analis" in ani.get(f"{LIST}?tahun=2026").text
    assert ani.post(f"{LIST}/1/hapus", {"version": "2"}).status_code == 303
    page = ani.get(f"{LIST}?tahun=2026").text
    assert "Universitas Contoh" not in page
    assert "1 baris yang dihapus" in page
    assert "Universitas Contoh" in ani.get(f"{LIST}?tahun=2026&dihapus=1").text
    assert ani.post(f"{LIST}/1/pulihkan").status_code == 303
    assert "Universitas Contoh" in ani.get(f"{LIST}?tahun=2026").text


def test_what_was_typed_stays_beside_what_is_wrong(ani: Browser, stores: Stores) -> None:
    answer = add(ani, mitra="", urgensi="Ditulis panjang", batas_waktu="31-2-2026")

    assert answer.status_code == 422
    assert "Mitra: masih kosong." in answer.text
    assert "tanggal 31-2-2026 tidak ada di kalender" in answer.text
    assert "Ditulis panjang" in answer.text
    assert faults(read_page(answer.text)) == []
    assert add(ani, tahun="26").status_code == 422
    assert add(ani, unit="").status_code == 422
    assert count(stores) == 0


def test_an_equal_row_is_said_plainly(ani: Browser, stores: Stores) -> None:
    add(ani)
    answer = add(ani)

    assert answer.status_code == 409
    assert "Baris yang sama sudah ada" in answer.text
    assert count(stores) == 1


def test_a_change_by_somebody_else_is_shown_beside_what_was_typed(ani: Browser, biro: Browser) -> None:
    add(ani)
    biro.post(f"{LIST}/1", {**PLAN, "version": "1", "urgensi": "Tulisan Biro"})

    answer = ani.post(f"{LIST}/1", {**PLAN, "version": "1", "urgensi": "Tulisan unit"})

    assert answer.status_code == 409
    assert "Tulisan Biro" in answer.text
    assert ">Tulisan unit</textarea>" in answer.text
    assert 'name="version" value="2"' in answer.text
    assert ani.post(f"{LIST}/1", {**PLAN, "version": "2", "urgensi": "Tulisan unit"}).status_code == 303
    assert ani.post(f"{LIST}/1/hapus", {"version": "2"}).status_code == 409


@pytest.mark.parametrize("nama", LAMPIRAN)
def test_a_strange_row_and_an_unknown_one_answer_alike(ani: Browser, person: Callable[..., Browser], nama: str) -> None:
    texts = dict.fromkeys(LAMPIRAN[nama].fields, "Rahasia")
    ani.post(f"/kerja/{nama}/tambah", {"unit": "KANIM-A", "tahun": "2026", **texts, "batas_waktu": ""})
    stranger = person("lain@contoh.go.id", Peran.PENGELOLA, "LAPAS-B")

    assert "Rahasia" in ani.get(f"/kerja/{nama}?tahun=2026").text
    assert "Rahasia" not in stranger.get(f"/kerja/{nama}?tahun=semua").text
    assert "Rahasia" not in stranger.get(f"/kerja/{nama}?tahun=2026&unit=KANIM-A").text
    known, unknown = stranger.get(f"/kerja/{nama}/1"), stranger.get(f"/kerja/{nama}/99")
    assert known.status_code == unknown.status_code == 404
    assert known.data == unknown.data
    assert stranger.get(f"/kerja/{nama}.xlsx?tahun=2026&unit=KANIM-A").status_code == 400


def test_those_who_only_read_have_no_buttons(ani: Browser, person: Callable[..., Browser]) -> None:
    add(ani)
    chief = person("kepala@contoh.go.id", Peran.PIMPINAN, "IMI")

    page, row = chief.get(f"{LIST}?tahun=2026").text, chief.get(f"{LIST}/1").text
    assert "Universitas Contoh" in page
    assert "Universitas Contoh" in row
    for button in ("Tambah baris", "Impor XLSX", "Jadikan naskah", "Hapus baris", ">Simpan<"):
        assert button not in page + row
    assert chief.post(f"{LIST}/1", {**PLAN, "version": "1"}).status_code == 403


def test_a_table_is_looked_at_before_it_is_saved_and_never_doubled(ani: Browser, stores: Stores) -> None:
    data = buku([("FORMAT PERENCANAAN KERJA SAMA",), PERENCANAAN.titles, ROW, (2, 'A & "B" <c>', *ROW[2:])])

    preview = send(ani, data)
    assert preview.status_code == 200
    assert "2 baris baru" in preview.text
    assert "Belum ada yang disimpan." in preview.text
    assert faults(read_page(preview.text)) == []
    assert count(stores) == 0

    saved = confirm(ani, preview.text)
    assert saved.status_code == 303
    page = ani.get(saved.location).text
    assert "2 baris ditambahkan." in page
    assert "A &amp; &#34;B&#34; &lt;c&gt;" in page
    again = send(ani, data)
    assert "Tidak ada baris baru" in again.text
    assert "2 baris sudah ada" in again.text
    assert 'name="isi"' not in again.text
    confirm(ani, preview.text)
    assert count(stores) == 2


def test_wrong_rows_are_named_and_nothing_is_half_imported(ani: Browser, stores: Stores) -> None:
    answer = send(ani, buku([PERENCANAAN.titles, ROW, (2, "", "x", "", "46112")]))

    assert answer.status_code == 422
    assert "1 baris perlu diperbaiki; tidak ada yang diimpor." in answer.text
    assert "Baris 3, Mitra: masih kosong." in answer.text
    assert "Batas Waktu Pembahasan: 46112 bukan tanggal." in answer.text
    assert faults(read_page(answer.text)) == []
    assert count(stores) == 0


def test_hundreds_of_wrong_rows_are_counted_not_listed(ani: Browser) -> None:
    answer = send(ani, buku([PERENCANAAN.titles, *[(1, "", "x")] * 250]))

    assert answer.text.count("masih kosong") == 100
    assert "dan 150 baris lain." in answer.text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Pilih berkas XLSX dulu."),
        (b"bukan", "bukan buku kerja XLSX"),
        (bytes(2_000_001), "lebih besar dari 2 MB"),
        (buku([PENJAJAKAN.titles]), "Judul kolom tidak ditemukan"),
        (buku([PERENCANAAN.titles]), "belum berisi satu baris pun"),
    ],
)
def test_what_is_no_table_is_said_in_one_line(ani: Browser, data: bytes, said: str) -> None:
    answer = send(ani, data)

    assert answer.status_code == 422
    assert said in answer.text


@pytest.mark.parametrize("isi", ["", "x", "~" * 50, "c$@kF{\x00", pack(PERENCANAAN, [])[:-2], pack(PENJAJAKAN, [
    WorkbookRow(1, "", dict.fromkeys(PENJAJAKAN.fields, "x")),
])])  # fmt: skip
def test_a_preview_that_was_tampered_with_is_asked_for_again(ani: Browser, stores: Stores, isi: str) -> None:
    answer = ani.post(f"{LIST}/impor", {"unit": "KANIM-A", "tahun": "2026", "aksi": "simpan", "isi": isi})

    assert answer.status_code == 422
    assert "Pilih berkasnya sekali lagi." in answer.text
    assert count(stores) == 0


def test_the_export_has_the_columns_of_the_lampiran_and_can_come_back(ani: Browser, biro: Browser) -> None:
    add(ani, mitra="=HYPERLINK(1)")

    answer = biro.get(f"{LIST}.xlsx?tahun=2026&unit=KANIM-A")

    assert answer.mimetype.endswith("spreadsheetml.sheet")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="perencanaan-kanim-a-2026.xlsx"'
    (sheet,) = load_workbook(BytesIO(answer.data)).worksheets
    assert [cell.value for cell in sheet[1]] == list(PERENCANAAN.titles)
    assert sheet["B2"].data_type == "s"
    (row,) = read_book(answer.data, PERENCANAAN)
    assert row.values["mitra"] == "=HYPERLINK(1)"
    assert "1 baris sudah ada" in send(ani, answer.data).text
    template = ani.get(f"{LIST}.xlsx?templat=1")
    assert read_book(template.data, PERENCANAAN) == ()


def test_a_plan_becomes_a_naskah_once_and_both_pages_say_so(ani: Browser, stores: Stores) -> None:
    add(ani)
    page = ani.get(f"{LIST}/1/naskah").text
    assert "Kerja Sama Magang dengan Universitas Contoh" in page
    form = {"version": "1", "judul": "Magang Mahasiswa", "jenis_mitra": ""}
    refused = ani.post(f"{LIST}/1/naskah", form)
    assert (refused.status_code, "Pilih jenis mitra." in refused.text) == (422, True)

    made = ani.post(f"{LIST}/1/naskah", {**form, "jenis_mitra": "lembaga_nonpemerintah"})

    assert made.status_code == 303
    with stores.database.reading() as session:
        kode = session.scalars(select(Naskah.kode)).one()
    assert made.location.startswith(f"/kerja/naskah/{kode}/ubah")
    edit = ani.get(made.location).text
    assert "Draf naskah dibuat dari rencana." in edit
    assert 'value="Universitas Contoh"' in edit
    assert f"/kerja/naskah/{kode}" in ani.get(f"{LIST}?tahun=2026").text
    detail = ani.get(f"/kerja/naskah/{kode}").text
    assert 'href="/kerja/perencanaan/1"' in detail
    assert "Rencana kerja sama 2026" in detail
    again = ani.post(f"{LIST}/1/naskah", {**form, "version": "2", "jenis_mitra": "lembaga_nonpemerintah"})
    assert again.status_code == 409
    assert f"Rencana ini sudah menjadi naskah {kode}." in again.text
    assert "Satu rencana hanya menjadi satu naskah." in ani.get(f"{LIST}/1/naskah").text


def test_a_foreign_partner_cannot_be_chosen_for_a_domestic_plan(ani: Browser, stores: Stores) -> None:
    add(ani)
    form = {"version": "1", "judul": "Judul", "jenis_mitra": "organisasi_internasional"}

    assert ani.post(f"{LIST}/1/naskah", form).status_code == 422
    with stores.database.reading() as session:
        assert session.scalars(select(Naskah)).all() == []


@pytest.mark.parametrize("query", ["tahun=x", "tahun=99999", "tahun=1", "unit=%00&tahun=2026"])
def test_a_filter_that_cannot_be_is_no_error_inside(ani: Browser, query: str) -> None:
    assert ani.get(f"{LIST}?{query}").status_code in (200, 400)
    assert ani.get(f"{LIST}.xlsx?{query}").status_code in (200, 400)


def test_the_pages_are_reached_from_the_first_screen_and_are_no_item_of_the_menu(
    ani: Browser, biro: Browser, person: Callable[..., Browser]
) -> None:
    home = ani.get("/kerja/").text
    menu = home.split('aria-label="Menu kerja"')[1].split("</nav>")[0]
    assert f'href="{LIST}"' in home
    assert LIST not in menu
    assert f'href="{LIST}"' in biro.get("/kerja/").text.split('aria-label="Menu kerja"')[1].split("</nav>")[0]
    assert LIST not in person("ppid@contoh.go.id", Peran.PPID, "SETJEN").get("/kerja/").text


def test_query_counts_stay_bounded(ani: Browser, count_queries: Callable[[], Any]) -> None:
    for number in range(5):
        add(ani, mitra=f"Mitra {number}")
    for path, limit in ((f"{LIST}?tahun=2026", 9), (f"{LIST}/1", 8), (f"{LIST}.xlsx?tahun=2026", 6)):
        with count_queries() as statements:
            assert ani.get(path).status_code == 200
        assert len(statements) <= limit, (path, len(statements))


def test_every_page_is_sound_markup(ani: Browser) -> None:
    add(ani)
    for path in (f"{LIST}?tahun=2026", f"{LIST}?tahun=2030", f"{LIST}/1", f"{LIST}/tambah", f"{LIST}/impor",
                 f"{LIST}/1/naskah", "/kerja/penjajakan", "/kerja/penjajakan/tambah"):  # fmt: skip
        answer = ani.get(path)
        assert answer.status_code == 200
        assert faults(read_page(answer.text)) == [], path


def test_the_audit_page_speaks_in_words(ani: Browser, biro: Browser) -> None:
    add(ani)
    page = biro.get("/admin/audit").text
    assert "Baris perencanaan ditambah" in page
    assert "Batas Waktu Pembahasan" in page
