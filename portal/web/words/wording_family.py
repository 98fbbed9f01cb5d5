"""Words for what follows from a naskah: links on its page, and what the upload says the new draft will be."""

from collections.abc import Mapping

from portal.domain.naskah.enumerations import JenisHubungan

_J = JenisHubungan
UNGGAH: Mapping[str, str] = {
    _J.PERPANJANGAN.value: "Unggah perpanjangan",
    _J.PERUBAHAN.value: "Unggah perubahan",
    _J.PENGGANTI.value: "Unggah penggantinya",
    _J.INDUK.value: "Unggah perjanjian Kerja Sama turunannya",
    _J.PELAKSANA.value: "Unggah pengaturan pelaksananya",
}
SEBUTAN: Mapping[str, str] = {
    _J.PERPANJANGAN.value: "Perpanjangan naskah",
    _J.PERUBAHAN.value: "Perubahan naskah",
    _J.PENGGANTI.value: "Pengganti naskah",
    _J.INDUK.value: "Perjanjian Kerja Sama di bawah naskah",
    _J.PELAKSANA.value: "Pelaksana naskah",
}
