"""What the system does in the background."""

from collections.abc import Mapping
from enum import StrEnum

from portal.models.job import JobKind

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    JobKind: {
        "baca_berkas": "Membaca berkas",
        "kenali_halaman": "Mengenali teks halaman",
        "baca_kedua": "Membaca halaman dengan pembaca kedua",
        "periksa_tanda_tangan": "Memeriksa tanda tangan elektronik",
        "sarankan": "Menyiapkan saran isian",
        "terbitkan": "Menerbitkan naskah",
        "indeks": "Memperbarui indeks pencarian",
        "tandai_log": "Menandatangani log publik",
        "hitamkan": "Membuat salinan untuk umum yang dihitamkan",
    },
}
