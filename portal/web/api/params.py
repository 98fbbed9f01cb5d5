"""Parameters of the search address: one table that both reads what was sent and describes what may be sent.

Strict on purpose: a parameter that is misspelt or out of range would otherwise be left out in silence, and a program
would take the wrong list for the right one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, get_args

from portal.domain.naskah.enumerations import Bentuk, Lingkup
from portal.domain.naskah.masa_berlaku import MasaBerlaku, ends_by
from portal.errors import BadInputError
from portal.search.interface import LARGEST_PAGE, Filters, SearchQuery, Sort, facet_text
from portal.search.query import LONGEST_TEXT, parse

MOST_VALUES = 50
"""Values that one filter takes at most."""
LAST_PAGE = 1_000_000_000
MOST_MONTHS = 120
PER_PAGE = 10
LONGEST_NAME = 60
"""Characters of an unknown parameter's name that an error repeats."""

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}", re.ASCII)


@dataclass(frozen=True)
class Parameter:
    """One query parameter. `schema` (JSON Schema) is the rule for a single value; a list parameter may be repeated."""

    name: str
    description: str
    schema: Mapping[str, Any]
    example: str | int
    is_list: bool = False

    @property
    def most(self) -> int:
        """How often it may be sent."""
        return MOST_VALUES if self.is_list else 1

    def read(self, values: Sequence[str]) -> tuple[str | int, ...]:
        """The values sent, checked against the schema. Raises BadInputError naming the parameter."""
        if len(values) > self.most:
            raise self._error(f"paling banyak {self.most} nilai." if self.is_list else "hanya boleh diisi satu kali.")
        return tuple(dict.fromkeys(self._one(text) for text in values))

    def _one(self, text: str) -> str | int:
        if self.schema["type"] == "integer":
            lowest, highest = self.schema["minimum"], self.schema["maximum"]
            if not _INTEGER.fullmatch(text) or not lowest <= int(text) <= highest:
                raise self._error(f"isi dengan bilangan bulat {lowest} sampai {highest}.")
            return int(text)
        if len(text) > self.schema.get("maxLength", len(text)):
            raise self._error(f"paling panjang {self.schema['maxLength']} karakter.")
        if text not in self.schema.get("enum", [text]):
            raise self._error(f"pilih salah satu dari {', '.join(self.schema['enum'])}.")
        if not re.fullmatch(self.schema.get("pattern", "(?s:.*)"), text):
            raise self._error(f"bentuknya tidak dikenal; contoh yang benar: {self.example}.")
        return text

    def _error(self, reason: str) -> BadInputError:
        return BadInputError(f"Parameter {self.name}: {reason}", self.name)


def _choice(members: type[StrEnum]) -> dict[str, Any]:
    return {"type": "string", "enum": [member.value for member in members]}


