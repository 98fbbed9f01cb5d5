"""Kinds of units of the Kementerian."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.naskah.enumerations import JenisUnit

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    JenisUnit: {
        "kementerian": "Kementerian",
        "eselon1": "Unit Eselon I",
        "biro": "Biro",
        "kanwil_imigrasi": "Kantor Wilayah Direktorat Jenderal Imigrasi",
        "kanwil_pemasyarakatan": "Kantor Wilayah Direktorat Jenderal Pemasyarakatan",
        "upt_kanim": "Kantor Imigrasi",
        "upt_rudenim": "Rumah Detensi Imigrasi",
        "upt_lapas": "Lembaga Pemasyarakatan",
        "upt_rutan": "Rumah Tahanan Negara",
        "upt_bapas": "Balai Pemasyarakatan",
        "upt_lpka": "Lembaga Pembinaan Khusus Anak",
        "upt_rupbasan": "Rumah Penyimpanan Benda Sitaan Negara",
    },
}
