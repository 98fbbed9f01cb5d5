"""The status page and the receipt say in how many places the files lie, and what is wrong with them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from portal.app import create_app
from portal.domain.permissions import OPERATOR, Peran
from portal.models.object_copy import CopyState, ObjectCopy, Place
from portal.queries.naskah.dossier import find_tanda_terima
from portal.storage.directory import DirectoryStorage
from portal.storage.paired import PairedStorage
from portal.web.staff.sheets.tanda_terima import submission_sheet
from tests.factories.naskah import Office
from tests.factories.signing_in import entered


@pytest.fixture
def paired(office: Office, tmp_path: Path) -> Iterator[tuple[Office, FlaskClient]]:
    second = DirectoryStorage(tmp_path / "second")
    config = replace(office.stores.config, second_copy_url=f"file:{tmp_path / 'second'}")
    stores = replace(office.stores, config=config, objects=PairedStorage(office.stores.objects, second))
    app = create_app(config, stores)
    yield replace(office, stores=stores), app.test_client()
    app.extensions["pdf_reader"].close()


def enter(office: Office, client: FlaskClient, peran: Peran) -> None:
    client.delete_cookie("sesi")
    office.add_user(f"{peran}@contoh.example", peran, "KEMEN")
    entered(client, f"{peran}@contoh.example")


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def set_state(office: Office, place: Place, state: CopyState) -> None:
    with office.stores.database.transaction() as session:
        session.execute(update(ObjectCopy).where(ObjectCopy.place == place).values(state=state))


def test_one_place_is_told_and_the_receipt_speaks_of_no_other(client: FlaskClient, office: Office) -> None:
    enter(office, client, Peran.BIRO)
    kode = office.upload().kode
    office.submit(kode)

    assert "dua tempat" not in page(client, f"/kerja/naskah/{kode}/tanda-terima")
    enter(office, client, Peran.ADMIN)
    assert "Berkas hanya tersimpan di satu tempat" in page(client, "/admin/pekerjaan")


def test_what_no_record_names_is_counted_and_where_its_list_is_said(client: FlaskClient, office: Office) -> None:
    office.upload()
    enter(office, client, Peran.ADMIN)
    assert "tanpa catatan" not in page(client, "/admin/pekerjaan")
    set_state(office, Place.FIRST, CopyState.ORPHAN)

    told = page(client, "/admin/pekerjaan")
    assert "1 objek tersimpan tanpa catatan" in told
    assert "portal storage orphans" in told


def test_two_places_are_on_the_receipt_once_both_copies_are_whole(paired: tuple[Office, FlaskClient]) -> None:
    office, client = paired
    enter(office, client, Peran.BIRO)
    kode = office.upload().kode
    office.submit(kode)

    assert "Tersimpan di dua tempat" in page(client, f"/kerja/naskah/{kode}/tanda-terima")
    with office.stores.database.reading() as session:
        sheet = submission_sheet(find_tanda_terima(session, kode, OPERATOR), "https://portal.example", is_sample=True)
    assert ("Penyimpanan", "Tersimpan di dua tempat, dan dibaca ulang secara berkala.") in sheet.facts

    set_state(office, Place.SECOND, CopyState.WAITING)
    text = page(client, f"/kerja/naskah/{kode}/tanda-terima")
    assert "Salinan kedua menyusul" in text
    assert "dua tempat" not in text


def test_damage_that_stays_is_on_the_status_page(paired: tuple[Office, FlaskClient]) -> None:
    office, client = paired
    enter(office, client, Peran.ADMIN)
    office.upload()
    assert "1 berkas, semuanya di dua tempat." in page(client, "/admin/pekerjaan")

    set_state(office, Place.FIRST, CopyState.ALTERED)
    assert "0 salinan hilang dan 1 berubah" in page(client, "/admin/pekerjaan")


def test_copies_that_were_never_read_again_are_told(paired: tuple[Office, FlaskClient]) -> None:
    office, client = paired
    enter(office, client, Peran.ADMIN)
    assert "30 hari" not in page(client, "/admin/pekerjaan")
    office.upload()
    assert "30 hari" not in page(client, "/admin/pekerjaan")
    with office.stores.database.transaction() as session:
        session.execute(update(ObjectCopy).values(checked_at=None))
    assert "belum dibaca ulang dalam 30 hari" in page(client, "/admin/pekerjaan")
