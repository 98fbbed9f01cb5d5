"""Proposals and explorations abroad with their clocks; notes on the evaluation of a naskah"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

JENIS = ("usulan", "penjajakan")
TINGKAT = ("kementerian", "eselon1", "kanwil", "upt")
HASIL = (
    "selaras", "selaras_dengan_catatan", "tidak_selaras", "direkomendasikan", "direkomendasikan_dengan_catatan",
    "tidak_direkomendasikan", "dikembalikan", "ditarik",
)  # fmt: skip
STANDS = sa.text("voided_at IS NULL")


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


def upgrade() -> None:
    _create_proposals()
    _create_evaluations()


def _create_proposals() -> None:
    table = "penerimaan_usulan"
    op.create_table(
        table,
        number("id"),
        text("nomor"),
        number("version"),
        words("jenis"),
        number("unit_id"),
        words("tingkat", nullable=True),
        text("calon_mitra"),
        number("mitra_id", nullable=True),
        text("perihal"),
        text("ruang_lingkup"),
        words("isi"),
        text("nomor_surat"),
        day("surat_on", nullable=True),
        day("received_on"),
        text("alasan_mundur"),
        text("catatan"),
        number("previous_id", nullable=True),
        instant("recorded_at"),
        number("recorded_by", nullable=True),
        words("hasil", nullable=True),
        day("hasil_on", nullable=True),
        text("dokumen_nomor"),
        day("dokumen_on", nullable=True),
        text("keterangan"),
        instant("closed_at", nullable=True),
        number("closed_by", nullable=True),
        day("due_on", nullable=True),
        text("kalender_version", nullable=True),
        number("naskah_id", nullable=True),
        instant("voided_at", nullable=True),
        number("voided_by", nullable=True),
        text("alasan_batal"),
        check(table, "jenis", one_of("jenis", JENIS)),
        check(table, "tingkat", one_of("tingkat", TINGKAT)),
        check(table, "hasil", one_of("hasil", HASIL)),
        check(table, "hasil_on", "(hasil IS NULL) = (hasil_on IS NULL)"),
        check(table, "closed", "(hasil IS NULL) = (closed_at IS NULL)"),
        check(table, "judged", "(due_on IS NULL) = (kalender_version IS NULL)"),
        check(table, "voided", "voided_at IS NULL OR alasan_batal != ''"),
        points(table, "unit_id", "unit"),
        points(table, "mitra_id", "mitra"),
        points(table, "previous_id", table),
        points(table, "recorded_by", "user_account"),
        points(table, "closed_by", "user_account"),
        points(table, "naskah_id", "naskah"),
        points(table, "voided_by", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("nomor", name=op.f(f"uq_{table}_nomor")),
    )
    op.create_index("ix_penerimaan_usulan_unit_id", table, ["unit_id"])
    op.create_index("ix_penerimaan_usulan_naskah_id", table, ["naskah_id"])
    op.create_index(
        "uq_penerimaan_usulan_previous_id",
        table,
        ["previous_id"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )


def _create_evaluations() -> None:
    table = "evaluasi"
    op.create_table(
        table,
        number("id"),
        number("naskah_id"),
        number("version"),
        day("period_from"),
        day("period_to"),
        day("evaluated_on"),
        text("ringkasan"),
        text("rekomendasi"),
        sa.Column("is_with_biro", sa.Boolean(), nullable=False),
        text("dokumen_nomor"),
        day("dokumen_on", nullable=True),
        day("delivered_on", nullable=True),
        text("delivered_nomor"),
        instant("recorded_at"),
        number("recorded_by", nullable=True),
        instant("voided_at", nullable=True),
        number("voided_by", nullable=True),
        text("alasan_batal"),
        check(table, "period", "period_from <= period_to"),
        check(table, "delivered", "(delivered_on IS NULL) = (delivered_nomor = '')"),
        check(table, "dokumen", "(dokumen_on IS NULL) = (dokumen_nomor = '')"),
        check(table, "voided", "voided_at IS NULL OR alasan_batal != ''"),
        points(table, "naskah_id", "naskah"),
        points(table, "recorded_by", "user_account"),
        points(table, "voided_by", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index("ix_evaluasi_naskah_id", table, ["naskah_id"])


def downgrade() -> None:
    op.drop_index("ix_evaluasi_naskah_id", "evaluasi")
    op.drop_table("evaluasi")
    for name in ("uq_penerimaan_usulan_previous_id", "ix_penerimaan_usulan_naskah_id", "ix_penerimaan_usulan_unit_id"):
        op.drop_index(name, "penerimaan_usulan")
    op.drop_table("penerimaan_usulan")
