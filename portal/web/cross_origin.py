"""Open data that pages of other sites may read from a browser: which answers, and the header that says so."""

from flask import Response, request

CROSS_ORIGIN = frozenset(
    {
        "api.search",
        "api.naskah",
        "api.tenggat",
        "api.openapi",
        "public.umpan",
        "public.naskah_csv",
        "public.naskah_jsonl",
        "public.change_list",
        "public.catalogue_turtle",
        "public.catalogue_json",
        "public.export",
        "public.linkset",
        "public.card",
        "public.iiif_manifest",
        "public.iiif_base",
        "public.iiif_info",
        "public.iiif_image",
    }
)
"""Any site may read these, without cookies. The health answer is for our own machines."""


def open_to_other_sites(response: Response) -> None:
    """Let pages of any site read the open answers, errors included. No cookie ever travels with them."""
    if request.endpoint in CROSS_ORIGIN and request.method in ("GET", "HEAD"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link, X-Perubahan-Nomor"
