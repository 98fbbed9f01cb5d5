"""`portal receive` with a watched folder: a file becomes a draft of its unit once, whatever is killed or put there."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

import pytest
from sqlalchemy import func, select, update

from portal import clock
from portal.cli.kiriman.folders import AGAIN_AFTER, FolderWay
from portal.cli.kiriman.taking import Taker
from portal.domain.naskah.status import Status
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas
from portal.models.kiriman import Kiriman, KirimanState
from portal.models.naskah import Naskah
from portal.models.unggahan import Unggahan
from portal.services.kiriman.senders import KirimanSender
from portal.services.kiriman.settling import KirimanOutcome, Thing
from portal.wiring import Stores
from tests.cli.conftest import Run
from tests.factories.desk import pdf_bytes
from tests.factories.pdf import encrypted_pdf
from tests.factories.shared import reader
from tests.fixtures.repository import ROOT

BORN = 1_700_000_000


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A watched folder with the folders of two units in it."""
    made = tmp_path / "kotak"
    for unit in ("KANIM-A", "IMI"):
        (made / unit).mkdir(parents=True)
    monkeypatch.setenv("PORTAL_INBOX_DIR", str(made))
    monkeypatch.setenv("PORTAL_INBOX_QUIET", "0")
    return made


def rows(stores: Stores) -> list[Kiriman]:
    with stores.database.reading() as session:
        found = list(session.scalars(select(Kiriman).order_by(Kiriman.id)))
        for row in found:
            assert row.naskah is None or row.naskah.kode
            assert row.unit is None or row.unit.kode
        return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_file_becomes_a_draft_of_its_unit_and_moves_to_the_taken_ones(run: Run, stores: Stores, inbox: Path) -> None:
    (inbox / "KANIM-A/pindaian.pdf").write_bytes(pdf_bytes("satu"))
    (inbox / "IMI/PINDAIAN").write_bytes(pdf_bytes("dua"))

    answer = run("receive", "--once")

    assert (answer.code, answer.out, answer.err) == (0, "Masuk: 2. Ditolak: 0. Menunggu: 0.\n", "")
    with stores.database.reading() as session:
        found = {row.unit.kode: row for row in session.scalars(select(Naskah))}
        trail = session.execute(select(AuditEntry.action, AuditEntry.actor_email).order_by(AuditEntry.seq)).all()
    assert {row.status for row in found.values()} == {Status.DRAF}
    assert ("kiriman.terima", "folder:KANIM-A") in trail
    assert ("berkas.simpan", "folder:IMI") in trail
    assert names(inbox / "KANIM-A") == ["diterima"]
    assert names(inbox / "KANIM-A/diterima") == [f"{found['KANIM-A'].kode} pindaian.pdf"]
    assert names(inbox / "IMI/diterima") == [f"{found['IMI'].kode} PINDAIAN"]
    assert (inbox / "KANIM-A/diterima" / f"{found['KANIM-A'].kode} pindaian.pdf").read_bytes() == pdf_bytes("satu")
    assert [(row.sender, row.state, row.nama, row.is_answered) for row in rows(stores)] == [
        ("IMI", KirimanState.DITERIMA, "PINDAIAN", True),
        ("KANIM-A", KirimanState.DITERIMA, "pindaian.pdf", True),
    ]


def test_what_is_refused_lies_beside_a_note_that_says_why(run: Run, stores: Stores, inbox: Path) -> None:
    (inbox / "IMI/foto.tif").write_bytes(b"II*\0" + bytes(9_000))
    (inbox / "IMI/kosong.pdf").write_bytes(b"")
    (inbox / "IMI/terkunci.pdf").write_bytes(encrypted_pdf())

    answer = run("receive", "--once")

    assert answer.code == 3
    refused = inbox / "IMI/ditolak"
    assert names(inbox / "IMI") == ["ditolak"]
    assert names(refused) == [
        f"{one}{end}" for one in ("foto.tif", "kosong.pdf", "terkunci.pdf") for end in ("", ".txt")
    ]
    assert (refused / "foto.tif.txt").read_text("utf-8").startswith("foto.tif bukan PDF.")
    assert "terkunci kata sandi" in (refused / "terkunci.pdf.txt").read_text("utf-8")
    assert [row.state for row in rows(stores)] == [KirimanState.DITOLAK] * 3
    with stores.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Naskah)) == 0


