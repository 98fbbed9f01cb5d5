"""What the system does in the background."""

from collections.abc import Mapping

from portal.models.job import JobKind

JOBS: Mapping[JobKind, str] = {
    JobKind.BACA_BERKAS: "Membaca berkas",
    JobKind.KENALI_HALAMAN: "Mengenali teks halaman",
    JobKind.PERIKSA_TANDA_TANGAN: "Memeriksa tanda tangan elektronik",
    JobKind.SARANKAN: "Menyiapkan saran isian",
    JobKind.TERBITKAN: "Menerbitkan naskah",
    JobKind.INDEKS: "Memperbarui indeks pencarian",
}
