"""From the setting `PORTAL_STORAGE_URL` to the object store it names."""

import re
from pathlib import Path

from portal.errors import ConfigError
from portal.storage.directory import DirectoryStorage
from portal.storage.interface import ObjectStorage

S3_ADDRESS = re.compile(
    r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*))?/?"
)


def open_storage(
    url: str,
    *,
    endpoint_url: str | None = None,
    access_key: str = "",
    secret_key: str = "",
    setting: str = "PORTAL_STORAGE_URL",
    retain_days: int = 0,
) -> ObjectStorage:
    """The store at `file:PATH` or `s3://BUCKET/PREFIX` (`endpoint_url` names a server other than AWS).

    The keys are needed where they are not those of the usual AWS variables; `retain_days` locks what is put into a
    bucket. Raises ConfigError, naming the setting, for any other address, and for a directory that cannot be made.
    """
    if url.startswith("file:"):
        path = re.sub(r"^//(?=/)", "", url.removeprefix("file:"))
        if not path or path.startswith("//") or "\0" in path:
            raise ConfigError(f"{setting} harus berbentuk file:PATH, misalnya file:./var/objek.")
        return DirectoryStorage(Path(path))
    match = S3_ADDRESS.fullmatch(url)
    if match is None:
        raise ConfigError(f"{setting} harus berbentuk file:PATH atau s3://BUCKET/PREFIX.")
    # boto3 takes a third of a second to import; a portal on a directory never needs it.
    from portal.storage.s3 import S3Storage, s3_client

    client = s3_client(endpoint_url, access_key=access_key or None, secret_key=secret_key or None)
    return S3Storage(match.group(1), match.group(2) or "", client, retain_days=retain_days)