def test_a_file_that_is_still_written_waits(
    run: Run, stores: Stores, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_INBOX_QUIET", "600")
    path = inbox / "IMI/naskah.pdf"
    path.write_bytes(pdf_bytes("lama"))
    # The date of what it was copied from tells nothing.
    os.utime(path, (BORN, BORN))

    answer = run("receive", "--once")

    assert (answer.code, answer.out) == (3, "Masuk: 0. Ditolak: 0. Menunggu: 1.\n")
    assert path.exists()
    assert rows(stores) == []


def test_what_programs_leave_is_left_alone(run: Run, stores: Stores, inbox: Path) -> None:
    kept = [".DS_Store", "Thumbs.db", "naskah.pdf.part", "~$naskah.pdf", "pindaian.tmp"]
    for name in kept:
        (inbox / "IMI" / name).write_bytes(pdf_bytes(name))
    (inbox / "di-luar.pdf").write_bytes(pdf_bytes("luar"))
    (inbox / ".snapshot").mkdir()
    (inbox / ".snapshot/lama.pdf").write_bytes(pdf_bytes("lama"))

    assert run("receive", "--once").code == 0
    assert names(inbox / "IMI") == sorted(kept)
    assert rows(stores) == []


def test_nothing_is_followed_out_of_the_folder(run: Run, stores: Stores, inbox: Path, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.pdf"
    secret.write_bytes(pdf_bytes("rahasia"))
    elsewhere = tmp_path / "lain"
    elsewhere.mkdir()
    (elsewhere / "naskah.pdf").write_bytes(pdf_bytes("lain"))
    (inbox / "IMI/tautan.pdf").symlink_to(secret)
    (inbox / "PAS").symlink_to(elsewhere)
    os.mkfifo(inbox / "IMI/pipa.pdf")
    (inbox / "KANIM-A/diterima").symlink_to(elsewhere)
    (inbox / "KANIM-A/naskah.pdf").write_bytes(pdf_bytes("naskah"))

    answer = run("receive", "--once")

    assert "tidak dapat dipindahkan" in answer.err
    assert [row.sender for row in rows(stores)] == ["KANIM-A"]
    assert names(elsewhere) == ["naskah.pdf"]
    assert names(inbox / "IMI") == ["pipa.pdf", "tautan.pdf"]
    assert rows(stores)[0].is_answered is False


def test_a_folder_of_no_unit_is_told_so(run: Run, stores: Stores, inbox: Path) -> None:
    (inbox / "TIDAK-ADA").mkdir()
    (inbox / "TIDAK-ADA/naskah.pdf").write_bytes(pdf_bytes("x"))

    assert run("receive", "--once").code == 3
    assert "kode unit" in (inbox / "TIDAK-ADA/ditolak/naskah.pdf.txt").read_text("utf-8")
    assert [(row.sender, row.unit_id) for row in rows(stores)] == [("TIDAK-ADA", None)]


def test_the_same_file_is_taken_once_and_nothing_is_written_over(run: Run, stores: Stores, inbox: Path) -> None:
    for _ in range(2):
        (inbox / "IMI/naskah.pdf").write_bytes(pdf_bytes("sama"))
        assert run("receive", "--once").code == 0
    (inbox / "KANIM-A/naskah.pdf").write_bytes(pdf_bytes("sama"))
    refused = run("receive", "--once")

    kode = rows(stores)[0].naskah.kode  # type: ignore[union-attr]
    assert names(inbox / "IMI/diterima") == [f"{kode} naskah (2).pdf", f"{kode} naskah.pdf"]
    # The folder of another unit learns that the file is there, and not where.
    assert refused.code == 3
    assert kode not in (inbox / "KANIM-A/ditolak/naskah.pdf.txt").read_text("utf-8")
    with stores.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Naskah)) == 1
    assert [row.state for row in rows(stores)] == [KirimanState.DITERIMA, KirimanState.DITOLAK]


def test_what_was_refused_is_looked_at_again_when_it_is_put_there_again(
    run: Run, stores: Stores, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "IMI/naskah.pdf").write_bytes(pdf_bytes("sama"))
    monkeypatch.setenv("PORTAL_UNIT_DAILY_MB", "1")
    with stores.database.transaction() as session:
        # What the unit has sent today, without sending it.
        session.execute(update(Berkas).values(size=1))
    first = pdf_bytes("banyak") + b"\n%" + b"x" * 1_100_000
    (inbox / "IMI/besar.pdf").write_bytes(first)
    assert run("receive", "--once").code == 3
    assert names(inbox / "IMI/ditolak") == ["besar.pdf", "besar.pdf.txt"]

    monkeypatch.setenv("PORTAL_UNIT_DAILY_MB", "5")
    (inbox / "IMI/besar.pdf").write_bytes(first)
    assert run("receive", "--once").code == 0

    assert [(row.nama, row.state, row.reason) for row in rows(stores)] == [
        ("besar.pdf", KirimanState.DITERIMA, ""), ("naskah.pdf", KirimanState.DITERIMA, ""),
    ]  # fmt: skip


def test_what_cannot_be_moved_is_passed_over_for_a_while(run: Run, stores: Stores, inbox: Path, tmp_path: Path) -> None:
    (inbox / "IMI/naskah.pdf").write_bytes(pdf_bytes("x"))
    (inbox / "IMI/diterima").symlink_to(tmp_path)
    later = [0.0]
    way = FolderWay(inbox, Taker(stores, reader(), tmp_path), quiet=0, now=lambda: time.time() + later[0])

    turns = []
    for later[0] in (0.0, 1.0, AGAIN_AFTER + 1):
        turns.append(way.turn())

    assert [(turn.taken, len(turn.troubles)) for turn in turns] == [(1, 1), (0, 0), (1, 1)]
    assert (inbox / "IMI/naskah.pdf").exists()
    assert len(rows(stores)) == 1


