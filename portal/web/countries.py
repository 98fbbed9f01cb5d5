"""Names of countries in Bahasa Indonesia and English, and where they lie on the dot map.

The names are those of the Unicode CLDR, but for a few that the ministry writes otherwise. Which countries there are,
and where their capitals lie, stands in `capitals.csv`: members and observers of the United Nations, and the two special
regions that sign agreements of their own. The map shows dots without borders, so that it takes no side in any dispute.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel import Locale

from portal.domain.formats import INDONESIAN

OUR_NAMES: Mapping[str, Mapping[str, str]] = {
    "id": {
        "CD": "Republik Demokratik Kongo",
        "CG": "Kongo",
        "CI": "Pantai Gading",
        "DJ": "Djibouti",
        "GQ": "Guinea Khatulistiwa",
        "HK": "Hong Kong",
        "KR": "Republik Korea",
        "MM": "Myanmar",
        "MO": "Makau",
        "PS": "Palestina",
        "SK": "Slowakia",
        "SZ": "Eswatini",
        "TL": "Timor-Leste",
        "TR": "Turkiye",
    },
    "en": {
        "CD": "Democratic Republic of the Congo",
        "CG": "Congo",
        "HK": "Hong Kong",
        "KR": "Republic of Korea",
        "MM": "Myanmar",
        "MO": "Macao",
        "PS": "Palestine",
    },
}
"""Where agreements name a country otherwise than the CLDR: by its official name, or without a note on its standing.

By language and ISO 3166-1 alpha-2 code. `Korea Selatan` and `Timor Leste` of the CLDR are the commoner Indonesian;
agreements say `Republik Korea` and `Timor-Leste`.
"""


@dataclass(frozen=True)
class Negara:
    """A country: its Indonesian name, and its capital in degrees of longitude and latitude."""

    nama: str
    longitude: float
    latitude: float


def _name(code: str, locale: Locale) -> str:
    return OUR_NAMES.get(locale.language, {}).get(code) or locale.territories[code]


def _load() -> dict[str, Negara]:
    text = Path(__file__).with_name("capitals.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    found = {
        row["code"]: Negara(_name(row["code"], INDONESIAN), float(row["longitude"]), float(row["latitude"]))
        for row in rows
    }
    return dict(sorted(found.items(), key=lambda entry: entry[1].nama))


COUNTRIES: Mapping[str, Negara] = _load()
"""By ISO 3166-1 alpha-2 code, in the order of their Indonesian names."""

HOME = "ID"

# The dot map: 8/3 units a degree of longitude, 3.2 a degree of latitude, and the corner of its view box.
_PER_LONGITUDE, _PER_LATITUDE = 8 / 3, 3.2
_LEFT, _EQUATOR = 170, 250.1
MAP_BOX = (20, 33, 920, 357)
"""View box of the dot map: left, top, width, height."""


def nama_negara(code: str, locale: Locale = INDONESIAN) -> str:
    """The name in the language of `locale`; an unknown code stands for itself."""
    return _name(code, locale) if code in COUNTRIES else code


def map_position(code: str) -> tuple[float, float] | None:
    """Where a country's dot stands on the map, kept inside its frame; None for an unknown code."""
    negara = COUNTRIES.get(code)
    if negara is None:
        return None
    left, top, width, height = MAP_BOX
    # Beyond the date line the map goes on: Samoa lies east of Fiji.
    longitude = negara.longitude + 360 if negara.longitude < -_LEFT else negara.longitude
    x = (longitude + _LEFT) * _PER_LONGITUDE
    y = _EQUATOR - negara.latitude * _PER_LATITUDE
    edge = 14
    return (
        round(min(max(x, left + edge), left + width - edge), 1),
        round(min(max(y, top + edge), top + height - edge), 1),
    )
