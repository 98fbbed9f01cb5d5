"""A process that stores one random object after another and says so, made to be killed at any moment.

Arguments: `file:PATH`, or an S3 address, bucket and prefix (keys from the environment). Each line it prints is the
digest of an object it holds a receipt for.
"""

import io
import os
import random
import sys
from pathlib import Path

from portal.storage.directory import DirectoryStorage
from portal.storage.interface import ObjectStorage
from portal.storage.s3 import S3Storage, s3_client


def _storage(arguments: list[str]) -> ObjectStorage:
    if len(arguments) == 1:
        return DirectoryStorage(Path(arguments[0].removeprefix("file:")))
    endpoint_url, bucket, prefix = arguments
    return S3Storage(bucket, prefix, s3_client(endpoint_url, region="us-east-1"))


def main() -> None:
    storage = _storage(sys.argv[1:])
    sizes = random.Random(os.getpid())  # noqa: S311 - sizes of test objects guard nothing
    sys.stdout.write("siap\n")
    sys.stdout.flush()
    while True:
        stored = storage.put(io.BytesIO(os.urandom(sizes.randrange(1, 1_500_000))))
        sys.stdout.write(f"{stored.digest}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
