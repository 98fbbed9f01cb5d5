"""A redacted naskah in public: of what was blackened there is not a letter, whatever anybody asks for."""

from pathlib import Path

import pypdfium2

from portal.domain.publication.penahanan import AlasanPenahanan
from portal.services.penghitaman import drafting, suggesting
from tests.factories.crawl import crawl
from tests.factories.desk import Desk
from tests.factories.naskah import Office, sample_fields
from tests.factories.pdf import text_pdf
from tests.factories.penghitaman import NIK, PHONE, SECRET, ask, copies_of
from tests.fixtures.public_site import public_site

WORDS = f"""PERJANJIAN KERJA SAMA
NOMOR: 100/KS/2026

NIK : {NIK}
Alamat : Jalan {SECRET} Nomor 1
Telepon : {PHONE}

Pasal 1 Pertukaran data"""
FILE_NAME = "KTP-TERATAI.pdf"


def _published_redacted(office: Office) -> dict[str, str]:
    desk = Desk(office)
    sent = office.upload(sample_fields(), pdf=text_pdf([WORDS], size=(420, 300), font_size=14), nama=FILE_NAME)
    office.submit(sent.kode)
    office.drain()
    with office.stores.database.transaction() as session:
        found = suggesting.suggest(session, sent.berkas_id, 1)[1]
        boxes = suggesting.accepted(found, ())
        drafting.save_pages(session, sent.kode, 0, {(sent.berkas_id, 1): boxes}, office.act())
    ask(desk, sent.kode)
    office.drain()
    return {"hitam": sent.kode, "asli": sent.sha256, "salinan": copies_of(desk, sent.kode)[0].sha256}


def test_of_what_is_under_a_box_nothing_is_public_at_any_address(tmp_path: Path) -> None:
    with public_site(tmp_path, _published_redacted) as site:
        client, kode = site.client, site.kode["hitam"]
        answers = crawl(client, {"KODE-0001": kode}, (SECRET, NIK, "contoh"), most=250)
        page = client.get(f"/n/{kode}")
        file = client.get(f"/n/{kode}/naskah.pdf")
        found = client.get("/cari?q=pertukaran").text
        hidden = [client.get(f"/cari?q={word}").text for word in (SECRET, NIK, PHONE)]
        holds = _holds(site.office, kode)

    assert page.status_code == 200
    assert holds == frozenset()
    # It is there, it is read, and it is found by what was left to be read.
    assert kode in found
    told = (NIK, SECRET, PHONE, PHONE.replace("-", ""), site.kode["asli"], FILE_NAME)
    told_of = [
        (address, word)
        for address, (_, headers, body) in answers.items()
        for word in told
        # The search box repeats what was asked for.
        if word.lower() not in address.lower() and _tells(word, headers, body)
    ]
    assert told_of == []
    assert len(answers) > 100
    assert not any(kode in text for text in hidden)
    assert file.status_code == 200
    document = pypdfium2.PdfDocument(file.data)
    assert document[0].get_textpage().get_text_range() == ""


def _tells(word: str, headers: tuple[str, ...], body: bytes) -> bool:
    return word.lower().encode() in body.lower() or word.lower() in " ".join(headers).lower()


def _holds(office: Office, kode: str) -> frozenset[AlasanPenahanan]:
    return Desk(office).advance(kode)
