"""Words about the files of a naskah: their order and role, and naskah that may be the same agreement."""

from collections.abc import Mapping

NOTICES: Mapping[str, tuple[str, str]] = {
    "urutan": ("hijau", "Urutan berkas diubah. Halaman dihitung menurut urutan ini."),
    "peran-berkas": ("hijau", "Peran berkas diubah."),
    "pindah": ("hijau", "Berkas dipindahkan ke naskah tujuan."),
    "digabung": ("hijau", "Berkas draf itu kini menjadi berkas naskah ini, dan drafnya ditutup."),
    "bukan-kembaran": ("hijau", "Dicatat: keduanya naskah yang berbeda. Ini dapat dibatalkan."),
    "mungkin-kembaran": ("hijau", "Pernyataan dibatalkan. Kemiripannya ditampilkan lagi."),
}
ACTIONS: Mapping[str, str] = {
    "berkas.urutkan": "Urutan berkas diubah",
    "berkas.peran": "Peran berkas diubah",
    "berkas.pindah": "Berkas dipindahkan ke naskah lain",
    "berkas.masuk": "Berkas masuk dari naskah lain",
    "naskah.gabung": "Draf ditutup karena digabungkan",
    "naskah.bukan_kembaran": "Dinyatakan bukan naskah yang sama",
    "naskah.mungkin_kembaran": "Pernyataan bukan naskah yang sama dibatalkan",
}
FIELDS: Mapping[str, str] = {
    "bukan_kembaran": "Bukan naskah yang sama dengan",
    "mungkin_kembaran": "Mungkin sama dengan",
    "berkas_pindah": "Berkas",
    "tujuan": "Naskah tujuan",
    "asal": "Naskah asal",
}
