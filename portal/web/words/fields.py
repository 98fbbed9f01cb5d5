"""Names of the fields an act changes, and how a changed value reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain import formats
from portal.domain.kasus.kemlu import KemluState
from portal.domain.kasus.pengesahan import (
    DokumenPengesahan,
    JalurPengesahan,
    KategoriPengesahan,
    PengesahanAct,
    PengesahanState,
)
from portal.domain.lampiran.columns import PENJAJAKAN, PERENCANAAN, Lampiran
from portal.domain.naskah.enumerations import (
    AlasanPengakhiran,
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
from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import LateCause, NaskahAsliState, Penyampaian
from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.domain.retensi import NasibAkhir
from portal.domain.usulan.usulan import HasilUsulan, JenisUsulan, UsulanContent
from portal.queries.audit_trail import AuditRow
from portal.queries.naskah.values import HistoryEntry
from portal.web.words.labels.bahasa import label_bahasa
from portal.web.words.labels.lookup import LABELS
from portal.web.words.labels.naskah import ALASAN_PENARIKAN

NAMED_BY_THE_FORM = frozenset({"ruang_lingkup", "calon_mitra", "keterangan"})
"""Columns of the Lampiran that are fields elsewhere too: they are called as the forms call them."""


def _columns(lampiran: Lampiran) -> dict[str, str]:
    return {kolom.field: kolom.judul for kolom in lampiran.kolom if kolom.field not in NAMED_BY_THE_FORM}


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
    "diperiksa": "Bidang yang sudah dicocokkan",
    "status": "Status",
    "jatuh_tempo": "Jatuh tempo",
    "kalender": "Versi kalender",
    "istilah": "Istilah",
    "padanan": "Padanan",
    "is_mutual": "Berlaku dua arah",
    "sumber": "Sumber",
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
    "tahun": "Tahun",
    **_columns(PERENCANAAN),
    "calon_mitra": "Calon mitra",
    **_columns(PENJAJAKAN),
    "keterangan": "Keterangan",
    "naskah": "Naskah",
    "nomor_baris": "Nomor baris di basis data",
    "sidik_isi": "Sidik jari digital isi (SHA-256)",
    "nomor": "Nomor tanda terima",
    "penyampaian": "Yang diserahkan",
    "keadaan_asli": "Keadaan naskah asli",
    "arrived_on": "Tanggal diterima",
    "due_on": "Jatuh tempo",
    "alasan_mundur": "Alasan dicatat kemudian",
    "sebab_terlambat": "Sebab terlambat",
    "keterangan_terlambat": "Penjelasan keterlambatan",
    "penyerah": "Diserahkan oleh",
    "kondisi": "Kondisi",
    "catatan": "Catatan",
    "bukti": "Bukti",
    "alasan_batal": "Alasan pembatalan",
    "dispatched_on": "Tanggal dikirim",
    "keterangan_kirim": "Cara pengiriman",
    "since_on": "Sejak",
    "tempat": "Tempat",
    "pemegang": "Diterima oleh",
    "arsip_on": "Tanggal dipindahkan",
    "arsip_tempat": "Tempat arsip",
    "arsip_nomor": "Berita acara",
    "arsip_klasifikasi": "Kode klasifikasi",
    "keadaan_kemlu": "Keadaan di Kementerian Luar Negeri",
    "jalur": "Jalur pengesahan",
    "keadaan_pengesahan": "Keadaan pengesahan",
    "alasan_jalur": "Alasan jalur",
    "kategori_pengesahan": "Materi",
    "tindakan": "Langkah",
    "jenis_dokumen": "Jenis dokumen",
    "on": "Tanggal",
    "dokumen": "Dokumen",
    "ended_on": "Tidak berlaku sejak",
    "alasan_akhir": "Alasan pengakhiran",
    "catatan_biro": "Keterlibatan Biro",
    "pengganti": "Digantikan oleh",
    "bukan_kembaran": "Bukan naskah yang sama dengan",
    "mungkin_kembaran": "Mungkin sama dengan",
    "berkas_pindah": "Berkas",
    "tujuan": "Naskah tujuan",
    "asal": "Naskah asal",
    "nomor_usulan": "Nomor catatan",
    "jenis_usulan": "Jenis penerimaan",
    "received_on": "Tanggal diterima",
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
    "klasifikasi": "Klasifikasi arsip",
    "jra": "Jadwal retensi (JRA)",
    "mulai_on": "Retensi dihitung sejak",
    "aktif_tahun": "Retensi aktif (tahun)",
    "inaktif_tahun": "Retensi inaktif (tahun)",
    "nasib_akhir": "Nasib akhir",
    "evaluated_on": "Tanggal evaluasi",
    "period_from": "Periode sejak",
    "period_to": "Periode sampai",
    "ringkasan": "Ringkasan temuan",
    "rekomendasi": "Rekomendasi",
    "is_with_biro": "Biro diikutsertakan",
    "delivered_on": "Disampaikan kepada Menteri",
    "delivered_nomor": "Nomor surat penyampaian",
    "aktif": "Aktif",
    "baris": "Banyaknya baris",
    "berakhir": "Berakhir",
    "format": "Bentuk ekspor",
    "induk": "Unit di atasnya",
    "mulai": "Mulai",
    "objek": "Objek",
    "peran": "Peran",
    "saringan": "Saringan",
}
"""In the order in which a page tells the changes of an act."""

MEMBERS: Mapping[str, type[StrEnum]] = {
    "lingkup": Lingkup,
    "kategori": Kategori,
    "tingkat": Tingkat,
    "bentuk": Bentuk,
    "visibilitas": Visibilitas,
    "status": Status,
    "keadaan": ReadingState,
    "nasib_akhir": NasibAkhir,
    "jenis": JenisBerkas,
    "alasan": AlasanPenahanan,
    "alasan_tanpa_induk": AlasanTanpaInduk,
    "pengingat": ReminderKind,
    "penyampaian": Penyampaian,
    "keadaan_asli": NaskahAsliState,
    "sebab_terlambat": LateCause,
    "keadaan_kemlu": KemluState,
    "jalur": JalurPengesahan,
    "keadaan_pengesahan": PengesahanState,
    "kategori_pengesahan": KategoriPengesahan,
    "tindakan": PengesahanAct,
    "jenis_dokumen": DokumenPengesahan,
    "alasan_akhir": AlasanPengakhiran,
    "jenis_usulan": JenisUsulan,
    "hasil_usulan": HasilUsulan,
    "isi_usulan": UsulanContent,
}
"""Fields that hold a value of an enumeration."""

DAYS = frozenset(
    {
        "effective_on", "expires_on", "tinjau_on", "embargo_until", "jatuh_tempo", "acuan_on",
        "arrived_on", "due_on", "dispatched_on", "since_on", "arsip_on", "on", "ended_on",
        "received_on", "surat_on", "hasil_on", "dokumen_on", "evaluated_on", "mulai_on", "period_from", "period_to",
        "delivered_on",
    }
)  # fmt: skip
"""Fields that hold a day."""

PARTS: Mapping[str, str] = {
    "nama": "Nama",
    "jenis": "Jenis",
    "nomor": "Nomor",
    "signed": "Tanggal tanda tangan",
    "tempat": "Tempat",
    "penanda_tangan": "Penanda tangan",
    "jabatan": "Jabatan",
    "negara": "Negara",
}
"""Parts of one party, as its row on the form calls them."""

EMPTY, NO = "kosong", "tidak"


@dataclass(frozen=True)
class Change:
    """One field of an act: its name, and its value before and after, in words."""

    field: str
    before: str
    after: str


def field_name(name: str) -> str:
    """An input of the form in words: `pihak-2-jabatan` → `Jabatan pihak 2`."""
    first, _, rest = name.partition("-")
    place, _, part = rest.partition("-")
    return f"{PARTS.get(part, part)} pihak {place}" if part else FIELDS.get(first, first)


def changes(entry: HistoryEntry) -> tuple[Change, ...]:
    """What an act changed as its history tells it: the known fields, in the order of the form."""
    names = [name for name in FIELDS if name in entry.before or name in entry.after]
    found = [
        Change(FIELDS[name], value_text(name, entry.before.get(name)), value_text(name, entry.after.get(name)))
        for name in names
    ]
    # The first entry of a record names every field; what nobody filled in says nothing.
    return tuple(change for change in found if change.before != change.after and (entry.before or change.after != NO))


def all_changes(entry: AuditRow) -> tuple[Change, ...]:
    """What an act changed as the audit page tells it: known fields in the order of the form, then the others."""
    known = [name for name in FIELDS if name in entry.before or name in entry.after]
    others = sorted(({*entry.before, *entry.after}) - set(known))
    found = [
        Change(
            FIELDS.get(name) or name.replace("_", " ").capitalize(),
            _audit_text(name, entry.before.get(name)),
            _audit_text(name, entry.after.get(name)),
        )
        for name in (*known, *others)
    ]
    return tuple(change for change in found if change.before != change.after)


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


def _audit_text(name: str, value: object) -> str:
    if isinstance(value, Mapping) and not {"nama", "nomor"} & set(value):
        return "; ".join(f"{key}: {value_text(str(key), item)}" for key, item in value.items()) or EMPTY
    try:
        return value_text(name, value)
    except ValueError:
        # A field name of another kind of object may hold what is no date there.
        return str(value)


def _plain_text(field: str, value: object) -> str:
    text = str(value)
    if isinstance(value, int) and field == "size":
        return formats.file_size(value)
    if field in DAYS and not isinstance(value, (int, float)):
        return formats.long_date(value if isinstance(value, date) else date.fromisoformat(text))
    if field == "kelas":
        return ALASAN_PENARIKAN.get(text, text)
    if field == "diperiksa":
        return field_name(text)
    if field == "bahasa":
        return label_bahasa(text)
    if field == "hubungan":
        jenis, _, kode = text.partition(":")
        return f"{LABELS[JenisHubungan].get(jenis, jenis)} {kode}".strip()
    if field in MEMBERS:
        return LABELS[MEMBERS[field]].get(text, text)
    return text
