"""`portal import --ekspor`: an empty portal takes over what another one exported, whole or not at all."""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import count as numbers_from
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
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


def seal(path: Path, content: bytes) -> None:
    """Other content of a file within a bag, and every manifest made anew."""
    path.write_bytes(content)
    bag = next(folder for folder in path.parents if (folder / "tagmanifest-sha256.txt").exists())
    reseal(bag)


def reseal(bag: Path) -> None:
    """Manifests that fit what lies in a bag."""
    files = sorted(path for path in (bag / "data").rglob("*") if path.is_file())
    tags = [bag / name for name in ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")]
    for listed, name in ((files, "manifest-sha256.txt"), (tags, "tagmanifest-sha256.txt")):
        lines = (f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(bag).as_posix()}\n" for p in listed)
        (bag / name).write_text("".join(lines))


def leave_out(path: Path) -> None:
    path.unlink()
    reseal(path.parents[2])


def with_value(text: str, column: str, value: object, number: int = 0) -> str:
    """A table with another value in one of its rows."""
    lines = text.splitlines()
    lines[number] = json.dumps(json.loads(lines[number]) | {column: value}, ensure_ascii=False, sort_keys=True)
    return "".join(f"{line}\n" for line in lines)


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
        lambda path: forge(path, lambda text: re.sub(r'"sha256":"[^"]+', f'"sha256":"{"ab" * 32}', text)),
        "abababab",
    ),
    "record without sense": (
        "data/naskah/*/metadata.json", lambda path: forge(path, lambda _: '{"files": [1]}'), "metadata naskah"
    ),
    "record that names a path": (
        "data/naskah/*/metadata.json",
        lambda path: forge(path, lambda _: '{"files": [{"sha256": "/etc/hostname"}]}'),
        "metadata naskah",
    ),
    "record that is deep": (
        "data/naskah/*/metadata.json", lambda path: forge(path, lambda _: "[" * 100_000), "metadata naskah"
    ),
    "name that no disk has": (
        "manifest-sha256.txt", lambda path: path.write_text(f"{'a' * 64}  data/a\0b\n"), "baris yang salah"
    ),
    "table left out": ("data/tabel/unit.jsonl", lambda path: leave_out(path), "tabel unit"),
    "letters that are none": (
        "data/tabel/unit.jsonl", lambda path: seal(path, b"\xff\n"), "tabel unit"
    ),
    "tag of another kind": ("bag-info.txt", lambda path: seal(path, b"Source: \x1b[31m\n"), "bag-info.txt"),
    "pipe": ("bagit.txt", lambda path: os.mkfifo(path.parent / "data/pipa"), "berkas khusus"),
    **{
        f"{table}.{column} {value!r}"[:60]: (
            f"data/tabel/{table}.jsonl",
            lambda path, column=column, value=value: forge(path, lambda text: with_value(text, column, value)),
            # A number that is none is no JSON either: then nothing of its line is known.
            f"tabel {table}, baris 1" + ("" if type(value) is float else f", kolom {column}"),
        )
        for table, column, value in (
            ("naskah", "kode", "../../../KELUAR"),
            ("naskah", "kode", 5),
            ("naskah", "kode", "<b>x"),
            ("naskah", "judul", "CONTOH\0"),
            ("naskah", "judul", "x" * 501),
            ("naskah", "judul", None),
            ("naskah", "version", float("inf")),
            ("naskah", "version", True),
            ("naskah", "status", "hilang"),
            ("naskah", "unit_id", "1"),
            ("naskah", "created_at", "2026-01-01T00:00:00"),
            ("naskah", "created_at", "0001-01-01T00:00:00+14:00"),
            ("naskah", "created_at", "9999-12-31T23:59:59+00:00"),
            ("naskah", "expires_on", "20260101"),
            ("berkas", "size", "x"),
            ("berkas", "size", -5),
            ("berkas", "size", 2**31),
            ("berkas", "sha256", "../../hostname"),
            ("halaman", "keyakinan", float("nan")),
            ("halaman", "words", "eJwD"),
            ("riwayat_asal", "after", "[" * 100_000),
            ("terbitan_halaman", "asal", "lain"),
        )
    },
    "bytes of a file told otherwise": (
        "data/tabel/berkas.jsonl", lambda path: forge(path, lambda text: with_value(text, "size", 7, -1)), "ukuran lain"
    ),
    "bytes of a file told in two ways": (
        "data/tabel/berkas.jsonl",
        lambda path: forge(path, lambda text: re.sub(r'"size":[0-9]+', '"size":7', text)),
        "tabel berkas, baris 1, kolom size",
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

            stored = len(list(there().objects.entries()))
            answer = run("import", "--ekspor", copy)

            assert answer.code in (2, 4), name
            assert (words in answer.err, answer.err.count("\n")) == (True, 1), (name, answer.err)
            shutil.rmtree(copy)
            assert len(list(there().objects.entries())) == stored or name in STORED_FIRST, name
        assert codes(there(), Terbitan.kode) == codes(there(), AuditEntry.action) == set()


STORED_FIRST = frozenset({"row twice"})
"""What only the database can tell, after the objects were stored; they are taken in again by the next run."""
STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.integers(0, 9),
    st.floats(),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=12),
    st.sampled_from((
        "", "\0", "\x01\x0b\x1f", "\u202e", "../../x", "/etc/hostname", "<b>", "{}", "[]", "[[", "NaN", "a\nb",
        "x" * 3000, "2026-48213", "2026-48213\n", "ab" * 32, "AB" * 32, "2026-01-01", "0001-01-01", "9999-12-31",
        "2026-W01-1", "2026-01-01T00:00:00", "2026-01-01T00:00:00+00:00", "2026-01-01T07:00:00+07:00", "draf",
        "terbit", "hari", "eJwD",
    )),
    st.lists(st.one_of(st.none(), st.integers(), st.sampled_from(("", "id", "a\nb", "id:x"))), max_size=2),
    st.dictionaries(st.sampled_from(("sha256", "salinan")), st.integers(), max_size=1),
)  # fmt: skip
"""Values of JSON that somebody may have put in the place of another."""