def _form(pattern: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{pattern}$"}


_KEY = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
"""Keys of units and partners, as on the search page."""

FILTERS: tuple[Parameter, ...] = (
    Parameter("lingkup", "Lingkup kerja sama.", _choice(Lingkup), "luar_negeri", is_list=True),
    Parameter("bentuk", "Bentuk naskah.", _choice(Bentuk), "nota_kesepahaman", is_list=True),
    Parameter("status", "Masa berlaku pada hari ini (WIB).", _choice(MasaBerlaku), "berlaku", is_list=True),
    Parameter("tahun", "Tahun tanda tangan terakhir.", _form("(19|20|21)[0-9]{2}"), "2026", is_list=True),
    Parameter("unit", "Kode unit pemrakarsa.", _form(_KEY), "DITJENIM", is_list=True),
    Parameter(
        "mitra",
        "Kunci mitra, seperti pada facets.mitra dan pada pihak[].slug.",
        _form(_KEY),
        "contoh-kementerian-kehakiman-korea",
        is_list=True,
    ),
    Parameter(
        "nama_bentuk",
        "Nama bentuk lain seperti tertulis pada naskah; huruf besar dan kecil sama.",
        _form(r"[^\u0000-\u001f\u007f]{1,200}"),
        "memorandum saling pengertian",
        is_list=True,
    ),
    Parameter(
        "subjek",
        "Subjek naskah; huruf besar dan kecil sama.",
        _form(r"[^\u0000-\u001f\u007f]{1,200}"),
        "penyelundupan manusia",
        is_list=True,
    ),
    Parameter(
        "negara",
        "Negara mitra, kode ISO 3166-1 alfa-2; ID untuk mitra Indonesia.",
        _form("[A-Za-z]{2}"),
        "KR",
        is_list=True,
    ),
)

YEARS: tuple[Parameter, ...] = tuple(
    Parameter(name, description, {"type": "integer", "minimum": 1900, "maximum": 2199}, 2026)
    for name, description in (
        ("dari", "Tahun tanda tangan paling awal."),
        ("sampai", "Tahun tanda tangan paling akhir."),
    )
)

_Q = Parameter(
    "q",
    'Teks pencarian: kata (semuanya harus cocok), "frasa persis", awal*, -kecuali, ATAU, nomor naskah, atau teks '
    "panjang (diurutkan menurut kemiripan).",
    {"type": "string", "maxLength": LONGEST_TEXT, "default": ""},
    "penyelundupan manusia",
)
_URUT = Parameter(
    "urut",
    "Urutan hasil; bila tidak diisi: relevansi bila ada teks pencarian, terbaru bila tidak ada.",
    {"type": "string", "enum": list(get_args(Sort))},
    "terbaru",
)
_PAGE = Parameter(
    "page",
    "Halaman hasil, mulai dari 1. Halaman setelah yang terakhir dijawab 404.",
    {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
    1,
)
_PER_PAGE = Parameter(
    "per_page",
    "Jumlah naskah per halaman.",
    {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PER_PAGE},
    PER_PAGE,
)

_BERAKHIR = Parameter(
    "berakhir",
    "Hanya yang masih berlaku dan berakhir dalam sekian bulan.",
    {"type": "integer", "minimum": 1, "maximum": MOST_MONTHS},
    6,
)

SEARCH: tuple[Parameter, ...] = (_Q, *FILTERS, *YEARS, _BERAKHIR, _URUT, _PAGE, _PER_PAGE)


def parse_search(values: Mapping[str, Sequence[str]], today: date) -> SearchQuery:
    """The question asked by the query string; `values` holds every text sent under a name.

    Raises BadInputError naming the first parameter that is unknown, repeated, or not what the table says, and
    QueryRefusedError.
    """
    refuse_unknown(SEARCH, values)
    lists = {one.name: _list(one, values) for one in FILTERS}
    single = {one.name: read_value(one, values) for one in SEARCH if not one.is_list}
    year_from, year_to = single["dari"], single["sampai"]
    if year_from is not None and year_to is not None and year_from > year_to:
        raise BadInputError("Parameter dari: tahun awal harus sebelum atau sama dengan tahun akhir.", "dari")
    return SearchQuery(
        parsed=parse(single["q"]),
        filters=Filters(
            **{
                **lists,
                **{name: frozenset(map(facet_text, lists[name])) for name in ("nama_bentuk", "subjek")},
                "negara": frozenset(map(str.upper, lists["negara"])),
            },
            year_from=year_from,
            year_to=year_to,
            ends_by=None if single["berakhir"] is None else ends_by(single["berakhir"], today),
        ),
        sort=single["urut"] or ("relevansi" if single["q"].strip() else "terbaru"),
        page=single["page"],
        per_page=single["per_page"],
        today=today,
    )


def refuse_unknown(table: Sequence[Parameter], values: Mapping[str, Sequence[str]]) -> None:
    """Raises BadInputError naming the first parameter that stands in no row of the table."""
    known = [parameter.name for parameter in table]
    for name in values:
        if name not in known:
            raise BadInputError(f"Parameter ini tidak dikenal. Yang dikenal: {', '.join(known)}.", name[:LONGEST_NAME])


def read_value(parameter: Parameter, values: Mapping[str, Sequence[str]]) -> Any:
    """The one value of a parameter, its default where none was sent (None without one). Raises BadInputError."""
    found = parameter.read(values.get(parameter.name, ()))
    return found[0] if found else parameter.schema.get("default")


def _list(parameter: Parameter, values: Mapping[str, Sequence[str]]) -> Any:
    return frozenset(parameter.read(values.get(parameter.name, ())))


def parse_nothing(values: Mapping[str, Sequence[str]]) -> None:
    """For addresses without parameters. Raises BadInputError naming the first that was sent."""
    for name in values:
        raise BadInputError("Alamat ini tidak mengenal parameter.", name[:LONGEST_NAME])
