"""How much a request may bring: little, but where files are taken in, and there only with a session or an access key.

The server asks before it keeps a byte (`portal.cli.receiving`); the application holds every other server to the same.
"""

from flask import Flask, request
from itsdangerous import BadData
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_cookie
from werkzeug.routing import RequestRedirect

from portal.domain.kunci_akses import bearer_of, is_of_portal
from portal.services.berkas.resuming import LARGEST_PART
from portal.services.naskah_asli.penerimaan import LARGEST_PHOTO
from portal.services.users.accounts import ABSOLUTE
from portal.web.bearer import known_secrets
from portal.web.policy import BY_KEY
from portal.web.spool import LARGEST_TABLE, PDF_ENDPOINTS, PHOTO_ENDPOINTS, TABLE_ENDPOINTS

FORM = 1_000_000
"""Bytes of a form without files: many times what the longest of ours can hold."""
FILES_AT_ONCE = 4
"""Without JavaScript several files come in one request; each is still held to the limit of one file."""
_ROOM = 4
"""What is a few times too large is read to its end, so that its sender is told in the words of the page."""


def install(app: Flask, max_upload_mb: int) -> None:
    """Hold every request to the limit of its address. Must come before whatever reads a form."""
    limits = limits_of(max_upload_mb)

    @app.before_request
    def hold() -> None:
        request.max_content_length = limits.get(request.endpoint or "", FORM)


def limits_of(max_upload_mb: int) -> dict[str, int]:
    """The endpoints that take more than a form, with the bytes that each takes."""
    return {
        **dict.fromkeys(PDF_ENDPOINTS, max_upload_mb * 1_000_000 * FILES_AT_ONCE + FORM),
        **dict.fromkeys(TABLE_ENDPOINTS, LARGEST_TABLE * _ROOM + FORM),
        **dict.fromkeys(PHOTO_ENDPOINTS, LARGEST_PHOTO * _ROOM + FORM),
        "work.resume_part": LARGEST_PART + FORM,
    }


class Doorkeeper:
    """Tells from the head of a request how large its body may be; asks no database."""

    def __init__(self, app: Flask, max_upload_mb: int) -> None:
        self._app = app
        self._limits = limits_of(max_upload_mb)
        self._addresses = app.url_map.bind("localhost")

    def limit(self, method: str, path: str) -> int:
        """Bytes that this address takes."""
        return self._limits.get(self._endpoint(method, path), FORM)

    def _endpoint(self, method: str, path: str) -> str:
        if method not in ("POST", "PUT"):
            return ""
        try:
            endpoint, _ = self._addresses.match(path, method=method)
        except (HTTPException, RequestRedirect):
            return ""
        return str(endpoint)

    def may_send(self, method: str, path: str, cookies: str, authorization: str) -> bool:
        """Whether a large body comes from somebody with something that this portal has signed.

        Where a program sends that is its access key, everywhere else a session. Whether it still opens anything is
        asked later.
        """
        if self._endpoint(method, path) in BY_KEY:
            return is_of_portal(bearer_of(authorization) or "", known_secrets(self._app))
        return self.is_signed_in(cookies)

    def is_signed_in(self, cookies: str) -> bool:
        """Whether the cookies hold a session that this portal has signed; whether it still runs is asked later."""
        sent = parse_cookie(cookies).get(self._app.config["SESSION_COOKIE_NAME"], "")
        signer = self._app.session_interface.get_signing_serializer(self._app)  # type: ignore[attr-defined]
        try:
            return "_user_id" in signer.loads(sent, max_age=int(ABSOLUTE.total_seconds()))
        except BadData:
            return False
