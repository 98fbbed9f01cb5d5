"""Kinds of entries of the vocabulary of the search."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.search_vocabulary import EntryKind

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    EntryKind: {
        "singkatan": "Singkatan",
        "istilah": "Istilah sehari-hari",
        "lembaga": "Lembaga atau organisasi",
        "hukum": "Istilah hukum Inggris",
        "negara": "Negara",
    },
}
