"""`PORTAL_STORAGE_URL`: which addresses open which store, and which are refused before anything starts."""

import io
from pathlib import Path

import pytest

from portal.errors import ConfigError
from portal.storage.directory import DirectoryStorage
from portal.storage.opening import open_storage
from portal.storage.s3 import S3Storage
from tests.fixtures.seaweedfs import new_prefix, seaweedfs


@pytest.mark.parametrize("form", ["file:{}", "file://{}"])
def test_a_file_address_opens_a_directory(tmp_path: Path, form: str) -> None:
    storage = open_storage(form.format(tmp_path / "objek"))
    assert isinstance(storage, DirectoryStorage)
    digest = storage.put(io.BytesIO(b"CONTOH")).digest
    assert (tmp_path / "objek" / "sha256" / digest[:2] / digest).read_bytes() == b"CONTOH"


def test_a_relative_path_lies_under_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_storage("file:var/objek")
    assert (tmp_path / "var" / "objek" / "sha256").is_dir()


def test_an_s3_address_opens_a_bucket_with_the_usual_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    server = seaweedfs()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", server.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", server.secret_key)
    monkeypatch.setenv("AWS_CA_BUNDLE", str(server.ca_bundle))
    prefix = new_prefix()
    for endpoint_url in (server.http_url, server.https_url):
        storage = open_storage(f"s3://{server.bucket()}/{prefix}", endpoint_url=endpoint_url)
        assert isinstance(storage, S3Storage)
        digest = storage.put(io.BytesIO(b"CONTOH")).digest
    keys = [item["Key"] for item in server.client().list_objects_v2(Bucket=server.bucket(), Prefix=prefix)["Contents"]]
    assert keys == [f"{prefix}/sha256/{digest[:2]}/{digest}"]


@pytest.mark.parametrize("address", ["s3://wadah", "s3://wadah/", "s3://wadah/a/b-c_d.e", "s3://wadah/naskah/"])
def test_bucket_with_or_without_prefix_is_accepted(address: str) -> None:
    assert isinstance(open_storage(address, endpoint_url="http://127.0.0.1:1"), S3Storage)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "file:",
        "file://server/bersama",
        "file:a\0b",
        "/var/objek",
        "var/objek",
        "http://contoh.go.id/wadah",
        "s3:wadah",
        "s3://",
        "s3:///naskah",
        "s3://Wadah/naskah",
        "s3://wadah//naskah",
        "s3://wadah/../lain",
        "s3://wadah/naskah?x=1",
        "s3://kunci:rahasia@wadah/naskah",
        "s3://wadah/naskah\n",
    ],
)
def test_any_other_address_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(ConfigError, match="PORTAL_STORAGE_URL") as caught:
        open_storage(address)
    assert "rahasia" not in caught.value.message


@pytest.mark.parametrize("endpoint_url", ["127.0.0.1:8333", "ftp://contoh", "", "http://", "http://a b"])
def test_an_endpoint_that_is_no_web_address_is_refused(endpoint_url: str) -> None:
    with pytest.raises(ConfigError, match="PORTAL_S3_ENDPOINT_URL"):
        open_storage("s3://wadah/naskah", endpoint_url=endpoint_url)
