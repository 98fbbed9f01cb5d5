"""Migrations: up from nothing and down to it, with data in every table, and never further than the code."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DatabaseError

from migrations import runner
from portal.cli.context import ready_stores
from portal.config import Config
from portal.db import make_engine
from portal.errors import ConfigError
from portal.models.all_models import Base
from tests.fixtures.databases import empty_database
from tests.migrations.dataset import INSTANT, ROWS, Snapshot, insert, snapshot

SEEDED = "0015"
SCRIPTS = ScriptDirectory(str(runner.FOLDER))
# Oldest first.
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    with empty_database(tmp_path) as address:
        yield address


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    """An engine over that database."""
    made = make_engine(url)
    yield made
    made.dispose()


def look(engine: sa.Engine) -> Snapshot:
    with engine.connect() as connection:
        return snapshot(connection)


def fill(engine: sa.Engine, *, skip: frozenset[str] = frozenset()) -> None:
    with engine.execution_options(is_writing=True).begin() as connection:
        insert(connection, skip=skip)


def add(engine: sa.Engine, name: str, row: dict[str, object]) -> None:
    with engine.execution_options(is_writing=True).begin() as connection:
        connection.execute(sa.Table(name, sa.MetaData(), autoload_with=connection).insert(), row)


def test_there_is_one_line_of_revisions_and_the_head_file_names_its_end() -> None:
    assert SCRIPTS.get_heads() == [runner.head()]
    assert SCRIPTS.get_bases() == ["0001"]
    assert [f"{number:04d}" for number in range(1, len(REVISIONS) + 1)] == REVISIONS
    for path in (runner.FOLDER / "versions").glob("*.py"):
        assert re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", path.name)
        assert f'revision = "{path.name[:4]}"' in path.read_text()


def test_the_newest_revision_is_exactly_what_the_models_say(engine: sa.Engine) -> None:
    runner.upgrade(engine)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert runner.current(engine) == runner.head()


def test_upgrading_twice_changes_nothing(engine: sa.Engine) -> None:
    runner.upgrade(engine)
    fill(engine)
    before = look(engine)

    runner.upgrade(engine)

    assert look(engine) == before


def test_the_data_set_has_a_row_for_every_table_of_its_revision(engine: sa.Engine) -> None:
    runner.upgrade(engine, SEEDED)
    fill(engine)

    assert [name for name, rows in look(engine).items() if not rows] == []
    assert {name for name, _ in ROWS} == set(look(engine))


def test_each_step_goes_down_and_up_again_with_data_in_every_table(engine: sa.Engine) -> None:
    present: frozenset[str] = frozenset()
    for below, revision in zip(["base", *REVISIONS], REVISIONS, strict=False):
        runner.upgrade(engine, revision)
        fill(engine, skip=present)
        full = look(engine)

        runner.downgrade(engine, below)
        lower = look(engine)
        assert shared(full, lower) == shared(lower, full), f"{revision} down to {below}"
        runner.upgrade(engine, revision)

        again = look(engine)
        assert again.keys() == full.keys()
        assert shared(again, lower) == shared(lower, again), f"{below} up to {revision}"
        # Tables that were dropped on the way down come back empty.
        fill(engine, skip=frozenset(name for name, rows in again.items() if rows))
        present = frozenset(full)


def shared(left: Snapshot, right: Snapshot) -> Snapshot:
    """The rows of the left in tables and columns that the right has too."""
    columns = {name: set(rows[0]) if rows else set() for name, rows in right.items()}
    return {
        name: sorted(({key: row[key] for key in row if key in columns[name]} for row in left[name]), key=repr)
        for name in left.keys() & right.keys()
        if left[name] and right[name]
    }


def test_data_of_the_first_release_survives_the_way_up_and_down(engine: sa.Engine) -> None:
    runner.upgrade(engine, SEEDED)
    fill(engine)
    before = look(engine)

    runner.upgrade(engine)
    at_head = look(engine)
    for name, rows in before.items():
        assert len(at_head.get(name, [])) == len(rows), name
    assert shared(at_head, before).keys() == before.keys()
    notice = next(row for row in at_head["pemberitahuan"] if row["jenis"] == "asli_h7")
    add(
        engine,
        "pemberitahuan",
        {**notice, "id": 9, "kunci": "c", "jenis": "usulan_h7", "naskah_id": None, "usulan_id": 1},
    )
    runner.downgrade(engine, SEEDED)

    assert look(engine) == before, "notices about proposals go with the column that names them"


def test_everything_goes_and_can_be_built_again(engine: sa.Engine) -> None:
    runner.upgrade(engine)
    fill(engine)

    runner.downgrade(engine, "base")
    assert look(engine) == {}
    assert runner.current(engine) is None
    runner.upgrade(engine)

    assert set(look(engine)) == set(Base.metadata.tables)


def test_an_upgrade_that_is_cut_off_leaves_the_database_as_it_was(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner.upgrade(engine, REVISIONS[1])
    fill(engine)
    before = look(engine)
    real = command.upgrade

    def cut_off(*arguments: object) -> None:
        real(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", cut_off)
        with pytest.raises(KeyboardInterrupt):
            runner.upgrade(engine)

    assert runner.current(engine) == REVISIONS[1]
    assert look(engine) == before
    runner.upgrade(engine)
    assert runner.current(engine) == runner.head()


def test_references_are_kept_by_the_database_after_the_upgrade(engine: sa.Engine) -> None:
    runner.upgrade(engine)
    fill(engine)

    for statement in (
        "INSERT INTO naskah_unit (naskah_id, unit_id) VALUES (1, 99)",
        "DELETE FROM naskah WHERE id = 1",
        "UPDATE naskah SET status = 'hilang' WHERE id = 1",
        "UPDATE audit_entry SET action = 'lain'",
        "DELETE FROM audit_entry",
    ):
        with pytest.raises(DatabaseError), engine.execution_options(is_writing=True).begin() as connection:
            connection.execute(sa.text(statement))


def test_new_code_refuses_an_old_schema(engine: sa.Engine, url: str, tmp_path: Path) -> None:
    config = Config.from_env({"PORTAL_DATA_DIR": str(tmp_path / "var"), "PORTAL_DATABASE_URL": url})
    for revision in (None, *REVISIONS[:-1]):
        if revision is not None:
            runner.upgrade(engine, revision)
        with pytest.raises(ConfigError, match="portal migrate"), ready_stores(config):
            pytest.fail(f"{revision} was taken")


def test_new_code_starts_on_the_newest_schema(engine: sa.Engine, url: str, tmp_path: Path) -> None:
    runner.upgrade(engine)
    config = Config.from_env({"PORTAL_DATA_DIR": str(tmp_path / "var"), "PORTAL_DATABASE_URL": url})

    with ready_stores(config) as stores:
        assert runner.current(stores.database.engine) == runner.head()


def test_redacted_copies_of_old_stand_for_the_originals_beside_them(engine: sa.Engine) -> None:
    runner.upgrade(engine, "0006")
    fill(engine)
    berkas = sa.text(
        "INSERT INTO berkas (id, naskah_id, jenis, nama, bahasa, sha256, size, uploaded_at, keadaan, keterangan_baca,"
        " tool) VALUES (:id, 1, :jenis, 'a.pdf', 'id', :sha256, 1, '2026-03-12 03:00:00+00', 'terbaca', '', '')"
    )
    with engine.execution_options(is_writing=True).begin() as connection:
        for number, sha256, jenis in ((11, "e" * 64, "salinan_publik"), (12, "a" * 64, "terjemahan")):
            connection.execute(berkas, {"id": number, "jenis": jenis, "sha256": sha256})

    runner.upgrade(engine, "0007")

    with engine.connect() as connection:
        rows = {row[0]: row[1] for row in connection.execute(sa.text("SELECT sha256, mewakili FROM berkas"))}
        places = connection.execute(sa.text("SELECT id - urutan FROM berkas")).scalars().all()
    assert rows["e" * 64] == "\n".join(("a" * 64, "b" * 64))
    assert [rows[letter * 64] for letter in "abc"] == ["", "", ""]
    assert set(places) == {0}


def test_accounts_that_never_chose_their_password_are_asked_to(engine: sa.Engine) -> None:
    runner.upgrade(engine, SEEDED)
    acts = {
        "baru": ["tambah"],
        "sudah": ["tambah", "ganti_sandi"],
        "setel": ["tambah", "ganti_sandi", "setel_ulang_sandi"],
        "kembali": ["tambah", "setel_ulang_sandi", "masuk", "ganti_sandi"],
        "lama": [],
    }
    seq = 0
    for number, (nama, names) in enumerate(acts.items(), start=1):
        email = f"{nama}@contoh.go.id"
        account = {"id": number, "email": email, "nama": nama, "password_hash": "x", "is_active": True}
        add(engine, "user_account", {**account, "created_at": INSTANT})
        for name in names:
            seq += 1
            entry = {"seq": seq, "at": INSTANT, "action": f"akun.{name}", "object_kind": "akun", "object_key": email}
            empty = dict.fromkeys(("actor_email", "acting_for", "before", "after", "previous_hash"), "")
            add(engine, "audit_entry", {**empty, **entry, "entry_hash": str(seq)})

    runner.upgrade(engine)

    accounts = {row["nama"]: bool(row["must_change_password"]) for row in look(engine)["user_account"]}
    assert accounts == {"baru": True, "sudah": False, "setel": True, "kembali": False, "lama": False}


def test_what_is_public_already_begins_the_list_of_changes(engine: sa.Engine) -> None:
    runner.upgrade(engine, "0026")
    fill(engine)

    runner.upgrade(engine, "0027")

    rows = look(engine)
    listed = {row["kode"]: row["tindakan"] for row in rows["terbitan_change"]}
    assert listed == {"2026-10001": "terbit", "2026-10003": "ditarik"}
    assert sorted(row["nomor"] for row in rows["terbitan_change"]) == [1, 2]
    assert [(row["id"], row["nomor"], row["reset_nomor"]) for row in rows["terbitan_state"]] == [(1, 2, 0)]
