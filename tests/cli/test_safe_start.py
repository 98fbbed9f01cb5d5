"""Production does not start over sample accounts that are open, nor over a bucket that strangers can read."""

import json
from dataclasses import replace

import pytest

from portal.cli.safe_start import refuse_unsafe_stores
from portal.domain.permissions import Peran
from portal.errors import ConfigError
from portal.services.users import accounts
from portal.storage.strangers import is_open_to_strangers
from portal.wiring import Stores
from tests.factories.known_account import NOW
from tests.factories.naskah import Office
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
