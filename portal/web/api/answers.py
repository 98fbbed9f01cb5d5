"""How a JSON answer travels: weak ETag and conditional requests."""

import hashlib

from flask import Response, request


def json_answer(body: str, *, tagged: str | None = None) -> Response:
    """A 200, or a 304 when the caller already has it.

    `tagged` is what the ETag speaks of, where it is not the whole body (a figure that differs each time, such as
    the time a search took, would make every answer new).
    """
    digest = hashlib.sha256((tagged if tagged is not None else body).encode()).hexdigest()[:32]
    is_known = request.if_none_match.contains_weak(digest)
    response = Response("" if is_known else body, status=304 if is_known else 200, mimetype="application/json")
    response.set_etag(digest, weak=True)
    return response
