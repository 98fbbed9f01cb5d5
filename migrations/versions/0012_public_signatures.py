"""What the public is told of electronic signatures, and of pages without text"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

PENGENALAN = ("tidak_perlu", "menunggu", "tanpa_mesin", "selesai", "kosong", "gagal")


def upgrade() -> None:
    with op.batch_alter_table("terbitan_berkas") as batch_op:
        batch_op.add_column(sa.Column("tanda_tangan", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("terbitan_halaman") as batch_op:
        batch_op.add_column(sa.Column("pengenalan", sa.Text(), nullable=False, server_default="tidak_perlu"))
        names = ", ".join(repr(value) for value in PENGENALAN)
        batch_op.create_check_constraint(op.f("ck_terbitan_halaman_pengenalan"), f"pengenalan IN ({names})")
    # Pages that were public before there was an engine wait for one, as revision 0006 has it.
    op.execute("UPDATE terbitan_halaman SET pengenalan = 'menunggu' WHERE asal = 'none'")


def downgrade() -> None:
    with op.batch_alter_table("terbitan_halaman") as batch_op:
        batch_op.drop_constraint(op.f("ck_terbitan_halaman_pengenalan"), type_="check")
        batch_op.drop_column("pengenalan")
    with op.batch_alter_table("terbitan_berkas") as batch_op:
        batch_op.drop_column("tanda_tangan")
