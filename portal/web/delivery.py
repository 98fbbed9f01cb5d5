"""Sends stored objects: byte ranges, conditional requests, generated file names, without loading a file into memory.

The caller has decided that this viewer may have the object. Its SHA-256 is its ETag, equal on every machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from flask import Response, request
from werkzeug.exceptions import PreconditionFailed, RequestedRangeNotSatisfiable

from portal.storage.interface import ObjectStorage

CHUNK = 64 * 1024
PUBLISHED = "public, max-age=60, must-revalidate"
"""A withdrawal takes effect within a minute even where a cache stands between."""
PRIVATE = "no-store"


@dataclass(frozen=True)
class Delivery:
    """How an object is handed over; `filename` is made by us (plain ASCII), never taken from an upload."""

    digest: str
    size: int
    mimetype: str
    filename: str
    is_inline: bool
    cache_control: str


def deliver(storage: ObjectStorage, delivery: Delivery) -> Response:
    """The object, or the part of it that was asked for: 200, 206, 304 or 416. Several ranges at once get it whole."""
    response = Response(content_type=delivery.mimetype)
    response.set_etag(delivery.digest)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = delivery.cache_control
    disposition = "inline" if delivery.is_inline else "attachment"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{delivery.filename}"'
    if request.if_match and not request.if_match.contains(delivery.digest):
        raise PreconditionFailed
    if request.if_none_match.contains_weak(delivery.digest):
        response.status_code = 304
        return response
    start, stop = 0, delivery.size
    part = _part(delivery)
    if part is not None:
        start, stop = part
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{delivery.size}"
    response.content_length = stop - start
    if request.method != "HEAD":
        stream = storage.open(delivery.digest, start=start, length=stop - start)
        response.call_on_close(stream.close)
        response.response = _chunks(stream)
    return response


def _part(delivery: Delivery) -> tuple[int, int] | None:
    """The range that was asked for, from its first byte to before its end; None for the whole object."""
    wanted = request.range
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1:
        return None
    condition = request.if_range
    if condition.date is not None or (condition.etag is not None and condition.etag != delivery.digest):
        # The caller holds a part of something else and must get all of it anew.
        return None
    found = wanted.range_for_length(delivery.size)
    if found is None:
        raise RequestedRangeNotSatisfiable(length=delivery.size)
    return found


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk
