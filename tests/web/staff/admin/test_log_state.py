"""The status page says whether the public log is whole, signed, and has a key to be signed with."""

from dataclasses import replace

from flask.testing import FlaskClient

from portal.app import create_app
from portal.domain.permissions import OPERATOR, Peran
from portal.models.public_log import PublicLogHead
from portal.queries.naskah.dossier import find_tanda_terima
from portal.web.staff.sheets.tanda_terima import submission_sheet
from tests.factories.naskah import Office
from tests.factories.signing_in import entered


def test_the_status_page_tells_of_the_log(client: FlaskClient, office: Office) -> None:
    office.add_user("admin@contoh.example", Peran.ADMIN, "KEMEN")
    entered(client)
    office.publish(pages=["Pasal 1"])

    calm = " ".join(client.get("/admin/pekerjaan").text.split())
    with office.stores.database.transaction() as session:
        session.get_one(PublicLogHead, 1).broken_size = 3
    alarmed = client.get("/admin/pekerjaan").text

    assert "1 catatan, 0 di antaranya menunggu tanda tangan" in calm
    assert "PORTAL_LOG_KEY" not in calm
    assert "tidak menuju pos periksa yang pernah ditandatangani (3 catatan)" in " ".join(alarmed.split())


def test_production_without_a_key_is_told(office: Office) -> None:
    office.add_user("admin@contoh.example", Peran.ADMIN, "KEMEN")
    stores = replace(office.stores, config=replace(office.stores.config, env="production"))
    app = create_app(stores.config, stores)

    text = entered(app.test_client()).get("/admin/pekerjaan").text

    app.extensions["pdf_reader"].close()
    assert "PORTAL_LOG_KEY" in text


def test_the_receipt_says_where_a_file_is_checked(office: Office) -> None:
    kode = office.upload().kode
    office.submit(kode)
    with office.stores.database.reading() as session:
        receipt = find_tanda_terima(session, kode, OPERATOR)

    sheet = submission_sheet(receipt, f"https://portal.example/n/{kode}", is_sample=False)

    assert sheet.address == f"https://portal.example/n/{kode}"
    assert "https://portal.example/verifikasi" in sheet.notes[1]
