"""From `s3://BUCKET/PREFIX` to the named files that lie there."""

from portal.errors import ConfigError
from portal.storage.named import NamedFiles
from portal.storage.opening import S3_ADDRESS


def open_s3_files(url: str, *, endpoint_url: str | None, access_key: str, secret_key: str) -> NamedFiles:
    """The files of this address. Raises ConfigError."""
    match = S3_ADDRESS.fullmatch(url)
    if match is None:
        raise ConfigError("Tempat cadangan harus folder atau s3://BUCKET/PREFIX.")
    # boto3 takes a third of a second to import; a backup into a folder never needs it.
    from portal.storage.s3 import s3_client
    from portal.storage.s3_named import S3Files

    client = s3_client(endpoint_url, access_key=access_key or None, secret_key=secret_key or None)
    return S3Files(match.group(1), match.group(2) or "", client)
