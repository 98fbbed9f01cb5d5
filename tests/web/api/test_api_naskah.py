"""`GET /api/v1/naskah/KODE` over a real portal: one naskah, its tombstone, and silence about everything else."""

import hashlib
from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal import clock
from portal.domain.naskah.enumerations import JenisBerkas, JenisHubungan, Visibilitas
from portal.domain.naskah.fields import HubunganFields
from portal.services.berkas import uploading
from portal.services.berkas.spooling import spool_stream
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from portal.web.api.shapes import NaskahShape, ProblemShape, TombstoneProblemShape
from tests.factories.naskah import Office, foreign_fields, sample_fields
from tests.factories.pdf import text_pdf
from tests.web.api.conftest import Library


def set_visibility(office: Office, kode: str, level: Visibilitas) -> None:
    with office.stores.database.transaction() as session:
        verbs.set_visibility(session, kode, office.act(), level=level, dasar="CONTOH dasar", tinjau_on=date(2030, 1, 1))


def withdraw(office: Office, kode: str) -> None:
    with office.stores.database.transaction() as session:
        verbs.withdraw(session, kode, office.act(), alasan=WithdrawalClass.DATA_PRIBADI, penjelasan="Rahasia dapur.")


def add_annex(office: Office, kode: str) -> None:
    stores = office.stores
    limit = stores.config.max_upload_mb * 1_000_000
    path = stores.spool_dir / "lampiran"
    received = spool_stream(BytesIO(text_pdf(["Lampiran contoh"])), path, nama="lampiran.pdf", limit=limit)
    target = uploading.Target(kode=kode, jenis=JenisBerkas.LAMPIRAN)
    into = uploading.UploadStores(stores.database, stores.objects, lambda file: False, limit)
    uploading.store_file(into, received, target, office.act(), idempotency_key=f"lampiran-{kode}")
    path.unlink()


