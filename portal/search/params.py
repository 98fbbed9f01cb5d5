"""Search parameters of the page `/cari`: read, checked, and written back into addresses; a saved search is read alike.

A value that is not one of its kind is refused by name: silently leaving a filter out would show people more than
they asked for and call it the answer.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, cast, get_args
from urllib.parse import parse_qsl, urlencode

from portal.domain.naskah.enumerations import Bentuk, Lingkup
from portal.domain.naskah.masa_berlaku import MasaBerlaku, ends_by
from portal.domain.whole_number import read_count
from portal.errors import BadInputError
from portal.search.interface import Filters, SearchQuery, Sort, facet_text
from portal.search.query import ParsedQuery, parse

PER_PAGE = 10
MOST_VALUES = 50
"""Values of one filter in one address."""
LAST_PAGE = 100_000
"""Pages are counted no further, so that a number in an address stays a number."""
FILTERS = ("lingkup", "bentuk", "nama_bentuk", "status", "tahun", "negara", "unit", "mitra", "subjek")
"""Filters that may be given several times, in the order of their chips."""
YEARS = ("dari", "sampai")
ENDS_WITHIN = "berakhir"
"""The filter that lets through what is in force and ends within so many months."""
MOST_MONTHS = 120
SINGLE = ("q", *YEARS, ENDS_WITHIN, "urut", "hal")
"""Parameters that may be given once: of two values nobody could say which one was meant."""
LONGEST_VALUE = 200

_YEAR = re.compile(r"(?:19|20|21)\d\d", re.ASCII)
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)
_COUNTRY = re.compile(r"[A-Za-z]{2}", re.ASCII)

Pair = tuple[str, str]
LONGEST_SAVED = 2_000
"""Of a search that somebody saves; a page takes longer ones."""


class Args(Protocol):
    """The parameters of an address, as far as they are asked for here."""

    def get(self, name: str, default: str, /) -> str:
        """The first value."""
        ...

    def getlist(self, name: str, /) -> list[str]:
        """Every value."""
        ...


class _Given:
    """The parameters of an address that no request brought."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self._pairs = tuple(pairs)

    def get(self, name: str, default: str, /) -> str:
        return next(iter(self.getlist(name)), default)

    def getlist(self, name: str, /) -> list[str]:
        return [value for key, value in self._pairs if key == name]


@dataclass(frozen=True)
class SearchParams:
    """What was asked, checked; knows how to write itself back into an address."""

    parsed: ParsedQuery
    filters: Filters
    sort: Sort | None
    """The order that was chosen; None leaves it to the text."""
    page: int
    ends_within: int | None
    """In how many months from now its end must come; None for whatever end."""
    active: tuple[Pair, ...]
    """Every single filter as (parameter, value)."""

    @property
    def text(self) -> str:
        """What was typed into the search box."""
        return self.parsed.text

    @property
    def effective_sort(self) -> Sort:
        """The order used: without a text nothing can fit best, so the newest come first."""
        if self.sort is None or (self.sort == "relevansi" and not self.text):
            return "relevansi" if self.text else "terbaru"
        return self.sort

    def query(self, today: date) -> SearchQuery:
        """The question to the index."""
        return SearchQuery(
            parsed=self.parsed,
            filters=self._filters_of(today),
            sort=self.effective_sort,
            page=self.page,
            per_page=PER_PAGE,
            today=today,
        )

    def _filters_of(self, today: date) -> Filters:
        return (
            self.filters
            if self.ends_within is None
            else replace(self.filters, ends_by=ends_by(self.ends_within, today))
        )

    def without_filters(self) -> "SearchParams":
        """The same text and order, over everything."""
        return replace(self, filters=Filters(), ends_within=None, active=(), page=1)

    def with_page(self, page: int) -> "SearchParams":
        """Another page of the same answer."""
        return replace(self, page=page)

    def with_text(self, text: str) -> "SearchParams":
        """The same filters for another text, from its first page; only for writing an address."""
        return replace(self, parsed=ParsedQuery(text=text), page=1)

    def with_mitra(self, moved: Mapping[str, str]) -> "SearchParams":
        """The same question with partners under their present keys; only for writing an address."""
        active = ((name, moved.get(value, value) if name == "mitra" else value) for name, value in self.active)
        return replace(self, active=tuple(dict.fromkeys(active)))

    def with_years(self, span: str) -> "SearchParams":
        """The same question over the years of a bar (`2024`, `2015–2016`); only for writing an address."""
        first, _, last = span.partition("–")
        others = (pair for pair in self.active if pair[0] not in ("tahun", *YEARS))
        return replace(self, active=(*others, ("dari", first), ("sampai", last or first)), page=1)

    def without(self, pair: Pair) -> "SearchParams":
        """One filter less; only for writing an address, so the values themselves stay."""
        return replace(self, active=tuple(other for other in self.active if other != pair), page=1)

    def pairs(self, *, leave_out: Iterable[str] = ()) -> tuple[Pair, ...]:
        """Parameters of the address in their fixed order; defaults are left out."""
        found: list[Pair] = [("q", self.text)] if self.text else []
        found += self.active
        if self.sort is not None:
            found.append(("urut", self.sort))
        if self.page > 1:
            found.append(("hal", str(self.page)))
        hidden = set(leave_out)
        return tuple(pair for pair in found if pair[0] not in hidden)

    def query_string(self) -> str:
        """`?q=…` ready to follow an address; empty where nothing was asked."""
        pairs = self.pairs()
        return f"?{urlencode(pairs)}" if pairs else ""

    def saved(self, text: str | None = None) -> str:
        """The search as it is kept: text and filters, in one spelling, without order and page.

        `text` stands in place of what was typed, where the page shows what another reading found.
        """
        pairs = self.pairs(leave_out=("urut", "hal"))
        return urlencode([(name, text if text and name == "q" else value) for name, value in pairs])


