"""Proposals, explorations abroad, their results and their clocks."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.naskah.enumerations import Tingkat
from portal.domain.usulan.usulan import OUTCOMES, HasilUsulan, JenisUsulan, UsulanContent
from portal.queries.usulan import UsulanGroup

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    JenisUsulan: {
        "usulan": "Usulan Kerja Sama dalam negeri",
        "penjajakan": "Hasil penjajakan luar negeri",
    },
    UsulanContent: {
        "urgensi": "Urgensi Kerja Sama",
        "bentuk": "Bentuk Kerja Sama",
        "substansi": "Substansi Kerja Sama",
        "jangka_waktu": "Jangka waktu Kerja Sama",
    },
    HasilUsulan: {
        "selaras": "Selaras dengan rencana strategis",
        "selaras_dengan_catatan": "Selaras dengan catatan",
        "tidak_selaras": "Tidak selaras dengan rencana strategis",
        "direkomendasikan": "Direkomendasikan",
        "direkomendasikan_dengan_catatan": "Direkomendasikan dengan catatan",
        "tidak_direkomendasikan": "Tidak direkomendasikan",
        "dikembalikan": "Dikembalikan untuk dilengkapi",
        "ditarik": "Ditarik pengusul",
    },
}

TASKS = {"usulan": "Penyelarasan dengan rencana strategis", "penjajakan": "Analisis hasil penjajakan"}
"""What the Biro does with each: Pasal 16 ayat (1), Pasal 28 ayat (1)."""

SHORT = {"usulan": "Usulan dalam negeri", "penjajakan": "Penjajakan luar negeri"}
"""Kinds where there is little room."""

ADDRESSEES: Mapping[Tingkat, str] = {
    Tingkat.KEMENTERIAN: "Menteri melalui Sekretaris Jenderal (Pasal 14 huruf a)",
    Tingkat.ESELON1: "pimpinan Unit Eselon I melalui sekretaris Unit Eselon I (Pasal 14 huruf b)",
    Tingkat.KANWIL: "Sekretaris Jenderal, Kepala Biro, dan Kepala Kantor Wilayah secara berjenjang (Pasal 14 huruf c)",
    Tingkat.UPT: "Sekretaris Jenderal, Kepala Biro, dan Kepala Kantor Wilayah secara berjenjang (Pasal 14 huruf c)",
}
"""Whom a proposal of each level is addressed to."""

GROUPS: Mapping[UsulanGroup, str] = {
    UsulanGroup.BERJALAN: "Menunggu hasil",
    UsulanGroup.SELESAI: "Selesai",
    UsulanGroup.DIBATALKAN: "Dibatalkan",
}


def hasil_pairs(jenis: JenisUsulan) -> list[tuple[str, str]]:
    """The results to choose from, in the words people read."""
    return [(hasil.value, LABELS[HasilUsulan][hasil.value]) for hasil in OUTCOMES[jenis]]
