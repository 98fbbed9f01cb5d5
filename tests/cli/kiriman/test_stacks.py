"""Scans behind cover sheets: the pages come to the naskah that the sheet names, and to no other."""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import clock
from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.permissions import OPERATOR, Peran
from portal.models.berkas import Berkas
from portal.models.kiriman import Kiriman
from portal.models.naskah import Naskah
from portal.queries.object_copies import expected_objects
from portal.services import audit
from portal.services.publication import verbs
from portal.services.users import accounts
from portal.wiring import Stores
from tests.cli.conftest import Run
from tests.factories.desk import Desk
from tests.factories.naskah import Office, sample_fields
from tests.factories.pdf import text_pdf
from tests.factories.scanned import scanned
from tests.factories.shared import reader
from tests.fixtures.repository import ROOT

SECRET = "kunci-uji" * 8
Sheet = Callable[[str], bytes]


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The watched folder of KANIM-A."""
    made = tmp_path / "kotak"
    (made / "KANIM-A").mkdir(parents=True)
    monkeypatch.setenv("PORTAL_INBOX_DIR", str(made))
    monkeypatch.setenv("PORTAL_INBOX_QUIET", "0")
    monkeypatch.setenv("PORTAL_SECRET_KEY", SECRET)
    return made / "KANIM-A"


@pytest.fixture
def sheet(app: Flask, office: Office) -> Sheet:
    """Prints the cover sheet of a naskah, as somebody of the Biro gets it."""
    actor = office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")
    client = app.test_client()
    with office.stores.database.transaction() as session:
        token = accounts.start_session(session, actor.user_id or 0, device="uji", now=clock.utc_now())
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True

    def printed(kode: str) -> bytes:
        answer = client.get(f"/kerja/naskah/{kode}/lembar-pengantar.pdf")
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        return answer.data

    return printed


def files(stores: Stores) -> list[tuple[str, str, JenisBerkas, str]]:
    """Code of the naskah, name, kind and digest of every file, in the order in which they came."""
    with stores.database.reading() as session:
        found = session.execute(
            select(Berkas, Naskah.kode).join(Naskah, Naskah.id == Berkas.naskah_id).order_by(Berkas.id)
        )
        return [(kode, row.nama, row.jenis, row.sha256) for row, kode in found]


def texts(stores: Stores, digest: str, tmp_path: Path) -> int:
    """How many pages a stored file has."""
    path = tmp_path / "periksa.pdf"
    with stores.objects.open(digest) as stream:
        path.write_bytes(stream.read())
    return reader().inspect(path).count


def draft(office: Office, **changes: object) -> str:
    """A draft without a file."""
    return Desk(office).draft(sample_fields(**changes))


def test_pages_behind_a_sheet_become_the_file_of_its_naskah(
    run: Run, stores: Stores, office: Office, inbox: Path, sheet: Sheet, tmp_path: Path
) -> None:
    kode = draft(office)
    scan = scanned(sheet(kode), text_pdf(["satu", "dua"]))
    (inbox / "pindaian.pdf").write_bytes(scan)

    answer = run("receive", "--once")

    assert (answer.code, answer.out, answer.err) == (0, "Masuk: 1. Ditolak: 0. Menunggu: 0.\n", "")
    ((where, nama, jenis, digest),) = files(stores)
    assert (where, nama, jenis) == (kode, "pindaian, halaman 2-3.pdf", JenisBerkas.NASKAH)
    assert texts(stores, digest, tmp_path) == 2
    with stores.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Naskah)) == 1
        stack = hashlib.sha256(scan).hexdigest()
        assert (stack, len(scan)) in expected_objects(session)
    assert stores.objects.verify(stack) == "ok"
    assert [path.name for path in (inbox / "diterima").iterdir()] == [f"{kode} pindaian.pdf"]
    assert run("storage", "orphans").out == ""


def test_a_stack_is_divided_at_its_sheets(
    run: Run, stores: Stores, office: Office, inbox: Path, sheet: Sheet, tmp_path: Path
) -> None:
    first, second = draft(office), draft(office, judul="Kedua")
    scan = scanned(sheet(first), text_pdf(["a"]), sheet(second), text_pdf(["b", "c"]), sheet(first), text_pdf(["d"]))
    (inbox / "tumpukan.pdf").write_bytes(scan)

    assert run("receive", "--once").out == "Masuk: 3. Ditolak: 0. Menunggu: 0.\n"

    assert [(kode, jenis, texts(stores, digest, tmp_path)) for kode, _, jenis, digest in files(stores)] == [
        (first, JenisBerkas.NASKAH, 1), (second, JenisBerkas.NASKAH, 2), (first, JenisBerkas.LAMPIRAN, 1),
    ]  # fmt: skip
    note = next((inbox / "diterima").glob("*.txt")).read_text("utf-8")
    assert note.splitlines() == [
        f"tumpukan, halaman 2.pdf: {first}",
        f"tumpukan, halaman 4-5.pdf: {second}",
        f"tumpukan, halaman 7.pdf: {first}",
    ]
    with stores.database.reading() as session:
        assert set(session.scalars(select(Kiriman.stack))) == {hashlib.sha256(scan).hexdigest()}


def test_what_a_folder_may_not_touch_is_refused_and_the_rest_of_the_stack_taken(
    run: Run, stores: Stores, office: Office, inbox: Path, sheet: Sheet
) -> None:
    own, foreign, sent = draft(office), draft(office, unit="PAS"), office.upload().kode
    office.submit(sent)
    office.drain()
    with stores.database.transaction() as session:
        verbs.withdraw(session, sent, office.act(OPERATOR), alasan=verbs.WithdrawalClass.KELIRU)
    pages = [
        (sheet(foreign), text_pdf(["a"])),
        (sheet(sent), text_pdf(["b"])),
        (sheet(own), text_pdf(["c"])),
        (sheet(own),),
    ]
    before = len(files(stores))
    (inbox / "tumpukan.pdf").write_bytes(scanned(*(page for part in pages for page in part)))

    assert run("receive", "--once").out == "Masuk: 1. Ditolak: 3. Menunggu: 0.\n"

    assert [kode for kode, *_ in files(stores)[before:]] == [own]
    note = next((inbox / "diterima").glob("*.txt")).read_text("utf-8").splitlines()
    assert f"Lembar pengantar {foreign}: Naskah tidak ditemukan." in note[0]
    assert f"Lembar pengantar {sent}: " in note[1]
    assert "tidak ada halaman" in note[3]


def test_nothing_slips_into_a_naskah_that_is_about_to_be_published(
    run: Run, stores: Stores, office: Office, inbox: Path, sheet: Sheet
) -> None:
    sent, wished = office.upload().kode, draft(office)
    scan = scanned(sheet(sent), text_pdf(["a"]), sheet(wished), text_pdf(["b"]))
    office.submit(sent)
    with stores.database.transaction() as session:
        session.scalars(select(Naskah).where(Naskah.kode == wished)).one().is_publication_wished = True
    before = files(stores)
    (inbox / "tumpukan.pdf").write_bytes(scan)

    assert run("receive", "--once").out == "Masuk: 0. Ditolak: 2. Menunggu: 0.\n"

    assert files(stores) == before
    note = next((inbox / "ditolak").glob("*.txt")).read_text("utf-8").splitlines()
    assert all("sudah diajukan" in line for line in note)


def test_a_sheet_of_another_portal_is_refused(
    run: Run, stores: Stores, office: Office, inbox: Path, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    kode = draft(office)
    scan = scanned(sheet(kode), text_pdf(["a"]))
    (inbox / "pindaian.pdf").write_bytes(scan)
    monkeypatch.setenv("PORTAL_SECRET_KEY", "lain-uji" * 8)
    assert run("receive", "--once").code == 3
    assert "Cetak lembar pengantar baru" in (inbox / "ditolak/pindaian.pdf.txt").read_text("utf-8")
    assert files(stores) == []

    # After a change of the key the sheets that were printed before still count.
    monkeypatch.setenv("PORTAL_SECRET_KEY_FALLBACKS", SECRET)
    (inbox / "pindaian.pdf").write_bytes(scan)
    assert run("receive", "--once").code == 0


def test_a_sheet_within_a_file_that_does_not_begin_with_one_divides_nothing(
    run: Run, stores: Stores, office: Office, inbox: Path, sheet: Sheet
) -> None:
    kode = draft(office)
    (inbox / "pindaian.pdf").write_bytes(scanned(text_pdf(["a"]), sheet(kode), text_pdf(["b"])))

    assert run("receive", "--once").code == 0
    ((where, nama, _, _),) = files(stores)
    assert where != kode
    assert nama == "pindaian.pdf"


def test_killed_between_its_parts_a_stack_comes_to_the_same(
    run: Run, stores: Stores, office: Office, inbox: Path, sheet: Sheet
) -> None:
    first, second = draft(office), draft(office, judul="Kedua")
    (inbox / "tumpukan.pdf").write_bytes(scanned(sheet(first), text_pdf(["a"]), sheet(second), text_pdf(["b"])))
    for step in ("taken", "settled"):
        environ = {**os.environ, "PORTAL_FAILPOINT": step, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "portal", "receive", "--once"]
        died = subprocess.run(command, env=environ, capture_output=True, check=False)
        assert died.returncode == -signal.SIGKILL, died.stderr

    assert run("receive", "--once").code == 0

    assert [(kode, jenis) for kode, _, jenis, _ in files(stores)] == [
        (first, JenisBerkas.NASKAH),
        (second, JenisBerkas.NASKAH),
    ]
    with stores.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Kiriman)) == 2
        assert audit.first_broken(session) is None
