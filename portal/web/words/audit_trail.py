"""Words of the audit page: every kind of act and of object, and what changed, field by field."""

from collections.abc import Mapping

from portal.queries.audit_trail import AuditRow
from portal.web.words import wording, wording_lampiran
from portal.web.words.wording import Change

OTHER_ACTIONS: Mapping[str, str] = {
    "naskah.teks_menyusul": "Teks yang menyusul diperiksa",
    "berkas.periksa_tanda_tangan": "Tanda tangan elektronik diperiksa",
    "asli.kirim": "Naskah asli dinyatakan dikirim",
    "asli.terima": "Penerimaan naskah asli dicatat",
    "asli.batal": "Penerimaan dibatalkan",
    "asli.pindah": "Naskah asli berpindah tempat",
    "asli.arsip": "Naskah asli diserahkan ke arsip",
    "kemlu.catat": "Langkah di Kementerian Luar Negeri dicatat",
    "pengesahan.tentukan": "Jalur pengesahan ditentukan",
    "pengesahan.catat": "Langkah pengesahan dicatat",
    "keluarga.rekomendasi": "Rekomendasi perpanjangan dicatat",
    "keluarga.akhiri": "Pengakhiran Kerja Sama dicatat",
    "keluarga.ganti": "Penggantian oleh naskah lain dicatat",
    "keluarga.menggantikan": "Dicatat sebagai pengganti naskah lain",
    "keluarga.batal_akhiri": "Pengakhiran Kerja Sama dibatalkan",
    "akun.tambah": "Akun dibuat",
    "akun.nonaktif": "Akun dinonaktifkan",
    "akun.tugaskan": "Penugasan diberikan",
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
    "usulan": "Usulan atau hasil penjajakan",
    **wording_lampiran.OBJECTS,
}
OTHER_FIELDS: Mapping[str, str] = {
    "peran": "Peran",
    "starts_on": "Mulai",
    "ends_on": "Sampai",
    "aktif": "Aktif",
    "kode": "Kode",
    "induk": "Unit di atasnya",
    "parent": "Unit di atasnya",
    "format": "Bentuk ekspor",
    "baris": "Banyaknya baris",
    "saringan": "Saringan",
}


def actions() -> list[tuple[str, str]]:
    """Every known act with its words, by the words; for a list to choose from."""
    return sorted({**wording.ACTIONS, **OTHER_ACTIONS}.items(), key=lambda pair: pair[1].lower())


def action_text(action: str) -> str:
    """What was done; an act without words stands for itself."""
    return OTHER_ACTIONS.get(action) or wording.action_text(action)


def object_text(kind: str) -> str:
    """What it was done to."""
    return OBJECTS.get(kind, kind.replace("_", " ").capitalize())


def changes(entry: AuditRow) -> tuple[Change, ...]:
    """What an act changed: known fields in the order of the form, then the others."""
    known = [name for name in wording.FIELDS if name in entry.before or name in entry.after]
    others = sorted(({*entry.before, *entry.after}) - set(known))
    found = [
        Change(
            wording.FIELDS.get(name) or OTHER_FIELDS.get(name) or name.replace("_", " ").capitalize(),
            _text(name, entry.before.get(name)),
            _text(name, entry.after.get(name)),
        )
        for name in (*known, *others)
    ]
    return tuple(change for change in found if change.before != change.after)


def _text(name: str, value: object) -> str:
    if isinstance(value, Mapping) and not {"nama", "nomor"} & set(value):
        return "; ".join(f"{key}: {wording.value_text(str(key), item)}" for key, item in value.items()) or wording.EMPTY
    try:
        return wording.value_text(name, value)
    except ValueError:
        # A field name of another kind of object may hold what is no date there.
        return str(value)
