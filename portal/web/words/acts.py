"""Each act given to the audit, with its words: the audit page and the history of a record say the same."""

from collections.abc import Mapping

from portal.domain.lampiran.columns import LAMPIRAN

ACTS: Mapping[str, str] = {
    "naskah.buat": "Draf dibuat",
    "naskah.ubah": "Isian diubah",
    "naskah.ajukan": "Naskah dikirim",
    "naskah.terbit": "Terbit",
    "naskah.kembalikan": "Dikembalikan untuk diperbaiki",
    "naskah.tarik": "Ditarik dari publik",
    "naskah.alasan_penarikan": "Alasan penarikan dicatat",
    "naskah.tahan_versi": "Terbitan terdahulu tidak ditampilkan lagi",
    "naskah.buka_lagi": "Dibuka lagi",
    "naskah.buang": "Draf dibuang",
    "naskah.batal": "Naskah dibatalkan karena keliru",
    "naskah.visibilitas": "Keterbukaan diubah",
    "naskah.kecualikan": "Dikecualikan dengan putusan PPID",
    "naskah.tolak_pengecualian": "Pengecualian ditolak PPID",
    "naskah.jawab_penahanan": "Penahanan dijawab",
    "naskah.pengingat": "Pengingat otomatis dikirim",
    "naskah.ingatkan": "Unit diingatkan Biro",
    "naskah.tegur": "Unit ditegur Biro",
    "naskah.teks_menyusul": "Teks pindaian menyusul ke halaman publik",
    "naskah.gabung": "Draf ditutup karena digabungkan",
    "naskah.bukan_kembaran": "Dinyatakan bukan naskah yang sama",
    "naskah.mungkin_kembaran": "Pernyataan bukan naskah yang sama dibatalkan",
    "berkas.simpan": "Berkas disimpan",
    "berkas.baca": "Berkas selesai dibaca",
    "berkas.unduh": "Berkas diunduh",
    "berkas.baca_ulang": "Berkas diminta dibaca ulang",
    "berkas.periksa_tanda_tangan": "Tanda tangan elektronik diperiksa",
    "berkas.urutkan": "Urutan berkas diubah",
    "berkas.peran": "Peran berkas diubah",
    "berkas.pindah": "Berkas dipindahkan ke naskah lain",
    "berkas.masuk": "Berkas masuk dari naskah lain",
    "tenggat.geser": "Tenggat bergeser karena kalender hari libur berubah",
    "asli.kirim": "Naskah asli dinyatakan dikirim",
    "asli.terima": "Penerimaan naskah asli dicatat",
    "asli.batal": "Penerimaan dibatalkan",
    "asli.pindah": "Naskah asli berpindah tempat",
    "asli.arsip": "Naskah asli dipindahkan ke arsip",
    "kemlu.catat": "Langkah di Kementerian Luar Negeri dicatat",
    "asli.batal_pindah": "Perpindahan naskah asli dibatalkan",
    "kemlu.batal": "Langkah di Kementerian Luar Negeri dibatalkan",
    "pengesahan.batal": "Langkah pengesahan dibatalkan",
    "pengesahan.tentukan": "Jalur pengesahan ditentukan",
    "pengesahan.catat": "Langkah pengesahan dicatat",
    "keluarga.rekomendasi": "Rekomendasi perpanjangan dicatat",
    "keluarga.akhiri": "Pengakhiran Kerja Sama dicatat",
    "keluarga.ganti": "Penggantian oleh naskah lain dicatat",
    "keluarga.menggantikan": "Dicatat sebagai pengganti naskah lain",
    "keluarga.batal_akhiri": "Pengakhiran Kerja Sama dibatalkan",
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
    "mitra.tetapkan": "Nama, jenis, dan negara mitra ditetapkan",
    "mitra.gabung": "Mitra digabungkan ke mitra lain",
    "mitra.pisah": "Penggabungan mitra dibatalkan",
    "perencanaan.naskah": "Rencana menjadi naskah",
    "perencanaan.tambah": "Baris perencanaan ditambah",
    "perencanaan.ubah": "Baris perencanaan diubah",
    "perencanaan.hapus": "Baris perencanaan dihapus",
    "perencanaan.pulihkan": "Baris perencanaan dipulihkan",
    "perencanaan.impor": "Tabel perencanaan diimpor",
    "penjajakan.tambah": "Baris penjajakan ditambah",
    "penjajakan.ubah": "Baris penjajakan diubah",
    "penjajakan.hapus": "Baris penjajakan dihapus",
    "penjajakan.pulihkan": "Baris penjajakan dipulihkan",
    "penjajakan.impor": "Tabel penjajakan diimpor",
    "akun.masuk": "Masuk",
    "akun.gagal_masuk": "Gagal masuk",
    "akun.tambah": "Akun dibuat",
    "akun.nonaktif": "Akun dinonaktifkan",
    "akun.aktif": "Akun diaktifkan lagi",
    "akun.tugaskan": "Penugasan diberikan",
    "akun.minta_tugas": "Penugasan diminta, menunggu persetujuan",
    "akun.tolak_tugas": "Permintaan penugasan ditolak",
    "akun.akhiri_tugas": "Penugasan diakhiri",
    "akun.ganti_sandi": "Kata sandi diganti",
    "akun.setel_ulang_sandi": "Kata sandi disetel ulang",
    "unit.tambah": "Unit ditambah",
    "unit.ubah": "Unit diubah",
    "libur.tambah": "Hari libur ditambah",
    "libur.ubah": "Hari libur diubah",
    "libur.hapus": "Hari libur dihapus",
    "umpan.buat": "Alamat kalender dibuat",
    "umpan.cabut": "Alamat kalender dicabut",
    "pekerjaan.ulangi": "Pekerjaan sistem diulangi",
    "audit.ekspor": "Jejak audit diekspor",
    "naskah.ekspor": "Daftar naskah diekspor",
}
OBJECTS: Mapping[str, str] = {
    "naskah": "Naskah",
    "akun": "Akun",
    "unit": "Unit",
    "pekerjaan": "Pekerjaan sistem",
    "hari_libur": "Hari libur",
    "tahun_kalender": "Tahun kalender",
    "umpan_kalender": "Alamat kalender",
    "audit": "Jejak audit",
    "unduhan": "Unduhan",
    "mitra": "Mitra",
    "usulan": "Usulan atau hasil penjajakan",
    **{nama: nama.capitalize() for nama in LAMPIRAN},
}
"""What an act was done to, by the kind of object."""


def actions() -> list[tuple[str, str]]:
    """Every known act with its words, by the words; for a list to choose from."""
    return sorted(ACTS.items(), key=lambda pair: pair[1].lower())


def action_text(action: str) -> str:
    """What was done; an act without words stands for itself."""
    return ACTS.get(action, action)


def object_text(kind: str) -> str:
    """What it was done to."""
    return OBJECTS.get(kind, kind.replace("_", " ").capitalize())
