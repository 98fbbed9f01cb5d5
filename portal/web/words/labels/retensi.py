"""Retention: what becomes of a record, and the lists of the Biro."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.retensi import NasibAkhir
from portal.queries.retensi import RetensiGroup

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    NasibAkhir: {
        "permanen": "Permanen, diserahkan ke arsip",
        "musnah": "Musnah",
        "dinilai_kembali": "Dinilai kembali",
    },
}

GROUPS: Mapping[RetensiGroup, str] = {
    RetensiGroup.SERAHKAN: "Habis retensi, diserahkan ke arsip",
    RetensiGroup.NILAI: "Habis retensi, menunggu penilaian",
    RetensiGroup.DIBEKUKAN: "Dibekukan",
    RetensiGroup.BERJALAN: "Retensi berjalan",
    RetensiGroup.BELUM: "Belum ada catatan retensi",
}
