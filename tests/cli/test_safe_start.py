"""Production does not start over sample accounts that are open, nor over a bucket that strangers can read."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest

from indexer import __main__ as indexer
from portal.cli.main import portal
from portal.domain.permissions import Peran
from portal.errors import ConfigError
from portal.services.users import accounts
from portal.storage.s3 import S3Storage
from portal.storage.strangers import is_open_to_strangers
from portal.wiring import Stores, refuse_unsafe_stores
from tests.cli.conftest import Run
from tests.factories.known_account import NOW
from tests.factories.naskah import Office
from tests.factories.shared import SECRET
from tests.fixtures.seaweedfs import seaweedfs


def test_an_open_sample_account_is_named_and_a_closed_one_is_none(stores: Stores, office: Office) -> None:
    office.add_user("petugas@contoh.go.id", Peran.ADMIN, "KEMEN")
    production = replace(stores, config=replace(stores.config, env="production"))
    refuse_unsafe_stores(production)
    office.add_user("admin@contoh.example", Peran.ADMIN, "KEMEN")

    with pytest.raises(ConfigError, match=r"Akun contoh masih terbuka: admin@contoh\.example\."):
        refuse_unsafe_stores(production)
    refuse_unsafe_stores(stores)

    with stores.database.transaction() as session:
        accounts.disable_user(session, "admin@contoh.example", actor=office.act().actor, now=NOW)
    refuse_unsafe_stores(production)


def test_a_bucket_that_strangers_can_read_is_told_from_a_private_one(stores: Stores) -> None:
    server = seaweedfs()
    private, public = server.new_bucket(), server.new_bucket()
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": ["s3:ListBucket", "s3:GetObject"],
        "Resource": [f"arn:aws:s3:::{public}", f"arn:aws:s3:::{public}/*"],
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    server.client().put_bucket_policy(Bucket=public, Policy=policy)

    assert is_open_to_strangers(f"s3://{public}/naskah", server.http_url)
    assert not is_open_to_strangers(f"s3://{private}/naskah", server.http_url)
    assert not is_open_to_strangers(f"s3://{private}/naskah", "http://127.0.0.1:9")
    assert not is_open_to_strangers("file:/srv/objek", None)
    config = replace(
        stores.config, env="production", storage_url=f"s3://{public}/naskah", s3_endpoint_url=server.http_url
    )
    with pytest.raises(ConfigError, match="production: PORTAL_STORAGE_URL"):
        refuse_unsafe_stores(replace(stores, config=config))


def test_a_bucket_that_hands_out_what_is_asked_for_by_name_is_open_though_it_lists_nothing(stores: Stores) -> None:
    server = seaweedfs()
    private, handing = server.new_bucket(), server.new_bucket()
    statement = {
        "Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject"], "Resource": [f"arn:aws:s3:::{handing}/*"],
    }  # fmt: skip
    server.client().put_bucket_policy(
        Bucket=handing, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    )
    for bucket, is_open in ((private, False), (handing, True)):
        objects = S3Storage(bucket, "naskah", server.client())
        url = f"s3://{bucket}/naskah"
        config = replace(stores.config, env="production", storage_url=url, s3_endpoint_url=server.http_url)
        production = replace(stores, config=config, objects=objects)
        refuse_unsafe_stores(production)
        digest = objects.put(io.BytesIO(b"%PDF-1.7 CONTOH")).digest

        assert is_open_to_strangers(url, server.http_url, digest=digest) is is_open
        assert not is_open_to_strangers(url, server.http_url, digest="0" * 64)
        if is_open:
            with pytest.raises(ConfigError, match="production: PORTAL_STORAGE_URL"):
                refuse_unsafe_stores(production)
        else:
            refuse_unsafe_stores(production)


ACCOUNT = "admin@contoh.example"
REFUSED = f"Akun contoh masih terbuka: {ACCOUNT}."
WRITES: dict[str, tuple[str, ...]] = {
    "serve": ("--port", "0"),
    "restore": ("--open",),
    "import": ("FOLDER", "--unit", "KANIM-A"),
    "receive": ("--once",),
    "remind": (),
    "users add": ("b@contoh.go.id", "--nama", "B", "--peran", "pengelola", "--unit", "KANIM-A"),
    "users import": ("FILE",),
    "users enable": (ACCOUNT,),
    "users reset-factor": (ACCOUNT,),
    "users consent": (ACCOUNT,),
    "units import": ("UNITS",),
    "libur import": ("LIBUR",),
    "perencanaan import": ("BOOK", "--unit", "KANIM-A"),
    "penjajakan import": ("BOOK", "--unit", "KANIM-A"),
    "storage repair": (),
    "signatures recheck": (),
}
"""Commands that write, and what has to stand behind them."""
OTHERS = {
    "demo": "has a portal of its own, and never runs in production",
    "migrate": "sample accounts can be closed only at the newest revision; buckets are asked for",
    "backup": "reads the portal; copies must not stop because of an account",
    "export": "reads",
    "show": "reads",
    "tenggat": "opens no store",
    "users disable": "closes the sample accounts",
    "users list": "reads",
    "perencanaan export": "reads",
    "penjajakan export": "reads",
    "storage verify": "reads",
    "storage check": "reads",
    "storage orphans": "removes nothing but what was cut off",
    "audit verify": "reads",
    "log verify": "reads",
}
"""Commands that do not ask, and why."""


def commands(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[str]:
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from commands(child, (*words, name))
    else:
        yield " ".join(words)


@pytest.fixture
def unsafe(run: Run, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A production with a sample account that is open."""
    office.add_user(ACCOUNT, Peran.ADMIN, "KEMEN")
    for name, value in {
        "PORTAL_ENV": "production",
        "PORTAL_SECRET_KEY": SECRET,
        "PORTAL_BASE_URL": "https://naskah.contoh.go.id",
        "PORTAL_TRUSTED_HOSTS": "naskah.contoh.go.id",
        "PORTAL_INBOX_DIR": str(tmp_path / "FOLDER"),
    }.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "FOLDER").mkdir(mode=0o700)
    (tmp_path / "FILE").write_text("email,nama,peran,unit\n")
    (tmp_path / "UNITS").write_text("code,name,kind,parent_code\nKANIM-Z,Kantor Z,upt_rutan,KEMEN\n")
    (tmp_path / "LIBUR").write_text("date,kind,name,basis\n2026-08-17,libur_nasional,Kemerdekaan,SKB\n")
    return run


