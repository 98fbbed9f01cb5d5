"""Names of countries in Bahasa Indonesia and where their capitals lie on the dot map.

Members and observers of the United Nations, and the two special regions that sign agreements of their own. The map
shows dots without borders, so that it takes no side in any dispute.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Negara:
    """A country: its Indonesian name, and its capital in degrees of longitude and latitude."""

    nama: str
    longitude: float
    latitude: float


COUNTRIES: Mapping[str, Negara] = {
    "AF": Negara("Afganistan", 69.2, 34.5),
    "ZA": Negara("Afrika Selatan", 28.2, -25.7),
    "AL": Negara("Albania", 19.8, 41.3),
    "DZ": Negara("Aljazair", 3.1, 36.8),
    "US": Negara("Amerika Serikat", -77.0, 38.9),
    "AD": Negara("Andorra", 1.5, 42.5),
    "AO": Negara("Angola", 13.2, -8.8),
    "AG": Negara("Antigua dan Barbuda", -61.8, 17.1),
    "SA": Negara("Arab Saudi", 46.7, 24.7),
    "AR": Negara("Argentina", -58.4, -34.6),
    "AM": Negara("Armenia", 44.5, 40.2),
    "AU": Negara("Australia", 149.1, -35.3),
    "AT": Negara("Austria", 16.4, 48.2),
    "AZ": Negara("Azerbaijan", 49.9, 40.4),
    "BS": Negara("Bahama", -77.3, 25.1),
    "BH": Negara("Bahrain", 50.6, 26.2),
    "BD": Negara("Bangladesh", 90.4, 23.8),
    "BB": Negara("Barbados", -59.6, 13.1),
    "NL": Negara("Belanda", 4.3, 52.1),
    "BY": Negara("Belarus", 27.6, 53.9),
    "BE": Negara("Belgia", 4.4, 50.8),
    "BZ": Negara("Belize", -88.8, 17.3),
    "BJ": Negara("Benin", 2.6, 6.5),
    "BT": Negara("Bhutan", 89.6, 27.5),
    "BO": Negara("Bolivia", -68.1, -16.5),
    "BA": Negara("Bosnia dan Herzegovina", 18.4, 43.9),
    "BW": Negara("Botswana", 25.9, -24.7),
    "BR": Negara("Brasil", -47.9, -15.8),
    "BN": Negara("Brunei Darussalam", 114.9, 4.9),
    "BG": Negara("Bulgaria", 23.3, 42.7),
    "BF": Negara("Burkina Faso", -1.5, 12.4),
    "BI": Negara("Burundi", 29.9, -3.4),
    "CZ": Negara("Ceko", 14.4, 50.1),
    "TD": Negara("Chad", 15.0, 12.1),
    "CL": Negara("Cile", -70.7, -33.4),
    "DK": Negara("Denmark", 12.6, 55.7),
    "DJ": Negara("Djibouti", 43.1, 11.6),
    "DM": Negara("Dominika", -61.4, 15.3),
    "EC": Negara("Ekuador", -78.5, -0.2),
    "SV": Negara("El Salvador", -89.2, 13.7),
    "ER": Negara("Eritrea", 38.9, 15.3),
    "EE": Negara("Estonia", 24.8, 59.4),
    "SZ": Negara("Eswatini", 31.1, -26.3),
    "ET": Negara("Etiopia", 38.7, 9.0),
    "FJ": Negara("Fiji", 178.4, -18.1),
    "PH": Negara("Filipina", 121.0, 14.6),
    "FI": Negara("Finlandia", 24.9, 60.2),
    "GA": Negara("Gabon", 9.5, 0.4),
    "GM": Negara("Gambia", -16.6, 13.5),
    "GE": Negara("Georgia", 44.8, 41.7),
    "GH": Negara("Ghana", -0.2, 5.6),
    "GD": Negara("Grenada", -61.8, 12.1),
    "GT": Negara("Guatemala", -90.5, 14.6),
    "GN": Negara("Guinea", -13.7, 9.6),
    "GQ": Negara("Guinea Khatulistiwa", 8.8, 3.8),
    "GW": Negara("Guinea-Bissau", -15.6, 11.9),
    "GY": Negara("Guyana", -58.2, 6.8),
    "HT": Negara("Haiti", -72.3, 18.5),
    "HN": Negara("Honduras", -87.2, 14.1),
    "HK": Negara("Hong Kong", 114.2, 22.3),
    "HU": Negara("Hungaria", 19.0, 47.5),
    "IN": Negara("India", 77.2, 28.6),
    "ID": Negara("Indonesia", 106.8, -6.2),
    "GB": Negara("Inggris Raya", -0.1, 51.5),
    "IQ": Negara("Irak", 44.4, 33.3),
    "IR": Negara("Iran", 51.4, 35.7),
    "IE": Negara("Irlandia", -6.3, 53.3),
    "IS": Negara("Islandia", -21.9, 64.1),
    "IL": Negara("Israel", 35.2, 31.8),
    "IT": Negara("Italia", 12.5, 41.9),
    "JM": Negara("Jamaika", -76.8, 18.0),
    "JP": Negara("Jepang", 139.7, 35.7),
    "DE": Negara("Jerman", 13.4, 52.5),
    "KH": Negara("Kamboja", 104.9, 11.6),
    "CM": Negara("Kamerun", 11.5, 3.9),
    "CA": Negara("Kanada", -75.7, 45.4),
    "KZ": Negara("Kazakhstan", 71.4, 51.2),
    "KE": Negara("Kenya", 36.8, -1.3),
    "MH": Negara("Kepulauan Marshall", 171.4, 7.1),
    "SB": Negara("Kepulauan Solomon", 160.0, -9.4),
    "KG": Negara("Kirgizstan", 74.6, 42.9),
    "KI": Negara("Kiribati", 173.0, 1.3),
    "CO": Negara("Kolombia", -74.1, 4.7),
    "KM": Negara("Komoro", 43.3, -11.7),
    "CG": Negara("Kongo", 15.3, -4.3),
    "KP": Negara("Korea Utara", 125.8, 39.0),
    "CR": Negara("Kosta Rika", -84.1, 9.9),
    "HR": Negara("Kroasia", 16.0, 45.8),
    "CU": Negara("Kuba", -82.4, 23.1),
    "KW": Negara("Kuwait", 48.0, 29.4),
    "LA": Negara("Laos", 102.6, 18.0),
    "LV": Negara("Latvia", 24.1, 56.9),
    "LB": Negara("Lebanon", 35.5, 33.9),
    "LS": Negara("Lesotho", 27.5, -29.3),
    "LR": Negara("Liberia", -10.8, 6.3),
    "LY": Negara("Libya", 13.2, 32.9),
    "LI": Negara("Liechtenstein", 9.5, 47.1),
    "LT": Negara("Lituania", 25.3, 54.7),
    "LU": Negara("Luksemburg", 6.1, 49.6),
    "MG": Negara("Madagaskar", 47.5, -18.9),
    "MO": Negara("Makau", 113.5, 22.2),
    "MK": Negara("Makedonia Utara", 21.4, 42.0),
    "MV": Negara("Maladewa", 73.5, 4.2),
    "MW": Negara("Malawi", 33.8, -14.0),
    "MY": Negara("Malaysia", 101.7, 3.1),
    "ML": Negara("Mali", -8.0, 12.6),
    "MT": Negara("Malta", 14.5, 35.9),
    "MA": Negara("Maroko", -6.8, 34.0),
    "MR": Negara("Mauritania", -16.0, 18.1),
    "MU": Negara("Mauritius", 57.5, -20.2),
    "MX": Negara("Meksiko", -99.1, 19.4),
    "EG": Negara("Mesir", 31.2, 30.0),
    "FM": Negara("Mikronesia", 158.2, 6.9),
    "MD": Negara("Moldova", 28.9, 47.0),
    "MC": Negara("Monako", 7.4, 43.7),
    "MN": Negara("Mongolia", 106.9, 47.9),
    "ME": Negara("Montenegro", 19.3, 42.4),
    "MZ": Negara("Mozambik", 32.6, -26.0),
    "MM": Negara("Myanmar", 96.1, 19.8),
    "NA": Negara("Namibia", 17.1, -22.6),
    "NR": Negara("Nauru", 166.9, -0.5),
    "NP": Negara("Nepal", 85.3, 27.7),
    "NE": Negara("Niger", 2.1, 13.5),
    "NG": Negara("Nigeria", 7.5, 9.1),
    "NI": Negara("Nikaragua", -86.3, 12.1),
    "NO": Negara("Norwegia", 10.8, 59.9),
    "OM": Negara("Oman", 58.4, 23.6),
    "PK": Negara("Pakistan", 73.0, 33.7),
    "PW": Negara("Palau", 134.6, 7.5),
    "PS": Negara("Palestina", 35.2, 31.9),
    "PA": Negara("Panama", -79.5, 9.0),
    "CI": Negara("Pantai Gading", -5.3, 6.8),
    "PG": Negara("Papua Nugini", 147.2, -9.4),
    "PY": Negara("Paraguay", -57.6, -25.3),
    "PE": Negara("Peru", -77.0, -12.0),
    "PL": Negara("Polandia", 21.0, 52.2),
    "PT": Negara("Portugal", -9.1, 38.7),
    "FR": Negara("Prancis", 2.4, 48.9),
    "QA": Negara("Qatar", 51.5, 25.3),
    "CF": Negara("Republik Afrika Tengah", 18.6, 4.4),
    "CD": Negara("Republik Demokratik Kongo", 15.3, -4.3),
    "DO": Negara("Republik Dominika", -69.9, 18.5),
    "KR": Negara("Republik Korea", 127.0, 37.6),
    "RO": Negara("Rumania", 26.1, 44.4),
    "RU": Negara("Rusia", 37.6, 55.8),
    "RW": Negara("Rwanda", 30.1, -1.9),
    "KN": Negara("Saint Kitts dan Nevis", -62.7, 17.3),
    "LC": Negara("Saint Lucia", -61.0, 14.0),
    "VC": Negara("Saint Vincent dan Grenadine", -61.2, 13.2),
    "WS": Negara("Samoa", -171.8, -13.8),
    "SM": Negara("San Marino", 12.4, 43.9),
    "ST": Negara("Sao Tome dan Principe", 6.7, 0.3),
    "NZ": Negara("Selandia Baru", 174.8, -41.3),
    "SN": Negara("Senegal", -17.4, 14.7),
    "RS": Negara("Serbia", 20.5, 44.8),
    "SC": Negara("Seychelles", 55.5, -4.6),
    "SL": Negara("Sierra Leone", -13.2, 8.5),
    "SG": Negara("Singapura", 103.8, 1.3),
    "CY": Negara("Siprus", 33.4, 35.2),
    "SI": Negara("Slovenia", 14.5, 46.1),
    "SK": Negara("Slowakia", 17.1, 48.1),
    "SO": Negara("Somalia", 45.3, 2.0),
    "ES": Negara("Spanyol", -3.7, 40.4),
    "LK": Negara("Sri Lanka", 79.9, 6.9),
    "SD": Negara("Sudan", 32.5, 15.6),
    "SS": Negara("Sudan Selatan", 31.6, 4.9),
    "SY": Negara("Suriah", 36.3, 33.5),
    "SR": Negara("Suriname", -55.2, 5.9),
    "SE": Negara("Swedia", 18.1, 59.3),
    "CH": Negara("Swiss", 7.4, 46.9),
    "TJ": Negara("Tajikistan", 68.8, 38.6),
    "CV": Negara("Tanjung Verde", -23.5, 14.9),
    "TZ": Negara("Tanzania", 35.7, -6.2),
    "TH": Negara("Thailand", 100.5, 13.8),
    "TL": Negara("Timor-Leste", 125.6, -8.6),
    "CN": Negara("Tiongkok", 116.4, 39.9),
    "TG": Negara("Togo", 1.2, 6.1),
    "TO": Negara("Tonga", -175.2, -21.1),
    "TT": Negara("Trinidad dan Tobago", -61.5, 10.7),
    "TN": Negara("Tunisia", 10.2, 36.8),
    "TR": Negara("Turkiye", 32.9, 39.9),
    "TM": Negara("Turkmenistan", 58.4, 37.9),
    "TV": Negara("Tuvalu", 179.2, -8.5),
    "UG": Negara("Uganda", 32.6, 0.3),
    "UA": Negara("Ukraina", 30.5, 50.5),
    "AE": Negara("Uni Emirat Arab", 54.4, 24.5),
    "UY": Negara("Uruguay", -56.2, -34.9),
    "UZ": Negara("Uzbekistan", 69.2, 41.3),
    "VU": Negara("Vanuatu", 168.3, -17.7),
    "VA": Negara("Vatikan", 12.5, 41.9),
    "VE": Negara("Venezuela", -66.9, 10.5),
    "VN": Negara("Vietnam", 105.8, 21.0),
    "YE": Negara("Yaman", 44.2, 15.4),
    "JO": Negara("Yordania", 35.9, 32.0),
    "GR": Negara("Yunani", 23.7, 38.0),
    "ZM": Negara("Zambia", 28.3, -15.4),
    "ZW": Negara("Zimbabwe", 31.0, -17.8),
}
"""By ISO 3166-1 alpha-2 code, in the order of their Indonesian names."""

HOME = "ID"

# The dot map: 8/3 units a degree of longitude, 3.2 a degree of latitude, and the corner of its view box.
_PER_LONGITUDE, _PER_LATITUDE = 8 / 3, 3.2
_LEFT, _EQUATOR = 170, 250.1
MAP_BOX = (20, 33, 920, 357)
"""View box of the dot map: left, top, width, height."""


def nama_negara(code: str) -> str:
    """The Indonesian name; an unknown code stands for itself."""
    negara = COUNTRIES.get(code)
    return negara.nama if negara else code


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
