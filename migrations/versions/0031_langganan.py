"""Searches that people follow by mail: readers, their subscriptions, digests of the secrets in their letters"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "pelanggan",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("address", sa.String(), nullable=False, unique=True),
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("written_on", sa.Date()),
        sa.Column("not_before", INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String()),
        sa.Column("lease_until", INSTANT),
    )
    op.create_index("ix_pelanggan_mailbox", "pelanggan", ["mailbox"])
    op.create_table(
        "langganan",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("pelanggan_id", sa.Integer(), sa.ForeignKey("pelanggan.id", ondelete="CASCADE"), nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("told_until", INSTANT, nullable=False),
        sa.CheckConstraint("state IN ('diminta', 'ditawarkan', 'aktif')", name="state"),
        sa.UniqueConstraint("pelanggan_id", "search"),
    )
    op.create_index("ix_langganan_state", "langganan", ["state"])
    op.create_table(
        "langganan_token",
        sa.Column("digest", sa.String(), primary_key=True),
        sa.Column("pelanggan_id", sa.Integer(), sa.ForeignKey("pelanggan.id", ondelete="CASCADE"), nullable=False),
        sa.Column("langganan_id", sa.Integer(), sa.ForeignKey("langganan.id", ondelete="CASCADE")),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.CheckConstraint("purpose IN ('confirm', 'manage')", name="purpose"),
        sa.CheckConstraint("(purpose = 'confirm') = (langganan_id IS NOT NULL)", name="subject"),
    )
    op.create_index("ix_langganan_token_pelanggan_id", "langganan_token", ["pelanggan_id"])
    op.create_index("ix_langganan_token_langganan_id", "langganan_token", ["langganan_id"])


def downgrade() -> None:
    # The addresses go with them: nobody could end what no program knows any more.
    for table in ("langganan_token", "langganan", "pelanggan"):
        op.drop_table(table)
