"""Reads what one form sent, field by field, and gathers what cannot be read of it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from flask import request

from portal.domain import table
from portal.domain.whole_number import read_count
from portal.errors import BadInputError, Problem
from portal.web import typed as readers
from portal.web.spool import LARGEST_TABLE

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
Typed = Mapping[str, str]

NO_DAY = "Isi tanggalnya."
NOT_LISTED = "Pilih berkas dari daftar."


class Reading:
    """Reads one form and gathers what cannot be read, so that nobody meets one error after the other."""

    def __init__(self, typed: Typed) -> None:
        self.typed = typed
        self.problems: list[Problem] = []

    def read(self, reader: Callable[..., T], *arguments: object) -> T | None:
        """What `reader` makes of it, or None with a problem."""
        try:
            return reader(*arguments)
        except BadInputError as error:
            self.problems.append(Problem(error.field or "isi", error.message))
            return None

    def line(self, name: str) -> str:
        """A text on one line."""
        return readers.clean_line(self.typed.get(name, ""))

    def text(self, name: str) -> str:
        """A text of several lines."""
        return readers.clean(self.typed.get(name, ""))

    def choice(self, members: type[E], name: str, what: str) -> E | None:
        """The member that was chosen; None where none was, or where it is unknown, with a problem then."""
        return self.read(readers.choice, members, self.line(name), name, what)

    def choices(self, members: type[E], values: Iterable[str], name: str, what: str) -> tuple[E, ...]:
        """The members that were ticked, each once."""
        found = [self.read(readers.choice, members, value, name, what) for value in values]
        return tuple(dict.fromkeys(one for one in found if one is not None))

    def day_if_any(self, name: str) -> date | None:
        """A full date, or None where nothing was typed."""
        return self.read(readers.read_day, self.typed.get(name, ""), name)

    def day(self, name: str, today: date) -> date:
        """A full date that must be there; where it cannot be read, today stands in for it beside the problem."""
        before = len(self.problems)
        found = self.day_if_any(name)
        if found is None and len(self.problems) == before:
            self.problems.append(Problem(name, NO_DAY))
        return found or today

    def file_id(self, name: str) -> int | None:
        """The number of a file that was chosen from a list, or None where none was."""
        text = self.line(name)
        found = read_count(text)
        if text and found is None:
            self.problems.append(Problem(name, NOT_LISTED))
        return found

    def version(self) -> int:
        """The version of the record the person was reading."""
        return readers.read_version(self.typed.get("version", ""))


def typed_form() -> Reading:
    """The form of this request, to be read."""
    return Reading(request.form.to_dict())


def read_table() -> str:
    """The CSV that came as `tabel`, as text, in whatever letters it was saved. Raises BadInputError."""
    return table.decode(read_table_file("CSV", LARGEST_TABLE))


def read_table_file(kind: str, largest: int, advice: str = "") -> bytes:
    """The bytes of the file that came as `tabel`; `advice` says what to do with one that is too large.

    Raises BadInputError.
    """
    part = request.files.get("tabel")
    data = part.stream.read() if part is not None and part.filename else b""
    if not data:
        raise BadInputError(f"Pilih berkas {kind} dulu.", "tabel")
    if len(data) > largest:
        raise BadInputError(f"Berkas {kind} lebih besar dari {largest // 1_000_000} MB.{advice}", "tabel")
    return data
