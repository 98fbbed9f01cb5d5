"""Kinds of holidays, and how sure the calendar of a year is."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.kalender.kalender import JenisLibur, StatusTahun

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    JenisLibur: {"libur_nasional": "Libur nasional", "cuti_bersama": "Cuti bersama", "khusus": "Libur khusus"},
    StatusTahun: {"ditetapkan": "Ditetapkan", "perkiraan": "Perkiraan"},
}
