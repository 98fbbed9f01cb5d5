"""The same bytes again: refused before any typing, with a link for those who may read the naskah, on every way in."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.permissions import Peran
from tests.factories.naskah import Office, sample_fields
from tests.factories.pdf import text_pdf
from tests.web.staff.conftest import Browser

PDF = text_pdf(["CONTOH berkas kembar"])


def send(browser: Browser, path: str, **fields: str) -> Any:
    browser.get("/kerja/unggah")
    data = {"unit": "KANIM-A", "key": "kunci", "urutan": "0", "berkas": (BytesIO(PDF), "kembar.pdf"), **fields}
    return browser.post(path, data)


@pytest.mark.parametrize("unit", ["KANIM-A", "LAPAS-B"])
def test_a_script_is_given_the_address_only_where_it_may_be_known(ani: Browser, office: Office, unit: str) -> None:
    kode = office.upload(sample_fields(unit=unit), pdf=PDF).kode

    answer = send(ani, "/kerja/unggah/berkas")

    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (422, "duplicate")
    assert problem.get("url") == (f"/kerja/naskah/{kode}" if unit == "KANIM-A" else None)
    assert (kode in answer.text) is (unit == "KANIM-A")


@pytest.mark.parametrize("unit", ["KANIM-A", "LAPAS-B"])
def test_a_file_added_to_a_naskah_is_refused_in_the_same_words(ani: Browser, office: Office, unit: str) -> None:
    kode = office.upload(sample_fields(unit=unit), pdf=PDF).kode
    own = office.upload(sample_fields(), pdf=text_pdf(["CONTOH naskah sendiri"])).kode

    answer = send(ani, f"/kerja/naskah/{own}/berkas", jenis="lampiran", bahasa="id")

    assert answer.status_code == 422
    assert "kembar.pdf sudah tersimpan" in answer.text
    assert (kode in answer.text) is (unit == "KANIM-A")


def test_of_another_units_published_naskah_only_the_bytes_that_are_public_lead_to_its_page(
    ani: Browser, office: Office
) -> None:
    public = text_pdf(["CONTOH salinan tertutup"])
    kode = office.upload(sample_fields(unit="LAPAS-B"), pdf=PDF).kode
    office.upload(kode=kode, pdf=public, jenis=JenisBerkas.SALINAN_PUBLIK)
    office.submit(kode)
    office.drain()

    page = ani.upload((public, "kembar.pdf"))
    original = send(ani, "/kerja/unggah/berkas").get_json()

    assert f"kembar.pdf sudah terbit sebagai naskah {kode} milik unit lain." in page.text
    assert f'href="/n/{kode}"' in page.text
    assert ani.get(f"/n/{kode}").status_code == 200
    assert original["detail"].startswith("kembar.pdf sudah tersimpan di repositori.")
    assert "url" not in original


def test_a_draft_of_another_unit_is_refused_without_its_place_and_to_its_own_unit_with_it(
    ani: Browser, office: Office, person: Callable[..., Browser]
) -> None:
    office.upload(sample_fields(unit="LAPAS-B"), pdf=PDF)
    draft = send(ani, "/kerja/unggah/berkas").get_json()["detail"]
    other = person("budi@contoh.go.id", Peran.PENGELOLA, "LAPAS-B")

    assert draft.startswith("kembar.pdf sudah tersimpan di repositori.")
    assert "url" in send(other, "/kerja/unggah/berkas", unit="LAPAS-B").get_json()
