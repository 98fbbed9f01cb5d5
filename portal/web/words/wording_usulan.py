"""Words of the pages about proposals, explorations abroad and evaluations: notices, acts, names of fields."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.usulan.usulan import HasilUsulan, JenisUsulan, UsulanContent
from portal.queries import evaluasi, usulan

NOTICES: Mapping[str, tuple[str, str]] = {
    "usulan-diterima": ("hijau", "Penerimaan tercatat. Hitungan berjalan sejak tanggal diterima."),
    "usulan-diubah": ("hijau", "Catatan penerimaan diperbaiki."),
    "usulan-hasil": ("hijau", "Hasil tercatat. Hitungan berhenti."),
    "usulan-dibuka": ("hijau", "Hasil dibuka lagi. Hitungan berjalan seperti semula."),
    "usulan-batal": ("hijau", "Catatan dibatalkan. Ia tetap dapat dilihat, tetapi tidak dihitung."),
    "usulan-naskah": ("hijau", "Naskah yang lahir dari catatan ini tersimpan."),
    "evaluasi": ("hijau", "Catatan evaluasi tersimpan. Hanya pegawai yang dapat melihatnya."),
    "evaluasi-batal": ("hijau", "Catatan evaluasi dibatalkan. Riwayat naskah tetap memuatnya."),
}
ACTIONS: Mapping[str, str] = {
    "usulan.terima": "Penerimaan usulan atau hasil penjajakan dicatat",
    "usulan.ubah": "Catatan penerimaan usulan diperbaiki",
    "usulan.hasil": "Hasil usulan atau penjajakan dicatat",
    "usulan.buka_lagi": "Hasil usulan atau penjajakan dibuka lagi",
    "usulan.batal": "Catatan penerimaan usulan dibatalkan",
    "usulan.naskah": "Naskah dari usulan atau penjajakan ditunjuk",
    "usulan.pengingat": "Pengingat otomatis kepada Biro dikirim",
    "evaluasi.catat": "Evaluasi dicatat",
    "evaluasi.ubah": "Catatan evaluasi diperbaiki",
    "evaluasi.batal": "Catatan evaluasi dibatalkan",
}
FIELDS: Mapping[str, str] = {
    "nomor_usulan": "Nomor catatan",
    "jenis_usulan": "Jenis penerimaan",
    "received_on": "Tanggal diterima",
    "calon_mitra": "Calon mitra",
    "perihal": "Perihal",
    "isi_usulan": "Isi usulan menurut Pasal 15",
    "nomor_surat": "Nomor surat",
    "surat_on": "Tanggal surat",
    "sebelumnya": "Kembali dari",
    "hasil_usulan": "Hasil",
    "hasil_on": "Tanggal hasil",
    "dokumen_nomor": "Nomor dokumen",
    "dokumen_on": "Tanggal dokumen",
    "alasan_buka": "Alasan dibuka lagi",
    "naskah": "Naskah",
    "evaluated_on": "Tanggal evaluasi",
    "period_from": "Periode sejak",
    "period_to": "Periode sampai",
    "ringkasan": "Ringkasan temuan",
    "rekomendasi": "Rekomendasi",
    "is_with_biro": "Biro diikutsertakan",
    "delivered_on": "Disampaikan kepada Menteri",
    "delivered_nomor": "Nomor surat penyampaian",
}
MEMBERS: Mapping[str, type[StrEnum]] = {
    "jenis_usulan": JenisUsulan,
    "hasil_usulan": HasilUsulan,
    "isi_usulan": UsulanContent,
}
DAYS = frozenset(
    {"received_on", "surat_on", "hasil_on", "dokumen_on", "evaluated_on", "period_from", "period_to", "delivered_on"}
)
KELOMPOK_USULAN: Mapping[usulan.UsulanGroup, str] = {
    usulan.UsulanGroup.BERJALAN: "Menunggu hasil",
    usulan.UsulanGroup.SELESAI: "Selesai",
    usulan.UsulanGroup.DIBATALKAN: "Dibatalkan",
}
KELOMPOK_EVALUASI: Mapping[evaluasi.EvaluasiGroup, str] = {
    evaluasi.EvaluasiGroup.SEMUA: "Semua yang masih berlaku",
    evaluasi.EvaluasiGroup.BELUM: "Belum ada evaluasi",
    evaluasi.EvaluasiGroup.SUDAH: "Sudah ada evaluasi",
    evaluasi.EvaluasiGroup.BERAKHIR: "Sudah berakhir",
}
