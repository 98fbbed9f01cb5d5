"""`portal export`: a bag that a foreign library and a script without the portal both find whole."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import bagit
import pytest
from lxml import etree
from sqlalchemy import update

from portal.domain.preservation import NAMESPACE
from portal.models.naskah import Naskah
from portal.storage.keys import object_key
from tests.cli.conftest import Run
from tests.factories.desk import Desk
from tests.factories.naskah import Office, sample_fields
from tests.factories.penghitaman import BOX, accept, ask, save
from tests.factories.public_view import withdraw
from tests.fixtures.repository import ROOT


@pytest.fixture
def desk(office: Office) -> Desk:
    """The verbs of a test."""
    return Desk(office)


def _check(bag: Path) -> tuple[int, str]:
    ended = subprocess.run(
        [sys.executable, "-I", "-S", ROOT / "docs/verifikasi_ekspor.py", bag],
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout


def test_a_bag_holds_every_record_and_is_checked_without_the_portal(run: Run, desk: Desk, tmp_path: Path) -> None:
    public, gone, draft = desk.publish(sample_fields(judul="=RUMUS CONTOH")), desk.publish(), desk.draft()
    withdraw(desk, gone)
    bag = tmp_path / "ekspor"

    answer = run("export", bag)

    assert (answer.code, answer.err) == (0, "")
    assert bagit.Bag(str(bag)).validate()
    assert _check(bag) == (0, "utuh\n")
    with (bag / "data/naskah.csv").open(encoding="utf-8", newline="") as table:
        rows = {row["kode"]: row for row in csv.DictReader(table)}
    assert {kode: rows[kode]["status"] for kode in (public, gone, draft)} == {
        public: "terbit",
        gone: "ditarik",
        draft: "draf",
    }
    assert rows[public]["judul"] == "'=RUMUS CONTOH"
    (file,) = json.loads((bag / f"data/naskah/{public}/metadata.json").read_text("utf-8"))["files"]
    history = etree.parse(bag / f"data/naskah/{public}/premis.xml").getroot()
    told = [one.text for one in history.iter(f"{{{NAMESPACE}}}messageDigest")]
    kinds = [one.text for one in history.iter(f"{{{NAMESPACE}}}eventType")]
    assert told == [file["sha256"]]
    assert kinds[-1] == "naskah.terbit"


def test_what_was_blackened_goes_along_with_its_boxes_and_its_source(run: Run, desk: Desk, tmp_path: Path) -> None:
    kode = desk.draft()
    original = desk.attach(kode, ["CONTOH"])
    save(desk, kode, (original.berkas_id, 1), BOX)
    (copy,) = accept(desk, ask(desk, kode))

    assert run("export", tmp_path / "ekspor").code == 0
    folder = tmp_path / f"ekspor/data/naskah/{kode}"
    (told,) = json.loads((folder / "metadata.json").read_text("utf-8"))["penghitaman"]
    assert (told["keadaan"], told["salinan"]) == (
        "selesai",
        [{"asli_sha256": original.sha256, "salinan_sha256": copy.sha256, "pages": 1}],
    )
    (box,) = told["kotak"]
    assert (box["berkas"], box["nomor"], box["kiri"], box["bawah"]) == (original.sha256, 1, 1000, 2500)
    root = etree.parse(folder / "premis.xml").getroot()
    (source,) = root.iter(f"{{{NAMESPACE}}}relatedObjectIdentifierValue")
    assert source.text == original.sha256


def test_whatever_is_changed_in_a_bag_is_named(run: Run, desk: Desk, tmp_path: Path) -> None:
    kode = desk.publish()
    bag = tmp_path / "ekspor"
    assert run("export", bag).code == 0
    (original,) = (path for path in (bag / "data/berkas").rglob("*") if path.is_file())
    content = original.read_bytes()

    original.write_bytes(content + b"!")
    assert _check(bag)[1].startswith("berubah: data/berkas/")
    original.unlink()
    assert f"{kode} tanpa berkas {original.name}" in _check(bag)[1]
    original.write_bytes(content)
    (bag / "data/lain").write_text("x")
    assert _check(bag) == (1, "tidak dicatat: data/lain\n")


def test_a_damaged_original_is_named_and_nothing_is_written_over(run: Run, desk: Desk, tmp_path: Path) -> None:
    desk.publish()
    store = Path(desk.stores.config.storage_url.removeprefix("file:"))
    (digest,) = (entry.digest for entry in desk.stores.objects.entries())
    (store / object_key(digest)).chmod(0o600)
    (store / object_key(digest)).write_bytes(b"rusak")

    answer = run("export", tmp_path / "ekspor")

    assert answer.code == 3
    assert digest in answer.err
    assert bagit.Bag(str(tmp_path / "ekspor")).validate()
    assert run("export", tmp_path / "ekspor").code == 2


@pytest.mark.parametrize("kode", ["../../../KELUAR", "/tmp/KELUAR", "2026-1", ""])
def test_a_code_that_is_none_never_becomes_a_path(run: Run, desk: Desk, tmp_path: Path, kode: str) -> None:
    known = desk.draft()
    with desk.stores.database.transaction() as session:
        session.execute(update(Naskah).where(Naskah.kode == known).values(kode=kode))

    answer = run("export", tmp_path / "a/b/ekspor")

    assert (answer.code, answer.err.count("\n"), "bukan kode naskah" in answer.err) == (2, 1, True)
    assert [path for path in tmp_path.rglob("*") if path.name in ("KELUAR", "metadata.json")] == []