def test_every_command_that_writes_asks_first(unsafe: Run, tmp_path: Path) -> None:
    for name in ("perencanaan", "penjajakan"):
        assert unsafe(name, "export", tmp_path / "BOOK").code == 0
        answer = unsafe(name, "import", *(tmp_path / one if one == "BOOK" else one for one in WRITES[f"{name} import"]))
        assert (answer.code, REFUSED in answer.err) == (1, True), name
    for name, arguments in WRITES.items():
        if "BOOK" not in arguments:
            answer = unsafe(*name.split(), *arguments)
            assert (answer.code, REFUSED in answer.err) == (1, True), (name, answer)


def test_every_command_is_said_to_write_or_why_it_need_not_ask() -> None:
    assert sorted(commands(portal)) == sorted([*WRITES, *OTHERS])


def test_what_only_reads_or_mends_goes_on(unsafe: Run, tmp_path: Path) -> None:
    for words in (("users", "list"), ("storage", "check"), ("backup", tmp_path / "cadangan"), ("audit", "verify")):
        assert REFUSED not in unsafe(*words).err
    assert unsafe("users", "disable", ACCOUNT).code == 0
    assert unsafe("users", "add", *WRITES["users add"]).code == 0


def test_the_worker_asks_too_and_its_check_of_the_indexes_does_not(
    unsafe: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("indexer.kernel.step_back", lambda *_: None)
    assert unsafe("users", "list").code == 0
    for verb in ("run", "once", "rebuild"):
        assert indexer.main([verb]) == 1
        assert REFUSED in capsys.readouterr().err
    indexer.main(["verify"])
    assert REFUSED not in capsys.readouterr().err