def whole(answer: TestResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Everything a caller can tell two answers apart by."""
    return answer.status_code, answer.data, [pair for pair in answer.headers if pair[0] != "Date"]


def test_one_naskah_with_parties_files_and_acts(client: FlaskClient, office: Office) -> None:
    kode = office.publish(sample_fields(catatan_internal="Jangan ditampilkan."), pages=["Satu", "Dua"])

    answer = client.get(f"/api/v1/naskah/{kode}")

    assert answer.status_code == 200
    body = answer.json
    assert set(body) == set(NaskahShape.model_fields)
    assert body["kode"] == kode
    assert body["nomor"] == ["MIP-1.HH.05.02 Tahun 2026", "100/KS/2026"]
    assert body["pihak"][1] == {
        "nama": "Pemerintah Kabupaten Contoh",
        "slug": "pemerintah-kabupaten-contoh",
        "jenis": "pemerintah_daerah",
        "negara": "ID",
        "nomor": "100/KS/2026",
        "penanda_tangan": "Contoh Bupati",
        "jabatan": "Bupati Contoh",
        "signed_on": "2026-03-12",
        "signed_presisi": "hari",
        "tempat": "Contoh",
    }
    (berkas,) = body["berkas"]
    assert (berkas["urutan"], berkas["jenis"], berkas["pages"]) == (1, "naskah", 2)
    assert berkas["size"] == office.stores.objects.size(berkas["sha256"])
    assert berkas["url"] == body["pdf_url"] == f"{office.stores.config.base_url}/n/{kode}/naskah.pdf"
    assert [acara["jenis"] for acara in body["acara"]] == ["ditandatangani", "diterbitkan", "berakhir"]
    assert (body["nomor_terbit"], body["is_metadata_only"], body["hubungan"]) == (1, False, [])
    assert "Jangan ditampilkan" not in answer.text


def test_every_file_address_gives_the_bytes_of_its_digest(client: FlaskClient, office: Office) -> None:
    kode = office.upload(sample_fields()).kode
    add_annex(office, kode)
    office.submit(kode)
    office.drain()

    files = client.get(f"/api/v1/naskah/{kode}").json["berkas"]

    assert [berkas["jenis"] for berkas in files] == ["naskah", "lampiran"]
    for berkas in files:
        answer = client.get(berkas["url"].removeprefix(office.stores.config.base_url))
        assert answer.status_code == 200
        assert hashlib.sha256(answer.data).hexdigest() == berkas["sha256"]


def test_relations_are_shown_from_both_sides_while_both_are_published(client: FlaskClient, office: Office) -> None:
    parent = office.publish(sample_fields(judul="CONTOH Induk"))
    child = office.publish(
        sample_fields(judul="CONTOH Pelaksana", hubungan=(HubunganFields(JenisHubungan.INDUK, parent),))
    )

    (outgoing,) = client.get(f"/api/v1/naskah/{child}").json["hubungan"]
    (incoming,) = client.get(f"/api/v1/naskah/{parent}").json["hubungan"]
    withdraw(office, parent)
    left = client.get(f"/api/v1/naskah/{child}")

    assert (outgoing["jenis"], outgoing["arah"], outgoing["naskah"]["kode"]) == ("induk", "keluar", parent)
    assert (incoming["jenis"], incoming["arah"], incoming["naskah"]["kode"]) == ("induk", "masuk", child)
    assert outgoing["naskah"]["url"] == f"{office.stores.config.base_url}/n/{parent}"
    assert left.json["hubungan"] == []
    assert parent not in left.text


def test_unknown_unpublished_exempt_and_malformed_codes_answer_alike(client: FlaskClient, office: Office) -> None:
    draft = office.upload().kode
    waiting = office.upload(foreign_fields()).kode
    office.submit(waiting)
    exempt = office.publish()
    set_visibility(office, exempt, Visibilitas.DIKECUALIKAN)
    office.drain()
    unknown = whole(client.get("/api/v1/naskah/2026-00000"))

    assert unknown[0] == 404
    assert ProblemShape.model_validate(client.get("/api/v1/naskah/2026-00000").json).status == 404
    hidden = [draft, waiting, exempt]
    malformed = [
        "x",
        "2026-123456",
        "2026",
        "1899-12345",
        f"{draft}%0A",
        "%00",
        "2026-1234%C2%B2",
        "a/b/c",
        "../naskah",
    ]
    for kode in hidden:
        assert whole(client.get(f"/api/v1/naskah/{kode}")) == unknown, kode
    for kode in malformed:
        answer = client.get(f"/api/v1/naskah/{kode}")
        assert (answer.status_code, answer.data, answer.mimetype) == (404, unknown[1], "application/problem+json"), kode


def test_a_withdrawn_naskah_answers_410_with_its_tombstone_and_nothing_else(
    client: FlaskClient, office: Office
) -> None:
    kode = office.publish(sample_fields(judul="CONTOH Ditarik"))
    etag = client.get(f"/api/v1/naskah/{kode}").headers["ETag"]
    withdraw(office, kode)

    answer = client.get(f"/api/v1/naskah/{kode}", headers={"If-None-Match": etag})

    assert answer.status_code == 410
    assert answer.mimetype == "application/problem+json"
    tombstone = TombstoneProblemShape.model_validate(answer.json)
    assert set(answer.json) == set(TombstoneProblemShape.model_fields)
    assert (tombstone.kode, tombstone.alasan, tombstone.status) == (kode, "data_pribadi", 410)
    assert date.fromisoformat(tombstone.withdrawn_on) <= clock.today()
    assert "Rahasia dapur" not in answer.text
    assert "CONTOH Ditarik" not in answer.text


def test_a_naskah_open_as_metadata_only_has_no_file(client: FlaskClient, office: Office) -> None:
    kode = office.publish(sample_fields())
    set_visibility(office, kode, Visibilitas.METADATA)
    office.drain()

    body = client.get(f"/api/v1/naskah/{kode}").json
    listed = client.get("/api/v1/naskah").json["items"][0]

    assert (body["pdf_url"], body["sha256"], body["pages"], body["berkas"]) == (None, None, None, [])
    assert body["is_metadata_only"] is True
    assert (listed["pdf_url"], listed["sha256"], listed["pages"]) == (None, None, None)


def test_a_parameter_is_refused_by_name(library: Library) -> None:
    answer = library.client.get(f"/api/v1/naskah/{library.kode_of['domestic']}?fields=judul")

    assert answer.status_code == 400
    assert answer.json["parameter"] == "fields"


def test_an_answer_once_had_is_not_sent_again(library: Library) -> None:
    path = f"/api/v1/naskah/{library.kode_of['domestic']}"
    etag = library.client.get(path).headers["ETag"]

    again = library.client.get(path, headers={"If-None-Match": f'"lain", {etag}'})
    strong = library.client.get(path, headers={"If-None-Match": etag.removeprefix("W/")})
    other = library.client.get(path, headers={"If-None-Match": '"lain"'})

    assert (again.status_code, again.data) == (304, b"")
    assert (strong.status_code, other.status_code) == (304, 200)


@pytest.mark.parametrize("host", ["jahat.contoh", "jahat.contoh:8000"])
def test_addresses_come_from_the_setting_and_not_from_the_host_header(library: Library, host: str) -> None:
    kode = library.kode_of["domestic"]

    answer = library.client.get(f"/api/v1/naskah/{kode}", headers={"Host": host})

    assert "jahat" not in answer.text
    assert answer.json["url"] == f"{library.base_url}/n/{kode}"
