"""Which day of the audit trail the public log was told last; history taken over; retention; legal holds"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.add_column("audit_head", sa.Column("told_on", sa.Date(), nullable=True))
    op.create_table(
        "riwayat_asal",
        sa.Column("asal", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("actor_email", sa.String(), nullable=False),
        sa.Column("acting_for", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("asal", "seq", name=op.f("pk_riwayat_asal")),
    )
    op.create_index("ix_riwayat_asal_kode", "riwayat_asal", ["kode"])
    op.create_table(
        "retensi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("naskah_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("klasifikasi", sa.String(), nullable=False),
        sa.Column("jra", sa.String(), nullable=False),
        sa.Column("mulai_on", sa.Date(), nullable=False),
        sa.Column("aktif_tahun", sa.Integer(), nullable=False),
        sa.Column("inaktif_tahun", sa.Integer(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("nasib_akhir", sa.Text(), nullable=False),
        sa.Column("keterangan", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "nasib_akhir IN ('permanen', 'musnah', 'dinilai_kembali')", name=op.f("ck_retensi_nasib_akhir")
        ),
        sa.CheckConstraint("aktif_tahun >= 0 AND inaktif_tahun >= 0", name=op.f("ck_retensi_years")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_retensi_naskah_id_naskah")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user_account.id"], name=op.f("fk_retensi_recorded_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retensi")),
        sa.UniqueConstraint("naskah_id", name=op.f("uq_retensi_naskah_id")),
    )
    op.create_index("ix_retensi_ends_on", "retensi", ["ends_on"])
    op.create_table(
        "pembekuan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("naskah_id", sa.Integer(), nullable=False),
        sa.Column("alasan", sa.String(), nullable=False),
        sa.Column("dokumen", sa.String(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_by", sa.Integer(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        sa.Column("alasan_lepas", sa.String(), nullable=False),
        sa.CheckConstraint("alasan != ''", name=op.f("ck_pembekuan_reason")),
        sa.CheckConstraint("(lifted_at IS NULL) = (alasan_lepas = '')", name=op.f("ck_pembekuan_lifted")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_pembekuan_naskah_id_naskah")),
        sa.ForeignKeyConstraint(["placed_by"], ["user_account.id"], name=op.f("fk_pembekuan_placed_by_user_account")),
        sa.ForeignKeyConstraint(["lifted_by"], ["user_account.id"], name=op.f("fk_pembekuan_lifted_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pembekuan")),
    )
    op.create_index("ix_pembekuan_naskah_id", "pembekuan", ["naskah_id"])


def downgrade() -> None:
    op.drop_table("pembekuan")
    op.drop_table("retensi")
    op.drop_table("riwayat_asal")
    op.drop_column("audit_head", "told_on")
