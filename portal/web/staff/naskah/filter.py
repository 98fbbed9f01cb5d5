"""The filters of the list of naskah as an address carries them: read, written back, shown as chips to be removed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from portal.domain.naskah.enumerations import Bentuk
from portal.domain.naskah.status import Status
from portal.errors import BadInputError
from portal.queries.naskah.list_filter import ListFilter
from portal.queries.naskah.values import UnitChoice
from portal.web.typed import choice, clean_line
from portal.web.words.labels.lookup import label

LONGEST_TEXT, LONGEST_KODE = 200, 40
_YEAR = re.compile(r"(?:19|20|21)\d\d", re.ASCII)


@dataclass(frozen=True)
class ListChip:
    """A filter in force: its words, and the address of the list without it."""

    label: str
    address: str


def read(values: Mapping[str, str]) -> ListFilter:
    """The filters of an address or of a form. Raises BadInputError for a state, form or year there is not."""

    def text(name: str, longest: int) -> str:
        return clean_line(values.get(name, ""))[:longest]

    return ListFilter(
        text=text("q", LONGEST_TEXT),
        status=choice(Status, text("status", LONGEST_TEXT), "status", "status"),
        unit=text("unit", LONGEST_KODE),
        tahun=_year(text("tahun", LONGEST_TEXT)),
        mitra=text("mitra", LONGEST_TEXT),
        bentuk=choice(Bentuk, text("bentuk", LONGEST_TEXT), "bentuk", "bentuk"),
    )


def values_of(wanted: ListFilter) -> dict[str, Any]:
    """The values of an address that stand for these filters, in their fixed order; empty ones are left out."""
    every = {
        "q": wanted.text,
        "tahun": str(wanted.tahun or ""),
        "mitra": wanted.mitra,
        "bentuk": wanted.bentuk.value if wanted.bentuk else "",
        "status": wanted.status.value if wanted.status else "",
        "unit": wanted.unit,
    }
    return {name: value for name, value in every.items() if value}


def chips(wanted: ListFilter, units: Sequence[UnitChoice]) -> tuple[ListChip, ...]:
    """One chip a filter."""
    kept = values_of(wanted)
    names = {unit.kode: unit.nama for unit in units}
    words = {
        "q": f"“{wanted.text}”",
        "tahun": f"Ditandatangani {wanted.tahun}",
        "mitra": f"Mitra: {wanted.mitra}",
        "bentuk": label(wanted.bentuk) if wanted.bentuk else "",
        "status": label(wanted.status) if wanted.status else "",
        "unit": names.get(wanted.unit, wanted.unit),
    }
    return tuple(
        ListChip(words[name], url_for("work.list", **{other: value for other, value in kept.items() if other != name}))
        for name in kept
    )


def _year(text: str) -> int | None:
    if text and _YEAR.fullmatch(text) is None:
        raise BadInputError("Tahun tidak dikenal. Tulis empat angka, misalnya 2026.", "tahun")
    return int(text) if text else None
