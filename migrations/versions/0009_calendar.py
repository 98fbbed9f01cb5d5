"""The office calendar that can be edited, and the feeds of due dates"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

JENIS = ("libur_nasional", "cuti_bersama", "khusus")
STATUS = ("ditetapkan", "perkiraan")


def one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def upgrade() -> None:
    op.create_table(
        "hari_libur",
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("dasar", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(one_of("jenis", JENIS), name=op.f("ck_hari_libur_jenis")),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["user_account.id"], name=op.f("fk_hari_libur_changed_by_user_account")
        ),
        sa.PrimaryKeyConstraint("tanggal", name=op.f("pk_hari_libur")),
    )
    op.create_table(
        "tahun_kalender",
        sa.Column("tahun", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("nomor_skb", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(one_of("status", STATUS), name=op.f("ck_tahun_kalender_status")),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["user_account.id"], name=op.f("fk_tahun_kalender_changed_by_user_account")
        ),
        sa.PrimaryKeyConstraint("tahun", name=op.f("pk_tahun_kalender")),
    )
    op.create_table(
        "umpan_kalender",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user_account.id"], name=op.f("fk_umpan_kalender_created_by_user_account")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_umpan_kalender_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_umpan_kalender")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_umpan_kalender_token_hash")),
    )
    op.create_index("ix_umpan_kalender_unit_id", "umpan_kalender", ["unit_id"])


def downgrade() -> None:
    op.drop_index("ix_umpan_kalender_unit_id", "umpan_kalender")
    op.drop_table("umpan_kalender")
    op.drop_table("tahun_kalender")
    op.drop_table("hari_libur")
