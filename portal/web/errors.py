"""Errors as answers: a page in plain words for people, problem+json (RFC 9457) for programs."""

import errno
import logging
import re
from urllib.parse import quote

from flask import Flask, Response, current_app, g, json, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    NotFound,
    SecurityError,
    Unauthorized,
)

from portal.errors import (
    BadInputError,
    BulkBusyError,
    ClosedError,
    ConflictError,
    KeyNeededError,
    NotAllowedError,
    NotFoundError,
    ObjectAlteredError,
    PortalError,
    SearchUnavailableError,
    SignInBusyError,
    StorageBusyError,
    StorageError,
    StorageFullError,
    TooManyAttemptsError,
    WithdrawnError,
)
from portal.log_lines import request_id
from portal.web import kept_form
from portal.web.policy import OPEN
from portal.web.translation import gettext, said

log = logging.getLogger("portal.web")

STATUS: tuple[tuple[type[PortalError], int], ...] = (
    (TooManyAttemptsError, 429),
    (KeyNeededError, 401),
    (WithdrawnError, 410),
    (NotFoundError, 404),
    (NotAllowedError, 403),
    (ConflictError, 409),
    (BadInputError, 400),
    (SearchUnavailableError, 503),
    (StorageFullError, 507),
    (StorageError, 503),
    (SignInBusyError, 503),
    (BulkBusyError, 503),
    (ClosedError, 503),
)
JSON_ADDRESS = re.compile(
    r"/api(/.*)?|/healthz|/livez"
    r"|/data/.+|/integrasi/.*"
    r"|/n/[^/]+(\.csl\.json|\.jsonld|/linkset\.json|/iiif/.*\.json)/?"
    r"|/(kerja|biro|admin)/.*\.json/?"
    r"|/kerja/unggah/(berkas|bagian)(/.*)?|/kerja/naskah/[^/]+/simpan-draf/?",
    re.DOTALL,
)
"""Addresses that programs and our own scripts ask: whatever happens there, the answer is JSON."""
RETRY_SECONDS = 10
"""After which something that is disturbed may be asked again."""
RETRY_SOON = 2
_OUT_OF_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_BROKEN = frozenset({errno.EROFS, errno.EIO, errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE, errno.ENOMEM})
"""What the machine or its set-up is to blame for: a disk that went read-only or fails, a folder of somebody else."""
_READ_ONLY = "25006"
"""A server that takes no writing now: a spare one not promoted yet, or one whose disk is nearly full."""
_TOO_SILENT = "25P03"
"""This machine said nothing for so long amid a transaction that the server undid it: it was frozen meanwhile."""
_SQLITE_WAITS = ("locked", "busy", "unable to open", "disk i/o", "readonly")

TEXT = {
    400: "Permintaan ini tidak dapat dibaca. Periksa alamat atau isiannya.",
    401: "Sesi Anda sudah berakhir. Masuk lagi, lalu ulangi.",
    403: "Anda tidak berwenang membuka halaman ini.",
    404: "Halaman atau naskah tidak ditemukan.",
    405: "Cara ini tidak tersedia untuk alamat ini.",
    409: "Keadaannya sudah berubah. Muat ulang halaman.",
    410: "Naskah ini sudah ditarik.",
    413: "Kiriman terlalu besar.",
    414: "Alamat ini terlalu panjang.",
    416: "Bagian berkas itu tidak ada.",
    422: "Isian perlu diperbaiki.",
    429: "Terlalu banyak permintaan. Coba lagi sebentar lagi.",
    431: "Kepala permintaan terlalu besar. Hapus kuki situs ini di peramban, lalu coba lagi.",
    500: "Terjadi kesalahan di pihak kami.",
    503: "Layanan sedang terganggu. Coba lagi sebentar lagi.",
    507: "Ruang penyimpanan di server penuh, jadi tidak ada yang disimpan. Hubungi admin.",
}


