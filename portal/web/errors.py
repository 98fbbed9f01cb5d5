"""Errors as answers: a page in plain words for people, problem+json (RFC 9457) for programs."""

import logging

from flask import Flask, Response, json, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError, Unauthorized

from portal.errors import (
    BadInputError,
    ConflictError,
    NotAllowedError,
    NotFoundError,
    PortalError,
    SearchUnavailableError,
    SignInBusyError,
    StorageError,
    TooManyAttemptsError,
)
from portal.log_lines import request_id
from portal.web import kept_form

log = logging.getLogger("portal.web")

STATUS: tuple[tuple[type[PortalError], int], ...] = (
    (TooManyAttemptsError, 429),
    (NotFoundError, 404),
    (NotAllowedError, 403),
    (ConflictError, 409),
    (BadInputError, 400),
    (SearchUnavailableError, 503),
    (StorageError, 503),
    (SignInBusyError, 503),
)

TEXT = {
    400: "Permintaan ini tidak dapat dibaca. Periksa alamat atau isiannya.",
    401: "Sesi Anda sudah berakhir. Masuk lagi, lalu ulangi.",
    403: "Anda tidak berwenang membuka halaman ini.",
    404: "Halaman atau naskah tidak ditemukan.",
    405: "Cara ini tidak tersedia untuk alamat ini.",
    409: "Keadaannya sudah berubah. Muat ulang halaman.",
    410: "Naskah ini sudah ditarik.",
    413: "Kiriman terlalu besar.",
    429: "Terlalu banyak permintaan. Coba lagi sebentar lagi.",
    500: "Terjadi kesalahan di pihak kami.",
    503: "Layanan sedang terganggu. Coba lagi sebentar lagi.",
}


def install(app: Flask) -> None:
    """Answer every error in the portal's own words."""
    app.register_error_handler(PortalError, _portal_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def status_of(error: PortalError) -> int:
    """The HTTP status of one of our errors."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def problem(status: int, detail: str, **more: object) -> Response:
    """An `application/problem+json` answer."""
    body = {"type": "about:blank", "title": TEXT.get(status, "Kesalahan."), "status": status, "detail": detail, **more}
    return Response(json.dumps(body), status=status, mimetype="application/problem+json")


def _portal_error(error: PortalError) -> Response:
    if isinstance(error, (StorageError, SearchUnavailableError)):
        log.error("%s: %s", type(error).__name__, error.message)
    parameter = error.field if isinstance(error, BadInputError) else None
    answer = _answer(status_of(error), error.message, parameter)
    if seconds := getattr(error, "retry_after", 0):
        answer.headers["Retry-After"] = str(seconds)
    return answer


def _http_error(error: HTTPException) -> Response:
    if isinstance(error, InternalServerError):
        return _unexpected(error)
    if isinstance(error, SecurityError):
        # Asked for under a name that is not ours: there is no address of ours to make a page with.
        return Response(TEXT[400], status=400, mimetype="text/plain")
    status = error.code or 500
    if isinstance(error, (Unauthorized, CSRFError)) and (kept := kept_form.page()) is not None:
        return kept
    answer = _answer(status, TEXT.get(status, TEXT[400] if status < 500 else TEXT[500]), None)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After", "Content-Range"):
            answer.headers[name] = value
    return answer


def _unexpected(error: Exception) -> Response:
    # The address may hold a token; the endpoint does not.
    incident = request_id.get()
    log.exception("incident at %s", request.endpoint, exc_info=error)
    return _answer(500, f"{TEXT[500]} Sebutkan kode kejadian {incident} kepada petugas.", None)


def _answer(status: int, message: str, parameter: str | None) -> Response:
    if request.path.startswith("/api/"):
        more = {"parameter": parameter} if parameter else {}
        return problem(status, message, **more)
    page = render_template("errors/error.html", status=status, message=message)
    return Response(page, status=status, mimetype="text/html")
