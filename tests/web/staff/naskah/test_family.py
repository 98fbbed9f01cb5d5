"""Extensions and endings on the page of a naskah, and what the public sees of them (Pasal 36, Pasal 37)."""

from collections.abc import Callable
from datetime import date

import pytest

from portal.domain.naskah.enumerations import JenisHubungan, Presisi
from portal.domain.naskah.fields import HubunganFields
from portal.domain.tanggal import Tanggal
from tests.factories.naskah import Office, sample_fields
from tests.web.staff.conftest import Browser

ENDING = {
    "on": "1-6-2026",
    "alasan_akhir": ["pelanggaran", "kesepakatan"],
    "dokumen": "S-2 tanggal 20 Mei 2026",
    "catatan_biro": "ND-1",
}


@pytest.fixture
def kode(office: Office) -> str:
    return office.publish(sample_fields(judul="Naskah Induk Contoh"), pages=["Pasal 1"])


def test_an_ending_shows_at_once_to_the_public_without_its_grounds_pasal_37(ani: Browser, kode: str) -> None:
    answer = ani.post(f"/kerja/naskah/{kode}/akhiri", ENDING)

    page, public = ani.get(answer.location).text, ani.get(f"/n/{kode}").text
    assert "Pengakhiran tercatat." in page
    assert "Pelanggaran terhadap hal yang telah disepakati; Para pihak sepakat untuk mengakhiri" in page
    assert "Keterlibatan Biro: ND-1" in page
    assert "Diakhiri" in public
    assert "1 Juni 2026" in public
    assert "elanggaran" not in public
    assert "S-2" not in public


def test_what_is_wrong_with_an_ending_is_said_beside_its_form_and_nothing_is_lost(ani: Browser, kode: str) -> None:
    for changes, field in (
        ({"on": "31-11-2026"}, "on"),
        ({"on": "1-1-2020"}, "on"),
        ({"on": "1-1-2031"}, "on"),
        ({"alasan_akhir": []}, "alasan_akhir"),
        ({"alasan_akhir": "bosan"}, "alasan_akhir"),
        ({"dokumen": ""}, "dokumen"),
        ({"berkas_id": "x"}, "berkas_id"),
    ):
        answer = ani.post(f"/kerja/naskah/{kode}/akhiri", {**ENDING, "keterangan": "Ketikan saya", **changes})

        assert answer.status_code == 422, field
        assert f'href="#f-akhiri-{field}"' in answer.text, field
        assert f'id="f-akhiri-{field}"' in answer.text, field
        assert "Ketikan saya" in answer.text
    assert "Diakhiri" not in ani.get(f"/n/{kode}").text


def test_only_the_biro_takes_an_ending_back(ani: Browser, biro: Browser, kode: str) -> None:
    ani.post(f"/kerja/naskah/{kode}/akhiri", ENDING)
    assert ani.post(f"/kerja/naskah/{kode}/akhiri", ENDING).status_code == 409
    assert "Batalkan pengakhiran" not in ani.get(f"/kerja/naskah/{kode}").text

    assert biro.post(f"/kerja/naskah/{kode}/batal-akhiri", {"alasan_batal": ""}).status_code == 422
    assert biro.post(f"/kerja/naskah/{kode}/batal-akhiri", {"alasan_batal": "Salah naskah."}).status_code == 303

    assert "Dibatalkan: Salah naskah." in ani.get(f"/kerja/naskah/{kode}").text
    assert "Diakhiri" not in ani.get(f"/n/{kode}").text


def test_an_extension_warns_until_the_biro_recommended_it_and_shows_on_both_time_lines_pasal_36(
    ani: Browser, biro: Browser, office: Office, kode: str
) -> None:
    signed = Tanggal(date(2026, 6, 9), Presisi.HARI)
    pihak = tuple(type(one)(**{**vars(one), "signed": signed}) for one in sample_fields().pihak)
    relation = (HubunganFields(JenisHubungan.PERPANJANGAN, kode),)
    longer = office.upload(sample_fields(judul="Naskah Perpanjangan", pihak=pihak, hubungan=relation)).kode
    warning = f"Rekomendasi Biro untuk memperpanjang {kode} belum dicatat."
    assert warning in ani.get(f"/kerja/naskah/{longer}/ubah").text

    biro.get(f"/kerja/naskah/{kode}")
    answer = biro.post(f"/kerja/naskah/{kode}/rekomendasi-perpanjangan", {"on": "8-6-2026", "dokumen": "S-9"})
    assert answer.status_code == 303
    assert "Rekomendasi perpanjangan Biro, 8 Juni 2026" in biro.get(f"/kerja/naskah/{kode}").text
    assert warning not in ani.get(f"/kerja/naskah/{longer}/ubah").text
    assert "Diperpanjang" not in ani.get(f"/n/{kode}").text

    office.submit(longer)
    office.drain()
    public = ani.get(f"/n/{kode}").text
    assert "<b>Diperpanjang</b>" in public
    assert f'<a href="/n/{longer}">{longer}</a>' in public
    assert "9 Juni 2026" in public
    assert "S-9" not in public


def test_what_is_wrong_with_a_recommendation_is_said(biro: Browser, kode: str) -> None:
    answer = biro.post(f"/kerja/naskah/{kode}/rekomendasi-perpanjangan", {"on": "1-1-2090", "dokumen": ""})

    assert answer.status_code == 422
    assert 'href="#f-rekomendasi-on"' in answer.text
    assert 'href="#f-rekomendasi-dokumen"' in answer.text


def test_a_draft_and_a_stranger_see_no_such_card(
    ani: Browser, office: Office, kode: str, person: Callable[..., Browser]
) -> None:
    draft = office.upload(sample_fields()).kode

    assert "Perpanjangan dan pengakhiran" not in ani.get(f"/kerja/naskah/{draft}").text
    assert ani.post(f"/kerja/naskah/{draft}/akhiri", ENDING).status_code == 422
    assert person("budi@contoh.go.id", unit="LAPAS-B").post(f"/kerja/naskah/{kode}/akhiri", ENDING).status_code == 404
