"""The list of changes that search indexes follow"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    op.create_table(
        "index_change",
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_index_change")),
        sa.UniqueConstraint("nomor", name=op.f("uq_index_change_nomor")),
    )
    state = op.create_table(
        "index_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_index_state_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_state")),
    )
    # What is in an index by now was never listed: whoever follows begins by making it anew.
    op.bulk_insert(state, [{"id": 1, "nomor": 0, "epoch": secrets.token_hex(8)}])


def downgrade() -> None:
    op.drop_table("index_state")
    op.drop_table("index_change")
