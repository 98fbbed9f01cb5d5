"""Numbers each request, so that what a person is told and what the log says can be brought together."""

import secrets

from flask import Flask

from portal.log_lines import request_id


def install(app: Flask) -> None:
    """Number every request. Must come before everything that may fail."""
    app.before_request(_begin)
    app.teardown_request(_end)


def _begin() -> None:
    request_id.set(secrets.token_hex(6))


def _end(_error: BaseException | None) -> None:
    request_id.set("")
