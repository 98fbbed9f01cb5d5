"""Earlier versions and comparisons as pages: told apart from the newest, and gone with it at every address."""

import re
from dataclasses import replace

from flask.testing import FlaskClient

from portal import clock
from portal.domain.naskah.enumerations import JenisHubungan
from portal.domain.naskah.fields import HubunganFields
from portal.services.naskah.editing import update_naskah
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.page import faults, read_page
from tests.fixtures.public_site import Site

OLD = "Pasal 1\nPENDANAAN\nBiaya dibebankan kepada masing-masing pihak.\nPasal 2\nWAKTU\nBerlaku lima tahun sejak kini."
NEW = OLD.replace("lima", "tiga") + "\nPasal 3\nEVALUASI\nEvaluasi dilakukan setiap tahun oleh kedua pihak."


def corrected(office: Office) -> str:
    """A naskah that was published, and published again under its right title."""
    kode = office.publish(sample_fields(judul="Judul Keliru"), pages=[OLD])
    with office.stores.database.transaction() as session:
        update_naskah(session, kode, _version(office, kode), sample_fields(judul="Judul Benar"), office.act())
    office.submit(kode)
    office.drain()
    return kode


def _version(office: Office, kode: str) -> int:
    from sqlalchemy import select

    from portal.models.naskah import Naskah

    with office.stores.database.reading() as session:
        return session.scalars(select(Naskah.version).where(Naskah.kode == kode)).one()


def test_a_corrected_naskah_keeps_its_earlier_version_until_it_is_withdrawn(
    office: Office, client: FlaskClient
) -> None:
    kode = corrected(office)
    old, present = f"/n/{kode}/versi/1", f"/n/{kode}"
    pages = {address: client.get(address) for address in (old, f"{old}?tampil=teks", f"{old}/banding", present)}

    assert {address: answer.status_code for address, answer in pages.items()} == dict.fromkeys(pages, 200)
    assert [faults(read_page(answer.text)) for answer in pages.values()] == [[]] * len(pages)
    assert "Ini terbitan ke-1, bukan yang terbaru" in read_page(pages[old].text).text
    assert '<meta name="robots" content="noindex">' in pages[old].text
    assert re.search(rf'<link rel="canonical" href="[^"]*{present}">', pages[old].text)
    assert {old, f"{old}/banding"} <= read_page(pages[present].text).links
    assert re.search(r"<del>\s*Judul Keliru\s*</del>", pages[f"{old}/banding"].text)
    assert "Teks keduanya sama" in pages[f"{old}/banding"].text
    addresses = [old, f"{old}/banding", f"{old}/naskah.pdf", f"{old}/berkas/1.pdf", f"{old}/hlm/1.webp",
                 f"{old}/hlm/1-kecil.webp", f"{present}/hlm/1-kecil.webp", f"{present}/naskah.pdf"]  # fmt: skip
    assert {client.get(address).status_code for address in addresses} == {200}
    assert client.get(f"{present}/versi/2").location == present
    assert client.get(f"{present}/versi/3").status_code == 404
    with office.stores.database.transaction() as session:
        verbs.withdraw(session, kode, office.act(now=clock.utc_now()), alasan=WithdrawalClass.DATA_PRIBADI)
    gone = [client.get(address) for address in [*addresses, f"{present}/versi/2", f"{present}/versi/9"]]
    assert {answer.status_code for answer in gone} == {410}
    assert all("Judul" not in read_page(answer.text).text.replace("Cari judul", "") for answer in gone)


def test_two_members_of_a_family_are_compared_by_pasal(office: Office, client: FlaskClient) -> None:
    mou = office.publish(sample_fields(judul="Semula"), pages=[OLD])
    related = (HubunganFields(JenisHubungan.PERPANJANGAN, mou),)
    ext = office.publish(replace(sample_fields(judul="Menjadi"), hubungan=related), pages=[NEW])
    other = office.publish(sample_fields(judul="Lain"), pages=[NEW, "Lembar kedua"])

    answer, whole = client.get(f"/n/{mou}/banding/{ext}"), client.get(f"/n/{mou}/banding/{ext}?semua=1")
    page = read_page(answer.text)

    assert faults(page) == faults(read_page(whole.text)) == []
    assert "1 Pasal berubah, 1 baru." in page.text
    assert re.search(r"<del>lima\s*</del>", answer.text)
    assert re.search(r"<ins>tiga\s*</ins>", answer.text)
    assert ("Pasal 3" in page.text, "Pasal 1 " in page.text, "Pasal 1 " in read_page(whole.text).text) == (
        True, False, True,
    )  # fmt: skip
    assert client.get(f"/n/{mou}/banding/{mou}").location == f"/n/{mou}"
    assert client.get(f"/n/{mou}/banding/{other}").status_code == 404
    assert client.get(f"/n/{mou}/banding/2026-10000").status_code == 404


def test_what_has_no_open_text_is_not_compared_but_its_facts_are(site: Site) -> None:
    unrelated = site.client.get(f"/n/{site.kode['foreign']}/banding/{site.kode['metadata']}")
    withdrawn = site.client.get(f"/n/{site.kode['foreign']}/banding/{site.kode['withdrawn']}")

    assert (unrelated.status_code, withdrawn.status_code) == (404, 410)


def test_a_small_picture_is_small_and_is_not_sent_twice(site: Site) -> None:
    address = f"/n/{site.kode['foreign']}/hlm/1-kecil.webp"
    small, whole = site.client.get(address), site.client.get(address.replace("-kecil", ""))

    assert (small.status_code, small.mimetype, small.data[:4]) == (200, "image/webp", b"RIFF")
    assert len(small.data) < 8_000
    assert len(small.data) < len(whole.data)
    assert site.client.get(address, headers={"If-None-Match": small.headers["ETag"]}).status_code == 304
    assert small.headers["Cache-Control"] == whole.headers["Cache-Control"]
