"""Asks a bucket as a stranger would, without keys: whoever can list or read it needs no portal."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from portal.storage.keys import object_key
from portal.storage.opening import S3_ADDRESS

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


def is_open_to_strangers(url: str, endpoint_url: str | None, *, digest: str | None = None) -> bool:
    """Whether anybody may list the bucket of an address `s3://…`, or read the object of this digest in it.

    A bucket that keeps its list to itself may still hand out what is asked for by name: only an object that is there
    shows it. A folder, or a server that is away, is open to nobody.
    """
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
    bucket, prefix = match.group(1), f"{match.group(2)}/" if match.group(2) else ""
    try:
        client: S3Client = boto3.client("s3", endpoint_url=endpoint_url, region_name="us-east-1", config=settings)
    except (BotoCoreError, ValueError):
        return False
    asked: list[Callable[[], object]] = [lambda: client.list_objects_v2(Bucket=bucket, MaxKeys=1)]
    if digest is not None:
        asked.append(lambda: client.get_object(Bucket=bucket, Key=prefix + object_key(digest), Range="bytes=0-0"))
    for ask in asked:
        try:
            ask()
        except (ClientError, BotoCoreError):
            continue
        return True
    return False