def test_a_bag_with_any_value_is_refused_in_one_line_or_taken_over_and_exported_alike(
    run: Run, bag: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = {path.stem: path.read_text("utf-8") for path in sorted((bag / "data/tabel").iterdir())}
    filled = sorted(name for name, text in tables.items() if text)
    tried = numbers_from(1)
    outcomes: set[int] = set()

    @settings(max_examples=60)
    @given(data=st.data())
    def try_one(data: st.DataObject) -> None:
        table = data.draw(st.sampled_from(filled))
        number = data.draw(st.integers(0, tables[table].count("\n") - 1))
        column = data.draw(st.sampled_from(sorted(json.loads(tables[table].splitlines()[number]))))
        text = with_value(tables[table], column, data.draw(STRANGE), number)
        copy, folder = tmp_path / "salinan", tmp_path / f"lain-{next(tried)}"
        shutil.copytree(bag, copy)
        (copy / f"data/tabel/{table}.jsonl").write_text(text, "utf-8")
        reseal(copy)
        with other_portal(folder, monkeypatch):
            answer = run("import", "--ekspor", copy)
            again = run("export", folder / "lagi") if answer.code == 0 else None
        outcomes.add(answer.code)
        if again is None:
            assert (answer.code in (2, 4), answer.out, answer.err.count("\n")) == (True, "", 1), answer
        else:
            # A page image may be lacking; everything else that a row names came along.
            assert again.code == 0 or (again.code == 3 and column == "image_sha256"), again
            for name in tables:
                told = [path / f"data/tabel/{name}.jsonl" for path in (copy, folder / "lagi")]
                here, there = ([json.loads(line) for line in path.read_text("utf-8").splitlines()] for path in told)
                assert sorted(map(repr, here)) == sorted(map(repr, there)), name
        shutil.rmtree(copy)
        shutil.rmtree(folder)

    try_one()
    assert {0, 2} <= outcomes, "both ways were gone"


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
