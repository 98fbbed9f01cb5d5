"""The job of checking signatures: reports are stored, replaced and audited, and the file stays as it is."""

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from indexer.child import ChildResult, Outcome, PdfReader
from indexer.signing import note_on
from indexer.worker import Worker
from portal import clock
from portal.cli.main import main
from portal.domain.tanda_tangan.report import Integrity, NotCheckable, SignatureReport, Trust
from portal.errors import NotFoundError
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas
from portal.models.job import JobKind
from portal.services import jobs, tanda_tangan
from portal.services.publication.tanda_tangan import reports_of
from portal.wiring import Stores
from tests.factories.naskah import Office, sample_fields
from tests.factories.signed_pdf import hierarchy, plain, sign


@pytest.fixture(scope="module")
def reader() -> Iterator[PdfReader]:
    with PdfReader() as opened:
        yield opened


def put(office: Office, data: bytes) -> int:
    office.upload(sample_fields(), pdf=data)
    with office.stores.database.reading() as session:
        return session.scalars(select(Berkas.id).order_by(Berkas.id.desc())).first() or 0


def check(stores: Stores, reader: PdfReader, berkas_id: int) -> list[SignatureReport]:
    with stores.database.transaction() as session:
        tanda_tangan.ask_check(session, berkas_id, now=clock.utc_now())
    Worker(stores, reader, kinds=(JobKind.PERIKSA_TANDA_TANGAN,)).drain()
    with stores.database.reading() as session:
        return reports_of(session, berkas_id)


def note_of(stores: Stores, berkas_id: int) -> tuple[bool, str]:
    with stores.database.reading() as session:
        berkas = session.get_one(Berkas, berkas_id)
        return berkas.signatures_checked_at is not None, berkas.keterangan_tanda_tangan


def test_a_signed_file_gets_its_reports_and_a_new_check_replaces_them(
    office: Office, reader: PdfReader, tmp_path: Path
) -> None:
    berkas_id = put(office, sign(plain()))
    (tmp_path / "akar").mkdir()
    (tmp_path / "akar" / "induk.cer").write_bytes(hierarchy("A").root.der)
    trusting = replace(office.stores, config=replace(office.stores.config, tte_trust_dir=tmp_path / "akar"))

    before = check(office.stores, reader, berkas_id)
    after = check(trusting, reader, berkas_id)

    assert [report.trust for report in before] == [Trust.EMPTY_LIST]
    assert [(report.trust, report.integrity) for report in after] == [(Trust.TRUSTED, Integrity.UTUH)]
    assert note_of(office.stores, berkas_id) == (True, "")


def test_a_check_leaves_its_trace_in_the_audit(office: Office, reader: PdfReader) -> None:
    check(office.stores, reader, put(office, sign(plain())))

    with office.stores.database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "berkas.periksa_tanda_tangan")).one()
    assert json.loads(entry.after)["tanda_tangan"] == 1


def test_a_file_without_signatures_was_looked_at_and_has_no_remark(office: Office, reader: PdfReader) -> None:
    berkas_id = put(office, plain())

    assert note_of(office.stores, berkas_id) == (False, "")
    assert check(office.stores, reader, berkas_id) == []
    assert note_of(office.stores, berkas_id) == (True, "")


def test_a_file_the_tool_cannot_open_gets_a_remark_and_stays_as_it_is(office: Office, reader: PdfReader) -> None:
    berkas_id = put(office, sign(plain())[:-200])

    assert check(office.stores, reader, berkas_id) == []
    assert note_of(office.stores, berkas_id) == (
        True,
        "Tanda tangan tidak dapat diperiksa: alat pemeriksa gagal membacanya.",
    )


@pytest.mark.parametrize(
    ("found", "part"),
    [
        (ChildResult(Outcome.done), ""),
        (ChildResult(Outcome.timeout, signature_count=9), "Baru 0 dari 9"),
        (ChildResult(Outcome.limit), "melampaui batas"),
        (ChildResult(Outcome.crashed), "gagal membacanya"),
        (ChildResult(Outcome.done, signatures_not_checkable=NotCheckable.ENCRYPTED), "terenkripsi"),
    ],
)
def test_the_remark_says_what_kept_the_check_from_its_end(found: ChildResult, part: str) -> None:
    assert part in note_on(found)
    assert bool(note_on(found)) is bool(part)


def test_asking_for_an_unknown_file_is_refused(office: Office) -> None:
    with office.stores.database.transaction() as session, pytest.raises(NotFoundError):
        tanda_tangan.ask_check(session, 999, now=clock.utc_now())


def test_recheck_asks_for_every_file_and_names_what_is_no_certificate(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(office, plain())
    folder = tmp_path / "akar"
    folder.mkdir()
    encoded = base64.encodebytes(hierarchy("A").root.der).decode()
    (folder / "induk.pem").write_text(f"-----BEGIN CERTIFICATE-----\n{encoded}-----END CERTIFICATE-----\n")
    (folder / "salah.txt").write_text("bukan sertifikat")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(office.stores.config.data_dir))
    monkeypatch.setenv("PORTAL_DATABASE_URL", office.stores.config.database_url)
    monkeypatch.setenv("PORTAL_TTE_TRUST_DIR", str(folder))

    code = main(["signatures", "recheck", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert (code, told["asked"], len(told["certificates"])) == (3, 1, 1)
    assert [problem["file"] for problem in told["problems"]] == ["salah.txt"]
    with office.stores.database.transaction() as session:
        claims = jobs.claim(session, owner="uji", now=clock.utc_now(), kinds=(JobKind.PERIKSA_TANDA_TANGAN,))
    assert [claim.priority for claim in claims] == [jobs.PRIORITY_BULK]
