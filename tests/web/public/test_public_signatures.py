"""Signatures in public: each fact by itself, renewed by a new check, and nothing of a file that is not public."""

from datetime import UTC, datetime

from flask.testing import FlaskClient
from sqlalchemy import select

from portal.domain.tanda_tangan.facts import DISCLAIMER, NO_SIGNATURE, OFFICIAL_CHECKS
from portal.domain.tanda_tangan.report import Changes, Integrity, NotCheckable, SignatureReport, TimeStamp, Trust
from portal.models.berkas import Berkas
from portal.models.terbitan import TerbitanBerkas
from portal.services import tanda_tangan
from tests.factories.naskah import Office, sample_fields

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
SOUND = SignatureReport(
    "Isian Rahasia", signer="Contoh Pejabat", integrity=Integrity.UTUH, changes=Changes.NONE, trust=Trust.NO_CHAIN,
    time_stamp=TimeStamp.VALID, stamped_at=AT, detail="rincian alat",
)  # fmt: skip
BROKEN = SignatureReport("F", not_checkable=NotCheckable.DAMAGED)


def check(office: Office, kode: str, *reports: SignatureReport, note: str = "") -> None:
    with office.stores.database.transaction() as session:
        berkas = session.scalars(select(Berkas).where(Berkas.naskah.has(kode=kode))).one()
        tanda_tangan.store_signatures(session, berkas.id, reports, note, now=AT)


def test_a_page_says_each_fact_with_the_day_of_the_check_and_where_to_verify(
    client: FlaskClient, office: Office
) -> None:
    kode = office.publish(sample_fields())
    check(office, kode, SOUND, BROKEN)

    page = client.get(f"/n/{kode}").text

    for shown in (
        "2 tanda tangan elektronik",
        "Contoh Pejabat",
        "Bagian yang ditandatangani utuh.",
        "tidak tersambung ke daftar kepercayaan",
        "Status pencabutan tidak diperiksa.",
        "strukturnya rusak",
        "Diperiksa 20 November 2026, 09.00 WIB",
        DISCLAIMER,
        *(url for _, url in OFFICIAL_CHECKS),
    ):
        assert shown in page, shown
    assert "Isian Rahasia" not in page
    assert "rincian alat" not in page


def test_a_new_check_reaches_the_page_and_the_answers_of_the_api(client: FlaskClient, office: Office) -> None:
    kode = office.publish(sample_fields())
    check(office, kode)
    assert NO_SIGNATURE in client.get(f"/n/{kode}").text
    assert client.get(f"/api/v1/naskah/{kode}").get_json()["berkas"][0]["tanda_tangan"]["daftar"] == []

    check(office, kode, SOUND)

    (berkas,) = client.get(f"/api/v1/naskah/{kode}").get_json()["berkas"]
    (found,) = berkas["tanda_tangan"]["daftar"]
    assert NO_SIGNATURE not in client.get(f"/n/{kode}").text
    assert berkas["tanda_tangan"]["diperiksa_pada"] == "2026-11-20T02:00:00Z"
    assert (found["penanda_tangan"], found["keutuhan"], found["kepercayaan"]) == ("Contoh Pejabat", "utuh", "no_chain")
    assert (found["waktu"], found["is_waktu_terbukti"]) == ("2026-11-20T02:00:00Z", True)


def test_a_check_that_failed_hides_nothing_and_claims_nothing(client: FlaskClient, office: Office) -> None:
    kode = office.publish(sample_fields())
    check(office, kode, note="Tanda tangan tidak dapat diperiksa: alat pemeriksa gagal membacanya.")

    answer = client.get(f"/n/{kode}")

    assert answer.status_code == 200
    assert "alat pemeriksa gagal membacanya" in answer.text
    assert NO_SIGNATURE not in answer.text


def test_a_check_of_a_file_that_is_not_public_leaves_no_trace_in_the_projection(office: Office) -> None:
    public = office.publish(sample_fields())
    draft = office.upload(sample_fields(judul="Draf")).kode

    check(office, draft, SOUND)

    with office.stores.database.reading() as session:
        texts = {row.kode: row.tanda_tangan for row in session.scalars(select(TerbitanBerkas))}
    assert set(texts) == {public}
    assert "Contoh Pejabat" not in texts[public]


def test_what_was_checked_before_publication_is_copied_by_it(client: FlaskClient, office: Office) -> None:
    kode = office.upload(sample_fields()).kode
    office.drain()
    check(office, kode, SOUND)

    office.submit(kode)
    office.drain()

    assert "Contoh Pejabat" in client.get(f"/n/{kode}").text
