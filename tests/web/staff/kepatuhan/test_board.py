"""The compliance board: what it says in each state, what narrows it, what it costs, and that cells run nothing."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from portal import clock
from portal.config import Config
from portal.domain.naskah.enumerations import Bentuk, Lingkup, Presisi, Visibilitas
from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import NaskahAsliState
from portal.domain.permissions import Peran
from portal.models.terbitan import Terbitan
from portal.models.user import User
from portal.wiring import Stores
from tests.factories.kepatuhan import Rak
from tests.fixtures.page import faults, read_page
from tests.web.staff.conftest import Browser

TODAY = date(2026, 11, 23)
BOARD = "/biro/kepatuhan"


@pytest.fixture
def config(config: Config, monkeypatch: pytest.MonkeyPatch) -> Config:
    """A portal in which the regulation is in force, on a known day."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return replace(config, effective_on=date(2025, 5, 22))


@pytest.fixture
def rak(stores: Stores) -> Rak:
    """An empty shelf."""
    return Rak(stores)


def says(browser: Browser, more: str = "") -> str:
    found = re.search(r"data-kalimat>(.*?)</p>", browser.get(BOARD + more).text, re.S)
    assert found is not None
    return re.sub(r"<[^>]+>", "", found[1])


def test_c1_the_sentence_says_who_is_late_how_many_and_how_long(biro: Browser, rak: Rak) -> None:
    assert says(biro) == "Tidak ada naskah asli yang sedang ditunggu."
    rak.add(signed=date(2026, 11, 20))
    assert says(biro) == (
        "Tidak ada yang terlambat. 1 naskah asli sedang ditunggu. Yang terdekat jatuh tempo 10 Desember 2026."
    )
    rak.add(signed=date(2026, 10, 19))
    rak.add(signed=date(2026, 10, 26), unit="PAS", needs_dpr=True)
    rak.add(signed=date(2026, 11, 3))

    assert says(biro) == (
        "2 naskah asli dan 1 naskah untuk DPR terlambat, paling lama 11 hari kerja: 2 di Ditjen Pemasyarakatan"
        " dan 1 di Ditjen Imigrasi. 1 lagi jatuh tempo hari ini."
    )


def test_many_late_units_are_counted_together(biro: Browser, rak: Rak) -> None:
    for unit in ("IMI", "PAS", "SETJEN"):
        rak.add(signed=date(2026, 8, 3), unit=unit)

    assert says(biro).endswith("1 di Ditjen Imigrasi, 1 di Ditjen Pemasyarakatan, dan 1 di Setjen.")


def test_c4_neither_a_file_nor_a_dispatch_nor_a_returned_or_voided_receipt_stops_the_clock(
    biro: Browser, rak: Rak
) -> None:
    signed, day = date(2026, 9, 1), date(2026, 9, 4)
    rak.add(signed=signed, dispatched_on=day)
    rak.add(signed=signed, asli_on=day, hasil=NaskahAsliState.DIKEMBALIKAN)
    rak.add(signed=signed, asli_on=day, is_voided=True)
    rak.add(signed=signed, has_file=False)
    rak.add(signed=signed, asli_on=day)

    page = biro.get(BOARD).text

    assert says(biro).startswith("4 naskah asli terlambat")
    assert "dikembalikan" in page
    assert "1 belum diunggah" in page


def test_c6_domestic_naskah_are_listed_as_handed_in_or_not_and_never_late(biro: Browser, rak: Rak) -> None:
    rak.add(signed=date(2026, 1, 5), lingkup=Lingkup.DALAM_NEGERI, status=Status.DRAF, judul="Belum Dikirim Unit")
    rak.add(signed=date(2026, 1, 5), lingkup=Lingkup.DALAM_NEGERI, status=Status.TERBIT, judul="Sudah Dikirim Unit")

    assert says(biro) == "Tidak ada naskah asli yang sedang ditunggu."
    belum = biro.get(f"{BOARD}/daftar?kelompok=dalam_negeri_belum").text
    sudah = biro.get(f"{BOARD}/daftar?kelompok=dalam_negeri_sudah").text
    assert ("Belum Dikirim Unit" in belum, "Sudah Dikirim Unit" in belum) == (True, False)
    assert ("Belum Dikirim Unit" in sudah, "Sudah Dikirim Unit" in sudah) == (False, True)
    assert not re.search(r"Lewat \d", belum + sudah)


