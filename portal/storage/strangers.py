"""Asks a bucket as a stranger would, without keys: whoever can list or read it needs no portal."""

from typing import TYPE_CHECKING

from portal.storage.opening import S3_ADDRESS

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


def is_open_to_strangers(url: str, endpoint_url: str | None) -> bool:
    """Whether anybody may list or read the bucket of an address `s3://…`; a folder, or a server that is away, no."""
    match = S3_ADDRESS.fullmatch(url)
    if match is None:
        return False
    # boto3 takes a third of a second to import; a portal on a directory never needs it.
    import boto3
    from botocore import UNSIGNED
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError

    settings = Config(
        signature_version=UNSIGNED,
        s3={"addressing_style": "path"},
        connect_timeout=2,
        read_timeout=4,
        retries={"total_max_attempts": 1},
    )
    try:
        client: S3Client = boto3.client("s3", endpoint_url=endpoint_url, region_name="us-east-1", config=settings)
        client.list_objects_v2(Bucket=match.group(1), MaxKeys=1)
    except (ClientError, BotoCoreError, ValueError):
        return False
    return True