def test_a_move_that_fails_leaves_no_empty_file_and_writes_nothing_over(
    run: Run, stores: Stores, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "IMI/ditolak").mkdir()
    (inbox / "IMI/ditolak/catatan.pdf.txt").write_text("milik orang", "utf-8")
    (inbox / "IMI/catatan.pdf").write_bytes(b"bukan PDF")

    def failing(*_: object, **__: object) -> None:
        raise PermissionError(13, "uji")

    with monkeypatch.context() as patch:
        patch.setattr("portal.cli.kiriman.folders.os.rename", failing)
        assert run("receive", "--once").code == 3
    assert names(inbox / "IMI/ditolak") == ["catatan.pdf.txt"]

    with monkeypatch.context() as patch:
        patch.setattr("portal.cli.kiriman.folders.MOST_NAMES", 2)
        assert run("receive", "--once").code == 3
    assert names(inbox / "IMI/ditolak") == ["catatan.pdf.txt"]

    assert run("receive", "--once").code == 3
    assert names(inbox / "IMI/ditolak") == ["catatan (2).pdf", "catatan (2).pdf.txt", "catatan.pdf.txt"]
    assert (inbox / "IMI/ditolak/catatan.pdf.txt").read_text("utf-8") == "milik orang"


def test_a_file_on_which_the_portal_breaks_keeps_no_other_waiting(
    run: Run, stores: Stores, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("IMI/a.pdf", "IMI/b.pdf", "KANIM-A/c.pdf"):
        (inbox / name).write_bytes(pdf_bytes(name))
    taker = Taker(stores, reader(), tmp_path)
    real = taker.take

    def breaking(source: BinaryIO, nama: str, size: int, sender: KirimanSender) -> tuple[Thing, KirimanOutcome]:
        if nama == "a.pdf":
            raise RuntimeError("uji")
        return real(source, nama, size, sender)

    monkeypatch.setattr(taker, "take", breaking)

    with pytest.raises(RuntimeError, match="uji"):
        FolderWay(inbox, taker, quiet=0).turn()
    assert [row.nama for row in rows(stores)] == ["b.pdf", "c.pdf"]
    assert names(inbox / "IMI") == ["a.pdf", "diterima"]


def test_a_share_that_is_away_keeps_nothing_from_starting(
    run: Run, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_INBOX_DIR", str(inbox / "tidak-ada"))

    assert run("users", "list").code == 0
    assert run("receive", "--once").code == 1


def test_settings_that_are_missing_are_named(run: Run) -> None:
    answer = run("receive", "--once")

    assert answer.code == 1
    assert "PORTAL_INBOX_DIR" in answer.err


STEPS = ("spool-open", "hash", "intent", "put", "verify-read", "accept-commit", "receipt", "taken", "settled")


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_the_file_is_taken_once(run: Run, stores: Stores, inbox: Path, step: str) -> None:
    path = inbox / "IMI/naskah.pdf"
    path.write_bytes(pdf_bytes(step))
    environ = {**os.environ, "PORTAL_FAILPOINT": step, "PYTHONPATH": str(ROOT)}
    died = subprocess.run([sys.executable, "-m", "portal", "receive", "--once"], env=environ, capture_output=True)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert path.exists()

    assert run("receive", "--once").code == 0

    with stores.database.reading() as session:
        kode = session.scalars(select(Naskah.kode)).one()
        assert session.scalar(select(func.count()).select_from(Berkas)) == 1
        assert session.scalar(select(func.count()).where(Unggahan.accepted_at.is_(None))) == 0
        told = select(func.count()).where(AuditEntry.action == "kiriman.terima")
        assert session.scalar(told) == 1
    assert names(inbox / "IMI/diterima") == [f"{kode} naskah.pdf"]
    assert names(inbox / "IMI") == ["diterima"]
    assert len(rows(stores)) == 1


def test_the_service_takes_in_what_comes_and_ends_when_told(run: Run, stores: Stores, inbox: Path) -> None:
    environ = {**os.environ, "PORTAL_RECEIVE_EVERY": "5", "PYTHONPATH": str(ROOT)}
    service = subprocess.Popen([sys.executable, "-m", "portal", "receive"], env=environ, stderr=subprocess.PIPE)
    try:
        (inbox / "IMI/naskah.pdf").write_bytes(pdf_bytes("jalan"))
        until = time.monotonic() + 60
        while not names(inbox / "IMI/diterima"):
            assert time.monotonic() < until
            assert service.poll() is None
            time.sleep(0.1)
        second = run("receive", "--once")
        service.send_signal(signal.SIGTERM)
        assert service.wait(30) == 0
    finally:
        service.kill()
        service.communicate()

    assert second.code == 1
    assert "sudah berjalan" in second.err
    assert rows(stores)[0].received_at <= clock.utc_now()