def test_legacy_naskah_have_no_deadline_and_unknown_dates_are_a_task(biro: Browser, rak: Rak) -> None:
    rak.add(signed=date(2025, 5, 21), judul="Sebelum Berlaku")
    rak.add(signed=None, judul="Tanpa Tanggal")
    rak.add(signed=None, expires_on=date(2024, 1, 1), judul="Sudah Lama Berakhir")

    page = biro.get(BOARD).text
    old = biro.get(f"{BOARD}/daftar?kelompok=tanpa_tenggat").text

    assert "2 naskah luar negeri tanpa tenggat" in page
    assert "1 naskah tanpa tanggal tanda tangan yang jelas" in page
    assert "Tanpa Tanggal" in biro.get(f"{BOARD}/daftar?kelompok=tanggal_belum_jelas").text
    assert "Sebelum Berlaku" in old
    assert "Sudah Lama Berakhir" in old
    assert "Tanpa Tanggal" not in old


def test_without_an_effective_date_the_board_says_that_nothing_is_counted(
    biro: Browser, rak: Rak, app: Flask, stores: Stores
) -> None:
    app.extensions["portal"] = replace(stores, config=replace(stores.config, effective_on=None))
    rak.add(signed=date(2026, 1, 5))

    page = biro.get(BOARD).text

    assert "PORTAL_EFFECTIVE_ON" in page
    assert "1 naskah luar negeri tanpa tenggat" in page


def test_a_due_date_in_a_year_without_decree_is_marked_as_provisional(biro: Browser, rak: Rak) -> None:
    rak.add(signed=date(2026, 12, 18))

    assert "sementara" in biro.get(f"{BOARD}?periode=2027").text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("?periode=2026-T5", 400), ("?periode=halo", 400), ("?bulan=2026-13", 400), ("?unit=TIDAK", 404),
        ("/daftar?kelompok=lain", 400), ("/daftar?jatuh_tempo=31-11-2026", 400), ("/daftar?hal=99999", 200),
        ("/kepatuhan.xlsx?periode=x", 400), ("/laporan.pdf?unit=TIDAK", 404),
    ],
)  # fmt: skip
def test_an_address_that_asks_for_nothing_is_answered_in_words(biro: Browser, address: str, status: int) -> None:
    assert biro.get(BOARD + address).status_code == status


def test_pages_are_sound_in_every_state(biro: Browser, rak: Rak) -> None:
    empty = faults(read_page(biro.get(BOARD).text))
    rak.fill(80, TODAY, 1)
    groups = ("terbuka", "tepat_waktu", "tanggal_belum_jelas", "tanpa_tenggat", "dalam_negeri_sudah", "belum_diunggah")
    paths = ["", "?unit=IMI&periode=2026", "?bulan=2027-01", *(f"/daftar?kelompok={group}" for group in groups)]

    assert empty == []
    assert {path: faults(read_page(biro.get(BOARD + path).text)) for path in paths} == {path: [] for path in paths}


