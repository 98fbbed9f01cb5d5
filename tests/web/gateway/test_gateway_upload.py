"""A program sends a naskah: once, whole, for its own unit, and is told exactly what became of it."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.app import create_app
from portal.domain.naskah.enumerations import JenisMitra, Lingkup
from portal.domain.permissions import Actor, Peran
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas
from portal.models.naskah import Naskah
from portal.queries.naskah import dossier
from portal.wiring import Stores
from tests.factories.naskah import Office, sample_fields
from tests.factories.pdf import text_pdf
from tests.factories.program import ROOT, Program, make_key

PDF = text_pdf(["Pasal 1 Maksud dan tujuan"])
WHOLE = {
    "judul": "CONTOH Pertukaran Data",
    "lingkup": "dalam_negeri",
    "bentuk": "perjanjian_kerja_sama",
    "nomor": ["MIP-1.HH.05.02 Tahun 2026", "100/KS/2026"],
    "mitra": ["Pemerintah Kabupaten Contoh"],
    "jenis_mitra": "pemerintah_daerah",
    "signed_on": "2026-03-12",
    "berlaku_sampai": "2030-03-12",
}


def count(stores: Stores) -> tuple[int, int]:
    with stores.database.reading() as session:
        return tuple(session.scalar(select(func.count()).select_from(table)) or 0 for table in (Naskah, Berkas))  # type: ignore[return-value]


def trail(stores: Stores) -> list[tuple[str, str, dict[str, Any]]]:
    with stores.database.reading() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.seq))
        return [(row.action, row.actor_email, json.loads(row.after)) for row in rows]


def test_a_body_becomes_a_draft_of_the_unit_with_its_receipt(stores: Stores, program: Program, maker: Actor) -> None:
    answer = program.send(PDF, Content_Disposition='attachment; filename="Naskah 7.pdf"')
    told = answer.get_json()

    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    assert told["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert (told["ukuran"], told["nama"], told["status"]) == (len(PDF), "Naskah 7.pdf", "draf")
    assert {one["bidang"] for one in told["kurang"]} == {"judul", "lingkup", "bentuk", "pihak"}
    assert told["keadaan_url"] == f"{stores.config.base_url}{ROOT}/naskah/{told['kode']}"
    with stores.database.reading() as session:
        naskah = session.scalars(select(Naskah)).one()
        assert (naskah.kode, naskah.unit.kode, naskah.created_by) == (told["kode"], "KANIM-A", maker.user_id)
    assert stores.objects.exists(told["sha256"])


def test_the_trail_names_the_key_beside_its_maker(stores: Stores, program: Program) -> None:
    kode = program.send(PDF).get_json()["kode"]
    entries = {action: (who, after) for action, who, after in trail(stores)}

    for action in ("naskah.buat", "berkas.simpan", "kunci.unggah"):
        assert entries[action][0] == "ani@contoh.go.id (kunci akses 1)"
    assert entries["kunci.unggah"][1]["kode"] == kode


def test_metadata_fill_the_fields_as_those_of_a_manifest_do(office: Office, program: Program, maker: Actor) -> None:
    told = program.send_form(PDF, WHOLE).get_json()
    with office.stores.database.reading() as session:
        fields = dossier.find_naskah(session, told["kode"], maker).fields

    assert told["kurang"] == []
    assert told["status"] == "draf"
    assert (fields.judul, fields.lingkup) == ("CONTOH Pertukaran Data", Lingkup.DALAM_NEGERI)
    assert fields.expires_on == date(2030, 3, 12)
    ours, partner = fields.pihak
    assert (ours.is_kementerian, ours.nomor) == (True, "MIP-1.HH.05.02 Tahun 2026")
    assert (partner.nama, partner.jenis, partner.negara) == (
        "Pemerintah Kabupaten Contoh",
        JenisMitra.PEMERINTAH_DAERAH,
        "ID",
    )
    assert partner.nomor == "100/KS/2026"
    assert partner.signed.on == date(2026, 3, 12)


def test_from_the_wish_to_the_public_page_and_back(office: Office, program: Program) -> None:
    told = program.send_form(PDF, {**WHOLE, "terbitkan": True}, key="surat-7").get_json()
    kode = told["kode"]
    assert told["status"] == "diajukan"
    waiting = program.get(f"/naskah/{kode}").get_json()
    assert (waiting["terbit"], waiting["url"]) == (False, None)
    assert waiting["nomor_tanda_terima"].startswith("TT-")
    office.drain()

    state = program.get(f"/naskah/{kode}").get_json()
    assert (state["status"], state["terbit"]) == ("terbit", True)
    assert state["url"] == f"{office.stores.config.base_url}/n/{kode}"
    assert state["penahanan"] == state["kurang"] == []
    assert [(one["pembacaan"], one["halaman"], one["diproses"]) for one in state["berkas"]] == [("terbaca", 1, False)]
    receipt = program.get(f"/naskah/{kode}/tanda-terima").get_json()
    assert receipt["nomor"] == state["nomor_tanda_terima"]
    assert [one["sha256"] for one in receipt["berkas"]] == [told["sha256"]]
    assert program.client.get(f"/n/{kode}").status_code == 200


def test_what_holds_it_is_told_by_its_class_and_never_by_what_was_found(office: Office, program: Program) -> None:
    nip = "198001012006041001"
    kode = program.send_form(text_pdf([f"NIP {nip}", "Pasal 2"]), {**WHOLE, "terbitkan": True}).get_json()["kode"]
    office.drain()
    answer = program.get(f"/naskah/{kode}")

    assert answer.get_json()["penahanan"] == ["data_pribadi"]
    assert answer.get_json()["terbit"] is False
    assert nip not in answer.text


def test_a_wish_without_all_fields_waits_as_a_draft_for_what_is_read(office: Office, program: Program) -> None:
    told = program.send_form(PDF, {"judul": "CONTOH", "terbitkan": True}).get_json()
    with office.stores.database.reading() as session:
        naskah = session.scalars(select(Naskah)).one()
        assert naskah.is_publication_wished
    office.drain()

    assert told["status"] == "draf"
    assert program.get(f"/naskah/{told['kode']}").get_json()["terbit"] is False


def test_the_same_key_and_bytes_give_the_same_answer_and_store_nothing_twice(stores: Stores, program: Program) -> None:
    answers = [program.send_form(PDF, {**WHOLE, "terbitkan": True}, key="surat-7") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201] * 3
    assert len({answer.text for answer in answers}) == 1
    assert count(stores) == (1, 1)
    assert [action for action, _, _ in trail(stores)].count("kunci.unggah") == 1
    assert [action for action, _, _ in trail(stores)].count("naskah.ajukan") == 1


def test_sent_again_with_the_wish_a_draft_goes_on_unless_somebody_has_worked_on_it(
    stores: Stores, program: Program
) -> None:
    for is_worked_on in (False, True):
        pdf, key = text_pdf([f"Naskah {is_worked_on}"]), f"surat-{is_worked_on}"
        kode = program.send_form(pdf, WHOLE, key=key).get_json()["kode"]
        if is_worked_on:
            with stores.database.transaction() as session:
                session.scalars(select(Naskah).where(Naskah.kode == kode)).one().judul = "CONTOH, belum selesai"
        told = program.send_form(pdf, {**WHOLE, "terbitkan": True}, key=key).get_json()

        assert told["status"] == ("draf" if is_worked_on else "diajukan")


def test_it_holds_over_a_new_access_key_of_the_unit(app: Flask, office: Office, maker: Actor, program: Program) -> None:
    first = program.send(PDF, Idempotency_Key="surat-7")
    renewed = Program(app.test_client(), make_key(app, office, maker, "KANIM-A"))

    assert renewed.send(PDF, Idempotency_Key="surat-7").get_json() == first.get_json()


def test_the_same_key_with_other_bytes_is_refused(stores: Stores, program: Program) -> None:
    program.send(PDF, Idempotency_Key="surat-7")
    other = program.send(text_pdf(["Lain"]), Idempotency_Key="surat-7")

    assert other.status_code == 422
    assert (other.get_json()["alasan"], other.get_json()["bidang"]) == ("key_reused", "Idempotency-Key")
    assert count(stores) == (1, 1)


def test_the_same_key_of_another_unit_is_another_one(program: Program, beside: Program) -> None:
    ours, theirs = program.send(PDF, Idempotency_Key="1"), beside.send(text_pdf(["Lain"]), Idempotency_Key="1")

    assert (ours.status_code, theirs.status_code) == (201, 201)
    assert ours.get_json()["kode"] != theirs.get_json()["kode"]


@pytest.mark.parametrize("key", ["a b", "é", "x" * 201, ""])
def test_a_key_that_cannot_be_one_is_refused(stores: Stores, program: Program, key: str) -> None:
    answer = program.send(PDF, Idempotency_Key=key)

    assert (answer.status_code, answer.get_json()["bidang"]) == (422, "Idempotency-Key")
    assert count(stores) == (0, 0)


def test_bytes_that_are_stored_are_named_only_to_whom_they_belong(
    office: Office, program: Program, beside: Program
) -> None:
    kode = program.send_form(PDF, {**WHOLE, "terbitkan": True}).get_json()["kode"]
    own, foreign = program.send(PDF), beside.send(PDF)
    office.drain()
    public = beside.send(PDF)

    assert [answer.status_code for answer in (own, foreign, public)] == [409] * 3
    assert [answer.get_json()["kode"] for answer in (own, foreign, public)] == [kode, None, kode]
    assert kode not in foreign.text


def test_another_units_naskah_answers_exactly_as_one_that_never_was(office: Office, beside: Program) -> None:
    hidden = office.upload(sample_fields()).kode
    shown = office.publish(sample_fields())
    for rest in ("", "/tanda-terima"):
        unknown = beside.get(f"/naskah/2026-10000{rest}")
        for kode in (hidden, shown):
            answer = beside.get(f"/naskah/{kode}{rest}")
            assert answer.status_code == 404
            assert (answer.data, dict(answer.headers)) == (unknown.data, dict(unknown.headers))


def test_a_key_of_the_unit_above_does_not_reach_those_below(app: Flask, office: Office) -> None:
    above = office.add_user("atas@contoh.go.id", Peran.PENGELOLA, "IMI")
    one = Program(app.test_client(), make_key(app, office, above, "IMI"))

    assert one.get(f"/naskah/{office.upload(sample_fields()).kode}").status_code == 404


@pytest.mark.parametrize(
    ("metadata", "field"),
    [
        ("{", "metadata"),
        ("[1]", "metadata"),
        ("[" * 100_000, "metadata"),
        ({"unit": "PAS"}, "unit"),
        ({"file": "x"}, "file"),
        ({"status": "terbit"}, "status"),
        ({"judul": 7}, "judul"),
        ({"judul": "x" * 4001}, "judul"),
        ({"mitra": ["a;b"]}, "mitra"),
        ({"mitra": ["a", 1]}, "mitra"),
        ({"lingkup": "dunia"}, "lingkup"),
        ({"signed_on": "kemarin"}, "signed_on"),
        ({"lingkup": "luar_negeri", "mitra": "X", "negara": "XX"}, "negara"),
        ({"terbitkan": "ya"}, "terbitkan"),
    ],
)
def test_metadata_that_cannot_be_read_are_refused_by_name_and_nothing_is_stored(
    stores: Stores, program: Program, metadata: object, field: str
) -> None:
    answer = program.send_form(PDF, metadata)

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["bidang"] == field
    assert "Baris" not in answer.get_json()["detail"]
    assert count(stores) == (0, 0)


def test_text_that_no_database_holds_is_cleaned(program: Program) -> None:
    assert program.send_form(PDF, '{"judul": "CONTOH \\ud800\\u0000 Judul"}').status_code == 201


@pytest.mark.parametrize(
    ("pdf", "status", "reason"),
    [(b"", 422, "empty"), (b"bukan pdf", 422, "not_pdf"), (b"x" * 300_000, 422, "not_pdf")],
)
def test_what_is_no_pdf_is_refused_with_the_way_out(
    stores: Stores, program: Program, pdf: bytes, status: int, reason: str
) -> None:
    for answer in (program.send(pdf), program.send_form(pdf)):
        assert (answer.status_code, answer.get_json()["alasan"]) == (status, reason)
    assert count(stores) == (0, 0)
    assert list(stores.spool_dir.iterdir()) == []


def test_other_parts_types_and_files_are_refused(program: Program) -> None:
    from io import BytesIO

    from werkzeug.datastructures import FileStorage

    def file() -> FileStorage:
        return FileStorage(BytesIO(PDF), "a.pdf")

    answers = [
        program.client.post(f"{ROOT}/naskah", data=b"{}", content_type="application/json", headers=program.bearer),
        program.client.post(f"{ROOT}/naskah", headers=program.bearer),
        program.send_parts({"metadata": "{}"}),
        program.send_parts({"lain": file()}),
        program.send_parts({"berkas": file(), "lain": file()}),
        program.send_parts({"berkas": file(), "unit": "PAS"}),
    ]
    fields = [answer.get_json()["bidang"] for answer in answers]

    assert [answer.status_code for answer in answers] == [422] * 6
    assert fields == ["Content-Type", "Content-Type", "berkas", "berkas", "berkas", "unit"]


def _limited(stores: Stores, **changes: Any) -> Flask:
    config = replace(stores.config, **changes)
    return create_app(config, replace(stores, config=config))


def test_a_unit_that_sent_enough_today_is_told_until_when_to_wait(stores: Stores, program: Program) -> None:
    big = PDF + b" " * 900_000
    app = _limited(stores, unit_daily_mb=1)
    limited = Program(app.test_client(), program.key)
    first, second = limited.send(big), limited.send(big + b" ")
    app.extensions["pdf_reader"].close()

    assert (first.status_code, second.status_code) == (201, 429)
    assert second.get_json()["alasan"] == "quota"
    assert 0 < int(second.headers["Retry-After"]) <= 86_400


def test_a_file_over_the_limit_is_refused_in_words(stores: Stores, program: Program) -> None:
    app = _limited(stores, max_upload_mb=1)
    limited = Program(app.test_client(), program.key)
    answers = [limited.send(PDF + b" " * 1_000_000), limited.send_form(PDF + b" " * 1_000_000)]
    app.extensions["pdf_reader"].close()

    assert [(answer.status_code, answer.get_json()["alasan"]) for answer in answers] == [(413, "too_large")] * 2
    assert count(stores) == (0, 0)
