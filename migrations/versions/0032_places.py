"""Where the words of a page text stand on its picture

Old rows know nothing until `portal migrate` has derived the places of the pages whose word boxes were kept.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

TABLES = ("halaman", "terbitan_halaman", "terbitan_version_halaman")


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("places", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("places")
