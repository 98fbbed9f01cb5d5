"""`portal import`: a folder becomes naskah; one bad file never stops the rest, and a second run goes on."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.naskah.status import Status
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas
from portal.models.job import Job
from portal.models.naskah import Naskah
from portal.services import jobs
from portal.services.berkas import uploading
from portal.wiring import Stores
from tests.cli.conftest import Answer, Run
from tests.factories.desk import pdf_bytes
from tests.factories.pdf import encrypted_pdf, owner_restricted_pdf

MANIFEST = "file,unit,judul,lingkup,bentuk,nomor,mitra,signed_on,visibilitas\n"
FULL = "dalam_negeri,nota_kesepahaman,MIP-1/2026,Mitra Contoh,2026-03-12,publik"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three PDFs, one of them in a subfolder, beside things that are none of the import's business."""
    made = tmp_path / "arsip"
    (made / "dalam").mkdir(parents=True)
    for name in ("a.pdf", "b.pdf", "dalam/c.PDF"):
        (made / name).write_bytes(pdf_bytes(name))
    for name in ("catatan.txt", "daftar.csv", "baca.md", ".tersembunyi.pdf"):
        (made / name).write_text("bukan urusan impor")
    return made


def counts(stores: Stores) -> dict[str, int]:
    with stores.database.reading() as session:
        tables = (Naskah, Berkas, Job, AuditEntry)
        return {t.__tablename__: session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}


def report(answer: Answer) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(answer.out)
    assert set(data) == {"accepted", "duplicate", "refused", "items"}
    assert all(set(item) == {"file", "kode", "state"} for item in data["items"])
    assert all(set(item) == {"file", "reason"} for item in data["refused"])
    return data


