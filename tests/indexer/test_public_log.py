"""Signing the public log: by the worker, in two places, and never a history that forks from one that was signed."""

import base64
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from indexer import public_log
from indexer.housekeeping import Housekeeping
from indexer.worker import PUBLISHING, Worker
from portal import clock
from portal.config import Config
from portal.domain.public_log.note import Checkpoint, SignerKey, open_checkpoint, sign
from portal.domain.public_log.tree import MerkleTree, leaf_hash
from portal.errors import ConfigError
from portal.models.job import JobKind, JobState
from portal.services.public_log.keys import signer_keys
from portal.services.public_log.signing import ask_if_unsigned, keys_of
from portal.storage.opening import open_storage
from portal.wiring import Stores
from tests.factories.desk import Desk, at_once
from tests.factories.naskah import Office
from tests.factories.public_log import broken_size, checkpoints, entries, put, rewrite
from tests.factories.public_view import withdraw
from tests.factories.shared import reader

SEED = base64.b64encode(b"k" * 32).decode()
NEXT_SEED = base64.b64encode(b"n" * 32).decode()


@pytest.fixture
def desk(office: Office) -> Desk:
    """The verbs of a test."""
    return Desk(office)


def kept(stores: Stores) -> list[str]:
    """Digests of what lies among the signed heads."""
    return [entry.digest for entry in stores.log_heads.entries()]


def sizes(stores: Stores) -> list[int]:
    return [row.size for row in checkpoints(stores)]


def with_keys(stores: Stores, *seeds: str, **more: object) -> Stores:
    return replace(stores, config=replace(stores.config, log_key=seeds, **more))  # type: ignore[arg-type]


def test_a_publication_is_signed_by_the_worker_and_kept_in_the_object_store(desk: Desk) -> None:
    kode = desk.publish()
    withdraw(desk, kode)

    desk.work()

    (row,) = checkpoints(desk.stores)
    keys = signer_keys(desk.stores.config)
    bodies = [entry.to_bytes() for entry in entries(desk.stores)]
    head = open_checkpoint(row.note, [keys[0].verifier])
    assert head == Checkpoint("127.0.0.1:8000/log", 2, MerkleTree(map(leaf_hash, bodies)).root())
    assert kept(desk.stores) == [row.sha256]
    with desk.stores.log_heads.open(row.sha256) as stream:
        assert stream.read().decode() == row.note
    assert broken_size(desk.stores) is None


def test_signing_again_changes_nothing_and_gives_the_same_bytes(desk: Desk) -> None:
    desk.publish()
    public_log.sign(desk.stores)
    (row,) = checkpoints(desk.stores)

    public_log.sign(desk.stores)
    rewrite(desk.stores, "DELETE FROM public_log_checkpoint")
    public_log.sign(desk.stores)

    assert [again.note for again in checkpoints(desk.stores)] == [row.note]
    assert len(kept(desk.stores)) == 1


def test_an_empty_log_is_signed_at_the_first_start(desk: Desk) -> None:
    with desk.stores.database.transaction() as session:
        assert ask_if_unsigned(session, desk.stores.config.log_name, clock.utc_now())
    desk.work()

    assert sizes(desk.stores) == [0]
    with desk.stores.database.transaction() as session:
        assert not ask_if_unsigned(session, desk.stores.config.log_name, clock.utc_now())


def test_the_hourly_broom_asks_for_what_was_left_unsigned(desk: Desk) -> None:
    desk.publish()
    with desk.stores.database.transaction() as session:
        session.execute(text("UPDATE job SET state = 'gagal' WHERE kind = 'tandai_log'"))

    # Before the morning, in which the seal of the day comes too.
    Housekeeping(desk.stores).sweep_if_due((clock.utc_now() - timedelta(days=1)).replace(hour=17))
    desk.work()

    assert sizes(desk.stores) == [1]


def test_several_workers_at_once_sign_one_history(desk: Desk) -> None:
    for _ in range(3):
        desk.publish()
        results = at_once([lambda: public_log.sign(desk.stores) for _ in range(4)])
        assert results == [None] * 4

    assert set(sizes(desk.stores)) == {1, 2, 3}
    assert broken_size(desk.stores) is None
    assert len(kept(desk.stores)) == 3


