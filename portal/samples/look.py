"""What the text and the layout need beyond the metadata of a sample."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from portal.samples.casting import Side
from portal.samples.source import Topic

Scan = Literal["", "abu", "warna"]


@dataclass(frozen=True)
class Look:
    """How one sample is told and drawn; `day` is the day its wording and ministry name belong to.

    `flags`: kolom or urut (bilingual in columns, or one language after the other), tabel (parties as a table), paraf,
    lampiran (landscape annex), panjang (24 pages), jarak (each side signs on its own day and place).
    `parent` names the earlier agreement in a recital; `term_months` is None for an open end or an unstated term.
    """

    seed: str
    topik: Topic
    sides: tuple[Side, ...]
    day: date
    term_months: int | None
    flags: frozenset[str]
    scan: Scan
    parent: str
