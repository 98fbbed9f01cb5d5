"""One row for every table of revision 0015, joined to each other; what a row does not name is filled by its type."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import ReflectedColumn

DAY, INSTANT = date(2026, 3, 12), datetime(2026, 3, 12, 3, 0, tzinfo=UTC)
# In an order in which every row finds what it points to.
ROWS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("unit", {"id": 1, "kode": "KEMEN", "jenis": "kementerian"}),
    ("unit", {"id": 2, "kode": "IMI", "jenis": "eselon1", "parent_id": 1}),
    ("unit_nama", {"id": 1, "unit_id": 1, "nama": "Kementerian Contoh"}),
    ("unit_nama", {"id": 2, "unit_id": 2, "nama": "Direktorat Jenderal Contoh"}),
    ("user_account", {"id": 1, "email": "contoh@contoh.go.id", "is_active": True}),
    ("penugasan", {"id": 1, "user_id": 1, "unit_id": 2, "peran": "pengelola"}),
    ("login_session", {"id": 1, "user_id": 1, "token_hash": "a" * 64}),
    ("login_failure", {"id": 1, "email": "contoh@contoh.go.id"}),
    ("mitra", {"id": 1, "slug": "mitra", "jenis": "lembaga_pemerintah", "negara": "ID"}),
    ("mitra_nama", {"id": 1, "mitra_id": 1, "nama": "Mitra Contoh"}),
    ("naskah", {"id": 1, "kode": "2026-10001", "status": "terbit", "unit_id": 2, "visibilitas": "publik",
                "lingkup": "dalam_negeri", "bentuk": "nota_kesepahaman", "kategori": "utama", "tingkat": "eselon1",
                "created_by": 1, "subjek": "data\npenyelundupan", "nomor_tanda_terima": "TT-2026-00001",
                "end_kind": "diakhiri", "ended_on": DAY, "persetujuan_dpr": True}),
    ("naskah", {"id": 2, "kode": "2026-10002", "status": "draf", "unit_id": 2, "visibilitas": "metadata"}),
    ("naskah_mitra", {"id": 1, "naskah_id": 1, "urutan": 1, "signed_on": DAY, "signed_presisi": "hari"}),
    ("naskah_mitra", {"id": 2, "naskah_id": 1, "urutan": 2, "mitra_id": 1, "signed_on": None,
                      "signed_presisi": "tidak_diketahui"}),
    ("naskah_unit", {"naskah_id": 1, "unit_id": 1}),
    ("hubungan", {"id": 1, "naskah_id": 2, "target_id": 1, "jenis": "perpanjangan"}),
    ("berkas", {"id": 1, "naskah_id": 1, "jenis": "naskah", "keadaan": "terbaca", "sha256": "b" * 64, "size": 1}),
    ("berkas", {"id": 2, "naskah_id": 1, "jenis": "lampiran", "keadaan": "gagal", "sha256": "c" * 64, "size": 2,
                "uploaded_by": 1, "replaced_by_id": 1}),
    ("acara", {"id": 1, "naskah_id": 1, "jenis": "ditandatangani", "on": DAY, "presisi": "hari"}),
    ("acara", {"id": 2, "naskah_id": 1, "jenis": "berakhir", "on": DAY, "presisi": "hari", "alasan": "kesepakatan",
               "dokumen": "S-1", "berkas_id": 2, "recorded_at": INSTANT, "recorded_by": 1, "voided_at": INSTANT}),
    ("halaman", {"id": 1, "berkas_id": 1, "nomor": 1, "asal": "digital", "teks": "Pasal 1", "words": b"\x00\xff",
                 "keyakinan": 0.5, "pengenalan": "selesai"}),
    ("kemiripan", {"id": 1, "naskah_id": 1, "other_id": 2, "dismissed_by": 1}),
    ("saran", {"id": 1, "berkas_id": 1, "bidang": "judul", "pihak": None}),
    ("tanda_tangan", {"id": 1, "berkas_id": 1, "urutan": 1, "laporan": "{}"}),
    ("penahanan", {"id": 1, "naskah_id": 1, "alasan": "klausul", "closed_by": 1}),
    ("penomoran", {"nama": "tanda_terima_2026", "last": 1}),
    ("unggahan", {"id": 1, "idempotency_key": "kunci", "naskah_id": 1, "berkas_id": 1}),
    ("terbitan", {"kode": "2026-10001", "lingkup": "dalam_negeri", "bentuk": "nota_kesepahaman",
                  "signed_presisi": "hari", "nomor_terbit": 1}),
    ("terbitan_pihak", {"id": 1, "kode": "2026-10001", "urutan": 1, "signed_presisi": "hari"}),
    ("terbitan_berkas", {"id": 1, "kode": "2026-10001", "urutan": 1, "jenis": "naskah", "sha256": "b" * 64}),
    ("terbitan_halaman", {"id": 1, "kode": "2026-10001", "nomor": 1, "teks": "Pasal 1", "asal": "digital"}),
    ("terbitan_hubungan", {"id": 1, "kode": "2026-10001", "target_kode": "2026-10002", "jenis": "induk"}),
    ("terbitan_acara", {"id": 1, "kode": "2026-10001", "jenis": "diterbitkan", "on": DAY, "presisi": "hari"}),
    ("terbitan_nama", {"jenis": "unit", "kunci": "IMI", "nama": "Direktorat Jenderal Contoh"}),
    ("terbitan_ditarik", {"kode": "2026-10003", "alasan": "keliru", "published_times": 1}),
    ("naskah_asli", {"id": 1, "naskah_id": 1, "keadaan": "diterima_lengkap", "dispatched_on": DAY,
                     "dispatched_at": INSTANT, "opened_by": 1}),
    ("penerimaan", {"id": 1, "naskah_id": 1, "jenis": "asli", "hasil": "diterima_lengkap", "rangkap": "id:1\nen:1",
                    "due_on": DAY, "kalender_version": "e" * 64, "sebab_terlambat": "kantong_diplomatik"}),
    ("penerimaan", {"id": 2, "naskah_id": 1, "jenis": "asli", "hasil": "diterima_lengkap", "voided_at": INSTANT,
                    "voided_by": 1, "nomor": "TTA-2026-00001"}),
    ("riwayat_asli", {"id": 1, "asli_id": 1}),
    ("kasus_kemlu", {"id": 1, "naskah_id": 1, "keadaan": "dikirim"}),
    ("langkah_kemlu", {"id": 1, "kasus_id": 1, "keadaan": "dikirim", "berkas_id": 1}),
    ("kasus_pengesahan", {"id": 1, "naskah_id": 1, "keadaan": "menyiapkan", "jalur": "uu_dpr",
                          "kategori": "kedaulatan"}),
    ("langkah_pengesahan", {"id": 1, "kasus_id": 1, "tindakan": "dokumen", "jenis_dokumen": "terjemahan"}),
    ("pemberitahuan", {"id": 1, "kunci": "a", "jenis": "asli_h7", "jenjang": 1, "naskah_id": 1, "unit_id": 2,
                       "state": "terkirim", "created_by": None}),
    ("pemberitahuan", {"id": 2, "kunci": "b", "jenis": "tegur", "jenjang": 2, "naskah_id": 1, "unit_id": 2,
                       "state": "menunggu", "created_by": 1, "sent_at": None}),
    ("terbitan_riwayat", {"id": 2, "kode": "2026-10003", "jenis": "diterbitkan", "on": DAY}),
    ("penerimaan_usulan", {"id": 1, "nomor": "TTU-2026-00001", "jenis": "usulan", "unit_id": 2, "tingkat": "eselon1",
                           "isi": "urgensi\nbentuk", "hasil": "dikembalikan", "hasil_on": DAY, "closed_at": INSTANT,
                           "due_on": DAY, "kalender_version": "e" * 64, "recorded_by": 1}),
    ("penerimaan_usulan", {"id": 2, "nomor": "TTU-2026-00002", "jenis": "usulan", "unit_id": 2, "isi": "",
                           "previous_id": 1, "mitra_id": 1, "naskah_id": 1}),
    ("penerimaan_usulan", {"id": 3, "nomor": "TTU-2026-00003", "jenis": "penjajakan", "unit_id": 2, "isi": "",
                           "previous_id": 1, "voided_at": INSTANT, "voided_by": 1}),
    ("evaluasi", {"id": 1, "naskah_id": 1, "dokumen_on": DAY, "delivered_on": DAY, "recorded_by": 1}),
    ("evaluasi", {"id": 2, "naskah_id": 1, "dokumen_nomor": "", "delivered_nomor": "", "voided_at": INSTANT}),
    ("job", {"id": 1, "kind": "baca_berkas", "state": "selesai", "subject_id": 1}),
    ("hari_libur", {"jenis": "libur_nasional", "changed_by": 1}),
    ("tahun_kalender", {"tahun": 2026, "status": "ditetapkan", "changed_by": 1}),
    ("umpan_kalender", {"id": 1, "unit_id": 2, "token_hash": "e" * 64, "created_by": 1}),
    ("perencanaan", {"id": 1, "unit_id": 2, "tahun": 2026, "naskah_id": 1, "created_by": 1, "updated_by": 1}),
    ("perencanaan", {"id": 2, "unit_id": 2, "tahun": 2026, "removed_at": INSTANT, "removed_by": 1}),
    ("penjajakan", {"id": 1, "unit_id": 2, "tahun": 2026, "created_by": 1}),
    ("audit_entry", {"seq": 1, "entry_hash": "d" * 64, "previous_hash": "0" * 64, "actor_id": 1}),
    ("audit_head", {"id": 1, "seq": 1, "entry_hash": "d" * 64}),
)  # fmt: skip
_FILLING: dict[type, Any] = {str: "contoh", int: 1, bool: False, date: DAY, datetime: INSTANT, float: 0.5, bytes: b"x"}

Snapshot = dict[str, list[dict[str, Any]]]


def insert(connection: sa.Connection, *, skip: frozenset[str] = frozenset()) -> None:
    """Put the rows into those tables that exist, leaving out `skip`."""
    schema = reflected(connection)
    for name, given in ROWS:
        if name in skip or name not in schema.tables:
            continue
        table = schema.tables[name]
        missing = {
            column.name: _FILLING[column.type.python_type]
            for column in table.columns
            if not column.nullable and column.server_default is None and column.name not in given
        }
        # A column may have come later, or be gone by now; the step between is what the tests look at.
        here = {key: value for key, value in given.items() if key in table.columns}
        connection.execute(table.insert(), {**missing, **here})


def snapshot(connection: sa.Connection) -> Snapshot:
    """Every row of every table, in a fixed order."""
    found = {}
    for name, table in sorted(reflected(connection).tables.items()):
        rows = connection.execute(sa.select(table)).mappings()
        found[name] = sorted((dict(row) for row in rows), key=repr)
    return found


def reflected(connection: sa.Connection) -> sa.MetaData:
    """The tables that are there now and their columns, nothing else of them; without Alembic's own."""
    schema = sa.MetaData()
    for (_, name), columns in sa.inspect(connection).get_multi_columns().items():
        if name != "alembic_version":
            there = (
                sa.Column(one["name"], one["type"], nullable=one["nullable"], server_default=_default(one))
                for one in columns
            )
            sa.Table(name, schema, *there)
    return schema


def _default(column: ReflectedColumn) -> sa.TextClause | None:
    return None if column["default"] is None else sa.text(column["default"])
