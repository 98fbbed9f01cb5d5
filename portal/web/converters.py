"""Address parts that are checked before a view runs: what has not the form of its kind is simply not found."""

from typing import Any

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from portal.domain.naskah.kode import KODE_PATTERN
from portal.domain.publication.penahanan import AlasanPenahanan

LARGEST_ROW = 2**31 - 1
"""The largest number a row has in PostgreSQL."""


class KodeConverter(BaseConverter):
    """The public code of a naskah, such as `2026-48213`."""

    regex = KODE_PATTERN


class NomorConverter(BaseConverter):
    """The number of a receipt: of an original such as `TTA-2026-00001`, or of a proposal such as `TTU-2026-00001`."""

    regex = r"TT[AU]-[0-9]{4}-[0-9]{5,9}"


class UploadKeyConverter(BaseConverter):
    """The key of an upload that goes on after a cut."""

    regex = r"[0-9a-f]{64}"


class UmpanTokenConverter(BaseConverter):
    """The secret part of the address of a feed."""

    regex = r"[A-Za-z0-9_-]{1,100}"


class AlasanPenahananConverter(BaseConverter):
    """What holds a publication; the view gets the reason itself."""

    regex = "|".join(reason.value for reason in AlasanPenahanan)

    def to_python(self, value: str) -> AlasanPenahanan:
        """The reason of this name."""
        return AlasanPenahanan(value)


class RowNumberConverter(IntegerConverter):
    """A number of a row or page. One that no database could hold is not found, instead of an error deep inside."""

    regex = r"[0-9]{1,10}"

    def __init__(self, map: Map, max: int = LARGEST_ROW, **more: Any) -> None:
        super().__init__(map, max=max, **more)


def install(app: Flask) -> None:
    """Make the kinds of address parts known and `<int:…>` bounded; must come before any blueprint is registered."""
    app.url_map.converters.update(
        kode=KodeConverter,
        nomor=NomorConverter,
        kunci=UploadKeyConverter,
        token=UmpanTokenConverter,
        alasan=AlasanPenahananConverter,
        int=RowNumberConverter,
    )
