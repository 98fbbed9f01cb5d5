"""All security headers in one place, on every answer: pages, errors, files, static."""

from flask import Flask, Response, request

from portal.web.caching import ASKED_EACH_TIME, NOT_KEPT
from portal.web.cross_origin import CROSS_ORIGIN, open_to_other_sites
from portal.web.policy import OPEN

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "manifest-src 'self'",
    )
)
# A file of unknown origin opened in the browser gets nothing of ours: no script, no form, no cookie.
FILE_CSP = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

FIXED = {
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: the form token check over HTTPS needs to see our own address.
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HSTS = "max-age=63072000; includeSubDomains"


def install(app: Flask, *, is_https: bool) -> None:
    """Set the headers after every request, errors included."""

    fixed = {**FIXED, **_transport(is_https)}

    @app.after_request
    def set_headers(response: Response) -> Response:
        response.headers.update(fixed)
        if request.endpoint in CROSS_ORIGIN:
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            open_to_other_sites(response)
        is_pdf = response.mimetype == "application/pdf"
        response.headers["Content-Security-Policy"] = FILE_CSP if is_pdf else CSP
        _set_cache(response)
        return response


def fixed_headers(*, is_https: bool) -> list[tuple[str, str]]:
    """The headers of an answer that the server gives by itself, before there is any request."""
    more = {"Content-Security-Policy": CSP, "Cache-Control": "no-store"}
    return list({**FIXED, **more, **_transport(is_https)}.items())


def _transport(is_https: bool) -> dict[str, str]:
    return {"Strict-Transport-Security": HSTS} if is_https else {}


def _set_cache(response: Response) -> None:
    # Whoever stands at the door has a cookie and sees what nobody else is to see, although anybody may come there.
    is_open = request.endpoint in OPEN and not request.endpoint.startswith("auth.")
    if not is_open or response.status_code >= 400:
        response.headers["Cache-Control"] = NOT_KEPT
    elif "Cache-Control" not in response.headers:
        # Whatever is public may be withdrawn, so a cache has to ask each time; `caching` knows when it need not.
        response.headers["Cache-Control"] = ASKED_EACH_TIME
