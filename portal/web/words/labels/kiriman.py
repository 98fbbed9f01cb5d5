"""What was sent in by folder and by mail, as staff read it."""

from collections.abc import Mapping
from enum import StrEnum

from portal.models.kiriman import KirimanState, Way

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    Way: {"folder": "Folder", "surel": "Surel"},
    KirimanState: {"diterima": "Diterima", "ditolak": "Ditolak"},
}
