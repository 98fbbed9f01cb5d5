"""The redaction of a naskah: reasons, states, and what a suggested box is for."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.penghitaman.penghitaman import AlasanHitam, PenghitamanState
from portal.domain.penghitaman.saran import TemuanHitam

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    AlasanHitam: {
        "data_pribadi": "Data pribadi (UU 27/2022)",
        "rahasia": "Rahasia (Pasal 17 UU 14/2008)",
        "lain": "Alasan lain, tulis di bawah",
    },
    PenghitamanState: {
        "draf": "Rencana, belum dibuatkan salinan",
        "menunggu": "Salinan sedang dibuat",
        "gagal": "Salinan gagal dibuat",
        "selesai": "Salinan sudah dibuat",
        "dibuang": "Rencana dibuang",
    },
    TemuanHitam: {
        "nik": "Mirip NIK",
        "nip": "Mirip NIP",
        "paspor": "Mirip nomor paspor",
        "telepon": "Nomor telepon",
        "surel": "Alamat surel",
        "alamat": "Alamat",
        "tanda_tangan": "Tempat tanda tangan",
    },
}