def test_cells_of_the_workbook_run_nothing_and_keep_their_text(biro: Browser, rak: Rak) -> None:
    titles = ['=HYPERLINK("http://jahat.example")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "Kena\x07li"]
    for title in titles:
        rak.add(signed=date(2026, 11, 9), judul=title)

    book = load_workbook(BytesIO(biro.get(f"{BOARD}/kepatuhan.xlsx").data))
    cells = [row[3] for row in book["Belum diterima"].iter_rows(min_row=2)]

    assert {cell.data_type for cell in cells} == {"s"}
    assert {str(cell.value).strip() for cell in cells} == {title.replace("\x07", "").strip() for title in titles}
    assert all(cell.quotePrefix for cell in cells if str(cell.value)[0] in "=+-@\t")
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_report_bears_letters_its_typeface_lacks(biro: Browser, rak: Rak) -> None:
    rak.add(
        signed=date(2026, 10, 5),
        judul="Kerja Sama <b> & Řízení 한국 \ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    )

    answer = biro.get(f"{BOARD}/laporan.pdf")

    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="laporan-kepatuhan-2026-11-23.pdf"'


def _add_feed(browser: Browser, unit: str) -> str:
    found = re.search(r"/kalender/[\w-]+\.ics", browser.post(f"{BOARD}/kalender", {"unit": unit}).text)
    assert found is not None
    return found[0]


def _let_out(stores: Stores, kode: str, judul: str) -> None:
    """A public row, as the publication of an earlier content left it."""
    with stores.database.transaction() as session:
        session.add(
            Terbitan(
                kode=kode, judul=judul, lingkup=Lingkup.LUAR_NEGERI, bentuk=Bentuk.NOTA_KESEPAHAMAN, ruang_lingkup="",
                pendanaan="", subjek=(), bahasa=("id",), signed_presisi=Presisi.TIDAK_DIKETAHUI, is_open_ended=False,
                unit_kode="IMI", unit_nama="Imigrasi", is_metadata_only=True, first_published_at=clock.utc_now(),
                published_at=clock.utc_now(), nomor_terbit=1,
            )
        )  # fmt: skip


def test_no_sheet_names_what_is_exempted_or_waits_for_its_embargo(biro: Browser, rak: Rak) -> None:
    rak.add(signed=date(2026, 11, 9), judul="Judul Biasa")
    rak.add(signed=date(2026, 11, 9), judul="Judul Rahasia", visibilitas=Visibilitas.DIKECUALIKAN)
    rak.add(signed=date(2026, 11, 9), judul="Judul Embargo", embargo_until=date(2099, 1, 1))

    answer = biro.get(f"{BOARD}/kepatuhan.xlsx")
    book = load_workbook(BytesIO(answer.data))
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    report = biro.get(f"{BOARD}/laporan.pdf")

    assert "Judul Biasa" in cells
    assert not {"Judul Rahasia", "Judul Embargo"} & cells
    assert sum("(belum untuk umum)" in cell for cell in cells) == 2
    assert {answer.headers["Cache-Control"], report.headers["Cache-Control"]} == {"no-store"}


def test_a_feed_is_secret_hides_what_is_confidential_and_ends_when_revoked(
    person: Callable[..., Browser], biro: Browser, rak: Rak, app: Flask, stores: Stores
) -> None:
    public = rak.add(signed=date(2026, 11, 9), judul="Suntingan Yang Belum Terbit")
    _let_out(stores, public, "Judul Terbuka")
    hidden = rak.add(signed=date(2026, 11, 9), judul="Judul Rahasia", visibilitas=Visibilitas.DIKECUALIKAN)
    waiting = rak.add(signed=date(2026, 11, 9), judul="Judul Embargo", embargo_until=date(2099, 1, 1))
    rak.add(signed=date(2026, 11, 9), judul="Milik Unit Lain", unit="PAS")
    ani = person("ani@contoh.go.id", Peran.PENGELOLA, "IMI")
    address = _add_feed(ani, "IMI")
    anyone = app.test_client()

    answer = anyone.get(address)
    text = answer.text.replace("\r\n ", "")
    assert answer.mimetype == "text/calendar"
    assert ("Judul Terbuka" in text, "Judul Rahasia" in text, "Milik Unit Lain" in text) == (True, False, False)
    assert "Suntingan" not in text
    assert "Embargo" not in text
    assert {f"naskah {hidden}" in text, f"naskah {waiting}" in text} == {True}
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    page = ani.get(f"{BOARD}/kalender").text
    assert address not in page
    stranger = person("pas@contoh.go.id", Peran.PENGELOLA, "PAS")
    assert stranger.post(f"{BOARD}/kalender", {"unit": "IMI"}).status_code == 404
    assert stranger.post(f"{BOARD}/kalender/1/cabut").status_code == 404
    assert ani.post(f"{BOARD}/kalender/1/cabut").status_code == 303
    assert anyone.get(address).status_code == 404
    assert anyone.get("/kalender/tidak-ada.ics").status_code == 404


def test_a_feed_ends_with_the_account_that_made_it(
    person: Callable[..., Browser], rak: Rak, app: Flask, stores: Stores
) -> None:
    address = _add_feed(person("ani@contoh.go.id", Peran.PENGELOLA, "IMI"), "IMI")
    assert app.test_client().get(address).status_code == 200
    with stores.database.transaction() as session:
        session.query(User).filter(User.email == "ani@contoh.go.id").one().is_active = False

    assert app.test_client().get(address).status_code == 404


def test_a_large_backlog_costs_the_board_no_more_queries(
    biro: Browser, rak: Rak, count_queries: Callable[[], Any]
) -> None:
    counts = []
    for number in (3, 150):
        for _ in range(number):
            rak.add(signed=date(2019, 3, 4))
        rak.fill(number, TODAY, number)
        with count_queries() as statements:
            assert biro.get(BOARD).status_code == 200
        counts.append(len(statements))

    assert counts == [12, 12]
    assert len(biro.get(f"{BOARD}/daftar?kelompok=tanpa_tenggat").text) < 120_000


def test_a_registered_signing_and_its_file_uploaded_apart_are_named_as_one(biro: Browser, rak: Rak) -> None:
    registered = rak.add(signed=date(2026, 10, 19), has_file=False)
    uploaded = rak.add(signed=date(2026, 10, 19))
    other = rak.add(signed=date(2026, 10, 20))

    page = biro.get(BOARD).text

    assert "2 baris mungkin dihitung dua kali" in page
    assert f'Mungkin satu dengan <span class="utuh">{uploaded}' in page
    assert f'Mungkin satu dengan <span class="utuh">{registered}' in page
    assert f'Mungkin satu dengan <span class="utuh">{other}' not in page
    listed = biro.get(f"{BOARD}/daftar?kelompok=terlambat").text
    assert f'Mungkin satu dengan <span class="utuh">{registered}' in listed


def test_a_unit_nobody_of_which_is_written_to_is_named_to_the_biro(
    biro: Browser, rak: Rak, person: Callable[..., Browser]
) -> None:
    rak.add(signed=date(2026, 11, 20), unit="IMI")
    assert "1 unit tanpa penerima surat" in biro.get(BOARD).text

    imi = person("imi@contoh.go.id", Peran.PENGELOLA, "IMI")

    assert "tanpa penerima surat" not in biro.get(BOARD).text
    assert "tanpa penerima surat" not in imi.get(BOARD).text


def test_heads_see_on_their_first_screen_what_is_late_in_their_branch(rak: Rak, person: Callable[..., Browser]) -> None:
    rak.add(signed=date(2026, 10, 1), judul="Terlambat di Cabang", unit="KANIM-A")
    rak.add(signed=date(2026, 10, 1), judul="Terlambat di Tempat Lain", unit="PAS")
    head = person("dirjen@contoh.go.id", Peran.PIMPINAN, "IMI")

    page = head.get("/kerja/").text

    assert "Terlambat di Cabang" in page
    assert "Terlambat di Tempat Lain" not in page
    assert "Semua sudah beres" not in page
    assert "Kirim ke Biro" not in page, "the unit brings it, not its head"
