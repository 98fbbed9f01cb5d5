"""`show_naskah`: what operators see of a naskah, published or not."""

import json
from datetime import UTC, date, datetime

import pytest

from portal.domain.naskah.enumerations import Bentuk, JenisHubungan
from portal.domain.naskah.fields import HubunganFields
from portal.errors import NotFoundError
from portal.queries.naskah.show import Json, plain, show_naskah
from tests.factories.naskah import Office, foreign_fields, sample_fields
from tests.factories.pdf import text_pdf

KEYS = {
    "kode",
    "status",
    "visibilitas",
    "version",
    "created_at",
    "updated_at",
    "submitted_at",
    "nomor_tanda_terima",
    "is_published",
    "published_at",
    "nomor_terbit",
    "fields",
    "files",
    "suggestions",
    "signatures",
    "holds",
    "acts",
    "history",
    "pembekuan",
    "penghitaman",
    "retensi",
}


def show(office: Office, kode: str) -> Json:
    with office.stores.database.reading() as session:
        return show_naskah(session, kode)


def test_a_published_naskah_is_shown_with_its_files_texts_and_acts(office: Office) -> None:
    kode = office.publish(sample_fields(catatan_internal="Untuk petugas."), pages=["Pasal satu", "Pasal dua"])

    found = show(office, kode)

    assert set(found) == KEYS
    assert json.loads(json.dumps(found)) == found
    assert (found["status"], found["is_published"], found["nomor_terbit"]) == ("terbit", True, 1)
    assert found["fields"]["catatan_internal"] == "Untuk petugas."
    assert found["fields"]["unit"] == {"kode": "KANIM-A", "nama": "Kantor Imigrasi Kelas I Contoh"}
    assert (found["fields"]["signed_on"], found["fields"]["expires_on"]) == ("2026-03-12", "2030-03-12")
    assert [p["is_kementerian"] for p in found["fields"]["pihak"]] == [True, False]
    (file,) = found["files"]
    assert (file["is_current"], file["is_public"], file["nama"]) == (True, True, "naskah.pdf")
    assert file["size"] == office.stores.objects.size(file["sha256"])
    assert (file["reading"]["keadaan"], file["reading"]["pages"]) == ("terbaca", 2)
    assert [(page["nomor"], page["teks"].strip(), page["asal"]) for page in file["pages"]] == [
        (1, "Pasal satu", "digital"),
        (2, "Pasal dua", "digital"),
    ]
    assert [act["jenis"] for act in found["acts"]] == ["ditandatangani", "diterbitkan", "berakhir"]
    assert "naskah.terbit" in [entry["action"] for entry in found["history"]]
    assert found["suggestions"] == []
    assert (found["retensi"], found["pembekuan"]) == (None, [])


def test_a_draft_is_shown_too_but_nothing_of_it_is_public(office: Office) -> None:
    kode = office.upload().kode

    found = show(office, kode)

    assert (found["status"], found["is_published"], found["submitted_at"]) == ("draf", False, None)
    assert (found["files"][0]["reading"]["keadaan"], found["files"][0]["is_public"]) == ("menunggu", False)
    assert found["acts"] == found["holds"] == []


def test_a_hold_is_shown_with_its_owners_until_it_is_answered(office: Office) -> None:
    kode = office.upload(foreign_fields(), pdf=text_pdf(["Halaman"])).kode
    office.submit(kode)
    office.drain()
    (waiting,) = [hold for hold in show(office, kode)["holds"] if hold["is_open"]]
    office.release(kode)
    office.drain()

    assert (waiting["alasan"], waiting["owners"]) == ("menunggu_biro", ["biro"])
    after = show(office, kode)["holds"]
    assert not any(hold["is_open"] for hold in after)
    assert "Diperiksa." in {hold["jawaban"] for hold in after}


def test_relations_are_shown_from_both_sides(office: Office) -> None:
    parent = office.upload(sample_fields(bentuk=Bentuk.NOTA_KESEPAHAMAN)).kode
    child = office.upload(sample_fields(hubungan=(HubunganFields(JenisHubungan.INDUK, parent),))).kode

    assert show(office, child)["fields"]["hubungan"] == [{"jenis": "induk", "arah": "keluar", "kode": parent}]
    assert show(office, parent)["fields"]["hubungan"] == [{"jenis": "induk", "arah": "masuk", "kode": child}]


def test_an_unknown_code_is_not_found(office: Office) -> None:
    with pytest.raises(NotFoundError):
        show(office, "2026-00000")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (7, 7),
        ("teks", "teks"),
        (date(2026, 11, 13), "2026-11-13"),
        (datetime(2026, 11, 13, 3, 4, 5, 6, tzinfo=UTC), "2026-11-13T03:04:05Z"),
        (Bentuk.NAMA_LAIN, "nama_lain"),
        (("id", "en"), ["id", "en"]),
    ],
)
def test_stored_values_become_json(value: object, expected: object) -> None:
    assert plain(value) == expected
