"""The page of what was sent in: what each reader is told, and the way to it."""

from dataclasses import replace
from pathlib import Path

from flask import Flask

from portal.services.kiriman.settling import KirimanOutcome
from tests.factories.kiriman import REASON, by_folder, by_mail
from tests.factories.naskah import Office
from tests.web.staff.conftest import Browser


def test_a_unit_reads_what_came_of_its_files(ani: Browser, office: Office) -> None:
    kode = office.upload().kode
    assert "/kerja/kiriman" not in ani.get("/kerja/").text
    by_folder(office.stores, "KANIM-A", "<i>pindaian</i>.pdf", KirimanOutcome(kode=kode))
    by_folder(office.stores, "KANIM-A", "foto.tif", KirimanOutcome(reason=REASON))
    by_folder(office.stores, "PAS", "lain.pdf", KirimanOutcome(reason=REASON))

    page = ani.get("/kerja/kiriman").text

    assert 'href="/kerja/kiriman" aria-current="page"' in page
    assert f'href="/kerja/naskah/{kode}">&lt;i&gt;pindaian&lt;/i&gt;.pdf</a>' in page
    assert REASON in page
    assert "lain.pdf" not in page
    assert "foto.tif" not in ani.get("/kerja/kiriman?hasil=diterima").text
    assert ani.get("/kerja/kiriman?hasil=lain").status_code == 400


def test_an_admin_reads_what_belongs_to_no_unit(admin: Browser, office: Office) -> None:
    by_folder(office.stores, "PAS", "lain.pdf", KirimanOutcome(reason=REASON))
    by_mail(office.stores, "asing@contoh.com", "", KirimanOutcome(reason="Pengirim tidak dikenal."))

    page = admin.get("/kerja/kiriman").text

    assert "asing@contoh.com" in page
    assert "Pengirim tidak dijawab" in page
    assert "lain.pdf" not in page
    assert 'href="/kerja/kiriman"' in admin.get("/admin/akun").text


def test_an_empty_list_says_how_to_send(ani: Browser) -> None:
    page = ani.get("/kerja/kiriman").text

    assert "Belum ada kiriman" in page
    assert "belum disiapkan" in page
    assert "/kerja/kiriman" not in ani.get("/kerja/unggah").text


def test_the_ways_that_are_set_up_are_named(app: Flask, ani: Browser, tmp_path: Path) -> None:
    stores = app.extensions["portal"]
    config = replace(
        stores.config, inbox_dir=tmp_path, imap_url="imaps://naskah%40contoh.go.id@surat.contoh.go.id/INBOX"
    )
    app.extensions["portal"] = replace(stores, config=config)

    page = ani.get("/kerja/kiriman").text

    assert "Simpan PDF di folder pindaian unit Anda" in page
    assert "naskah@contoh.go.id" in page
    assert 'href="/kerja/kiriman"' in ani.get("/kerja/unggah").text


def test_a_naskah_offers_its_cover_sheet_where_scans_may_be_sent_in(
    app: Flask, ani: Browser, office: Office, tmp_path: Path
) -> None:
    kode = office.upload().kode
    address = f"/kerja/naskah/{kode}/lembar-pengantar.pdf"
    assert address not in ani.get(f"/kerja/naskah/{kode}").text

    stores = app.extensions["portal"]
    app.extensions["portal"] = replace(stores, config=replace(stores.config, inbox_dir=tmp_path))
    assert address in ani.get(f"/kerja/naskah/{kode}").text
    answer = ani.get(address)
    assert answer.data[:5] == b"%PDF-"
    assert answer.headers["Content-Disposition"] == f'inline; filename="lembar-pengantar-{kode}.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
