"""Notices: the outbox of reminders, and an index for the period of the audit page"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

JENIS = (
    "asli_h7", "asli_h3", "asli_h1", "asli_hari_ini", "asli_terlambat", "akhir_6", "akhir_3", "akhir_1",
    "induk_berakhir", "ingatkan", "tegur",
)  # fmt: skip
STATES = ("menunggu", "dikirim", "terkirim", "dilewati", "gagal")


def one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def upgrade() -> None:
    op.create_table(
        "pemberitahuan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kunci", sa.String(), nullable=False),
        sa.Column("kejadian", sa.String(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("jenjang", sa.Integer(), nullable=False),
        sa.Column("naskah_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("acuan_on", sa.Date(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("isi", sa.String(), nullable=False),
        sa.Column("pesan", sa.String(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.CheckConstraint(one_of("jenis", JENIS), name=op.f("ck_pemberitahuan_jenis")),
        sa.CheckConstraint(one_of("state", STATES), name=op.f("ck_pemberitahuan_state")),
        sa.CheckConstraint(
            "(jenis IN ('ingatkan', 'tegur')) OR created_by IS NULL", name=op.f("ck_pemberitahuan_by_hand")
        ),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_pemberitahuan_naskah_id_naskah")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_pemberitahuan_unit_id_unit")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user_account.id"], name=op.f("fk_pemberitahuan_created_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pemberitahuan")),
        sa.UniqueConstraint("kunci", name=op.f("uq_pemberitahuan_kunci")),
    )
    op.create_index("ix_pemberitahuan_naskah_id_created_at", "pemberitahuan", ["naskah_id", "created_at"])
    op.create_index("ix_pemberitahuan_state_not_before", "pemberitahuan", ["state", "not_before"])
    op.create_index("ix_audit_entry_at", "audit_entry", ["at"])


def downgrade() -> None:
    op.drop_index("ix_audit_entry_at", "audit_entry")
    op.drop_index("ix_pemberitahuan_state_not_before", "pemberitahuan")
    op.drop_index("ix_pemberitahuan_naskah_id_created_at", "pemberitahuan")
    op.drop_table("pemberitahuan")
