"""Nobody changes or removes an original: not by what a store offers, not with its keys in a locked bucket."""

import hashlib
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from portal.errors import PortalError
from portal.storage.budget import Budget, BudgetedStorage
from portal.storage.directory import DirectoryStorage
from portal.storage.interface import ObjectStorage
from portal.storage.keys import object_key
from portal.storage.opening import open_storage
from portal.storage.paired import PairedStorage
from portal.storage.protection import Protection, protection_of, protection_or_none
from portal.storage.s3 import S3Storage
from tests.fixtures.repository import ROOT
from tests.fixtures.seaweedfs import new_prefix, seaweedfs

CONTENT = b"%PDF-1.7 CONTOH asli"
OTHER = b"%PDF-1.7 CONTOH palsu"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
DAYS = 3


def refused(deed: Callable[[], object]) -> bool:
    """Whether a deed ends in an error of the portal or of the server."""
    try:
        deed()
    except (PortalError, ClientError, PermissionError, urllib.error.HTTPError):
        return True
    return False


def offered(store: ObjectStorage) -> set[str]:
    return {name for name in dir(store) if not name.startswith("_")}


WAYS: dict[str, Callable[[ObjectStorage], object]] = {
    "other bytes under its digest": lambda store: store.put(BytesIO(OTHER), expected_digest=DIGEST),
    "other bytes put back": lambda store: store.put_back(BytesIO(OTHER), DIGEST) == "ok",
    "a digest with a path": lambda store: store.put(BytesIO(OTHER), expected_digest=f"../{DIGEST}"),
    "a digest that ends in a blank": lambda store: store.put_back(BytesIO(OTHER), f"{DIGEST} "),
}


@pytest.mark.parametrize("kind", ["folder", "bucket"])
def test_no_call_of_a_store_changes_or_removes_what_lies_in_it(kind: str, tmp_path: Path) -> None:
    plain: ObjectStorage = DirectoryStorage(tmp_path / "objek") if kind == "folder" else seaweedfs().storage()
    plain.put(BytesIO(CONTENT))
    budgeted = BudgetedStorage(plain, readers=Budget(2), writers=Budget(2))
    for store in (plain, budgeted, PairedStorage(plain, DirectoryStorage(tmp_path / "kedua"))):
        for name, way in WAYS.items():
            if name == "other bytes put back":
                # What is whole is left as it is, whatever is handed in.
                assert way(store)
            else:
                assert refused(lambda way=way, store=store: way(store)), name  # type: ignore[misc]
        store.put(BytesIO(CONTENT))
        store.sweep_temporary(timedelta(0), datetime.now(UTC) + timedelta(days=1))
        assert store.verify(DIGEST) == "ok"
        assert not {"delete", "remove", "unlink", "clear", "move", "rename", "overwrite", "write"} & offered(store)


def test_only_what_sweeps_temporary_files_and_prunes_backups_can_remove_at_all() -> None:
    words = ("delete_object", ".unlink(", "rmtree", "os.remove", "delete_bucket", "abort_multipart")
    found = {
        path.name: sorted({word for word in words if word in path.read_text("utf-8")})
        for path in (ROOT / "portal/storage").glob("*.py")
    }
    assert {name: said for name, said in found.items() if said} == {
        "directory.py": [".unlink("],
        "named.py": [".unlink("],
        "s3_named.py": ["delete_object"],
    }


def test_a_stored_file_in_a_folder_is_no_longer_to_be_written(tmp_path: Path) -> None:
    DirectoryStorage(tmp_path).put(BytesIO(CONTENT))
    assert (tmp_path / object_key(DIGEST)).stat().st_mode & 0o777 == 0o400


