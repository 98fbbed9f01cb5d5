"""What is said of a file whose digest was asked for."""

from collections.abc import Mapping

KEASLIAN: Mapping[str, tuple[str, str]] = {
    "asli": ("Asli.", "Berkas ini sama persis dengan berkas yang terbit di sini."),
    "salinan_resmi": (
        "Salinan resmi.",
        "Berkas ini sama persis dengan salinan yang disahkan Kementerian Luar Negeri dan terbit di sini.",
    ),
    "turunan": (
        "Turunan yang terbit di sini.",
        "Berkas ini dibuat dari naskah aslinya, misalnya terjemahan atau salinan yang sebagian isinya ditutup.",
    ),
    "terdahulu": (
        "Versi terdahulu.",
        "Berkas ini pernah terbit di sini. Halaman naskahnya kini memuat berkas lain.",
    ),
    "ditarik": ("Sudah ditarik.", "Berkas ini pernah terbit di sini, lalu naskahnya ditarik."),
}
"""The answer in a word, and the sentence behind it."""

WARNA: Mapping[str, str] = {
    "asli": "hijau",
    "salinan_resmi": "hijau",
    "turunan": "hijau",
    "terdahulu": "kuning",
    "ditarik": "kuning",
}
