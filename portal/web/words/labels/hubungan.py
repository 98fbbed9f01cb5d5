"""How one naskah hangs on another: on its page, in lists, and when the next one is uploaded."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.naskah.enumerations import JenisHubungan

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    JenisHubungan: {
        "induk": "Naskah induk",
        "perpanjangan": "Perpanjangan",
        "perubahan": "Perubahan (adendum)",
        "pengganti": "Pengganti",
        "pelaksana": "Pengaturan pelaksana",
    },
}

OUTGOING = {
    "induk": "Naskah induk",
    "perpanjangan": "Naskah yang diperpanjang",
    "perubahan": "Naskah yang diubah",
    "pengganti": "Naskah yang digantikan",
    "pelaksana": "Naskah yang dilaksanakan",
}
"""What the other naskah is to this one, where this one hangs on it."""

CHILD = {
    "induk": "Kerja Sama turunan",
    "perpanjangan": "Perpanjangan",
    "perubahan": "Perubahan (adendum)",
    "pengganti": "Pengganti",
    "pelaksana": "Pengaturan pelaksana",
}
"""What a naskah in the tree is to the one it hangs on."""

AT_TOP_OUTGOING = {
    "induk": "Naskah induk",
    "perpanjangan": "Memperpanjang",
    "perubahan": "Mengubah",
    "pengganti": "Menggantikan",
    "pelaksana": "Melaksanakan",
}
"""The same, at the head of the page of the one that hangs on another."""

AT_TOP_INCOMING = {
    "perpanjangan": "Diperpanjang dengan",
    "perubahan": "Diubah dengan",
    "pengganti": "Digantikan oleh",
}
"""What was done to a naskah by another, at the head of its page."""

INCOMING = {
    "induk": "Kerja sama turunan",
    "perpanjangan": "Perpanjangan naskah ini",
    "perubahan": "Perubahan naskah ini",
    "pengganti": "Pengganti naskah ini",
    "pelaksana": "Pelaksana naskah ini",
}
"""What the other naskah is to this one, where it hangs on this one."""

UPLOAD_LINKS: Mapping[str, str] = {
    JenisHubungan.PERPANJANGAN.value: "Unggah perpanjangan",
    JenisHubungan.PERUBAHAN.value: "Unggah perubahan",
    JenisHubungan.PENGGANTI.value: "Unggah penggantinya",
    JenisHubungan.INDUK.value: "Unggah perjanjian Kerja Sama turunannya",
    JenisHubungan.PELAKSANA.value: "Unggah pengaturan pelaksananya",
}
"""Links on the page of a naskah to what may follow from it."""

NEW_DRAFTS: Mapping[str, str] = {
    JenisHubungan.PERPANJANGAN.value: "Perpanjangan naskah",
    JenisHubungan.PERUBAHAN.value: "Perubahan naskah",
    JenisHubungan.PENGGANTI.value: "Pengganti naskah",
    JenisHubungan.INDUK.value: "Perjanjian Kerja Sama di bawah naskah",
    JenisHubungan.PELAKSANA.value: "Pelaksana naskah",
}
"""What the upload says the new draft will be."""