def read_params(args: Args) -> SearchParams:
    """Read and check the parameters; raises BadInputError naming the one that cannot be used, the text included.

    Parameters nobody knows are passed over: a shared link may carry anything.
    """
    for name in SINGLE:
        if len(args.getlist(name)) > 1:
            raise BadInputError(f"Parameter {name} hanya boleh diisi satu kali.", name)
    values = {name: _values(args, name) for name in FILTERS}
    year_from, year_to = (_year(args, name) for name in YEARS)
    if year_from is not None and year_to is not None and year_from > year_to:
        raise BadInputError("Tahun awal harus sebelum atau sama dengan tahun akhir.", "dari")
    active = [(name, value) for name in FILTERS for value in values[name]]
    active += [(name, str(year)) for name, year in zip(YEARS, (year_from, year_to), strict=True) if year is not None]
    if ends_within := _ends_within(args):
        active.append((ENDS_WITHIN, str(ends_within)))
    filters = Filters(
        lingkup=frozenset(values["lingkup"]),
        bentuk=frozenset(values["bentuk"]),
        status=frozenset(values["status"]),
        tahun=frozenset(values["tahun"]),
        unit=frozenset(values["unit"]),
        negara=frozenset(values["negara"]),
        mitra=frozenset(values["mitra"]),
        nama_bentuk=frozenset(values["nama_bentuk"]),
        subjek=frozenset(values["subjek"]),
        year_from=year_from,
        year_to=year_to,
    )
    return SearchParams(
        filters=filters,
        sort=_sort(args),
        page=_page(args),
        ends_within=ends_within,
        active=tuple(active),
        parsed=parse(args.get("q", "").strip()),
    )


def read_saved(text: str) -> SearchParams:
    """Read a search that was kept, or is to be kept, as text. Raises BadInputError, as for an address."""
    if len(text) > LONGEST_SAVED:
        raise BadInputError("Pencarian ini terlalu panjang untuk disimpan. Kurangi saringannya.", "pencarian")
    try:
        return read_params(_Given(parse_qsl(text.removeprefix("?"), max_num_fields=MOST_VALUES * len(FILTERS))))
    except ValueError as error:
        raise BadInputError("Saringan pencarian ini terlalu banyak untuk disimpan.", "pencarian") from error


def _values(args: Args, name: str) -> tuple[str, ...]:
    given = [value.strip() for value in args.getlist(name) if value.strip()]
    if len(given) > MOST_VALUES:
        raise BadInputError(f"Paling banyak {MOST_VALUES} nilai untuk {name}.", name)
    return tuple(dict.fromkeys(_CHECKS[name](value, name) for value in given))


def _one_of(members: Iterable[str]) -> Callable[[str, str], str]:
    allowed = [str(member) for member in members]

    def check(value: str, name: str) -> str:
        if value not in allowed:
            raise BadInputError(f"Nilai {name} tidak dikenal. Pilih salah satu: {', '.join(allowed)}.", name)
        return value

    return check


def _matching(pattern: re.Pattern[str], hint: str) -> Callable[[str, str], str]:
    def check(value: str, name: str) -> str:
        if pattern.fullmatch(value) is None:
            raise BadInputError(f"Nilai {name} tidak dapat dibaca. {hint}", name)
        return value

    return check


def _country(value: str, name: str) -> str:
    if _COUNTRY.fullmatch(value) is None:
        raise BadInputError("Nilai negara harus kode dua huruf, misalnya KR.", name)
    return value.upper()


def _words(value: str, name: str) -> str:
    if len(value) > LONGEST_VALUE or not value.isprintable():
        raise BadInputError(f"Nilai {name} tidak dapat dibaca. Pilih dari daftarnya.", name)
    return facet_text(value)


_year_text = _matching(_YEAR, "Tulis empat angka, misalnya 2026.")
_CHECKS: dict[str, Callable[[str, str], str]] = {
    "lingkup": _one_of(Lingkup),
    "bentuk": _one_of(Bentuk),
    "status": _one_of(MasaBerlaku),
    "tahun": _year_text,
    "negara": _country,
    "unit": _matching(_KEY, "Pilih unit dari daftar unit."),
    "mitra": _matching(_KEY, "Pilih mitra dari daftar mitra."),
    "nama_bentuk": _words,
    "subjek": _words,
}


def _year(args: Args, name: str) -> int | None:
    text = args.get(name, "").strip()
    return int(_year_text(text, name)) if text else None


def _ends_within(args: Args) -> int | None:
    text = args.get(ENDS_WITHIN, "").strip()
    if not text:
        return None
    number = read_count(text)
    if number is None or not 1 <= number <= MOST_MONTHS:
        raise BadInputError(f"Nilai {ENDS_WITHIN} harus jumlah bulan, 1 sampai {MOST_MONTHS}.", ENDS_WITHIN)
    return number


def _sort(args: Args) -> Sort | None:
    text = args.get("urut", "").strip()
    if not text:
        return None
    return cast(Sort, _one_of(get_args(Sort))(text, "urut"))


def _page(args: Args) -> int:
    text = args.get("hal", "").strip()
    if not text:
        return 1
    number = read_count(text)
    if number is None or not 1 <= number <= LAST_PAGE:
        raise BadInputError(f"Nilai hal harus bilangan bulat 1 sampai {LAST_PAGE}.", "hal")
    return number
