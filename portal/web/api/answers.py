"""How a JSON answer travels: weak ETag, conditional requests, and leave for pages of other sites to read it."""

import hashlib

from flask import Response, request

DATA = frozenset(
    {
        "public.umpan",
        "public.naskah_csv",
        "public.naskah_jsonl",
        "public.change_list",
        "public.catalogue_turtle",
        "public.catalogue_json",
    }
)
CROSS_ORIGIN = frozenset({"api.search", "api.naskah", "api.tenggat", "api.openapi"}) | DATA
"""Open data: any site may read these, without cookies. The health answer is for our own machines."""


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


def open_to_other_sites(response: Response) -> None:
    """Let pages of any site read the open answers, errors included. No cookie ever travels with them."""
    if request.method in ("GET", "HEAD"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, X-Perubahan-Nomor"
