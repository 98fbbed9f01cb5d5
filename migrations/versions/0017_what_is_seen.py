"""Text that nobody sees, notes on pages, parts drawn and unread, files inside files, and the holds they ask for"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

OLD = (
    "belum_terbaca", "baca_gagal", "data_pribadi", "tanpa_teks", "klausul", "menunggu_biro", "putusan_ppid",
    "embargo",
)  # fmt: skip
NEW = (*OLD[:4], "bukan_naskah", "berkas_tertanam", "komentar", *OLD[4:])


def upgrade() -> None:
    with op.batch_alter_table("berkas") as batch_op:
        batch_op.add_column(sa.Column("embedded_names", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("is_placeholder", sa.Boolean(), nullable=True))
    with op.batch_alter_table("halaman") as batch_op:
        batch_op.add_column(sa.Column("teks_tersembunyi", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("has_comment", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("unread_share", sa.Float(), nullable=True))
    allow(NEW)


def allow(reasons: tuple[str, ...]) -> None:
    with op.batch_alter_table("penahanan") as batch_op:
        batch_op.drop_constraint(op.f("ck_penahanan_alasan"), type_="check")
        names = ", ".join(repr(value) for value in reasons)
        batch_op.create_check_constraint(op.f("ck_penahanan_alasan"), f"alasan IN ({names})")


def downgrade() -> None:
    # The older portal knows no better word for these; it asks a person to look at the pages, and asks anew.
    op.execute(
        "UPDATE penahanan SET alasan = 'tanpa_teks', is_answered = false"
        " WHERE alasan IN ('bukan_naskah', 'berkas_tertanam', 'komentar')"
    )
    allow(OLD)
    with op.batch_alter_table("halaman") as batch_op:
        batch_op.drop_column("unread_share")
        batch_op.drop_column("has_comment")
        batch_op.drop_column("teks_tersembunyi")
    with op.batch_alter_table("berkas") as batch_op:
        batch_op.drop_column("is_placeholder")
        batch_op.drop_column("embedded_names")
