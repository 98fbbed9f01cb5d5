"""What holds a publication: the question, the help, and what was found in the text."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.publication.penahanan import AlasanPenahanan
from portal.domain.publication.personal_data import FindingKind

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    AlasanPenahanan: {
        "belum_terbaca": "Berkas sedang dibaca",
        "baca_gagal": "Berkas gagal dibaca atau belum terbaca utuh",
        "data_pribadi": "Ada nomor pribadi atau kata tertutup",
        "isian_pribadi": "Ada nomor pribadi dalam isian",
        "tanpa_naskah": "Belum ada berkas yang berperan naskah",
        "tanpa_teks": "Ada halaman tanpa teks yang terbaca",
        "bukan_naskah": "Berkas tidak memuat naskah",
        "berkas_tertanam": "Ada berkas lain di dalam berkas",
        "komentar": "Ada komentar pada halaman",
        "klausul": "Ada klausul kerahasiaan atau persetujuan publikasi",
        "penghitaman": "Penghitaman belum selesai",
        "orang_kedua": "Salinan untuk umum belum dilihat orang kedua",
        "menunggu_biro": "Menunggu Biro Hukum dan Kerja Sama",
        "putusan_ppid": "Menunggu putusan PPID",
        "embargo": "Ditunda sampai tanggal tertentu",
    },
    FindingKind: {
        "nik": "NIK",
        "nip": "NIP",
        "paspor": "Nomor paspor",
        "kontak": "Kontak atau alamat pribadi",
        "klausul": "Klausul kerahasiaan atau persetujuan publikasi",
        "tertutup": "Kata yang tertutup di halaman",
    },
}

ANSWERS: Mapping[AlasanPenahanan, str] = {
    AlasanPenahanan.BACA_GAGAL: "Putuskan berkas yang tidak terbaca utuh",
    AlasanPenahanan.DATA_PRIBADI: "Periksa data pribadi",
    AlasanPenahanan.ISIAN_PRIBADI: "Hapus nomor pribadi",
    AlasanPenahanan.TANPA_NASKAH: "Tetapkan berkas naskah",
    AlasanPenahanan.TANPA_TEKS: "Periksa halaman tanpa teks",
    AlasanPenahanan.BUKAN_NASKAH: "Ganti atau periksa berkas",
    AlasanPenahanan.BERKAS_TERTANAM: "Periksa berkas yang tertanam",
    AlasanPenahanan.KOMENTAR: "Periksa komentar",
    AlasanPenahanan.KLAUSUL: "Jawab klausul",
    AlasanPenahanan.PENGHITAMAN: "Selesaikan penghitaman",
    AlasanPenahanan.ORANG_KEDUA: "Lihat salinan untuk umum",
    AlasanPenahanan.MENUNGGU_BIRO: "Periksa dan setujui",
    AlasanPenahanan.PUTUSAN_PPID: "Catat putusan PPID",
}
"""What answering a hold asks of a person, as a verb for a button."""

HOLD_HELP: Mapping[AlasanPenahanan, str] = {
    AlasanPenahanan.BELUM_TERBACA: "Sistem sedang membaca berkas. Tidak ada yang perlu Anda lakukan.",
    AlasanPenahanan.BACA_GAGAL: (
        "Berkas tidak terbaca, atau jumlah halamannya tidak pasti, jadi sistem tidak dapat memeriksa seluruh isinya."
        " Buka berkasnya, ganti dengan pindaian yang lebih baik, atau tulis mengapa naskah tetap boleh terbit."
    ),
    AlasanPenahanan.DATA_PRIBADI: (
        "Ditemukan nomor yang tampak seperti NIK atau NIP, atau kata yang tertutup kotak tetapi masih dapat disalin"
        " dari berkasnya. Tutup lewat Hitamkan di daftar berkas, unggah salinan untuk umum yang sudah ditutup, atau"
        " tulis mengapa naskah boleh terbit apa adanya."
    ),
    AlasanPenahanan.ISIAN_PRIBADI: (
        "Isian yang akan tampil di publik memuat nomor yang tampak seperti NIK, NIP, atau NRP. Hapus nomornya lewat"
        " Ubah data, atau tulis mengapa isian ini boleh terbit apa adanya."
    ),
    AlasanPenahanan.TANPA_NASKAH: (
        "Tidak satu pun berkasnya berperan sebagai naskah. Tetapkan di daftar berkas mana naskahnya; yang lain tetap"
        " lampiran atau terjemahan."
    ),
    AlasanPenahanan.TANPA_TEKS: (
        "Ada halaman yang tidak berteks, jadi sistem tidak dapat mencari data pribadi di sana. Lihat halamannya, lalu"
        " tulis hasilnya."
    ),
    AlasanPenahanan.BUKAN_NASKAH: (
        "Berkas hanya memuat halaman kosong, atau formulir yang isinya hanya tampil di satu program (XFA). Cetak"
        " naskahnya menjadi PDF biasa atau pindai, lalu ganti berkas ini; atau tulis mengapa berkas ini benar."
    ),
    AlasanPenahanan.BERKAS_TERTANAM: (
        "Di dalam PDF ini tersimpan berkas lain yang tidak dibaca sistem dan ikut terbit. Buka dan periksa semuanya,"
        " ganti dengan PDF tanpa berkas tertanam, atau tulis mengapa boleh terbit."
    ),
    AlasanPenahanan.KOMENTAR: (
        "Pada halaman tertempel komentar atau catatan yang ikut terbit bersama berkas. Hapus komentarnya dan ganti"
        " berkas, atau tulis mengapa boleh terbit."
    ),
    AlasanPenahanan.KLAUSUL: (
        "Ditemukan klausul kerahasiaan atau persetujuan publikasi. Pastikan mitra tidak berkeberatan, lalu tulis"
        " jawabannya."
    ),
    AlasanPenahanan.PENGHITAMAN: (
        "Kotak hitam sudah digambar, tetapi salinan untuk umumnya belum dibuat. Buat salinannya lewat Hitamkan di"
        " daftar berkas, atau buang rencananya di sana."
    ),
    AlasanPenahanan.ORANG_KEDUA: (
        "Orang lain dari pembuat salinan harus melihatnya dulu. Buka setiap halaman salinan untuk umum, pastikan yang"
        " harus tertutup sudah tertutup, lalu tulis hasilnya."
    ),
    AlasanPenahanan.MENUNGGU_BIRO: "Biro Hukum dan Kerja Sama memeriksa naskah ini sebelum terbit.",
    AlasanPenahanan.PUTUSAN_PPID: "PPID menetapkan apakah informasi ini dikecualikan (Pasal 19 UU 14/2008).",
    AlasanPenahanan.EMBARGO: "Naskah terbit sendiri pada tanggal yang diminta.",
}

FINDINGS: Mapping[FindingKind, str] = {
    FindingKind.NIK: "Mirip NIK",
    FindingKind.NIP: "Mirip NIP",
    FindingKind.PASPOR: "Mirip nomor paspor",
    FindingKind.KONTAK: "Kontak pribadi, tidak menahan",
    FindingKind.KLAUSUL: "Klausul",
    FindingKind.TERTUTUP: "Tertutup di halaman, terbaca di berkas",
}
