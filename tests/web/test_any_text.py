"""Any text in any field: what enters is cleaned, and what older rows still hold breaks no output."""

import io
import json
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from sqlalchemy import text as sql

from portal import clock
from portal.domain.berkas.filename import display_name
from portal.domain.lampiran.columns import PERENCANAAN
from portal.domain.lampiran.write_workbook import RegisterSheet, write_book
from portal.domain.naskah.fields import NaskahFields, PihakFields
from portal.domain.permissions import Peran
from portal.domain.plain_text import carried, clean, clean_line
from portal.mail.interface import Letter
from portal.mail.message import build, parse_sender
from portal.services.users import accounts
from portal.web.staff.kepatuhan.report import plain
from portal.web.staff.sheets.paper import Sheet, sheet_pdf
from portal.web.staff.sheets.workbook import fill_sheet
from tests.factories.naskah import Office, sample_fields

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
DIRTY = "Nota\ufffe Kerja\uffff\x07 Sama\x0b"
"""What a title pasted from a word processor may hold; a database takes it."""
FEW = settings(max_examples=60, deadline=None)


@FEW
@given(ANY_TEXT)
def test_the_fields_of_a_naskah_are_clean_whoever_made_them(text: str) -> None:
    pihak = PihakFields(nama=text, nomor=text, penanda_tangan=text, jabatan=text, tempat=text)
    fields = NaskahFields(judul=text, unit="A", ruang_lingkup=text, subjek=(text,), pihak=(pihak,))

    assert (fields.judul, fields.ruang_lingkup, fields.subjek) == (clean_line(text), clean(text), (clean_line(text),))
    assert {pihak.nama, pihak.nomor, pihak.penanda_tangan, pihak.jabatan, pihak.tempat} == {clean_line(text)}
    assert carried(display_name(text)) == display_name(text)


@FEW
@given(ANY_TEXT)
def test_no_text_breaks_a_workbook(text: str) -> None:
    book = Workbook()
    fill_sheet(book.active, [text], [[text, 1, date(2026, 1, 1)]], [10])
    out = io.BytesIO()
    book.save(out)

    again = load_workbook(io.BytesIO(out.getvalue()))
    assert again.active.max_row == 2
    register = write_book(PERENCANAAN, [RegisterSheet(text, [[text] * len(PERENCANAAN.titles[1:])])])
    assert len(load_workbook(io.BytesIO(register)).sheetnames) == 1


@FEW
@given(ANY_TEXT)
def test_no_text_breaks_a_letter_a_sheet_or_json(text: str) -> None:
    letter = Letter("kunci", "a@contoh.go.id", text, text, f"<p>{text}</p>", datetime(2026, 1, 1, tzinfo=UTC))
    sheet = Sheet(
        office=(text,), mark=text, title=text, nomor="TTA-2026-00001", intro=text, facts=((text, text),),
        notes=(text,), signers=((text, text),), address="https://contoh.example/",
    )  # fmt: skip

    assert build(letter, parse_sender("Portal <portal@contoh.go.id>")).isascii()
    assert sheet_pdf(sheet).startswith(b"%PDF-")
    assert json.dumps({"judul": text}).isascii()
    assert plain(text).encode("cp1252").decode("cp1252") == plain(text)


@pytest.fixture
def kode(office: Office) -> str:
    """A published naskah whose rows hold what no entry would let in today."""
    made = office.publish(sample_fields())
    with office.stores.database.transaction() as session:
        for table, column in (
            ("naskah", "judul"), ("naskah", "ruang_lingkup"), ("terbitan", "judul"), ("naskah_mitra", "jabatan"),
            ("terbitan_pihak", "nama"), ("mitra_nama", "nama"), ("unit_nama", "nama"), ("berkas", "nama"),
        ):  # fmt: skip
            session.execute(sql(f"UPDATE {table} SET {column} = :dirty"), {"dirty": DIRTY})  # noqa: S608 - our names
    return made


PATHS = (
        "/", "/cari?q=kerja", "/n/{kode}", "/n/{kode}/naskah.pdf", "/mitra", "/unit", "/sitemap.xml",
        "/api/v1/naskah", "/api/v1/naskah/{kode}", "/kerja/naskah", "/kerja/naskah/{kode}",
        "/kerja/naskah/{kode}/tanda-terima.pdf", "/biro/kepatuhan", "/biro/kepatuhan/kepatuhan.xlsx",
        "/biro/kepatuhan/laporan.pdf", "/biro/usulan.xlsx", "/admin/audit",
)  # fmt: skip


def test_no_page_breaks_on_what_older_rows_hold(office: Office, client: FlaskClient, kode: str) -> None:
    actor = office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")
    with office.stores.database.transaction() as session:
        token = accounts.start_session(session, actor.user_id or 0, device="uji", now=clock.utc_now())
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True

    found = {path: client.get(path.format(kode=kode)).status_code for path in PATHS}
    assert found == dict.fromkeys(PATHS, 200)
