"""Tables of who may do what, as they stand in the repository: read whole, and refused whole when a cell is wrong.

A lawyer and a programmer read the same file. `ya` allows, `-` does not; there is no third word and no empty cell, so
that what was forgotten cannot pass for what was decided. Lines that begin with # explain.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import TypeVar

from portal.errors import ConfigError

YES, NO = "ya", "-"
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True)
class PolicyLine:
    """One line of a table; `where` names it to whoever has to mend it."""

    where: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def is_yes(self, column: str) -> bool:
        """Whether the cell allows. Raises ConfigError for another word than the two."""
        if self[column] not in (YES, NO):
            raise ConfigError(f"{self.where}: kolom {column} berisi '{self[column]}', seharusnya '{YES}' atau '{NO}'.")
        return self[column] == YES

    def yes(self, columns: type[_Choice]) -> frozenset[_Choice]:
        """Those of the columns that allow."""
        return frozenset(column for column in columns if column.value in self.cells and self.is_yes(column.value))

    def choice(self, column: str, choices: type[_Choice]) -> _Choice:
        """What the cell names. Raises ConfigError for a word that does not exist."""
        try:
            return choices(self[column])
        except ValueError as error:
            raise ConfigError(f"{self.where}: kolom {column} berisi '{self[column]}', yang tidak dikenal.") from error

    def choice_or_none(self, column: str, choices: type[_Choice]) -> _Choice | None:
        """What the cell names, if it names anything. Raises ConfigError for a word that does not exist."""
        return None if self[column] == NO else self.choice(column, choices)


def packaged(package: str, name: str) -> str:
    """The text of a table that travels with the code."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def read_lines(text: str, name: str, columns: Sequence[str], key: int = 1) -> tuple[PolicyLine, ...]:
    """The lines of a table, no two of which begin with the same `key` cells.

    Raises ConfigError with the name of the file and the line for a heading, a number of cells or a repetition that
    cannot be right.
    """
    written = [
        (number, cells)
        for number, cells in enumerate(csv.reader(text.splitlines()), start=1)
        if cells and not cells[0].startswith("#")
    ]
    if not written or written[0][1] != list(columns):
        raise ConfigError(f"{name}: baris judul seharusnya {','.join(columns)}.")
    lines: dict[tuple[str, ...], PolicyLine] = {}
    for number, cells in written[1:]:
        where = f"{name} baris {number}"
        if len(cells) != len(columns) or not all(cells):
            raise ConfigError(f"{where}: seharusnya {len(columns)} sel, tanpa sel kosong.")
        first = tuple(cells[:key])
        if first in lines:
            raise ConfigError(f"{where}: {' '.join(first)} sudah ada di {lines[first].where}.")
        lines[first] = PolicyLine(where, dict(zip(columns, cells, strict=True)))
    return tuple(lines.values())