def manifest(folder: Path, *rows: str) -> Path:
    path = folder.parent / "manifes.csv"
    path.write_text(MANIFEST + "".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def test_every_pdf_becomes_a_draft_of_the_unit(run: Run, stores: Stores, folder: Path) -> None:
    answer = run("import", folder, "--unit", "KANIM-A", "--json")

    data = report(answer)
    assert (answer.code, data["accepted"], data["duplicate"], data["refused"]) == (0, 3, 0, [])
    assert [(item["file"], item["state"]) for item in data["items"]] == [
        ("a.pdf", "draf"), ("b.pdf", "draf"), ("dalam/c.PDF", "draf"),
    ]  # fmt: skip
    with stores.database.reading() as session:
        rows = session.scalars(select(Naskah).order_by(Naskah.id)).all()
        assert [row.kode for row in rows] == [item["kode"] for item in data["items"]]
        assert {row.unit.kode for row in rows} == {"KANIM-A"}
        assert set(session.scalars(select(Job.priority).where(Job.kind == "baca_berkas"))) == {jobs.PRIORITY_BULK}


ALL = (f"A.PDF,IMI,Judul A,{FULL}", f",IMI,Tanpa berkas,{FULL}", "b.pdf,IMI,Judul B,,,,,,", "dalam\\c.pdf,IMI,c,,,,,,")
"""A row for every file of the folder, not all of them written as the file is, and one without."""


def test_a_second_run_stores_nothing_again(run: Run, stores: Stores, folder: Path) -> None:
    rows = manifest(folder, *ALL)
    first = report(run("import", folder, "--manifest", rows, "--unit", "IMI", "--json"))
    before = counts(stores)

    answer = run("import", folder, "--manifest", rows, "--unit", "IMI", "--json")

    assert first["accepted"] == 4
    assert (answer.code, report(answer)) == (0, {"accepted": 0, "duplicate": 4, "refused": [], "items": []})
    assert counts(stores) == before


def test_a_run_that_was_cut_off_goes_on_where_it_was(
    run: Run, stores: Stores, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, sent = uploading.store_file, []

    def cut_off(*arguments: Any, **how: Any) -> Any:
        if sent:
            raise KeyboardInterrupt
        sent.append(real(*arguments, **how))
        return sent[0]

    with monkeypatch.context() as patch:
        patch.setattr(uploading, "store_file", cut_off)
        assert run("import", folder, "--unit", "IMI").code == 1

    data = report(run("import", folder, "--unit", "IMI", "--json"))
    assert (data["accepted"], data["duplicate"]) == (2, 1)
    assert counts(stores)["naskah"] == 3


def test_one_bad_file_never_stops_the_rest(run: Run, stores: Stores, folder: Path) -> None:
    (folder / "0-kosong.pdf").write_bytes(b"")
    (folder / "0-palsu.pdf").write_bytes(b"PK\x03\x04 bukan pdf")
    (folder / "0-gambar.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "0-sama.pdf").write_bytes(pdf_bytes("a.pdf"))
    (folder / "0-tak-terbaca.pdf").symlink_to(folder)

    answer = run("import", folder, "--unit", "KANIM-A", "--json")

    data = report(answer)
    assert (answer.code, data["accepted"], data["duplicate"]) == (3, 3, 1)
    assert {item["file"]: item["reason"].split(" ", 1)[1][:12] for item in data["refused"]} == {
        "0-kosong.pdf": "kosong (0 bi",
        "0-palsu.pdf": "bukan PDF. S",
        "0-gambar.jpg": "bukan PDF. S",
    }
    assert counts(stores)["naskah"] == 3


def test_locked_files_are_refused_and_merely_restricted_ones_taken(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "terkunci"
    folder.mkdir()
    (folder / "kunci.pdf").write_bytes(encrypted_pdf())
    (folder / "terbatas.pdf").write_bytes(owner_restricted_pdf())

    data = report(run("import", folder, "--unit", "KANIM-A", "--json"))

    assert [item["file"] for item in data["items"]] == ["terbatas.pdf"]
    assert "kata sandi" in data["refused"][0]["reason"]


def test_a_file_beyond_the_limit_is_refused(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_MAX_UPLOAD_MB", "1")
    (folder / "a.pdf").write_bytes(pdf_bytes() + b"x" * 1_000_000)

    answer = run("import", folder, "--unit", "KANIM-A", "--json")

    assert answer.code == 3
    assert [item["file"] for item in report(answer)["refused"]] == ["a.pdf"]
    assert "1 MB" in report(answer)["refused"][0]["reason"]


def test_a_name_whose_bytes_are_no_text_is_taken_and_told(run: Run, stores: Stores, tmp_path: Path) -> None:
    folder = tmp_path / "lama"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/perjanjian-caf\xe9.pdf")).write_bytes(pdf_bytes())

    answer = run("import", folder, "--unit", "KANIM-A", "--json")

    assert (answer.code, report(answer)["items"][0]["file"]) == (0, "perjanjian-caf?.pdf")
    with stores.database.reading() as session:
        assert session.scalars(select(Naskah.judul)).one() == ""
        assert session.scalars(select(Berkas.nama)).one() == "perjanjian-caf.pdf"


def test_a_manifest_gives_fields_to_files_and_records_without_a_file(run: Run, stores: Stores, folder: Path) -> None:
    rows = manifest(
        folder,
        f"a.pdf,IMI,Judul A,{FULL}",
        f",PAS,Hanya catatan,{FULL}",
        "dalam/c.PDF,IMI,Judul C,,,,,,",
    )

    data = report(run("import", folder, "--manifest", rows, "--unit", "KANIM-A", "--json"))

    assert [item["file"] for item in data["items"]] == ["a.pdf", "baris 3", "dalam/c.PDF"]
    assert [(item["file"], "tidak disebut dalam manifes" in item["reason"]) for item in data["refused"]] == [
        ("b.pdf", True)
    ]
    with stores.database.reading() as session:
        found = {row.judul: row for row in session.scalars(select(Naskah))}
        assert {judul: row.unit.kode for judul, row in found.items()} == {
            "Judul A": "IMI", "Hanya catatan": "PAS", "Judul C": "IMI",
        }  # fmt: skip
        party = found["Judul A"].pihak_list
        assert [p.nama for p in party] == ["Kementerian Contoh", "Mitra Contoh"]
        assert found["Judul A"].visibilitas is Visibilitas.PUBLIK


@pytest.mark.parametrize(
    "name", ["../rahasia.pdf", "dalam/../../rahasia.pdf", "ABSOLUT", "tidak-ada.pdf", "tautan.pdf", "."]
)
def test_a_manifest_reaches_no_file_outside_the_folder(run: Run, stores: Stores, folder: Path, name: str) -> None:
    secret = folder.parent / "rahasia.pdf"
    secret.write_bytes(pdf_bytes("rahasia"))
    if name == "tautan.pdf":
        (folder / name).symlink_to(secret)
    rows = manifest(folder, f"{secret if name == 'ABSOLUT' else name},IMI,Judul,,,,,,", f"a.pdf,IMI,Judul A,{FULL}")

    answer = run("import", folder, "--manifest", rows, "--unit", "IMI", "--json")

    data = report(answer)
    assert answer.code == 3
    assert data["refused"][0]["reason"] == "Berkas tidak ada di folder."
    assert data["accepted"] == 1
    with stores.database.reading() as session:
        assert session.scalar(select(func.count()).where(Berkas.nama == "rahasia.pdf")) == 0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a.pdf,TAKADA,Judul,,,,,,", "TAKADA"),
        ("a.pdf,IMI,Judul,antariksa,,,,,", "lingkup"),
        ("a.pdf,IMI,Judul,,,,,2026-02-30,", "kalender"),
        ("a.pdf,IMI,Judul,,,,,2999-01-01,publik", None),
        ("a.pdf,IMI,Judul,,,,Mitra,2999-01-01,", "setelah hari ini"),
    ],
    ids=["unit", "lingkup", "tanggal", "tanggal tanpa mitra", "masa depan"],
)
def test_a_wrong_row_is_refused_by_name_and_the_others_go_on(
    run: Run, stores: Stores, folder: Path, row: str, said: str | None
) -> None:
    rows = manifest(folder, row, f",IMI,Lain,{FULL}")

    answer = run("import", folder, "--manifest", rows, "--unit", "IMI", "--json")

    data = report(answer)
    assert answer.code == 3
    assert [item["file"] for item in data["refused"]] == ["a.pdf", "b.pdf", "dalam/c.PDF"]
    assert (said or "setelah hari ini") in data["refused"][0]["reason"]
    assert data["accepted"] == 1


def test_a_trial_run_tells_what_would_be_and_stores_nothing(run: Run, stores: Stores, folder: Path) -> None:
    (folder / "rusak.pdf").write_bytes(b"rusak")
    rows = manifest(folder, f"a.pdf,IMI,Judul A,{FULL}", f",IMI,Tanpa berkas,{FULL}", "b.pdf,IMI,Judul,salah,,,,,")
    before = counts(stores)

    answer = run("import", folder, "--manifest", rows, "--unit", "IMI", "--publish", "--dry-run", "--json")

    data = report(answer)
    assert (answer.code, data["accepted"]) == (3, 2)
    assert [item["file"] for item in data["refused"]] == ["b.pdf", "dalam/c.PDF", "rusak.pdf"]
    assert {(item["kode"], item["state"]) for item in data["items"]} == {("", "draf")}
    assert counts(stores) == before
    assert list(stores.objects.entries()) == []
    real = report(run("import", folder, "--manifest", rows, "--unit", "IMI", "--json"))
    assert [item["file"] for item in real["items"]] == [item["file"] for item in data["items"]]


def test_publish_hands_in_what_is_complete_and_leaves_the_rest_a_draft(run: Run, stores: Stores, folder: Path) -> None:
    rows = manifest(folder, f"a.pdf,IMI,Lengkap,{FULL}", "b.pdf,IMI,Belum lengkap,,,,,,", "dalam/c.PDF,IMI,c,,,,,,")

    data = report(run("import", folder, "--manifest", rows, "--unit", "IMI", "--publish", "--json"))

    assert {item["file"]: item["state"] for item in data["items"]} == {
        "a.pdf": "diajukan", "b.pdf": "draf", "dalam/c.PDF": "draf",
    }  # fmt: skip
    with stores.database.reading() as session:
        states = dict(session.execute(select(Naskah.judul, Naskah.status)).all())
    assert states == {"Lengkap": Status.DIAJUKAN, "Belum lengkap": Status.DRAF, "c": Status.DRAF}


def test_without_json_people_read_lines(run: Run, folder: Path) -> None:
    (folder / "rusak.pdf").write_bytes(b"rusak")

    answer = run("import", folder, "--unit", "KANIM-A")

    assert (answer.code, answer.out) == (3, "Masuk: 3. Sudah ada: 0. Ditolak: 1.\n")
    assert "Ditolak: rusak.pdf: rusak.pdf bukan PDF." in answer.err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "--unit"),
        (["--unit", "TAKADA"], "TAKADA"),
        (["--manifest", "tanpa-unit.csv"], "--unit"),
        (["--manifest", "rusak.csv"], "CSV"),
        (["--manifest", "kolom.csv", "--unit", "IMI"], "rahasia"),
        (["--manifest", "tak-ada.csv", "--unit", "IMI"], "tak-ada.csv"),
    ],
)
def test_what_cannot_begin_is_wrong_usage_and_stores_nothing(
    run: Run, stores: Stores, folder: Path, more: list[str], said: str
) -> None:
    Path("tanpa-unit.csv").write_text("file,judul\na.pdf,Judul\n")
    Path("rusak.csv").write_bytes(b"\xff\xd8\xff\xe0 bukan tabel\0")
    Path("kolom.csv").write_text("file,judul,rahasia\n")

    answer = run("import", folder, *more)

    assert answer.code == 2
    assert said in answer.err
    assert counts(stores)["naskah"] == 0
