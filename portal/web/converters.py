"""Address parts that are checked before a view runs: what has not the form of a code is simply not found."""

from flask import Flask
from werkzeug.routing import BaseConverter

from portal.domain.kode import KODE_PATTERN


class KodeConverter(BaseConverter):
    """The public code of a naskah, such as `2026-48213`."""

    regex = KODE_PATTERN


def install(app: Flask) -> None:
    """Make `<kode:kode>` known; must come before any blueprint is registered."""
    app.url_map.converters["kode"] = KodeConverter
