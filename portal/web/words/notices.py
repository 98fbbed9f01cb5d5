"""What just happened, in the words of the page that follows.

Notices travel as a key in the address, never as text: a text in a cookie or an address could hold what is confidential.
"""

from collections.abc import Mapping

Notice = tuple[str, str]
"""The kind of a notice, which is its colour, and its text."""

NOTICES: Mapping[str, Notice] = {
    "tersimpan": ("hijau", "Perubahan tersimpan."),
    "terkirim": ("hijau", "Naskah terkirim. Tanda terimanya sudah ada."),
    "berkas": ("hijau", "Berkas tersimpan dan sedang menunggu dibaca."),
    "dikembalikan": ("hijau", "Naskah dikembalikan ke unit pemrakarsa, dan unit disurati."),
    "terbitan-ditahan": ("hijau", "Terbitan itu dan yang sebelumnya tidak tampil lagi di halaman publik."),
    "ditarik": (
        "hijau",
        "Naskah ditarik. Bila pernah terbit, halamannya kini hanya memuat keterangan penarikan.",
    ),
    "alasan-ditarik": ("hijau", "Alasan penarikan dicatat. Keterangan di halaman publik ikut berubah."),
    "dibuka": ("hijau", "Naskah dibuka lagi untuk unit pemrakarsa. Ia tampil di publik setelah dikirim ulang."),
    "dibuang": ("hijau", "Draf dibuang. Ia tidak dihitung lagi; Biro dapat membukanya kembali."),
    "dibatalkan": (
        "hijau",
        "Naskah dibatalkan. Ia tidak dihitung di papan, laporan, dan pengingat; Anda dapat membukanya kembali.",
    ),
    "keterbukaan": (
        "hijau",
        "Keterbukaan naskah diubah. Penutupan berlaku seketika; pembukaan diperiksa dulu. Pengecualian menunggu PPID.",
    ),
    "putusan-ppid": ("hijau", "Putusan PPID tercatat. Yang dikecualikan tidak terbit; yang ditolak kembali ke unit."),
    "dijawab": ("hijau", "Jawaban dicatat. Bila tidak ada lagi yang menahan, naskah terbit sendiri."),
    "dibaca": ("hijau", "Berkas akan dibaca ulang."),
    "akun-nonaktif": ("hijau", "Akun dinonaktifkan dan semua sesinya diakhiri."),
    "akun-aktif": ("hijau", "Akun diaktifkan lagi. Kata sandi dan penugasannya tetap seperti dulu."),
    "penugasan": ("hijau", "Penugasan dicatat. Orang itu perlu masuk lagi."),
    "penugasan-menunggu": (
        "kuning",
        "Peran ini membuka naskah yang tidak terbit. Ia menunggu persetujuan admin lain atau Biro.",
    ),
    "penugasan-ditolak": ("hijau", "Permintaan penugasan ditolak."),
    "unit-diimpor": ("hijau", "Daftar unit diperbarui."),
    "libur": ("hijau", "Kalender tersimpan. Tenggat yang masih berjalan dihitung dengan kalender ini."),
    "kosakata": ("hijau", "Kosakata tersimpan. Pencarian berikutnya sudah memakainya."),
    "umpan-dicabut": ("hijau", "Alamat kalender dicabut. Ia tidak menjawab lagi."),
    "pekerjaan": ("hijau", "Pekerjaan dimasukkan lagi ke antrean."),
    "sandi": ("hijau", "Kata sandi diganti. Masuk lagi dengan kata sandi yang baru."),
    "sandi-diatur": ("hijau", "Kata sandi Anda sudah diatur. Masuk dengan kata sandi itu."),
    "undangan": ("hijau", "Akun dibuat. Undangan dengan tautan kata sandi dikirim ke surelnya."),
    "tautan-dikirim": ("hijau", "Surat dengan tautan kata sandi dikirim ke surel orang itu."),
    "faktor-ditambah": ("hijau", "Aplikasi autentikator ditambahkan. Sesi Anda yang lain berakhir."),
    "faktor-dihapus": ("hijau", "Aplikasi autentikator dihapus. Sesi Anda yang lain berakhir."),
    "kunci-ditambah": ("hijau", "Kunci sandi ditambahkan. Sesi Anda yang lain berakhir."),
    "kunci-dihapus": ("hijau", "Kunci sandi dihapus. Sesi Anda yang lain berakhir."),
    "faktor-diminta": ("kuning", "Permintaan dicatat. Ia menunggu persetujuan admin lain atau Biro."),
    "faktor-dilepas": ("hijau", "Langkah kedua disetel ulang. Orang itu menyiapkannya lagi setelah masuk."),
    "faktor-ditolak": ("hijau", "Permintaan menyetel ulang langkah kedua ditolak."),
    "sesi-berakhir": ("hijau", "Sesi diakhiri."),
    "sesi-lain-berakhir": ("hijau", "Semua sesi Anda yang lain diakhiri."),
    "diingatkan": ("hijau", "Pengingat dicatat dan dikirim ke unit."),
    "ditegur": ("hijau", "Teguran dicatat dan dikirim ke unit."),
    "sudah-diingatkan": ("kuning", "Unit ini sudah diingatkan hari ini. Tidak ada surat baru yang dikirim."),
    "belum-dipilih": ("kuning", "Belum ada naskah yang dipilih. Centang dulu naskahnya di daftar."),
    "keluar": ("hijau", "Anda sudah keluar."),
    "baris-ditambah": ("hijau", "Baris ditambahkan."),
    "baris-diubah": ("hijau", "Baris tersimpan."),
    "baris-dihapus": ("hijau", "Baris dihapus dari daftar. Ia dapat dipulihkan dari baris yang dihapus."),
    "baris-pulih": ("hijau", "Baris dipulihkan."),
    "tabel-masuk": ("hijau", "Tabel masuk ke daftar."),
    "jadi-naskah": ("hijau", "Draf naskah dibuat dari rencana. Lengkapi isiannya, lalu tambahkan berkasnya."),
    "diterima": ("hijau", "Penerimaan tercatat. Tanda terimanya sudah ada."),
    "batal-terima": ("hijau", "Penerimaan dibatalkan. Hitungan tenggat berjalan lagi."),
    "dikirim": ("hijau", "Pengiriman tercatat. Hitungan berhenti setelah Biro menerima naskah asli."),
    "didaftarkan": ("hijau", "Penandatanganan terdaftar. Berkasnya dapat diunggah kemudian."),
    "tempat-asli": ("hijau", "Tempat naskah asli tercatat."),
    "arsip-asli": ("hijau", "Pemindahan ke arsip tercatat."),
    "kemlu": ("hijau", "Langkah di Kementerian Luar Negeri tercatat."),
    "pengesahan": ("hijau", "Langkah pengesahan tercatat."),
    "langkah-batal": ("hijau", "Langkah dibatalkan. Jalurnya kembali ke keadaan sebelum langkah itu."),
    "rekomendasi": ("hijau", "Rekomendasi perpanjangan tercatat."),
    "ganti": ("hijau", "Penggantian tercatat. Bila naskah ini terbit, halaman publiknya sudah berubah."),
    "akhiri": ("hijau", "Pengakhiran tercatat. Bila naskah ini terbit, halaman publiknya sudah berubah."),
    "batal-akhiri": ("hijau", "Pengakhiran dibatalkan. Masa berlakunya kembali seperti semula."),
    "urutan": ("hijau", "Urutan berkas diubah. Halaman dihitung menurut urutan ini."),
    "peran-berkas": ("hijau", "Peran berkas diubah."),
    "pindah": ("hijau", "Berkas dipindahkan ke naskah tujuan."),
    "digabung": ("hijau", "Berkas draf itu kini menjadi berkas naskah ini, dan drafnya ditutup."),
    "bukan-kembaran": ("hijau", "Dicatat: keduanya naskah yang berbeda. Ini dapat dibatalkan."),
    "mungkin-kembaran": ("hijau", "Pernyataan dibatalkan. Kemiripannya ditampilkan lagi."),
    "usulan-diterima": ("hijau", "Penerimaan tercatat. Hitungan berjalan sejak tanggal diterima."),
    "usulan-diubah": ("hijau", "Catatan penerimaan diperbaiki."),
    "usulan-hasil": ("hijau", "Hasil tercatat. Hitungan berhenti."),
    "usulan-dibuka": ("hijau", "Hasil dibuka lagi. Hitungan berjalan seperti semula."),
    "usulan-batal": ("hijau", "Catatan dibatalkan. Ia tetap dapat dilihat, tetapi tidak dihitung."),
    "usulan-naskah": ("hijau", "Naskah yang lahir dari catatan ini tersimpan."),
    "mitra-ditetapkan": ("hijau", "Penetapan tercatat dan berlaku untuk semua naskah mitra ini."),
    "mitra-digabung": ("hijau", "Mitra digabungkan. Alamat publiknya yang lama menuju ke mitra ini."),
    "mitra-dipisah": ("hijau", "Penggabungan dibatalkan. Naskahnya kembali ke mitra ini."),
    "evaluasi": ("hijau", "Catatan evaluasi tersimpan. Hanya pegawai yang dapat melihatnya."),
    "evaluasi-batal": ("hijau", "Catatan evaluasi dibatalkan. Riwayat naskah tetap memuatnya."),
}
"""By the key in `?pesan=`."""


def notice(key: str | None) -> Notice | None:
    """The notice for a key of the address, None for anything unknown."""
    return NOTICES.get(key or "")