def test_the_key_is_made_once_and_is_nobody_elses_to_read(stores: Stores) -> None:
    (key,) = signer_keys(stores.config)
    path = stores.config.data_dir / "log_key"

    assert signer_keys(stores.config) == (key,)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(ConfigError, match="0600"):
        signer_keys(stores.config)
    path.chmod(0o600)
    path.write_text("bukan kunci")
    with pytest.raises(ConfigError, match="bukan kunci"):
        signer_keys(stores.config)


def test_production_makes_no_key_by_itself_and_signs_nothing_without_one(desk: Desk) -> None:
    desk.publish()
    stores = replace(desk.stores, config=replace(desk.stores.config, env="production"))

    public_log.sign(stores)

    assert not (stores.config.data_dir / "log_key").exists()
    assert (checkpoints(stores), kept(stores)) == ([], [])


def test_a_new_key_signs_beside_the_old_one_until_it_signs_alone(desk: Desk) -> None:
    desk.publish()
    old, new = (SignerKey(desk.stores.config.log_name, letter * 32).verifier for letter in (b"k", b"n"))

    for seeds in ((SEED,), (SEED, NEXT_SEED), (NEXT_SEED,)):
        public_log.sign(with_keys(desk.stores, *seeds))

    rows = checkpoints(desk.stores)
    assert [row.size for row in rows] == [1, 1, 1]
    assert [keys_of(row) for row in rows] == [(old,), (old, new), (new,)]
    for row, keys in zip(rows, ([old], [old, new], [new]), strict=True):
        for key in keys:
            assert open_checkpoint(row.note, [key]).size == 1


def _restore_yesterday(desk: Desk, folder: Path) -> Stores:
    """A portal put back to the state before its newest publication; the object store went on."""
    size = len(entries(desk.stores)) - 1
    rewrite(
        desk.stores,
        f"DELETE FROM public_log_entry WHERE position >= {size}",  # noqa: S608 - a number of ours
        f"UPDATE public_log_head SET size = {size}",  # noqa: S608 - a number of ours
        f"DELETE FROM public_log_checkpoint WHERE size > {size}",  # noqa: S608 - a number of ours
    )
    return desk.stores


def test_a_database_of_yesterday_signs_no_other_history(desk: Desk, tmp_path: Path) -> None:
    for _ in range(3):
        desk.publish()
        public_log.sign(desk.stores)
    restored = _restore_yesterday(desk, tmp_path)

    public_log.sign(restored)
    assert broken_size(restored) == 3, "behind: two entries, where three were signed"
    desk.publish()
    desk.publish()
    public_log.sign(restored)

    assert broken_size(restored) == 3, "longer again, but another third entry"
    assert sizes(restored) == [1, 2]
    assert len(kept(restored)) == 3


def test_a_log_that_broke_goes_on_under_a_new_name_alone(desk: Desk, tmp_path: Path) -> None:
    for _ in range(2):
        desk.publish()
        public_log.sign(desk.stores)
    restored = _restore_yesterday(desk, tmp_path)
    public_log.sign(restored)
    assert broken_size(restored) == 2

    renamed = replace(restored, config=replace(restored.config, log_origin="127.0.0.1:8000/log-2"))
    public_log.sign(renamed)

    assert broken_size(renamed) is None
    assert [(row.origin, row.size) for row in checkpoints(renamed)] == [
        ("127.0.0.1:8000/log", 1),
        ("127.0.0.1:8000/log-2", 1),
    ]


def test_a_worker_that_died_between_store_and_database_is_no_fork(desk: Desk) -> None:
    desk.publish()
    public_log.sign(desk.stores)
    rewrite(desk.stores, "DELETE FROM public_log_checkpoint")
    desk.publish()

    public_log.sign(desk.stores)

    assert broken_size(desk.stores) is None
    assert sizes(desk.stores) == [2]


