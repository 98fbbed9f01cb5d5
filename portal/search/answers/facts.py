"""The facts of naskah as an index keeps them: what is filtered, counted and sorted by.

An engine keeps those of a naskah as one line of JSON (`facts_of`) and reads many of them at once. Days are day
ordinals, 0 for none.
"""

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from portal.search.answers.text_column import TextColumn
from portal.search.interface import SearchDocument

Numbers = npt.NDArray[Any]

END_KINDS = (None, "diakhiri", "diganti")
FACTS_AT_ONCE = 2_000
KEPT_FACETS = ("lingkup", "bentuk", "unit", "negara", "mitra", "nama_bentuk", "subjek")
"""Facets whose values are written; the others are computed."""

OLDER_FACTS = 14
"""Facts of an entry as older releases wrote it, without names of forms and subjects; a version may follow."""


@dataclass(frozen=True)
class Labels:
    """Values of one facet over many naskah: `codes[i]` (an index into `values`) belongs to naskah `docs[i]`."""

    values: tuple[str, ...]
    docs: Numbers
    codes: Numbers

    @cached_property
    def is_one_each(self) -> bool:
        """Whether every naskah, in their order, has one value."""
        return np.array_equal(self.docs, np.arange(len(self.docs)))

    @cached_property
    def ranks(self) -> Numbers:
        """Place of each value among all of them in the order of their letters."""
        ranks = np.empty(len(self.values), dtype=np.int32)
        ranks[sorted(range(len(self.values)), key=self.values.__getitem__)] = np.arange(len(self.values))
        return ranks


@dataclass(frozen=True)
class Facts:
    """Facts of some naskah, or of several runs of them put together; dates are day ordinals, 0 for none."""

    kode: TextColumn
    judul: TextColumn
    version: TextColumn
    length: Numbers
    signed: Numbers
    effective: Numbers
    expires: Numbers
    ended: Numbers
    end_kind: Numbers
    is_open_ended: Numbers
    labels: dict[str, Labels]


def facts_of(document: SearchDocument, length: int) -> bytes:
    """The facts of a naskah of so many words, as a line of JSON."""
    days = (document.signed_on, document.effective_on, document.expires_on, document.ended_on)
    facts = [
        document.kode,
        document.judul.casefold(),
        length,
        *(0 if day is None else day.toordinal() for day in days),
        END_KINDS.index(document.end_kind),
        int(document.is_open_ended),
        document.lingkup,
        document.bentuk,
        document.unit,
        sorted(set(document.negara)),
        sorted({key for key, _ in document.mitra}),
        document.nama_bentuk,
        sorted(set(document.subjek)),
        document.version(),
    ]
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


class _Gathered:
    """Values of one facet, naskah by naskah."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._flat = array("i")
        self._sizes = array("i")

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """The values of the next naskah."""
        codes = self._codes
        self._sizes.extend(map(len, rows))
        self._flat.extend(codes.setdefault(value, len(codes)) for row in rows for value in row)

    def labels(self) -> Labels:
        """All of them."""
        docs = np.repeat(np.arange(len(self._sizes), dtype=np.int32), np.array(self._sizes, dtype=np.int32))
        return Labels(tuple(self._codes), docs, np.array(self._flat, dtype=np.int32))


def read_facts(lines: Iterable[bytes]) -> Facts:
    """Many naskah as `facts_of` wrote them; raises whatever damaged lines make of their reader.

    A part at a time: the facts of 100,000 naskah, as Python objects all at once, stay in the memory of a process.
    """
    texts: tuple[list[TextColumn], ...] = ([], [], [])
    numbers = [array("i") for _ in range(7)]
    facets = {name: _Gathered() for name in KEPT_FACETS}
    raw = iter(lines)
    while part := list(islice(raw, FACTS_AT_ONCE)):
        rows: list[list[Any]] = json.loads(b"[" + b",".join(part) + b"]")
        for row in rows:
            if len(row) <= OLDER_FACTS + 1:
                row[OLDER_FACTS:] = ["", [], *row[OLDER_FACTS:]] if len(row) > OLDER_FACTS else ["", [], ""]
        kode, judul, *columns, lingkup, bentuk, unit, negara, mitra, nama_bentuk, subjek, version = zip(
            *rows, strict=True
        )
        for text, found in zip(texts, (kode, judul, version), strict=True):
            text.append(TextColumn.of(found))
        for number, found in zip(numbers, columns, strict=True):
            number.extend(found)
        for name, values in (("lingkup", lingkup), ("bentuk", bentuk), ("unit", unit)):
            facets[name].add([(value,) for value in values])
        facets["nama_bentuk"].add([(value,) if value else () for value in nama_bentuk])
        for name, lists in (("negara", negara), ("mitra", mitra), ("subjek", subjek)):
            facets[name].add(lists)
    kept = [TextColumn.joined(parts) for parts in texts]
    length, signed, effective, expires, ended, end_kind, is_open = (np.array(one, dtype=np.int32) for one in numbers)
    return Facts(
        kode=kept[0],
        judul=kept[1],
        version=kept[2],
        length=length,
        signed=signed,
        effective=effective,
        expires=expires,
        ended=ended,
        end_kind=end_kind.astype(np.int8),
        is_open_ended=is_open.astype(bool),
        labels={name: facet.labels() for name, facet in facets.items()},
    )


def join_facts(parts: Sequence[Facts], bases: Sequence[int]) -> Facts:
    """Runs of naskah as one, each numbered from its base."""
    if len(parts) == 1:
        return parts[0]

    def column(name: str) -> Numbers:
        return np.concatenate([getattr(part, name) for part in parts]) if parts else np.empty(0, dtype=np.int32)

    return Facts(
        kode=TextColumn.joined([part.kode for part in parts]),
        judul=TextColumn.joined([part.judul for part in parts]),
        version=TextColumn.joined([part.version for part in parts]),
        length=column("length"),
        signed=column("signed"),
        effective=column("effective"),
        expires=column("expires"),
        ended=column("ended"),
        end_kind=column("end_kind"),
        is_open_ended=column("is_open_ended").astype(bool),
        labels={name: _joined_labels([part.labels[name] for part in parts], bases) for name in KEPT_FACETS},
    )


def _joined_labels(parts: Sequence[Labels], bases: Sequence[int]) -> Labels:
    known: dict[str, int] = {}
    docs: list[Numbers] = [np.empty(0, dtype=np.int32)]
    codes: list[Numbers] = [np.empty(0, dtype=np.int32)]
    for part, base in zip(parts, bases, strict=True):
        renumbered = np.array([known.setdefault(value, len(known)) for value in part.values], dtype=np.int32)
        docs.append(part.docs + base)
        codes.append(renumbered[part.codes])
    return Labels(tuple(known), np.concatenate(docs), np.concatenate(codes))
