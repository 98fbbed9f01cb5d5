"""Which day of the audit trail the public log was told last; history of naskah that were taken over"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0035"


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


def downgrade() -> None:
    op.drop_table("riwayat_asal")
    op.drop_column("audit_head", "told_on")
