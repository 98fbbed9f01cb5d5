"""Words of the registers of the Lampiran: notices, acts of the audit trail, names of fields."""

from collections.abc import Mapping

from portal.domain.lampiran.columns import LAMPIRAN

NOTICES: Mapping[str, tuple[str, str]] = {
    "baris-ditambah": ("hijau", "Baris ditambahkan."),
    "baris-diubah": ("hijau", "Baris tersimpan."),
    "baris-dihapus": ("hijau", "Baris dihapus dari daftar. Ia dapat dipulihkan dari baris yang dihapus."),
    "baris-pulih": ("hijau", "Baris dipulihkan."),
    "tabel-masuk": ("hijau", "Tabel masuk ke daftar."),
    "jadi-naskah": ("hijau", "Draf naskah dibuat dari rencana. Lengkapi isiannya, lalu tambahkan berkasnya."),
}
_VERBS: Mapping[str, str] = {
    "tambah": "Baris {} ditambah",
    "ubah": "Baris {} diubah",
    "hapus": "Baris {} dihapus",
    "pulihkan": "Baris {} dipulihkan",
    "impor": "Tabel {} diimpor",
}
ACTIONS: Mapping[str, str] = {
    **{f"{nama}.{verb}": words.format(nama) for nama in LAMPIRAN for verb, words in _VERBS.items()},
    "perencanaan.naskah": "Rencana menjadi naskah",
}
OBJECTS: Mapping[str, str] = {nama: nama.capitalize() for nama in LAMPIRAN}
FIELDS: Mapping[str, str] = {
    "tahun": "Tahun",
    **{kolom.field: kolom.judul for form in LAMPIRAN.values() for kolom in form.kolom},
    "naskah": "Naskah",
    "nomor_baris": "Nomor baris di basis data",
    "sidik_isi": "Sidik isi (SHA-256)",
}
