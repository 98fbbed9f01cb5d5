"""Originals: receipt, custody, the tracks at the foreign ministry and of ratification"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

PENYAMPAIAN = ("asli", "naskah_dpr")
KEADAAN_ASLI = (
    "belum_diterima", "diterima_lengkap", "diterima_dengan_catatan", "dikembalikan", "ditahan_kemlu",
    "ditahan_perwakilan", "hilang",
)  # fmt: skip
SEBAB = ("kantong_diplomatik", "tanda_tangan_di_luar_negeri", "lainnya")
KEADAAN_KEMLU = (
    "belum_dikirim", "dikirim", "kurang_lengkap", "lengkap_tercatat", "ctc_terbit", "tanda_terima_dikirim",
)  # fmt: skip
KEADAAN_PENGESAHAN = ("belum_ditentukan", "tidak_perlu", "menyiapkan", "disampaikan", "dibahas", "selesai")
JALUR = ("tidak_perlu", "uu_dpr", "perpres")
TINDAKAN = ("tentukan", "dokumen", "sampaikan", "bahas", "sahkan")
DOKUMEN = ("salinan_naskah", "terjemahan", "rancangan", "dokumen_lain")
STANDS = "voided_at IS NULL AND hasil IN ('diterima_lengkap', 'diterima_dengan_catatan')"


def one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def words(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def day(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def points(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def upgrade() -> None:
    _create_originals()
    _create_receipts()
    _create_kemlu()
    _create_ratification()


def _create_originals() -> None:
    op.create_table(
        "naskah_asli",
        number("id"),
        number("naskah_id"),
        number("version"),
        words("keadaan"),
        instant("opened_at"),
        number("opened_by", nullable=True),
        day("dispatched_on", nullable=True),
        instant("dispatched_at", nullable=True),
        number("dispatched_by", nullable=True),
        text("keterangan_kirim"),
        day("arsip_on", nullable=True),
        text("arsip_tempat"),
        text("arsip_nomor"),
        text("arsip_klasifikasi"),
        check("naskah_asli", "keadaan", one_of("keadaan", KEADAAN_ASLI)),
        check("naskah_asli", "dispatched", "(dispatched_on IS NULL) = (dispatched_at IS NULL)"),
        points("naskah_asli", "naskah_id", "naskah"),
        points("naskah_asli", "opened_by", "user_account"),
        points("naskah_asli", "dispatched_by", "user_account"),
        key("naskah_asli"),
        sa.UniqueConstraint("naskah_id", name=op.f("uq_naskah_asli_naskah_id")),
    )
    op.create_index("ix_naskah_asli_keadaan", "naskah_asli", ["keadaan"])
    op.create_table(
        "riwayat_asli",
        number("id"),
        number("asli_id"),
        day("since_on"),
        text("tempat"),
        text("pemegang"),
        sa.Column("is_at_kemlu", sa.Boolean(), nullable=False),
        text("dokumen"),
        text("keterangan"),
        instant("recorded_at"),
        number("recorded_by", nullable=True),
        points("riwayat_asli", "asli_id", "naskah_asli"),
        points("riwayat_asli", "recorded_by", "user_account"),
        key("riwayat_asli"),
    )
    op.create_index("ix_riwayat_asli_asli_id", "riwayat_asli", ["asli_id"])


def _create_receipts() -> None:
    op.create_table(
        "penerimaan",
        number("id"),
        number("naskah_id"),
        words("jenis"),
        words("hasil"),
        text("nomor"),
        day("arrived_on"),
        instant("recorded_at"),
        number("recorded_by", nullable=True),
        text("alasan_mundur"),
        day("due_on", nullable=True),
        text("kalender_version", nullable=True),
        words("sebab_terlambat", nullable=True),
        text("keterangan_terlambat"),
        words("rangkap"),
        text("penyerah"),
        text("kondisi"),
        text("catatan"),
        text("bukti"),
        text("foto_sha256", nullable=True),
        text("foto_media", nullable=True),
        number("foto_size", nullable=True),
        instant("voided_at", nullable=True),
        number("voided_by", nullable=True),
        text("alasan_batal"),
        check("penerimaan", "jenis", one_of("jenis", PENYAMPAIAN)),
        check("penerimaan", "hasil", one_of("hasil", KEADAAN_ASLI) + " AND hasil != 'belum_diterima'"),
        check("penerimaan", "sebab_terlambat", one_of("sebab_terlambat", SEBAB)),
        check("penerimaan", "voided", "voided_at IS NULL OR alasan_batal != ''"),
        check("penerimaan", "judged", "(due_on IS NULL) = (kalender_version IS NULL)"),
        points("penerimaan", "naskah_id", "naskah"),
        points("penerimaan", "recorded_by", "user_account"),
        points("penerimaan", "voided_by", "user_account"),
        key("penerimaan"),
        sa.UniqueConstraint("nomor", name=op.f("uq_penerimaan_nomor")),
    )
    op.create_index("ix_penerimaan_naskah_id", "penerimaan", ["naskah_id"])
    op.create_index("ix_penerimaan_arrived_on", "penerimaan", ["arrived_on"])
    op.create_index(
        "uq_penerimaan_stands", "penerimaan", ["naskah_id", "jenis"], unique=True,
        sqlite_where=sa.text(STANDS), postgresql_where=sa.text(STANDS),
    )  # fmt: skip


def _create_kemlu() -> None:
    op.create_table(
        "kasus_kemlu",
        number("id"),
        number("naskah_id"),
        number("version"),
        words("keadaan"),
        instant("opened_at"),
        check("kasus_kemlu", "keadaan", one_of("keadaan", KEADAAN_KEMLU)),
        points("kasus_kemlu", "naskah_id", "naskah"),
        key("kasus_kemlu"),
        sa.UniqueConstraint("naskah_id", name=op.f("uq_kasus_kemlu_naskah_id")),
    )
    op.create_table(
        "langkah_kemlu",
        number("id"),
        number("kasus_id"),
        words("keadaan"),
        day("on"),
        text("dokumen"),
        number("berkas_id", nullable=True),
        text("keterangan"),
        instant("recorded_at"),
        number("recorded_by", nullable=True),
        check("langkah_kemlu", "keadaan", one_of("keadaan", KEADAAN_KEMLU)),
        points("langkah_kemlu", "kasus_id", "kasus_kemlu"),
        points("langkah_kemlu", "berkas_id", "berkas"),
        points("langkah_kemlu", "recorded_by", "user_account"),
        key("langkah_kemlu"),
    )
    op.create_index("ix_langkah_kemlu_kasus_id", "langkah_kemlu", ["kasus_id"])


def _create_ratification() -> None:
    op.create_table(
        "kasus_pengesahan",
        number("id"),
        number("naskah_id"),
        number("version"),
        words("keadaan"),
        words("jalur", nullable=True),
        words("kategori"),
        text("alasan"),
        text("nomor_hasil"),
        day("hasil_on", nullable=True),
        instant("opened_at"),
        check("kasus_pengesahan", "keadaan", one_of("keadaan", KEADAAN_PENGESAHAN)),
        check("kasus_pengesahan", "jalur", one_of("jalur", JALUR)),
        points("kasus_pengesahan", "naskah_id", "naskah"),
        key("kasus_pengesahan"),
        sa.UniqueConstraint("naskah_id", name=op.f("uq_kasus_pengesahan_naskah_id")),
    )
    op.create_table(
        "langkah_pengesahan",
        number("id"),
        number("kasus_id"),
        words("tindakan"),
        words("jenis_dokumen", nullable=True),
        day("on"),
        text("dokumen"),
        text("keterangan"),
        instant("recorded_at"),
        number("recorded_by", nullable=True),
        check("langkah_pengesahan", "tindakan", one_of("tindakan", TINDAKAN)),
        check("langkah_pengesahan", "jenis_dokumen", one_of("jenis_dokumen", DOKUMEN)),
        points("langkah_pengesahan", "kasus_id", "kasus_pengesahan"),
        points("langkah_pengesahan", "recorded_by", "user_account"),
        key("langkah_pengesahan"),
    )
    op.create_index("ix_langkah_pengesahan_kasus_id", "langkah_pengesahan", ["kasus_id"])


def downgrade() -> None:
    for table in (
        "langkah_pengesahan", "kasus_pengesahan", "langkah_kemlu", "kasus_kemlu", "penerimaan", "riwayat_asli",
        "naskah_asli",
    ):  # fmt: skip
        op.drop_table(table)