def install(app: Flask) -> None:
    """Answer every error in the portal's own words."""
    app.register_error_handler(PortalError, _portal_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def is_json_address(path: str) -> bool:
    """Whether errors at this address are answered as JSON."""
    return JSON_ADDRESS.fullmatch(path) is not None


def status_of(error: PortalError) -> int:
    """The HTTP status of one of our errors."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def problem(status: int, detail: str, **more: object) -> Response:
    """An `application/problem+json` answer."""
    body = {"type": "about:blank", "title": TEXT.get(status, "Kesalahan."), "status": status, "detail": detail, **more}
    return Response(json.dumps(body), status=status, mimetype="application/problem+json")


def retry_after(error: PortalError) -> int | None:
    """Seconds after which the same may be asked again; None where waiting heals nothing."""
    if seconds := getattr(error, "retry_after", 0):
        return int(seconds)
    if isinstance(error, StorageBusyError):
        return RETRY_SOON
    if isinstance(error, (StorageFullError, ObjectAlteredError)):
        return None
    return RETRY_SECONDS if status_of(error) == 503 else None


def _portal_error(error: PortalError) -> Response:
    note_disturbed(error)
    if isinstance(error, WithdrawnError) and not is_json_address(request.path):
        page = render_template("public/withdrawn.html", tombstone=error)
        return Response(page, status=410, mimetype="text/html")
    if isinstance(error, KeyNeededError):
        return problem(401, error.message, title="Kunci akses diperlukan.")
    parameter = error.field if isinstance(error, BadInputError) else None
    return _answer(status_of(error), error.message, parameter, retry_after(error))


def note_disturbed(error: PortalError) -> bool:
    """Log what is no fault of whoever asked; says whether it was, so that the number of the request leads there."""
    if isinstance(error, (StorageError, SearchUnavailableError)):
        log.error("%s: %s", type(error).__name__, error.message)
        return True
    if status_of(error) >= 500:
        # Nothing is broken; but whoever names the number on the page must find it in the log.
        log.info("%s at %s", type(error).__name__, request.endpoint)
        return True
    return False


def call_number() -> str:
    """The sentence with which somebody can have the log looked at."""
    told = gettext("Bila tetap begini, sebutkan kode kejadian %(kode)s kepada petugas.")
    return told % {"kode": request_id.get()}


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, InternalServerError):
        return _unexpected(error.original_exception or error)
    if isinstance(error, SecurityError):
        # Asked for under a name that is not ours: there is no address of ours to make a page with.
        if is_json_address(request.path):
            return problem(400, TEXT[400])
        return Response(TEXT[400], status=400, mimetype="text/plain")
    if isinstance(error, NotFound) and (moved := _without_slash()) is not None:
        return moved
    status = error.code or 500
    if isinstance(error, (Unauthorized, CSRFError)) and not is_json_address(request.path):
        kept = kept_form.page()
        if kept is not None:
            return kept
    answer = _answer(status, TEXT.get(status, TEXT[400] if status < 500 else TEXT[500]), None)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After", "Content-Range"):
            answer.headers[name] = value
    return answer


def _without_slash() -> Response | None:
    """The way to the address without the slash at its end, where there is one."""
    bare = request.path.rstrip("/")
    if request.routing_exception is None or not bare or bare == request.path:
        return None
    addresses = current_app.create_url_adapter(request)
    if addresses is None:
        return None
    try:
        addresses.match(bare, request.method)
    except MethodNotAllowed:
        pass  # There is such an address, which will say itself what it takes.
    except HTTPException:
        return None
    query = request.query_string.decode("latin-1")
    # 308, so that a form stays a form; relative, so that it leads to no other host.
    there = quote(request.script_root + bare, safe="/:@!$&'()*+,;=~")
    return Response("", 308, {"Location": there + (f"?{query}" if query else "")})


def _unexpected(error: BaseException) -> ResponseReturnValue:
    if isinstance(error, PortalError):
        return _portal_error(error)
    if isinstance(error, DBAPIError) and g.pop("reads_replica", False):
        return _from_database()
    if (status := _disturbance(error)) is not None:
        log.error("%s at %s", type(getattr(error, "orig", None) or error).__name__, request.endpoint)
        return _answer(status, TEXT[status], None, RETRY_SECONDS if status == 503 else None)
    # The address may hold a token; the endpoint does not.
    log.exception("incident at %s", request.endpoint, exc_info=error)
    return _answer(500, TEXT[500], None)


def _from_database() -> ResponseReturnValue:
    """The page once more, from the database itself: the replica broke off, or took away rows that the page was reading.
    Only what changes nothing is ever read there."""
    current_app.extensions["replica"].leave_alone()
    g.shuns_replica = True
    view = current_app.view_functions[request.endpoint or ""]
    try:
        return current_app.ensure_sync(view)(**(request.view_args or {}))
    except Exception as error:
        return _http_error(error) if isinstance(error, HTTPException) else _unexpected(error)


def _disturbance(error: BaseException) -> int | None:
    """503 for a database that is locked, away or overloaded and for a broken disk, 507 for a full one.

    None for a fault of ours.
    """
    if isinstance(error, OSError):
        if error.errno in _OUT_OF_SPACE:
            return 507
        return 503 if error.errno in _BROKEN else None
    if isinstance(error, PoolTimeoutError):
        return 503
    if not isinstance(error, DBAPIError):
        return None
    state = getattr(error.orig, "sqlstate", None)
    said = str(error.orig).lower()
    if state == "53100" or "disk is full" in said:
        return 507
    if (
        error.connection_invalidated
        or state in (_READ_ONLY, _TOO_SILENT)
        or (state or "")[:2] in ("08", "40", "53", "55", "57")
    ):
        return 503
    if type(error.orig).__module__.startswith("sqlite3"):
        return 503 if any(word in said for word in _SQLITE_WAITS) else None
    # A server that cannot be reached, or takes a connection and then says nothing, has no code to tell it by.
    return 503 if isinstance(error, OperationalError) and state is None else None


def _in_general(status: int) -> str:
    return gettext(TEXT.get(status, TEXT[400] if status < 500 else TEXT[500]))


def _answer(status: int, message: str, parameter: str | None, retry: int | None = None) -> Response:
    # The log has a line with this number; of what the person did themselves there is nothing to find.
    told = f" {call_number()}" if status >= 500 else ""
    if is_json_address(request.path):
        more = {} if parameter is None else {"parameter": parameter}
        answer = problem(status, message + told, **more)
    else:
        # Known where the guard has looked who it is; nobody is looked up for the page of an error.
        is_inside = "actor" in g and (request.endpoint or "") not in OPEN
        told = said(message, _in_general(status)) + told
        page = render_template("errors/error.html", status=status, message=told, is_inside=is_inside)
        answer = Response(page, status=status, mimetype="text/html")
    if retry is not None:
        answer.headers["Retry-After"] = str(retry)
    return answer
