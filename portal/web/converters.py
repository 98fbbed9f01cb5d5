"""Address parts that are checked before a view runs: what has not the form of a code is simply not found."""

from typing import Any

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from portal.domain.naskah.kode import KODE_PATTERN

LARGEST_ROW = 2**31 - 1
"""The largest number a row has in PostgreSQL."""


class KodeConverter(BaseConverter):
    """The public code of a naskah, such as `2026-48213`."""

    regex = KODE_PATTERN


class RowNumberConverter(IntegerConverter):
    """A number of a row or page. One that no database could hold is not found, instead of an error deep inside."""

    regex = r"[0-9]{1,10}"

    def __init__(self, map: Map, max: int = LARGEST_ROW, **more: Any) -> None:
        super().__init__(map, max=max, **more)


def install(app: Flask) -> None:
    """Make `<kode:kode>` known and `<int:…>` bounded; must come before any blueprint is registered."""
    app.url_map.converters["kode"] = KodeConverter
    app.url_map.converters["int"] = RowNumberConverter
