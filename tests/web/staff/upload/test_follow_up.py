"""From the page of a naskah to the draft of its extension, amendment or successor: nothing is typed twice."""

import re
from datetime import date
from io import BytesIO

import pytest

from portal.domain.naskah.enumerations import JenisHubungan, Kategori, Presisi
from portal.domain.naskah.fields import HubunganFields
from portal.domain.permissions import OPERATOR
from portal.domain.tanggal import Tanggal
from portal.queries.naskah import dossier
from tests.factories.naskah import Office, sample_fields
from tests.factories.parts import begin, finish, put
from tests.factories.pdf import text_pdf
from tests.web.staff.conftest import Browser

PDF = text_pdf(["Perjanjian lanjutan contoh"])


@pytest.fixture
def kode(office: Office) -> str:
    parent = office.publish(sample_fields(judul="MoU Contoh", kategori=Kategori.UTAMA), pages=["Naskah induk"])
    fields = sample_fields(judul="PKS Contoh", hubungan=(HubunganFields(JenisHubungan.INDUK, parent),))
    return office.publish(fields, pages=["Pasal 1"])


def relations(office: Office, kode: str) -> list[tuple[str, str]]:
    with office.stores.database.reading() as session:
        found = dossier.find_naskah(session, kode, OPERATOR)
    return [(one.jenis.value, one.target_kode) for one in found.fields.hubungan]


def send(browser: Browser, dari: str, sebagai: str, unit: str = "KANIM-A") -> str:
    page = browser.get(f"/kerja/unggah?dari={dari}&sebagai={sebagai}")
    assert page.status_code == 200
    hidden = dict(re.findall(r'<input type="hidden" name="(dari|sebagai)" value="([^"]+)">', page.text))
    answer = browser.post(
        "/kerja/unggah", {"unit": unit, "key": "kunci", "berkas": [(BytesIO(PDF), "PKS_Lanjutan.pdf")], **hidden}
    )
    assert answer.status_code == 303, answer.text[:500]
    return answer.location.split("/")[-2]


def PDF_IO() -> object:
    from io import BytesIO

    return BytesIO(PDF)


def test_an_extension_begins_with_parties_form_class_and_both_relations_pasal_36(
    ani: Browser, office: Office, kode: str
) -> None:
    page = ani.get(f"/kerja/naskah/{kode}").text
    assert f"/kerja/unggah?dari={kode}&amp;sebagai=perpanjangan" in page

    new = send(ani, kode, "perpanjangan")

    form = ani.get(f"/kerja/naskah/{new}/ubah").text
    assert 'value="Pemerintah Kabupaten Contoh"' in form
    assert "PKS Lanjutan" not in re.findall(r"<textarea[^>]*name=\"judul\"[^>]*>([^<]*)<", form)
    assert 'value="100/KS/2026"' not in form
    found = relations(office, new)
    assert found[0] == ("perpanjangan", kode)
    assert [jenis for jenis, _ in found] == ["perpanjangan", "induk"]


def test_a_file_that_comes_in_parts_follows_from_the_same_naskah(ani: Browser, office: Office, kode: str) -> None:
    body = PDF + b"%" * 20_000
    place = begin(ani, body, dari=kode, sebagai="perubahan")
    alone = begin(ani, body)
    assert place.json["kunci"] != alone.json["kunci"]

    put(ani, place.json["url"], 0, body)
    new = finish(ani, place.json["url"]).json["kode"]

    assert relations(office, new)[0] == ("perubahan", kode)


def test_what_is_not_there_not_mine_or_no_relation_is_refused(ani: Browser, office: Office, kode: str) -> None:
    foreign = office.publish(sample_fields(judul="Milik lain", unit="LAPAS-B"), pages=["Naskah lain"])
    draft = office.upload(sample_fields(judul="Draf contoh"), pdf=text_pdf(["Draf"])).kode
    for query, status in (
        (f"dari={foreign}&sebagai=perpanjangan", 404),
        ("dari=2026-10000&sebagai=perpanjangan", 404),
        ("dari=x&sebagai=perpanjangan", 404),
        (f"dari={kode}&sebagai=karangan", 400),
        (f"dari={kode}", 400),
        (f"dari={draft}&sebagai=perpanjangan", 400),
    ):
        assert ani.get(f"/kerja/unggah?{query}").status_code == status, query
        values = dict(part.split("=") for part in query.split("&"))
        assert begin(ani, PDF, **values).status_code in (404, 422), query


def test_a_replacement_is_an_act_of_the_family_seen_by_the_public(ani: Browser, office: Office, kode: str) -> None:
    signed = Tanggal(date(2026, 6, 9), Presisi.HARI)
    pihak = tuple(type(one)(**{**vars(one), "signed": signed}) for one in sample_fields().pihak)
    relation = (HubunganFields(JenisHubungan.PENGGANTI, kode),)
    by = office.publish(sample_fields(judul="PKS Baru", pihak=pihak, hubungan=relation), pages=["Naskah baru"])
    assert f'value="{by}"' in ani.get(f"/kerja/naskah/{kode}").text  # The form knows who says that it replaces.

    for changes, field in (
        ({"pengganti": "x"}, "pengganti"),
        ({"pengganti": "2026-10000"}, "pengganti"),
        ({"on": "31-11-2026"}, "on"),
        ({"on": "1-6-2026"}, "on"),
    ):
        typed = {"pengganti": by, "on": "9-6-2026", "keterangan": "Ketikan saya", **changes}
        answer = ani.post(f"/kerja/naskah/{kode}/ganti", typed)
        assert answer.status_code == 422, field
        assert f'href="#f-ganti-{field}"' in answer.text
        assert f'id="f-ganti-{field}"' in answer.text
        assert "Ketikan saya" in answer.text

    answer = ani.post(f"/kerja/naskah/{kode}/ganti", {"pengganti": by, "on": "9-6-2026", "keterangan": ""})

    page, public = ani.get(answer.location).text, ani.get(f"/n/{kode}").text
    assert "Penggantian tercatat." in page
    assert "Digantikan sejak 9 Juni 2026" in page
    assert "Keterlibatan Biro belum dicatat" not in page
    assert "Diganti" in public
    assert f"/n/{by}" in public
    assert ani.post(f"/kerja/naskah/{kode}/ganti", {"pengganti": by, "on": "9-6-2026"}).status_code == 409
    assert "sebagai=perpanjangan" not in page
    assert "sebagai=pengganti" in page
