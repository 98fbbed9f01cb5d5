"""`portal import --ekspor`: an empty portal takes over what another one exported, whole or not at all."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.cli.bag import rows, taking_over
from portal.config import Config
from portal.models.all_models import Base
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas
from portal.models.job import Job, JobKind
from portal.models.terbitan import Terbitan, TerbitanDitarik
from portal.queries.naskah import dossier
from portal.services.berkas.reading import StoredImage
from portal.services.berkas.uploading import Target
from portal.services.publication import public_log
from portal.wiring import Stores, opened_stores
from tests.cli.conftest import Run
from tests.factories import penghitaman as redaction
from tests.factories.desk import Desk
from tests.factories.lost_portal import environment
from tests.factories.naskah import Office, sample_fields
from tests.factories.public_log import acts_of
from tests.factories.public_view import withdraw
from tests.fixtures.databases import fresh_database


@pytest.fixture
def desk(office: Office) -> Desk:
    """The verbs of a test."""
    return Desk(office)


@pytest.fixture
def bag(run: Run, desk: Desk, tmp_path: Path) -> Path:
    """An export of a published naskah, a withdrawn one, and a draft whose file and redaction wait for the worker."""
    image = desk.stores.derived.put(BytesIO(b"CONTOH gambar halaman"))
    public = desk.draft(sample_fields(judul="CONTOH terbit"))
    sent = desk.send(Target(kode=public))
    desk.read(sent.berkas_id, ["Pasal 1"], images={1: StoredImage(image.digest, 600, 800)})
    desk.office.submit(public)
    desk.advance(public)
    withdraw(desk, desk.publish(sample_fields(judul="CONTOH ditarik")))
    draft = desk.draft(sample_fields(judul="CONTOH draf"))
    first = desk.attach(draft, ["Pasal 1"])
    second = desk.send(Target(kode=draft, replaces=first.berkas_id))
    redaction.save(desk, draft, (second.berkas_id, 1), redaction.BOX)
    redaction.ask(desk, draft)
    bag = tmp_path / "ekspor"
    assert run("export", bag).code == 0
    return bag


@contextmanager
def other_portal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Stores]]:
    """An empty portal that commands work on from now; opened anew for each look."""
    folder.mkdir()
    with fresh_database(folder) as url:
        environ = environment(folder / "var", url)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        with opened_stores(Config.from_env(environ)) as stores:
            yield lambda: stores


def manifest(bag: Path) -> str:
    return (bag / "manifest-sha256.txt").read_text("utf-8")


def codes(stores: Stores, column: object) -> set[str]:
    with stores.database.reading() as session:
        return set(session.scalars(select(column)))  # type: ignore[call-overload]


def test_an_export_that_was_taken_over_is_exported_again_as_the_same_bytes(
    run: Run, bag: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    (public,) = codes(desk.stores, Terbitan.kode)
    (gone,) = codes(desk.stores, TerbitanDitarik.kode)
    with other_portal(tmp_path / "lain", monkeypatch) as there:
        checked = run("import", "--ekspor", "--dry-run", bag)
        taken = run("import", "--ekspor", bag)
        again = run("import", "--ekspor", bag)
        answer = run("export", tmp_path / "kedua")

        assert (checked.code, "utuh" in checked.out) == (0, True)
        assert (taken.code, "3 naskah" in taken.out) == (0, True)
        assert (again.code, "sudah diambil alih" in again.out) == (0, True)
        assert answer.code == 0
        # Every table, file and image, and each record with its history; of the tags only the day may differ.
        assert manifest(tmp_path / "kedua") == manifest(bag)
        assert list((bag / "data/gambar").rglob("*")) != [], "page images go along"
        assert (codes(there(), Terbitan.kode), codes(there(), TerbitanDitarik.kode)) == ({public}, {gone})
        assert acts_of(there(), public) == ["sudah_terbit"]
        with there().database.reading() as session:
            assert list(public_log.disagreements(session)) == []
            kinds = session.scalars(select(Job.kind)).all()
            history = dossier.history_of(session, public)
            own = session.scalars(select(AuditEntry.action)).all()
            files = session.scalars(select(Berkas.sha256)).all()
        assert {JobKind.BACA_BERKAS, JobKind.HITAMKAN} <= set(kinds), "what was not done yet is done here"
        assert history[0].action == "naskah.terbit"
        assert own == [taking_over.TAKEN_OVER], "the chain of this portal tells its own acts alone"
        assert {there().objects.verify(digest) for digest in files} == {"ok"}
        withdraw(Desk(Office(there())), public)
        assert run("export", tmp_path / "ketiga").code == 0
        with (tmp_path / "ketiga/data/tabel/riwayat_asal.jsonl").open(encoding="utf-8") as lines:
            told = [json.loads(line) for line in lines]
        assert len({(one["asal"], one["seq"]) for one in told}) == len(told)
        assert {one["asal"] for one in told} == {there().config.log_name, f"{there().config.log_name}#2"}
        assert run("audit", "verify").code == run("log", "verify").code == run("storage", "verify").code == 0


def test_a_run_that_broke_off_is_repeated(run: Run, bag: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with other_portal(tmp_path / "lain", monkeypatch) as there:
        original = next(path for path in (bag / "data/berkas").rglob("*") if path.is_file())
        there().objects.put(BytesIO(original.read_bytes()))
        with monkeypatch.context() as broken:
            broken.setattr(taking_over, "_make_public", lambda *_: 1 // 0)
            assert run("import", "--ekspor", bag).code == 1
        assert codes(there(), Terbitan.kode) == set()

        assert run("import", "--ekspor", bag).code == 0
        assert len(codes(there(), Terbitan.kode)) == 1


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-2] ^= 1
    path.write_bytes(bytes(content))


def forge(path: Path, change: Callable[[str], str] = lambda _: '{"id": 1}\n') -> None:
    """A changed table or record with manifests made anew, so that every digest fits."""
    bag = next(folder for folder in path.parents if (folder / "bagit.txt").exists())
    name = path.relative_to(bag).as_posix()
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    lines = [line for line in manifest(bag).splitlines() if not line.endswith(name)]
    lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}")
    (bag / "manifest-sha256.txt").write_text("".join(f"{line}\n" for line in lines))
    tags = (bag / "tagmanifest-sha256.txt").read_text().splitlines()
    tags = [line for line in tags if not line.endswith("manifest-sha256.txt")]
    digest = hashlib.sha256((bag / "manifest-sha256.txt").read_bytes()).hexdigest()
    (bag / "tagmanifest-sha256.txt").write_text(
        "".join(f"{line}\n" for line in [*tags, f"{digest}  manifest-sha256.txt"])
    )


DAMAGES: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "byte of a file": ("data/berkas/*/*", flip, "berubah"),
    "byte of a table": ("data/tabel/naskah.jsonl", flip, "berubah"),
    "file lost": ("data/berkas/*/*", Path.unlink, "tidak ada"),
    "table lost": ("data/tabel/unit.jsonl", Path.unlink, "tidak ada"),
    "manifest lost": ("manifest-sha256.txt", Path.unlink, "manifest-sha256.txt"),
    "no tags": ("tagmanifest-sha256.txt", Path.unlink, "bukan ekspor portal"),
    "manifest of the tags emptied": ("tagmanifest-sha256.txt", lambda path: path.write_text(""), "tidak tercatat"),
    "link": ("bagit.txt", lambda path: (path.parent / "data/x").symlink_to("/etc/hostname"), "tautan"),
    "something more": ("bagit.txt", lambda path: (path.parent / "data/lebih").write_text("x"), "tidak tercatat"),
    "path out of it": (
        "manifest-sha256.txt", lambda path: path.write_text(f"{'a' * 64}  data/../../x\n"), "baris yang salah"
    ),
    "table forged": ("data/tabel/unit.jsonl", forge, "tabel unit"),
    "row twice": ("data/tabel/unit.jsonl", lambda path: forge(path, lambda text: text + text), "tabel unit"),
    "number beyond all": (
        "data/tabel/berkas.jsonl",
        lambda path: forge(path, lambda text: re.sub(r'"size":[0-9]+', f'"size":{10**30}', text)),
        "tabel berkas",
    ),
    "half a letter": (
        "data/tabel/berkas.jsonl",
        lambda path: forge(path, lambda text: re.sub(r'"nama":"', '"nama":"\\\\ud800', text)),
        "tabel berkas",
    ),
    "depth beyond all": ("data/tabel/unit.jsonl", lambda path: forge(path, lambda _: "[" * 100_000), "tabel unit"),
    "file that nobody sent": (
        "data/tabel/berkas.jsonl",
        lambda path: forge(path, lambda text: re.sub(r'"sha256":"[^"]+', '"sha256":"../../hostname', text, count=1)),
        "hostname",
    ),
    "record without sense": (
        "data/naskah/*/metadata.json", lambda path: forge(path, lambda _: '{"files": [1]}'), "metadata naskah"
    ),
}  # fmt: skip


def test_a_damaged_bag_is_refused_with_one_line_and_nothing_of_it_stays(
    run: Run, bag: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with other_portal(tmp_path / "lain", monkeypatch) as there:
        for name, (pattern, damage, words) in DAMAGES.items():
            copy = tmp_path / "salinan"
            shutil.copytree(bag, copy)
            damage(next(iter(sorted(copy.glob(pattern)))))

            answer = run("import", "--ekspor", copy)

            assert answer.code in (2, 4), name
            assert (words in answer.err, answer.err.count("\n")) == (True, 1), (name, answer.err)
            shutil.rmtree(copy)
        assert codes(there(), Terbitan.kode) == codes(there(), AuditEntry.action) == set()


def test_only_an_empty_portal_of_the_same_release_takes_over(
    run: Run, bag: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = run("import", "--ekspor", bag)
    mixed = run("import", "--ekspor", bag, "--unit", "RORENKP")
    monkeypatch.setattr(taking_over.runner, "head", lambda: "9999")
    with monkeypatch.context() as asked:
        asked.setattr("portal.cli.context.refuse_old_schema", lambda _: None)
        other = run("import", "--ekspor", bag)

    assert (here.code, "portal kosong" in here.err) == (2, True)
    assert (mixed.code, "--dry-run" in mixed.err) == (2, True)
    assert (other.code, "revisi" in other.err) == (2, True)


def test_every_table_about_a_naskah_goes_along_or_is_known_to_stay() -> None:
    tables = Base.metadata.sorted_tables
    about = {"naskah", "unit", "mitra"} | {table.name for table in tables if table.name.startswith("terbitan")}
    staying = {
        "kunci_akses",
        "penugasan",
        "penugasan_pending",
        "umpan_kalender",
        "langganan_token",
        "webhook",
    } | rows.LEFT_BEHIND
    for table in tables:
        if {key.column.table.name for key in table.foreign_keys} & (about - staying):
            about.add(table.name)

    assert sorted(about - rows.CARRIED - staying) == []
    dropped = {
        f"{table.name}.{column.name}"
        for table in rows.carried_tables()
        for column in table.columns
        if column not in rows.kept_columns(table) and not column.nullable and column.name != "log_salt"
    }
    assert dropped == set(), "a column that stays behind must be able to be empty"
