"""What of a page's unseen text lies under something that is drawn over it, as who blackens by hand leaves it

Of pages read before it is unknown; reading a file again finds it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    with op.batch_alter_table("halaman") as batch_op:
        batch_op.add_column(sa.Column("teks_tertutup", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("halaman") as batch_op:
        batch_op.drop_column("teks_tertutup")
