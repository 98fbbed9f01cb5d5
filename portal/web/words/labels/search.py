"""The public search: headings of its facets, words of their values, and orders."""

from enum import StrEnum

from portal.domain.naskah.enumerations import Bentuk
from portal.domain.naskah.masa_berlaku import MasaBerlaku
from portal.web.words.labels.naskah import LABELS, SHORT_LINGKUP

SORTS = {
    "relevansi": "Paling cocok",
    "terbaru": "Terbaru ditandatangani",
    "terlama": "Terlama ditandatangani",
    "berakhir": "Segera berakhir",
    "judul": "Judul A–Z",
}

FACETS = {
    "lingkup": "Lingkup",
    "bentuk": "Bentuk naskah",
    "nama_bentuk": "Nama bentuk lain",
    "status": "Status",
    "tahun": "Tahun ditandatangani",
    "negara": "Negara",
    "unit": "Unit pemrakarsa",
    "mitra": "Mitra",
    "subjek": "Subjek",
}
"""Headings of the search facets, in the order they are shown."""


def label_facet(facet: str, value: str) -> str:
    """The words for a facet value that comes as text; a value without words stands for itself."""
    if facet in ("nama_bentuk", "subjek"):
        return value[:1].upper() + value[1:]
    if facet == "lingkup":
        return SHORT_LINGKUP.get(value, value)
    kinds: dict[str, type[StrEnum]] = {"bentuk": Bentuk, "status": MasaBerlaku}
    return LABELS[kinds[facet]].get(value, value) if facet in kinds else value
