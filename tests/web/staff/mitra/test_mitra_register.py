"""The Biro's pages of the register of partners, and the former address of a merged one."""

from dataclasses import replace

from flask.testing import FlaskClient

from tests.factories.desk import Desk
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.markup import one_line
from tests.web.staff.conftest import Browser

LIST = "/biro/mitra"


def publish(office: Office, nama: str) -> str:
    ministry, partner = sample_fields().pihak
    desk = Desk(office)
    kode = desk.publish(sample_fields(pihak=(ministry, replace(partner, nama=nama))))
    desk.work()
    return kode


def address_of(biro: Browser, nama: str) -> str:
    page = one_line(biro.get(LIST, query_string={"q": nama}).text)
    return page.split(f">{nama}</a>")[0].rsplit('href="', 1)[1].split('"')[0]


def test_the_biro_corrects_and_merges_and_the_old_address_leads_on(
    biro: Browser, office: Office, client: FlaskClient
) -> None:
    publish(office, "Pemda Contoh")
    publish(office, "Pemda Contoooh")
    source = address_of(biro, "Pemda Contoooh")
    assert "Pemda Contoooh" in biro.get(source).text

    refused = biro.post(f"{source}/gabung", {"tujuan": "Tidak Ada", "alasan": "Salah ketik."})
    assert (refused.status_code, "Tidak ada mitra dengan nama itu" in refused.text) == (422, True)
    merged = biro.post(f"{source}/gabung", {"tujuan": "Pemda Contoh", "alasan": "Salah ketik."})
    assert merged.status_code == 303
    assert "Mitra digabungkan" in biro.get(merged.location).text
    Desk(office).work()

    moved = client.get("/cari?mitra=pemda-contoooh&q=pasal&hal=2")
    assert (moved.status_code, moved.location) == (301, "/cari?q=pasal&mitra=pemda-contoh&hal=2")
    assert client.get("/api/v1/naskah?mitra=pemda-contoooh").json["total"] == 2

    target = merged.location.partition("?")[0]
    wanted = {"nama": "Pemerintah Daerah Contoh", "jenis": "pemerintah_daerah", "negara": "ID", "alasan": "Nama resmi."}
    assert biro.post(f"{target}/tetapkan", {**wanted, "negara": "ZZ"}).status_code == 422
    assert biro.post(f"{target}/tetapkan", wanted).status_code == 303
    assert "Pemerintah Daerah Contoh" in client.get("/mitra").text
    assert "Nama resmi." in biro.get(target).text

    assert biro.post(f"{source}/pisah", {"alasan": "Ternyata dua."}).status_code == 303
    assert client.get("/cari?mitra=pemda-contoooh").status_code == 200
