"""Reminders and their letters, as the unit and the Biro read them."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.pemberitahuan.recipients import Circle
from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.models.pemberitahuan import LetterState

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    ReminderKind: {
        "asli_h7": "Naskah asli, tujuh hari sebelum batas",
        "asli_h3": "Naskah asli, tiga hari sebelum batas",
        "asli_h1": "Naskah asli, sehari sebelum batas",
        "asli_hari_ini": "Naskah asli, pada hari batas",
        "asli_terlambat": "Naskah asli terlambat",
        "akhir_6": "Berakhir dalam enam bulan",
        "akhir_3": "Berakhir dalam tiga bulan",
        "akhir_1": "Berakhir dalam satu bulan",
        "induk_berakhir": "Naskah induk tidak berlaku lagi",
        "kecuali_habis": "Masa pengecualian habis",
        "usulan_h7": "Hasil usulan, tujuh hari sebelum batas",
        "usulan_h3": "Hasil usulan, tiga hari sebelum batas",
        "usulan_h1": "Hasil usulan, sehari sebelum batas",
        "usulan_hari_ini": "Hasil usulan, pada hari batas",
        "usulan_terlambat": "Hasil usulan terlambat",
        "ingatkan": "Diingatkan Biro",
        "tegur": "Ditegur Biro",
        "dikembalikan": "Dikembalikan Biro",
        "akun": "Peran yang membuka naskah",
        "log": "Pos periksa log publik dan jejak audit",
        "rusak": "Berkas rusak atau hilang",
        "kiriman": "Jawaban atas kiriman",
    },
    Circle: {
        "pengelola": "Pengelola unit",
        "pimpinan": "Pimpinan unit",
        "atasan": "Unit di atasnya",
        "biro": "Biro Hukum dan Kerja Sama",
        "kepala_biro": "Kepala Biro Hukum dan Kerja Sama",
        "sesjen": "Sekretaris Jenderal",
        "ppid": "PPID",
    },
}

LETTERS: Mapping[LetterState, str] = {
    LetterState.MENUNGGU: "menunggu dikirim",
    LetterState.DIKIRIM: "sedang dikirim",
    LetterState.TERKIRIM: "terkirim",
    LetterState.DILEWATI: "tidak jadi dikirim",
    LetterState.GAGAL: "gagal dikirim",
}
