"""Countries that a party's name tells of, in Indonesian and English, as ISO 3166-1 codes."""

import re

_NAMES = {
    "AE": "Uni Emirat Arab|United Arab Emirates", "AF": "Afghanistan|Afganistan", "AR": "Argentina",
    "AT": "Austria", "AU": "Australia", "AZ": "Azerbaijan", "BD": "Bangladesh", "BE": "Belgia|Belgium",
    "BG": "Bulgaria", "BN": "Brunei Darussalam|Brunei", "BR": "Brasil|Brazil", "BY": "Belarus", "CA": "Kanada|Canada",
    "CH": "Swiss|Switzerland|Konfederasi Swiss", "CL": "Chili|Chile", "CN": "Tiongkok|China|Cina",
    "CO": "Kolombia|Colombia",
    "CU": "Kuba|Cuba", "CZ": "Ceko|Czech Republic|Czechia", "DE": "Jerman|Germany", "DK": "Denmark",
    "DZ": "Aljazair|Algeria", "EC": "Ekuador|Ecuador", "EG": "Mesir|Egypt", "ES": "Spanyol|Spain",
    "ET": "Etiopia|Ethiopia", "FI": "Finlandia|Finland", "FJ": "Fiji", "FR": "Prancis|Perancis|France|French Republic",
    "GB": "Inggris Raya|Inggris|United Kingdom|Britania Raya|Great Britain", "GR": "Yunani|Greece|Hellenic Republic",
    "HK": "Hong Kong", "HR": "Kroasia|Croatia", "HU": "Hongaria|Hungary", "IE": "Irlandia|Ireland", "IN": "India",
    "IQ": "Irak|Iraq", "IR": "Iran", "IT": "Italia|Italy|Italian Republic", "JO": "Yordania|Jordan",
    "JP": "Jepang|Japan", "KE": "Kenya", "KH": "Kamboja|Cambodia", "KP": "Republik Rakyat Demokratik Korea",
    "KR": "Republik Korea|Republic of Korea|Korea Selatan|South Korea|Korea", "KW": "Kuwait",
    "KZ": "Kazakstan|Kazakhstan", "LA": "Laos|Lao People's Democratic Republic|Lao", "LB": "Lebanon", "LK": "Sri Lanka",
    "LY": "Libya", "MA": "Maroko|Morocco", "MG": "Madagaskar|Madagascar", "MM": "Myanmar", "MN": "Mongolia",
    "MV": "Maladewa|Maldives", "MX": "Meksiko|Mexico", "MY": "Malaysia", "MZ": "Mozambik|Mozambique",
    "NA": "Namibia", "NG": "Nigeria", "NL": "Belanda|Netherlands", "NO": "Norwegia|Norway", "NP": "Nepal",
    "NZ": "Selandia Baru|New Zealand", "OM": "Oman", "PA": "Panama", "PE": "Peru",
    "PG": "Papua Nugini|Papua New Guinea", "PH": "Filipina|Philippines", "PK": "Pakistan", "PL": "Polandia|Poland",
    "PS": "Palestina|Palestine", "PT": "Portugal|Portuguese Republic", "PY": "Paraguay", "QA": "Qatar|Katar",
    "RO": "Rumania|Romania", "RS": "Serbia", "RU": "Rusia|Russian Federation|Russia",
    "SA": "Arab Saudi|Saudi Arabia", "SB": "Kepulauan Solomon|Solomon Islands", "SD": "Sudan", "SE": "Swedia|Sweden",
    "SG": "Singapura|Singapore", "SK": "Slowakia|Slovakia|Slovak Republic", "SN": "Senegal", "SR": "Suriname",
    "SY": "Suriah|Syria", "TH": "Thailand", "TL": "Timor-Leste|Timor Leste", "TN": "Tunisia",
    "TR": "Turki|Turkiye|Türkiye|Turkey", "TW": "Taiwan|Taipei", "TZ": "Tanzania", "UA": "Ukraina|Ukraine",
    "US": "Amerika Serikat|United States of America|United States", "UY": "Uruguay", "UZ": "Uzbekistan",
    "VA": "Vatikan|Holy See|Takhta Suci", "VE": "Venezuela", "VN": "Vietnam|Viet Nam|Viet-Nam", "VU": "Vanuatu",
    "YE": "Yaman|Yemen", "ZA": "Afrika Selatan|South Africa", "ZM": "Zambia", "ZW": "Zimbabwe",
}  # fmt: skip
_CODE_OF = {name.lower(): code for code, names in _NAMES.items() for name in names.split("|")}
_ANY = re.compile(r"\b(" + "|".join(sorted(map(re.escape, _CODE_OF), key=len, reverse=True)) + r")\b", re.IGNORECASE)
_INDONESIA = re.compile(r"\bindonesia\b", re.IGNORECASE)


def country_of(name: str) -> str | None:
    """The foreign country named last in an institution's name (`… Republik Korea`); None where none is named."""
    found = _ANY.findall(name)
    return _CODE_OF[found[-1].lower()] if found else None


def is_country_name(text: str) -> bool:
    """Whether a text is the name of a foreign country and nothing else."""
    return " ".join(text.lower().split()).removeprefix("the ") in _CODE_OF


def names_indonesia(name: str) -> bool:
    """Whether the name says Indonesia."""
    return bool(_INDONESIA.search(name))
