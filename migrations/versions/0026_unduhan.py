"""How often the files of a naskah were fetched, by day"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "unduhan",
        sa.Column("kode", sa.String(), primary_key=True),
        sa.Column("on", sa.Date(), primary_key=True),
        sa.Column("jumlah", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("unduhan")