def test_a_portal_restored_without_its_key_begins_no_other_history(desk: Desk, tmp_path: Path) -> None:
    for _ in range(2):
        desk.publish()
        public_log.sign(with_keys(desk.stores, SEED))
    restored = _restore_yesterday(desk, tmp_path)
    rewrite(restored, "DELETE FROM public_log_checkpoint")

    public_log.sign(with_keys(restored, NEXT_SEED))

    assert (broken_size(restored), sizes(restored)) == (2, [])


def test_what_is_no_head_of_this_log_stops_no_signing(desk: Desk) -> None:
    desk.publish()
    put(desk.stores.log_heads, "bukan pos periksa")
    put(desk.stores.log_heads, sign(Checkpoint("lain/log", 99, b"x" * 32), [*signer_keys(desk.stores.config)]))

    public_log.sign(desk.stores)

    assert (broken_size(desk.stores), sizes(desk.stores)) == (None, [1])


def test_an_entry_that_was_edited_is_found_before_anything_is_signed(desk: Desk) -> None:
    desk.publish()
    public_log.sign(desk.stores)
    rewrite(desk.stores, "UPDATE public_log_entry SET body = replace(body, 'terbit', 'tarik')")
    desk.publish()

    public_log.sign(desk.stores)

    assert (broken_size(desk.stores), sizes(desk.stores)) == (1, [1])


def test_a_store_that_is_away_keeps_the_head_unsigned_and_the_job_visible(desk: Desk) -> None:
    desk.publish()
    folder = Path(desk.stores.config.log_heads_url.removeprefix("file:"))
    shutil.rmtree(folder)

    desk.work()

    assert checkpoints(desk.stores) == []
    with desk.stores.database.reading() as session:
        query = "SELECT state FROM job WHERE kind = 'tandai_log'"
        assert session.execute(text(query)).scalars().all() == [JobState.MENUNGGU.value]
    open_storage(desk.stores.config.log_heads_url)
    public_log.sign(desk.stores)
    assert sizes(desk.stores) == [1]


def test_every_worker_that_publishes_signs(desk: Desk) -> None:
    assert JobKind.TANDAI_LOG in PUBLISHING
    assert JobKind.TANDAI_LOG in Worker(desk.stores, reader()).able_kinds()


@pytest.mark.parametrize(
    ("url", "heads"),
    [
        ("file:/srv/objects", "file:/srv/objects-log"),
        ("file:/srv/objects/", "file:/srv/objects-log"),
        ("s3://bucket/prefix", "s3://bucket/prefix-log"),
        ("s3://bucket", "s3://bucket/log"),
        ("s3://bucket/", "s3://bucket/log"),
    ],
)
def test_signed_heads_lie_beside_the_originals(url: str, heads: str, tmp_path: Path) -> None:
    config = Config.from_env({"PORTAL_STORAGE_URL": url, "PORTAL_DATA_DIR": str(tmp_path)})

    assert config.log_heads_url == heads


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_LOG_KEY", "pendek"),
        ("PORTAL_LOG_KEY", f"{SEED} !!!"),
        ("PORTAL_LOG_KEY", base64.b64encode(b"x" * 31).decode()),
        ("PORTAL_LOG_ORIGIN", "nama dengan spasi"),
        ("PORTAL_LOG_ORIGIN", "a+b"),
        ("PORTAL_AUDIT_MAIL", "bukan-alamat"),
    ],
)
def test_a_setting_of_the_log_that_cannot_be_is_named(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=name):
        Config.from_env({"PORTAL_DATA_DIR": str(tmp_path), name: value})


def test_the_settings_of_the_log_are_read(tmp_path: Path) -> None:
    config = Config.from_env(
        {
            "PORTAL_DATA_DIR": str(tmp_path),
            "PORTAL_BASE_URL": "https://portal.example/naskah/",
            "PORTAL_LOG_KEY": f"{SEED},{NEXT_SEED}",
            "PORTAL_AUDIT_MAIL": "audit@contoh.example arsip@contoh.example",
        }
    )

    assert config.log_name == "portal.example/naskah/log"
    assert config.log_key == (SEED, NEXT_SEED)
    assert config.audit_mail == ("audit@contoh.example", "arsip@contoh.example")
    assert SEED not in repr(config)
