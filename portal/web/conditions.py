"""Dates of conditional requests that nobody can read are passed over, as HTTP asks, before any view looks at them."""

from datetime import UTC

from flask import Flask, request
from werkzeug.http import parse_date

_SINCE = ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE")
_IF_RANGE, _RANGE = "HTTP_IF_RANGE", "HTTP_RANGE"


def install(app: Flask) -> None:
    """Look at the dates before anybody else does."""
    app.before_request(_pass_over)


def _pass_over() -> None:
    for name in _SINCE:
        if not _is_readable(request.environ.get(name)):
            del request.environ[name]
    if not _is_readable(request.environ.get(_IF_RANGE)):
        # Whether the caller holds a part of the present file cannot be told: all of it is sent.
        del request.environ[_IF_RANGE]
        request.environ.pop(_RANGE, None)


def _is_readable(value: str | None) -> bool:
    """Whether it is an instant that clocks know; a year or zone beyond them makes parsers fail instead of refuse."""
    try:
        found = parse_date(value)
        if found is not None:
            found.astimezone(UTC)
    except (ArithmeticError, ValueError):
        return False
    return True
