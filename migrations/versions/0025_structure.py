"""The structure of the published text: blocks of each page, outline of each text

Old rows stay empty and are shown as plain text, as before, until `portal migrate` has derived them anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

COLUMNS = (("terbitan_halaman", "structure"), ("terbitan_berkas", "outline"))


def upgrade() -> None:
    for table, column in COLUMNS:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column(column, sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    for table, column in COLUMNS:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column(column)
