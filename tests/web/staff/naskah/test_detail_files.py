"""Originals and page images for staff: in parts, never cached, never with our rights in the browser."""

import re

import pytest
from sqlalchemy import select

from portal.domain.naskah.enumerations import RecognitionState
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Halaman
from portal.services import audit
from tests.factories.naskah import Office, sample_fields
from tests.factories.pdf import text_pdf
from tests.web.staff.conftest import Browser


def test_an_original_comes_whole_or_in_parts_and_is_boxed_in(ani: Browser, office: Office) -> None:
    pdf = text_pdf(["CONTOH berkas asli"])
    accepted = office.upload(sample_fields(), pdf=pdf)
    path = f"/kerja/naskah/{accepted.kode}/berkas/{accepted.berkas_id}/asli.pdf"

    whole = ani.get(path)
    part = ani.get(path, headers={"Range": "bytes=5-14"})
    beyond = ani.get(path, headers={"Range": "bytes=99999999-"})

    assert (whole.status_code, whole.data) == (200, pdf)
    assert (part.status_code, part.data) == (206, pdf[5:15])
    assert beyond.status_code == 416
    assert whole.headers["Cache-Control"] == part.headers["Cache-Control"] == "no-store"
    assert "sandbox" in whole.headers["Content-Security-Policy"]
    assert whole.headers["Content-Type"] == "application/pdf"
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert accepted.kode in whole.headers["Content-Disposition"]


def test_page_images_belong_to_their_own_naskah(ani: Browser, office: Office) -> None:
    accepted = office.upload(sample_fields())
    other = office.upload(sample_fields(unit="LAPAS-B"))
    office.drain()

    mine = ani.get(f"/kerja/naskah/{accepted.kode}/berkas/{accepted.berkas_id}/hlm/1.webp")
    crossed = ani.get(f"/kerja/naskah/{accepted.kode}/berkas/{other.berkas_id}/hlm/1.webp")
    no_page = ani.get(f"/kerja/naskah/{accepted.kode}/berkas/{accepted.berkas_id}/hlm/2.webp")

    assert mine.status_code == 200
    assert mine.mimetype == "image/webp"
    assert mine.data[:4] == b"RIFF"
    assert mine.headers["Cache-Control"] == "no-store"
    assert (crossed.status_code, no_page.status_code) == (404, 404)


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [("", (1, 60)), ("?hlm=60", (1, 60)), ("?hlm=61", (61, 70)), ("?hlm=9999999", (61, 70)), ("?hlm=-5", (1, 60)),
     ("?hlm=x", (1, 60))],
)  # fmt: skip
def test_a_long_file_shows_a_bounded_number_of_small_pictures(
    ani: Browser, office: Office, wanted: str, shown: tuple[int, int]
) -> None:
    accepted = office.upload(sample_fields())
    rows = [
        Halaman(
            berkas_id=accepted.berkas_id, nomor=nomor, teks="", asal="digital", keterangan="", tool="",
            pengenalan=RecognitionState.TIDAK_PERLU, image_sha256="a" * 64, image_width=800, image_height=1100,
        )
        for nomor in range(1, 71)
    ]  # fmt: skip
    with office.stores.database.transaction() as session:
        session.add_all(rows)

    page = ani.get(f"/kerja/naskah/{accepted.kode}{wanted}").text

    numbers = [int(found) for found in re.findall(r'id="hlm-(\d+)"', page)]
    assert numbers == list(range(shown[0], shown[1] + 1))
    assert f"Halaman {shown[0]} sampai {shown[1]}" in page
    assert ("Halaman berikutnya" in page) == (shown[0] == 1)


def test_no_page_for_staff_is_kept_by_any_cache(ani: Browser, office: Office) -> None:
    kode = office.upload(sample_fields()).kode

    for path in ("/kerja/", "/kerja/naskah", "/kerja/cari?q=a", "/kerja/unggah", f"/kerja/naskah/{kode}", "/masuk"):
        assert ani.get(path).headers["Cache-Control"] == "no-store", path


def test_who_took_an_original_stands_in_the_audit_trail(ani: Browser, office: Office) -> None:
    accepted = office.upload(sample_fields())
    path = f"/kerja/naskah/{accepted.kode}/berkas/{accepted.berkas_id}/asli.pdf"

    for headers in ({}, {"Range": "bytes=1-"}):
        assert ani.get(path, headers=headers).status_code in (200, 206)
    ani.client.head(path)
    ani.get(f"/kerja/naskah/{accepted.kode}/berkas/999999/asli.pdf")

    with office.stores.database.reading() as session:
        rows = session.execute(
            select(AuditEntry.actor_email, AuditEntry.object_key).where(AuditEntry.action == "berkas.unduh")
        ).all()
        assert audit.first_broken(session) is None
    assert [tuple(row) for row in rows] == [("ani@contoh.go.id", f"{accepted.kode}/{accepted.berkas_id}")] * 2
