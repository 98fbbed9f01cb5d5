"""`show_naskah` on what reading found out: suggestions with their source, facts about signatures, state of pages."""

import json
from datetime import UTC, datetime

from sqlalchemy import select, update

from portal.domain.naskah.enumerations import RecognitionState
from portal.domain.suggestions.values import Box, Field, Saran
from portal.domain.tanda_tangan.report import Integrity, SignatureReport, TimeStamp, Trust
from portal.models.berkas import Berkas, Halaman
from portal.queries.naskah.show import Json, show_naskah
from portal.services import saran, tanda_tangan
from tests.factories.naskah import Office
from tests.factories.pdf import text_pdf

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def file_of(office: Office, kode: str) -> Berkas:
    with office.stores.database.reading() as session:
        return session.scalars(select(Berkas).join(Berkas.naskah).where(Berkas.naskah.has(kode=kode))).one()


def show(office: Office, kode: str) -> Json:
    with office.stores.database.reading() as session:
        return show_naskah(session, kode)


def test_suggestions_are_shown_with_their_source_and_how_sure_they_are(office: Office) -> None:
    kode = office.upload().kode
    berkas = file_of(office, kode)
    box = Box(0.1, 0.2, 0.5, 0.25)
    with office.stores.database.transaction() as session:
        saran.store(
            session,
            berkas.id,
            [
                Saran(Field.PIHAK_NAMA, "Pemerintah Kota Contoh", 1, "dan Pemerintah Kota Contoh", 0.6, pihak=2,
                      peringkat=2, terdaftar="pemkot-contoh", keterangan="Ejaannya hanya mirip."),
                Saran(Field.JUDUL, "Pertukaran Data", 1, "tentang Pertukaran Data", 0.95, kotak=box),
            ],
        )  # fmt: skip

    first, second = show(office, kode)["suggestions"]

    assert first == {
        "bidang": "judul",
        "pihak": None,
        "nilai": "Pertukaran Data",
        "halaman": 1,
        "kotak": [0.1, 0.2, 0.5, 0.25],
        "cuplikan": "tentang Pertukaran Data",
        "keyakinan": 0.95,
        "peringkat": 1,
        "is_sure": True,
        "terdaftar": None,
        "keterangan": "",
        "berkas": berkas.sha256,
    }
    assert (second["pihak"], second["is_sure"], second["kotak"]) == (2, False, None)
    assert (second["terdaftar"], second["keterangan"]) == ("pemkot-contoh", "Ejaannya hanya mirip.")


def test_signatures_are_shown_per_file_as_separate_facts(office: Office) -> None:
    kode = office.upload().kode
    berkas = file_of(office, kode)
    assert show(office, kode)["signatures"] == [
        {"berkas": berkas.sha256, "checked_at": None, "keterangan": "", "tanda_tangan": []}
    ]
    report = SignatureReport(
        "Tanda1", signer="Contoh Pejabat", integrity=Integrity.UTUH, trust=Trust.NO_CHAIN,
        time_stamp=TimeStamp.VALID, stamped_at=AT,
    )  # fmt: skip
    with office.stores.database.transaction() as session:
        tanda_tangan.store_signatures(session, berkas.id, [report], "", now=AT)

    found = show(office, kode)
    (checked,) = found["signatures"]
    (signature,) = checked["tanda_tangan"]

    assert json.loads(json.dumps(found)) == found
    assert checked["checked_at"] == "2026-11-20T02:00:00Z"
    assert (signature["urutan"], signature["signer"], signature["integrity"]) == (1, "Contoh Pejabat", "utuh")
    assert (signature["trust"], signature["stamped_at"]) == ("no_chain", "2026-11-20T02:00:00Z")
    assert [fact["key"] for fact in signature["facts"]] == [
        "integrity",
        "trust",
        "time_stamp",
        "revocation",
        "coverage",
    ]


def test_a_page_shows_how_its_recognition_stands(office: Office) -> None:
    kode = office.upload(pdf=text_pdf(["Pasal satu"])).kode
    office.drain()
    with office.stores.database.transaction() as session:
        session.execute(
            update(Halaman).values(
                asal="our_ocr",
                keyakinan=0.4,
                pengenalan=RecognitionState.GAGAL,
                keterangan="Waktunya habis.",
                tool="mesin 1",
            )
        )

    (page,) = show(office, kode)["files"][0]["pages"]

    assert (page["pengenalan"], page["keterangan"], page["tool"]) == ("gagal", "Waktunya habis.", "mesin 1")
    assert page["keyakinan"] == 0.4
