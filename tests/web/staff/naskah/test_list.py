"""The list of naskah and the internal search: filters in the address, chips, and the list taken along as a table."""

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped, unused-ignore]
from sqlalchemy import select

from portal.domain.naskah.enumerations import Bentuk
from portal.models.audit_entry import AuditEntry
from tests.factories.naskah import Office, sample_fields
from tests.web.staff.conftest import Browser

LIST = "/kerja/naskah"


def test_filters_stay_in_the_address_and_each_is_taken_away_by_its_chip(ani: Browser, office: Office) -> None:
    office.upload(sample_fields(judul="Pelatihan Petugas"))
    office.upload(sample_fields(judul="Nota Pelatihan", bentuk=Bentuk.NOTA_KESEPAHAMAN))

    page = ani.get(f"{LIST}?q=pelatihan&tahun=2026&mitra=kabupaten&bentuk=perjanjian_kerja_sama&status=draf").text

    assert "Pelatihan Petugas" in page
    assert "Nota Pelatihan" not in page
    assert '<option value="2026" selected>' in page
    assert (
        'href="/kerja/naskah?q=pelatihan&amp;mitra=kabupaten&amp;bentuk=perjanjian_kerja_sama&amp;status=draf">'
        "Ditandatangani 2026"
    ) in page
    assert "Hapus semua" in page
    # With one unit to read there is nothing to choose.
    assert 'name="unit"' not in page


@pytest.mark.parametrize("wrong", ["tahun=20x6", "tahun=26", "bentuk=surat", "status=beres"])
def test_a_filter_that_is_none_is_named(ani: Browser, wrong: str) -> None:
    answer = ani.get(f"{LIST}?{wrong}")

    assert answer.status_code == 400
    assert "dikenal" in answer.text


def test_somebody_who_reads_several_units_chooses_among_them(biro: Browser, office: Office) -> None:
    office.upload(sample_fields())
    office.upload(sample_fields(judul="Lapas", unit="LAPAS-B"))

    page = biro.get(f"{LIST}?unit=LAPAS-B").text

    assert '<option value="LAPAS-B" selected>' in page
    assert "Lembaga Pemasyarakatan Kelas IIA Contoh" in page
    assert "1 naskah" in page


def test_the_list_costs_the_same_whatever_is_on_it(
    biro: Browser, office: Office, count_queries: Callable[[], Any]
) -> None:
    costs = []
    for number in range(2):
        for part in range(2):
            office.upload(sample_fields(judul=f"Naskah {number} {part}"))
        with count_queries() as statements:
            assert biro.get(f"{LIST}?tahun=2026&mitra=contoh").status_code == 200
        costs.append(len(statements))

    assert costs == [10, 10]


def test_the_list_is_taken_along_as_it_is_narrowed_and_that_is_logged(ani: Browser, office: Office) -> None:
    kode = office.upload(sample_fields(judul="=HYPERLINK(1) Pelatihan")).kode
    office.upload(sample_fields(judul="Lain"))
    office.upload(sample_fields(judul="Pelatihan Lapas", unit="LAPAS-B"))

    book = ani.post(f"{LIST}/ekspor", {"format": "xlsx", "q": "pelatihan"})
    table = ani.post(f"{LIST}/ekspor", {"format": "csv", "q": "pelatihan"})

    (head, *rows) = load_workbook(BytesIO(book.data)).active.iter_rows()
    assert [cell.value for cell in head][:3] == ["Kode", "Judul", "Bentuk"]
    assert [[cell.value for cell in row][:2] for row in rows] == [[kode, "=HYPERLINK(1) Pelatihan"]]
    assert (rows[0][1].data_type, rows[0][1].quotePrefix) == ("s", True)
    (_, line) = csv.reader(StringIO(table.get_data(as_text=True).removeprefix("\ufeff")))
    assert line[:2] == [kode, "'=HYPERLINK(1) Pelatihan"]
    assert {answer.headers["Cache-Control"] for answer in (book, table)} == {"no-store"}
    with office.stores.database.reading() as session:
        taken = list(session.scalars(select(AuditEntry).where(AuditEntry.action == "naskah.ekspor")))
    assert [(one.actor_email, json.loads(one.after)["baris"], json.loads(one.after)["saringan"]) for one in taken] == [
        ("ani@contoh.go.id", 1, {"q": "pelatihan"})
    ] * 2
    assert ani.post(f"{LIST}/ekspor", {"format": "pdf"}).status_code == 400


def test_the_search_is_narrowed_by_what_the_index_counts(ani: Browser, office: Office) -> None:
    office.upload(sample_fields(judul="Pelatihan Petugas"))
    office.upload(sample_fields(judul="Nota Pelatihan", bentuk=Bentuk.NOTA_KESEPAHAMAN))
    office.upload(sample_fields(judul="Pelatihan Lapas", unit="LAPAS-B"))
    office.drain()

    page = ani.get("/kerja/cari?q=pelatihan").text
    narrowed = ani.get("/kerja/cari?q=pelatihan&bentuk=nota_kesepahaman&tahun=2026").text

    assert '<option value="2026">2026 (2)</option>' in page
    assert "Pemerintah Kabupaten Contoh (2)" in page
    assert 'name="unit"' not in page
    assert "Nota <mark>Pelatihan</mark>" in narrowed
    assert "<mark>Pelatihan</mark> Petugas" in page
    assert "<mark>Pelatihan</mark> Petugas" not in narrowed
    assert 'href="/kerja/cari?q=pelatihan&amp;bentuk=nota_kesepahaman">' in narrowed