def test_in_a_locked_bucket_the_keys_of_the_portal_remove_nothing() -> None:
    server, prefix = seaweedfs(), new_prefix()
    bucket, client = server.locked_bucket(), server.client()
    store = S3Storage(bucket, prefix, client, retain_days=DAYS)
    store.put(BytesIO(CONTENT))
    key = f"{prefix}/{object_key(DIGEST)}"
    at: dict[str, Any] = {"Bucket": bucket, "Key": key}
    version = client.head_object(**at)["VersionId"]
    soon = datetime.now(UTC) + timedelta(seconds=5)
    until = client.head_object(**at)["ObjectLockRetainUntilDate"]
    assert until > datetime.now(UTC) + timedelta(days=DAYS) - timedelta(hours=1)

    def sent(method: str) -> object:
        address = store.url(DIGEST, seconds=60, filename="naskah.pdf") or ""
        return urllib.request.urlopen(urllib.request.Request(address, OTHER, method=method), timeout=10)

    attempts: dict[str, Callable[[], object]] = {
        "put only if it is new": lambda: client.put_object(**at, Body=OTHER, IfNoneMatch="*"),
        "remove the version": lambda: client.delete_object(**at, VersionId=version),
        "remove it past governance": lambda: client.delete_object(
            **at, VersionId=version, BypassGovernanceRetention=True
        ),
        "shorten the retention": lambda: client.put_object_retention(
            **at, VersionId=version, Retention={"Mode": "COMPLIANCE", "RetainUntilDate": soon}
        ),
        "weaken the retention": lambda: client.put_object_retention(
            **at,
            VersionId=version,
            Retention={"Mode": "GOVERNANCE", "RetainUntilDate": soon},
            BypassGovernanceRetention=True,
        ),
        "suspend versions": lambda: client.put_bucket_versioning(
            Bucket=bucket, VersioningConfiguration={"Status": "Suspended"}
        ),
        "remove the bucket": lambda: client.delete_bucket(Bucket=bucket),
        "PUT by a signed address": lambda: sent("PUT"),
        "DELETE by a signed address": lambda: sent("DELETE"),
        "POST by a signed address": lambda: sent("POST"),
    }
    assert [name for name, attempt in attempts.items() if not refused(attempt)] == []
    several = client.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key, "VersionId": version}]})
    assert several["Errors"][0]["Code"] == "AccessDenied"

    # What a server lets whoever may put do: something newer over it, or a mark. The locked bytes stay to be read, the
    # fixity pass finds it, and the other copy is put back.
    for cover in (lambda: client.put_object(**at, Body=OTHER), lambda: client.delete_object(**at)):
        cover()
        assert client.get_object(**at, VersionId=version)["Body"].read() == CONTENT
        assert store.verify(DIGEST) in ("altered", "missing")
        store.put_back(BytesIO(CONTENT), DIGEST)
        assert store.verify(DIGEST) == "ok"


def test_a_bucket_tells_what_it_offers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = seaweedfs()
    locked = S3Storage(server.locked_bucket(), "", server.client(), retain_days=DAYS)
    plain = S3Storage(server.bucket(), "", server.client(), retain_days=DAYS)
    rule = {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 7}}
    ruled = server.locked_bucket()
    server.client().put_object_lock_configuration(
        Bucket=ruled, ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": rule}
    )

    assert locked.protection() == Protection(True, True, True, "", DAYS)
    assert plain.protection() == Protection(True, False, False, "", DAYS)
    assert (locked.protection().is_as_wished, plain.protection().is_as_wished) == (True, False)
    assert S3Storage(ruled, "", server.client()).protection().bucket_retention == "GOVERNANCE 7 Days"
    assert protection_of(BudgetedStorage(plain, readers=Budget(1), writers=Budget(1))) == plain.protection()
    assert protection_of(DirectoryStorage(tmp_path)) == Protection(is_bucket=False)
    assert protection_or_none(S3Storage("tidak-ada-di-sini", "", server.client())) is None
    with pytest.raises(PortalError, match="portal storage check"):
        plain.put(BytesIO(CONTENT))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "SALAH")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "salah")
    strange = open_storage(f"s3://{server.bucket()}/x", endpoint_url=server.http_url, retain_days=1)
    assert protection_of(strange) == Protection(True, None, None, "", 1)
