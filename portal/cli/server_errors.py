"""What the server itself refuses, before any of our pages is asked: said in our words, with our headers.

A request that is broken, too large or has too many headers never reaches the application, whose answers carry the
security headers; so they are set here once more.
"""

import json
from typing import Any

from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer
from waitress.task import ErrorTask

from portal.web.errors import TEXT, is_json_address
from portal.web.headers import CSP, FIXED, HSTS


class OwnErrorTask(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """One refusal of the server."""

    is_https = False

    def execute(self) -> None:
        """Write the answer and close the connection."""
        error = self.request.error
        text = TEXT.get(error.code, TEXT[400] if error.code < 500 else TEXT[500])
        body, kind = f"{text}\n", "text/plain; charset=utf-8"
        if is_json_address(getattr(self.request, "path", None) or ""):
            kind = "application/problem+json"
            body = json.dumps({"type": "about:blank", "title": text, "status": error.code, "detail": text})
        data = body.encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend(
            [
                ("Content-Type", kind),
                ("Content-Length", str(len(data))),
                ("Cache-Control", "no-store"),
                ("Content-Security-Policy", CSP),
                *FIXED.items(),
                *([("Strict-Transport-Security", HSTS)] if self.is_https else []),
            ]
        )
        self.set_close_on_finish()
        self.content_length = len(data)
        self.write(data)


class _HttpsErrorTask(OwnErrorTask):
    """The same where people reach the portal over HTTPS."""

    is_https = True


class OwnChannel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection whose refusals are ours."""

    error_task_class = OwnErrorTask


class _HttpsChannel(OwnChannel):
    """The same where people reach the portal over HTTPS."""

    error_task_class = _HttpsErrorTask


def install(servers: dict[int, Any], *, is_https: bool) -> None:
    """Let every listener among `servers` (the map `create_server` fills) refuse in our words."""
    for server in servers.values():
        if isinstance(server, BaseWSGIServer):
            server.channel_class = _HttpsChannel if is_https else OwnChannel
