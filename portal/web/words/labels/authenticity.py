"""What is said of a file whose digest was asked for, and of an act in the public log."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.public_log.entry import LogAct
from portal.domain.publication.authenticity import Authenticity

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    Authenticity: {
        "asli": "Asli",
        "salinan_resmi": "Salinan resmi",
        "turunan": "Turunan yang terbit di sini",
        "terdahulu": "Versi terdahulu",
        "ditarik": "Sudah ditarik",
    },
    LogAct: {
        "terbit": "Diterbitkan",
        "terbit_ulang": "Diterbitkan ulang",
        "tarik": "Ditarik",
        "tutup_berkas": "Berkas ditutup",
        "sudah_terbit": "Sudah terbit ketika log dimulai",
    },
}

KETERANGAN: Mapping[str, str] = {
    "asli": "Berkas ini sama persis dengan berkas yang terbit di sini.",
    "salinan_resmi": "Berkas ini sama persis dengan salinan yang disahkan Kementerian Luar Negeri dan terbit di sini.",
    "turunan": "Berkas ini dibuat dari naskah aslinya, misalnya terjemahan atau salinan yang sebagian isinya ditutup.",
    "terdahulu": "Berkas ini pernah terbit di sini. Halaman naskahnya kini memuat berkas lain.",
    "ditarik": "Berkas ini pernah terbit di sini, lalu naskahnya ditarik.",
}
"""The sentence behind the answer."""

WARNA: Mapping[str, str] = {
    "asli": "hijau",
    "salinan_resmi": "hijau",
    "turunan": "hijau",
    "terdahulu": "kuning",
    "ditarik": "kuning",
}
