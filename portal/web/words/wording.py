"""Words of the pages for staff: what an act of the audit trail was, what a field is called, what just happened.

Notices travel as a key in the address, never as text: a text in a cookie or an address could hold what is confidential.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.naskah.enumerations import (
    AlasanTanpaInduk,
    Bentuk,
    JenisBerkas,
    JenisHubungan,
    Kategori,
    Lingkup,
    ReadingState,
    Tingkat,
    Visibilitas,
)
from portal.domain.naskah.next_step import NextStep
from portal.domain.naskah.status import Status
from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.domain.permissions import Peran
from portal.domain.publication.penahanan import HoldReason
from portal.errors import BadInputError
from portal.models.job import JobKind
from portal.queries.naskah.values import HistoryEntry
from portal.web import filters
from portal.web.words import wording_berkas, wording_lampiran, wording_naskah_asli, wording_usulan
from portal.web.words.labels.naskah import ALASAN_PENARIKAN, LABELS, label, label_bahasa
from portal.web.words.penahanan import ANSWERS as ANSWERS
from portal.web.words.penahanan import FINDINGS as FINDINGS
from portal.web.words.penahanan import HOLD_HELP as HOLD_HELP
from portal.web.words.progress import progress_of as progress_of
from portal.web.words.progress import progress_text as progress_text

NOTICES: Mapping[str, tuple[str, str]] = {
    "tersimpan": ("hijau", "Perubahan tersimpan."),
    "terkirim": ("hijau", "Naskah terkirim. Tanda terimanya sudah ada."),
    "berkas": ("hijau", "Berkas tersimpan dan sedang menunggu dibaca."),
    "dikembalikan": ("hijau", "Naskah dikembalikan ke unit pemrakarsa."),
    "ditarik": (
        "hijau",
        "Naskah ditarik. Bila pernah terbit, halamannya kini hanya memuat keterangan penarikan.",
    ),
    "alasan-ditarik": ("hijau", "Alasan penarikan dicatat. Keterangan di halaman publik ikut berubah."),
    "dibuka": ("hijau", "Naskah dibuka lagi untuk unit pemrakarsa. Ia tampil di publik setelah dikirim ulang."),
    "keterbukaan": ("hijau", "Keterbukaan naskah diubah. Penutupan berlaku seketika; pembukaan diperiksa dulu."),
    "dijawab": ("hijau", "Jawaban dicatat. Bila tidak ada lagi yang menahan, naskah terbit sendiri."),
    "dibaca": ("hijau", "Berkas akan dibaca ulang."),
    "akun-dibuat": ("hijau", "Akun dibuat."),
    "akun-nonaktif": ("hijau", "Akun dinonaktifkan dan semua sesinya diakhiri."),
    "akun-aktif": ("hijau", "Akun diaktifkan lagi. Kata sandi dan penugasannya tetap seperti dulu."),
    "penugasan": ("hijau", "Penugasan dicatat. Orang itu perlu masuk lagi."),
    "unit-diimpor": ("hijau", "Daftar unit diperbarui."),
    "libur": ("hijau", "Kalender tersimpan. Tenggat yang masih berjalan dihitung dengan kalender ini."),
    "umpan-dicabut": ("hijau", "Alamat kalender dicabut. Ia tidak menjawab lagi."),
    "pekerjaan": ("hijau", "Pekerjaan dimasukkan lagi ke antrean."),
    "sandi": ("hijau", "Kata sandi diganti. Masuk lagi dengan kata sandi yang baru."),
    "diingatkan": ("hijau", "Pengingat dicatat dan dikirim ke unit."),
    "ditegur": ("hijau", "Teguran dicatat dan dikirim ke unit."),
    "sudah-diingatkan": ("kuning", "Unit ini sudah diingatkan hari ini. Tidak ada surat baru yang dikirim."),
    "keluar": ("hijau", "Anda sudah keluar."),
    **wording_lampiran.NOTICES,
    **wording_naskah_asli.NOTICES,
    **wording_berkas.NOTICES,
    **wording_usulan.NOTICES,
}
"""What just happened, by the key in `?pesan=`: kind of notice, text."""

ACTIONS: Mapping[str, str] = {
    "naskah.buat": "Draf dibuat",
    "naskah.ubah": "Isian diubah",
    "naskah.ajukan": "Naskah dikirim",
    "naskah.terbit": "Terbit",
    "naskah.kembalikan": "Dikembalikan untuk diperbaiki",
    "naskah.tarik": "Ditarik dari publik",
    "naskah.alasan_penarikan": "Alasan penarikan dicatat",
    "naskah.buka_lagi": "Dibuka lagi",
    "naskah.visibilitas": "Keterbukaan diubah",
    "naskah.jawab_penahanan": "Penahanan dijawab",
    "tenggat.geser": "Tenggat bergeser karena kalender hari libur berubah",
    "naskah.pengingat": "Pengingat otomatis dikirim",
    "naskah.ingatkan": "Unit diingatkan Biro",
    "naskah.tegur": "Unit ditegur Biro",
    "berkas.simpan": "Berkas disimpan",
    "berkas.baca": "Berkas selesai dibaca",
    "berkas.unduh": "Berkas diunduh",
    "akun.masuk": "Masuk",
    "akun.gagal_masuk": "Gagal masuk",
    "berkas.baca_ulang": "Berkas diminta dibaca ulang",
    "berkas.periksa_tanda_tangan": "Tanda tangan elektronik diperiksa",
    "naskah.teks_menyusul": "Teks pindaian menyusul ke halaman publik",
    **wording_lampiran.ACTIONS,
    **wording_naskah_asli.ACTIONS,
    **wording_berkas.ACTIONS,
    **wording_usulan.ACTIONS,
}

FIELDS: Mapping[str, str] = {
    "judul": "Judul",
    "unit": "Unit pemrakarsa",
    "lingkup": "Lingkup",
    "kategori": "Kategori",
    "tingkat": "Tingkat",
    "bentuk": "Bentuk naskah",
    "nama_bentuk": "Nama bentuk",
    "ruang_lingkup": "Ruang lingkup",
    "pendanaan": "Pendanaan",
    "subjek": "Subjek",
    "bahasa": "Bahasa",
    "bahasa_lain": "Bahasa lain",
    "alasan_tanpa_induk": "Alasan tanpa naskah induk",
    "perjanjian_internasional": "Perjanjian internasional",
    "persetujuan_dpr": "Pengesahan dan persetujuan DPR",
    "catatan_internal": "Catatan internal",
    "effective_on": "Mulai berlaku",
    "expires_on": "Berakhir",
    "is_open_ended": "Tanpa batas waktu",
    "visibilitas": "Keterbukaan",
    "dasar_visibilitas": "Dasar keterbukaan",
    "dasar": "Dasar keterbukaan",
    "putusan_ppid": "Putusan PPID",
    "tinjau_on": "Tanggal peninjauan kembali",
    "embargo_until": "Publikasi ditunda sampai",
    "co_pemrakarsa": "Unit pemrakarsa bersama",
    "pihak": "Para pihak",
    "hubungan": "Hubungan dengan naskah lain",
    "status": "Status",
    "jatuh_tempo": "Jatuh tempo",
    "kalender": "Versi kalender",
    "alasan": "Alasan",
    "kelas": "Kelompok alasan",
    "jawaban": "Jawaban",
    "nama": "Nama berkas",
    "sha256": "SHA-256",
    "urutan": "Urutan berkas",
    "mewakili": "Mewakili berkas asli (SHA-256)",
    "size": "Ukuran",
    "jenis": "Jenis",
    "keadaan": "Keadaan baca",
    "halaman": "Jumlah halaman",
    "pengingat": "Jenis pengingat",
    "acuan_on": "Tanggal yang diingatkan",
    "penerima": "Banyaknya penerima",
    "pesan": "Pesan",
    "nomor_terbit": "Publikasi ke",
    "berkas": "Berkas publik (SHA-256)",
    "tanda_tangan": "Tanda tangan elektronik",
    "daftar_kepercayaan": "Daftar kepercayaan (SHA-256)",
    "tampil_di_publik": "Hasilnya tampil di publik",
    **{name: text for name, text in wording_lampiran.FIELDS.items() if name != "ruang_lingkup"},
    **wording_naskah_asli.FIELDS,
    **wording_berkas.FIELDS,
    **wording_usulan.FIELDS,
}

_MEMBERS: Mapping[str, type[StrEnum]] = {
    "lingkup": Lingkup,
    "kategori": Kategori,
    "tingkat": Tingkat,
    "bentuk": Bentuk,
    "visibilitas": Visibilitas,
    "status": Status,
    "keadaan": ReadingState,
    "jenis": JenisBerkas,
    "alasan": HoldReason,
    "alasan_tanpa_induk": AlasanTanpaInduk,
    "pengingat": ReminderKind,
    **wording_naskah_asli.MEMBERS,
    **wording_usulan.MEMBERS,
}
_DAYS = (
    frozenset({"effective_on", "expires_on", "tinjau_on", "embargo_until", "signed_on", "jatuh_tempo", "acuan_on"})
    | wording_naskah_asli.DAYS
    | wording_usulan.DAYS
)
EMPTY, NO = "kosong", "tidak"

STEPS: Mapping[NextStep, str] = {
    NextStep.LENGKAPI: "Lengkapi dan kirim",
    NextStep.PERBAIKI: "Perbaiki dan kirim lagi",
    NextStep.TENTUKAN: "Tentukan jenisnya",
    NextStep.JAWAB: "Jawab penahanan",
    NextStep.TUNGGU: "Lihat",
    NextStep.LIHAT: "Lihat",
}
"""The next step as a verb, for a button."""

JOBS: Mapping[JobKind, str] = {
    JobKind.BACA_BERKAS: "Membaca berkas",
    JobKind.KENALI_HALAMAN: "Mengenali teks halaman",
    JobKind.PERIKSA_TANDA_TANGAN: "Memeriksa tanda tangan elektronik",
    JobKind.SARANKAN: "Menyiapkan saran isian",
    JobKind.TERBITKAN: "Menerbitkan naskah",
    JobKind.INDEKS: "Memperbarui indeks pencarian",
}

ROLES: tuple[Peran, ...] = (Peran.PENGELOLA, Peran.BIRO, Peran.PPID, Peran.PIMPINAN, Peran.ADMIN)
"""Roles a person can hold."""


@dataclass(frozen=True)
class Change:
    """One field of an act: its name, and its value before and after, in words."""

    field: str
    before: str
    after: str


def changes(entry: HistoryEntry) -> tuple[Change, ...]:
    """What an act changed, field by field, in the order of the form."""
    names = [name for name in FIELDS if name in entry.before or name in entry.after]
    found = [
        Change(FIELDS[name], value_text(name, entry.before.get(name)), value_text(name, entry.after.get(name)))
        for name in names
    ]
    # The first entry of a record names every field; what nobody filled in says nothing.
    return tuple(change for change in found if change.before != change.after and (entry.before or change.after != NO))


def action_text(action: str) -> str:
    """What was done; an act without words stands for itself."""
    return ACTIONS.get(action, action)


def value_text(field: str, value: object) -> str:
    """A stored value in words."""
    if value is None or value == "" or value == [] or value == ():
        return EMPTY
    if isinstance(value, bool):
        return "ya" if value else NO
    if isinstance(value, (list, tuple)):
        return "; ".join(value_text(field, item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(str(part) for part in (value.get("nama"), value.get("nomor")) if part)
    return _plain_text(field, value)


def notice(key: str | None) -> tuple[str, str] | None:
    """The notice for a key of the address, None for anything unknown."""
    return NOTICES.get(key or "")


def members(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """Value and words of every member, for a list to choose from."""
    return [(member.value, label(member)) for member in kind]


def status_from(text: str) -> Status | None:
    """The state named in an address; raises BadInputError."""
    try:
        return Status(text) if text else None
    except ValueError as error:
        raise BadInputError("Status tidak dikenal. Pilih dari daftar.", "status") from error


def _plain_text(field: str, value: object) -> str:
    text = str(value)
    if isinstance(value, int) and field == "size":
        return filters.ukuran(value)
    if field in _DAYS and not isinstance(value, (int, float)):
        return filters.tanggal(value if isinstance(value, date) else date.fromisoformat(text))
    if field == "kelas":
        return ALASAN_PENARIKAN.get(text, text)
    if field == "bahasa":
        return label_bahasa(text)
    if field == "hubungan":
        jenis, _, kode = text.partition(":")
        return f"{LABELS[JenisHubungan].get(jenis, jenis)} {kode}".strip()
    if field in _MEMBERS:
        return LABELS[_MEMBERS[field]].get(text, text)
    return text
