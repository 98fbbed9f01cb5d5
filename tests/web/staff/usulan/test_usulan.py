"""Proposals and explorations abroad in the browser (Pasal 14 to 16, 27, 28): lists, clock, result, the unit's side."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from portal import clock
from portal.config import Config
from portal.domain.permissions import Peran
from portal.domain.usulan.usulan import HasilUsulan
from portal.models.usulan import PenerimaanUsulan
from portal.wiring import Stores
from tests.factories.counter import at
from tests.factories.kepatuhan import Rak
from tests.factories.usulan import close, record
from tests.fixtures.page import faults, read_page
from tests.web.staff.conftest import Browser

TODAY = date(2026, 6, 15)
LIST, FORM = "/biro/usulan", "/biro/usulan/catat"
TYPED = {
    "jenis": "usulan", "received_on": "15-6-2026", "unit": "IMI", "calon_mitra": "Pemerintah Kabupaten Contoh",
    "perihal": "Layanan paspor contoh", "nomor_surat": "W-1", "surat_on": "12 Juni 2026", "tingkat": "eselon1",
    "isi": ["urgensi", "bentuk"],
}  # fmt: skip
RESULT = {"hasil": "selaras", "hasil_on": "15-6-2026", "dokumen_nomor": "ND-1", "dokumen_on": "15-6-2026"}


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


def rows(stores: Stores) -> list[PenerimaanUsulan]:
    with stores.database.reading() as session:
        return list(session.scalars(select(PenerimaanUsulan).order_by(PenerimaanUsulan.id)))


def act(biro: Browser, nomor: str, verb: str, **data: Any) -> Any:
    """One act from the page as it stands, with the version that is on it."""
    found = re.search(r'name="version" value="(\d+)"', biro.get(f"{LIST}/{nomor}").text)
    return biro.post(f"{LIST}/{nomor}/{verb}", {"version": found[1] if found else "0", **data})


def test_pasal_16_2_a_proposal_is_recorded_aligned_and_closed(biro: Browser, stores: Stores) -> None:
    assert 'value="15-06-2026"' in biro.get(FORM).text

    saved = biro.post(FORM, TYPED)
    page = biro.get(saved.location).text

    assert saved.location == f"{LIST}/TTU-2026-00001?pesan=usulan-diterima"
    assert "Penyelarasan dengan rencana strategis harus selesai paling lambat Selasa, 30 Juni 2026" in page
    assert "10 hari kerja, Pasal 16 ayat (2)" in page
    assert "Selasa, 16 Juni 2026" in page, "every day is told, the day off with its reason"
    assert "Pasal 14 huruf b" in page
    assert "Belum memuat substansi kerja sama dan jangka waktu kerja sama (Pasal 15)." in page
    assert faults(read_page(page)) == []

    closed = act(biro, "TTU-2026-00001", "hasil", **RESULT)
    page = biro.get(closed.location).text

    assert "Hasil tercatat." in page
    assert "Selaras dengan rencana strategis pada 15 Juni 2026, tepat waktu (batas 30 Juni 2026)." in page
    assert "ND-1, 15 Juni 2026" in page
    assert "(Pasal 17)" in page
    assert faults(read_page(page)) == []


def test_pasal_28_5_an_exploration_abroad_has_thirty_days_and_warns_of_another_unit(
    biro: Browser, stores: Stores
) -> None:
    saved = biro.post(FORM, {**TYPED, "jenis": "penjajakan", "unit": "KANIM-A"})

    page = biro.get(saved.location).text

    assert "Analisis hasil penjajakan harus selesai paling lambat" in page
    assert "30 hari kerja, Pasal 28 ayat (5)" in page
    assert "(Pasal 27 ayat (1)); unit ini bukan Unit Eselon I." in page
    assert "Pasal 15" not in page
    assert rows(stores)[0].isi == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"jenis": ""}, "jenis"),
        ({"jenis": "lain"}, "jenis"),
        ({"received_on": ""}, "received_on"),
        ({"received_on": "16-6-2026"}, "received_on"),
        ({"received_on": "1-1-1944", "alasan_mundur": "x", "surat_on": ""}, "received_on"),
        ({"received_on": "12-6-2026"}, "alasan_mundur"),
        ({"received_on": "2026"}, "received_on"),
        ({"unit": ""}, "unit"),
        ({"unit": "TIDAK-ADA"}, "unit"),
        ({"calon_mitra": ""}, "calon_mitra"),
        ({"perihal": " "}, "perihal"),
        ({"surat_on": "31-11-2026"}, "surat_on"),
        ({"tingkat": "lain"}, "tingkat"),
        ({"isi": ["lain"]}, "isi"),
        ({"sebelumnya": "TTU-2026-00099"}, "sebelumnya"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(
    biro: Browser, stores: Stores, changes: dict[str, Any], field: str
) -> None:
    answer = biro.post(FORM, {**TYPED, **changes})

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert f'id="f-{field}"' in answer.text
    assert 'value="W-1"' in answer.text
    assert faults(read_page(answer.text)) == []
    assert rows(stores) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"hasil": ""}, "hasil"),
        ({"hasil": "lain"}, "hasil"),
        ({"hasil": "direkomendasikan"}, "hasil"),
        ({"hasil_on": ""}, "hasil_on"),
        ({"hasil_on": "16-6-2026"}, "hasil_on"),
        ({"hasil_on": "11-6-2026"}, "hasil_on"),
        ({"dokumen_nomor": ""}, "dokumen_nomor"),
        ({"dokumen_on": ""}, "dokumen_on"),
        ({"dokumen_on": "x"}, "dokumen_on"),
        ({"hasil": "dikembalikan"}, "keterangan"),
    ],
)
def test_a_result_that_cannot_be_is_refused_beside_its_field(
    biro: Browser, stores: Stores, changes: dict[str, str], field: str
) -> None:
    nomor = record(stores)

    answer = act(biro, nomor, "hasil", **{**RESULT, "dokumen_nomor": "ND-77", **changes})

    assert answer.status_code == 422
    assert f'href="#f-hasil-{field}"' in answer.text
    assert f'id="f-hasil-{field}"' in answer.text
    assert faults(read_page(answer.text)) == []
    assert rows(stores)[0].hasil is None


def test_the_second_to_close_what_both_have_open_gets_a_clear_409(biro: Browser, stores: Stores) -> None:
    nomor = record(stores)
    close(stores, nomor, "2026-06-15")

    answer = biro.post(f"{LIST}/{nomor}/hasil", {"version": "1", **RESULT, "dokumen_nomor": "ND-2"})

    assert answer.status_code == 409
    assert "Hasilnya sudah dicatat pada 15-06-2026." in answer.text
    assert rows(stores)[0].dokumen_nomor == "ND-CONTOH-1"


def test_a_wrong_result_is_reopened_and_a_wrong_record_voided_on_the_page(biro: Browser, stores: Stores) -> None:
    nomor = record(stores)
    close(stores, nomor, "2026-06-15")
    assert act(biro, nomor, "buka-lagi", alasan_buka="").status_code == 422

    page = biro.get(act(biro, nomor, "buka-lagi", alasan_buka="Salah nota.").location).text
    assert "Hitungan berjalan seperti semula." in page
    assert "harus selesai paling lambat" in page
    assert act(biro, nomor, "batal", alasan_batal=" ").status_code == 422
    page = biro.get(act(biro, nomor, "batal", alasan_batal="Bukan untuk kita.").location).text

    assert "Catatan ini dibatalkan." in page
    assert "Bukan untuk kita." in page
    assert "Salah nota." in page, "the history keeps everything"
    assert "<form" not in page.split('id="isi"', 1)[1]
    assert nomor not in biro.get(LIST).text
    assert nomor in biro.get(f"{LIST}?daftar=dibatalkan").text
    assert act(biro, nomor, "batal", alasan_batal="Lagi.").status_code == 409


def test_what_went_back_is_taken_in_again_from_its_page(biro: Browser, stores: Stores) -> None:
    first = record(stores, unit="KANIM-A")
    close(stores, first, "2026-06-15", HasilUsulan.DIKEMBALIKAN)

    form = biro.get(f"{FORM}?dari={first}").text
    assert f'name="sebelumnya" value="{first}"' in form
    assert 'value="KANIM-A" selected' in form
    saved = biro.post(FORM, {**TYPED, "unit": "KANIM-A", "sebelumnya": first})

    assert f'Kembali dari</dt><dd><a href="{LIST}/{first}"' in biro.get(saved.location).text
    assert "diterima kembali sebagai" in biro.get(f"{LIST}/{first}").text
    assert biro.get(f"{FORM}?dari=TTU-2026-00099").status_code == 404


def test_a_receipt_is_corrected_and_an_old_view_of_it_is_refused(biro: Browser, stores: Stores) -> None:
    nomor = record(stores)
    form = biro.get(f"{LIST}/{nomor}/ubah").text
    assert 'value="12-06-2026"' in form
    typed = {**TYPED, "received_on": "12-6-2026", "perihal": "Perihal yang benar", "version": "1"}

    assert "Perihal yang benar" in biro.get(biro.post(f"{LIST}/{nomor}/ubah", typed).location).text

    assert biro.post(f"{LIST}/{nomor}/ubah", typed).status_code == 409
    assert biro.post(f"{LIST}/{nomor}/ubah", {**typed, "version": "2", "perihal": ""}).status_code == 422
    assert rows(stores)[0].perihal == "Perihal yang benar"


def test_the_naskah_that_came_of_it_is_linked_both_ways(biro: Browser, stores: Stores) -> None:
    nomor, kode = record(stores), Rak(stores).add(judul="Naskah Yang Lahir")
    close(stores, nomor, "2026-06-15")
    assert act(biro, nomor, "naskah", kode="2026-10000").status_code == 422

    page = biro.get(act(biro, nomor, "naskah", kode=kode).location).text

    assert "Naskah Yang Lahir" in page
    assert f'href="{LIST}/{nomor}"' in biro.get(f"/kerja/naskah/{kode}").text
