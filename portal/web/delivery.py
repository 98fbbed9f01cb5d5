"""Sends stored objects: byte ranges, conditional requests, generated file names, without loading a file into memory.

The caller has decided that this viewer may have the object. Its SHA-256 is its ETag, equal on every machine. What is
sent comes from a copy that was hashed before: bytes that broke off or are others never leave, and the answer is an
error from its first line on.
"""

from dataclasses import dataclass

from flask import Response, current_app, request
from werkzeug.exceptions import PreconditionFailed, RequestedRangeNotSatisfiable
from werkzeug.wsgi import wrap_file

from portal.errors import ObjectAlteredError
from portal.storage.interface import ObjectStorage
from portal.storage.verified import VerifiedCopies

PUBLISHED = "public, max-age=20, s-maxage=30, must-revalidate"
"""A withdrawal takes effect within a minute: a proxy keeps half of it, and the browser behind a third."""
PRIVATE = "no-store"


@dataclass(frozen=True)
class Delivery:
    """How an object is handed over; `filename` is made by us (plain ASCII), never taken from an upload.

    `size` is None where no record holds it; the copy tells it then.
    """

    digest: str
    size: int | None
    mimetype: str
    filename: str
    is_inline: bool
    cache_control: str


def copies() -> VerifiedCopies:
    """The verified copies of this application."""
    found = current_app.extensions["copies"]
    assert isinstance(found, VerifiedCopies)  # noqa: S101 - tells the type checker what create_app put there
    return found


def deliver(storage: ObjectStorage, delivery: Delivery) -> Response:
    """The object, or the part of it that was asked for: 200, 206, 304 or 416. Several ranges at once get it whole.

    Raises StorageError before anything is sent.
    """
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
    size = copies().size(storage, delivery.digest) if delivery.size is None else delivery.size
    start, stop = 0, size
    part = _part(delivery.digest, size)
    if part is not None:
        start, stop = part
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    response.content_length = stop - start
    if request.method != "HEAD":
        file = copies().open(storage, delivery.digest, start=start, stop=stop)
        if file.seek(0, 2) != stop - start:
            file.close()
            raise ObjectAlteredError("Ukuran berkas tidak seperti yang tercatat, jadi tidak dikirim.")
        file.seek(0)
        response.response = wrap_file(request.environ, file)
        response.direct_passthrough = True
    return response


def _part(digest: str, size: int) -> tuple[int, int] | None:
    """The range that was asked for, from its first byte to before its end; None for the whole object."""
    wanted = request.range
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1:
        return None
    condition = request.if_range
    if condition.date is not None or (condition.etag is not None and condition.etag != digest):
        # The caller holds a part of something else and must get all of it anew.
        return None
    first, last = wanted.ranges[0]
    if last is None and first is not None and first < 0 and -first >= size > 0:
        return 0, size  # The last so many bytes of a shorter file are all of it (RFC 9110).
    found = wanted.range_for_length(size)
    if found is None:
        raise RequestedRangeNotSatisfiable(length=size)
    return found
