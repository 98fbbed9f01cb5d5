"""Receiving an original in the browser (UX C4, C5, C8): counter, form, receipt, void, tracks, the unit's side."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from portal import clock
from portal.domain.permissions import Peran
from portal.models.naskah import Naskah
from portal.web.typed import show_day
from portal.wiring import Stores
from tests.factories.naskah import Office
from tests.factories.naskah_asli import draft, receipts, take
from tests.web.staff.conftest import Browser


@pytest.fixture
def stores(stores: Stores) -> Stores:
    """The regulation has taken effect."""
    return replace(stores, config=replace(stores.config, effective_on=date(2025, 6, 2)))


@pytest.fixture
def imi(person: Callable[..., Browser]) -> Browser:
    """The pengelola of IMI."""
    return person("imi@contoh.go.id", Peran.PENGELOLA, "IMI")


def test_c5_a_scanned_code_and_one_press_of_a_button_are_a_receipt(biro: Browser, office: Office) -> None:
    kode = draft(office)

    found = biro.get(f"/biro/penerimaan?q=https://contoh.go.id/naskah/{kode}")
    assert found.location == f"/biro/penerimaan/{kode}"
    form = biro.get(found.location)
    assert f'value="{show_day(clock.today())}"' in form.text
    answer = take(biro, kode, rangkap_id="1", kondisi="Baik")

    year = clock.today().year
    assert answer.location == f"/biro/asli/{kode}?pesan=diterima&nomor=TTA-{year}-00001"
    page = biro.get(answer.location).text
    assert "Penerimaan tercatat." in page
    assert f"Tanda terima TTA-{year}-00001" in page
    assert "Tepat waktu" in page


@pytest.mark.parametrize("text", ["mip-2.hh.05.02 tahun 2026", "keimigrasian dengan korea", "kehakiman"])
def test_one_field_takes_a_number_a_title_or_a_partner(biro: Browser, office: Office, text: str) -> None:
    kode = draft(office)

    assert biro.get("/biro/penerimaan", query_string={"q": text}).location == f"/biro/penerimaan/{kode}"
    draft(office)
    both = biro.get("/biro/penerimaan", query_string={"q": text})
    assert both.status_code == 200
    assert f'href="/biro/penerimaan/{kode}"' in both.text


def test_an_unknown_original_is_registered_and_received_at_the_counter(biro: Browser, office: Office) -> None:
    empty = biro.get("/biro/penerimaan?q=Pertukaran+Contoh").text
    assert "Naskah tidak ditemukan" in empty
    assert "lanjut=terima" in empty

    form = {
        "judul": "Pertukaran Contoh", "unit": "IMI", "signed": show_day(clock.today() - timedelta(days=2)),
        "mitra": "Kantor Contoh", "jenis_mitra": "lembaga_pemerintah_negara_asing", "negara": "MY", "lanjut": "terima",
    }  # fmt: skip
    answer = biro.post("/kerja/daftarkan", form)
    assert answer.status_code == 303
    assert answer.location.startswith("/biro/penerimaan/")
    page = biro.get(answer.location).text
    assert "Belum diunggah" in page
    assert "harus diterima Biro paling lambat" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"judul": ""}, "judul"),
        ({"unit": ""}, "unit"),
        ({"signed": "31-11-2026"}, "signed"),
        ({"signed": ""}, "signed"),
        ({"signed": "1-1-1944"}, "signed"),
        ({"signed": "1-1-2090"}, "signed"),
        ({"mitra": ""}, "mitra"),
        ({"jenis_mitra": ""}, "jenis_mitra"),
        ({"jenis_mitra": "lain"}, "jenis_mitra"),
        ({"negara": "XX"}, "negara"),
    ],
)
def test_a_signing_that_cannot_be_is_refused_and_nothing_typed_is_lost(
    imi: Browser, office: Office, changes: dict[str, str], field: str
) -> None:
    form = {
        "judul": "Kerja Sama Contoh", "unit": "IMI", "signed": "4-5-2026", "mitra": "Kantor Contoh",
        "jenis_mitra": "organisasi_internasional", "negara": "", "nomor": "N-77",
    }  # fmt: skip

    answer = imi.post("/kerja/daftarkan", {**form, **changes})

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert 'value="N-77"' in answer.text
    with office.stores.database.reading() as session:
        assert session.scalars(select(Naskah)).all() == []


def test_the_unit_registers_a_signing_and_sees_its_clock(imi: Browser) -> None:
    form = {
        "judul": "Kerja Sama Contoh", "unit": "IMI", "signed": show_day(clock.today()), "mitra": "Kantor Contoh",
        "jenis_mitra": "organisasi_internasional",
    }  # fmt: skip

    answer = imi.post("/kerja/daftarkan", form)
    page = imi.get(answer.location).text

    assert "Penandatanganan terdaftar." in page
    assert "Sisa 14 hari kerja" in page
    assert "Belum diunggah" in page


def test_the_second_at_the_counter_gets_a_clear_409(biro: Browser, office: Office) -> None:
    kode = draft(office)
    take(biro, kode)

    answer = take(biro, kode)

    assert answer.status_code == 409
    assert "sudah dicatat diterima" in answer.text
    assert len(receipts(office)) == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"arrived_on": "31-11-2026"}, "arrived_on"),
        ({"arrived_on": ""}, "arrived_on"),
        ({"arrived_on": "1-1-2090"}, "arrived_on"),
        ({"arrived_on": "2026"}, "arrived_on"),
        ({"arrived_on": "1-1-2026", "alasan_mundur": "x"}, "arrived_on"),
        ({"hasil": "lain"}, "hasil"),
        ({"hasil": "hilang"}, "bukti"),
        ({"hasil": "dikembalikan"}, "catatan"),
        ({"rangkap_id": "dua"}, "rangkap"),
        ({"rangkap_lain": "2"}, "rangkap"),
        ({"bahasa_lain": "xxxx", "rangkap_lain": "2"}, "rangkap"),
        ({"foto": (BytesIO(b"bukan foto"), "foto.jpg")}, "foto"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(
    biro: Browser, office: Office, data: dict[str, Any], field: str
) -> None:
    kode = draft(office)

    answer = take(biro, kode, penyerah="Kurir contoh", **data)

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert f'id="f-{field}"' in answer.text
    assert 'value="Kurir contoh"' in answer.text
    assert receipts(office) == []


def test_a_wrong_receipt_is_voided_on_the_record_and_the_clock_runs_again(biro: Browser, office: Office) -> None:
    kode = draft(office)
    take(biro, kode)
    nomor = receipts(office)[0].nomor

    silent = biro.post(f"/biro/asli/{kode}/penerimaan/{nomor}/batal", {"alasan_batal": " "})
    assert silent.status_code == 422
    answer = biro.post(f"/biro/asli/{kode}/penerimaan/{nomor}/batal", {"alasan_batal": "Salah naskah."})

    page = biro.get(answer.location).text
    assert "Hitungan tenggat berjalan lagi." in page
    assert "Salah naskah." in page
    assert "harus diterima Biro paling lambat" in page
    assert biro.post(f"/biro/asli/{kode}/penerimaan/{nomor}/batal", {"alasan_batal": "Lagi."}).status_code == 409
