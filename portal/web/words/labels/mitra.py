"""Classes of partners (Pasal 3 and 4)."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.naskah.enumerations import JenisMitra

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    JenisMitra: {
        "lembaga_negara": "Lembaga negara",
        "lembaga_pemerintah": "Lembaga pemerintah",
        "lembaga_nonpemerintah": "Lembaga nonpemerintah",
        "pemerintah_daerah": "Pemerintah daerah",
        "lembaga_pemerintah_negara_asing": "Lembaga pemerintah negara asing",
        "organisasi_internasional": "Organisasi internasional",
        "organisasi_internasional_nonpemerintah": "Organisasi internasional nonpemerintah",
        "subjek_hukum_internasional_lainnya": "Subjek hukum internasional lainnya",
    },
}
